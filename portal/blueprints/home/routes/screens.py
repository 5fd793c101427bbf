"""A learner's four short screens: each may be skipped, gone on with, and changed later."""

from collections.abc import Callable

from flask import g, request
from flask.typing import ResponseReturnValue
from wtforms import Form

from portal.access import guarded, visitor
from portal.blueprints.home.first_steps import actions
from portal.blueprints.home.first_steps.forms import DataForm, GoalsForm, ReachForm, TimesForm
from portal.blueprints.home.first_steps.screens import Screen, find_screen
from portal.blueprints.home.routes.blueprint import bp
from portal.blueprints.home.routes.leading import home_later, on_from
from portal.blueprints.notices import wishes
from portal.blueprints.notices.wishes import Way
from portal.db import session
from portal.models import FirstStep
from portal.pages import page


@bp.get("/first-steps/<int:number>")
@guarded(find_screen)
def screen_page(screen: Screen) -> ResponseReturnValue:
    """Ask one short question."""
    return _screen_page(screen, FORMS[screen.step](screen, False))


@bp.post("/first-steps/<int:number>")
@guarded(find_screen)
def pass_screen(screen: Screen) -> ResponseReturnValue:
    """Keep the answer and go on; or go on without one, but never over words just typed."""
    form, then = FORMS[screen.step](screen, True), request.form.get("then", "")
    if then not in ("skip", "later"):
        if not form.validate():
            return _screen_page(screen, form, status=422)
        KEEPERS[screen.step](screen, form)
        return on_from(screen)
    if _has_new_words(screen, form) and "sure" not in request.form:
        return _screen_page(screen, form, status=422, asks=then)
    return home_later(screen) if then == "later" else on_from(screen)


def _has_new_words(screen: Screen, form: Form) -> bool:
    if "words" not in form:
        return False
    return bool(form["words"].data) and form["words"].data != _said(screen)


def _screen_page(
    screen: Screen, form: Form, *, status: int = 200, asks: str = ""
) -> ResponseReturnValue:
    g.tab = "home.index"
    someone = visitor()
    ways = wishes.ways_to(screen.person) if screen.step == FirstStep.REACH else []
    return page(
        TEMPLATES[screen.step],
        status=status,
        form=form,
        number=screen.number,
        going=screen.going,
        asks=asks,
        person=screen.person,
        own_phone=bool(someone and someone.visit.own_phone),
        reachable=len(ways) > 1,
    )


def _said(screen: Screen) -> str:
    return actions.said(screen.person, ABOUT[screen.step])


def _words_form(kind: type[GoalsForm] | type[TimesForm]) -> Callable[[Screen, bool], Form]:
    def make(screen: Screen, posted: bool) -> Form:
        said = _said(screen)
        saved = {"words": said, "stamp": actions.stamp_of(said)}
        return kind(request.form if posted else None, data=saved)

    return make


def _keep_words(screen: Screen, form: Form) -> None:
    actions.say(
        session,
        screen.person,
        about=ABOUT[screen.step],
        words=form["words"].data or "",
        stamp=form["stamp"].data,
    )


def _data_form(screen: Screen, posted: bool) -> Form:
    return DataForm(request.form if posted else None, obj=screen.person)


def _keep_data(screen: Screen, form: Form) -> None:
    actions.save_data(session, screen.person, text_only=bool(form["text_only"].data))


def _reach_form(screen: Screen, posted: bool) -> Form:
    now = actions.way_now(session, screen.person)
    form = ReachForm(request.form if posted else None, data={"way": now.value if now else None})
    return form.offer(wishes.ways_to(screen.person))


def _keep_reach(screen: Screen, form: Form) -> None:
    if form["way"].data:
        actions.reach_by(session, screen.person, Way(form["way"].data))


ABOUT = {FirstStep.GOALS: "goals", FirstStep.TIMES: "times"}
FORMS: dict[FirstStep, Callable[[Screen, bool], Form]] = {
    FirstStep.GOALS: _words_form(GoalsForm),
    FirstStep.TIMES: _words_form(TimesForm),
    FirstStep.DATA: _data_form,
    FirstStep.REACH: _reach_form,
}
KEEPERS: dict[FirstStep, Callable[[Screen, Form], None]] = {
    FirstStep.GOALS: _keep_words,
    FirstStep.TIMES: _keep_words,
    FirstStep.DATA: _keep_data,
    FirstStep.REACH: _keep_reach,
}
TEMPLATES = {
    FirstStep.GOALS: "first_steps/goals.html",
    FirstStep.TIMES: "first_steps/times.html",
    FirstStep.DATA: "first_steps/data.html",
    FirstStep.REACH: "first_steps/reach.html",
}
