"""Adding a piece: a text, sent work, a reflection, a photo or a file."""

from typing import Any
from uuid import UUID

from flask import abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal import db
from portal.access import guarded, reads_first, signed_in_person
from portal.blueprints.media.actions import keep_files
from portal.blueprints.media.asking import say_asked
from portal.blueprints.media.joining import FIELD, receive_uploaded
from portal.blueprints.media.receiving import Arrived, Refused, receive
from portal.blueprints.portfolios import actions, queries
from portal.blueprints.portfolios.actions import Content
from portal.blueprints.portfolios.choices import choices_for
from portal.blueprints.portfolios.forms import ChosenForm, FileForm, PieceForm, TextForm
from portal.blueprints.portfolios.routes.blueprint import bp
from portal.db import session
from portal.forms import uuid_or_none
from portal.markup import render
from portal.models import Page, Reflection
from portal.pages import page
from portal.words import gettext as _

FORMS: dict[str, type[PieceForm]] = {
    "text": TextForm,
    "work": ChosenForm,
    "reflection": ChosenForm,
    "file": FileForm,
}
NEW = "/portfolio/pages/<uuid:page_id>/new/<any(text, work, reflection, file):kind>"


@bp.get(NEW)
@guarded(queries.find_page)
def new_piece(shown: Page) -> ResponseReturnValue:
    """Show what can be put on the page; an address may have chosen it already."""
    form = _offered(FORMS[_kind()]())
    if isinstance(form, ChosenForm):
        form.chosen.data = request.args.get("chosen")
    return _new_page(shown, form)


@bp.post(NEW)
@guarded(queries.find_page)
@reads_first
def add_piece(shown: Page) -> ResponseReturnValue:
    """Put it on the page, or say what has to be put right."""
    form = _offered(FORMS[_kind()](request.form))
    good = form.validate()
    arrived = _received() if isinstance(form, FileForm) else None
    if isinstance(arrived, Refused):
        form.file.errors = [arrived.sentence]
    if not good or isinstance(arrived, Refused) or not _is_whole(form, arrived):
        return _new_page(shown, form, status=422, came=_came(arrived))
    ready = _prepared(form)
    db.begin_writing()
    content = _content(form, arrived, **ready)
    alt = form.alt.data or "" if isinstance(form, FileForm) else ""
    piece = actions.add_piece(
        session, shown, content, shows=form.shows.data or "", skills=form.ticked(), alt=alt
    )
    if isinstance(form, FileForm) and form.asked.data and content.media_id:
        say_asked(session, signed_in_person().id, content.media_id, asked=True)
    return redirect(url_for(".show_page", page_id=shown.id, _anchor=f"piece-{piece.id}"), 303)


@bp.get("/portfolio/reflections/<uuid:reflection_id>")
@guarded(queries.find_own_reflection)
def pages_for_reflection(reflection: Reflection) -> ResponseReturnValue:
    """Ask on which of her pages she wants her words."""
    person = signed_in_person()
    return page(
        "portfolios/reflection.html",
        reflection=reflection,
        pages=queries.titles_of_pages(session, person),
    )


def _kind() -> str:
    return str((request.view_args or {})["kind"])


def _offered(form: Any) -> Any:
    person = signed_in_person()
    form.offer(queries.skills_of(session, person))
    if not isinstance(form, TextForm):
        form.list_up(choices_for(session, person, _kind(), _chosen()))
    return form


def _chosen() -> UUID | None:
    return uuid_or_none(request.values.get("chosen"))


def _new_page(
    shown: Page, form: PieceForm, *, status: int = 200, came: tuple[str, str] | None = None
) -> ResponseReturnValue:
    return page(
        "portfolios/new.html", status=status, shown=shown, form=form, kind=_kind(), came=came
    )


def _came(arrived: Arrived | Refused | None) -> tuple[str, str] | None:
    """Return name and id of a file that came in parts, so that nobody has to send it twice."""
    named = request.form.getlist(FIELD)
    return (arrived.name, named[-1]) if named and isinstance(arrived, Arrived) else None


def _received() -> Arrived | Refused | None:
    storage, person = current_app.extensions["portal.storage"], signed_in_person()
    named, sent = request.form.getlist(FIELD), request.files.get("file")
    if named:
        return receive_uploaded(session, storage, person, named[-1])
    if sent is None or not sent.filename:
        return None
    return receive(session, storage, person.id, sent.stream, sent.filename)  # type: ignore[arg-type]


def _is_whole(form: PieceForm, arrived: Arrived | None) -> bool:
    """Say what is missing of a photo or file: the others say it by themselves."""
    if not isinstance(form, FileForm) or arrived or form.choice():
        return True
    form.file.errors = [_("Choose a photo or file, or one that you sent before.")]
    return False


def _prepared(form: PieceForm) -> dict[str, str]:
    if not isinstance(form, TextForm):
        return {}
    source = form.source.data or ""
    return {"source": source, "html": render(source).html}


def _content(form: Any, arrived: Arrived | None, **text: str) -> Content:
    if isinstance(form, TextForm):
        return Content(source=text["source"], html=text["html"])
    person = signed_in_person()
    if arrived:
        (media,) = keep_files(session, person.id, [arrived])
        return Content(media_id=media.id)
    chosen = form.choice()
    if not queries.is_choosable(session, person, kind=_kind(), thing_id=chosen):
        abort(409)
    column = {"work": "version_id", "reflection": "reflection_id", "file": "media_id"}[_kind()]
    return Content(**{column: chosen})
