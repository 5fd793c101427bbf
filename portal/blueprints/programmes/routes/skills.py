"""Skills: the list in its order, a new one, and changing one."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from portal.access import guarded, signed_in, signed_in_person
from portal.blueprints.programmes import actions
from portal.blueprints.programmes.forms import SkillForm
from portal.blueprints.programmes.queries import people as queries
from portal.blueprints.programmes.routes.blueprint import bp
from portal.blueprints.programmes.routes.here import programme_here
from portal.db import session
from portal.models import Person, Programme, Skill
from portal.pages import page
from portal.policy.programmes import may_run


@bp.get("/programme/skills")
@signed_in
def skills(person: Person) -> ResponseReturnValue:
    """Show the skills in their order, and the form for a new one."""
    return _skills_page(programme_here(), SkillForm())


@bp.post("/programme/skills")
@signed_in
def add_skill(person: Person) -> ResponseReturnValue:
    """Add a skill, or say what has to be put right."""
    programme, form = programme_here(), SkillForm(request.form)
    if not form.validate():
        return _skills_page(programme, form, status=422)
    actions.add_skill(
        session, programme, by=person, name=form.name.data or "", words=form.words.data or ""
    )
    return redirect("/programme/skills", 303)


@bp.get("/programme/skills/<uuid:skill_id>")
@guarded(queries.find_skill, may=may_run)
def skill_page(skill: Skill) -> ResponseReturnValue:
    """Show a skill to change it."""
    return page("programmes/skill.html", skill=skill, form=SkillForm(obj=skill))


@bp.post("/programme/skills/<uuid:skill_id>")
@guarded(queries.find_skill, may=may_run)
def change_skill(skill: Skill) -> ResponseReturnValue:
    """Change a skill, or say what has to be put right."""
    form = SkillForm(request.form)
    if not form.validate():
        return page("programmes/skill.html", status=422, skill=skill, form=form)
    actions.change_skill(
        session,
        skill,
        by=signed_in_person(),
        name=form.name.data or "",
        words=form.words.data or "",
        stamp=form.stamp.data,
    )
    return redirect("/programme/skills", 303)


@bp.post("/programme/skills/<uuid:skill_id>/place")
@guarded(queries.find_skill, may=may_run)
def move_skill(skill: Skill) -> ResponseReturnValue:
    """Move a skill one place up or down."""
    up = request.form.get("way") == "up"
    actions.move_skill(session, skill, by=signed_in_person(), up=up)
    return redirect("/programme/skills", 303)


def _skills_page(programme: Programme, form: SkillForm, status: int = 200) -> ResponseReturnValue:
    return page(
        "programmes/skills.html",
        status=status,
        programme=programme,
        skills=queries.skills_of(session, programme.id),
        form=form,
    )
