"""A learner with skills, and answers that mark them on several days."""

from dataclasses import dataclass

import pytest

from portal.clock import now
from portal.models import Edition, Person, Programme, Skill


@dataclass
class Grown:
    """A programme with one skill that one of two criteria points to."""

    programme: Programme
    amina: Person
    tom: Person
    skill: Skill
    edition: Edition


@pytest.fixture
def grown(make) -> Grown:
    programme = make.programme()
    amina = make.learner(programme)
    tom = make.mentor(programme, amina)
    skill, edition = make.skill(programme), make.rubric(programme)
    make.criteria(edition)[0].skill_id = skill.id
    make.session.commit()
    return Grown(programme, amina, tom, skill, edition)


@pytest.fixture
def answer(make, grown):
    """Give an answer to a new work: `answer(level, …)`, a place from 1 to 4 per criterion."""

    def give(*places, at=None, given=True, work=None, number=1, outcome="revise", **values):
        work = work or make.work(grown.amina, grown.programme)
        version = make.sent(work, number=number, edition_id=grown.edition.id, **values)
        if given:
            feedback = make.given(version, grown.tom, outcome=outcome)
            feedback.given_at = at or now()
        else:
            feedback = make.feedback(version, grown.tom)
        for criterion, place in zip(make.criteria(grown.edition), places, strict=False):
            make.mark(feedback, make.levels(criterion)[place - 1] if place else None, criterion)
        make.session.commit()
        return work

    return give
