"""A folder and a bucket keep the same promises."""

import errno
import os
import resource
import signal
import socketserver
import subprocess
import sys
import threading
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from itertools import count
from pathlib import Path

import pytest

from portal.storage import (
    BucketStorage,
    FolderStorage,
    Missing,
    Storage,
    StorageTrouble,
    storage_from,
)
from portal.storage import bucket as bucket_module
from tests.servers import S3, free_ports, shared_s3

ROOT = Path(__file__).parent.parent
MEGABYTE = 1024 * 1024
numbers = count(1)


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> S3:
    server = shared_s3()
    for name, value in server.keys.items():
        monkeypatch.setenv(name, value)
    return server


@pytest.fixture(params=["folder", "bucket"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    if request.param == "folder":
        return storage_from((tmp_path / "files").as_uri())
    server: S3 = request.getfixturevalue("s3")
    return storage_from(server.url(f"files-{next(numbers)}"))


def read(storage: Storage, key: str, *part: int) -> bytes:
    with storage.open(key, *part) as file:
        return file.read()


class Broken:
    """Half a file, and then the trouble it was given."""

    def __init__(self, length: int, trouble: Exception) -> None:
        self.left, self.trouble = length, trouble

    def read(self, size: int = -1, /) -> bytes:
        if self.left <= 0:
            raise self.trouble
        given = min(self.left, size if size > 0 else self.left)
        self.left -= given
        return b"x" * given


class TestBoth:
    def test_what_is_put_comes_back(self, storage: Storage) -> None:
        storage.put("media/one/640.jpg", b"a photo", type="image/jpeg")
        assert read(storage, "media/one/640.jpg") == b"a photo"
        assert storage.size("media/one/640.jpg") == 7

    def test_a_stream_is_kept_whole_and_stays_open(self, storage: Storage) -> None:
        data = os.urandom(9 * MEGABYTE)
        source = BytesIO(data)
        storage.put("film", source, type="video/mp4")
        assert sha256(read(storage, "film")).digest() == sha256(data).digest()
        assert not source.closed

    def test_what_is_put_again_takes_the_place_of_the_first(self, storage: Storage) -> None:
        storage.put("note", b"the first words", type="text/plain")
        storage.put("note", b"others", type="text/plain")
        assert read(storage, "note") == b"others"
        assert list(storage.keys()) == ["note"]

    def test_an_empty_file_is_a_file(self, storage: Storage) -> None:
        storage.put("empty", BytesIO(b""), type="text/plain")
        assert storage.size("empty") == 0
        assert read(storage, "empty") == read(storage, "empty", 0, 10) == b""

    @pytest.mark.parametrize(
        ("part", "expected"),
        [
            ((0, 3), b"012"),
            ((3,), b"3456789"),
            ((3, 5), b"34"),
            ((9, 10), b"9"),
            ((5, 500), b"56789"),
            ((5, 5), b""),
            ((0, 0), b""),
            ((7, 2), b""),
            ((10,), b""),
            ((50, 60), b""),
        ],
    )
    def test_a_part_is_read_from_start_up_to_stop(
        self, storage: Storage, part: tuple[int, ...], expected: bytes
    ) -> None:
        storage.put("digits", b"0123456789", type="text/plain")
        assert read(storage, "digits", *part) == expected

    def test_a_large_file_is_read_without_holding_it(self, storage: Storage) -> None:
        storage.put("film", bytes(24 * MEGABYTE), type="video/mp4")
        tracemalloc.start()
        with storage.open("film", 1) as file:
            length = sum(len(chunk) for chunk in iter(lambda: file.read(64 * 1024), b""))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert length == 24 * MEGABYTE - 1
        assert peak < 3 * MEGABYTE

    def test_a_reader_may_be_left_half_way(self, storage: Storage) -> None:
        storage.put("film", bytes(MEGABYTE), type="video/mp4")
        with storage.open("film") as file:
            assert file.read(10) == bytes(10)
        assert file.closed
        assert storage.size("film") == MEGABYTE

    def test_a_file_that_is_not_there_is_missing(self, storage: Storage) -> None:
        storage.put("media/one/640.jpg", b"a photo", type="image/jpeg")
        for key in ("media/two/640.jpg", "media/one", "media/one/640.jpg/more"):
            for part in ((0, None), (1, None), (2, 2)):
                with pytest.raises(Missing):
                    storage.open(key, *part)
            with pytest.raises(Missing):
                storage.size(key)

    def test_deleting_twice_is_no_trouble(self, storage: Storage) -> None:
        storage.put("media/one", b"a photo", type="image/jpeg")
        storage.delete("media/one")
        storage.delete("media/one")
        assert list(storage.keys()) == []

    def test_keys_are_those_that_start_with_the_prefix(self, storage: Storage) -> None:
        for key in ("media/aa/1", "media/ab/1", "media/b", "exports/1"):
            storage.put(key, b"x", type="text/plain")
        assert set(storage.keys()) == {"media/aa/1", "media/ab/1", "media/b", "exports/1"}
        assert set(storage.keys("media/")) == {"media/aa/1", "media/ab/1", "media/b"}
        assert set(storage.keys("media/a")) == {"media/aa/1", "media/ab/1"}
        assert set(storage.keys("nothing/")) == set()

    @pytest.mark.parametrize(
        "key", ["", "/etc/passwd", "../out", "a/../../out", "a//b", "a/", ".hidden", "a\\b", "a\0b"]
    )
    def test_a_key_that_is_not_ours_is_refused(self, storage: Storage, key: str) -> None:
        with pytest.raises(ValueError, match="no key of ours"):
            storage.put(key, b"x", type="text/plain")
        for deed in (storage.open, storage.size, storage.delete):
            with pytest.raises(ValueError, match="no key of ours"):
                deed(key)

    @pytest.mark.parametrize("length", [100_000, 10 * MEGABYTE])
    def test_half_a_stream_leaves_what_was_there_before(
        self, storage: Storage, length: int
    ) -> None:
        storage.put("note", b"the first words", type="text/plain")
        for key in ("note", "new"):
            with pytest.raises(EOFError):
                storage.put(key, Broken(length, EOFError()), type="text/plain")
        assert read(storage, "note") == b"the first words"
        assert list(storage.keys()) == ["note"]

    def test_two_writers_leave_the_whole_text_of_one(self, storage: Storage) -> None:
        texts = [bytes([letter]) * 300_000 for letter in b"ab"]

        def write(text: bytes) -> None:
            for _ in range(5):
                storage.put("note", BytesIO(text), type="text/plain")

        threads = [threading.Thread(target=write, args=[text]) for text in texts]
        for thread in threads:
            thread.start()
        storage.put("note", texts[0], type="text/plain")
        while any(thread.is_alive() for thread in threads):
            assert read(storage, "note") in texts
        for thread in threads:
            thread.join()

    def test_a_check_passes_and_leaves_nothing(self, storage: Storage) -> None:
        storage.check()
        assert list(storage.keys()) == []


class TestFolder:
    def test_a_folder_that_is_a_file_is_said_in_words(self, tmp_path: Path) -> None:
        (tmp_path / "files").write_text("not a folder")
        for deed in (FolderStorage(tmp_path / "files").check, FolderStorage("/proc/files").check):
            with pytest.raises(StorageTrouble, match=r"^The folder .* cannot be used: .*\.$"):
                deed()

    def test_a_disk_that_will_take_no_more_keeps_what_was_there(self, tmp_path: Path) -> None:
        storage = FolderStorage(tmp_path)
        storage.put("note", b"the first words", type="text/plain")
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
        try:
            with pytest.raises(StorageTrouble):
                storage.put("note", bytes(200_000), type="text/plain")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert read(storage, "note") == b"the first words"
        assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["note"]

    def test_a_full_disk_is_said_in_words(self, tmp_path: Path) -> None:
        full = Broken(1000, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
        with pytest.raises(StorageTrouble, match=r"is full\.$"):
            FolderStorage(tmp_path).put("note", full, type="text/plain")

    def test_what_was_put_survives_a_kill_and_half_a_file_does_not(self, tmp_path: Path) -> None:
        program = [sys.executable, "-c", KILLED, str(tmp_path)]
        with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"half\n"
            writer.send_signal(signal.SIGKILL)
        storage = FolderStorage(tmp_path)
        assert list(storage.keys()) == ["whole"]
        assert read(storage, "whole") == b"kept"

    def test_a_check_sweeps_up_half_files_of_yesterday(self, tmp_path: Path) -> None:
        storage = FolderStorage(tmp_path)
        storage.put("note", b"words", type="text/plain")
        old, new = tmp_path / ".parts/old", tmp_path / ".parts/new"
        for part in (old, new):
            part.write_bytes(b"half")
        os.utime(old, (time.time() - 90_000,) * 2)
        storage.check()
        assert new.exists()
        assert not old.exists()


KILLED = """
import sys, time
from portal.storage import FolderStorage

class Slow:
    asked = 0
    def read(self, size):
        Slow.asked += 1
        if Slow.asked > 1:
            print("half", flush=True)
            time.sleep(60)
        return b"x" * size

storage = FolderStorage(sys.argv[1])
storage.put("whole", b"kept", type="text/plain")
storage.put("half", Slow(), type="text/plain")
"""


class TestBucket:
    def test_the_type_is_kept_with_the_file(self, s3: S3) -> None:
        storage = storage_from(s3.url("typed"))
        storage.put("one", b"a photo", type="image/jpeg")
        storage.put("two", BytesIO(b"a photo"), type="image/webp")
        heads = [s3.client().head_object(Bucket="typed", Key=key) for key in ("one", "two")]
        assert [head["ContentType"] for head in heads] == ["image/jpeg", "image/webp"]

    def test_wrong_keys_are_said_in_words(self, s3: S3, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "another")
        with pytest.raises(StorageTrouble, match=r"refuses our keys .* AWS_SECRET_ACCESS_KEY"):
            storage_from(s3.url("files")).check()

    def test_missing_keys_are_said_in_words(
        self, s3: S3, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in s3.keys:
            monkeypatch.delenv(name)
        monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
        monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
        with pytest.raises(StorageTrouble, match="keys to the bucket files are missing"):
            storage_from(s3.url("files")).check()

    def test_a_bucket_that_is_not_there_is_said_in_words(self, s3: S3) -> None:
        storage = storage_from(s3.url("nowhere"))
        for deed in (storage.open, lambda key: list(storage.keys(key))):
            with pytest.raises(StorageTrouble, match="There is no bucket nowhere"):
                deed("note")

    @pytest.mark.usefixtures("s3")
    def test_a_server_that_is_down_is_told_in_good_time(self) -> None:
        storage = BucketStorage("files", endpoint=f"http://127.0.0.1:{free_ports(1)[0]}")
        start = time.monotonic()
        for deed in (storage.check, lambda: storage.open("note"), lambda: list(storage.keys())):
            with pytest.raises(StorageTrouble, match="cannot be reached"):
                deed()
        assert time.monotonic() - start < 20

    @pytest.mark.usefixtures("s3")
    def test_a_deaf_server_is_told_in_good_time(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(bucket_module.OPTIONS, "read_timeout", 0.2)
        with server_that_says(None) as address, pytest.raises(StorageTrouble, match="reached"):
            BucketStorage("files", endpoint=address).size("note")

    @pytest.mark.usefixtures("s3")
    def test_a_line_that_breaks_in_the_middle_of_a_file_is_no_end_of_file(self) -> None:
        half = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf"
        with server_that_says(half) as address:
            file = BucketStorage("files", endpoint=address).open("note")
            with file, pytest.raises(StorageTrouble, match="cannot be reached"):
                file.read()


@contextmanager
def server_that_says(answer: bytes | None) -> Iterator[str]:
    """Run a server that answers everybody with the same bytes, or never."""
    over = threading.Event()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(65536)
            if answer is None:
                over.wait(20)
            else:
                self.request.sendall(answer)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=[0.05]).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        over.set()
        server.shutdown()


class TestAddress:
    def test_an_address_opens_a_folder_with_spaces_in_its_name(self, tmp_path: Path) -> None:
        folder = tmp_path / "our files"
        storage_from(folder.as_uri()).put("note", b"words", type="text/plain")
        assert (folder / "note").read_bytes() == b"words"

    @pytest.mark.parametrize(
        "url",
        ["", "files", "/srv/files", "file://files", "file:", "s3://", "s3://a/b", "https://a.b/c"],
    )
    def test_an_address_that_means_nothing_is_refused_in_words(self, url: str) -> None:
        with pytest.raises(ValueError, match="A storage address is file:///"):
            storage_from(url)

    def test_a_mistyped_option_is_named(self) -> None:
        with pytest.raises(ValueError, match="not endpont"):
            storage_from("s3://files?endpont=http://127.0.0.1:1")

    def test_boto3_is_only_loaded_for_a_bucket(self) -> None:
        code = "import sys, portal.storage; assert 'boto3' not in sys.modules"
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
