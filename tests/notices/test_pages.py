"""What is new, as a page; how one wants to be told; and the page that stops a kind of mail."""

import re

import pytest

from portal.blueprints.notices.queries import PAGE, short_path
from portal.blueprints.notices.stopping import read_stop, stop_path
from portal.clock import today
from portal.models import Mentoring, News, Person, Wish
from tests.odd import LONG_TEXT, ODD_TEXTS


def wishes_of(session, person):
    session.rollback()
    session.expire_all()
    found = {wish.kind: wish.channel for wish in session.query(Wish).filter_by(person_id=person.id)}
    session.commit()
    return found


def test_what_is_new_stands_first_and_is_seen_when_it_was_shown(visitor, news, kitchen):
    news(kitchen.amina, title="Older", path="/work/older")
    news(kitchen.amina, title="Newer", path="/work/newer")
    visitor.sign_in(kitchen.amina)
    assert visitor.get("/").select_one("#new").text == "2 new"

    page = visitor.get("/notices/")
    assert page.h1.text == "New since you were last here"
    assert [link["href"] for link in page.select(".list a")] == ["/work/newer", "/work/older"]
    assert len(page.select(".state--good")) == 2

    page = visitor.get("/notices/")
    assert not page.select(".state--good")
    assert len(page.select(".list a")) == 2
    assert visitor.get("/").select_one("#new").text == "What is new"


@pytest.mark.parametrize("role", ["mentor", "coordinator"])
def test_each_role_finds_what_is_new_on_its_first_page(visitor, news, make, kitchen, role):
    person = kitchen.tom if role == "mentor" else make.coordinator(kitchen.programme)
    news(person)
    visitor.sign_in(person)

    assert visitor.get("/").select_one("#new a[href='/notices/']").text == "1 new"


def test_nobody_sees_the_notices_of_another(visitor, news, kitchen, notices):
    news(kitchen.amina, path="/work/hers")
    visitor.sign_in(kitchen.tom)

    assert "Storing food" not in visitor.get("/notices/").text
    visitor.get(short_path(notices()[0].id), status=404)


def test_a_former_mentor_sees_no_name_and_no_title(visitor, news, kitchen, session):
    walled = {"programme_id": kitchen.programme.id, "about_id": kitchen.amina.id}
    news(kitchen.tom, News.QUESTION, says={"answered": False}, **walled)
    visitor.sign_in(kitchen.tom)
    assert visitor.get("/queue/").select_one("#new").text == "1 new"
    session.query(Mentoring).one().ended_on = today()
    session.commit()

    assert visitor.get("/queue/").select_one("#new").text == "What is new"
    assert "Storing food" not in visitor.get("/notices/").text


def test_the_short_address_of_a_text_leads_to_the_very_place(visitor, news, kitchen, notices):
    news(kitchen.amina, path="/work/?from=text")
    path = short_path(notices()[0].id)
    visitor.get(path, status=303)
    assert visitor.location.startswith("/sign-in?next=")
    assert re.search(r"next=(/|%2F)n(/|%2F)", visitor.location)
    visitor.sign_in(kitchen.amina)

    visitor.get(path, status=303)

    assert visitor.location == "/work/?from=text"
    assert notices()[0].seen_at


def test_more_news_cost_no_more_statements(visitor, news, kitchen, count_queries):
    def statements():
        with count_queries() as seen:
            visitor.get("/notices/?skip=0")
        return len(seen)

    visitor.sign_in(kitchen.amina)
    visitor.get("/notices/")
    news(kitchen.amina)
    few = statements()
    for _number in range(PAGE + 5):
        news(kitchen.amina)

    assert statements() <= few <= 10
    page = visitor.get("/notices/")
    assert len(page.select(".list li")) == PAGE
    assert len(visitor.get(page.find("a", string="Older news")["href"]).select(".list li")) == 6


@pytest.mark.parametrize("odd", [*ODD_TEXTS, LONG_TEXT[:16_000]])
def test_odd_titles_are_shown_as_they_are(visitor, news, kitchen, odd):
    news(kitchen.amina, title=odd)
    visitor.sign_in(kitchen.amina)

    assert odd.split()[0] in visitor.get("/notices/").select_one(".list a").text


def test_she_chooses_how_she_is_told(visitor, kitchen, session):
    visitor.sign_in(kitchen.amina)
    page = visitor.get("/notices/wishes")
    assert page.select_one("#feedback option[selected]")["value"] == "mail"
    assert not page.select("#feedback option[value=text]")
    assert not page.select("#new_work")

    visitor.submit(feedback="none", quiet_from="21:30", quiet_to="7")

    assert visitor.page.select_one("main [role=status]").text == "Saved."
    assert wishes_of(session, kitchen.amina)["feedback"] == "none"
    person = session.get(Person, kitchen.amina.id)
    assert (person.quiet_from, person.quiet_to) == (21 * 60 + 30, 7 * 60)


def test_a_mentor_chooses_about_a_mentors_news(visitor, kitchen):
    visitor.sign_in(kitchen.tom)

    page = visitor.get("/notices/wishes")

    assert page.select_one("#new_work")
    assert page.select_one("#promise")
    assert not page.select("#step_due")


@pytest.mark.parametrize("wrong", ["", "24:00", "8 o'clock", "20:61", "٢٠:٠٠x", "9" * 300])
def test_what_is_no_time_is_said_and_the_rest_is_kept(visitor, kitchen, wrong):
    visitor.sign_in(kitchen.amina)
    visitor.get("/notices/wishes")

    page = visitor.submit(feedback="none", quiet_to=wrong, status=422)

    assert page.select_one("#quiet_to-wrong")
    assert page.select_one("#feedback option[selected]")["value"] == "none"


def test_a_way_that_was_not_offered_is_refused(visitor, kitchen, session):
    visitor.sign_in(kitchen.amina)
    visitor.get("/notices/wishes")

    visitor.submit(feedback="text", status=422)

    assert wishes_of(session, kitchen.amina) == {}


def test_two_tabs_overwrite_no_wish_in_silence(visitor, kitchen, session):
    visitor.sign_in(kitchen.amina)
    stale = visitor.get("/notices/wishes")
    visitor.submit(feedback="none")
    visitor.page = stale

    visitor.submit(reply="none", status=409)
    visitor.page = stale
    visitor.submit(reply="none", status=409)

    assert wishes_of(session, kitchen.amina)["reply"] == "mail"


def test_the_same_wishes_twice_are_one_deed(visitor, kitchen, session):
    visitor.sign_in(kitchen.amina)
    first = visitor.get("/notices/wishes")
    visitor.submit(feedback="none")
    visitor.page = first

    visitor.submit(feedback="none")

    assert wishes_of(session, kitchen.amina)["feedback"] == "none"


@pytest.fixture
def stop_here(app, kitchen):
    return stop_path(app.config["SECRET_KEY"], kitchen.amina.id, [News.FEEDBACK])


def test_opening_the_page_stops_nothing_but_one_press_does(visitor, kitchen, session, stop_here):
    page = visitor.get(stop_here)
    assert page.h1.text == "Stop these mails?"
    assert "Amina" not in page.text
    assert wishes_of(session, kitchen.amina) == {}

    page = visitor.submit(status=200)

    assert "Your work was answered" in page.select_one("main [role=status]").text
    assert wishes_of(session, kitchen.amina) == {"feedback": "none"}


def test_a_stopped_kind_comes_again_with_one_press(visitor, kitchen, session, stop_here):
    visitor.get(stop_here)
    visitor.submit(status=200)

    page = visitor.submit(button="Send them again", status=200)

    assert page.h1.text == "You get these mails again"
    assert wishes_of(session, kitchen.amina) == {"feedback": "mail"}


def test_a_mail_program_stops_it_with_no_cookie_and_no_page(app, kitchen, session, stop_here):
    for _twice in range(2):
        answer = app.test_client().post(stop_here, data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers

    assert wishes_of(session, kitchen.amina) == {"feedback": "none"}


def test_what_is_stopped_is_not_mailed_but_stands_in_the_portal(
    visitor, kitchen, stop_here, news, work_off, mails
):
    visitor.get(stop_here)
    visitor.submit(status=200)
    news(kitchen.amina)
    news(kitchen.amina, News.ADDITION)
    work_off()

    assert [mail.subject for mail in mails()] == ["Tom Okafor added to the answer: Storing food"]
    visitor.sign_in(kitchen.amina)
    assert visitor.get("/").select_one("#new").text == "2 new"


@pytest.mark.parametrize("cut", [0, 5, -3])
def test_an_address_that_is_not_ours_stops_nothing(visitor, session, stop_here, cut):
    visitor.get(stop_here[:cut] if cut else "/notices/stop/x", status=404)
    visitor.get("/notices/stop/%E2%9C%93", status=404)

    assert session.query(Wish).count() == 0


def test_the_address_of_one_kind_stops_no_other(app, kitchen):
    key = app.config["SECRET_KEY"]
    tokens = [stop_path(key, kitchen.amina.id, [kind]).rpartition("/")[2] for kind in News]

    assert [read_stop(key, token) for token in tokens] == [
        (kitchen.amina.id, [kind]) for kind in News
    ]
    assert read_stop("another key, long enough for the tests", tokens[0]) is None


def test_the_address_in_a_mail_of_several_news_stops_all_their_kinds(
    app, visitor, kitchen, session
):
    several = [News.FEEDBACK, News.REPLY]
    visitor.get(stop_path(app.config["SECRET_KEY"], kitchen.amina.id, several))

    page = visitor.submit(status=200)

    told = page.select_one("main [role=status]").text
    assert "Your work was answered; Somebody replied to a note" in told
    assert wishes_of(session, kitchen.amina) == {"feedback": "none", "reply": "none"}
    visitor.submit(button="Send them again", status=200)
    assert wishes_of(session, kitchen.amina) == {"feedback": "mail", "reply": "mail"}
