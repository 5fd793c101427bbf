"""Taking everything home: all that is hers is in it, nothing of others, and only she gets it."""

import io
import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from portal.blueprints.trust.exporting.gathering import PARTS
from portal.blueprints.trust.exporting.labels import KEYS
from portal.blueprints.trust.exporting.labels import PARTS as HEADINGS
from portal.blueprints.trust.exporting.names import safe_name, safe_names
from portal.clock import now, today
from portal.housekeeping import sweep
from portal.ids import new_id
from portal.models import Export, Job, JobState, Mail, Mentoring
from tests.odd import LONG_TEXT, ODD_TEXTS
from tests.trust.lives import ODD, WORD


@pytest.fixture
def take_home(visitor, session, work_off):
    """Ask for an export, let it be packed, and take it home."""

    def run(person):
        session.commit()
        visitor.sign_in(person)
        visitor.get("/exports/")
        visitor.submit()
        work_off()
        page = visitor.get("/exports/")
        visitor.get(page.select_one("main .card a[href$='/file']")["href"])
        return ZipFile(io.BytesIO(visitor.response.data))

    return run


def data_of(archive):
    return json.loads(archive.read("data.json"))


def test_all_that_is_hers_is_in_it(life, take_home):
    archive = take_home(life.her)

    data = data_of(archive)
    work = data["works"][0]
    sent, draft = work["versions"]
    assert sent["text"].startswith("sent")
    assert draft["self_marks"] == [{"criterion": "Checks every delivery", "level": "On the way"}]
    answer = sent["answer"]
    assert answer["by"] == "Tom Okafor"
    assert answer["marks"][0]["comment"].startswith("level")
    assert answer["notes"][0]["quote"] == WORD
    assert [reply["by"] for reply in answer["notes"][0]["replies"]] == [life.her.name, "Tom Okafor"]
    assert answer["additions"][0]["words"].startswith("also")
    assert answer["next_steps"][0]["words"].startswith("label")
    assert {one["words"].split()[0] for one in data["steps"]} == {"label", "own"}
    assert data["links"][0]["openings"] == [{"day": now().date().isoformat(), "times": 3}]
    assert data["links"][0]["answers"][0]["words"].startswith("Come!")
    empty = [name for name in PARTS if not data[name]]
    assert not set(empty) - {"answers_given", "said_elsewhere", "questions_answered"}


def test_the_page_says_the_same_offline_and_in_plain_words(life, take_home):
    archive = take_home(life.her)

    page = BeautifulSoup(archive.read("index.html"), "html.parser")
    assert [h.text for h in page.select("h1")] == ["All that is yours"]
    filled = [name for name in PARTS if data_of(archive)[name]]
    assert [h["id"] for h in page.select("h2")] == filled
    for link in page.select("[href], [src]"):
        address = link.get("href") or link.get("src")
        assert not address.startswith(("http:", "https:", "/")), address
    assert not page.select("script")
    for said in ("sent", "good", "which day?", "Wednesday", "also", "I think", "Come!", "rude"):
        assert f"{said} {WORD} {ODD}" in page.text, said


def test_her_files_are_in_it_as_she_sent_them(life, take_home):
    archive = take_home(life.her)

    names = [name for name in archive.namelist() if name.startswith("files/")]
    assert len(names) == 1
    assert archive.read(names[0]).decode().startswith(f"bytes {WORD}")
    assert data_of(archive)["files"][0]["file"] == names[0]
    assert archive.testzip() is None


def test_a_draft_of_a_mentor_is_not_in_it(life, make, take_home):
    secret = "Nobody was given this."
    version = make.sent(make.work(life.her, life.programme), "Another text")
    begun = make.feedback(version, life.mentor, summary=secret)
    make.note(begun, secret)
    make.step(life.her, secret, feedback_id=begun.id, programme_id=life.programme.id)

    archive = take_home(life.her)

    assert secret not in archive.read("data.json").decode()
    assert secret not in archive.read("index.html").decode()


def test_what_a_coordinator_hid_is_not_in_it(life, make, take_home):
    make.report(life.her, life.note, hidden_at=now(), answer="Gone", answered_at=now())

    archive = take_home(life.her)

    assert "which day?" not in archive.read("data.json").decode()


def test_a_mentor_takes_home_her_answers_but_nothing_that_a_learner_wrote(life, take_home):
    archive = take_home(life.mentor)

    data = data_of(archive)
    assert data["answers_given"][0]["summary"].startswith("good")
    assert data["answers_given"][0]["learner"] == life.her.name
    assert [one["words"].split()[0] for one in data["said_elsewhere"]] == ["thanks", "also"]
    text = archive.read("data.json").decode()
    for private in ("Wednesday", "typed", "enough?", "I think", "own "):
        assert f"{private} {WORD}" not in text
    assert not data["works"]


def test_of_a_learner_he_mentors_no_more_not_even_the_name_is_in_it(life, session, take_home):
    for mentoring in session.scalars(select(Mentoring)):
        mentoring.ended_on = today()

    archive = take_home(life.mentor)

    assert life.her.name not in archive.read("data.json").decode()
    assert data_of(archive)["answers_given"][0]["learner"] is None


def test_a_coordinator_can_take_home_what_is_hers_too(life, take_home):
    data = data_of(take_home(life.coordinator))

    assert data["programmes"][0]["role"] == "coordinator"
    assert not data["works"]


def test_every_key_is_explained(life, take_home):
    def keys(value):
        if isinstance(value, dict):
            return set(value).union(*map(keys, value.values()))
        return set().union(*map(keys, value)) if isinstance(value, list) else set()

    data = data_of(take_home(life.her))

    legend = data.pop("legend")
    assert keys(data) - set(HEADINGS) <= legend["keys"].keys() == KEYS.keys()
    assert data.keys() == legend["parts"].keys()


def test_it_is_hers_alone_and_nobody_on_the_way_keeps_it(
    life, make, session, visitor, another, take_home
):
    take_home(life.her)
    export = session.scalars(select(Export).where(Export.key != "exports/hers")).one()
    session.commit()
    path = f"/exports/{export.id}/file"

    headers = visitor.response.headers
    visitor.get(path)
    headers = visitor.response.headers
    assert headers["Content-Type"] == "application/zip"
    assert headers["Content-Disposition"].startswith('attachment; filename="foothold-')
    assert "no-store" in headers["Cache-Control"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Length"] == str(export.bytes)
    another.get(path, status=303)
    for person in (life.mentor, life.coordinator, life.other):
        another.sign_in(person)
        another.get(path, status=404)


def test_she_is_told_by_a_mail_that_holds_nothing_of_it(life, session, take_home):
    take_home(life.her)

    mail = session.scalars(select(Mail).where(Mail.once_key.like("export:%"))).one()
    assert "http://localhost/exports/" in mail.body
    assert "Storing" not in mail.body


def test_one_waits_at_a_time(make, visitor, session):
    her = make.learner(make.programme())
    visitor.sign_in(her)
    key = visitor.key()

    visitor.post("/exports/", key=key)
    visitor.post("/exports/", key=key)
    visitor.post("/exports/")

    assert len(session.scalars(select(Export)).all()) == 1
    session.commit()
    page = visitor.get("/exports/")
    assert "It is being packed" in page.text
    assert not page.select("main form")
    export = session.scalars(select(Export)).one()
    session.commit()
    visitor.get(f"/exports/{export.id}/file", status=403)


def test_one_that_was_given_up_can_be_asked_for_again(make, visitor, session):
    visitor.sign_in(make.learner(make.programme()))
    visitor.post("/exports/")
    session.scalars(select(Job).where(Job.kind == "trust.pack")).one().state = JobState.FAILED
    session.commit()

    page = visitor.get("/exports/")
    assert "It could not be packed" in page.text
    visitor.submit()

    assert len(session.scalars(select(Export)).all()) == 2


def test_a_newer_one_takes_the_place_of_the_older(life, take_home, app, tools, storage):
    take_home(life.her)
    take_home(life.her)

    with app.app_context():
        sweep(tools)

    assert len([key for key in list(storage.keys()) if key.startswith("exports/")]) == 1


def test_after_a_week_row_and_file_are_gone(life, session, storage, take_home, app, tools, visitor):
    take_home(life.her)
    export = session.scalars(select(Export).where(Export.key != "exports/hers")).one()
    export.ends_at = now() - timedelta(minutes=1)
    session.commit()

    visitor.get(f"/exports/{export.id}/file", status=404)
    with app.app_context():
        sweep(tools)

    session.expire_all()
    assert session.scalars(select(Export)).all() == []
    assert not [key for key in list(storage.keys()) if key.startswith("exports/")]


def test_a_job_that_comes_twice_or_late_leaves_no_file(make, visitor, session, storage, work_off):
    visitor.sign_in(make.learner(make.programme()))
    visitor.post("/exports/")
    export = session.scalars(select(Export)).one()
    storage.put(export.key, b"half", "application/zip")
    session.delete(export)
    session.commit()

    work_off()

    assert not list(storage.keys())


def test_odd_names_can_be_unpacked_anywhere():
    assert safe_name("../../etc/passwd") == "_.._etc_passwd"
    assert safe_name("shelf\u202egpj.exe") == "shelfgpj.exe"
    assert safe_name("CON.txt") == "_CON.txt"
    assert safe_name(' a<b>:"c"|?*.jpg. ') == "a_b___c____.jpg"
    assert safe_name("\x00\x1f") == "file"
    assert safe_name("صورة الرف.jpg") == "صورة الرف.jpg"
    assert len(safe_name("😀" * 300 + ".jpeg").encode()) <= 190
    assert all(map(safe_name, (*ODD_TEXTS, LONG_TEXT)))


def test_no_name_comes_twice():
    typed = ["a.jpg", "A.jpg", "a.jpg", "a (2).jpg", "", "", "x" * 200, "x" * 200]

    names = list(safe_names((new_id(), name) for name in typed).values())

    assert len({name.casefold() for name in names}) == len(typed)
    assert all(len(name) < 100 for name in names)


PACK = """
import resource, sys
from portal import create_app
from portal.config import read_settings
from portal.jobs import run_all
from portal.working import tools_of
import os
app = create_app(read_settings(os.environ))
with app.app_context():
    from portal.blueprints.trust.exporting import packing
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    run_all(tools_of(app))
    print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def test_sixty_large_files_are_packed_without_being_held_in_memory(
    make, visitor, session, storage, home, work_off
):
    her = make.learner(make.programme())
    size = 20_000_000
    source = Path(home.folder) / "large"
    source.write_bytes(b"\xff" * size)
    for number in range(60):
        media = make.photo(her, f"{number}.jpg", key=f"media/{number}", width=None, bytes=size)
        target = Path(home.folder) / "files" / media.key
        target.parent.mkdir(parents=True, exist_ok=True)
        target.hardlink_to(source)
    visitor.sign_in(her)
    visitor.post("/exports/")

    environ = home.environ() | {"PATH": "/usr/bin", "PYTHONPATH": str(Path.cwd())}
    done = subprocess.run(
        [sys.executable, "-c", PACK], env=environ, capture_output=True, text=True, check=True
    )

    session.expire_all()
    export = session.scalars(select(Export)).one()
    assert (export.state, export.bytes > 60 * size) == ("ready", True)
    assert int(done.stdout) < 100, "MB more than before"
