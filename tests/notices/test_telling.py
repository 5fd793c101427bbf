"""Telling people: once, as they wish, when they permit, in their language, inside the walls."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from portal import jobs, words
from portal.blueprints.notices import wording
from portal.blueprints.notices.wishes import Way, wish
from portal.clock import standing_at, today
from portal.leases import LEASE
from portal.models import Job, Mentoring, News, Person
from tests.odd import ODD_TEXTS

NIGHT = datetime(2026, 11, 24, 22, 0, tzinfo=UTC)
EARLY = datetime(2026, 11, 25, 7, 59, tzinfo=UTC)
MORNING = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)


@pytest.fixture
def sleeper(make):
    """A learner with the usual quiet hours."""
    return make.learner(make.programme(), quiet_from=20 * 60, quiet_to=8 * 60)


def test_news_is_a_notice_and_a_mail(news, kitchen, work_off, mails, notices):
    news(kitchen.amina, path="/work/here/versions/1/feedback")
    work_off()

    (notice,), (mail,) = notices(), mails()
    assert (notice.person_id, notice.kind, notice.seen_at) == (kitchen.amina.id, "feedback", None)
    assert mail.subject == "Tom Okafor answered: Storing food"
    assert "http://localhost/work/here/versions/1/feedback\n" in mail.body
    assert mail.sent_at


def test_the_same_news_twice_is_told_once(news, kitchen, work_off, mails, notices):
    subject_id = news(kitchen.amina)
    work_off()
    news(kitchen.amina, subject_id=subject_id)
    work_off()

    assert (len(notices()), len(mails())) == (1, 1)


def test_a_worker_killed_at_any_step_doubles_nothing(news, kitchen, work_again, mails, session):
    news(kitchen.amina)
    work_again()

    assert len(mails()) == 1
    assert session.query(Job).filter_by(kind="mail.send").count() == 1


def test_a_worker_killed_before_it_commits_loses_nothing(
    app, news, kitchen, work_off, mails, tools, monkeypatch
):
    news(kitchen.amina)

    def die(*_args, **_values):
        raise SystemExit("kill -9")

    with monkeypatch.context() as patch, app.app_context():
        patch.setattr("portal.blueprints.notices.jobs.write_letter", die)
        with pytest.raises(SystemExit):
            jobs.run_next(tools)
    assert mails() == []

    with standing_at(datetime.now(UTC) + 2 * LEASE):
        work_off()
    assert len(mails()) == 1


def test_news_of_the_night_is_mailed_in_the_morning(news, sleeper, work_off, mails, notices):
    with standing_at(NIGHT):
        news(sleeper)
        work_off()
    assert len(notices()) == 1
    with standing_at(EARLY):
        work_off()
    assert mails() == []

    with standing_at(MORNING):
        work_off()
        work_off()
    assert len(mails()) == 1


def test_a_worker_that_comes_late_at_night_waits_again(news, sleeper, work_off, mails):
    with standing_at(NIGHT.replace(hour=19)):
        news(sleeper)
    with standing_at(NIGHT):
        work_off()
    assert mails() == []

    with standing_at(MORNING):
        work_off()
    assert len(mails()) == 1


def test_what_she_saw_in_the_portal_is_not_mailed_in_the_morning(
    news, sleeper, visitor, work_off, mails
):
    with standing_at(NIGHT):
        news(sleeper)
        work_off()
    visitor.sign_in(sleeper)
    visitor.get("/notices/")

    with standing_at(MORNING):
        work_off()
    assert mails() == []


def test_who_has_no_mail_gets_a_text_without_names_and_titles(news, make, work_off, mails):
    bogdan = make.learner(make.programme(), email=None, phone="+447700900123")
    news(bogdan, title="Storing food safely")
    work_off()

    (text,) = mails()
    assert (text.channel, text.address) == ("text", "+447700900123")
    assert text.body.startswith("Your work was answered http://localhost/n/")
    assert len(text.body) <= 160


def test_who_has_neither_reads_it_in_the_portal(news, make, work_off, mails, notices):
    news(make.learner(make.programme(), email=None))
    work_off()

    assert (len(notices()), mails()) == (1, [])


def test_each_kind_goes_its_wished_way(news, kitchen, work_off, mails, session):
    person = session.get(Person, kitchen.amina.id)
    person.phone = "+447700900123"
    wish(session, person, {News.FEEDBACK: Way.NONE, News.REPLY: Way.TEXT})
    session.commit()
    for kind in (News.FEEDBACK, News.REPLY, News.ADDITION):
        news(person, kind)
    work_off()

    assert {mail.channel: mail.subject for mail in mails()} == {
        "text": "",
        "mail": "Tom Okafor added to the answer: Storing food",
    }


def test_a_wished_way_that_is_gone_becomes_the_usual_one(news, kitchen, work_off, mails, session):
    wish(session, session.get(Person, kitchen.amina.id), {News.FEEDBACK: Way.TEXT})
    session.commit()
    news(kitchen.amina)
    work_off()

    assert [mail.channel for mail in mails()] == ["mail"]


def test_it_is_written_in_the_language_of_who_reads_it(
    news, kitchen, work_off, mails, session, monkeypatch
):
    session.get(Person, kitchen.amina.id).language = "xx"
    session.commit()
    spoken = []
    speak = words._speaking
    monkeypatch.setattr(words, "_speaking", lambda tag: (spoken.append(tag), speak(tag))[1])
    news(kitchen.amina)
    work_off()

    assert set(spoken) == {"xx"}
    assert len(spoken) == 2  # told and mailed


def test_a_mentor_is_told_only_while_he_mentors_her(news, kitchen, work_off, mails, session):
    walled = {"programme_id": kitchen.programme.id, "about_id": kitchen.amina.id}
    news(kitchen.tom, News.QUESTION, says={"answered": False}, **walled)
    session.query(Mentoring).one().ended_on = today()
    session.commit()
    work_off()

    assert mails() == []


def test_odd_titles_make_no_second_line_in_the_head_of_a_mail(news, kitchen, work_off, mails):
    news(kitchen.amina, title="\n".join(ODD_TEXTS))
    work_off()

    (mail,) = mails()
    assert "\n" not in mail.subject
    assert mail.sent_at


def test_every_kind_has_its_words():
    says = {"name": "N", "title": "T", "number": 1, "label": "L", "day": "2026-11-27"}
    for kind in News:
        for flag in (False, True):
            said = says | {"passed": flag, "answered": flag}
            assert wording.line(kind, said)
            assert wording.more(kind, said)
        assert wording.name_of(kind)


def test_a_name_that_is_missing_is_found_when_it_is_told(news, kitchen, app, session):
    with pytest.raises(KeyError):
        news(kitchen.amina, News.LINK_ENDS)
    session.rollback()


def test_a_mail_of_news_can_be_stopped_by_the_mail_program(news, kitchen, work_off, tools):
    news(kitchen.amina)
    work_off()

    folder = Path(tools.settings.mail_url.removeprefix("file://"))
    (file,) = folder.glob("*.eml")
    head = file.read_text().replace("\n ", "").partition("\n\n")[0]
    assert "List-Unsubscribe: <http://localhost/notices/stop/" in head
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in head
