"""Cards: printed by the coordinator, used without a password, shown to whose they are."""

import re
from datetime import timedelta

import pytest

from portal.blueprints.accounts.cards import printed_for
from portal.clock import now, standing_at, today
from portal.models import Card, Membership, Person, Visit
from tests.odd import LONG_TEXT, ODD_TEXTS
from tests.visitor import Visitor

PRINT = "main form[method='post']"


@pytest.fixture
def programme(make):
    return make.programme()


@pytest.fixture
def grace(make, programme):
    return make.coordinator(programme)


@pytest.fixture
def amina(make, programme):
    return make.learner(programme, email=None)


@pytest.fixture
def printed(app, make, programme, grace, amina):
    """Print a card for Amina; return the letters and the browser that printed it."""

    def printing():
        office = Visitor(app)
        office.sign_in(grace)
        office.get("/programme/cards")
        office.submit(PRINT, person=str(amina.id))
        return office.page.select_one(".door-card b[dir]").text, office

    return printing


def secret_of(app, office, person):
    with office.client.session_transaction() as cookie:
        seed = cookie["printing"]["seed"]
    return printed_for(app.config["SECRET_KEY"], seed, person.id).secret


def type_in(visitor, letters, **more):
    visitor.get("/cards/")
    return visitor.submit(letters=letters, follow=False, **more)


def test_the_letters_of_a_card_let_her_in_however_they_are_typed(visitor, printed):
    letters, _office = printed()
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-?){3}", letters)

    type_in(visitor, letters.lower().replace("-", " ").replace("0", "o"))

    assert visitor.location == "/settings/card?new=1"
    assert "Your card was used" in visitor.get("/settings/card").text


def test_opening_the_address_of_a_card_signs_nobody_in_pressing_does(
    app, visitor, printed, amina, session
):
    _letters, office = printed()
    path = f"/cards/{secret_of(app, office, amina)}"
    page = visitor.get(path)
    assert "Amina" in page.text
    assert visitor.response.headers["Referrer-Policy"] == "no-referrer"
    assert session.query(Visit).filter_by(person_id=amina.id).count() == 0
    session.commit()

    visitor.submit(follow=False)
    visitor.get("/settings")


def test_a_pin_is_chosen_at_the_first_use_and_then_asked_for(visitor, another, printed):
    letters, _office = printed()
    type_in(visitor, letters)
    visitor.get(visitor.location)
    visitor.submit(pin="12", status=422)
    visitor.submit(pin="2468")

    type_in_wrong = {"letters": letters, "status": 422}
    another.get("/cards/")
    another.submit(**type_in_wrong)
    another.submit(**type_in_wrong, pin="1357")
    another.submit(letters=letters, pin="2468", follow=False)
    assert another.location == "/"
    assert "wrong PIN" in visitor.get("/settings/card").text


def test_the_first_use_asks_for_a_pin_on_the_way_to_where_she_was_going(visitor, printed):
    letters, _office = printed()
    visitor.get("/cards/?next=/work/")
    page = visitor.submit(letters=letters)
    assert page.select_one(".says a")["href"] == "/work/"

    visitor.submit(pin="12", status=422)
    visitor.submit(pin="2468", follow=False)

    assert visitor.location == "/work/"


def test_without_a_wish_the_first_use_leads_home(visitor, printed):
    letters, _office = printed()
    type_in(visitor, letters)
    visitor.get(visitor.location)

    visitor.submit(pin="", follow=False)

    assert visitor.location == "/"


def test_twenty_wrong_pins_stop_the_card(visitor, another, printed, session):
    letters, _office = printed()
    type_in(visitor, letters)
    visitor.get(visitor.location)
    visitor.submit(pin="2468")
    for hour in range(3):
        with standing_at(now() + timedelta(hours=hour + 1)):
            another.get("/cards/")
            for _number in range(9):
                another.submit(letters=letters, pin="0000", status=422)

    with standing_at(now() + timedelta(hours=5)):
        another.submit(letters=letters, pin="2468", status=422)


def test_a_new_print_replaces_the_card(visitor, printed, session):
    old, _office = printed()
    new, _office = printed()
    visitor.get("/cards/")
    visitor.submit(letters=old, status=422)
    visitor.submit(letters=new, follow=False)

    visitor.get("/settings")
    assert session.query(Card).count() == 1


def test_a_card_ends_on_its_day_and_a_stopped_one_at_once(app, visitor, printed, amina):
    letters, office = printed()
    path = f"/cards/{secret_of(app, office, amina)}"
    with standing_at(now() + timedelta(days=367)):
        visitor.get(path, status=410)
        visitor.post(path, status=410)

    type_in(visitor, letters)
    visitor.get("/settings/card")
    visitor.submit("form[action='/settings/card/ending']")
    visitor.get(path, status=404)


def test_a_sheet_can_be_shown_again_for_half_an_hour_and_nowhere_else(printed, another, grace):
    letters, office = printed()
    assert letters in office.get("/programme/cards/sheet").text
    assert office.response.headers["Cache-Control"].startswith("no-store")
    another.sign_in(grace)
    another.get("/programme/cards/sheet", status=303)

    with standing_at(now() + timedelta(minutes=31)):
        office.get("/programme/cards/sheet", status=303)


def test_nothing_readable_of_a_card_is_kept(app, printed, amina, session):
    letters, office = printed()
    card = session.query(Card).one()

    kept = f"{card.secret_hash} {card.typed_hash}"
    assert letters.replace("-", "") not in kept.upper()
    assert secret_of(app, office, amina) not in kept


def test_the_same_form_twice_prints_once(printed, session):
    _letters, office = printed()
    office.get("/programme/cards")
    form = office.page
    person = str(session.query(Card).one().person_id)
    session.commit()
    office.submit(PRINT, person=person)
    first = office.page.select_one(".door-card b[dir]").text
    office.page = form
    office.submit(PRINT, person=person)

    assert office.page.select_one(".door-card b[dir]").text == first


@pytest.mark.parametrize("role", ["learner", "mentor", "coordinator"])
@pytest.mark.parametrize("ended_on", [None, today()])
def test_nobody_prints_a_way_into_another_programme(visitor, make, grace, amina, role, ended_on):
    make.membership(amina, make.programme("Elsewhere"), role, ended_on=ended_on)
    visitor.sign_in(grace)
    assert not visitor.get("/programme/cards").select(f"input[value='{amina.id}']")

    visitor.submit(PRINT, person=str(amina.id), status=422)


def test_a_past_day_and_nobody_chosen_are_refused(visitor, grace, amina):
    visitor.sign_in(grace)
    visitor.get("/programme/cards")
    visitor.submit(PRINT, status=422)
    past = (today() - timedelta(days=1)).isoformat()
    page = visitor.submit(PRINT, person=str(amina.id), ends_on=past, status=422)

    assert page.select_one(f"input[value='{amina.id}'][checked]")


@pytest.mark.parametrize("path", ["/programme/cards", "/programme/cards/sheet"])
def test_only_a_coordinator_prints(visitor, amina, path):
    visitor.sign_in(amina)

    visitor.get(path, status=403)


def test_twenty_more_people_cost_no_more(visitor, make, programme, grace, amina, count_queries):
    visitor.sign_in(grace)
    with count_queries() as few:
        visitor.get("/programme/cards")
    for number in range(20):
        make.learner(programme, f"Learner {number}")
    with count_queries() as many:
        visitor.get("/programme/cards")

    assert len(many) == len(few) <= 10


@pytest.mark.parametrize("text", [*ODD_TEXTS, LONG_TEXT, "", "7K3M-9XQ2-TB4W"])
def test_odd_letters_open_nothing(visitor, text):
    visitor.get("/cards/")
    visitor.submit(letters=text, pin=text, status=422)


def test_guessing_from_one_address_is_stopped(visitor):
    visitor.get("/cards/")
    for _number in range(10):
        visitor.submit(letters="7K3M-9XQ2-TB4W", status=422)

    visitor.submit(letters="7K3M-9XQ2-TB4W", status=429)


def test_her_account_has_no_address_and_needs_none(visitor, printed, amina, session):
    letters, _office = printed()
    type_in(visitor, letters, mine="1")

    assert session.get(Person, amina.id).email is None
    assert session.query(Visit).filter_by(person_id=amina.id).one().own_phone


def many_more(session, programme):
    """Let more people in than one page offers."""
    for number in range(201):
        person = Person(name=f"Anna {number:03}")
        session.add(person)
        session.flush()
        session.add(Membership(person_id=person.id, programme_id=programme.id, role="learner"))
    session.commit()


def test_a_card_is_printed_for_somebody_of_a_cohort_behind_many_others(
    visitor, make, session, programme, grace
):
    many_more(session, programme)
    cohort, zoe = make.cohort(programme), make.person("Zoe Marsh", email=None)
    make.membership(zoe, programme, "learner", cohort_id=cohort.id)
    visitor.sign_in(grace)
    visitor.get(f"/programme/cards?cohort={cohort.id}")

    visitor.submit(PRINT, person=[], status=422)
    assert visitor.page.select_one("input[name=person]:not([checked])"), "she is shown, not ticked"
    visitor.submit(PRINT, person=str(zoe.id))
    assert "Zoe Marsh" in visitor.page.select_one("main").text


def test_where_many_are_the_newest_cohort_is_offered_and_a_cut_list_says_so(
    visitor, make, session, programme, grace
):
    cohort, zoe = make.cohort(programme), make.person("Zoe Marsh", email=None)
    make.membership(zoe, programme, "learner", cohort_id=cohort.id)
    visitor.sign_in(grace)
    assert "Only the first" not in visitor.get("/programme/cards").text
    many_more(session, programme)

    page = visitor.get("/programme/cards")
    assert [box["value"] for box in page.select("input[name=person]")] == [str(zoe.id)]
    assert not page.select("input[name=person][checked]")
    assert "Only the first 200" in visitor.get("/programme/cards?cohort=").text
