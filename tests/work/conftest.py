"""A learner with a task, a rubric and a mentor."""

from types import SimpleNamespace

import pytest


@pytest.fixture
def kitchen(make):
    """Amina learns, Tom mentors her, and there is a task with a rubric."""
    programme = make.programme()
    amina = make.learner(programme)
    edition = make.rubric(programme)
    return SimpleNamespace(
        programme=programme,
        amina=amina,
        tom=make.mentor(programme, amina),
        edition=edition,
        task=make.task(programme, edition, answer_days=3),
    )


@pytest.fixture
def draft(make, kitchen):
    """Her first draft."""
    work = make.work(kitchen.amina, kitchen.programme, task=kitchen.task)
    return make.draft(work, edition_id=kitchen.edition.id)


@pytest.fixture
def at(draft):
    """The address of the draft's version."""
    return f"/work/{draft.work_id}/versions/1"
