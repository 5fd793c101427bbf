"""Inviting people: the link is shown once, mailed, renewed and withdrawn."""

from datetime import timedelta

import pytest

from portal import tokens
from portal.blueprints.programmes import actions
from portal.clock import now
from portal.models import DoorKey, Job, LogLine, Mail, Programme


def invite(visitor, **fields):
    visitor.get("/programme/invitations")
    return visitor.submit(**({"name": "Rosa Delgado"} | fields))


def link_on(page):
    return page.select_one("input[readonly]")["value"]


def secret_of(link):
    return link.rsplit("/", 1)[1]


def test_the_link_is_shown_once_to_hand_over(visitor, grace, session):
    page = invite(visitor)

    link = link_on(page)
    assert link.startswith("http://localhost/invitations/")
    assert visitor.response.headers["Cache-Control"].startswith("no-store")
    door = session.query(DoorKey).one()
    assert door.secret_hash == tokens.hash_of(secret_of(link))
    assert not visitor.get("/programme/invitations").select("input[readonly]")


def test_the_link_is_mailed_where_there_is_an_address(visitor, grace, session, programme):
    link = link_on(invite(visitor, email="rosa@test.example"))

    mail = session.query(Mail).one()
    assert mail.address == "rosa@test.example"
    assert link in mail.body
    assert programme.name in mail.subject
    assert [job.subject_id for job in session.query(Job)] == [mail.id]


def test_an_invitation_says_cohort_and_mentor_of_a_learner_only(visitor, grace, make, session):
    programme = session.query(Programme).one()
    cohort, tom = make.cohort(programme), make.mentor(programme)

    invite(visitor, cohort=cohort.id, mentor=tom.id)
    invite(visitor, cohort=cohort.id, mentor=tom.id, role="mentor")

    doors = session.query(DoorKey).order_by(DoorKey.created_at).all()
    assert [(d.role, d.cohort_id, d.mentor_id) for d in doors] == [
        ("learner", cohort.id, tom.id),
        ("mentor", None, None),
    ]


def test_cohorts_and_mentors_of_another_programme_are_not_offered(
    visitor, grace, make, elsewhere, session
):
    foreign, stranger = make.cohort(elsewhere), make.mentor(elsewhere)
    visitor.get("/programme/invitations")
    assert str(foreign.id) not in str(visitor.page)

    visitor.submit(name="Rosa", cohort=foreign.id, status=422)
    visitor.submit(name="Rosa", cohort="", mentor=stranger.id, status=422)

    assert session.query(DoorKey).count() == 0


@pytest.mark.parametrize(
    ("fields", "box"),
    [({"name": " "}, "name"), ({"email": "rosa at home"}, "email"), ({"role": "boss"}, "role")],
)
def test_what_is_missing_or_wrong_is_said_beside_its_box(visitor, grace, fields, box):
    visitor.get("/programme/invitations")

    page = visitor.submit(**({"name": "Rosa"} | fields), status=422)

    assert page.select_one(f"#{box}-wrong")


def test_the_same_form_twice_makes_one_invitation(visitor, grace, session):
    first = visitor.get("/programme/invitations")
    visitor.submit(name="Rosa")
    visitor.page = first
    visitor.submit(name="Rosa")

    assert session.query(DoorKey).count() == 1


def test_a_form_of_a_tab_of_before_stays_in_its_programme(visitor, make, session, programme):
    other = make.programme("Second of hers")
    grace = make.coordinator(programme)
    there = make.membership(grace, other, "coordinator")
    visitor.sign_in(grace)
    page = visitor.get("/programme/invitations")
    visitor.post(f"/memberships/{there.id}/choice")
    visitor.page = page

    visitor.submit(name="Rosa")

    assert session.query(DoorKey).one().programme_id == programme.id


def test_a_form_for_a_programme_that_one_does_not_run_is_refused(visitor, grace, elsewhere):
    visitor.get("/programme/invitations")

    visitor.submit(name="Rosa", programme=elsewhere.id, status=404)


def test_a_new_link_takes_the_place_of_the_old_one(visitor, another, grace, session):
    old = link_on(invite(visitor, email="rosa@test.example"))

    new = link_on(visitor.submit("form[action$=renewal]"))

    assert new != old
    assert session.query(DoorKey).count() == 1
    assert [new in mail.body for mail in session.query(Mail).order_by(Mail.created_at)] == [
        False,
        True,
    ]
    another.get(f"/invitations/{secret_of(old)}", status=404)
    another.get(f"/invitations/{secret_of(new)}")


def test_a_withdrawn_link_opens_nothing(visitor, another, grace, session):
    link = link_on(invite(visitor))

    visitor.submit("form[action$=withdrawal]")

    assert session.query(DoorKey).count() == 0
    another.get(f"/invitations/{secret_of(link)}", status=404)


def test_a_link_that_ended_unused_can_be_made_anew(visitor, another, grace, session):
    invite(visitor)
    session.query(DoorKey).one().ends_at = now() - timedelta(minutes=1)
    session.commit()
    page = visitor.get("/programme/invitations")
    assert "ended, not used" in page.text

    another.get(f"/invitations/{secret_of(link_on(visitor.submit('form[action$=renewal]')))}")


def test_links_of_another_programme_are_nobodys_business(visitor, grace, make, elsewhere, settings):
    session = make.session
    door, _secret = actions.invite(
        session, settings, elsewhere, guest=actions.Guest("Lena Foreign")
    )
    session.commit()

    assert "Lena Foreign" not in visitor.get("/programme/invitations").text
    visitor.post(f"/programme/invitations/{door.id}/renewal", status=404)
    visitor.post(f"/programme/invitations/{door.id}/withdrawal", status=404)
    visitor.get("/programme/invitations")


@pytest.mark.parametrize("role", ["learner", "mentor"])
def test_only_a_coordinator_invites(visitor, make, programme, role, settings):
    session = make.session
    door, _secret = actions.invite(session, settings, programme, guest=actions.Guest("Rosa"))
    session.commit()
    visitor.sign_in(getattr(make, role)(programme))

    visitor.get("/programme/invitations", status=403)
    visitor.post("/programme/invitations", name="X", role="learner", status=403)
    visitor.post(f"/programme/invitations/{door.id}/renewal", status=404)
    visitor.get("/settings")


def test_odd_names_are_shown_as_typed_or_refused(visitor, grace, odd):
    invite(visitor, name='اَلأَسمَاء "<b>x</b>" 😀')
    assert 'اَلأَسمَاء "<b>x</b>" 😀' in visitor.page.text

    visitor.submit("form[action='/programme/invitations']", name=odd, status=422)
    assert "Make this shorter" in visitor.page.select_one("#name-wrong").text
    kept = visitor.page.select_one("#name")["value"]
    assert len(kept) > 10_000


def test_the_first_coordinator_comes_by_command(another, session, settings):
    link = actions.create_coordinator_invitation(
        session, settings, programme_name="Harbour", name="Grace", email="grace@test.example"
    )
    again = actions.create_coordinator_invitation(
        session, settings, programme_name="Harbour", name="Bo", email="bo@test.example"
    )
    session.commit()

    assert session.query(Programme).count() == 1
    session.commit()
    assert link != again
    another.get(f"/invitations/{secret_of(link)}")
    another.submit(password="a sentence I keep", follow=False)
    assert another.get("/programme/").select_one("h1").text == "Harbour"


def test_every_deed_is_one_line_in_the_log(visitor, grace, session, programme):
    invite(visitor)
    visitor.submit("form[action$=renewal]")
    visitor.submit("form[action$=withdrawal]")

    lines = session.query(LogLine).filter_by(programme_id=programme.id).order_by(LogLine.id)
    assert [(line.verb, line.person_id) for line in lines] == [
        ("invited", grace.id),
        ("renewed link", grace.id),
        ("withdrew link", grace.id),
    ]
