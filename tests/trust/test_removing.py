"""The day an account closes: no trace of her is left, and nothing of anybody else is lost."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import inspect, select

from portal import jobs
from portal.blueprints.trust.closing import removing
from portal.blueprints.trust.closing.removing import empty, remove_closed
from portal.blueprints.trust.closing.walk import LET_GO, STAYS, WALK
from portal.clock import now
from portal.ids import new_id
from portal.models import Base, DoorKey, Feedback, Job, LogLine, Mail, Note, Person, Version, Work
from portal.storage import StorageTrouble
from tests.trust.lives import ODD, WORD

TABLES = Base.metadata.tables
# Tables below a person that the walk leaves, each with the reason.
LEFT = {
    "people": "her own row goes last",
    "log": "its lines stay, without her",
}


@pytest.fixture
def remove(app, tools, session):
    """Let the day come on which her account closes."""

    def run(person_id):
        session.expire_all()
        session.get_one(Person, person_id).closes_at = now() - timedelta(minutes=1)
        session.commit()
        with app.app_context():
            remove_closed(tools)
        session.expire_all()

    return run


def written_forms(word):
    """Return the ways in which a word may lie in a file: as it is, and as JSON writes it."""
    return {word.encode(), word.casefold().encode(), json.dumps(word).strip('"').encode()}


def traces(session, storage, home):
    """Return where her words still are: in rows, in stored files, in the bytes of the database."""
    found = []
    needles = written_forms(WORD) | written_forms(ODD)
    for table in TABLES.values():
        for row in session.execute(select(table)):
            text = json.dumps([str(value) for value in row], ensure_ascii=False).encode()
            found += [f"{table.name}: {row}" for needle in needles if needle in text.lower() + text]
    for key in list(storage.keys()):
        with storage.open(key) as file:
            content = file.read()
        found += [key for needle in needles if needle in content]
    session.commit()
    if home.kind == "sqlite":
        for path in Path(home.folder).glob("portal.db*"):
            content = path.read_bytes()
            found += [path.name for needle in needles if needle in content + content.lower()]
    return found


def test_no_trace_is_left_in_rows_files_and_bytes(life, session, storage, home, remove):
    her = life.her_id
    assert len(traces(session, storage, home)) > 60, "the search finds her words"

    remove(life.her_id)

    assert not traces(session, storage, home)
    assert session.get(Person, her) is None
    for table in TABLES.values():
        for row in session.execute(select(table)):
            assert str(her) not in str(row), table.name
            assert her.hex not in str(row), table.name


def test_mails_that_were_written_into_a_folder_go_too(life, home, session, work_off, remove):
    for mail in session.scalars(select(Mail)):
        mail.sent_at = None
        jobs.enqueue(session, "mail.send", subject_id=mail.id)
    session.commit()
    work_off()
    folder = Path(home.folder, "mail")
    assert len(list(folder.iterdir())) > 2

    remove(life.her_id)

    assert not list(folder.iterdir())


def test_the_mail_that_invited_her_goes_although_her_address_is_another_now(
    life, make, session, remove
):
    link = make.keep(DoorKey(
        kind="invitation", role="learner", programme_id=life.programme.id, ends_at=now(),
        secret_hash="3" * 64, person_id=life.her_id,
    ))  # fmt: skip
    said = {"address": "before@test.example", "subject": "Come", "body": f"Hello {WORD},"}
    make.keep(Mail(once_key=f"link:{link.id}:3333", person_id=None, sent_at=now(), **said))

    remove(life.her_id)

    assert session.scalars(select(Mail).where(Mail.address == "before@test.example")).all() == []


def test_a_life_has_something_in_every_table_that_is_walked(life, session):
    session.commit()
    for part in WALK:
        found = session.execute(select(part.model).where(part.hers(life.her_id)).limit(1)).first()
        assert found or part.model.__tablename__ == "marks", part.model.__tablename__


def test_what_is_others_stays(make, life, session, storage, remove):
    work = make.work(life.other, life.programme)
    given = make.given(make.sent(work, "My van came."), life.mentor, summary="Well done.")
    make.note(given, "Which day?")
    storage.put("media/others", b"others", "image/jpeg")

    remove(life.her_id)

    assert session.scalars(select(Work.learner_id)).all() == [life.other.id]
    assert session.scalars(select(Feedback.summary)).all() == ["Well done."]
    assert session.scalars(select(Note.words)).all() == ["Which day?"]
    assert list(storage.keys()) == ["media/others"]


def test_lines_of_the_log_stay_without_her(life, session, remove):
    before = len(session.scalars(select(LogLine)).all())

    remove(life.her_id)

    lines = session.scalars(select(LogLine)).all()
    assert len(lines) == before
    assert {line.verb for line in lines} == {"sent", "answered"}
    assert {line.person_id for line in lines} == {None, life.mentor_id}
    assert {line.about_id for line in lines} == {None}


def test_the_words_of_a_mentor_stay_with_the_learners(make, life, session, remove, visitor):
    make.keep(Feedback(
        programme_id=life.programme.id, mentor_id=life.mentor.id, saved_at=now(),
        version_id=make.sent(make.work(life.other, life.programme)).id, summary="not given",
    ))  # fmt: skip
    name, email = life.mentor.name, life.mentor.email

    remove(life.mentor_id)

    assert session.scalars(select(Feedback.given_at.is_(None))).all() == [False]
    former = session.get_one(Person, life.mentor_id)
    assert (former.name, former.email, former.closes_at) == ("A former mentor", None, None)
    for table in TABLES.values():
        for row in session.execute(select(table)):
            assert email not in str(row), table.name
            assert name not in str(row) or "Tom" not in name, table.name
    her = session.get_one(Person, life.her_id)
    session.commit()
    visitor.sign_in(her)
    page = visitor.get(f"/work/{life.work.id}/versions/1/feedback")
    assert "A former mentor" in page.text


def test_who_changed_her_mind_loses_nothing(life, session, storage, tools, home):
    session.commit()
    before = traces(session, storage, home)

    assert empty(tools, life.her_id) is False
    assert len(traces(session, storage, home)) == len(before)


def test_who_has_days_left_loses_nothing(life, app, tools, session):
    life.her.closes_at = now() + timedelta(days=13)
    session.commit()

    with app.app_context():
        remove_closed(tools)

    session.expire_all()
    assert session.get_one(Person, life.her_id).email


@pytest.mark.parametrize("step", range(0, 90, 9))
def test_a_kill_at_any_step_is_made_good_in_the_next_round(
    life, session, storage, home, remove, monkeypatch, step
):
    done, real = [], removing._remove_some

    def killed(*given):
        done.append(given)
        if len(done) > step:
            raise KeyboardInterrupt
        return real(*given)

    monkeypatch.setattr(removing, "_remove_some", killed)
    try:
        remove(life.her_id)
    except KeyboardInterrupt:
        session.rollback()
    monkeypatch.undo()
    remove_again = session.get(Person, life.her_id)
    if remove_again:
        remove(life.her_id)

    assert not traces(session, storage, home)


def test_it_waits_for_a_job_that_works_on_something_of_hers(life, session, remove):
    job = session.scalars(select(Job).where(Job.subject_id == life.sent.id)).first()
    job.lease_until = now() + timedelta(minutes=1)
    session.commit()

    remove(life.her_id)

    assert session.get_one(Person, life.her_id).email
    job.lease_until = None
    session.commit()
    remove(life.her_id)
    assert session.get(Person, life.her_id) is None


def test_while_the_storage_is_away_it_waits_and_others_are_removed(
    life, make, session, storage, remove, tools, home, monkeypatch
):
    other = make.person("Nobody", closes_at=now() - timedelta(days=1))

    def away(key):
        raise StorageTrouble("The bucket cannot be reached.")

    monkeypatch.setattr(tools.storage, "delete", away)
    other_id = other.id
    remove(life.her_id)
    assert session.get(Person, life.her_id)
    assert session.get(Person, other_id) is None

    monkeypatch.undo()
    remove(life.her_id)
    assert not traces(session, storage, home)


def test_five_hundred_versions_go_in_short_steps(make, session, storage, home, remove):
    programme = make.programme()
    her = make.learner(programme, WORD)
    work = make.work(her, programme)
    for number in range(1, 501):
        make.session.add(_version(work, number))
    session.commit()
    her_id = her.id

    remove(her_id)

    assert session.get(Person, her_id) is None
    assert not traces(session, storage, home)


def _version(work, number):
    said = {"source": f"{WORD} {number}", "digest": "d" * 64, "receipt": f"R-{number}"}
    inside = {"programme_id": work.programme_id, "work_id": work.id}
    return Version(number=number, saved_at=now(), sent_at=now(), **said, **inside)


def walked():
    return [part.model.__tablename__ for part in WALK]


def points_to(table):
    return {key.referred_table.name for key in table.foreign_key_constraints}


def test_no_table_below_a_person_is_forgotten():
    """A new table that hangs on a person must be walked, or named with the reason."""
    below = {"people"}
    while True:
        more = {name for name, table in TABLES.items() if points_to(table) & below} | below
        if more == below:
            break
        below = more

    assert below - set(walked()) <= LEFT.keys(), "name it in closing/walk.py"


def test_every_reference_to_a_person_is_walked_let_go_or_stays():
    settled = {(c.class_.__tablename__, c.key) for c in (*LET_GO, *STAYS)}
    compiled = {part.model.__tablename__: str(part.hers(new_id())) for part in WALK}
    forgotten = [
        f"{name}.{column.name}"
        for name, table in TABLES.items()
        for column in table.c
        if any(key.column.table.name == "people" for key in column.foreign_keys)
        if (name, column.name) not in settled
        if f"{name}.{column.name}" not in compiled.get(name, "")
    ]
    assert not forgotten, "name it in closing/walk.py"


def test_children_go_before_what_they_point_to():
    place = {name: number for number, name in enumerate(walked())}
    wrong = [
        f"{name} after {parent}"
        for name in walked()
        for parent in points_to(TABLES[name]) - {name}
        if parent in place and place[parent] < place[name]
    ]
    assert not wrong


def test_every_column_that_names_a_stored_file_is_walked():
    named = {
        f"{part.model.__tablename__}.{part.file.key}" for part in WALK if part.file is not None
    }
    keys = {
        f"{mapper.class_.__tablename__}.key"
        for mapper in Base.registry.mappers
        if "key" in inspect(mapper.class_).columns and mapper.class_.__tablename__ != "form_keys"
    }
    assert keys == named
