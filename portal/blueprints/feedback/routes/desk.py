"""The desk: one form that always saves the draft; its buttons say where to go next."""

from uuid import UUID

from flask import abort, g, redirect, request
from flask.typing import ResponseReturnValue

from portal.access import guarded, signed_in_person
from portal.blueprints.feedback import actions, queries
from portal.blueprints.feedback.filling import saved_fields
from portal.blueprints.feedback.forms import DeskForm, desk_form, labels_of, rows_for, rows_in
from portal.blueprints.feedback.leading import only_looks, where_next
from portal.blueprints.feedback.queries import Desk
from portal.blueprints.feedback.routes.blueprint import bp
from portal.blueprints.notes.actions import pin_words
from portal.blueprints.notes.holding import NotOpen
from portal.blueprints.notes.queries import number_of, read_notes
from portal.blueprints.notes.routes.refusals import refused
from portal.blueprints.work.routes.blueprint import note_version_opened
from portal.db import session
from portal.forms import uuid_or_none
from portal.models import Feedback, Version
from portal.pages import page
from portal.policy import feedback as policy
from portal.policy.work import may_answer
from portal.words import gettext as _


@bp.get("/queue/<uuid:version_id>")
@guarded(queries.find_to_answer, may=policy.may_sit_at_desk)
def desk(version: Version) -> ResponseReturnValue:
    """Show the work beside the rubric; when somebody else has begun, say who."""
    if version.sent_at is None:
        abort(404)
    if version.feedback and version.feedback.given_at:
        return redirect(f"/work/{version.work_id}/versions/{version.number}/feedback", 303)
    if not may_answer(signed_in_person(), version):
        if policy.may_take_over(signed_in_person(), version):
            g.tab = "feedback.queue"
            return page("feedback/left.html", version=version)
        return refused(version, version.feedback)
    note_version_opened(version)
    seen = queries.read_desk(session, version, signed_in_person(), whole="whole" in request.args)
    form = desk_form(seen, rows=rows_for(seen))(data=saved_fields(seen))
    return _desk_page(seen, form, large=uuid_or_none(request.args.get("large")))


@bp.post("/queue/<uuid:version_id>")
@guarded(queries.find_to_save, may=policy.may_sit_at_desk)
def save(version: Version) -> ResponseReturnValue:
    """Save everything on the desk, then go where the button says."""
    if not may_answer(signed_in_person(), version):
        return refused(version, version.feedback)
    seen = queries.read_desk(session, version, signed_in_person())
    rows = rows_in(request.form, at_least=rows_for(seen))
    form = desk_form(seen, rows=rows)(request.form)
    form.put_phrase_in(request.form.get("phrase"))
    place = form.place_in(version.plain, asks_for_note=request.form.get("then") == "words")
    kept = form.phrase_to_keep(request.form.get("keep"))
    if form.errors:
        return _desk_page(seen, form, status=422)
    if version.feedback is None and only_looks(request.form) and form.typed().is_empty:
        return redirect(where_next(seen, request.form), 303)
    try:
        feedback = _save(seen, form)
    except NotOpen as no:
        return refused(version, no.feedback)
    if kept:
        actions.keep_phrase(session, signed_in_person(), words=kept[1], criterion_id=kept[0])
    number = 0
    if place and form.quote_note.data:
        note = pin_words(session, feedback, place=place, words=form.quote_note.data)
        number = number_of(read_notes(session, feedback.id), note.id)
    return redirect(where_next(seen, request.form, place=place, number=number), 303)


@bp.post("/queue/<uuid:version_id>/throwing-away")
@guarded(queries.find_own_draft, may=policy.may_change_feedback)
def throw_away(feedback: Feedback) -> ResponseReturnValue:
    """Throw an empty draft away; the version is free again for the learner and other mentors."""
    version_id = feedback.version_id
    if not actions.throw_away(session, feedback, mentor_id=signed_in_person().id):
        version = queries.find_to_answer(session, signed_in_person(), version_id)
        seen = queries.read_desk(session, version or feedback.version, signed_in_person())
        form = desk_form(seen, rows=rows_for(seen))(data=saved_fields(seen))
        form.summary.errors = [_("Something is written already. Empty everything first.")]
        return _desk_page(seen, form, status=422)
    return redirect("/queue/", 303)


def _save(seen: Desk, form: DeskForm) -> Feedback:
    labels = labels_of(seen.criteria)
    saved = saved_fields(seen).items()
    theirs = {n: str(v) for n, v in saved if n != "stamp" and (v or n not in labels)}
    return actions.save_draft(
        session,
        seen.version,
        signed_in_person(),
        typed=form.typed(),
        stamp=form.stamp.data,
        theirs=theirs,
        labels=labels,
    )


def _desk_page(
    seen: Desk, form: DeskForm, *, large: UUID | None = None, status: int = 200
) -> ResponseReturnValue:
    g.tab = "feedback.queue"
    return page(
        "feedback/desk.html",
        status=status,
        desk=seen,
        form=form,
        large=large,
    )
