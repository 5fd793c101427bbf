"""The first screen of each role."""

from flask import g, redirect
from flask.typing import ResponseReturnValue

from portal import db
from portal.access import signed_in, visitor
from portal.blueprints.feedback.routes.queue import queue
from portal.blueprints.growth.queries import skills_of
from portal.blueprints.home import queries
from portal.blueprints.home.first_steps import actions
from portal.blueprints.home.first_steps.standing import PATHS, step_to_lead_to
from portal.blueprints.home.routes.blueprint import bp
from portal.blueprints.notices.queries import count_new
from portal.blueprints.programmes.routes.overview import index as programme
from portal.blueprints.reflections.prompting import prompt_of_the_week
from portal.clock import today
from portal.db import session
from portal.models import Membership, Person, Role
from portal.pages import page


@bp.get("/")
@signed_in
def index(person: Person) -> ResponseReturnValue:
    """Show what to do next: to a learner her step, to a mentor his queue; once, the first steps."""
    someone = visitor()
    here = someone.membership if someone else None
    first = step_to_lead_to(person, here.role) if here else None
    if first:
        db.after_page(actions.lead, person_id=person.id, step=first)
        return redirect(PATHS[first], 303)
    if here and here.role == Role.MENTOR:
        g.tab = "feedback.queue"
        return queue()
    if here and here.role == Role.COORDINATOR:
        g.tab = "programmes.index"
        return programme()
    return _learner_home(person, here)


def _learner_home(person: Person, here: Membership | None) -> ResponseReturnValue:
    steps = queries.next_steps(session, person)
    drafts = queries.drafts(session, person)
    tasks = queries.open_tasks(session, person, programme_id=here.programme_id) if here else []
    week = prompt_of_the_week(session, person, here.programme_id) if here else ""
    return page(
        "home/learner.html",
        first=steps[0] if steps else None,
        later=steps[1:],
        answers=queries.newest_answers(session, person),
        drafts=drafts,
        waiting=queries.waiting_works(session, person),
        tasks=tasks,
        growth=skills_of(session, person),
        new=count_new(session, person),
        week=week,
        week_first=bool(week) and today(person.zone).weekday() == 0,
    )
