"""The digest of a version: what was sent, in 64 characters; `doctor` works it out again."""

import hashlib
import json

from portal.models import Version


def digest_of_version(version: Version) -> str:
    """Return SHA-256 (hex) over text, "what I changed", files with their words, and self-marks.

    The version comes with its files, their media and its self-marks.
    """
    files = sorted(version.files, key=lambda file: file.position)
    marks = sorted((str(mark.criterion_id), str(mark.level_id)) for mark in version.self_marks)
    parts = {
        "source": version.source,
        "changed": version.changed,
        "files": [[file.media.sha256, file.alt] for file in files],
        "marks": marks,
    }
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
