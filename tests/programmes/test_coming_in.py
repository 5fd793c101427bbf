"""Coming in by a link: once, and nothing happens when it is only opened."""

from datetime import timedelta

import pytest

from portal.blueprints.accounts.passwords import hash_password
from portal.blueprints.programmes import actions
from portal.clock import now, today
from portal.models import DoorKey, HeldPost, LogLine, Membership, Mentoring, Person, Try, Visit

PASSWORD = "a sentence I keep"


@pytest.fixture
def invite(make, settings, programme):
    def make_link(name="Rosa Delgado", **values):
        guest = actions.Guest(name, **values)
        _door, secret = actions.invite(make.session, settings, programme, guest=guest)
        make.session.commit()
        return f"/invitations/{secret}"

    return make_link


def test_a_learner_comes_in_with_cohort_and_mentor(visitor, invite, make, programme, session):
    cohort, tom = make.cohort(programme), make.mentor(programme)
    link = invite(cohort_id=cohort.id, mentor_id=tom.id)

    page = visitor.get(link)
    assert page.select_one("#name")["value"] == "Rosa Delgado"
    visitor.submit(email="Rosa@test.example", password=PASSWORD, follow=False)

    assert visitor.location == "/"
    rosa = session.query(Person).filter_by(email="Rosa@test.example").one()
    member = session.query(Membership).filter_by(person_id=rosa.id).one()
    assert (member.role, member.cohort_id) == ("learner", cohort.id)
    assert session.query(Mentoring).one().learner_id == rosa.id
    assert session.query(DoorKey).one().used_at
    assert not session.query(Visit).filter_by(person_id=rosa.id).one().own_phone
    visitor.get("/settings")


def test_the_own_phone_is_a_choice_that_starts_empty(visitor, invite, session):
    page = visitor.get(invite(email="rosa@test.example"))
    assert not page.select_one("#mine").has_attr("checked")

    visitor.submit(password=PASSWORD, mine="1", follow=False)

    assert session.query(Visit).one().own_phone


def test_opening_a_link_changes_nothing(visitor, invite, session):
    link = invite()
    for _time in range(3):
        visitor.get(link)
    visitor.client.head(link)

    assert session.query(DoorKey).one().used_at is None
    assert session.query(Person).count() == 0


def test_a_page_behind_a_link_is_kept_by_nobody(visitor, invite):
    visitor.get(invite())

    headers = visitor.response.headers
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"].startswith("no-store")
    assert headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    ("fields", "box"),
    [
        ({"name": ""}, "name"),
        ({"email": ""}, "email"),
        ({"email": "no address"}, "email"),
        ({"password": "short"}, "password"),
        ({"password": "x" * 201}, "password"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_the_rest_is_kept(visitor, invite, fields, box):
    visitor.get(invite())
    right = {"name": "Rosa D.", "email": "rosa@test.example", "password": PASSWORD, "mine": "1"}

    page = visitor.submit(**(right | fields), status=422)

    assert page.select_one(f"#{box}-wrong")
    assert page.select_one("#mine").has_attr("checked")
    assert page.select_one("#password").get("value", "") == ""


def test_the_same_form_twice_makes_one_person(visitor, another, invite, session):
    link = invite(email="rosa@test.example")
    first = visitor.get(link)
    another.get(link)
    visitor.submit(password=PASSWORD, follow=False)
    visitor.page = first
    another.submit(password=PASSWORD, follow=False)

    assert another.location == "/"
    another.get("/settings")
    assert session.query(Person).count() == 1
    assert session.query(Membership).count() == 1


def test_a_used_link_leads_a_stranger_nowhere(visitor, another, invite, session):
    link = invite(email="rosa@test.example")
    another.get(link)
    visitor.get(link)
    visitor.submit(password=PASSWORD, follow=False)

    page = another.submit(password="some other password", status=410)

    assert "used already" in page.select_one("h1").text
    assert session.query(Try).count() == 1
    another.get(link, status=410)
    another.get("/settings", status=303)


def test_a_link_that_ended_says_so_kindly(visitor, invite, session):
    link = invite()
    page = visitor.get(link)
    session.query(DoorKey).one().ends_at = now() - timedelta(seconds=1)
    session.commit()
    visitor.page = page

    visitor.submit(email="rosa@test.example", password=PASSWORD, status=410)

    assert "new one" in visitor.get(link, status=410).text
    assert session.query(Person).count() == 0


def test_wrong_links_are_counted_and_limited_by_address(visitor, session):
    for number in range(60):
        visitor.get(f"/invitations/nothing-{number}", status=404)

    visitor.get("/invitations/nothing-at-all", status=429)
    assert session.query(Try).count() == 60


def test_an_address_that_is_known_is_asked_to_sign_in_first(visitor, invite, make, session):
    make.person(email="rosa@test.example", password_hash=hash_password(PASSWORD))
    link = invite(email="ROSA@test.example")

    page = visitor.get(link)
    assert page.select_one("main a.button")["href"] == f"/sign-in?next={link}"
    visitor.get(page.select_one("main a.button")["href"])
    visitor.submit(email="rosa@test.example", password=PASSWORD, follow=False)
    assert visitor.location == link
    visitor.get(link)
    visitor.submit(button="Join as", follow=False)

    assert session.query(Person).count() == 1
    assert session.query(Membership).one().role == "learner"


def test_an_address_that_is_typed_and_known_makes_no_second_account(visitor, invite, make, session):
    make.person(email="rosa@test.example")
    visitor.get(invite())

    page = visitor.submit(email="Rosa@Test.example", password=PASSWORD, status=422)

    assert "Sign in" in page.select_one("#email-wrong").text
    assert session.query(Person).count() == 1


def test_who_is_signed_in_joins_once_and_is_there_as_it(visitor, invite, make, session):
    other = make.programme("Northside College")
    amina = make.learner(other)
    visitor.sign_in(amina)
    link = invite(role="mentor")
    first = visitor.get(link)
    visitor.submit(button="Join as", follow=False)
    visitor.page = first
    visitor.submit(button="Join as", follow=False)

    assert visitor.location == "/"
    joined = session.query(Membership).filter_by(person_id=amina.id, role="mentor").one()
    assert session.query(Visit).one().membership_id == joined.id
    visitor.get(link, status=410)


def test_an_ended_visit_leaves_no_secret_address_behind(visitor, invite, make, session):
    visitor.sign_in(make.person())
    visitor.get(invite())
    session.query(Visit).one().ended_at = now()
    session.commit()

    visitor.submit(button="Join as", follow=False)

    assert visitor.location.startswith("/sign-in")
    assert session.query(HeldPost).count() == 0


def test_joining_opens_an_ended_membership_again(visitor, invite, make, programme, session):
    amina = make.person()
    make.membership(amina, programme, "learner", ended_on=today())
    visitor.sign_in(amina)
    visitor.get(invite())
    visitor.submit(button="Join as", follow=False)

    session.expire_all()
    assert session.query(Membership).one().ended_on is None


def test_nobody_mentors_herself_and_no_former_mentor_mentors(
    visitor, invite, make, programme, session
):
    tom = make.mentor(programme)
    visitor.sign_in(tom)
    visitor.get(invite(mentor_id=tom.id))
    visitor.submit(button="Join as", follow=False)

    assert session.query(Mentoring).count() == 0


def test_coming_in_is_one_line_in_the_log(visitor, invite, session, programme):
    visitor.get(invite(email="rosa@test.example"))
    visitor.submit(password=PASSWORD, follow=False)

    lines = session.query(LogLine).filter_by(programme_id=programme.id).order_by(LogLine.id)
    assert [line.verb for line in lines] == ["invited", "came in"]


def test_odd_names_come_in_as_typed_and_too_long_ones_are_refused(visitor, invite, session, odd):
    visitor.get(invite())
    visitor.submit(name=odd, email="rosa@test.example", password=PASSWORD, status=422)

    visitor.submit(name='Ngọc "Ñ" <i>עברית</i> 😀', password=PASSWORD, follow=False)

    assert session.query(Person).one().name == 'Ngọc "Ñ" <i>עברית</i> 😀'
