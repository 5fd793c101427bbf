"""The worker does jobs, sweeps up, and takes a kill at any moment."""

import io
from datetime import timedelta

from sqlalchemy import func, select

from portal import held, once
from portal.clock import now, standing_at
from portal.housekeeping import sweep
from portal.ids import new_id
from portal.leases import LEASE
from portal.mail import write_mail
from portal.models import FormKey, HeldFile, HeldPost, Job, Mail, Try, Visit
from portal.models.jobs import JobState

LONG_AGO = timedelta(days=400)


def count(session, kind):
    return session.scalar(select(func.count()).select_from(kind))


def hold(session, storage, person, ends_at, name):
    storage.put(f"held/{name}/0", io.BytesIO(b"a photo"), "image/jpeg")
    session.add(
        HeldPost(
            secret_hash=name,
            person_id=person.id,
            path="/work/",
            fields=[],
            trusted=True,
            ends_at=ends_at,
        )
    )
    session.flush()
    file = {"position": 0, "field": "files", "name": "a.jpg", "type": "image/jpeg", "bytes": 7}
    session.add(HeldFile(secret_hash=name, key=f"held/{name}/0", **file))
    session.commit()


def test_held_posts_go_with_their_files_after_a_day(tools, session, storage, make):
    person = make.person()
    hold(session, storage, person, now() - timedelta(minutes=1), "past")
    hold(session, storage, person, now() + timedelta(hours=1), "waiting")

    sweep(tools)

    assert [post.secret_hash for post in held.held_posts_of(session, person.id)] == ["waiting"]
    assert count(session, HeldPost) == count(session, HeldFile) == 1
    assert list(storage.keys("held/")) == ["held/waiting/0"]


def test_old_visits_tries_keys_and_jobs_go(tools, session, make):
    person = make.person()
    for moment in (now() - LONG_AGO, now()):
        with standing_at(moment):
            fill(session, person, str(moment))

    sweep(tools)

    assert [count(session, kind) for kind in (Visit, Try, FormKey)] == [1, 1, 1]
    kept = session.scalars(select(Job.state).where(Job.kind == "mail.send")).all()
    assert sorted(kept) == ["done", "failed", "failed"]


def fill(session, person, name):
    session.add(Visit(person_id=person.id, secret_hash=name, seen_on=now().date(), ended_at=now()))
    session.add(Try(who_hash=name, address_hash=name))
    session.add(Job(kind="mail.send", subject_id=person.id, state=JobState.DONE))
    session.add(Job(kind="mail.send", subject_id=person.id, state=JobState.FAILED))
    once.begin_deed(session, once.Deed(str(person.id), name, name))
    session.commit()
    once.set_deed(None)


def test_a_visit_on_a_shared_phone_goes_a_month_after_its_twelve_hours(tools, session, make):
    person = make.person()
    for days, own_phone in ((29, False), (31, False), (31, True)):
        with standing_at(now() - timedelta(days=days)):
            name = f"{days} {own_phone}"
            visit = Visit(person_id=person.id, secret_hash=name, seen_on=now().date())
            visit.own_phone = own_phone
            session.add(visit)
            session.commit()

    sweep(tools)

    assert set(session.scalars(select(Visit.secret_hash))) == {"29 False", "31 True"}


def test_a_job_whose_worker_was_killed_is_taken_up_when_its_lease_ends(tools, session, work_off):
    write_mail(session, once_key="one", address="amina@test.example", subject="Hello", body="…")
    session.commit()
    job = session.scalars(select(Job)).one()
    job.lease_until, job.tries = now() + LEASE, 1
    session.commit()

    assert work_off() == 0
    with standing_at(now() + LEASE + timedelta(seconds=1)):
        assert work_off() == 1
    session.refresh(job)
    assert (job.state, job.tries) == (JobState.DONE, 2)


def test_trouble_in_one_job_leaves_the_next_one_alone(tools, session, work_off):
    session.add(Job(kind="nobody.knows", subject_id=new_id()))
    write_mail(session, once_key="one", address="amina@test.example", subject="Hello", body="…")
    session.commit()

    assert work_off() == 2
    assert session.scalar(select(Mail.sent_at)) is not None
