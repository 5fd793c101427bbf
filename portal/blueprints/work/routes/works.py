"""The works of a learner, one work with its versions, and beginning."""

from flask import g, request
from flask.typing import ResponseReturnValue

from portal.access import (
    guarded,
    membership_here,
    note_opening,
    signed_in,
    signed_in_person,
    visitor,
)
from portal.blueprints.work import actions, queries
from portal.blueprints.work.folding import fold
from portal.blueprints.work.forms import NewWorkForm, marks_of
from portal.blueprints.work.routes.blueprint import bp, note_version_opened, to_draft, to_work
from portal.blueprints.work.saying import (
    say_who_sees_draft,
    say_who_sees_sent,
    say_who_sees_theirs,
)
from portal.db import session
from portal.forms import uuid_or_none
from portal.log import Opened
from portal.models import Person, Role, Version, Work
from portal.pages import page
from portal.policy.programmes import is_learner_in
from portal.policy.questions import is_asked_about
from portal.policy.work import may_answer, may_start_next, may_take_back
from portal.words import gettext as _


@bp.get("/work/")
@signed_in
def index(person: Person) -> ResponseReturnValue:
    """Show the person's own works, those last touched first."""
    return _index(person, NewWorkForm())


@bp.post("/work/")
@signed_in
def begin(person: Person) -> ResponseReturnValue:
    """Begin a work for a task, or something she made; a task begun before leads to its work."""
    here = membership_here(Role.LEARNER)
    form = NewWorkForm(request.form)
    if "task_id" in request.form:
        task_id = uuid_or_none(request.form["task_id"])
        task = queries.task_for(session, person, task_id) if task_id else None
        if task is None or not is_learner_in(person, task.programme_id):
            form.title.errors = [_("This task is not there any more. Choose another one.")]
            return _index(person, form, status=422)
        work = actions.begin_work(session, person, programme_id=task.programme_id, task=task)
    elif form.validate():
        title = form.title.data or ""
        work = actions.begin_work(session, person, programme_id=here.programme_id, title=title)
    else:
        return _index(person, form, status=422)
    number = queries.draft_number(session, work)
    return to_draft(work, number) if number else to_work(work.id)


def _index(person: Person, form: NewWorkForm, status: int = 200) -> ResponseReturnValue:
    skip = request.args.get("skip", 0, type=int)
    skip = min(max(skip, 0), 1_000_000)
    works = queries.works_of(session, person, skip=skip)
    someone = visitor()
    here = someone.membership if someone else None
    return page(
        "work/index.html",
        status=status,
        form=form,
        works=works[: queries.PAGE],
        older=skip + queries.PAGE if len(works) > queries.PAGE else None,
        learns=bool(here and here.role == Role.LEARNER),
    )


@bp.get("/work/<uuid:work_id>")
@guarded(queries.find_work)
def show(work: Work) -> ResponseReturnValue:
    """Show a work: its versions, receipts, answers, and how to go on."""
    person = signed_in_person()
    versions = queries.versions_of(session, person, work)
    mine = work.learner_id == person.id
    if not mine:
        g.tab = "feedback.learners"
        note_opening(Opened.WORK, work.id, of=work.learner_id, programme_id=work.programme_id)
    draft = next((one for one in versions if mine and one.sent_at is None), None)
    return page(
        "work/show.html",
        work=work,
        versions=[one for one in versions if one.sent_at],
        draft=draft,
        mine=mine,
        seen=_who_sees(
            work,
            sent=any(one.sent_at for one in versions),
            asked=any(is_asked_about(one) for one in versions),
        ),
        may_start_next=draft is None and may_start_next(person, work),
        may_take_back={one.number for one in versions if may_take_back(person, one)},
        may_answer={one.number for one in versions if may_answer(person, one)},
    )


def _who_sees(work: Work, *, sent: bool, asked: bool) -> str:
    """Say who sees the work; true at this moment, links and an open question included."""
    person = signed_in_person()
    mentors = queries.mentor_names(session, work)
    if work.learner_id != person.id:
        return say_who_sees_theirs(work.learner.name, mentors)
    if not sent:
        return say_who_sees_draft(mentors, asked=asked)
    links = queries.live_links_to(session, person, work)
    return say_who_sees_sent(mentors, links, asked=asked)


@bp.post("/work/<uuid:work_id>/versions/")
@guarded(queries.find_work, may=may_start_next)
def start_next(work: Work) -> ResponseReturnValue:
    """Start the next version as a copy of the last, or go on with the one that is there."""
    version = actions.start_next_version(session, work)
    return to_draft(work, version.number)


@bp.get("/work/<uuid:work_id>/versions/<int:number>")
@guarded(queries.find_version)
def read(version: Version) -> ResponseReturnValue:
    """Show a version as it is: text, files, how far she says she is."""
    mine = version.work.learner_id == signed_in_person().id
    if not mine:
        g.tab = "feedback.learners"
        note_version_opened(version)
    return page(
        "work/version.html",
        version=version,
        work=version.work,
        text=fold(version.html, version.plain),
        mine=mine,
        seen=_who_sees(
            version.work, sent=version.sent_at is not None, asked=is_asked_about(version)
        ),
        marks=marks_of(version),
    )
