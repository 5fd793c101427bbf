"""Files at the door: looked at, refused with a sentence, or stored once."""

from io import BytesIO

import pytest

from portal.blueprints.media import actions
from portal.blueprints.media.receiving import Arrived, Refused, own_name, receive
from portal.models import Job, Media, Variant
from tests.media.files import jpeg, undecodable


@pytest.fixture
def send(session, storage, make):
    amina = make.person()

    def run(content, name="shelf.jpg"):
        return receive(session, storage, amina.id, BytesIO(content), name)

    run.person = amina
    return run


def keep(session, send, *arrived):
    media = actions.keep_files(session, send.person.id, arrived)
    session.commit()
    return media


def test_a_photo_arrives_with_its_upright_size(send, storage):
    arrived = send(jpeg(orientation=6))

    assert isinstance(arrived, Arrived)
    assert arrived.size == (1200, 1600)
    assert arrived.type == "image/jpeg"
    assert arrived.key.startswith(f"media/{send.person.id}/")
    assert storage.size(arrived.key) == arrived.bytes


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "a.jpg", "empty"),
        (b"only words", "holiday.jpg", "not a photo"),
        (b"\x00\x01\x02\x03" * 20, "old.tiff", "not a photo"),
        (jpeg()[:4000], "cut.jpg", "not whole"),
    ],
    ids=["empty", "words", "tiff", "cut"],
)
def test_what_can_not_be_taken_is_said_in_a_sentence(send, storage, content, name, says):
    refused = send(content, name)

    assert isinstance(refused, Refused)
    assert says in refused.sentence
    assert list(storage.keys("media/")) == []


def test_a_file_of_more_than_forty_megabytes_is_refused(send):
    refused = send(b"%PDF-" + b"x" * 40_000_000, "long.pdf")

    assert "40 MB" in refused.sentence


def test_the_same_file_again_is_the_same_row_and_stored_once(send, session, storage):
    first = keep(session, send, send(b"%PDF-1.7", "a.pdf"))
    again = keep(session, send, send(b"%PDF-1.7", "renamed.pdf"))

    assert first[0].id == again[0].id
    assert session.query(Media).count() == 1
    assert len(list(storage.keys("media/"))) == 1


def test_two_at_once_are_one_row(send, session):
    first, second = send(b"%PDF-1.7", "a.pdf"), send(b"%PDF-1.7", "a.pdf")

    media = keep(session, send, first, second)

    assert media[0] is media[1]


def test_another_person_has_a_row_of_her_own(send, session, storage, make):
    keep(session, send, send(b"%PDF-1.7", "a.pdf"))
    other = make.person()

    arrived = receive(session, storage, other.id, BytesIO(b"%PDF-1.7"), "a.pdf")
    actions.keep_files(session, other.id, [arrived])

    assert session.query(Media).count() == 2


def test_what_only_its_name_calls_a_film_stays_private(send):
    assert send(b"\x00\x00\x01\xba" + b"\x01" * 40, "walk.mpg").type == "video/mpeg"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\photos\\shelf.jpg", "shelf.jpg"),
        ("../../etc/passwd", "passwd"),
        ("صورة الرف.jpg", "صورة الرف.jpg"),
        ("a\nb\u202e.pdf", "a b.pdf"),
        ("", "file"),
        ("x" * 300 + ".jpeg", "x" * 115 + ".jpeg"),
        ("bad\udcff.pdf", "bad.pdf"),
    ],
)
def test_a_name_is_one_short_line_without_folders(given, kept):
    assert own_name(given) == kept


def test_copies_of_a_photo_are_made_once(send, session, storage, work_off):
    media = keep(session, send, send(jpeg()))[0]
    assert (media.state, media.width, media.height) == ("waiting", 1600, 1200)

    work_off()
    session.expire_all()
    assert media.state == "ready"
    made = session.query(Variant).order_by(Variant.width).all()
    assert [(one.name, one.width) for one in made] == [("320", 320), ("640", 640), ("1280", 1280)]
    for one in made:
        with storage.open(one.key) as file:
            assert b"Camera" not in file.read()

    session.query(Job).update({"state": "waiting", "run_at": media.created_at})
    session.commit()
    assert work_off() == 1
    assert session.query(Variant).count() == 3


def test_a_photo_that_can_not_be_decoded_ends_broken(send, session, work_off):
    media = keep(session, send, send(undecodable(), "shelf.png"))[0]

    work_off()

    session.expire_all()
    assert media.state == "broken"
    assert session.query(Job).filter(Job.state != "done").count() == 0


def test_any_other_file_is_ready_at_once(send, session):
    media = keep(session, send, send(b"only words", "notes.txt"))[0]

    assert (media.state, media.width, media.type) == ("ready", None, "text/plain")
    assert session.query(Job).count() == 0
