"""A backup under load holds all that was acknowledged before, and comes back whole."""

import json
import tarfile
import threading
import time
from contextlib import closing, contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from portal.backup import BackupTrouble, back_up, restore
from portal.backup.rows import count_rows
from portal.engine import Database
from portal.migrating import migrate
from portal.models import LogLine, Media, Person, Reflection, Variant
from portal.storage import storage_from

PLACES = ["backup", "backup.tar"]


@pytest.fixture
def filled(settings, make, storage):
    """A programme with something in many tables, and a photo with its copies."""
    programme = make.programme()
    amina = make.learner(programme, name="Amina – أمينة 🌿")
    tom = make.mentor(programme, amina)
    work = make.work(amina, programme)
    draft = make.draft(work, "Line one\nline “two” \\ 3 ½ 𝟛")
    photo = make.photo(amina)
    make.attach(draft, photo, alt="A shelf")
    for key in keys_of(make.session):
        storage.put(key, key.encode() * 1000, "image/jpeg")
    make.reflection(amina, "Heat is a number.")
    make.given(make.sent(make.work(amina, programme, title="Another")), tom, summary="Good.")
    return amina


def keys_of(session):
    return [*session.scalars(select(Media.key)), *session.scalars(select(Variant.key))]


def rows_of(database):
    with database.reader.connect() as connection:
        return count_rows(connection)


@contextmanager
def writing(database, storage, person_id, threads=4):
    """Write reflections and photos without a pause; `done` holds what was acknowledged."""
    done, stop = [], threading.Event()

    def write(number):
        turn = 0
        while not stop.is_set():
            words = f"writer {number}, turn {turn}"
            key = f"media/load-{number}-{turn}"
            storage.put(key, words.encode(), "text/plain")
            with database.session() as session, session.begin():
                session.add(Reflection(person_id=person_id, words=words))
                session.add(_media(person_id, key, number, turn))
            done.append(words)
            turn += 1

    writers = [threading.Thread(target=write, args=(number,)) for number in range(threads)]
    for writer in writers:
        writer.start()
    try:
        yield done
    finally:
        stop.set()
        for writer in writers:
            writer.join()


def _media(person_id, key, number, turn):
    return Media(
        person_id=person_id,
        sha256=f"load{number:028x}{turn:032x}",
        bytes=1,
        type="text/plain",
        name="load.txt",
        state="ready",
        key=key,
    )


@pytest.mark.parametrize("place", PLACES)
def test_a_backup_comes_back_whole(settings, elsewhere, database, storage, filled, tmp_path, place):
    made = back_up(settings, database, storage, tmp_path / place)
    again = storage_from(elsewhere.storage_url)

    done = restore(elsewhere, again, tmp_path / place)

    assert (done.rows, done.files) == (made.rows, made.files)
    assert done.same_secret
    assert done.is_newest
    assert set(again.keys()) == set(storage.keys())
    with closing(Database(elsewhere.database_url)) as other:
        assert rows_of(other) == rows_of(database)
        with other.session(reads=True) as session:
            person = session.get_one(Person, filled.id)
            assert (person.name, person.created_at) == (filled.name, filled.created_at)
            assert session.scalar(select(Reflection.words)) == "Heat is a number."
    key = next(iter(again.keys("media/")))
    with again.open(key) as file:
        assert file.read() == key.encode() * 1000


@pytest.mark.parametrize("place", PLACES)
def test_what_was_acknowledged_before_is_in_a_backup_under_load(
    settings, elsewhere, database, storage, filled, tmp_path, place
):
    with writing(database, storage, filled.id) as done:
        while len(done) < 40:
            time.sleep(0.01)
        before = set(done)
        back_up(settings, database, storage, tmp_path / place)
        assert len(done) > len(before)

    restore(elsewhere, storage_from(elsewhere.storage_url), tmp_path / place)

    with closing(Database(elsewhere.database_url)) as other, other.session(reads=True) as session:
        restored = set(session.scalars(select(Reflection.words)))
        files = session.scalar(select(func.count()).where(Media.key.like("media/load-%")))
    assert before <= restored
    assert restored <= {*done, "Heat is a number."}
    assert files == len(restored) - 1


def test_a_bucket_is_backed_up_and_filled_again(
    settings, elsewhere, database, new_storage, make, tmp_path
):
    full, empty = storage_from(new_storage()), storage_from(new_storage())
    photo = make.photo(make.person())
    for key in keys_of(make.session):
        full.put(key, key.encode(), "image/jpeg")

    back_up(settings, database, full, tmp_path / "backup.tar")
    restore(elsewhere, empty, tmp_path / "backup.tar")

    with empty.open(photo.key) as file:
        assert file.read() == photo.key.encode()


def test_a_lost_file_is_noticed_and_no_backup_pretends_to_be_whole(
    settings, database, storage, filled, tmp_path
):
    storage.delete(next(iter(storage.keys("variants/"))))

    with pytest.raises(BackupTrouble, match="has lost 1 files"):
        back_up(settings, database, storage, tmp_path / "backup")
    assert not list(tmp_path.glob("backup*"))


def test_nothing_is_overwritten(settings, database, storage, filled, tmp_path):
    place = tmp_path / "backup"
    back_up(settings, database, storage, place)

    with pytest.raises(BackupTrouble, match="there already"):
        back_up(settings, database, storage, place)
    with pytest.raises(BackupTrouble, match="database is not empty"):
        restore(settings, storage, place)


def test_a_restore_wants_an_empty_storage(settings, elsewhere, database, storage, filled, tmp_path):
    back_up(settings, database, storage, tmp_path / "backup")
    there = storage_from(elsewhere.storage_url)
    there.put("media/somebody", b"else", "text/plain")

    with pytest.raises(BackupTrouble, match="storage is not empty"):
        restore(elsewhere, there, tmp_path / "backup")


def test_a_migrated_but_empty_database_is_good_enough(
    settings, elsewhere, database, storage, filled, tmp_path
):
    back_up(settings, database, storage, tmp_path / "backup")
    migrate(elsewhere.database_url)

    done = restore(elsewhere, storage_from(elsewhere.storage_url), tmp_path / "backup")

    assert done.rows == sum(rows_of(database).values())


def test_a_damaged_backup_is_refused_before_anything_is_written(
    settings, elsewhere, database, storage, filled, tmp_path
):
    place = tmp_path / "backup"
    back_up(settings, database, storage, place)
    hurt = next(file for file in (place / "files").rglob("*") if file.is_file())
    hurt.write_bytes(b"rust")
    there = storage_from(elsewhere.storage_url)

    with pytest.raises(BackupTrouble, match="is damaged"):
        restore(elsewhere, there, place)
    assert not list(there.keys())


def test_another_secret_key_is_noticed(settings, elsewhere, database, storage, filled, tmp_path):
    back_up(settings, database, storage, tmp_path / "backup")
    other = replace(elsewhere, secret_key="quite another key, and long enough as well")

    assert not restore(other, storage_from(other.storage_url), tmp_path / "backup").same_secret


def test_nobody_else_may_read_a_backup(settings, database, storage, filled, tmp_path):
    for place in (tmp_path / "backup", tmp_path / "backup.tar"):
        back_up(settings, database, storage, place)
        assert place.stat().st_mode & 0o077 == 0


def test_the_list_names_every_file_with_its_digest(settings, database, storage, filled, tmp_path):
    back_up(settings, database, storage, tmp_path / "backup.tar")

    with tarfile.open(tmp_path / "backup.tar") as tar:
        manifest = json.load(tar.extractfile("manifest.json"))
        assert set(tar.getnames()) == {*manifest["files"], "manifest.json"}
    assert manifest["rows"]["reflections"] == 1
    assert all(len(file["sha256"]) == 64 for file in manifest["files"].values())


def test_the_commands_say_what_they_did(run, elsewhere, filled, tmp_path):
    place = tmp_path / "backup.tar"
    there = {
        "PORTAL_DATABASE_URL": elsewhere.database_url,
        "PORTAL_DATA_DIR": str(elsewhere.data_dir),
        "PORTAL_STORAGE_URL": elsewhere.storage_url,
    }

    code, said, _ = run("backup", place)
    assert (code, said.split()[0]) == (0, "Saved")
    code, said, _ = run("restore", place, **there)
    assert (code, said.split()[0]) == (0, "Restored")
    code, _, refused = run("restore", place, **there)
    assert (code, refused.count("\n")) == (1, 1)
    code, _, refused = run("restore", tmp_path / "nowhere")
    assert (code, refused.startswith("There is no backup at")) == (1, True)


def test_a_backup_of_sqlite_moves_to_postgresql(settings, elsewhere, request, tmp_path, make):
    if not settings.database_url.startswith("sqlite"):
        pytest.skip("the other way is tested by the rows")
    amina = make.person("Amina")
    make.reflection(amina, "Moved.")
    with closing(Database(settings.database_url)) as database:
        back_up(settings, database, storage_from(settings.storage_url), tmp_path / "backup")
    url = request.getfixturevalue("postgres").fresh_database()
    moved = replace(elsewhere, database_url=url)

    restore(moved, storage_from(moved.storage_url), tmp_path / "backup")

    with closing(Database(url)) as other, other.session(reads=True) as session:
        assert session.scalar(select(Reflection.words)) == "Moved."
        assert session.scalar(select(func.count()).select_from(LogLine)) == 0
