"""A piece: what it shows, where it stands, taking it out."""

from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal import db
from portal.access import guarded, reads_first, signed_in_person
from portal.blueprints.media.asking import say_asked
from portal.blueprints.portfolios import actions, queries, seen
from portal.blueprints.portfolios.forms import AltForm, PieceForm, TextForm
from portal.blueprints.portfolios.routes.blueprint import bp
from portal.blueprints.portfolios.routes.pages import wanted_place
from portal.db import session
from portal.markup import render
from portal.models import Piece
from portal.pages import page


@bp.get("/portfolio/pieces/<uuid:piece_id>")
@guarded(queries.find_piece)
def piece_page(piece: Piece) -> ResponseReturnValue:
    """Show what may be changed about a piece."""
    form = _form_for(piece)(obj=piece)
    form.skills.data = [str(skill.id) for skill in piece.skills]
    if isinstance(form, AltForm) and piece.media:
        form.asked.data = piece.media.asked is not None
    return _piece_page(piece, form)


@bp.post("/portfolio/pieces/<uuid:piece_id>")
@guarded(queries.find_piece)
@reads_first
def change_piece(piece: Piece) -> ResponseReturnValue:
    """Change it, or say what has to be put right."""
    form = _form_for(piece)(request.form)
    form.offer(queries.skills_of(session, signed_in_person()))
    if not form.validate():
        return _piece_page(piece, form, status=422)
    source = form.source.data or "" if isinstance(form, TextForm) else None
    rendered = None if source is None else render(source)
    db.begin_writing()
    actions.change_piece(
        session,
        piece,
        shows=form.shows.data or "",
        skills=form.ticked() | _kept(piece, form),
        stamp=form.stamp.data,
        alt=form.alt.data or "" if isinstance(form, AltForm) else "",
        source=source,
        rendered=rendered,
    )
    if isinstance(form, AltForm) and piece.media_id:
        say_asked(session, signed_in_person().id, piece.media_id, asked=form.asked.data)
    return redirect(url_for(".show_page", page_id=piece.page_id, _anchor=f"piece-{piece.id}"), 303)


def _form_for(piece: Piece) -> type[PieceForm]:
    if piece.source is not None:
        return TextForm
    return AltForm if piece.media and piece.media.is_photo else PieceForm


def _kept(piece: Piece, form: PieceForm) -> set[UUID]:
    # Skills of a programme that she has left are not offered any more, and stay.
    offered = {str(value) for value, *_rest in form.skills.iter_choices()}
    return {skill.id for skill in piece.skills if str(skill.id) not in offered}


def _piece_page(piece: Piece, form: PieceForm, *, status: int = 200) -> ResponseReturnValue:
    person = signed_in_person()
    form.offer(queries.skills_of(session, person))
    line = next(one for one in queries.lines_of(session, piece.page) if one.id == piece.id)
    sees = seen.who_sees(line, seen.live_links(session, person))
    return page(
        "portfolios/piece.html", status=status, piece=piece, line=line, sees=sees, form=form
    )


@bp.post("/portfolio/pieces/<uuid:piece_id>/place")
@guarded(queries.find_piece)
def move_piece(piece: Piece) -> ResponseReturnValue:
    """Put the piece at the place that the button says."""
    actions.move_piece(session, piece, place=wanted_place())
    return redirect(url_for(".show_page", page_id=piece.page_id, _anchor=f"piece-{piece.id}"), 303)


@bp.get("/portfolio/pieces/<uuid:piece_id>/removal")
@guarded(queries.find_piece)
def ask_to_take_out(piece: Piece) -> ResponseReturnValue:
    """Ask once more before a piece goes."""
    line = next(one for one in queries.lines_of(session, piece.page) if one.id == piece.id)
    links = seen.live_links(session, signed_in_person())
    ending = [link for link in links if link.piece_id == piece.id]
    return page("portfolios/taking_out.html", piece=piece, line=line, ending=ending)


@bp.post("/portfolio/pieces/<uuid:piece_id>/removal")
@guarded(queries.find_piece)
def take_out(piece: Piece) -> ResponseReturnValue:
    """Take the piece off its page."""
    page_id = piece.page_id
    actions.take_out_piece(session, piece)
    return redirect(url_for(".show_page", page_id=page_id), 303)
