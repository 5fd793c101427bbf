"""Htmx gets the page that a post leads to at once; everybody else asks for it."""

from portal.models import Reflection
from tests.visitor import check_page

HTMX = {"HX-Request": "true", "HX-Boosted": "true", "HX-Target": "page"}


def post(visitor, path, seen="/", **fields):
    data = {"token": visitor.token(), "key": visitor.key(), **fields}
    headers = HTMX | {"HX-Current-URL": f"http://localhost{seen}"}
    return visitor.client.post(path, data=data, headers=headers, buffered=True)


def test_a_good_post_is_answered_with_the_page_that_it_leads_to(visitor, make, session):
    visitor.sign_in(make.learner(make.programme()))

    answer = post(visitor, "/reflections/", words="Dates first.")

    assert answer.status_code == 200
    assert "Dates first." in answer.text
    assert answer.headers["HX-Push-Url"].startswith("/reflections/")
    assert "HX-Replace-Url" not in answer.headers
    assert [one.words for one in session.query(Reflection)] == ["Dates first."]


def test_on_the_same_page_no_new_place_is_put_into_the_history(visitor, make):
    visitor.sign_in(make.learner(make.programme()))

    answer = post(visitor, "/reflections/", seen="/reflections/", words="Dates first.")

    assert answer.headers["HX-Replace-Url"].startswith("/reflections/")
    assert "HX-Push-Url" not in answer.headers


def test_the_page_comes_without_the_head_that_is_there_already(visitor, make):
    visitor.sign_in(make.learner(make.programme()))

    answer = post(visitor, "/reflections/", words="Dates first.")

    assert answer.text.startswith("<title>")
    assert "<style>" not in answer.text
    assert "HX-Boosted" in answer.headers["Vary"]
    whole = visitor.get("/reflections/")
    assert str(whole.select_one("main")).split() != []
    check_page(whole)


def test_a_refusal_stays_where_it_is(visitor, make):
    visitor.sign_in(make.learner(make.programme()))

    answer = post(visitor, "/reflections/", words="")

    assert answer.status_code == 422
    assert answer.headers["HX-Push-Url"] == "false"


def test_cookies_of_the_post_reach_the_page_and_the_browser(visitor, make):
    harbour, bakery = make.programme(), make.programme("Bakery")
    amina = make.learner(harbour)
    member = make.membership(amina, bakery, "learner")
    visitor.sign_in(amina)

    answer = post(visitor, f"/memberships/{member.id}/choice")

    assert answer.status_code == 200
    assert "Bakery" in answer.text


def test_an_ended_visit_is_told_to_sign_in(visitor, make):
    visitor.sign_in(make.learner(make.programme()))
    token, key = visitor.token(), visitor.key()
    visitor.client.post("/sign-out", data={"token": token, "key": key})

    answer = visitor.client.get("/work/", headers=HTMX)

    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"].startswith("/sign-in")


def test_without_htmx_a_post_answers_as_ever(visitor, make):
    visitor.sign_in(make.learner(make.programme()))
    visitor.post("/reflections/", words="Dates first.", status=303)
    assert "HX-Push-Url" not in visitor.response.headers
