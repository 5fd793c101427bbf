"""Files in a folder of this machine."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from errno import EDQUOT, ENOSPC
from io import BufferedReader, BytesIO, RawIOBase
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, BinaryIO

from portal.storage.base import Missing, Readable, StorageTrouble, check_round_trip, checked

PARTS = ".parts"
DAY = 24 * 60 * 60


class FolderStorage:
    """A folder: a file appears under its name only when it is whole and on the disk."""

    def __init__(self, path: str | Path) -> None:
        self.root = Path(path).absolute()

    def put(self, key: str, data: Readable | bytes, type: str) -> None:
        """Keep the data under the key, in place of what was there before."""
        path = self._path(key)
        with self._trouble():
            _make_folder(path.parent)
            part = self._write_part(BytesIO(data) if isinstance(data, bytes) else data)
            part.replace(path)
            _sync(path.parent)

    def open(self, key: str, start: int = 0, stop: int | None = None) -> BinaryIO:
        """Read from start up to, but not including, stop; raise Missing if there is no file."""
        path = self._path(key)
        with self._trouble(), _missing(key):
            file = path.open("rb")
            file.seek(start)
        return file if stop is None else BufferedReader(_Part(file, max(0, stop - start)))

    def size(self, key: str) -> int:
        """Count the bytes of a file, or raise Missing."""
        path = self._path(key)
        with self._trouble(), _missing(key):
            if path.is_dir():
                raise Missing(key)
            return path.stat().st_size

    def delete(self, key: str) -> None:
        """Remove a file, which may be gone already."""
        path = self._path(key)
        with self._trouble(), suppress(Missing), _missing(key):
            path.unlink()
            _sync(path.parent)

    def keys(self, prefix: str = "", *, before: datetime | None = None) -> Iterator[str]:
        """Name the keys that start with the prefix, and are of that age, in no promised order."""
        folder = prefix.rpartition("/")[0]
        top = self._path(folder) if folder else self.root
        with self._trouble():
            for where, folders, names in os.walk(top, onerror=_unless_gone):
                folders[:] = [each for each in folders if each != PARTS]
                found = (Path(where, name).relative_to(self.root).as_posix() for name in names)
                wanted = (key for key in found if key.startswith(prefix))
                yield from (key for key in wanted if self._is_older(key, before))

    def _is_older(self, key: str, before: datetime | None) -> bool:
        if before is None:
            return True
        with suppress(FileNotFoundError):  # deleted since it was named
            return (self.root / key).stat().st_mtime < before.timestamp()
        return False

    def check(self) -> None:
        """Write, read and remove a small file, or raise StorageTrouble; sweep up old parts."""
        check_round_trip(self)
        with self._trouble():
            for part in (self.root / PARTS).iterdir():
                if part.stat().st_mtime < time.time() - DAY:
                    part.unlink()

    def _path(self, key: str) -> Path:
        return self.root / checked(key)

    def _write_part(self, data: Readable) -> Path:
        """Write a file that nobody looks for yet, down to the disk."""
        parts = self.root / PARTS
        _make_folder(parts)
        with NamedTemporaryFile(dir=parts, delete=False) as part:
            try:
                shutil.copyfileobj(data, part)
                part.flush()
                os.fsync(part.fileno())
            except BaseException:
                os.unlink(part.name)
                raise
        return Path(part.name)

    @contextmanager
    def _trouble(self) -> Iterator[None]:
        """Say in words what the file system says in numbers."""
        try:
            yield
        except OSError as error:
            if error.errno in (ENOSPC, EDQUOT):
                raise StorageTrouble(f"The disk that holds {self.root} is full.") from error
            why = error.strerror or str(error)
            raise StorageTrouble(f"The folder {self.root} cannot be used: {why}.") from error


class _Part(RawIOBase):
    """A file up to a place in it."""

    def __init__(self, file: BinaryIO, left: int) -> None:
        self.file, self.left = file, left

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self.file.read(min(len(buffer), self.left))
        buffer[: len(data)] = data
        self.left -= len(data)
        return len(data)

    def close(self) -> None:
        self.file.close()
        super().close()


@contextmanager
def _missing(key: str) -> Iterator[None]:
    try:
        yield
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise Missing(key) from error


def _unless_gone(error: OSError) -> None:
    """Let a listing go on when a folder is gone, but never leave out one that cannot be read."""
    if not isinstance(error, FileNotFoundError):
        raise error


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it, each of them surely on the disk."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    _sync(folder.parent)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
