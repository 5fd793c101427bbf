"""The commands say in one sentence what they did, or why they cannot."""

import socket

import pytest

from portal.__main__ import COMMANDS, main
from portal.clock import now
from portal.engine import Database
from portal.migrating import migrate_down
from portal.models import Mail, SecondFactor


def test_an_unknown_command_is_refused_with_the_list(capsys):
    with pytest.raises(SystemExit) as end:
        main(["nonsense"])

    assert end.value.code == 2
    assert "create-coordinator" in capsys.readouterr().err


def test_help_names_every_command(capsys):
    with pytest.raises(SystemExit) as end:
        main(["--help"])

    said = capsys.readouterr().out
    assert end.value.code == 0
    assert all(command.name in said and command.words in said for command in COMMANDS)


@pytest.mark.parametrize("command", ["serve", "work", "migrate", "doctor"])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORTAL_SECRET_KEY", "short"),
        ("PORTAL_DATABASE_URL", "mysql://somewhere"),
        ("PORTAL_STORAGE_URL", "s3://bucket?colour=red"),
        ("PORTAL_MAIL_URL", "carrier-pigeon://"),
        ("PORTAL_WORKERS", "many"),
        ("PORT", "eight thousand"),
    ],
)
def test_a_bad_setting_stops_every_start_with_one_sentence(run, command, name, value):
    if (command, name) == ("migrate", "PORTAL_STORAGE_URL"):
        pytest.skip("migrate needs no storage")

    code, said, refused = run(command, **{name: value})

    assert (code, said, refused.count("\n")) == (1, "", 1)
    assert name in refused or name == "PORT"


def test_a_data_folder_that_cannot_be_made_is_said_in_words(run, tmp_path):
    (tmp_path / "file").write_text("in the way")

    code, _, refused = run("migrate", PORTAL_DATA_DIR=str(tmp_path / "file" / "folder"))

    assert (code, refused.count("\n")) == (1, 1)
    assert "PORTAL_DATA_DIR" in refused


def test_a_database_out_of_reach_is_said_in_words(run):
    url = "postgresql://nobody@127.0.0.1:9/nothing"
    for command in ("serve", "work", "migrate"):
        code, _, refused = run(command, PORTAL_DATABASE_URL=url)
        assert (code, refused.count("\n")) == (1, 1)
        assert refused.startswith("The database cannot be reached")


@pytest.mark.parametrize("command", ["serve", "work"])
def test_nothing_starts_before_the_migrations(run, settings, command):
    migrate_down(settings.database_url)

    code, _, refused = run(command)

    assert (code, refused.count("\n")) == (1, 1)
    assert "python -m portal migrate" in refused


def test_migrating_twice_is_no_harm(run, settings):
    migrate_down(settings.database_url)

    assert run("migrate")[1].startswith("The database is at the newest step now")
    assert run("migrate")[1].startswith("The database was at the newest step already")


def test_serve_refuses_the_people_of_the_demo(run, make):
    make.person("Tom", email="Mentor@Demo.Example")

    code, _, refused = run("serve")

    assert (code, refused.count("\n")) == (1, 1)
    assert "python -m portal demo" in refused


def test_a_taken_port_is_said_in_words(run, app):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, _, refused = run("serve", PORT=str(taken.getsockname()[1]))

    assert (code, refused.splitlines()[-1].count("Choose another HOST or PORT.")) == (1, 1)


def test_a_coordinator_is_invited_by_a_link_that_opens(run, visitor):
    code, said, _ = run("create-coordinator", "Care pathway", "Ana Silva", "ana@example.org")

    assert code == 0
    link = next(word for word in said.split() if word.startswith("http"))
    page = visitor.get("/invitations/" + link.partition("/invitations/")[2])
    assert "Care pathway" in page.text


@pytest.mark.parametrize("words", [("", "Ana", "a@b.org"), ("Care", " ", "a@b.org")])
def test_a_coordinator_needs_all_three_words(run, words):
    code, _, refused = run("create-coordinator", *words)

    assert (code, refused.count("\n")) == (1, 1)


def test_a_coordinator_needs_a_real_address(run, settings):
    code, _, refused = run("create-coordinator", "Care", "Ana", "ana")

    assert (code, "is no e-mail address" in refused) == (1, True)
    database = Database(settings.database_url)
    database.close()


def test_a_lost_second_factor_is_forgotten_by_a_command(run, make, session):
    tom = make.mentor(make.programme())
    make.keep(SecondFactor(person_id=tom.id, secret="s", confirmed_at=now(), last_step=0))

    code, said, _wrong = run("forget-second-factor", tom.email.upper())

    assert (code, "password alone" in said) == (0, True)
    assert session.query(SecondFactor).count() == 0
    assert session.query(Mail).one().address == tom.email
    session.commit()
    assert "no second step" in run("forget-second-factor", tom.email)[2]
    assert "Nobody has the e-mail" in run("forget-second-factor", "x@y.example")[2]
