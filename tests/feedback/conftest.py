"""A mentor with a learner who has sent a text and a photo, judged by a rubric."""

from dataclasses import dataclass

import pytest

from portal.clock import now, today
from portal.markup import render
from portal.models import Edition, Media, Person, Programme, SelfMark, Version, Work

TEXT = (
    "The van came at seven. I looked at the thermometer first.\n\n"
    "I put “the chicken” to the bottom 🍗 and the salads on top.\n\n"
    "وضعت الدجاج في الأسفل والسلطة فوق."
)


@dataclass
class Sent:
    """What one learner sent, and who is around it."""

    programme: Programme
    amina: Person
    tom: Person
    edition: Edition
    work: Work
    version: Version
    photo: Media

    @property
    def desk(self) -> str:
        return f"/queue/{self.version.id}"


@pytest.fixture
def send(make, session):
    """Send a version with a text and, if wanted, a photo and her own marks."""

    def send(
        learner,
        programme,
        *,
        edition=None,
        photo=True,
        text=TEXT,
        number=1,
        work=None,
        sent_at=None,
    ):
        work = work or make.work(learner, programme, task=make.task(programme, edition))
        drawn = render(text)
        version = make.draft(
            work,
            text,
            html=drawn.html,
            number=number,
            edition_id=edition.id if edition else None,
        )
        version.plain = drawn.plain
        media = make.photo(learner) if photo else None
        if media:
            make.attach(version, media, alt="The shelf with four trays")
        criteria = make.criteria(edition) if edition else ()
        for criterion, level in [(one, make.levels(one)[2]) for one in criteria]:
            session.add(
                SelfMark(
                    version_id=version.id,
                    criterion_id=criterion.id,
                    level_id=level.id,
                    programme_id=programme.id,
                )
            )
        session.commit()
        version.sent_at, version.digest = sent_at or now(), "d" * 64
        version.receipt = f"R-{next(make.numbers)}"
        work.state, work.promised_on = "sent", today()
        session.commit()
        return version, media

    return send


@pytest.fixture
def saved(database):
    """Read what is saved now, in a session of its own: `saved(Note)`, `saved(Mark, comment="")`."""

    def read(model, **by):
        with database.session(reads=True) as session:
            return session.query(model).filter_by(**by).all()

    return read


@pytest.fixture
def sent(make, send, session) -> Sent:
    programme = make.programme()
    amina = make.learner(programme)
    tom = make.mentor(programme, amina)
    edition = make.rubric(programme)
    version, photo = send(amina, programme, edition=edition)
    work = session.get(Work, version.work_id)
    session.commit()
    return Sent(programme, amina, tom, edition, work, version, photo)


@pytest.fixture
def at_desk(visitor, sent):
    """Tom sits at his desk with her version."""
    visitor.sign_in(sent.tom)
    visitor.get(sent.desk)
    return visitor


@pytest.fixture
def ruth(make, sent):
    """Another mentor of the same learner."""
    return make.mentor(sent.programme, sent.amina, name="Ruth Adeyemi")
