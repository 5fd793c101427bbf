"""The coordinator's first page: states of all work, and not a word of the work itself."""

from datetime import timedelta

import pytest

from portal.clock import today
from portal.models import LogLine, Programme


@pytest.fixture
def works(make, programme):
    """One work in each state, and one that is late."""
    amina = make.learner(programme)
    tom = make.mentor(programme, amina)
    make.draft(make.work(amina, programme, title="A secret plan"), "Nobody reads this draft")
    waiting = make.work(amina, programme, title="Waiting one")
    make.feedback(make.sent(waiting, "The van came"), tom)
    late = make.work(amina, programme, title="Late one")
    make.sent(late)
    late.promised_on = today() - timedelta(days=2)
    make.given(make.sent(make.work(amina, programme, title="Revised one")), tom)
    done = make.work(amina, programme, title="Done one")
    make.given(make.sent(done), tom, outcome="achieved", summary="A private summary")
    make.session.commit()
    return amina


def counts_on(page):
    return [int(box.text) for box in page.select(".counts dd")]


def titles_on(page):
    return [item.select("bdi")[1].text for item in page.select(".list > li") if item.select("bdi")]


def test_states_are_counted_and_listed(visitor, grace, works):
    page = visitor.get("/programme/")

    assert counts_on(page) == [2, 1, 1, 1, 1]
    assert page.select_one(".list > li").text.split("\n")[0].startswith("Amina Yusuf")
    assert "Tom Okafor has begun an answer" in page.text
    assert "late" in page.select_one(".list .state").text


def test_no_word_of_the_work_is_shown(visitor, grace, works):
    page = visitor.get("/programme/")

    for secret in ("Nobody reads", "The van came", "A private summary", "A secret plan"):
        assert secret not in page.text
    assert "a work of their own" in page.text


@pytest.mark.parametrize(
    ("state", "titles"),
    [
        ("waiting", ["Late one", "Waiting one"]),
        ("late", ["Late one"]),
        ("revise", ["Revised one"]),
        ("achieved", ["Done one"]),
        ("nonsense", None),
    ],
)
def test_the_list_is_narrowed_by_state(visitor, grace, works, state, titles):
    page = visitor.get(f"/programme/?state={state}")

    if titles is None:
        assert len(page.select(".list > li")) == 5
    else:
        assert [t for t in titles_on(page) if t in titles] == titles
        assert len(page.select(".list > li")) == len(titles)


def test_the_list_is_narrowed_by_cohort(visitor, grace, works, make, programme):
    cohort = make.cohort(programme)
    rosa = make.person("Rosa Delgado")
    make.membership(rosa, programme, "learner", cohort_id=cohort.id)
    make.sent(make.work(rosa, programme, title="Hers"))
    visitor.get("/programme/")

    page = visitor.submit(cohort=cohort.id, state="")

    assert titles_on(page) == ["Hers"]
    assert counts_on(page)[0] == 1
    assert page.select_one(f"option[value='{cohort.id}'][selected]")


def test_another_programme_is_never_seen(visitor, grace, make, elsewhere):
    lena = make.learner(elsewhere, "Lena Foreign")
    make.sent(make.work(lena, elsewhere, title="Foreign work"))

    page = visitor.get("/programme/")

    assert counts_on(page) == [0, 0, 0, 0, 0]
    assert "Foreign" not in page.text


def test_more_works_go_on_more_pages_and_cost_no_more_statements(
    visitor, grace, make, programme, count_queries
):
    amina = make.learner(programme)
    make.sent(make.work(amina, programme))
    visitor.get("/programme/")
    with count_queries() as few:
        visitor.get("/programme/")
    for _number in range(55):
        make.sent(make.work(amina, programme))
    with count_queries() as many:
        page = visitor.get("/programme/?state=waiting")

    assert len(many) == len(few) <= 10
    assert len(page.select(".list > li")) == 50
    page = visitor.get(page.select_one("main p a.button[href*=page]")["href"])
    assert len(page.select(".list > li")) == 6
    for odd in ("0", "-1", "x", "99999999999999", "٣"):
        visitor.get(f"/programme/?page={odd}")


@pytest.mark.parametrize("path", ["/programme/", "/programme/settings", "/programme/people"])
def test_only_a_coordinator_comes_here(visitor, make, programme, path):
    visitor.sign_in(make.mentor(programme))

    visitor.get(path, status=403)


def test_name_and_promise_are_changed(visitor, grace, session, programme):
    visitor.get("/programme/settings")

    visitor.submit(name="Harbour", answer_days="7")

    session.expire_all()
    kept = session.get(Programme, programme.id)
    assert (kept.name, kept.answer_days) == ("Harbour", 7)
    assert session.query(LogLine).filter_by(verb="changed programme").count() == 1


@pytest.mark.parametrize("days", ["", "0", "61", "many", "3.5", "²"])
def test_a_promise_is_a_number_of_days(visitor, grace, days):
    visitor.get("/programme/settings")

    page = visitor.submit(answer_days=days, status=422)

    assert page.select_one("#answer_days-wrong")
    assert page.select_one("#answer_days")["value"] == days


def test_two_tabs_overwrite_nothing(visitor, grace, session, programme):
    stale = visitor.get("/programme/settings")
    visitor.submit(name="First")
    visitor.page = stale

    visitor.submit(name="Second", status=409)
    session.expire_all()
    assert session.get(Programme, programme.id).name == "First"
    session.commit()
    visitor.submit(button="Keep what I typed")
    session.expire_all()
    assert session.get(Programme, programme.id).name == "Second"


def test_the_settings_of_another_programme_are_out_of_reach(visitor, grace, elsewhere):
    visitor.get("/programme/settings")

    visitor.submit(name="Mine now", programme=elsewhere.id, status=404)
    visitor.get("/settings")
    visitor.post("/programme/settings", programme="nonsense", name="x", answer_days="3", status=404)


def test_a_new_programme_is_told_what_to_do_first(visitor, grace, programme, make):
    todo = visitor.get("/").select_one("#start")
    assert [link["href"] for link in todo.select("a")][1] == "/programme/cohorts"
    assert not todo.select(".state")

    make.cohort(programme)
    make.skill(programme)
    assert len(visitor.get("/").select("#start .state")) == 2
    for link in visitor.page.select("#start a"):
        visitor.get(str(link["href"]))


def test_a_programme_that_has_all_is_left_in_peace(visitor, grace, programme, make):
    make.cohort(programme)
    amina = make.learner(programme)
    make.mentor(programme, amina)
    make.task(programme)
    assert not visitor.get("/programme/").select("#start")
