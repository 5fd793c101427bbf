"""The folders of files that earlier releases left in the data folder: a few are kept and served."""

import contextlib
import os
import shutil
import time
from pathlib import Path

KEPT = 3
FRESH = 24 * 60 * 60  # another process may be writing it, or just have started with it


def older_releases(folder: Path) -> list[Path]:
    """Return those before this one, the newest first, and throw away the oldest."""
    with contextlib.suppress(OSError):  # this one counts as used now
        os.utime(folder)
    others = [path for path in folder.parent.glob("static-*") if path.is_dir() and path != folder]
    others.sort(key=_used, reverse=True)
    for path in others[KEPT:]:
        if _used(path) < time.time() - FRESH:
            shutil.rmtree(path, ignore_errors=True)
    return others[:KEPT]


def _used(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # another process threw it away
        return 0
