"""What is new, how one wants to be told, and the page that stops some kinds of mail."""

from uuid import UUID

from flask import Blueprint, abort, redirect, request
from flask.typing import ResponseReturnValue

from portal import db
from portal.access import guarded, open_post, public, settings, signed_in
from portal.blueprints.notices import actions, queries, wishes, wording
from portal.blueprints.notices.forms import QuietForm, saved_quiet, way_words, wishes_form
from portal.blueprints.notices.stopping import read_stop
from portal.blueprints.notices.wishes import Way
from portal.db import session
from portal.models import News, Notice, Person
from portal.pages import page

bp = Blueprint("notices", __name__)


@bp.get("/notices/")
@signed_in
def index(person: Person) -> ResponseReturnValue:
    """Show what is new, newest first; what was shown is seen from now on."""
    skip = max(request.args.get("skip", 0, type=int), 0) % 100_000
    lines, more = queries.notices_of(session, person, skip=skip)
    fresh = [line.id for line in lines if line.is_new]
    if fresh:
        db.after_page(actions.see, person_id=person.id, notice_ids=fresh)
    older = skip + queries.PAGE if more else None
    return page("notices/index.html", lines=lines, fresh=len(fresh), older=older)


@bp.get("/n/<code>")
@guarded(queries.find_notice)
def open_notice(notice: Notice) -> ResponseReturnValue:
    """Lead from the short address in a text message to the very place."""
    db.after_page(actions.see, person_id=notice.person_id, notice_ids=[notice.id])
    return redirect(notice.path, 303)


@bp.get("/notices/wishes")
@signed_in
def wishes_page(person: Person) -> ResponseReturnValue:
    """Show by which ways, and when, she is told."""
    return _wishes_page(person, _form(person))


@bp.post("/notices/wishes")
@signed_in
def change_wishes(person: Person) -> ResponseReturnValue:
    """Keep by which ways, and when, she wants to be told."""
    form, ways = _form(person, posted=True), wishes.ways_of(session, person)
    if not form.validate():
        return _wishes_page(person, form, status=422)
    words = {way.value: said for way, said in way_words().items()}
    wishes.change_wishes(
        session,
        person,
        {kind: Way(form[kind.value].data) for kind in ways},
        quiet_from=form.quiet_from.minutes or 0,
        quiet_to=form.quiet_to.minutes or 0,
        stamp=form.stamp.data,
        theirs=saved_quiet(person) | {kind.value: way.value for kind, way in ways.items()},
        labels={kind.value: words for kind in ways},
    )
    return redirect("/notices/wishes?saved=1", 303)


def _form(person: Person, *, posted: bool = False) -> QuietForm:
    ways = wishes.ways_of(session, person)
    return wishes_form(person, ways, wishes.ways_to(person), request.form if posted else None)


def _wishes_page(person: Person, form: QuietForm, status: int = 200) -> ResponseReturnValue:
    return page(
        "notices/wishes.html",
        status=status,
        form=form,
        kinds=[form[kind.value] for kind in wishes.kinds_for(person)],
        reachable=len(wishes.ways_to(person)) > 1,
        saved=request.args.get("saved"),
    )


@bp.get("/notices/stop/<token>")
@public
def stop_page(token: str) -> ResponseReturnValue:
    """Ask whether to stop these kinds of mail: a robot that opens the page stops nothing."""
    _person, kinds = _stopped(token)
    return _stop_page(token, kinds, now="asking")


@bp.post("/notices/stop/<token>")
@open_post
def stop(token: str) -> ResponseReturnValue:
    """Stop them, at one press on the page or in a mail program.

    The answer is the page itself: RFC 8058 wants no redirect.
    """
    person_id, kinds = _stopped(token)
    for kind in kinds:
        actions.stop(session, person_id, kind)
    return _stop_page(token, kinds, now="stopped")


@bp.post("/notices/stop/<token>/undoing")
@open_post
def undo_stop(token: str) -> ResponseReturnValue:
    """Mail these kinds of news again."""
    person_id, kinds = _stopped(token)
    for kind in kinds:
        actions.undo_stop(session, person_id, kind)
    return _stop_page(token, kinds, now="undone")


def _stopped(token: str) -> tuple[UUID, list[News]]:
    found = read_stop(settings().secret_key, token)
    if found is None or session.get(Person, found[0]) is None:
        abort(404)
    return found


def _stop_page(token: str, kinds: list[News], *, now: str) -> ResponseReturnValue:
    return page(
        "notices/stop.html",
        now=now,
        here=f"/notices/stop/{token}",
        kinds=[wording.name_of(kind) for kind in kinds],
        token_here=token,
    )
