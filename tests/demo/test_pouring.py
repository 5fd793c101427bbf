"""The demo is poured once, by the same actions as on the pages, and is whole."""

import os
import re
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal import create_app
from portal.backup.rows import count_rows
from portal.clock import now, today
from portal.commands.base import Refusal
from portal.config import read_settings
from portal.demo.pouring.cast import PASSWORD
from portal.demo.preparing import demo_settings, is_poured, pour_if_needed
from portal.demo.showing import SIGN_INS, greeting
from portal.doctor import examine
from portal.models import (
    Cohort,
    Feedback,
    Job,
    LogLine,
    Mail,
    Membership,
    Person,
    Portfolio,
    Programme,
    Rubric,
    Share,
    Skill,
    Step,
    Task,
    Version,
    Work,
)
from tests.demo.crawling import client_of, look
from tests.visitor import Visitor


@pytest.fixture
def poured(demo):
    """A session that reads the demo."""
    with demo.extensions["portal.database"].session(reads=True) as session:
        yield session


def settings_of(app):
    return app.extensions["portal.settings"]


def count(session, kind, *where):
    return session.scalar(select(func.count()).select_from(kind).where(*where))


def test_the_programme_is_as_large_as_promised(poured):
    harbour = poured.scalars(select(Programme).where(Programme.name.startswith("Harbour"))).one()
    roles = Counter(
        poured.scalars(select(Membership.role).where(Membership.programme_id == harbour.id))
    )

    assert roles == {"learner": 11, "mentor": 3, "coordinator": 1}
    assert count(poured, Membership, Membership.role == "learner") == 12
    assert count(poured, Programme) == 2
    assert count(poured, Cohort) == 2
    assert count(poured, Skill, Skill.programme_id == harbour.id) == 6
    assert (count(poured, Task), count(poured, Rubric)) == (4, 3)
    assert count(poured, Portfolio) == 2
    assert count(poured, Share) >= 4


def test_works_are_in_every_state_with_up_to_three_versions(poured):
    states = set(poured.scalars(select(Work.state)))
    most = poured.scalar(select(func.max(Version.number)))

    assert states == {"draft", "sent", "revise", "achieved"}
    assert most == 3


def test_everything_happened_when_the_story_says_so(poured):
    sent = poured.scalars(select(Version.sent_at).where(Version.sent_at.is_not(None))).all()
    given = poured.scalars(select(Feedback.given_at).where(Feedback.given_at.is_not(None))).all()
    mails = poured.scalars(select(Mail.created_at)).all()
    lines = poured.scalars(select(LogLine.created_at).where(LogLine.verb != "poured the demo"))

    assert all(now() - timedelta(days=100) < at < now() for at in (*sent, *given, *mails, *lines))
    assert len({at.date() for at in sent}) > 10
    assert max(given) - min(given) > timedelta(days=14)


def test_there_is_something_to_do_soon_and_something_late_for_nobody_new(poured):
    days = [day for day in poured.scalars(select(Step.due_on).where(Step.done_at.is_(None))) if day]
    promised = poured.scalars(select(Work.promised_on).where(Work.state == "sent")).all()

    assert [day for day in days if today() <= day <= today() + timedelta(days=7)]
    assert all(promised)


def test_every_job_is_done_and_every_mail_is_sent(poured):
    due = select(Job.state).where(Job.run_at < now())  # some wait for the end of the night
    assert set(poured.scalars(due)) == {"done"}
    assert count(poured, Mail) > 30
    assert count(poured, Mail, Mail.sent_at.is_(None)) == 0


def test_the_doctor_finds_nothing(demo):
    found = list(examine(settings_of(demo), demo.extensions["portal.storage"]))

    assert not [each.words for each in found if not each.good]


def test_a_second_run_pours_nothing_and_prints_the_same(demo, poured):
    before = greeting(poured, settings_of(demo))

    assert not pour_if_needed(demo)
    assert greeting(poured, settings_of(demo)) == before


def test_what_is_printed_is_true(demo, poured):
    said = greeting(poured, settings_of(demo))
    live, ended, mails = re.findall(r"http://localhost(/\S+)", said)

    assert said.count(PASSWORD) == 1
    assert look(demo, client_of(demo, None), live).status == 200
    assert look(demo, client_of(demo, None), ended).status == 410
    assert look(demo, client_of(demo, None), mails).status == 200
    for local, _ in SIGN_INS:
        assert f"{local}@demo.example" in said


@pytest.mark.parametrize("local", [local for local, _ in SIGN_INS])
def test_everybody_signs_in_with_the_printed_password(demo, local):
    visitor = Visitor(demo)
    visitor.get("/sign-in")
    visitor.submit(email=f"{local}@demo.example", password=PASSWORD, follow=False)

    assert visitor.location == "/"


def test_every_page_says_that_it_is_a_demo(demo):
    visitor = Visitor(demo)

    assert visitor.get("/sign-in").select_one(".demo")


def test_the_mails_lead_to_the_very_place(demo, poured):
    newest = select(Mail.address, Mail.body).order_by(Mail.created_at.desc()).limit(12)
    for address, body in poured.execute(newest):
        path = re.search(r"http://localhost(/[^\s#]*)", body)[1]
        client = client_of(demo, address)
        if path.startswith("/queue/"):  # answered by now: it leads on to the answer
            path = client.get(path).headers.get("Location", path)
        assert look(demo, client, path).status == 200, (address, path)


def test_only_the_demo_shows_mails(visitor):
    visitor.get("/demo/mail", status=404)


def test_a_database_of_real_people_is_left_alone(app, make):
    make.person("Somebody real")

    with pytest.raises(Refusal, match="people of its own"):
        pour_if_needed(app)


@pytest.fixture
def small(story):
    """The story before anybody has done anything."""
    return replace(story, works=(), reflections=(), steps=(), portfolios=())


def test_a_pouring_that_was_cut_off_is_begun_anew(app, session, small, make):
    make.person("Amina", email="learner@demo.example")
    assert not is_poured(app.extensions["portal.database"])

    assert pour_if_needed(app, small)
    assert is_poured(app.extensions["portal.database"])
    assert count(session, Person) == len(small.people)


def test_the_whole_story_fits_into_postgresql_too(request, demo, tmp_path):
    if request.config.getoption("--database") == "sqlite":
        pytest.skip("only SQLite is asked for")
    url = request.getfixturevalue("postgres").fresh_database(
        request.getfixturevalue("postgres_template")
    )
    environ = {"PORTAL_DATA_DIR": str(tmp_path), "PORTAL_DATABASE_URL": url}
    app = create_app(demo_settings(read_settings(environ, demo=True)))
    pour_if_needed(app)

    with (
        app.extensions["portal.database"].reader.connect() as there,
        demo.extensions["portal.database"].reader.connect() as here,
    ):
        poured, known = count_rows(there), count_rows(here)
    app.extensions["portal.database"].close()
    growing = {"visits", "log", "form_keys", "openings", "tries", "tallies"}
    assert {n: c for n, c in poured.items() if n not in growing} == {
        n: c for n, c in known.items() if n not in growing
    }


def test_no_mail_leaves_the_machine(monkeypatch):
    environ = {"PORTAL_MAIL_URL": "smtp://mail.example.org", "PORTAL_DATA_DIR": os.getcwd()}

    assert demo_settings(read_settings(environ, demo=True)).mail_url.startswith("file:///")
