"""`seed`: a crowd that is whole, the same each time, and made in an empty database only."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from sqlalchemy import func, select, text

from portal.demo.seeding import seed
from portal.demo.seeding.sizes import Size, shares, works_of
from portal.models import Feedback, Membership, Mentoring, Person, Programme, Role, Version, Work
from portal.models.base import Base
from portal.working import tools_of
from tests.demo.crawling import client_of, crawl

SMALL = ("--learners", 24, "--mentors", 3, "--works", 150)
MIDNIGHT = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture
def tools(app):
    return tools_of(app)


def test_a_crowd_passes_the_doctor(run, session):
    code, said, refused = run("seed", *SMALL)

    assert (code, refused) == (0, "")
    assert "Made 24 learners, 3 mentors and 150 works" in said
    assert session.scalar(select(func.count(Work.id))) == 150
    answered = select(func.count()).where(Feedback.given_at.is_not(None))
    assert session.scalar(answered) > 75
    if session.get_bind().dialect.name == "sqlite":
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []
    code, said, _ = run("doctor")
    assert (code, "WRONG" in said) == (0, False), said


def test_a_database_with_people_is_left_alone(run, make, session):
    make.person()
    session.commit()

    code, said, refused = run("seed", *SMALL)

    assert (code, said, refused.count("\n")) == (1, "", 1)
    assert "holds people already" in refused
    assert session.scalar(select(func.count(Person.id))) == 1


@pytest.mark.parametrize("number", [0, -3])
def test_nobody_makes_no_crowd(run, number):
    code, said, refused = run("seed", "--learners", number)

    assert (code, said, refused.count("\n")) == (1, "", 1)


def test_a_database_without_tables_is_refused(run, elsewhere):
    code, said, refused = run("seed", PORTAL_DATABASE_URL=elsewhere.database_url)

    assert (code, said) == (1, "")
    assert "`python -m portal migrate`" in refused


def rows_of_the_core(session):
    """All works of the first ten learners with their versions, as they stand."""
    learners = select(Person.id).order_by(Person.created_at, Person.id)
    mail = [f"learner-{n}@seed.example" if n else "learner@seed.example" for n in range(9)]
    query = (
        select(Person.name, Work.id, Work.state, Version.id, Version.digest, Mentoring.mentor_id)
        .join(Work, Work.learner_id == Person.id)
        .join(Mentoring, Mentoring.learner_id == Person.id)
        .join(Version, Version.work_id == Work.id)
        .where(Person.id.in_(learners.where(Person.email.in_(mail))))
        .order_by(Work.id, Version.number)
    )
    return [tuple(row) for row in session.execute(query)]


def test_the_first_ten_learners_are_the_same_in_every_crowd(tools):
    seen = []
    for learners in (10, 40):
        size = Size(learners, 4, learners * 6)
        seed(tools, size, midnight=MIDNIGHT, password_hash="none")
        with tools.reading() as session:
            seen.append(rows_of_the_core(session))
        empty(tools)

    assert seen[0] == seen[1]
    assert len(seen[0]) > 50


def empty(tools):
    with tools.writing() as session:
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(table.delete())


@pytest.mark.parametrize(
    "email",
    [
        "learner@seed.example",
        "learner-11@seed.example",
        "mentor@seed.example",
        "mentor-1@seed.example",
        "coordinator@seed.example",
    ],
)
def test_every_page_opens_for_the_crowd(app, run, email):
    run("seed", *SMALL)

    seen = crawl(app, client_of(app, email), "/", "/settings")

    wrong = [
        f"{each.status} {each.path}"
        for each in seen
        if each.status not in (200, 303) or (each.status == 303 and "/queue/" not in each.path)
    ]
    assert not [each for each in wrong if not each.endswith(" /")], wrong
    assert len(seen) > 10


def test_a_large_crowd_is_one_large_programme_and_many_small_ones():
    spread = list(shares(Size()))

    assert len(spread[0].learners) == 3000
    assert len(spread) > 25
    assert all(before.learners.stop == after.learners.start for before, after in pairwise(spread))
    assert spread[-1].learners.stop == 10_000
    assert spread[-1].mentors.stop == 300
    assert all(len(share.mentors) for share in spread)
    assert sum(works_of(Size(7, 1, 45), learner) for learner in range(7)) == 45


def test_every_programme_has_somebody_for_each_role(run, session):
    run("seed", "--learners", 620, "--mentors", 9, "--works", 620)

    count = select(Membership.programme_id, Membership.role, func.count())
    found = session.execute(count.group_by(Membership.programme_id, Membership.role)).all()
    programmes = session.scalar(select(func.count(Programme.id)))
    assert programmes == 3
    assert len(found) == programmes * len(Role)
