"""A backup on the disk: a folder, or one tar file; whole under its name, or not there at all."""

import hashlib
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Protocol, cast

from portal.storage.base import Readable

MANIFEST = "manifest.json"
BLOCK = 1024 * 1024


class BackupTrouble(Exception):
    """A backup or restore cannot be done, or is not whole; the message says why."""


class Writer(Protocol):
    """Takes one file after the other."""

    def add(self, name: str, data: Readable, size: int) -> None:
        """Write a file of that size under that name."""


@dataclass
class Packer:
    """Adds files to a backup and remembers what they are."""

    writer: Writer
    files: dict[str, dict[str, str | int]] = field(default_factory=dict)

    def add(self, name: str, data: Readable, size: int) -> None:
        """Write one file, with its digest and its size in the list."""
        counted = _Counted(data)
        self.writer.add(name, counted, size)
        if counted.bytes != size:
            raise BackupTrouble(f"{name} changed while it was copied: try again.")
        self.files[name] = {"sha256": counted.digest.hexdigest(), "bytes": size}

    def add_path(self, name: str, path: Path) -> None:
        """Write a file of the disk."""
        with path.open("rb") as file:
            self.add(name, file, path.stat().st_size)


class _Counted:
    """Reads through, and counts and digests what is read."""

    def __init__(self, data: Readable) -> None:
        self.data, self.bytes, self.digest = data, 0, hashlib.sha256()

    def read(self, size: int = -1, /) -> bytes:
        block = self.data.read(size)
        self.bytes += len(block)
        self.digest.update(block)
        return block


class _FolderWriter:
    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(mode=0o700)

    def add(self, name: str, data: Readable, size: int) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with path.open("xb") as file:
            os.fchmod(file.fileno(), 0o600)
            shutil.copyfileobj(data, file, BLOCK)


class _TarWriter:
    def __init__(self, path: Path) -> None:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        self.open = ExitStack()
        file = self.open.enter_context(os.fdopen(descriptor, "wb"))
        self.tar = self.open.enter_context(tarfile.TarFile(fileobj=file, mode="w"))

    def add(self, name: str, data: Readable, size: int) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        try:
            self.tar.addfile(member, cast(IO[bytes], data))
        except OSError as trouble:
            raise BackupTrouble(f"{name} cannot be copied: {trouble}") from trouble


@contextmanager
def new_archive(place: Path) -> Iterator[Packer]:
    """Write a backup under another name, and give it its own when all of it is on the disk."""
    if place.exists():
        raise BackupTrouble(f"{place} is there already: choose another name.")
    part = place.with_name(f"{place.name}.part")
    _remove(part)
    place.parent.mkdir(parents=True, exist_ok=True)
    writer = _TarWriter(part) if place.suffix == ".tar" else _FolderWriter(part)
    try:
        yield Packer(writer)
        if isinstance(writer, _TarWriter):
            writer.open.close()
        os.sync()
        part.rename(place)
    except BaseException:
        _remove(part)
        raise


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


class Reader(Protocol):
    """Gives back the files of a backup."""

    def open(self, name: str) -> IO[bytes]:
        """Open a file, or raise BackupTrouble."""


class _FolderReader:
    def __init__(self, root: Path) -> None:
        self.root = root

    def open(self, name: str) -> IO[bytes]:
        try:
            return (self.root / name).open("rb")
        except OSError as trouble:
            raise BackupTrouble(f"{name} is missing from the backup.") from trouble


class _TarReader:
    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar, self.members = tar, {member.name: member for member in tar.getmembers()}

    def open(self, name: str) -> IO[bytes]:
        member = self.members.get(name)
        file = self.tar.extractfile(member) if member else None
        if file is None:
            raise BackupTrouble(f"{name} is missing from the backup.")
        return file


@contextmanager
def open_archive(place: Path) -> Iterator[Reader]:
    """Open a backup for reading."""
    if place.is_dir():
        yield _FolderReader(place)
        return
    if not place.is_file():
        raise BackupTrouble(f"There is no backup at {place}.")
    try:
        with tarfile.open(place) as tar:
            yield _TarReader(tar)
    except tarfile.TarError as trouble:
        raise BackupTrouble(f"{place} is no whole tar file: {trouble}.") from trouble


def check_files(reader: Reader, files: dict[str, dict[str, str | int]]) -> None:
    """Read every file of the list once, and compare it with its digest."""
    for name, known in files.items():
        digest = hashlib.sha256()
        with reader.open(name) as file:
            while block := file.read(BLOCK):
                digest.update(block)
        if digest.hexdigest() != known["sha256"]:
            raise BackupTrouble(f"{name} in the backup is damaged: use another backup.")
