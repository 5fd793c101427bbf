"""What a learner wrote: kept, found, changed, shared, taken back."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import (
    guarded,
    membership_here,
    note_opening,
    signed_in,
    signed_in_person,
    visitor,
)
from portal.autosaving import goes_on_at
from portal.blueprints.reflections import actions, queries
from portal.blueprints.reflections.finding import Found, find_by_words
from portal.blueprints.reflections.forms import (
    LONGEST_PROMPT,
    ReflectionChangeForm,
    ReflectionForm,
)
from portal.blueprints.reflections.prompting import prompts_for
from portal.blueprints.reflections.routes.blueprint import bp
from portal.db import session
from portal.forms import uuid_or_none
from portal.log import Opened
from portal.models import Feedback, Person, Reflection, Role
from portal.pages import page
from portal.policy import reflections as policy
from portal.typed import one_line
from portal.words import gettext as _


@bp.get("/reflections/")
@signed_in
def index(person: Person) -> ResponseReturnValue:
    """Show what the learner has written, newest first."""
    return reflections_page(person, ReflectionForm())


@bp.post("/reflections/")
@signed_in
def create(person: Person) -> ResponseReturnValue:
    """Keep a reflection, or say what has to be put right first."""
    form = ReflectionForm(request.form)
    if not form.validate():
        return reflections_page(person, form, status=422)
    work = queries.find_own_work(session, person, uuid_or_none(request.form.get("work")))
    feedback = queries.find_own_feedback(
        session, person, uuid_or_none(request.form.get("feedback"))
    )
    reflection = actions.write_reflection(
        session,
        person,
        words=form.words.data or "",
        prompt=_prompt(),
        work_id=work.id if work and not feedback else None,
        feedback_id=feedback.id if feedback else None,
    )
    goes_on_at(f"/reflections/{reflection.id}", reflection)
    return redirect(_back_to(feedback), 303)


def _back_to(feedback: Feedback | None) -> str:
    if feedback is None:
        return url_for("reflections.index")
    version = feedback.version
    return f"/work/{version.work_id}/versions/{version.number}/feedback#think"


def reflections_page(
    person: Person, form: ReflectionForm, status: int = 200
) -> ResponseReturnValue:
    """Draw the page, or only its panel, around the given form."""
    asked = one_line(request.args.get("q", "")[:LONGEST_PROMPT])
    found = _found(person, asked)
    return page(
        "reflections/index.html",
        fragments={"reflections-panel": "reflections/_panel.html"},
        status=status,
        reflections=found.reflections,
        more=found.older,
        asked=asked,
        form=form,
        about={name: request.form.get(name, "") for name in ("work", "feedback")},
        prompts=_prompts(person),
        prompt=_prompt(),
        may_share=_may_share(person),
    )


def _found(person: Person, asked: str) -> Found:
    skip = min(max(0, request.args.get("skip", 0, type=int)), 1_000_000)
    if asked:
        return find_by_words(session, person, asked, skip=skip)
    found = queries.reflections_by(session, person, skip=skip)
    more = skip + queries.PAGE if len(found) > queries.PAGE else None
    return Found(found[: queries.PAGE], more)


def _prompt() -> str:
    """Return the question as it was asked, which the form brings along."""
    return one_line(request.form.get("prompt", "")[: 2 * LONGEST_PROMPT])[:LONGEST_PROMPT]


def _prompts(person: Person) -> list[str]:
    someone = visitor()
    here = someone.membership if someone else None
    offered = prompts_for(session, person, here.programme_id) if here else []
    return list(dict.fromkeys([*filter(None, [_prompt()]), *offered]))


def _may_share(person: Person) -> bool:
    return any(m.role == Role.LEARNER and m.ended_on is None for m in person.memberships)


@bp.get("/reflections/<uuid:reflection_id>")
@guarded(queries.find_reflection)
def show(reflection: Reflection) -> ResponseReturnValue:
    """Show one reflection; its writer may change it until she shares it."""
    note_opening(
        Opened.REFLECTION,
        reflection.id,
        of=reflection.person_id,
        programme_id=reflection.shared_in_id,
    )
    return edit_page(reflection, ReflectionChangeForm(obj=reflection))


@bp.post("/reflections/<uuid:reflection_id>")
@guarded(queries.find_reflection, may=policy.may_change_reflection)
def update(reflection: Reflection) -> ResponseReturnValue:
    """Change the words, or show both texts if they changed meanwhile."""
    form = ReflectionChangeForm(request.form)
    if not form.validate():
        return edit_page(reflection, form, status=422)
    actions.rewrite_reflection(
        session, reflection, words=form.words.data or "", stamp=form.stamp.data
    )
    return redirect(url_for(".index"), 303)


def edit_page(
    reflection: Reflection, form: ReflectionChangeForm, *, status: int = 200, used: str = ""
) -> ResponseReturnValue:
    """Draw one reflection with what may be done with it."""
    person = signed_in_person()
    return page(
        "reflections/show.html",
        status=status,
        reflection=reflection,
        form=form,
        used=used,
        mine=reflection.person_id == person.id,
        may_change=policy.may_change_reflection(person, reflection),
        may_share=_may_share(person),
    )


@bp.post("/reflections/<uuid:reflection_id>/sharing")
@guarded(queries.find_reflection, may=policy.may_share_reflection)
def share(reflection: Reflection) -> ResponseReturnValue:
    """Let her mentors in the programme where she is now read it."""
    here = membership_here(Role.LEARNER)
    actions.share_reflection(session, reflection, programme_id=here.programme_id)
    return redirect(url_for(".show", reflection_id=reflection.id), 303)


@bp.post("/reflections/<uuid:reflection_id>/taking-back")
@guarded(queries.find_reflection, may=policy.may_share_reflection)
def take_back(reflection: Reflection) -> ResponseReturnValue:
    """Keep it for her eyes only again."""
    actions.unshare_reflection(session, reflection)
    return redirect(url_for(".show", reflection_id=reflection.id), 303)


@bp.get("/reflections/<uuid:reflection_id>/removal")
@guarded(queries.find_reflection, may=policy.may_share_reflection)
def removal(reflection: Reflection) -> ResponseReturnValue:
    """Ask once more before it is thrown away."""
    return page("reflections/removal.html", reflection=reflection)


@bp.post("/reflections/<uuid:reflection_id>/removal")
@guarded(queries.find_reflection, may=policy.may_share_reflection)
def remove(reflection: Reflection) -> ResponseReturnValue:
    """Throw it away, unless it stands on a page of her portfolio."""
    if actions.throw_away_reflection(session, reflection):
        return redirect(url_for(".index"), 303)
    words = _("This stands on a page of your portfolio. Take it out there first.")
    return edit_page(reflection, ReflectionChangeForm(obj=reflection), status=422, used=words)
