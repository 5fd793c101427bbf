"""The quiet learners of a programme, and what a mentor carries."""

from datetime import timedelta

import pytest

from portal.clock import now, today
from portal.models import Away, Membership


@pytest.fixture
def house(make):
    return make.programme()


@pytest.fixture
def grace(make, house):
    return make.coordinator(house)


def names(page):
    return [link.text for link in page.select("#quiet a")]


def test_the_coordinator_sees_who_is_quiet(visitor, make, house, grace, session):
    long_ago = today() - timedelta(days=15)
    make.learner(house, "Kim", seen_on=long_ago)
    make.learner(house, "Here", seen_on=today())
    make.learner(house, "New")
    never = make.learner(house, "Never")
    late = make.learner(house, "Late", seen_on=today())
    make.step(late, programme_id=house.id, due_on=long_ago)
    private = make.learner(house, "Private", seen_on=today())
    make.step(private, due_on=long_ago)
    member = session.query(Membership).filter_by(person_id=never.id).one()
    member.created_at = now() - timedelta(days=20)
    session.commit()
    visitor.sign_in(grace)

    page = visitor.get("/programme/quiet")

    assert names(page) == ["Never", "Kim", "Late"]
    assert "no mentor" in page.text
    assert "Write the date" not in page.text


def test_who_left_or_belongs_elsewhere_is_not_there(visitor, make, house, grace, session):
    long_ago = today() - timedelta(days=15)
    gone = make.learner(house, "Gone", seen_on=long_ago)
    session.query(Membership).filter_by(person_id=gone.id).one().ended_on = today()
    make.learner(make.programme("Other House"), "Elsewhere", seen_on=long_ago)
    visitor.sign_in(grace)

    assert names(visitor.get("/programme/quiet")) == []


def test_only_a_coordinator_sees_it(visitor, make, house):
    for person in (make.learner(house), make.mentor(house)):
        visitor.sign_in(person)
        visitor.get("/programme/quiet", status=403)


def test_more_quiet_learners_cost_no_more_statements(visitor, make, house, grace, count_queries):
    visitor.sign_in(grace)
    visitor.get("/programme/quiet")
    with count_queries() as few:
        visitor.get("/programme/quiet")
    for number in range(60):
        make.learner(house, f"Kim {number:02}", seen_on=today() - timedelta(days=20))

    with count_queries() as many:
        page = visitor.get("/programme/quiet")

    assert len(names(page)) == 50
    assert len(few) == len(many) <= 10
    assert len(names(visitor.get("/programme/quiet?&page=2"))) == 10


def test_a_mentors_load_is_seen_before_one_more_is_given(visitor, make, house, grace, session):
    amina, bo = make.learner(house, "Amina"), make.learner(house, "Bo")
    tom, sara = make.mentor(house, amina, name="Tom"), make.mentor(house, name="Sara")
    make.sent(make.work(amina, house))
    make.sent(make.work(amina, house))
    make.sent(make.work(bo, house))
    away = Away(mentor_id=sara.id, programme_id=house.id, starts_on=today(), ends_on=today())
    make.keep(away)
    pages = [
        f"/programme/people/{session.query(Membership).filter_by(person_id=one.id).one().id}"
        for one in (bo, tom)
    ]
    session.commit()
    visitor.sign_in(grace)

    page = visitor.get(pages[0])
    offered = [option.text for option in page.select("#mentor option")][1:]

    assert offered == ["Sara: 0 learners, 0 works wait, away", "Tom: 1 learner, 2 works wait"]
    page = visitor.get("/programme/invitations")
    assert [option.text for option in page.select("#mentor option")][1:] == offered
    page = visitor.get(pages[1])
    assert page.select_one("#load").text == "1 learner, 2 works wait"
