"""Cohorts with their dates, and skills in their order."""

from datetime import date

import pytest

from portal.models import Cohort, LogLine, Skill


def names(session, programme):
    session.expire_all()
    query = session.query(Skill).filter_by(programme_id=programme.id).order_by(Skill.position)
    found = [skill.name for skill in query]
    session.commit()
    return found


def test_a_cohort_is_made_and_changed(visitor, grace, session):
    visitor.get("/programme/cohorts")
    visitor.submit(name="Evening group", starts_on="2026-09-01", ends_on="30.6.2027")
    cohort = session.query(Cohort).one()
    assert (cohort.starts_on, cohort.ends_on) == (date(2026, 9, 1), date(2027, 6, 30))
    session.commit()
    visitor.get(visitor.page.select_one(".list a")["href"])
    visitor.submit(name="Day group")

    session.expire_all()
    assert session.query(Cohort).one().name == "Day group"
    verbs = [line.verb for line in session.query(LogLine).order_by(LogLine.id)]
    assert [verb for verb in verbs if "cohort" in verb] == ["made cohort", "changed cohort"]


@pytest.mark.parametrize(
    ("fields", "box"),
    [
        ({"name": " "}, "name"),
        ({"starts_on": ""}, "starts_on"),
        ({"ends_on": "31/02/2027"}, "ends_on"),
        ({"ends_on": "2026-08-31"}, "ends_on"),
    ],
)
def test_wrong_dates_are_said_beside_their_box(visitor, grace, session, fields, box):
    visitor.get("/programme/cohorts")
    right = {"name": "Evening", "starts_on": "2026-09-01", "ends_on": "2027-06-30"}

    page = visitor.submit(**(right | fields), status=422)

    assert page.select_one(f"#{box}-wrong")
    assert session.query(Cohort).count() == 0


def test_two_tabs_overwrite_no_cohort(visitor, grace, make, programme, session):
    cohort = make.cohort(programme)
    stale = visitor.get(f"/programme/cohorts/{cohort.id}")
    visitor.submit(name="First")
    visitor.page = stale

    visitor.submit(name="Second", status=409)
    session.expire_all()
    assert session.get(Cohort, cohort.id).name == "First"


def test_skills_are_added_changed_and_moved(visitor, grace, programme, session):
    visitor.get("/programme/skills")
    for name in ("One", "Two", "Three"):
        visitor.submit("form[action='/programme/skills']", name=name, words="In plain words.")

    visitor.submit(".list li:nth-of-type(3) form", button="Up")
    assert names(session, programme) == ["One", "Three", "Two"]
    visitor.submit(".list li:nth-of-type(1) form", button="Down")
    assert names(session, programme) == ["Three", "One", "Two"]
    visitor.get(visitor.page.select_one(".list a")["href"])
    visitor.submit(name="Drei")
    assert names(session, programme) == ["Drei", "One", "Two"]


def test_a_move_sent_twice_is_one_move_and_the_ends_stay(visitor, grace, make, programme, session):
    first, _second, last = (make.skill(programme, name) for name in ("One", "Two", "Three"))
    page = visitor.get("/programme/skills")
    visitor.submit(".list li:nth-of-type(1) form", button="Down")
    visitor.page = page
    visitor.submit(".list li:nth-of-type(1) form", button="Down")
    assert names(session, programme) == ["Two", "One", "Three"]

    visitor.post(f"/programme/skills/{last.id}/place", way="down")
    visitor.post(f"/programme/skills/{first.id}/place", way="up")
    visitor.post(f"/programme/skills/{first.id}/place", way="up")
    assert names(session, programme) == ["One", "Two", "Three"]


def test_odd_words_come_back_as_typed(visitor, grace, session, odd):
    visitor.get("/programme/skills")
    page = visitor.submit(name="Skill", words=odd, status=422)
    assert len(page.select_one("#words").text) > 15_000

    visitor.submit(name='עברית "q" <x> 😀', words=odd[:900])

    assert session.query(Skill).one().name == 'עברית "q" <x> 😀'
    assert "<b>&'</b>" in visitor.page.select_one(".list").text


def test_what_belongs_to_another_programme_is_not_found(visitor, grace, make, elsewhere):
    cohort, skill = make.cohort(elsewhere), make.skill(elsewhere)

    for path in (f"/programme/cohorts/{cohort.id}", f"/programme/skills/{skill.id}"):
        visitor.get(path, status=404)
        visitor.post(path, name="Mine now", status=404)
        visitor.get("/settings")
    visitor.post(f"/programme/skills/{skill.id}/place", way="up", status=404)


def test_a_learner_sees_that_there_are_skills_but_changes_none(visitor, make, programme):
    skill, cohort = make.skill(programme), make.cohort(programme)
    visitor.sign_in(make.learner(programme))

    visitor.get(f"/programme/skills/{skill.id}", status=403)
    visitor.post(f"/programme/skills/{skill.id}", name="Mine", status=403)
    visitor.get(f"/programme/cohorts/{cohort.id}", status=404)
    visitor.get("/programme/skills", status=403)
    visitor.get("/programme/cohorts", status=403)
    visitor.post("/programme/skills", name="Mine", status=403)
    visitor.get("/settings")


@pytest.mark.parametrize("path", ["/programme/skills", "/programme/cohorts"])
def test_twenty_more_rows_cost_no_more_statements(
    visitor, grace, make, programme, count_queries, path
):
    make.skill(programme), make.cohort(programme)
    visitor.get(path)
    with count_queries() as few:
        visitor.get(path)
    for _number in range(20):
        make.skill(programme)
        make.cohort(programme)
    with count_queries() as many:
        visitor.get(path)

    assert len(many) == len(few) <= 10
