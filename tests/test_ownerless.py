"""Stored files without a row: deleted after a day, never a file that somebody owns."""

from datetime import timedelta

import pytest

from portal.clock import now, standing_at
from portal.ids import new_id
from portal.jobs import Tools
from portal.models import HeldFile, HeldPost, Upload, UploadPart, Variant
from portal.ownerless import drop_ownerless
from portal.storage import storage_from
from tests.servers import shared_s3


@pytest.fixture
def owned(make, storage):
    """Files that rows know, in every place."""
    amina = make.person()
    photo_id = new_id()
    where = f"media/{amina.id}/{photo_id}"
    photo = make.photo(amina, id=photo_id, key=where, state="waiting")
    storage.put(photo.key, b"photo", "image/jpeg")
    small = make.keep(Variant(
        media_id=photo.id, name="320", type="image/jpeg", width=1, height=1, bytes=5,
        key=f"variants/{photo.id}/320",
    ))  # fmt: skip
    ends = {"ends_at": now() + timedelta(hours=20)}
    post = {"path": "/work/", "fields": [], "trusted": True, "person_id": amina.id}
    make.keep(HeldPost(secret_hash="h" * 64, **post, **ends))
    held = make.keep(HeldFile(
        secret_hash="h" * 64, position=0, field="file", name="a", type="text/plain", bytes=5,
        key=f"held/{'h' * 64}/0",
    ))  # fmt: skip
    upload = make.keep(Upload(person_id=amina.id, bytes=9, arrived=5, about="", **ends))
    key = f"uploads/{upload.id}-0-{new_id()}"
    part = make.keep(UploadPart(upload_id=upload.id, start=0, bytes=5, key=key))
    keys = {photo.key, small.key, held.key, part.key}
    for key in keys:
        storage.put(key, b"owned", "application/octet-stream")
    return keys


@pytest.fixture
def lost(storage):
    """Files whose request was killed before it wrote down where they are."""
    keys = {
        f"media/{new_id()}/{new_id()}",
        f"variants/{new_id()}/640",
        f"held/{'k' * 64}/0",
        f"uploads/{new_id()}-0-{new_id()}",
    }
    for key in keys:
        storage.put(key, b"lost", "application/octet-stream")
    return keys


def later(tools, hours):
    with standing_at(now() + timedelta(hours=hours)):
        drop_ownerless(tools)


def test_they_go_after_a_day_and_what_has_an_owner_stays(owned, lost, storage, tools):
    later(tools, 23)
    assert set(storage.keys()) == owned | lost

    later(tools, 25)
    assert set(storage.keys()) == owned


def test_a_part_that_lost_against_another_goes_too(owned, storage, tools):
    won = next(key for key in owned if key.startswith("uploads/"))
    storage.put(f"{won[:46]}{new_id()}", b"lost", "application/octet-stream")

    later(tools, 25)

    assert set(storage.keys()) == owned


def test_what_is_not_made_by_us_is_left_alone(owned, storage, tools):
    for key in ("media/readme.txt", "notes.txt", "uploads/x", "backup/media/a"):
        storage.put(key, b"of the operator", "text/plain")

    later(tools, 25)

    assert len(set(storage.keys()) - owned) == 4


def test_the_storage_of_another_portal_is_left_as_it_is(owned, lost, storage, tools, caplog):
    storage.put(f"media/{new_id()}/{new_id()}", b"another's", "image/jpeg")

    later(tools, 25)

    assert lost < set(storage.keys())
    assert "5 old files have no owner, and only 4 have" in caplog.text


def test_a_bucket_knows_how_old_its_files_are(owned, tools, storage, monkeypatch):
    server = shared_s3()
    for name, value in server.keys.items():
        monkeypatch.setenv(name, value)
    bucket = storage_from(server.url(f"ownerless-{new_id().hex}"))
    for key in owned:
        bucket.put(key, b"owned", "image/jpeg")
    bucket.put(f"media/{new_id()}/{new_id()}", b"lost", "image/jpeg")
    there = Tools(tools.database, bucket, tools.settings)

    later(there, 23)
    assert len(set(bucket.keys())) == len(owned) + 1
    later(there, 25)
    assert set(bucket.keys()) == owned
