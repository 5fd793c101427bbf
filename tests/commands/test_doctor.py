"""The doctor says in words what is wrong, and nothing else."""

import socket
import socketserver
import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import update

from portal import jobs, log
from portal.blueprints.work.actions import send_version
from portal.blueprints.work.queries import find_held_version
from portal.clock import now, standing_at
from portal.doctor import examine
from portal.migrating import migrate_down
from portal.models import Job, Version
from portal.storage import storage_from


def troubles(settings, storage):
    return [found.words for found in examine(settings, storage) if not found.good]


def test_a_good_set_up_is_well(run, settings):
    code, said, _ = run("doctor")

    assert code == 0
    assert said.endswith("All is well.\n")
    assert "WRONG" not in said


def test_a_wrong_one_ends_with_one(run, settings):
    migrate_down(settings.database_url)

    code, said, _ = run("doctor")

    assert code == 1
    assert "WRONG  The database is not migrated: run `python -m portal migrate`." in said


def test_a_database_out_of_reach(settings, storage):
    other = replace(settings, database_url="postgresql+psycopg://nobody@127.0.0.1:9/nothing")

    assert [words[:30] for words in troubles(other, storage)] == ["The database cannot be reached"]


def test_a_folder_that_is_gone(settings, storage, tmp_path):
    other = replace(settings, data_dir=tmp_path / "gone")

    assert "cannot be written to" in troubles(other, storage)[0]


def test_a_storage_that_cannot_be_used(settings, tmp_path):
    (tmp_path / "file").write_text("in the way")
    storage = storage_from((tmp_path / "file").as_uri())

    assert "cannot be used" in troubles(settings, storage)[0]


def test_an_address_where_others_read_along(settings, storage):
    other = replace(settings, base_url="http://portal.example.org")

    assert "put HTTPS in front" in troubles(other, storage)[0]


def test_a_mail_server_that_does_not_answer(settings, storage):
    other = replace(settings, mail_url="smtp://127.0.0.1:9")

    assert "mail server 127.0.0.1 cannot be used" in troubles(other, storage)[0]


def test_a_mail_server_that_answers(settings, storage):
    with smtp_server() as port:
        assert not troubles(replace(settings, mail_url=f"smtp://127.0.0.1:{port}"), storage)


class Smtp(socketserver.StreamRequestHandler):
    """Says yes to everything that is asked before a mail."""

    def handle(self):
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            self.wfile.write(b"221 bye\r\n" if line.startswith(b"QUIT") else b"250 ok\r\n")


@contextmanager
def smtp_server():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Smtp) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def test_jobs_that_nobody_does(settings, storage, session):
    with standing_at(now() - timedelta(minutes=11)):
        jobs.enqueue(session, "mail.send", subject_id=Job.id.type.python_type(int=1))
    session.commit()

    assert "1 jobs wait for over ten minutes" in troubles(settings, storage)[0]


def test_a_job_that_was_given_up(settings, storage, session):
    jobs.enqueue(session, "mail.send", subject_id=Job.id.type.python_type(int=1))
    session.execute(update(Job).values(state="failed", sentence="The server said no."))
    session.commit()

    assert troubles(settings, storage) == ["1 jobs were given up, such as: The server said no."]


def test_a_clock_that_went_back(settings, storage, session):
    with standing_at(now() + timedelta(days=2)):
        log.record(session, "tomorrow")
        session.flush()
    session.commit()

    assert "but the log is ahead of it" in troubles(settings, storage)[0]


def test_a_sent_version_that_was_changed_behind_our_back(settings, storage, session, make):
    programme = make.programme()
    amina = make.known(make.learner(programme))
    version = send(session, make.draft(make.work(amina, programme, title="Storing food")), amina)
    assert not troubles(settings, storage)

    session.execute(update(Version).where(Version.id == version.id).values(source="Other words."))
    session.commit()

    assert troubles(settings, storage) == ["Version 1 of “Storing food” is not what was sent."]


def send(session, draft, learner):
    version = find_held_version(session, learner, draft.work_id, draft.number)
    send_version(session, version)
    session.commit()
    return version


def test_a_file_that_is_gone(settings, storage, make):
    make.photo(make.person())

    assert "4 files are missing from the storage" in troubles(settings, storage)[0]


def test_who_sends_texts_is_knocked_at(settings, storage):
    away = replace(settings, text_url="http://127.0.0.1:9/send")
    assert "PORTAL_TEXT_URL" in troubles(away, storage)[0]
    with socket.create_server(("127.0.0.1", 0)) as server:
        there = f"http://127.0.0.1:{server.getsockname()[1]}/send"
        assert not troubles(replace(settings, text_url=there), storage)
    said = [found.words for found in examine(settings, storage)]
    assert any("Text messages become files" in words for words in said)
