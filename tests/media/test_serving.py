"""Serving files: who may have what, in which form, and what it can do."""

from io import BytesIO

import pytest

from portal.blueprints.media import actions
from portal.blueprints.media.receiving import receive
from portal.blueprints.media.serving import content_disposition
from tests.media.files import jpeg, undecodable


@pytest.fixture
def amina(make):
    programme = make.programme()
    learner = make.learner(programme)
    learner.programme = programme
    return learner


@pytest.fixture
def keep(session, storage, amina, work_off):
    def run(content, name, *, working=True):
        arrived = receive(session, storage, amina.id, BytesIO(content), name)
        media = actions.keep_files(session, amina.id, [arrived])[0]
        session.commit()
        if working:
            work_off()
        session.refresh(media)
        session.commit()
        return media

    return run


@pytest.fixture
def send(make, amina):
    """Put a file into a sent version."""

    def run(media):
        work = make.work(amina, amina.programme)
        draft = make.draft(work)
        make.attach(draft, media)
        draft.sent_at, draft.digest, draft.receipt = draft.saved_at, "0" * 64, "TEST-0001"
        make.session.commit()

    return run


def fetch(visitor, path, status=200, **headers):
    response = visitor.client.get(
        path, headers={n.replace("_", "-"): v for n, v in headers.items()}, buffered=True
    )
    assert response.status_code == status, response.data[:200]
    return response


def test_a_copy_is_a_picture_that_can_do_nothing(visitor, amina, keep):
    media = keep(jpeg(), "shelf.jpg")
    visitor.sign_in(amina)

    response = fetch(visitor, f"/media/{media.id}/640")

    assert response.mimetype == "image/jpeg"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "Content-Disposition" not in response.headers
    assert len(response.data) <= 40_000
    assert b"Camera" not in response.data


def test_own_phones_keep_it_and_shared_ones_do_not(visitor, another, amina, keep):
    media = keep(jpeg(), "shelf.jpg")
    visitor.sign_in(amina, own_phone=True)
    another.sign_in(amina)

    kept = fetch(visitor, f"/media/{media.id}/320").headers["Cache-Control"]
    assert kept == "private, max-age=31536000, immutable"
    assert "no-store" in fetch(another, f"/media/{media.id}/320").headers["Cache-Control"]


def test_the_original_of_a_photo_is_its_owners_alone(visitor, another, amina, make, keep, send):
    media = keep(jpeg(), "shelf.jpg")
    send(media)
    visitor.sign_in(amina)
    another.sign_in(make.mentor(amina.programme, amina))

    assert b"Camera" in fetch(visitor, f"/media/{media.id}/original").data
    fetch(another, f"/media/{media.id}/320")
    fetch(another, f"/media/{media.id}/original", status=404)
    fetch(another, f"/media/{media.id}/file", status=404)


def test_a_recording_stays_with_its_owner(visitor, another, amina, make, keep, send):
    media = keep(b"ID3\x03" + b"\0" * 400, "talk.mp3")
    send(media)
    visitor.sign_in(amina)
    another.sign_in(make.mentor(amina.programme, amina))

    assert fetch(visitor, f"/media/{media.id}/file").mimetype == "audio/mpeg"
    fetch(another, f"/media/{media.id}/file", status=404)


def test_other_files_go_to_the_mentor_as_attachments(visitor, amina, make, keep, send):
    media = keep(b"%PDF-1.7 and so on", "Plan für morgen.pdf")
    send(media)
    visitor.sign_in(make.mentor(amina.programme, amina))

    response = fetch(visitor, f"/media/{media.id}/file")

    assert response.mimetype == "application/pdf"
    disposition = response.headers["Content-Disposition"]
    assert disposition.startswith('attachment; filename="Plan fur morgen.pdf"')
    assert "filename*=UTF-8''Plan%20f%C3%BCr%20morgen.pdf" in disposition


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<html><script>alert(1)</script></html>", "page.html"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "drawing.svg"),
    ],
)
def test_pages_and_drawings_with_scripts_are_never_shown(visitor, amina, keep, content, name):
    media = keep(content, name)
    visitor.sign_in(amina)

    response = fetch(visitor, f"/media/{media.id}/file")

    assert response.mimetype == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment")


def test_strangers_and_unsent_files_are_not_there(visitor, another, amina, make, keep):
    media = keep(jpeg(), "shelf.jpg")
    visitor.sign_in(make.mentor(amina.programme, amina))
    another.sign_in(make.person())

    fetch(visitor, f"/media/{media.id}/320", status=404)
    fetch(another, f"/media/{media.id}/320", status=404)


def test_a_form_that_is_none_is_not_there(visitor, amina, keep):
    photo, file = keep(jpeg(), "shelf.jpg"), keep(b"words", "notes.txt")
    visitor.sign_in(amina)

    fetch(visitor, f"/media/{photo.id}/5000", status=404)
    fetch(visitor, f"/media/{file.id}/320", status=404)


def test_a_waiting_photo_is_a_box_of_its_shape(visitor, amina, keep):
    media = keep(jpeg(orientation=6), "shelf.jpg", working=False)
    visitor.sign_in(amina, own_phone=True)

    response = fetch(visitor, f"/media/{media.id}/320")

    assert response.mimetype == "image/svg+xml"
    assert b'width="320" height="427"' in response.data
    assert "no-store" in response.headers["Cache-Control"]


def test_a_broken_photo_has_no_copies(visitor, amina, keep):
    media = keep(undecodable(), "shelf.png")
    visitor.sign_in(amina)

    fetch(visitor, f"/media/{media.id}/320", status=404)
    fetch(visitor, f"/media/{media.id}/original")


def test_a_small_photo_is_its_own_largest_copy(visitor, amina, keep):
    media = keep(jpeg(200, 150), "small.jpg")
    visitor.sign_in(amina)

    small = fetch(visitor, f"/media/{media.id}/320").data
    assert fetch(visitor, f"/media/{media.id}/1280").data == small


def test_a_part_is_sent_when_a_part_is_asked_for(visitor, amina, keep):
    media = keep(b"%PDF-0123456789", "a.pdf")
    visitor.sign_in(amina)
    path = f"/media/{media.id}/file"

    part = fetch(visitor, path, status=206, Range="bytes=5-9")
    assert (part.data, part.headers["Content-Range"]) == (b"01234", "bytes 5-9/15")
    assert fetch(visitor, path, status=206, Range="bytes=-3").data == b"789"
    assert fetch(visitor, path, status=206, Range="bytes=12-").data == b"789"
    assert fetch(visitor, path, status=416, Range="bytes=99-").headers["Content-Range"]
    assert len(fetch(visitor, path, Range="bytes=0-1,4-5").data) == 15
    assert len(fetch(visitor, path, Range="lines=1-2").data) == 15


def test_a_part_of_another_file_is_not_mixed_in(visitor, amina, keep):
    media = keep(b"%PDF-0123456789", "a.pdf")
    visitor.sign_in(amina)
    path = f"/media/{media.id}/file"
    etag = fetch(visitor, path).headers["ETag"]

    fetch(visitor, path, status=206, Range="bytes=5-9", If_Range=etag)
    assert len(fetch(visitor, path, Range="bytes=5-9", If_Range='"other"').data) == 15


def test_what_the_phone_has_is_not_sent_again(visitor, amina, keep):
    media = keep(jpeg(), "shelf.jpg")
    visitor.sign_in(amina, own_phone=True)
    etag = fetch(visitor, f"/media/{media.id}/320").headers["ETag"]

    again = fetch(visitor, f"/media/{media.id}/320", status=304, If_None_Match=etag)

    assert again.data == b""


def test_a_file_that_is_gone_from_the_storage_is_not_there(visitor, amina, keep, storage):
    media = keep(b"words", "notes.txt")
    storage.delete(media.key)
    visitor.sign_in(amina)

    fetch(visitor, f"/media/{media.id}/file", status=404)


def test_serving_costs_few_statements(visitor, amina, keep, count_queries):
    media = keep(jpeg(), "shelf.jpg")
    visitor.sign_in(amina)
    fetch(visitor, f"/media/{media.id}/320")

    with count_queries() as seen:
        fetch(visitor, f"/media/{media.id}/640")

    assert len(seen) <= 3


@pytest.mark.parametrize(
    ("name", "plain"),
    [("صورة.pdf", "file.pdf"), ('a"b\\c.pdf', "abc.pdf"), ("日本", "file")],
)
def test_every_name_has_a_plain_twin(name, plain):
    assert f'filename="{plain}"' in content_disposition(name)
