"""What came by night is one message in the morning: nothing lost, nothing doubled."""

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from portal import jobs
from portal.blueprints.notices.jobs import deliver
from portal.blueprints.notices.stopping import read_stop
from portal.blueprints.notices.wishes import Way, wish
from portal.clock import standing_at
from portal.leases import LEASE
from portal.models import Job, News, Notice, Person
from portal.texts import fits

NIGHT = datetime(2026, 11, 24, 22, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)


@pytest.fixture
def sleeper(make):
    """A learner with the usual quiet hours."""
    return make.learner(make.programme(), quiet_from=20 * 60, quiet_to=8 * 60)


@pytest.fixture
def night(news, sleeper, work_off):
    """Three pieces of news in one night."""
    said = (News.FEEDBACK, "/work/a"), (News.REPLY, "/notes/b"), (News.REPLY, "/c")
    for minute, (kind, path) in enumerate(said):
        with standing_at(NIGHT.replace(minute=minute)):
            news(sleeper, kind, path=path)
            work_off()


def waiting(session):
    session.commit()
    count = session.query(Job).filter_by(kind="notices.deliver", state="waiting").count()
    session.commit()
    return count


def test_the_news_of_a_night_is_one_mail_with_a_line_and_a_link_each(night, work_off, mails):
    with standing_at(MORNING):
        work_off()

    (mail,) = mails()
    assert mail.subject == "Tom Okafor answered: Storing food, and 2 more"
    assert "Tom Okafor answered: Storing food\nhttp://localhost/work/a\n" in mail.body
    for path in ("/notes/b", "/c"):
        line = "Tom Okafor replied to a note: Storing food"
        assert f"{line}\nhttp://localhost{path}\n" in mail.body
    assert "http://localhost/notices/\n" in mail.body


def test_one_press_stops_the_kinds_of_the_mail(night, sleeper, work_off, mails, app, tools):
    with standing_at(MORNING):
        work_off()

    (mail,) = mails()
    token = mail.stop_path.rpartition("/")[2]
    key = app.config["SECRET_KEY"]
    assert read_stop(key, token) == (sleeper.id, [News.FEEDBACK, News.REPLY])
    (file,) = Path(tools.settings.mail_url.removeprefix("file://")).glob("*.eml")
    assert f"List-Unsubscribe: <http://localhost{mail.stop_path}>\n" in file.read_text()
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in file.read_text()


def test_one_more_is_counted_in_words(news, sleeper, work_off, mails):
    with standing_at(NIGHT):
        news(sleeper)
        news(sleeper)
    with standing_at(MORNING):
        work_off()

    assert [mail.subject for mail in mails()] == ["Tom Okafor answered: Storing food, and one more"]


def test_one_piece_of_news_keeps_its_own_mail(news, sleeper, work_off, mails):
    with standing_at(NIGHT):
        news(sleeper)
    with standing_at(MORNING):
        work_off()

    (mail,) = mails()
    assert mail.subject == "Tom Okafor answered: Storing food"
    assert "What to do next stands first on this page:" in mail.body


def test_news_by_day_is_told_one_by_one(news, sleeper, work_off, mails):
    with standing_at(MORNING):
        news(sleeper, title="First")
        news(sleeper, title="Second")
        work_off()

    assert len(mails()) == 2


def test_news_by_day_does_not_join_what_waited(night, news, sleeper, work_off, mails):
    with standing_at(MORNING):
        news(sleeper, title="By day")
        work_off()

    subjects = {mail.subject.partition(": ")[2] for mail in mails()}
    assert subjects == {"Storing food, and 2 more", "By day"}


def test_two_people_get_a_mail_each(night, make, news, work_off, mails):
    other = make.learner(make.programme(), quiet_from=20 * 60, quiet_to=8 * 60)
    with standing_at(NIGHT):
        news(other)
        news(other)
    with standing_at(MORNING):
        work_off()

    assert sorted(mail.subject[-6:] for mail in mails()) == ["2 more", "e more"]


def test_one_text_message_tells_of_all_without_names_and_titles(news, make, work_off, mails):
    bogdan = make.learner(
        make.programme(), email=None, phone="+447700900123", quiet_from=1200, quiet_to=480
    )
    with standing_at(NIGHT):
        for kind in (News.FEEDBACK, News.REPLY, News.ADDITION, News.REPLY, News.QUESTION):
            news(bogdan, kind, says={"answered": True})
    with standing_at(MORNING):
        work_off()

    (text,) = mails()
    assert text.body.startswith("5 new: ")
    assert text.body.endswith(" http://localhost/notices/")
    assert "Tom" not in text.body
    assert fits(text.body)


def test_each_way_has_its_own_message(night, sleeper, work_off, mails, session):
    person = session.get(Person, sleeper.id)
    person.phone = "+447700900123"
    wish(session, person, {News.FEEDBACK: Way.TEXT})
    session.commit()
    with standing_at(MORNING):
        work_off()

    assert {mail.channel: mail.subject for mail in mails()} == {
        "text": "",
        "mail": "Tom Okafor replied to a note: Storing food, and one more",
    }


def test_what_was_seen_is_left_out(night, sleeper, work_off, mails, session):
    session.query(Notice).filter_by(path="/work/a").update({"seen_at": NIGHT})
    session.commit()
    with standing_at(MORNING):
        work_off()

    assert [mail.subject for mail in mails()] == [
        "Tom Okafor replied to a note: Storing food, and one more"
    ]


def test_jobs_that_run_again_double_nothing(night, work_again, mails):
    with standing_at(MORNING):
        work_again()

    assert len(mails()) == 1


def test_a_worker_killed_after_it_wrote_doubles_nothing(
    app, night, work_off, mails, tools, session, monkeypatch
):
    def die(*_args, **_values):
        raise SystemExit("kill -9")

    with standing_at(MORNING), app.app_context():
        with monkeypatch.context() as patch:
            patch.setattr("portal.jobs._change", die)
            with pytest.raises(SystemExit):
                jobs.run_next(tools)
        assert (len(mails()), waiting(session)) == (1, 0)
    with standing_at(MORNING + 2 * LEASE):
        work_off()
    assert len(mails()) == 1


def test_a_worker_killed_before_it_commits_loses_nothing(
    app, night, work_off, mails, tools, monkeypatch
):
    def die(*_args, **_values):
        raise SystemExit("kill -9")

    with standing_at(MORNING), app.app_context(), monkeypatch.context() as patch:
        patch.setattr("portal.blueprints.notices.gathering.note_told", die)
        with pytest.raises(SystemExit):
            jobs.run_next(tools)
    assert mails() == []

    with standing_at(MORNING + 2 * LEASE):
        work_off()
    assert [mail.subject[-6:] for mail in mails()] == ["2 more"]


def test_workers_at_the_same_moment_write_one_mail(app, night, mails, tools, notices, session):
    ids, begin = [notice.id for notice in notices()], threading.Barrier(3)

    def tell(notice_id):
        with app.app_context(), standing_at(MORNING):
            begin.wait()
            deliver(tools, notice_id)

    workers = [threading.Thread(target=tell, args=(notice_id,)) for notice_id in ids]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert (len(mails()), waiting(session)) == (1, 0)


def test_news_that_cannot_be_told_does_not_hold_up_the_rest(night, work_off, mails, session):
    session.query(Notice).filter_by(path="/notes/b").update({"kind": "step_due", "says": {}})
    session.commit()
    for minutes in (0, 2, 4):
        with standing_at(MORNING.replace(minute=minutes)):
            work_off()

    told = "".join(mail.body for mail in mails())
    assert [path in told for path in ("/work/a\n", "/notes/b\n", "/c\n")] == [True, False, True]
