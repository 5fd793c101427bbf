"""Changing a note, and taking it away, while the answer is a draft."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from portal.access import guarded, signed_in_person
from portal.blueprints.notes import actions, queries
from portal.blueprints.notes.drawing import pin_at, say_square
from portal.blueprints.notes.forms import NoteForm
from portal.blueprints.notes.holding import NotOpen
from portal.blueprints.notes.pictures import find_picture
from portal.blueprints.notes.routes.blueprint import bp
from portal.blueprints.notes.routes.refusals import refused
from portal.db import session
from portal.models import Note
from portal.pages import page
from portal.policy import notes as policy


@bp.get("/notes/<uuid:note_id>")
@guarded(queries.find_note, may=policy.may_change_note)
def note_page(note: Note) -> ResponseReturnValue:
    """Show one note of a draft where it is pinned, to be changed."""
    return _note_page(note, NoteForm(obj=note))


@bp.post("/notes/<uuid:note_id>")
@guarded(queries.find_note, may=policy.may_write_note)
def change_note(note: Note) -> ResponseReturnValue:
    """Change the words of a note."""
    form = NoteForm(request.form)
    if not form.validate():
        return _note_page(note, form, status=422)
    try:
        actions.change_note(
            session,
            note,
            mentor_id=signed_in_person().id,
            words=form.words.data or "",
            stamp=form.stamp.data,
        )
    except NotOpen as no:
        return refused(note.feedback.version, no.feedback)
    notes = queries.read_notes(session, note.feedback_id)
    return redirect(f"/queue/{note.version_id}#note-{queries.number_of(notes, note.id)}", 303)


@bp.post("/notes/<uuid:note_id>/removal")
@guarded(queries.find_note, may=policy.may_change_note)
def remove_note(note: Note) -> ResponseReturnValue:
    """Take a note away."""
    version_id = note.version_id
    try:
        actions.remove_note(session, note, mentor_id=signed_in_person().id)
    except NotOpen as no:
        return refused(note.feedback.version, no.feedback)
    return redirect(f"/queue/{version_id}#work", 303)


def _note_page(note: Note, form: NoteForm, status: int = 200) -> ResponseReturnValue:
    picture = find_picture(session, note.version_id, note.media_id)
    notes = queries.read_notes(session, note.feedback_id)
    number = queries.number_of(notes, note.id)
    x, y = note.x or 0, note.y or 0
    return page(
        "notes/change.html",
        status=status,
        note=note,
        form=form,
        number=number,
        picture=picture,
        pins=[pin_at(picture, number, x, y)] if picture else [],
        place=say_square(x, y) if picture else "",
    )
