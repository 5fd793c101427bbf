"""A few small views beside the real ones, each to try one promise of the foundation."""

from uuid import UUID

from flask import Blueprint, Flask, abort, redirect, request
from sqlalchemy import select

from portal import db
from portal.access import guarded, public, reads_first, signed_in
from portal.db import session
from portal.models import Person, Step
from portal.once import check_stamp
from portal.pages import page


def add_probes(app: Flask) -> Flask:
    """Give the portal the views of this module."""
    bp = Blueprint("probes", __name__)
    for rule, method, view in RULES:
        bp.add_url_rule(f"/probe{rule}", view.__name__, view, methods=[method])
    app.register_blueprint(bp)
    return app


@public
def write_in_a_get():
    session.add(Step(person_id=UUID(request.args["person"]), words="from a GET"))
    session.flush()
    return "written"


@public
def crash():
    raise RuntimeError("the secret inside")


@public
def answer_with(status):
    abort(status)


@public
def note_it_afterwards():
    who = UUID(request.args["person"])
    db.after_page(write_afterwards, person_id=who)
    if "fail" in request.args:
        db.after_page(fail_afterwards)
    return page("errors/error.html", heading="Seen", words="", reference="", sent=())


def write_afterwards(session, person_id):
    session.add(Step(person_id=person_id, words="noted afterwards"))


def fail_afterwards(session):
    raise RuntimeError("only for the log")


@signed_in
def add_step(person):
    step = Step(person_id=person.id, words=request.form["words"])
    session.add(step)
    session.flush()
    return redirect(f"/probe/led?to={step.id}", 303)


@signed_in
def refuse(person):
    session.add(Step(person_id=person.id, words=request.form["words"]))
    session.flush()
    if request.form.get("keep"):
        db.keep()
    return page("errors/error.html", status=422, heading="No", words="", reference="", sent=())


@signed_in
def clash_at_commit(person):
    session.add(Person(name="Twin", email=person.email))
    return redirect("/", 303)


@signed_in
def clash_while_flushing(person):
    session.add(Person(name="Twin", email=person.email))
    session.flush()
    return redirect("/", 303)


def find_step(session, person, step_id):
    query = select(Step).where(Step.id == step_id, Step.person_id == person.id)
    return session.scalar(query.execution_options(populate_existing=True))


def is_open(person, step):
    return step.done_at is None


@guarded(find_step)
def change_step(step):
    check_stamp(step, request.form.get("stamp", type=int), theirs={"words": step.words})
    step.words = request.form["words"]
    session.flush()
    return redirect("/probe/led?to=changed", 303)


@guarded(find_step, may=is_open)
def finish_step(step):
    _finish(step)
    return redirect("/probe/led?to=done", 303)


@guarded(find_step, may=is_open)
@reads_first
def finish_slowly(step):
    meanwhile = request.environ.get("probe.meanwhile")
    if meanwhile:
        meanwhile()
    db.begin_writing()
    _finish(step)
    return redirect("/probe/led?to=done", 303)


@guarded(find_step)
@reads_first
def throw_away(step):
    db.begin_writing()
    session.delete(step)
    session.flush()
    return redirect("/probe/led?to=gone", 303)


def _finish(step):
    from portal.clock import now

    if "stamp" in request.form:
        check_stamp(step, request.form.get("stamp", type=int))
    step.done_at = now()
    step.done_words += "+"
    session.flush()


RULES = (
    ("/write", "GET", write_in_a_get),
    ("/crash", "GET", crash),
    ("/status/<int:status>", "GET", answer_with),
    ("/afterwards", "GET", note_it_afterwards),
    ("/secret/<secret>", "GET", public(lambda secret: "opened")),
    ("/steps", "POST", add_step),
    ("/refusal", "POST", refuse),
    ("/clash", "POST", clash_at_commit),
    ("/clash-early", "POST", clash_while_flushing),
    ("/steps/<uuid:step_id>", "POST", change_step),
    ("/steps/<uuid:step_id>/done", "POST", finish_step),
    ("/steps/<uuid:step_id>/done-slowly", "POST", finish_slowly),
    ("/steps/<uuid:step_id>/away", "POST", throw_away),
)
