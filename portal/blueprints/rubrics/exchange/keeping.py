"""Making a rubric of words that came from elsewhere; skills are known by their names."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.blueprints.programmes.actions.skills import add_skill
from portal.blueprints.rubrics.actions import create_rubric
from portal.blueprints.rubrics.editions import add_criterion_row
from portal.blueprints.rubrics.exchange.shape import NamedSkill, RubricWords
from portal.blueprints.rubrics.queries import newest_edition
from portal.folding import fold
from portal.models import Person, Programme, Rubric, Skill


def skills_here(session: Session, programme_id: UUID) -> dict[str, UUID]:
    """Return the programme's skills by their folded names; of two alike, the first."""
    query = select(Skill.name, Skill.id).where(Skill.programme_id == programme_id)
    rows = session.execute(query.order_by(Skill.position.desc())).all()
    return {fold(name): skill_id for name, skill_id in rows}


def unknown_skills(
    known: dict[str, UUID], named: Iterable[NamedSkill | None]
) -> dict[str, NamedSkill]:
    """Return the skills that the programme does not have, each once, by their folded names."""
    asked = {fold(skill.name): skill for skill in named if skill}
    return {name: skill for name, skill in asked.items() if name and name not in known}


def keep_rubric(
    session: Session, programme: Programme, words: RubricWords, *, by: Person, make_skills: bool
) -> Rubric:
    """Make a rubric with these words; skills that are unknown are made first, or left out."""
    known = skills_here(session, programme.id)
    if make_skills:
        for name, skill in unknown_skills(known, words.skills).items():
            made = add_skill(session, programme, by=by, name=skill.name, words=skill.words)
            known[name] = made.id
    rubric = create_rubric(session, programme, by=by, title=words.title, language=words.language)
    edition = newest_edition(session, rubric.id)
    for position, (criterion, named) in enumerate(
        zip(words.criteria, words.skills, strict=True), 1
    ):
        skill_id = known.get(fold(named.name)) if named else None
        add_criterion_row(
            session, edition, replace(criterion, skill_id=skill_id), position=position
        )
    return rubric
