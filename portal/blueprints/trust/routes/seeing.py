"""The page that says who can see what, with the lists that are too long for it."""

from typing import Any
from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue

from portal.access import signed_in
from portal.blueprints.shares.queries import links_of
from portal.blueprints.trust import seeing
from portal.blueprints.trust.routes.blueprint import bp
from portal.blueprints.trust.seeing.saying import say_reflection, say_work
from portal.blueprints.trust.seeing.things import FEW, PAGE
from portal.clock import today
from portal.db import session
from portal.models import Person, Role
from portal.pages import page
from portal.policy.programmes import programmes_of

Names = dict[UUID, tuple[str, ...]]


@bp.get("/who-can-see")
@signed_in
def who_can_see(person: Person) -> ResponseReturnValue:
    """Say who sees what: of her own things, and what her roles let her see."""
    circles = seeing.circles_of(session, person)
    return page(
        "trust/who_can_see.html",
        circles=circles,
        mentors=bool(programmes_of(person, Role.MENTOR)),
        coordinates=bool(programmes_of(person, Role.COORDINATOR)),
        **(_own_things(person, circles) if circles else {}),
    )


def _own_things(person: Person, circles: list[seeing.Circle]) -> dict[str, Any]:
    works = seeing.works_seen(session, person, most=FEW)
    reflections = seeing.reflections_seen(session, person, most=FEW)
    labels = seeing.labels_for(session, person, works=works, reflections=reflections)
    names = _names(circles)
    day = today(person.zone)
    links = links_of(session, person)
    live = [link for link in links if link.is_live(day)]
    return {
        "works": [(one, _work(one, names, labels)) for one in works[:FEW]],
        "more_works": len(works) > FEW,
        "reflections": [(one, _reflection(one, names, labels)) for one in reflections[:FEW]],
        "more_reflections": len(reflections) > FEW,
        "pages": seeing.pages_seen(session, person, most=FEW),
        "links": live[:FEW],
        "other_links": len(links) - len(live[:FEW]),
        "few": FEW,
    }


@bp.get("/who-can-see/works")
@signed_in
def works(person: Person) -> ResponseReturnValue:
    """Show all her works with who can see each."""
    skip = _skip()
    found = seeing.works_seen(session, person, most=PAGE, skip=skip)
    labels = seeing.labels_for(session, person, works=found)
    names = _names(seeing.circles_of(session, person))
    lines = [(one, _work(one, names, labels)) for one in found[:PAGE]]
    return page("trust/works.html", works=lines, older=_older(found, skip))


@bp.get("/who-can-see/reflections")
@signed_in
def reflections(person: Person) -> ResponseReturnValue:
    """Show all her reflections with who can see each."""
    skip = _skip()
    found = seeing.reflections_seen(session, person, most=PAGE, skip=skip)
    labels = seeing.labels_for(session, person, reflections=found)
    names = _names(seeing.circles_of(session, person))
    lines = [(one, _reflection(one, names, labels)) for one in found[:PAGE]]
    return page("trust/reflections.html", reflections=lines, older=_older(found, skip))


def _skip() -> int:
    return min(max(request.args.get("skip", 0, type=int), 0), 1_000_000)


def _older(found: list[Any], skip: int) -> int | None:
    return skip + PAGE if len(found) > PAGE else None


def _names(circles: list[seeing.Circle]) -> Names:
    return {circle.programme_id: circle.mentors for circle in circles}


def _work(one: seeing.SeenWork, names: Names, labels: Any) -> list[str]:
    return say_work(one, names.get(one.programme_id, ()), labels.get(one.id, ()))


def _reflection(one: seeing.SeenReflection, names: Names, labels: Any) -> list[str]:
    mentors = names.get(one.shared_in_id, ()) if one.shared_in_id else ()
    return say_reflection(one, mentors, labels.get(one.id, ()))
