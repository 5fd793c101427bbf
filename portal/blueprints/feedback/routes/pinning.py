"""Writing a new note: on a tapped spot, on one of nine squares, on a paragraph, on words."""

from dataclasses import dataclass

from flask import abort, g, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from portal.access import guarded, signed_in_person
from portal.blueprints.feedback import actions, queries
from portal.blueprints.feedback.routes.blueprint import bp
from portal.blueprints.notes import actions as notes
from portal.blueprints.notes.drawing import middle_of, pin_at, say_square
from portal.blueprints.notes.forms import SpotNoteForm, SquareNoteForm, WordsNoteForm
from portal.blueprints.notes.holding import NotOpen
from portal.blueprints.notes.pictures import Picture, find_picture
from portal.blueprints.notes.placing import find_paragraph, spot_of_address, words_between
from portal.blueprints.notes.queries import number_of, read_notes
from portal.blueprints.notes.routes.refusals import refused
from portal.db import session
from portal.forms import uuid_or_none
from portal.models import Feedback, Note, Version
from portal.pages import page
from portal.places import Place, find_quote
from portal.policy import feedback as policy
from portal.policy.work import may_answer
from portal.words import gettext as _

NewNoteForm = SpotNoteForm | SquareNoteForm | WordsNoteForm


@dataclass(frozen=True, slots=True)
class Where:
    """What a new note is about: a photo with a spot, or without one yet; or words."""

    picture: Picture | None = None
    spot: tuple[float, float] | None = None
    words: Place | None = None

    def form(self, typed: MultiDict[str, str] | None = None) -> NewNoteForm:
        """Return the boxes that are asked for such a place."""
        if self.words:
            return WordsNoteForm(typed)
        return SpotNoteForm(typed) if self.spot else SquareNoteForm(typed).offer()


@bp.get("/queue/<uuid:version_id>/notes/new")
@guarded(queries.find_to_answer, may=may_answer)
def new_note(version: Version) -> ResponseReturnValue:
    """Ask for the words of a note, with its place in view."""
    where = _where(version, request.args)
    return _note_page(version, where, where.form())


@bp.post("/queue/<uuid:version_id>/notes/")
@guarded(queries.find_to_save, may=policy.may_sit_at_desk)
def create_note(version: Version) -> ResponseReturnValue:
    """Pin the note, or say what has to be put right first."""
    if not may_answer(signed_in_person(), version):
        return refused(version, version.feedback)
    where = _where(version, request.form)
    form = where.form(request.form)
    place = _narrowed(version, where.words, form) if where.words else None
    if not form.validate() or (where.words and place is None):
        if where.words and place is None:
            form["quote"].errors = [_("These words are not in this paragraph. Copy them from it.")]
        return _note_page(version, where, form, status=422)
    try:
        feedback, _is_new = actions.open_draft(session, version, signed_in_person())
    except NotOpen as no:
        return refused(version, no.feedback)
    note = _pin(feedback, where, form, place)
    number = number_of(read_notes(session, feedback.id), note.id)
    return redirect(f"/queue/{version.id}#note-{number}", 303)


def _where(version: Version, asked: MultiDict[str, str]) -> Where:
    media_id = uuid_or_none(asked.get("media"))
    if media_id:
        picture = find_picture(session, version.id, media_id) or abort(404)
        return Where(picture=picture, spot=spot_of_address(asked.get("x"), asked.get("y")))
    if "paragraph" in asked:
        block = find_paragraph(version.html, asked.get("paragraph", type=int)) or abort(404)
        asked = MultiDict({"start": str(block.start), "stop": str(block.stop)})
    start, stop = asked.get("start", type=int), asked.get("stop", type=int)
    return Where(words=words_between(version.plain, start, stop) or abort(404))


def _narrowed(version: Version, words: Place, form: NewNoteForm) -> Place | None:
    """Return the whole place, or the words of it that were typed."""
    quote = form["quote"].data.strip() if "quote" in form else ""
    return find_quote(version.plain, quote, (words.start, words.stop)) if quote else words


def _pin(feedback: Feedback, where: Where, form: NewNoteForm, place: Place | None) -> Note:
    words = form.words.data or ""
    if place:
        return notes.pin_words(session, feedback, place=place, words=words)
    if where.picture is None:
        abort(404)
    square = form["square"].data if "square" in form else None
    x, y = where.spot or middle_of(int(square or 5))
    media_id = where.picture.media_id
    return notes.pin_spot(session, feedback, media_id=media_id, x=x, y=y, words=words)


def _note_page(
    version: Version, where: Where, form: NewNoteForm, status: int = 200
) -> ResponseReturnValue:
    g.tab = "feedback.queue"
    picture, spot = where.picture, where.spot
    count = len(read_notes(session, version.feedback.id)) if version.feedback else 0
    return page(
        "notes/new.html",
        status=status,
        version=version,
        form=form,
        where=where,
        number=count + 1,
        pins=[pin_at(picture, count + 1, *spot)] if picture and spot else [],
        place=say_square(*spot) if spot else "",
    )
