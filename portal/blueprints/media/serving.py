"""Serving a file: streamed, in ranges, and unable to do anything on our own address."""

import unicodedata
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote

from werkzeug import Request, Response
from werkzeug.exceptions import NotFound
from werkzeug.http import quote_etag
from werkzeug.wsgi import FileWrapper

from portal.blueprints.media.pictures import NAMES, best_copy, box
from portal.filetypes import UNKNOWN
from portal.models import Media, MediaState
from portal.storage import Missing, Storage

SANDBOX = "sandbox; default-src 'none'"
NEVER_KEPT = "no-store, no-cache"
KEPT = "private, max-age=31536000, immutable"
BLOCK = 64 * 1024
PAGES = ("text/html", "image/svg+xml", "application/xhtml+xml", "text/xml", "application/xml")


@dataclass(frozen=True, slots=True)
class Stored:
    """Something in the storage that is to be sent: an attachment unless it is our own copy."""

    key: str
    type: str
    bytes: int
    etag: str
    attached_as: str = ""


def serve_variant(
    storage: Storage, media: Media, variant: str, asked: Request, *, cache: str
) -> Response:
    """Answer with a copy of the photo, or with the file as it came; 404 when there is none.

    Who may have it was asked before. `cache` is the Cache-Control of the answer; a copy that is
    still to be made is a grey box of its size that nobody keeps.
    """
    if variant in NAMES and media.is_photo and media.state == MediaState.WAITING:
        return _guarded(waiting_box(*box(media, int(variant))), NEVER_KEPT)
    stored = _copy(media, variant) if variant in NAMES else _whole(media)
    if stored is None:
        raise NotFound
    return _guarded(_answer(storage, stored, asked), cache)


def waiting_box(width: int, height: int) -> Response:
    """Draw a grey box of the size that the picture will have."""
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}"><rect width="{width}" height="{height}"'
        ' fill="#8a8478" fill-opacity=".35"/></svg>'
    )
    return Response(drawing, mimetype="image/svg+xml")


def content_disposition(name: str) -> str:
    """Say under which name a file is kept, in any script and for old browsers (RFC 6266)."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = "".join(char for char in plain if char.isalnum() or char in " .-_()").strip()
    stem, dot, ending = plain.rpartition(".")
    if not (stem if dot else plain).strip(" .-_()"):
        plain = f"file{dot}{ending}" if dot else "file"
    exact = quote(name.encode("utf-8", "replace"), safe="!#$&+-.^_`|~")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{exact}"


def _copy(media: Media, name: str) -> Stored | None:
    copy = best_copy(media, name)
    if copy is None:
        return None
    return Stored(copy.key, copy.type, copy.bytes, f"{media.sha256[:24]}-{copy.name}")


def _whole(media: Media) -> Stored:
    kind = UNKNOWN if media.type in PAGES else media.type
    kind = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
    return Stored(media.key, kind, media.bytes, media.sha256[:24], media.name)


def _answer(storage: Storage, stored: Stored, asked: Request) -> Response:
    if asked.if_none_match.contains_weak(stored.etag):
        return _labelled(Response(status=HTTPStatus.NOT_MODIFIED), stored)
    part = _part(stored, asked)
    if part == (0, 0):
        refusal = Response(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        refusal.headers["Content-Range"] = f"bytes */{stored.bytes}"
        return refusal
    start, stop = part or (0, stored.bytes)
    try:
        file = storage.open(stored.key, start, stop if part else None)
    except Missing as missing:
        raise NotFound from missing
    answer = Response(FileWrapper(file, BLOCK), direct_passthrough=True)
    answer.headers["Content-Type"] = stored.type
    answer.content_length = stop - start
    if part:
        answer.status_code = HTTPStatus.PARTIAL_CONTENT
        answer.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{stored.bytes}"
    return _labelled(answer, stored)


def _part(stored: Stored, asked: Request) -> tuple[int, int] | None:
    """Return the one range that is asked for, (0, 0) when there is no such, None for all."""
    wanted = asked.range
    since = asked.if_range.etag
    if wanted is None or wanted.units != "bytes" or (since and since != stored.etag):
        return None
    if len(wanted.ranges) != 1 or asked.if_range.date:
        return None
    return wanted.range_for_length(stored.bytes) or (0, 0)


def _labelled(answer: Response, stored: Stored) -> Response:
    answer.headers["ETag"] = quote_etag(stored.etag)
    answer.headers["Accept-Ranges"] = "bytes"
    if stored.attached_as:
        answer.headers["Content-Disposition"] = content_disposition(stored.attached_as)
    return answer


def _guarded(answer: Response, cache: str) -> Response:
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = cache
    return answer
