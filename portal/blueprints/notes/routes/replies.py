"""Replying under a note, and saying whether it is done."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from portal.access import guarded, note_opening, signed_in_person
from portal.blueprints.notes import replying
from portal.blueprints.notes.forms import ReplyForm
from portal.blueprints.notes.queries import PinnedNote, find_note, number_of, read_notes
from portal.blueprints.notes.routes.blueprint import bp
from portal.db import session
from portal.log import Opened
from portal.models import Note
from portal.pages import page
from portal.policy import notes as policy


@bp.get("/notes/<uuid:note_id>/replies")
@guarded(find_note, may=policy.may_reply)
def thread(note: Note) -> ResponseReturnValue:
    """Show a note with everything that was said under it."""
    note_opening(
        Opened.ANSWER,
        note.feedback_id,
        of=note.feedback.version.work.learner_id,
        programme_id=note.programme_id,
    )
    return _thread(note, ReplyForm())


@bp.post("/notes/<uuid:note_id>/replies")
@guarded(find_note, may=policy.may_reply)
def reply(note: Note) -> ResponseReturnValue:
    """Keep the reply, and whether the note is done; at least one of the two."""
    form, person = ReplyForm(request.form), signed_in_person()
    done = {"1": True, "0": False}.get(request.form.get("done", ""))
    says = done if policy.may_mark_note(person, note) else None
    if not form.validate() or (says is None and not form.asks_for_words()):
        return _thread(note, form, status=422)
    if says is not None:
        replying.mark_note(session, person, note, done=says)
    if form.words.data:
        replying.reply_to_note(session, person, note, words=form.words.data)
    return redirect(_place_of(note), 303)


def _place_of(note: Note) -> str:
    version = note.feedback.version
    number = number_of(read_notes(session, note.feedback_id), note.id)
    return f"/work/{version.work_id}/versions/{version.number}/feedback#note-{number}"


def _thread(note: Note, form: ReplyForm, status: int = 200) -> ResponseReturnValue:
    notes = read_notes(session, note.feedback_id)
    shown: PinnedNote = next(one for one in notes if one.id == note.id)
    return page(
        "notes/thread.html",
        status=status,
        note=shown,
        mentor_id=note.feedback.mentor_id,
        work=note.feedback.version.work,
        place=_place_of(note),
        form=form,
        may_mark=policy.may_mark_note(signed_in_person(), note),
    )
