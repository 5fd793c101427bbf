"""The tus 1.0 protocol: a file comes in parts, and goes on after a dropped line."""

import base64
import binascii
import hashlib
import re
from typing import NoReturn

from werkzeug import Request, Response
from werkzeug.exceptions import abort
from werkzeug.http import http_date

from portal.blueprints.media.receiving import MOST_BYTES
from portal.models import Upload

VERSION = "1.0.0"
PART = 64 * 1024  # a part counts only when it is here whole: a larger one is lost more often
KIND = "application/offset+octet-stream"
DIGESTS = ("sha1", "sha256")
EXTENSIONS = ("creation", "creation-with-upload", "expiration", "termination", "checksum")
LIMITS = {
    "Tus-Max-Size": str(MOST_BYTES),
    "Upload-Limit": f"max-size={MOST_BYTES}, max-append-size={PART}",
}
OFFER = {
    "Tus-Version": VERSION,
    "Tus-Extension": ",".join(EXTENSIONS),
    "Tus-Checksum-Algorithm": ",".join(DIGESTS),
    **LIMITS,
}
LONGEST_ABOUT = 4000
MISMATCH = 460

_NUMBER = re.compile(r"\d{1,12}", re.ASCII)
_ABOUT = re.compile(r"[\x21-\x2b\x2d-\x7e]+( [A-Za-z0-9+/]*={0,2})?")


def refuse(status: int, sentence: str, **headers: str) -> NoReturn:
    """Refuse in one line of plain text: it is read by programs, over slow lines."""
    answer = Response(sentence + "\n", status, mimetype="text/plain")
    answer.headers.extend({name.replace("_", "-"): value for name, value in headers.items()})
    abort(answer)


def check_version(request: Request) -> None:
    """Go on only with whom speaks the same release of the protocol."""
    if request.headers.get("Tus-Resumable") != VERSION:
        refuse(412, "This is tus 1.0.0: say so in Tus-Resumable.", Tus_Version=VERSION)


def length_of(request: Request) -> int:
    """Return how large the file will be, which has to be said at once."""
    length = _number(request, "Upload-Length")
    if length > MOST_BYTES:
        too_large(f"A file has {MOST_BYTES} bytes at most.")
    return length


def offset_of(request: Request) -> int:
    """Return where in the file a part belongs."""
    return _number(request, "Upload-Offset")


def about_of(request: Request) -> str:
    """Return what is said about the file, checked but as it came."""
    about = request.headers.get("Upload-Metadata", "").strip()
    good = len(about) <= LONGEST_ABOUT and all(
        _ABOUT.fullmatch(pair.strip()) for pair in about.split(",") if about
    )
    if not good:
        refuse(400, "Upload-Metadata is not as tus writes it, or too long.")
    return about


def name_in(about: str) -> str:
    """Return the name of the file, if something was said about it."""
    pairs = dict(pair.strip().partition(" ")[::2] for pair in about.split(","))
    text = pairs.get("filename") or pairs.get("name") or ""
    try:
        return base64.b64decode(text).decode("utf-8", "replace").replace("\0", "")
    except binascii.Error:
        return ""


def has_part(request: Request) -> bool:
    """Tell whether the first bytes came along with the announcement."""
    return request.mimetype == KIND


def part_of(request: Request, *, most: int) -> bytes:
    """Return the bytes that came: 64 KB at most, not more than are missing, and undamaged."""
    if request.mimetype != KIND:
        refuse(415, f"A part comes as {KIND}.")
    if (request.content_length or 0) > PART:
        too_large(f"Send {PART} bytes at once at most.")
    content = request.stream.read(PART + 1)
    if len(content) > PART:
        too_large(f"Send {PART} bytes at once at most.")
    if len(content) > most:
        too_large("This is more than was announced.")
    _check_digest(request, content)
    return content


def too_large(sentence: str) -> NoReturn:
    """Refuse what is too large, and say how large it may be."""
    refuse(413, sentence, **LIMITS)


def elsewhere(upload: Upload) -> NoReturn:
    """Refuse a part that does not begin where the last one ended, and say where that is."""
    refuse(409, "Go on where the last part ended.", Upload_Offset=str(upload.arrived))


def answer(upload: Upload, status: int) -> Response:
    """Say how far the file is, and until when it is kept."""
    said = Response(status=status)
    said.headers["Upload-Offset"] = str(upload.arrived)
    said.headers["Upload-Expires"] = http_date(upload.ends_at)
    said.headers["Cache-Control"] = "no-store"
    return said


def _number(request: Request, name: str) -> int:
    text = request.headers.get(name, "")
    if not _NUMBER.fullmatch(text):
        refuse(400, f"{name} is missing, or no number of bytes.")
    return int(text)


def _check_digest(request: Request, content: bytes) -> None:
    said = request.headers.get("Upload-Checksum")
    if said is None:
        return
    kind, _space, digest = said.partition(" ")
    if kind not in DIGESTS:
        refuse(400, "Upload-Checksum takes sha1 and sha256.")
    if base64.b64encode(hashlib.new(kind, content).digest()).decode() != digest.strip():
        refuse(MISMATCH, "The part was damaged on its way: send it again.")
