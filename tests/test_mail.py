"""Plain mails: each once, in the change's own transaction, to one address, over a real line."""

import email
import socketserver
import threading
from dataclasses import replace
from datetime import timedelta
from email import policy
from pathlib import Path

import pytest

from portal.clock import now, standing_at
from portal.jobs import run_all
from portal.mail import empty_old_mails, write_mail
from portal.models import Job, Mail


class SmtpHandler(socketserver.StreamRequestHandler):
    """Enough of RFC 5321 to take a mail in."""

    def handle(self):
        self.say("220 test.example")
        envelope = {"to": []}
        while line := self.rfile.readline().decode().strip():
            verb = line.upper()
            if verb.startswith("RCPT TO"):
                envelope["to"].append(line.partition("<")[2].partition(">")[0])
                self.say("550 nobody here" if "nobody@" in line else "250 ok")
            elif verb.startswith("DATA"):
                self.say("354 go on")
                envelope["data"] = self.read_data()
                self.server.mails.append(envelope)
                self.say("250 taken")
            elif verb.startswith("QUIT"):
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def read_data(self):
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b"."))
        return b"".join(lines)

    def say(self, text):
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def smtp():
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), SmtpHandler)
    server.mails, server.daemon_threads = [], True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def by_smtp(tools, smtp):
    url = f"smtp://127.0.0.1:{smtp.server_address[1]}"
    return replace(tools, settings=replace(tools.settings, mail_url=url))


def write(session, **values):
    said = {"once_key": "receipt:1", "address": "amina@test.example"}
    said |= {"subject": "Your work has arrived", "body": "It is here.\n"} | values
    write_mail(session, **said)
    session.commit()


def files_of(tools):
    folder = Path(tools.settings.mail_url.removeprefix("file://"))
    return sorted(folder.glob("*.eml")) if folder.is_dir() else []


def read(raw):
    return email.message_from_bytes(raw, policy=policy.default)


def test_a_mail_is_a_file_where_no_server_is_named(session, tools):
    write(session)
    run_all(tools)

    message = read(files_of(tools)[0].read_bytes())
    assert message["To"] == "amina@test.example"
    assert message["From"] == "Foothold <no-reply@localhost>"
    assert message["Subject"] == "Your work has arrived"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content().strip() == "It is here."
    assert message.get_content_type() == "text/plain"


def test_a_mail_goes_out_by_smtp(session, by_smtp, smtp):
    write(session, subject="رسالة: عملك وصل", body="شكراً. It is here, safe.\n.\nEnd.\n")
    run_all(by_smtp)

    assert [mail["to"] for mail in smtp.mails] == [["amina@test.example"]]
    message = read(smtp.mails[0]["data"])
    assert message["Subject"] == "رسالة: عملك وصل"
    assert message.get_content().split() == ["شكراً.", "It", "is", "here,", "safe.", ".", "End."]
    assert session.query(Mail).one().sent_at


def test_the_same_mail_is_written_once(session, tools):
    for _number in range(3):
        write(session)
    run_all(tools)

    assert session.query(Mail).count() == 1
    assert len(files_of(tools)) == 1


def test_a_mail_is_sent_once_however_often_its_job_runs(session, by_smtp, smtp):
    write(session)
    run_all(by_smtp)
    session.query(Job).update({"state": "waiting"})
    session.commit()
    run_all(by_smtp)

    assert len(smtp.mails) == 1


def test_a_mail_that_has_to_be_sent_again_keeps_its_name(session, by_smtp, smtp):
    write(session)
    run_all(by_smtp)
    session.query(Mail).update({"sent_at": None})
    session.query(Job).update({"state": "waiting"})
    session.commit()
    run_all(by_smtp)

    assert len({read(mail["data"])["Message-ID"] for mail in smtp.mails}) == 1


def test_a_mail_is_written_with_its_change_or_not_at_all(session, tools):
    write_mail(session, once_key="1", address="a@test.example", subject="s", body="b")
    session.rollback()
    run_all(tools)

    assert files_of(tools) == []


def test_a_mail_waits_while_the_server_is_away(session, tools):
    away = replace(tools, settings=replace(tools.settings, mail_url="smtp://127.0.0.1:1"))
    write(session)
    run_all(away)

    job = session.query(Job).one()
    assert (job.state, job.tries) == ("waiting", 1)
    assert job.sentence
    assert session.query(Mail).one().sent_at is None


def test_a_mail_that_nobody_takes_waits_too(session, by_smtp, smtp):
    write(session, address="nobody@test.example")
    run_all(by_smtp)

    assert smtp.mails == []
    assert session.query(Job).one().state == "waiting"


@pytest.mark.parametrize(
    "subject",
    [
        "Amina\r\nBcc: evil@test.example",
        "Amina\nTo: evil@test.example",
        "Amina\x0b\x0cX: y\u2028Z: y",
    ],
)
def test_a_name_in_a_subject_adds_no_line_to_the_head(session, by_smtp, smtp, subject):
    write(session, subject=f"{subject} has answered")
    run_all(by_smtp)

    assert [mail["to"] for mail in smtp.mails] == [["amina@test.example"]]
    names = set(read(smtp.mails[0]["data"]).keys())
    assert not names & {"Bcc", "Cc", "X", "Z"}


@pytest.mark.parametrize(
    "address",
    [
        "amina@test.example, evil@test.example",
        "amina@test.example\r\nBcc: evil@test.example",
        "amina@test.example\nevil@test.example",
        "Amina <evil@test.example>",
        "amina",
        "@test.example",
        "amina@",
        "",
    ],
)
def test_a_mail_goes_to_one_address_or_to_none(session, by_smtp, smtp, address):
    write(session, address=address)
    run_all(by_smtp)

    assert smtp.mails == []
    job = session.query(Job).one()
    assert (job.state, job.sentence) == ("failed", "This is not an e-mail address.")


def test_a_body_is_only_a_body(session, by_smtp, smtp):
    body = "\r\n.\r\nMAIL FROM:<x@test.example>\r\nRCPT TO:<evil@test.example>\r\n"
    write(session, body=body)
    run_all(by_smtp)

    assert [mail["to"] for mail in smtp.mails] == [["amina@test.example"]]


def test_after_a_month_a_mail_says_nothing_and_is_still_written_once(session, tools):
    write(session)
    write(session, once_key="waiting", address="nobody")
    run_all(tools)
    with standing_at(now() + timedelta(days=29)):
        empty_old_mails(session)
    assert session.query(Mail).filter_by(body="").count() == 0
    with standing_at(now() + timedelta(days=31)):
        empty_old_mails(session)
    session.commit()

    assert {mail.once_key: bool(mail.body) for mail in session.query(Mail)} == {
        "receipt:1": False,
        "waiting": True,
    }
    session.commit()
    write(session)
    assert session.query(Mail).count() == 2


@pytest.mark.parametrize("kind", ["code", "prove"])
def test_a_code_is_forgotten_when_it_is_out(session, tools, kind):
    write(session, once_key=f"{kind}:1", body="123456 is your code.")
    run_all(tools)

    assert session.query(Mail).one().body == ""
    assert "123456" in files_of(tools)[0].read_text()
