"""The digest of a version: what was sent, in 64 characters; `doctor` works it out again."""

import hashlib
import json
from collections.abc import Iterable
from uuid import UUID

from portal.models import Version


def digest_of_version(version: Version) -> str:
    """Return SHA-256 (hex) over text, "what I changed", files with their words, and self-marks.

    The version comes with its files, their media and its self-marks.
    """
    files = sorted(version.files, key=lambda file: file.position)
    return digest_of(
        source=version.source,
        changed=version.changed,
        files=[(file.media.sha256, file.alt) for file in files],
        marks=[(mark.criterion_id, mark.level_id) for mark in version.self_marks],
    )


def digest_of(
    *,
    source: str,
    changed: str,
    files: Iterable[tuple[str, str]],
    marks: Iterable[tuple[UUID, UUID]],
) -> str:
    """Return SHA-256 (hex) over the parts: files in their order with their words, marks in any."""
    parts = {
        "source": source,
        "changed": changed,
        "files": [[sha256, alt] for sha256, alt in files],
        "marks": sorted((str(criterion_id), str(level_id)) for criterion_id, level_id in marks),
    }
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
