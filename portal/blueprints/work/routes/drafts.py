"""The page of a draft: every button saves, and no file is lost by a wrong field."""

from itertools import chain
from typing import BinaryIO, cast
from uuid import UUID

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal import db
from portal.access import guarded, reads_first, signed_in_person
from portal.blueprints.media.actions import keep_files
from portal.blueprints.media.joining import FIELD, receive_uploaded
from portal.blueprints.media.receiving import Arrived, Refused, receive, sort_out
from portal.blueprints.work import actions, queries
from portal.blueprints.work.actions.drafts import MOST_FILES, NotThere
from portal.blueprints.work.forms import DraftForm, criteria_of, draft_form
from portal.blueprints.work.promising import promised_day
from portal.blueprints.work.routes.blueprint import address, bp, to_draft, to_work
from portal.blueprints.work.saying import say_names, say_who_sees_draft
from portal.db import session
from portal.forms import uuid_or_none
from portal.ids import new_id
from portal.models import Version
from portal.pages import page
from portal.policy.questions import is_asked_about
from portal.policy.work import is_writer
from portal.words import gettext as _

ADDRESS = "/work/<uuid:work_id>/versions/<int:number>/draft"


@bp.get(ADDRESS)
@guarded(queries.find_version, may=is_writer)
def draft_page(version: Version) -> ResponseReturnValue:
    """Show the draft to go on with; a version that is sent leads to its work."""
    if version.sent_at:
        return to_work(version.work_id)
    return _draft_page(version, draft_form(version))


@bp.post(ADDRESS)
@guarded(queries.find_version, may=is_writer)
@reads_first
def save_draft(version: Version) -> ResponseReturnValue:
    """Save the draft and go where the button says; what is wrong is said, what arrived is kept."""
    form = draft_form(version, request.form)
    typed = form.typed() if form.validate() else None
    arrived, refused = _receive(version)
    db.begin_writing()
    actions.hold(session, version)
    if version.sent_at:
        return _sent_meanwhile(version, form)
    media = keep_files(session, version.work.learner_id, arrived)
    left_out = actions.attach_files(session, version, media)
    if arrived:
        db.keep()
    sentences = [_said(one.name, one.sentence) for one in refused]
    sentences += [_said(one.name, _no_room()) for one in left_out]
    if typed:
        try:
            actions.save_draft(session, version, typed, stamp=form.stamp.data, take_out=_take_out())
        except NotThere:
            typed = None
            sentences.append(_("This file is not in the draft any more."))
    if typed is None or sentences:
        return _wrong(version, sentences, saved=typed is not None)
    if request.form.get("then") == "sending":
        return redirect(f"{address(version)}/sending", 303)
    if request.form.get("then") == "question":
        return redirect(f"{address(version)}/question", 303)
    return to_draft(version.work, version.number)


def _receive(version: Version) -> tuple[list[Arrived], list[Refused]]:
    """Take in the files that came, whole or in parts, as many as the draft has room for."""
    came = [file for file in request.files.getlist("file") if file.filename]
    storage, person = current_app.extensions["portal.storage"], signed_in_person()
    named = list(dict.fromkeys(request.form.getlist(FIELD)))[:MOST_FILES]
    taken = came[: MOST_FILES - len(named)]
    arrived, refused = sort_out(
        chain(
            (receive_uploaded(session, storage, person, one) for one in named),
            (
                receive(session, storage, person.id, cast(BinaryIO, one.stream), one.filename or "")
                for one in taken
            ),
        )
    )
    left = came[len(taken) :]
    return arrived, refused + [Refused(one.filename or "", _no_room()) for one in left]


def _take_out() -> UUID | None:
    if "remove" not in request.form:
        return None
    return uuid_or_none(request.form["remove"]) or new_id()


def _no_room() -> str:
    return _("A version holds %(most)s files at most. Take another one out first.", most=MOST_FILES)


def _said(name: str, sentence: str) -> str:
    return f"\u2068{name}\u2069: {sentence}"


def _wrong(version: Version, sentences: list[str], *, saved: bool) -> ResponseReturnValue:
    """Draw the draft again with what was typed, or as saved when only files were refused."""
    if saved:
        db.keep()
    session.flush()
    work_id, number = version.work_id, version.number
    session.expire(version)
    again = queries.find_version(session, signed_in_person(), work_id, number)
    form = draft_form(again or version, None if saved else request.form)
    if not saved:
        form.validate()
    form.refuse_files(sentences)
    return _draft_page(again or version, form, status=422)


def _sent_meanwhile(version: Version, form: DraftForm) -> ResponseReturnValue:
    """Give back what was typed into a version that was sent from another page."""
    if form.text.data == version.source:
        return to_work(version.work_id)
    typed = [form.text.data or "", (form.changed.data or "") if form.changed else ""]
    return page("work/sent_meanwhile.html", status=409, version=version, typed=filter(None, typed))


def _draft_page(version: Version, form: DraftForm, status: int = 200) -> ResponseReturnValue:
    mentors = queries.mentor_names(session, version.work)
    return page(
        "work/draft.html",
        status=status,
        version=version,
        work=version.work,
        form=form,
        address=url_for("work.draft_page", work_id=version.work_id, number=version.number),
        criteria=criteria_of(version),
        mentors=say_names(mentors),
        seen=say_who_sees_draft(mentors, asked=is_asked_about(version)),
        promised=promised_day(session, version.work),
    )
