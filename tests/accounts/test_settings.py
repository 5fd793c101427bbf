"""One's own settings."""

from datetime import date

from portal.blueprints.accounts.passwords import hash_password
from portal.clock import today
from portal.models import Person, Visit


def test_a_person_changes_her_name_and_zone(visitor, make, session):
    amina = make.person()
    visitor.sign_in(amina)
    visitor.get("/settings")

    visitor.submit(name="Amina Y.", zone="Africa/Nairobi", text_only="1")

    session.expire_all()
    kept = session.get(Person, amina.id)
    assert (kept.name, kept.zone, kept.text_only) == ("Amina Y.", "Africa/Nairobi", True)


def test_a_name_is_asked_for_and_the_rest_is_kept(visitor, make):
    visitor.sign_in(make.person())
    visitor.get("/settings")

    page = visitor.submit(name=" ", zone="Africa/Nairobi", status=422)

    assert page.select_one("#name-wrong").text == "Enter your name"
    assert page.select_one("option[value='Africa/Nairobi'][selected]")


def test_two_tabs_overwrite_nothing_in_silence(visitor, make, session):
    amina = make.person()
    visitor.sign_in(amina)
    stale = visitor.get("/settings")
    visitor.submit(name="First tab")
    visitor.page = stale

    page = visitor.submit(name="Second tab", status=409)
    boxes = [box.text.strip() for box in page.select("textarea")]
    assert boxes == ["First tab", "Second tab"]

    visitor.submit(button="Keep what I typed")
    session.expire_all()
    assert session.get(Person, amina.id).name == "Second tab"


def test_the_same_form_twice_is_one_deed(visitor, make, session):
    amina = make.person()
    visitor.sign_in(amina)
    first = visitor.get("/settings")
    visitor.submit(name="Once")
    session.expire_all()
    stamp = session.get(Person, amina.id).stamp
    session.commit()
    visitor.page = first

    visitor.submit(name="Once")

    session.expire_all()
    assert session.get(Person, amina.id).stamp == stamp


def test_a_new_password_ends_the_other_visits(visitor, another, make, session):
    amina = make.person(password_hash=hash_password("the old password"))
    another.sign_in(amina)
    visitor.sign_in(amina)
    visitor.get("/settings")

    visitor.submit(
        "form[action='/settings/password']",
        password="the old password",
        new_password="the new password",
    )

    visitor.get("/settings")
    another.get("/settings", status=303)
    assert session.query(Visit).filter(Visit.ended_at.is_(None)).count() == 1


def test_a_wrong_old_password_changes_nothing(visitor, make):
    visitor.sign_in(make.person(password_hash=hash_password("the old password")))
    visitor.get("/settings")

    page = visitor.submit(
        "form[action='/settings/password']",
        password="wrong",
        new_password="the new password",
        status=422,
    )

    assert "not right" in page.select_one("#password-wrong").text


def test_the_first_page_of_the_day_saves_like_any_other(visitor, make, session):
    amina = make.person()
    visitor.sign_in(amina)
    session.query(Visit).one().seen_on = date(2026, 1, 1)
    session.commit()
    visitor.get("/settings")
    session.expire_all()
    assert session.get(Person, amina.id).seen_on == today()
    session.commit()

    visitor.submit(name="Amina Y.")

    session.expire_all()
    assert session.get(Person, amina.id).name == "Amina Y."


def test_who_has_two_memberships_is_here_as_the_first_until_she_chooses(visitor, make, session):
    tom = make.person()
    first = make.membership(tom, make.programme("Harbour House"), "mentor")
    make.membership(tom, make.programme("Other House"), "mentor")
    session.commit()
    for day in (today(), None):  # she left and came back: PostgreSQL puts the row behind the other
        first.ended_on = day
        session.commit()
    visitor.sign_in(tom)

    assert "Harbour House" in visitor.get("/settings").select_one("footer").text
