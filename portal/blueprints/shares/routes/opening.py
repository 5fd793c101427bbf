"""What an employer opens: a page that knows nobody, and is kept ready while nothing changes."""

from functools import lru_cache, partial
from uuid import UUID

from flask import Response, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from portal import choosing, db, sparing, words
from portal.access import public
from portal.blueprints.media import serving
from portal.blueprints.media.pictures import NAMES
from portal.blueprints.shares import actions, reading
from portal.blueprints.shares.addresses import path_of
from portal.blueprints.shares.counting import Count, Openings, may_be_scanner
from portal.blueprints.shares.drawn import DrawnPages, pack
from portal.blueprints.shares.routes.blueprint import bp
from portal.blueprints.shares.state import LinkState, state_of
from portal.db import session
from portal.engine import Database
from portal.languages import best_language
from portal.models import Media
from portal.pages import page
from portal.policy.shares import may_give_file

PRIVATE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


@bp.after_request
def keep_to_itself(response: Response) -> Response:
    """Let no link page be kept, indexed or named to others."""
    if request.path.startswith(path_of("")) and "X-Robots-Tag" not in response.headers:
        response.headers.update(PRIVATE)
    return response


@bp.get("/p/<secret>")
@public
def open_link(secret: str) -> ResponseReturnValue:
    """Show what the link opens."""
    return _opened(secret)


@bp.get("/p/<secret>/<uuid:piece_id>")
@public
def open_piece(secret: str, piece_id: UUID) -> ResponseReturnValue:
    """Show one piece of what the link opens, by itself."""
    return _opened(secret, piece_id)


def find_link(secret: str) -> LinkState:
    """Return the state of the link; 404 when there never was one."""
    link = state_of(db.database(), secret)
    if link is None:
        abort(404)
    return link


def ended_page() -> ResponseReturnValue:
    """Say kindly that the link has ended."""
    return page("shares/ended.html", status=410)


def _opened(secret: str, piece_id: UUID | None = None) -> ResponseReturnValue:
    link = find_link(secret)
    if not link.is_live:
        return ended_page()
    language = choosing.asked_by_address() or _language(request.headers.get("Accept-Language", ""))
    kept: DrawnPages = current_app.extensions["portal.shares.drawn"]
    draw = partial(_draw, link, secret, piece_id, language)
    key = (link.id, piece_id, language, choosing.ending(), sparing.saves_data())
    drawn = pack(link, draw) if sparing.asked_for() else kept.get(key, link, draw)
    _note(link)
    return _answer(drawn.plain, drawn.packed)


@lru_cache(256)
def _language(asked: str) -> str:
    return best_language(parse_accept_header(asked, LanguageAccept).values())


@lru_cache(256)
def _takes_gzip(asked: str) -> bool:
    return bool(parse_accept_header(asked).quality("gzip"))


def _draw(link: LinkState, secret: str, piece_id: UUID | None, language: str) -> str:
    with words.speaking(language):
        if piece_id is None:
            shown = reading.show_link(session, link)
        else:
            shown = reading.show_one_piece(session, link, piece_id) or abort(404)
        here = path_of(secret)
        return render_template(
            "shares/open.html",
            shown=shown,
            link=link,
            here=here,
            alone=piece_id is not None,
            media_base=f"{here}/media",
            piece_base=here,
            piece_end=choosing.ending(),
        )


def _answer(plain: bytes, packed: bytes) -> Response:
    headers = [("Content-Type", "text/html; charset=utf-8"), *PRIVATE.items()]
    if _takes_gzip(request.headers.get("Accept-Encoding", "")):
        return Response(packed, headers=[*headers, ("Content-Encoding", "gzip")])
    return Response(plain, headers=headers)


def _note(link: LinkState) -> None:
    openings: Openings = current_app.extensions["portal.shares.openings"]
    headers = request.headers
    purpose = headers.get("Sec-Purpose", "") + headers.get("Purpose", "")
    scan = may_be_scanner(request.method, headers.get("User-Agent", ""), purpose)
    write = partial(_write_openings, db.database())
    if openings.note(link.id, link.day, scan=scan, write=write):
        db.after_page(actions.add_openings, counts=openings.take())


def _write_openings(database: Database, counts: list[Count]) -> None:
    with database.session() as own, own.begin():
        actions.add_openings(own, counts)


@bp.get("/p/<secret>/media/<uuid:media_id>/<variant>")
@public
def open_media(secret: str, media_id: UUID, variant: str) -> ResponseReturnValue:
    """Send a photo or a file that is part of what the link opens, as long as it opens."""
    link = find_link(secret)
    if not link.is_live:
        return ended_page()
    media = reading.find_media(session, link, media_id)
    if media is None or not _goes_out(media, variant):
        abort(404)
    storage = current_app.extensions["portal.storage"]
    return serving.serve_variant(storage, media, variant, request, cache=serving.NEVER_KEPT)


def _goes_out(media: Media, variant: str) -> bool:
    if media.is_photo:
        return variant in NAMES
    return variant == reading.WHOLE and may_give_file(media)
