"""Helping somebody in who lost both the app and the codes on paper."""

import pytest

from portal.blueprints.accounts import second_factors
from portal.clock import now
from portal.models import LogLine, Mail, PaperCode, SecondFactor


@pytest.fixture
def tom(make, programme):
    return make.mentor(programme)


@pytest.fixture
def armed(make, session):
    """Let a person have a second factor with codes on paper."""

    def arm(person):
        make.keep(SecondFactor(person_id=person.id, secret="s", confirmed_at=now(), last_step=0))
        second_factors.new_paper_codes(session, "key", person.id)
        session.commit()

    return arm


def count(session, model, **by):
    session.expire_all()
    found = session.query(model).filter_by(**by).count()
    session.commit()
    return found


def test_the_coordinator_turns_it_off_and_the_mentor_is_told(
    visitor, grace, tom, armed, member_of, session
):
    armed(tom)
    member = member_of(tom, "mentor")
    visitor.get(f"/programme/people/{member.id}")

    visitor.submit("form[action$=second-factor]")

    assert not visitor.page.select("form[action$=second-factor]")
    assert (count(session, SecondFactor), count(session, PaperCode)) == (0, 0)
    mail = session.query(Mail).one()
    assert mail.address == tom.email
    assert "/settings/second-factor" in mail.body
    line = session.query(LogLine).filter_by(verb="turned off second factor").one()
    assert (line.person_id, line.about_id) == (grace.id, tom.id)


def test_who_has_no_mail_is_told_by_text(
    visitor, grace, make, programme, armed, member_of, session
):
    bogdan = make.person("Bogdan", email=None, phone="+447700900123")
    make.membership(bogdan, programme, "mentor")
    armed(bogdan)
    member = member_of(bogdan, "mentor")
    visitor.post(f"/programme/people/{member.id}/second-factor")

    text = session.query(Mail).one()
    assert (text.channel, text.address) == ("text", "+447700900123")
    assert len(text.body) <= 160


def test_pressing_twice_tells_once(visitor, grace, tom, armed, member_of, session):
    armed(tom)
    member, key = member_of(tom, "mentor"), visitor.key()
    for _press in range(2):
        visitor.post(f"/programme/people/{member.id}/second-factor", key=key)

    assert count(session, Mail) == 1


def test_no_coordinator_opens_a_lock_of_another_programme(
    visitor, grace, tom, make, elsewhere, armed, member_of, session
):
    member = member_of(tom, "mentor")
    make.membership(tom, elsewhere, "mentor")
    armed(tom)

    assert not visitor.get(f"/programme/people/{member.id}").select("form[action$=second-factor]")
    visitor.post(f"/programme/people/{member.id}/second-factor", status=403)
    assert count(session, SecondFactor) == 1


def test_her_own_is_turned_off_by_another_and_a_stranger_finds_nothing(
    visitor, another, grace, make, elsewhere, armed, member_of
):
    armed(grace)
    member = member_of(grace, "coordinator")
    visitor.post(f"/programme/people/{member.id}/second-factor", status=403)
    another.sign_in(make.coordinator(elsewhere))
    another.post(f"/programme/people/{member.id}/second-factor", status=404)
