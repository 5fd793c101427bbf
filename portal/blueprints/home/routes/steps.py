"""The list of one's first steps, a mentor's three screens, and the end of it."""

from flask import g, redirect, request
from flask.typing import ResponseReturnValue

from portal.access import guarded, visitor
from portal.blueprints.home.first_steps import actions
from portal.blueprints.home.first_steps.screens import Screen, find_how, find_steps
from portal.blueprints.home.first_steps.standing import (
    LEARNER,
    PATHS,
    Standing,
    standing_of,
    step_after,
    steps_of,
)
from portal.blueprints.home.routes.blueprint import bp
from portal.blueprints.home.routes.leading import home_later
from portal.db import session
from portal.models import FirstStep, Person
from portal.pages import page

HOW = ("first_steps/how_queue.html", "first_steps/how_desk.html", "first_steps/how_learners.html")


@bp.get("/first-steps/")
@guarded(find_steps)
def all_steps(person: Person) -> ResponseReturnValue:
    """Show all first steps: to go on, to look again, or to change what was said."""
    return page(
        "first_steps/index.html",
        learns=steps_of(person) == LEARNER,
        person=person,
        way=actions.way_now(session, person),
        standing=standing_of(person),
        saved="saved" in request.args,
    )


@bp.post("/first-steps/finishing")
@guarded(find_steps)
def finish(person: Person) -> ResponseReturnValue:
    """Offer the first steps no more."""
    actions.finish(session, person)
    return redirect("/", 303)


@bp.get("/first-steps/how/<int:number>")
@guarded(find_how)
def how_page(screen: Screen) -> ResponseReturnValue:
    """Say how a mentor's work goes here."""
    g.tab = "feedback.queue"
    someone = visitor()
    here = someone.membership if someone else None
    return page(
        HOW[screen.number - 1],
        number=screen.number,
        going=screen.going,
        promise=here.programme.answer_days if here else 0,
    )


@bp.post("/first-steps/how/<int:number>")
@guarded(find_how)
def pass_how(screen: Screen) -> ResponseReturnValue:
    """Go on to the next screen, to the days, or to the works that wait."""
    then = request.form.get("then")
    if then == "later":
        return home_later(screen)
    following = FirstStep.DAYS if then == "skip" else step_after(screen.step)
    actions.go_on(session, screen.person, following)
    return redirect(PATHS[following], 303)


@bp.app_context_processor
def offer_first_steps() -> dict[str, object]:
    """Let any page offer to go on with the first steps."""

    def first_steps() -> Standing | None:
        someone = visitor()
        return standing_of(someone.person) if someone else None

    return {"first_steps": first_steps}
