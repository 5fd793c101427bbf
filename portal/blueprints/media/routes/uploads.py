"""The addresses of files on their way: tus 1.0, for scripts."""

from typing import NoReturn
from uuid import UUID

from flask import Response, current_app, request, url_for
from flask.typing import ResponseReturnValue

from portal import db
from portal.access import for_scripts, guarded, public, reads_first, signed_in
from portal.blueprints.media import arriving, queries, tus
from portal.blueprints.media.routes.blueprint import bp
from portal.db import session
from portal.ids import new_id
from portal.models import Person, Upload
from portal.storage import Storage

ALL, ONE = "/uploads/", "/uploads/<uuid:upload_id>"


@bp.route(ALL, methods=["OPTIONS"], provide_automatic_options=False)
@public
def offer() -> ResponseReturnValue:
    """Say what is understood, and how large a file and a part may be."""
    return Response(status=204, headers=tus.OFFER)


@bp.route(ONE, methods=["OPTIONS"], provide_automatic_options=False)
@public
def offer_for_one(upload_id: UUID) -> ResponseReturnValue:
    """Say the same of every address; whether it is somebody's is not said."""
    return Response(status=204, headers=tus.OFFER)


@bp.post(ALL, provide_automatic_options=False)
@signed_in
@for_scripts
@reads_first
def announce(person: Person) -> ResponseReturnValue:
    """Take the word that a file will come, and its first bytes if they came along."""
    tus.check_version(request)
    length, about, upload_id = tus.length_of(request), tus.about_of(request), new_id()
    first = tus.part_of(request, most=length) if tus.has_part(request) else b""
    if not arriving.has_room(session, person.id, length):
        tus.refuse(429, "Too many files are on their way: finish or end some of them first.")
    key = _store(upload_id, 0, first) if first else ""
    db.begin_writing()
    upload = arriving.begin_upload(session, person.id, upload_id, length=length, about=about)
    if first:
        arriving.add_part(session, upload, start=0, length=len(first), key=key)
    said = tus.answer(upload, 201)
    said.headers["Location"] = url_for(".how_far", upload_id=upload.id)
    return said


@bp.route(ONE, methods=["HEAD"], provide_automatic_options=False)
@guarded(queries.find_upload)
@for_scripts
def how_far(upload: Upload) -> ResponseReturnValue:
    """Say how many bytes are here, to go on from there."""
    tus.check_version(request)
    said = tus.answer(upload, 200)
    said.headers["Upload-Length"] = str(upload.bytes)
    if upload.about:
        said.headers["Upload-Metadata"] = upload.about
    return said


@bp.patch(ONE, provide_automatic_options=False)
@guarded(queries.find_upload)
@for_scripts
@reads_first
def take_part(upload: Upload) -> ResponseReturnValue:
    """Take the next bytes; they count when they are stored and written down."""
    return _take_part(upload)


@bp.delete(ONE, provide_automatic_options=False)
@guarded(queries.find_upload)
@for_scripts
@reads_first
def end(upload: Upload) -> ResponseReturnValue:
    """Let go of what has arrived; a file that was kept stays."""
    return _end(upload)


@bp.post(ONE, provide_automatic_options=False)
@guarded(queries.find_upload)
@for_scripts
@reads_first
def do_instead(upload: Upload) -> ResponseReturnValue:
    """Do what the header names, for whom a proxy lets send nothing but POST."""
    wanted = request.headers.get("X-HTTP-Method-Override", "").upper()
    if wanted == "PATCH":
        return _take_part(upload)
    if wanted == "DELETE":
        return _end(upload)
    return tus.refuse(405, "POST a file to /uploads/, and PATCH its parts.", Allow="PATCH, DELETE")


@bp.after_request
def speak(response: Response) -> Response:
    """Say in every answer which release is spoken, and keep error pages off slow lines."""
    if request.path.startswith(ALL):
        response.headers["Tus-Resumable"] = tus.VERSION
        if response.status_code >= 400 and response.mimetype == "text/html":
            response.set_data(f"{response.status}\n")
            response.mimetype = "text/plain"
    return response


def _take_part(upload: Upload) -> ResponseReturnValue:
    tus.check_version(request)
    start = tus.offset_of(request)
    if start != upload.arrived:
        tus.elsewhere(upload)
    content = tus.part_of(request, most=upload.bytes - start)
    if not content:
        return tus.answer(upload, 204)
    if not arriving.has_room_for_part(session, upload):
        tus.too_large("The parts are too small: send larger ones.")
    key = _store(upload.id, start, content)
    db.begin_writing()
    if not arriving.add_part(session, upload, start=start, length=len(content), key=key):
        _give_way(upload.id, key)
    return tus.answer(upload, 204)


def _give_way(upload_id: UUID, key: str) -> NoReturn:
    """Take a part back because another one was quicker."""
    db.start_over()
    _storage().delete(key)
    tus.elsewhere(session.get_one(Upload, upload_id))


def _end(upload: Upload) -> ResponseReturnValue:
    tus.check_version(request)
    for key in arriving.keys_of_parts(session, upload.id):
        _storage().delete(key)
    db.begin_writing()
    arriving.forget_upload(session, upload.id)
    return Response(status=204)


def _store(upload_id: UUID, start: int, content: bytes) -> str:
    key = arriving.new_key(upload_id, start)
    _storage().put(key, content, tus.KIND)
    return key


def _storage() -> Storage:
    return current_app.extensions["portal.storage"]  # type: ignore[no-any-return]
