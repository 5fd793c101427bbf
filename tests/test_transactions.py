"""One session per request, begun by method, committed once, at the edge."""

import logging
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError

from portal.models import Person, Step
from tests.probes import add_probes
from tests.visitor import Visitor

OWN_APP = True  # the views of these tests are added to it

AT_ONCE = 40


@pytest.fixture
def app(app):
    return add_probes(app)


@pytest.fixture
def amina(make):
    return make.person()


def words_of(session):
    session.rollback()
    return sorted(session.scalars(session.query(Step.words).statement))


@pytest.fixture
def seen(database):
    """What is said to the database beside the statements: BEGIN, COMMIT, ROLLBACK."""
    said = []
    for name in ("commit", "rollback"):
        event.listen(database.writer, name, lambda _connection, name=name: said.append(name))
    return said


def test_a_get_that_writes_fails(visitor, amina, session):
    answer = visitor.client.get(f"/probe/write?person={amina.id}")

    assert answer.status_code >= 500
    assert words_of(session) == []


def test_a_page_ends_with_commit_and_never_with_rollback(visitor, amina, seen):
    visitor.sign_in(amina)
    visitor.get("/settings")
    seen.clear()

    visitor.get("/settings")
    assert seen == ["commit"]

    seen.clear()
    visitor.get("/probe/status/404", status=404)
    assert "rollback" not in seen


def test_when_nobody_gets_in_most_of_those_who_wait_make_room(database, amina, monkeypatch):
    if not database.sqlite:
        pytest.skip("PostgreSQL lets two writers in")
    monkeypatch.setattr("portal.turns.STUCK", 1.0)

    def write(number):
        try:
            with database.session() as session, session.begin():
                session.add(Step(person_id=amina.id, words=str(number)))
        except OperationalError:
            return "sent away"
        return "written"

    with sqlite3.connect(database.writer.url.database, isolation_level=None) as busy:
        busy.execute("BEGIN IMMEDIATE")
        with ThreadPoolExecutor(12) as pool:
            writes = [pool.submit(write, number) for number in range(12)]
            early = wait(writes, timeout=0.7).done
            time.sleep(1.8)
            stayed = [one for one in writes if not one.done()]
            late = pool.submit(write, 12)
            told_at_once = wait([late], timeout=0.8).done
            busy.execute("COMMIT")
            answers = [one.result() for one in writes]
    busy.close()

    assert not early
    assert len(stayed) == 4
    assert told_at_once
    assert sorted(answers) == ["sent away"] * 8 + ["written"] * 4


def test_a_post_waits_for_its_turn_and_pages_do_not(visitor, another, amina, database):
    if not database.sqlite:
        pytest.skip("PostgreSQL lets two writers in")
    visitor.sign_in(amina)
    data = {"token": visitor.token(), "key": visitor.key(), "words": "waits its turn"}
    with sqlite3.connect(database.writer.url.database, isolation_level=None) as busy:
        busy.execute("BEGIN IMMEDIATE")
        with ThreadPoolExecutor(1) as pool:
            posted = pool.submit(visitor.client.post, "/probe/steps", data=data)
            another.get("/sign-in")
            another.get("/readyz")
            waited = not posted.done()
            busy.execute("COMMIT")
            answer = posted.result()
    busy.close()

    assert waited
    assert answer.status_code == 303


def test_a_good_answer_is_committed(visitor, amina, session):
    visitor.sign_in(amina)
    visitor.post("/probe/steps", words="kept")

    assert words_of(session) == ["kept"]


def test_a_refusal_is_rolled_back(visitor, amina, session):
    visitor.sign_in(amina)
    visitor.post("/probe/refusal", words="not kept", status=422)

    assert words_of(session) == []


def test_a_refusal_that_has_to_be_kept_is_kept(visitor, amina, session):
    visitor.sign_in(amina)
    visitor.post("/probe/refusal", words="kept all the same", keep="1", status=422)

    assert words_of(session) == ["kept all the same"]


@pytest.mark.parametrize("path", ["/probe/clash", "/probe/clash-early"])
def test_a_lost_race_shows_what_was_typed(visitor, amina, path):
    visitor.sign_in(amina)

    page = visitor.post(path, words="Typed for long", status=409)

    assert [box.text.strip() for box in page.select("textarea")] == ["Typed for long"]
    assert page.select_one("footer bdi"), "the page no longer knows who sits here"


def test_the_portal_goes_on_after_a_lost_race(visitor, amina, session):
    visitor.sign_in(amina)
    visitor.post("/probe/clash", words="x", status=409)
    visitor.post("/probe/steps", words="afterwards")

    assert words_of(session) == ["afterwards"]


def test_two_writers_of_one_row_are_noticed_when_they_commit(database, amina):
    with database.session() as one, database.session() as other:
        mine = one.get(Person, amina.id)
        one.commit()
        other.get(Person, amina.id).name = "Other"
        other.commit()
        mine.name = "Mine"
        with pytest.raises(StaleDataError):
            one.commit()


def test_what_a_page_notes_is_written_after_it(visitor, amina, session):
    visitor.get(f"/probe/afterwards?person={amina.id}")

    assert words_of(session) == ["noted afterwards"]


def test_a_failure_afterwards_is_logged_and_not_shown(visitor, amina, session, caplog):
    with caplog.at_level(logging.ERROR):
        visitor.get(f"/probe/afterwards?person={amina.id}&fail=1")

    assert words_of(session) == ["noted afterwards"]
    assert "fail_afterwards" in caplog.text


def test_forty_posts_at_once_all_arrive(app, amina, make, session):
    people = [amina, make.person("Bo"), make.person("Chen"), make.person("Dara")]
    browsers = [Visitor(app) for _number in range(AT_ONCE)]
    posts = []
    for number, browser in enumerate(browsers):
        browser.sign_in(people[number % 4])
        posts.append({"token": browser.token(), "key": browser.key(), "words": f"{number:02}"})

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(
            pool.map(lambda b, data: b.client.post("/probe/steps", data=data), browsers, posts)
        )

    assert {answer.status_code for answer in answers} == {303}
    assert words_of(session) == [f"{number:02}" for number in range(AT_ONCE)]
