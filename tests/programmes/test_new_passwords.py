"""A link to a new password, for somebody who forgot it; no door through the wall."""

import pytest

from portal.blueprints.accounts.passwords import password_fits
from portal.blueprints.programmes import actions
from portal.models import DoorKey, Mail, Membership, Person, Visit


@pytest.fixture
def amina(make, programme):
    return make.learner(programme)


def make_link(visitor, member):
    visitor.get(f"/programme/people/{member.id}")
    return visitor.submit("form[action$=new-password]")


def test_a_link_is_handed_over_and_sets_a_new_password(
    visitor, another, grace, amina, member_of, session
):
    member = member_of(amina)
    session.commit()
    another.sign_in(amina)
    link = make_link(visitor, member).select_one("input[readonly]")["value"]
    phone = visitor.__class__(visitor.app)

    phone.get(link.removeprefix("http://localhost"))
    assert [box["name"] for box in phone.page.select("main input:not([type=hidden])")] == [
        "password",
        "mine",
    ]
    phone.submit(password="short", status=422)
    phone.submit(password="a new sentence", follow=False)

    phone.get("/settings")
    another.get("/settings", status=303)
    session.expire_all()
    assert password_fits(session.get(Person, amina.id).password_hash, "a new sentence")
    assert session.query(Visit).filter_by(person_id=amina.id, ended_at=None).count() == 1
    session.commit()
    phone.get(link.removeprefix("http://localhost"), status=410)


def test_the_same_form_twice_is_one_new_password(
    visitor, another, grace, amina, member_of, session
):
    member = member_of(amina)
    session.commit()
    link = make_link(visitor, member).select_one("input[readonly]")["value"]
    first = another.get(link.removeprefix("http://localhost"))
    another.submit(password="a new sentence", follow=False)
    another.page = first
    another.submit(password="a new sentence", follow=False)

    assert another.location == "/"
    another.get("/settings")


def test_the_link_is_mailed_to_her_too_and_a_second_one_ends_the_first(
    visitor, another, grace, amina, member_of, session
):
    member = member_of(amina)
    session.commit()
    old = make_link(visitor, member).select_one("input[readonly]")["value"]
    make_link(visitor, member)

    assert session.query(DoorKey).count() == 1
    assert {mail.address for mail in session.query(Mail)} == {amina.email}
    another.get(old.removeprefix("http://localhost"), status=404)


def test_a_link_is_not_shown_to_who_does_not_run_all_that_it_opens(
    visitor, grace, amina, make, elsewhere, member_of, session
):
    make.membership(amina, elsewhere, "mentor")
    member = member_of(amina, "learner")
    session.commit()

    page = make_link(visitor, member)

    assert not page.select("input[readonly]")
    assert session.query(Mail).one().address == amina.email
    session.commit()
    page = visitor.submit("form[action$=renewal]")
    assert not page.select("input[readonly]")


def test_without_an_address_such_a_link_is_not_made(
    visitor, grace, make, programme, elsewhere, session
):
    kim = make.learner(programme, "Kim Tran", email=None)
    make.membership(kim, elsewhere, "learner")
    here = session.query(Membership).filter_by(person_id=kim.id, programme_id=programme.id)
    member_id = here.one().id
    session.commit()

    page = visitor.get(f"/programme/people/{member_id}")
    assert not page.select("form[action$=new-password]")
    visitor.post(f"/programme/people/{member_id}/new-password", status=403)
    assert session.query(DoorKey).count() == 0


def test_joining_another_programme_ends_a_link_that_is_in_other_hands(
    visitor, another, grace, amina, make, elsewhere, member_of, session, settings
):
    member = member_of(amina)
    session.commit()
    link = make_link(visitor, member).select_one("input[readonly]")["value"]
    _door, secret = actions.invite(session, settings, elsewhere, guest=actions.Guest("Amina"))
    session.commit()
    another.sign_in(amina)
    another.get(f"/invitations/{secret}")
    another.submit(button="Join as", follow=False)

    visitor.get(link.removeprefix("http://localhost"), status=404)


def test_a_link_to_a_password_cannot_be_joined(visitor, another, grace, amina, make, member_of):
    member = member_of(amina)
    make.session.commit()
    link = make_link(visitor, member).select_one("input[readonly]")["value"]
    another.sign_in(make.person("Bo"))

    another.post(link.removeprefix("http://localhost") + "/joining", status=404)
