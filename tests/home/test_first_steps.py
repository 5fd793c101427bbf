"""A learner's first steps: four short screens, each may be skipped, resumed and changed."""

import re

import pytest
from sqlalchemy import select

from portal.blueprints.accounts.passwords import hash_password
from portal.models import FirstStep, News, Person, Wish
from tests.odd import LONG_TEXT, ODD_TEXTS


@pytest.fixture
def harbour(make):
    return make.programme()


@pytest.fixture
def amina(make, harbour):
    return make.learner(harbour, first_step=FirstStep.NEW)


@pytest.fixture
def tom(make, harbour, amina):
    return make.mentor(harbour, amina)


@pytest.fixture
def saved(session):
    """Read the person as she is saved now."""

    def read(person):
        session.commit()
        found = session.get_one(Person, person.id, populate_existing=True)
        session.commit()
        return found

    return read


def label(page):
    return page.select_one(".label").text


def test_the_first_page_leads_a_new_learner_to_her_first_steps_once(visitor, amina):
    visitor.sign_in(amina)

    visitor.get("/", status=303)
    assert visitor.location == "/first-steps/1"

    page = visitor.get("/")
    assert page.select_one("#first-steps a").text == "Go on with your first steps (1 of 4)"


def test_a_page_that_she_asked_for_is_not_put_off(visitor, amina):
    visitor.sign_in(amina)

    visitor.get("/work/")

    visitor.get("/", status=303)
    assert visitor.location == "/first-steps/1"


def test_four_screens_lead_to_the_practice(visitor, amina, saved):
    visitor.sign_in(amina)
    visitor.get("/first-steps/1")

    assert label(visitor.page) == "Your first steps: 1 of 4"
    visitor.submit(words="Cook for thirty people")
    assert label(visitor.page) == "Your first steps: 2 of 4"
    visitor.submit(words="Monday after 8")
    visitor.submit(text_only="1")
    page = visitor.submit(way="none")

    person = saved(amina)
    assert (person.goals, person.times) == ("Cook for thirty people", "Monday after 8")
    assert person.text_only
    assert page.select_one("h1").text == "Try it once: send a first piece"


def test_how_to_reach_her_sets_every_kind_of_news(visitor, amina, session):
    visitor.sign_in(amina)
    visitor.get("/first-steps/4")

    visitor.submit(way="none")

    session.commit()
    wishes = session.execute(select(Wish.kind, Wish.channel).where(Wish.person_id == amina.id))
    assert (News.FEEDBACK, "none") in {tuple(row) for row in wishes}


def test_what_was_chosen_for_each_kind_is_left_alone_until_she_chooses(visitor, amina, make):
    make.keep(Wish(person_id=amina.id, kind=News.FEEDBACK, channel="none"))
    visitor.sign_in(amina)

    page = visitor.get("/first-steps/4")

    assert not page.select("input[type=radio][checked]")
    visitor.submit()
    assert not visitor.get("/first-steps/4").select("input[type=radio][checked]")


def test_only_ways_that_reach_her_are_offered(visitor, make, harbour):
    nobody = make.learner(harbour, first_step=FirstStep.REACH, email=None)
    both = make.learner(harbour, first_step=FirstStep.REACH, phone="+447700900123")
    visitor.sign_in(nobody)
    page = visitor.get("/first-steps/4")
    assert not page.select("input[type=radio]")
    assert len(page.select("a[href='/settings/addresses']")) == 2
    visitor.submit()

    visitor.sign_in(both)
    page = visitor.get("/first-steps/4")
    assert [box["value"] for box in page.select("input[type=radio]")] == ["mail", "text", "none"]
    visitor.post("/first-steps/4", way="pigeon", status=422)


@pytest.mark.parametrize("way", ["\n", " ", "carrier pigeon"])
def test_a_way_that_was_not_offered_is_refused(visitor, amina, way):
    visitor.sign_in(amina)
    visitor.get("/first-steps/4")
    visitor.submit("main form", way=way, status=422)
    assert "Choose one of the answers" in visitor.page.text


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_every_screen_may_be_skipped(visitor, amina, number, saved):
    visitor.sign_in(amina)
    visitor.get(f"/first-steps/{number}")

    visitor.submit(button="Skip", follow=False)

    following = number + 1 if number < 4 else "practice"
    assert visitor.location == f"/first-steps/{following}"
    person = saved(amina)
    assert (person.goals, person.times, person.text_only) == (None, None, False)


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_every_screen_may_wait(visitor, amina, number):
    visitor.sign_in(amina)
    visitor.get(f"/first-steps/{number}")

    home = visitor.submit(button="Not now, go to my page")

    link = home.select_one("#first-steps a")
    assert link["href"] == f"/first-steps/{number}"
    assert f"({number} of 4)" in link.text


def test_going_back_does_not_lose_how_far_she_came(visitor, amina):
    visitor.sign_in(amina)
    visitor.get("/first-steps/3")
    visitor.submit(button="Skip")

    visitor.get("/first-steps/1")
    visitor.submit(button="Not now, go to my page")

    assert visitor.get("/").select_one("#first-steps a")["href"] == "/first-steps/4"


def test_what_is_typed_is_neither_lost_nor_kept_unasked(visitor, amina, saved):
    visitor.sign_in(amina)
    visitor.get("/first-steps/1")

    page = visitor.submit(button="Skip", words="Cook", status=422)

    assert page.select_one("textarea").text.strip() == "Cook"
    assert "not saved" in page.select_one("[role=alert]").text
    visitor.submit(button="Leave it out", follow=False)
    assert visitor.location == "/first-steps/2"
    assert saved(amina).goals is None


def test_what_is_typed_may_be_saved_after_all(visitor, amina, saved):
    visitor.sign_in(amina)
    visitor.get("/first-steps/2")
    visitor.submit(button="Not now", words="Mondays", status=422)

    visitor.submit(button="Save and go on")

    assert saved(amina).times == "Mondays"


def test_the_first_steps_may_be_waved_off(visitor, amina):
    visitor.sign_in(amina)
    visitor.get("/first-steps/1")
    visitor.submit(button="Not now, go to my page")

    page = visitor.submit("#first-steps form")

    assert visitor.path == "/"
    assert not page.select("#first-steps")


def test_all_of_it_can_be_changed_later(visitor, amina, make, saved):
    amina.first_step = FirstStep.FINISHED
    make.keep(amina)
    visitor.sign_in(amina)
    visitor.get(visitor.get("/settings").select_one("#first-steps a")["href"])
    visitor.get(visitor.page.select_one("#goals a")["href"])
    assert not [button for button in visitor.page.select("main button") if "Skip" in button.text]

    page = visitor.submit(words="Bake\n\nand sell")

    assert [p.text for p in page.select("#goals > p[dir]")] == ["Bake", "and sell"]
    assert page.select_one("[role=status]").text == "Saved."
    assert saved(amina).first_step == FirstStep.FINISHED


def test_her_mentors_read_what_she_wants_and_when_she_has_time(visitor, amina, tom, make):
    amina.goals, amina.times = "Cook for thirty", "Mondays"
    make.keep(amina)
    visitor.sign_in(tom)

    wishes = visitor.get(f"/learners/{amina.id}").select_one("#wishes")

    assert [dd.text for dd in wishes.select("dd")] == ["Cook for thirty", "Mondays"]


def test_another_mentor_reads_nothing_of_it(visitor, amina, make, harbour):
    amina.goals = "Cook for thirty"
    make.keep(amina)
    visitor.sign_in(make.mentor(harbour, name="Ruth"))

    visitor.get(f"/learners/{amina.id}", status=404)


def test_a_coordinator_has_no_first_steps(visitor, make, harbour):
    grace = make.coordinator(harbour)
    grace.first_step = FirstStep.NEW
    make.keep(grace)
    visitor.sign_in(grace)

    visitor.get("/")

    assert not visitor.get("/settings").select("#first-steps")
    for path in ("", "1", "practice", "how/1"):
        visitor.get(f"/first-steps/{path}", status=404)
    visitor.post("/first-steps/finishing", status=404)


def test_there_is_no_fifth_screen(visitor, amina):
    visitor.sign_in(amina)

    for number in (0, 5, 99999999999999999999):
        visitor.get(f"/first-steps/{number}", status=404)
    visitor.get("/first-steps/how/1", status=404)


def test_with_several_roles_only_the_learner_counts(visitor, amina, make, harbour):
    mentors = make.membership(amina, harbour, "mentor")
    visitor.sign_in(amina, membership=mentors)
    visitor.get("/")  # as a mentor she is left in peace
    visitor.get("/first-steps/how/1", status=404)

    visitor.get("/first-steps/1")


def test_two_tabs_do_not_write_over_each_other(visitor, amina, saved):
    visitor.sign_in(amina)
    visitor.get("/first-steps/1")
    stamp = visitor.page.select_one("input[name=stamp]")["value"]
    visitor.post("/first-steps/1", words="Cook", stamp=stamp)

    page = visitor.post("/first-steps/1", words="Bake", stamp=stamp, status=409)

    assert [area.text.strip() for area in page.select("textarea")] == ["Cook", "Bake"]
    visitor.submit()
    assert saved(amina).goals == "Bake"


def test_the_same_form_twice_is_one_deed(visitor, amina, saved):
    visitor.sign_in(amina)
    visitor.get("/first-steps/1")
    stamp = visitor.page.select_one("input[name=stamp]")["value"]
    key = visitor.key()

    for _time in range(2):
        visitor.post("/first-steps/1", words="Cook", stamp=stamp, key=key)
        assert visitor.location == "/first-steps/2"

    assert saved(amina).goals == "Cook"


def test_the_first_page_of_the_day_is_no_reason_to_refuse(visitor, amina, saved):
    """Noting the day changes the person while the page is already on its way."""
    visitor.sign_in(amina)
    visitor.get("/first-steps/1")
    saved(amina).seen_on = None
    saved(amina)

    visitor.submit(words="Cook")

    assert saved(amina).goals == "Cook"


@pytest.mark.parametrize("words", ODD_TEXTS)
def test_odd_words_come_back_as_they_were(visitor, amina, words, saved):
    visitor.sign_in(amina)
    visitor.get("/first-steps/1")

    visitor.submit(words=words)

    assert saved(amina).goals == words
    assert visitor.get("/first-steps/1").select_one("textarea").text.strip() == words


def test_a_text_that_is_too_long_is_given_back_whole(visitor, amina):
    visitor.sign_in(amina)
    visitor.get("/first-steps/1")

    page = visitor.submit(words=LONG_TEXT, status=422)

    assert page.select_one("textarea").text.strip() == LONG_TEXT.strip()
    assert "Make this shorter" in page.select_one(".wrong").text


def test_few_statements_are_enough(visitor, amina, count_queries):
    visitor.sign_in(amina)
    visitor.get("/first-steps/1")
    for path in ("", "1", "2", "3", "4", "practice"):
        with count_queries() as seen:
            visitor.get(f"/first-steps/{path}")
        assert len(seen) <= 3, seen


def test_signing_in_leads_there_unless_she_asked_for_a_page(visitor, another, make, harbour):
    secret = hash_password("a long enough one")
    make.learner(
        harbour, first_step=FirstStep.NEW, email="amina@test.example", password_hash=secret
    )
    who = {"email": "amina@test.example", "password": "a long enough one"}
    another.get("/sign-in?next=/work/")
    another.submit(follow=False, **who)
    assert another.location == "/work/"

    visitor.get("/sign-in")
    visitor.submit(follow=False, **who)
    visitor.get(visitor.location, status=303)
    assert visitor.location == "/first-steps/1"


def test_somebody_who_was_invited_is_led_there(visitor, another, make, harbour):
    office = make.coordinator(harbour)
    another.sign_in(office)
    another.get("/programme/invitations")
    another.submit("form[action='/programme/invitations']", name="Bo", role="learner", email="")
    link = re.search(r"/invitations/[\w-]{20,}", str(another.page)).group()

    visitor.get(link)
    visitor.submit(name="Bo", email="bo@test.example", password="a long enough one", follow=False)

    while visitor.location in ("/", "/terms?next=/"):
        visitor.get(visitor.location, status=303)
    assert visitor.location == "/first-steps/1"
