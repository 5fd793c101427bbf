"""People, programmes, and who is in them."""

from sqlalchemy.orm import Session

from portal.blueprints.accounts.passwords import hash_password
from portal.blueprints.accounts.terms import TERMS, sentences_of_terms
from portal.demo.pouring.pot import Events, Pot
from portal.demo.story.cast import Programme
from portal.demo.story.times import When
from portal.models import Cohort, Consent, FirstStep, Membership, Mentoring, Person, Role, Skill
from portal.models import Programme as ProgrammeRow
from portal.words import speaking

PASSWORD = "demo-portal-2026"
FOUNDED = When(-95)


def events(pot: Pot) -> Events:
    """Everybody is there before anything happens."""
    yield pot.event(FOUNDED, add_people)
    for programme in pot.story.programmes:
        yield pot.event(FOUNDED, found_programme, programme)


def add_people(pot: Pot, session: Session) -> None:
    """Add everybody who can sign in, all with the one public password."""
    hashed = hash_password(PASSWORD)
    for person in pot.story.people:
        row = Person(
            name=person.name,
            email=person.email,
            password_hash=hashed,
            language=person.language,
            zone=person.zone,
            goals=person.goals,
            times=person.times,
            first_step=FirstStep.NEW if person.is_new else FirstStep.FINISHED,
        )
        pot.keep(session, row, "person", person.key)
        with speaking(person.language):
            words = "\n".join(sentences_of_terms())
        pot.keep(session, Consent(person_id=row.id, kind=TERMS, words=words))


def found_programme(pot: Pot, session: Session, programme: Programme) -> None:
    """Make the programme with its cohorts, skills and people."""
    row = ProgrammeRow(name=programme.name, answer_days=programme.answer_days)
    pot.keep(session, row, "programme", programme.key)
    _add_cohorts(pot, session, programme)
    _add_skills(pot, session, programme)
    _add_members(pot, session, programme)
    for pair in programme.mentorings:
        learner, mentor = pot.ids["person", pair.learner], pot.ids["person", pair.mentor]
        session.add(Mentoring(programme_id=row.id, learner_id=learner, mentor_id=mentor))


def _add_cohorts(pot: Pot, session: Session, programme: Programme) -> None:
    for cohort in programme.cohorts:
        row = Cohort(
            programme_id=pot.ids["programme", programme.key],
            name=cohort.name,
            starts_on=cohort.starts.day(pot.today),
            ends_on=cohort.ends.day(pot.today),
        )
        pot.keep(session, row, "cohort", cohort.key)


def _add_skills(pot: Pot, session: Session, programme: Programme) -> None:
    for position, skill in enumerate(programme.skills, 1):
        row = Skill(
            programme_id=pot.ids["programme", programme.key],
            position=position,
            name=skill.name,
            words=skill.words,
        )
        pot.keep(session, row, "skill", skill.key)


def _add_members(pot: Pot, session: Session, programme: Programme) -> None:
    for member in programme.memberships:
        row = Membership(
            person_id=pot.ids["person", member.person],
            programme_id=pot.ids["programme", programme.key],
            cohort_id=pot.ids["cohort", member.cohort] if member.cohort else None,
            role=Role(member.role),
            about=member.about,
        )
        pot.keep(session, row)
