"""Sending with a receipt, and taking back."""

import hashlib
from datetime import timedelta

import pytest

from portal.blueprints.work.actions import take_back
from portal.blueprints.work.actions.sending import AlreadyBegun
from portal.blueprints.work.digests import digest_of_version
from portal.blueprints.work.queries import find_version
from portal.clock import today
from portal.frozen import SentVersionChanged
from portal.models import Edition, LogLine, Mail, SelfMark, Version, VersionFile, Work


@pytest.fixture
def send(visitor, kitchen, at):
    """Send the draft as the learner does."""

    def run():
        visitor.sign_in(kitchen.amina)
        visitor.get(f"{at}/sending")
        return visitor.submit(button="Send it")

    return run


@pytest.fixture
def now(session, draft):
    def run() -> tuple[Version, Work]:
        session.rollback()
        session.expire_all()
        both = session.get_one(Version, draft.id), session.get_one(Work, draft.work_id)
        session.commit()
        return both

    return run


def test_the_page_shows_once_more_what_will_go(visitor, kitchen, draft, make, at):
    make.attach(draft, make.photo(kitchen.amina), alt="Trays")
    visitor.sign_in(kitchen.amina)

    page = visitor.get(f"{at}/sending")

    assert "Tom Okafor" in page.text
    assert "The van came at seven." in page.text
    assert "shelf.jpg" in page.text
    assert page.select_one("img")["alt"] == "Trays"
    assert "You did not say." in page.text


def test_sending_leads_to_a_receipt(visitor, kitchen, send, now, session):
    page = send()

    assert visitor.path.endswith("#receipt")
    version, work = now()
    assert page.select_one("#receipt dd b").text == version.receipt
    assert len(version.receipt) == 9
    assert version.digest
    assert (work.state, work.promised_on) == ("sent", today("Europe/London") + timedelta(days=3))
    assert session.get(Edition, kitchen.edition.id).used_at
    line = session.query(LogLine).filter_by(verb="sent version").one()
    assert (line.subject_id, line.ref) == (version.id, version.receipt)


def test_the_programmes_days_hold_where_the_task_has_none(visitor, kitchen, make, session):
    work = make.work(kitchen.amina, kitchen.programme)
    make.draft(work)
    visitor.sign_in(kitchen.amina)
    visitor.get(f"/work/{work.id}/versions/1/sending")

    visitor.submit(button="Send it")

    session.expire_all()
    promised = session.get(Work, work.id).promised_on
    assert promised == today("Europe/London") + timedelta(days=kitchen.programme.answer_days)


def test_the_receipt_is_mailed_once(send, draft, make, kitchen, work_off, now, session):
    make.attach(draft, make.photo(kitchen.amina))
    send()
    work_off()
    work_off()

    (mail,) = session.query(Mail).filter_by(address=kitchen.amina.email)
    for part in (now()[0].receipt, "shelf.jpg, 38 KB", f"/work/{draft.work_id}", "promised by"):
        assert part in mail.body


def test_an_empty_version_can_not_be_sent(visitor, kitchen, make, session):
    work = make.work(kitchen.amina, kitchen.programme)
    version = make.draft(work, "", html="")
    visitor.sign_in(kitchen.amina)
    page = visitor.get(f"/work/{work.id}/versions/1/sending")
    assert "nothing to send" in page.select_one(".says--wrong").text
    assert not page.select("main form")

    visitor.post(f"/work/{work.id}/versions/1/sending", status=422)

    session.expire_all()
    assert session.get(Version, version.id).sent_at is None


def test_the_same_form_twice_sends_once(visitor, kitchen, at, send, now, session):
    visitor.sign_in(kitchen.amina)
    page = visitor.get(f"{at}/sending")
    visitor.submit(button="Send it")
    receipt = now()[0].receipt
    visitor.page = page

    visitor.submit(button="Send it")

    assert visitor.path.endswith("#receipt")
    assert now()[0].receipt == receipt
    assert session.query(LogLine).filter_by(verb="sent version").count() == 1


def test_another_tab_that_sends_again_is_led_to_the_receipt(visitor, another, kitchen, at, now):
    for who in (visitor, another):
        who.sign_in(kitchen.amina)
        who.get(f"{at}/sending")
    visitor.submit(button="Send it")
    receipt = now()[0].receipt

    another.submit(button="Send it")

    assert now()[0].receipt == receipt
    another.get(f"{at}/sending", status=303)


def test_what_changed_since_she_looked_is_not_sent(visitor, another, kitchen, at, now):
    for who in (visitor, another):
        who.sign_in(kitchen.amina)
    visitor.get(f"{at}/sending")
    another.get(f"{at}/draft")
    another.submit(text="Changed meanwhile.")

    page = visitor.submit(button="Send it", status=409)

    assert "Changed meanwhile." in page.text
    assert now()[0].sent_at is None
    visitor.submit(button="Send it")
    assert now()[0].sent_at


def test_who_left_the_programme_sends_nothing(visitor, kitchen, at, make, session):
    from portal.models import Membership

    member = session.query(Membership).filter_by(person_id=kitchen.amina.id).one()
    member.ended_on = today()
    session.commit()
    visitor.sign_in(kitchen.amina)

    visitor.get(f"{at}/sending", status=403)
    visitor.post(f"{at}/sending", status=403)


def _other_text(session, version):
    version.source = "Other"


def _other_change(session, version):
    version.changed = "Other"


def _other_alt(session, version):
    version.files[0].alt = "Other"


def _another_mark(session, version):
    criterion = version.edition.criteria[0]
    session.add(
        SelfMark(
            version_id=version.id,
            criterion_id=criterion.id,
            level_id=criterion.levels[0].id,
            programme_id=version.programme_id,
        )
    )


def test_the_digest_is_over_all_that_was_sent(kitchen, draft, make, session):
    make.attach(draft, make.photo(kitchen.amina), alt="Trays")

    def digest():
        session.rollback()
        session.expire_all()
        found = find_version(session, make.known(kitchen.amina), draft.work_id, 1)
        return digest_of_version(found), found

    first, version = digest()
    assert len(first) == len(hashlib.sha256().hexdigest())
    seen = {first}
    for change in (_other_text, _other_change, _other_alt, _another_mark):
        change(session, version)
        session.commit()
        again, version = digest()
        seen.add(again)
    assert len(seen) == 5


@pytest.mark.parametrize("name", ["source", "html", "plain", "changed", "edition_id", "number"])
def test_a_sent_version_never_changes(send, now, session, name):
    send()
    version, _work = now()

    setattr(version, name, None if name == "edition_id" else 7 if name == "number" else "Changed")

    with pytest.raises(SentVersionChanged):
        session.flush()
    session.rollback()


def test_the_parts_of_a_sent_version_never_change(draft, kitchen, make, send, now, session):
    photo = make.photo(kitchen.amina)
    make.attach(draft, photo)
    send()
    now()
    file = session.query(VersionFile).one()
    file.alt = "Changed"
    with pytest.raises(SentVersionChanged):
        session.flush()
    session.rollback()
    session.delete(session.query(VersionFile).one())
    with pytest.raises(SentVersionChanged):
        session.flush()
    session.rollback()
    more = make.photo(kitchen.amina)
    with pytest.raises(SentVersionChanged):
        make.attach(draft, more, position=2)
    session.rollback()


def test_taking_back_makes_it_a_draft_again(visitor, at, send, now, session):
    send()

    visitor.submit(button="Take it back")

    version, work = now()
    assert visitor.path == f"{at}/draft"
    assert (version.sent_at, version.digest, version.receipt) == (None, None, None)
    assert (work.state, work.promised_on, version.number) == ("draft", None, 1)
    assert session.query(LogLine).filter_by(verb="took back version").one().ref
    session.commit()
    visitor.submit(text="Better now.", button="Check and send")
    visitor.submit(button="Send it")
    assert now()[0].source == "Better now."


def test_an_old_page_does_not_send_again_what_was_taken_back(visitor, kitchen, at, send, now):
    visitor.sign_in(kitchen.amina)
    page = visitor.get(f"{at}/sending")
    visitor.submit(button="Send it")
    visitor.submit(button="Take it back")
    visitor.page = page

    visitor.submit(button="Send it")

    assert now()[0].sent_at is None


def test_a_second_version_taken_back_is_to_revise_again(visitor, kitchen, make, session):
    work = make.work(kitchen.amina, kitchen.programme)
    make.given(make.sent(work), kitchen.tom)
    make.sent(work, number=2)
    visitor.sign_in(kitchen.amina)
    visitor.get(f"/work/{work.id}")

    visitor.submit(button="Take it back")

    session.expire_all()
    assert session.get(Work, work.id).state == "revise"


def test_what_a_mentor_has_begun_to_answer_stays_sent(visitor, at, send, make, kitchen, now):
    send()
    page = visitor.page
    make.feedback(now()[0], kitchen.tom)
    visitor.page = page

    visitor.submit(button="Take it back", status=403)

    assert now()[0].sent_at
    assert "Take it back" not in visitor.get(f"/work/{now()[1].id}").text


def test_the_action_looks_again_for_an_answer(send, make, kitchen, now, session):
    send()
    version, _work = now()
    make.feedback(version, kitchen.tom)

    with pytest.raises(AlreadyBegun):
        take_back(session, version)
    session.rollback()
