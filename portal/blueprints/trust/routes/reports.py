"""Reporting words, and the coordinator's answer."""

from flask import g, redirect, request
from flask.typing import ResponseReturnValue

from portal.access import guarded, membership_here, note_opening, signed_in, signed_in_person
from portal.blueprints.programmes.routes.here import page_number
from portal.blueprints.trust.reports import actions, queries
from portal.blueprints.trust.reports.forms import ReportAnswerForm, ReportForm
from portal.blueprints.trust.reports.reported import Reported, find_words, read_words
from portal.blueprints.trust.routes.blueprint import bp
from portal.db import session
from portal.log import Opened
from portal.models import Person, Report, Role
from portal.pages import page
from portal.policy.reports import may_answer_report, may_report
from portal.words import gettext as _

WORDS = "/reports/<any(note, reply, feedback, addition):kind>/<uuid:subject_id>"
HIDING = {"hide": True, "show": False}


@bp.get("/reports/")
@signed_in
def reports(person: Person) -> ResponseReturnValue:
    """Show a coordinator what was reported to her, and everybody what they reported."""
    here, number = membership_here(), page_number()
    runs = here.role == Role.COORDINATOR
    found, more = (
        queries.reports_to(session, here.programme_id, number=number)
        if runs
        else queries.reports_by(session, person, number=number)
    )
    g.tab = "programmes.index" if runs else None
    return page("trust/reports.html", reports=found, more=more, number=number, runs=runs)


@bp.get(WORDS)
@guarded(find_words)
def words_to_report(reported: Reported) -> ResponseReturnValue:
    """Ask what is wrong; lead on where it was asked already, and tell the author of hiding."""
    person = signed_in_person()
    before = queries.open_report(session, person, reported.id)
    if before:
        return redirect(f"/reports/{before.id}", 303)
    if reported.hidden_at:
        return _hidden_page(reported, person)
    if not may_report(person, reported):
        return redirect(reported.path, 303)
    return _report_page(reported, ReportForm())


@bp.post(WORDS)
@guarded(find_words, may=may_report)
def report_words(reported: Reported) -> ResponseReturnValue:
    """Report it to the coordinators, once."""
    person, form = signed_in_person(), ReportForm(request.form)
    if not form.validate():
        return _report_page(reported, form, status=422)
    try:
        made = actions.report(session, person, reported, words=form.words.data or "")
    except actions.OpenAlready:
        form.words.errors = [_("You have reported this. The coordinator will answer you.")]
        return _report_page(reported, form, status=422)
    return redirect(f"/reports/{made.id}", 303)


@bp.get("/reports/<uuid:report_id>")
@guarded(queries.find_report)
def report(report: Report) -> ResponseReturnValue:
    """Show one report: what was reported, why, and what the coordinator says."""
    form = ReportAnswerForm(answer=report.answer)
    form.stamp.data = report.stamp
    return _answer_page(report, form)


@bp.post("/reports/<uuid:report_id>")
@guarded(queries.find_report, may=may_answer_report)
def answer_report(report: Report) -> ResponseReturnValue:
    """Answer a report; the button says what becomes of the words."""
    form = ReportAnswerForm(request.form)
    if not form.validate():
        return _answer_page(report, form, status=422)
    actions.answer_report(
        session,
        report,
        by=signed_in_person(),
        answer=form.answer.data or "",
        hide=HIDING.get(request.form.get("then", "")),
        stamp=form.stamp.data,
    )
    return redirect(f"/reports/{report.id}", 303)


def _report_page(reported: Reported, form: ReportForm, status: int = 200) -> ResponseReturnValue:
    return page("trust/reporting.html", status=status, reported=reported, form=form)


def _hidden_page(reported: Reported, person: Person) -> ResponseReturnValue:
    mine = reported.author_id == person.id
    why = queries.why_hidden(session, reported.id) if mine else ()
    return page("trust/hidden.html", reported=reported, mine=mine, why=why)


def _answer_page(report: Report, form: ReportAnswerForm, status: int = 200) -> ResponseReturnValue:
    person = signed_in_person()
    runs = may_answer_report(person, report)
    g.tab = "programmes.index" if runs else None
    what = report.kind, report.subject_id
    reported = read_words(session, *what) if runs else find_words(session, person, *what)
    if runs and reported:
        of, programme_id = reported.author_id, report.programme_id
        note_opening(Opened.REPORTED, reported.id, of=of, programme_id=programme_id)
    return page(
        "trust/report.html",
        status=status,
        report=report,
        reported=reported,
        form=form if runs else None,
        mine=report.person_id == person.id,
    )
