"""The questions that a programme asks its learners, as a coordinator writes them."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from portal.access import guarded, signed_in, signed_in_person
from portal.blueprints.programmes.routes.here import page_number, programme_here
from portal.blueprints.reflections import asking, prompting
from portal.blueprints.reflections.forms import PromptForm
from portal.blueprints.reflections.routes.blueprint import bp
from portal.blueprints.tasks.queries import titles_of
from portal.db import session
from portal.models import Person, Programme, Prompt
from portal.pages import page
from portal.policy.reflections import may_change_prompt


@bp.get("/programme/prompts")
@signed_in
def prompts(person: Person) -> ResponseReturnValue:
    """Show the questions with when they are asked, and the form for a new one."""
    programme = programme_here()
    return _prompts_page(programme, _offer(PromptForm(), programme))


@bp.post("/programme/prompts")
@signed_in
def add_prompt(person: Person) -> ResponseReturnValue:
    """Ask one more question, or say what has to be put right."""
    programme = programme_here()
    form = _offer(PromptForm(request.form), programme)
    if not form.validate():
        return _prompts_page(programme, form, status=422)
    asking.add_prompt(session, programme, by=person, asked=form.read())
    return redirect("/programme/prompts", 303)


@bp.get("/programme/prompts/<uuid:prompt_id>")
@guarded(prompting.find_prompt, may=may_change_prompt)
def edit_prompt(prompt: Prompt) -> ResponseReturnValue:
    """Show a question to change it."""
    form = _offer(PromptForm(obj=prompt, task=str(prompt.task_id or "")), prompt)
    return page("reflections/prompt.html", prompt=prompt, form=form)


@bp.post("/programme/prompts/<uuid:prompt_id>")
@guarded(prompting.find_prompt, may=may_change_prompt)
def change_prompt(prompt: Prompt) -> ResponseReturnValue:
    """Change a question, or say what has to be put right."""
    form = _offer(PromptForm(request.form), prompt)
    if not form.validate():
        return page("reflections/prompt.html", status=422, prompt=prompt, form=form)
    asking.change_prompt(
        session,
        prompt,
        by=signed_in_person(),
        asked=form.read(),
        stamp=form.stamp.data,
        tasks=form.task.labels,
    )
    return redirect("/programme/prompts", 303)


@bp.get("/programme/prompts/<uuid:prompt_id>/removal")
@guarded(prompting.find_prompt, may=may_change_prompt)
def prompt_removal(prompt: Prompt) -> ResponseReturnValue:
    """Show the question once more, and ask."""
    return page("reflections/prompt_removal.html", prompt=prompt)


@bp.post("/programme/prompts/<uuid:prompt_id>/removal")
@guarded(prompting.find_prompt, may=may_change_prompt)
def remove_prompt(prompt: Prompt) -> ResponseReturnValue:
    """Ask it no more."""
    asking.throw_prompt_away(session, prompt, by=signed_in_person())
    return redirect("/programme/prompts", 303)


def _offer(form: PromptForm, place: Programme | Prompt) -> PromptForm:
    programme_id = place.id if isinstance(place, Programme) else place.programme_id
    form.task.offer(titles_of(session, programme_id), words="title")
    return form


def _prompts_page(programme: Programme, form: PromptForm, status: int = 200) -> ResponseReturnValue:
    number = page_number()
    found, more = prompting.prompts_of(session, programme.id, number=number)
    return page(
        "reflections/prompts.html",
        status=status,
        programme=programme,
        prompts=found,
        number=number,
        more=more,
        form=form,
    )
