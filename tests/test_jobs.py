"""Later work: asked for with the change or not at all, done by one worker, lost by no kill."""

import logging
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event

import pytest

from portal import jobs
from portal.clock import now, standing_at
from portal.ids import new_id
from portal.jobs import TRIES, GiveUp, enqueue, run_all, run_next
from portal.leases import LEASE, renewing
from portal.models import Job

WORKERS, MANY = 4, 40


@pytest.fixture
def done(monkeypatch):
    """What the job named test.note was called with."""
    calls = []
    monkeypatch.setitem(jobs.handlers, "test.note", lambda _tools, subject: calls.append(subject))
    return calls


@pytest.fixture
def failing(monkeypatch):
    """Let the job named test.fail raise this."""

    def fail_with(trouble):
        def handler(_tools, _subject):
            raise trouble

        monkeypatch.setitem(jobs.handlers, "test.fail", handler)

    return fail_with


def ask(session, kind="test.note", **values):
    enqueue(session, kind, subject_id=values.pop("subject_id", new_id()), **values)
    session.commit()


def only_job(session):
    session.expire_all()
    job = session.query(Job).one()
    session.commit()
    return job


def test_a_job_is_done_once(session, tools, done):
    subject = new_id()
    ask(session, subject_id=subject)

    assert run_all(tools) == 1
    assert done == [subject]
    assert run_all(tools) == 0
    assert only_job(session).state == "done"


def test_a_job_is_asked_for_with_the_change_or_not_at_all(session, tools, done):
    enqueue(session, "test.note", subject_id=new_id())
    session.rollback()

    assert run_all(tools) == 0
    assert done == []


def test_a_job_waits_until_its_time(session, tools, done):
    ask(session, run_at=now() + timedelta(hours=1))

    assert not run_next(tools)
    with standing_at(now() + timedelta(hours=1, minutes=1)):
        assert run_next(tools)


def test_jobs_are_done_in_the_order_in_which_they_are_due(session, tools, done):
    late, early = new_id(), new_id()
    ask(session, subject_id=late)
    ask(session, subject_id=early, run_at=now() - timedelta(hours=1))

    run_all(tools)

    assert done == [early, late]


def test_a_job_in_hand_is_nobody_elses_until_its_lease_ends(session, tools, done):
    ask(session)
    with tools.writing() as own:
        assert jobs._take(own)

    assert not run_next(tools)
    with standing_at(now() + LEASE + timedelta(seconds=1)):
        assert run_next(tools)
    assert only_job(session).tries == 2


def test_a_worker_that_comes_too_late_changes_nothing(session, tools, done):
    ask(session)
    with tools.writing() as own:
        slow = jobs._take(own)
    with standing_at(now() + LEASE + timedelta(seconds=1)):
        run_next(tools)

    jobs._put_back(tools, slow, RuntimeError("too late"))

    assert (only_job(session).state, only_job(session).sentence) == ("done", "")


def test_a_job_in_hand_stays_its_workers_while_it_runs(session, tools, done):
    ask(session)
    with tools.writing() as own:
        taken = jobs._take(own)
    renewed = Event()

    def renew():
        renewed.set()
        return jobs._renew(tools, taken)

    before = only_job(session).lease_until
    with renewing(renew, every=0.01):
        assert renewed.wait(20)
    assert only_job(session).lease_until > before


def test_a_lease_that_another_worker_holds_is_not_renewed(session, tools, done):
    ask(session)
    with tools.writing() as own:
        slow = jobs._take(own)
    with standing_at(now() + LEASE + timedelta(seconds=1)):
        run_next(tools)

    assert not jobs._renew(tools, slow)
    assert only_job(session).state == "done"


def test_a_failing_job_waits_longer_each_time(session, tools, failing):
    failing(RuntimeError("The line is down."))
    ask(session, "test.fail")
    pauses, at = [], now() + timedelta(seconds=1)

    for _number in range(4):
        with standing_at(at):
            assert run_next(tools)
            assert not run_next(tools)
        pauses.append((only_job(session).run_at - at).total_seconds())
        at = only_job(session).run_at
    assert pauses == [5, 20, 80, 320]
    assert only_job(session).sentence == "The line is down."


def test_a_failing_job_is_given_up_in_the_end_and_says_why(session, tools, failing):
    failing(RuntimeError("The line is down."))
    ask(session, "test.fail")

    for day in range(1, TRIES + 3):
        with standing_at(now() + timedelta(days=day)):
            run_next(tools)

    job = only_job(session)
    assert (job.state, job.tries, job.sentence) == ("failed", TRIES, "The line is down.")


def test_a_job_that_cannot_be_done_is_given_up_at_once(session, tools, failing):
    failing(GiveUp("There is no such photo."))
    ask(session, "test.fail")
    run_next(tools)

    job = only_job(session)
    assert (job.state, job.tries, job.sentence) == ("failed", 1, "There is no such photo.")


def test_a_job_that_kills_every_worker_is_given_up(session, tools, done):
    ask(session)
    for day in range(1, TRIES + 1):
        with standing_at(now() + timedelta(days=day)), tools.writing() as own:
            assert jobs._take(own)
    with standing_at(now() + timedelta(days=TRIES + 1)):
        run_next(tools)

    assert done == []
    assert only_job(session).state == "failed"
    assert "died" in only_job(session).sentence


def test_a_failing_job_is_in_the_log_without_its_words(session, tools, failing, caplog):
    failing(RuntimeError("The line is down."))
    ask(session, "test.fail")
    with caplog.at_level(logging.ERROR):
        run_next(tools)

    assert "job test.fail" in caplog.text


def test_a_job_with_a_key_waits_only_once(session, tools, done):
    for _number in range(3):
        ask(session, once_key="one of these")

    assert run_all(tools) == 1
    ask(session, once_key="one of these")
    assert run_all(tools) == 1


def test_many_workers_never_take_the_same_job(session, tools, done):
    for _number in range(MANY):
        enqueue(session, "test.note", subject_id=new_id())
    session.commit()
    together = Barrier(WORKERS)

    def work(_number):
        together.wait()
        return run_all(tools)

    with ThreadPoolExecutor(WORKERS) as pool:
        counts = list(pool.map(work, range(WORKERS)))

    assert sum(counts) == MANY
    assert set(Counter(done).values()) == {1}


def test_done_jobs_are_forgotten_after_a_while(session, tools, done):
    ask(session)
    ask(session, run_at=now() + timedelta(days=90))
    run_all(tools)

    with standing_at(now() + jobs.KEPT + timedelta(days=1)), tools.writing() as own:
        jobs.drop_old_jobs(own)

    assert only_job(session).state == "waiting"


def test_every_kind_that_is_asked_for_has_somebody_who_does_it(app):
    from tests.sources import strings_given_to

    kinds = strings_given_to("enqueue", place=1)

    assert kinds
    assert kinds <= set(jobs.handlers)
