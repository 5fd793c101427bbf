"""The list of people, and the page of one member."""

from itertools import groupby
from urllib.parse import urlencode

from flask import redirect, request
from flask.typing import ResponseReturnValue

from portal.access import guarded, membership_here, signed_in, signed_in_person
from portal.blueprints.accounts.second_factors import factor_of
from portal.blueprints.programmes import actions
from portal.blueprints.programmes.forms import MemberForm, MentorForm
from portal.blueprints.programmes.queries import people as queries
from portal.blueprints.programmes.queries.load import (
    MentorLoad,
    loads_of,
    open_answers_around,
)
from portal.blueprints.programmes.routes.blueprint import bp
from portal.blueprints.programmes.routes.here import page_number
from portal.db import session
from portal.forms import uuid_or_none
from portal.models import Membership, Person, Role
from portal.pages import page
from portal.policy.programmes import (
    may_change_mentors,
    may_give_new_password,
    may_run,
    may_turn_off_second_factor,
)


@bp.get("/programme/people")
@signed_in
def people(person: Person) -> ResponseReturnValue:
    """Show who is in the programme, by role and cohort."""
    programme = membership_here(Role.COORDINATOR).programme
    asked, cohort_id = request.args.get("who", ""), uuid_or_none(request.args.get("cohort"))
    listed = queries.Listed(asked) if asked in set(queries.Listed) else None
    members, more = queries.people_of(
        session, programme, listed=listed, cohort_id=cohort_id, number=page_number()
    )
    return page(
        "programmes/people.html",
        programme=programme,
        groups=[(role, list(lines)) for role, lines in groupby(members, key=_role)],
        cohorts=queries.cohorts_of(session, programme.id),
        listed=listed,
        cohort_id=cohort_id,
        asked=urlencode({"who": listed or "", "cohort": cohort_id or ""}),
        number=page_number(),
        more=more,
    )


def _role(member: queries.MemberLine) -> str:
    return member.role


@bp.get("/programme/people/<uuid:membership_id>")
@guarded(queries.find_member, may=may_run)
def member_page(member: Membership) -> ResponseReturnValue:
    """Show one member: cohort, mentors, and what can be done."""
    form = MemberForm(cohort=str(member.cohort_id or ""), about=member.about)
    form.stamp.data = actions.stamp_of(member)
    return draw_member(member, form, MentorForm())


@bp.post("/programme/people/<uuid:membership_id>")
@guarded(queries.find_member, may=may_run)
def change_member(member: Membership) -> ResponseReturnValue:
    """Change cohort and description, or say what has to be put right."""
    form = MemberForm(request.form)
    form.cohort.offer(queries.cohorts_of(session, member.programme_id))
    if not form.validate():
        return draw_member(member, form, MentorForm(), status=422)
    actions.change_membership(
        session,
        member,
        by=signed_in_person(),
        cohort_id=form.cohort.chosen if member.role == Role.LEARNER else None,
        about=form.about.data or "",
        stamp=form.stamp.data,
        labels=form.cohort.labels,
    )
    return redirect(f"/programme/people/{member.id}?saved=1", 303)


@bp.post("/programme/people/<uuid:membership_id>/mentors")
@guarded(queries.find_member, may=may_change_mentors)
def add_mentor(member: Membership) -> ResponseReturnValue:
    """Give a learner one more mentor."""
    form = MentorForm(request.form)
    form.mentor.offer(_others(member), "label")
    if not form.validate() or form.mentor.chosen is None:
        kept = MemberForm(cohort=str(member.cohort_id or ""), about=member.about)
        kept.stamp.data = actions.stamp_of(member)
        return draw_member(member, kept, form, status=422)
    actions.add_mentoring(
        session,
        programme_id=member.programme_id,
        learner_id=member.person_id,
        mentor_id=form.mentor.chosen,
        by=signed_in_person(),
    )
    return redirect(f"/programme/people/{member.id}", 303)


def draw_member(
    member: Membership, form: MemberForm, mentor_form: MentorForm, status: int = 200
) -> ResponseReturnValue:
    """Draw the page of a member around the given forms."""
    form.cohort.offer(queries.cohorts_of(session, member.programme_id))
    mentor_form.mentor.offer(_others(member), "label")
    return page(
        "programmes/member.html",
        status=status,
        member=member,
        ties=queries.ties_of(session, member),
        open_answers=open_answers_around(session, member),
        load=_load(member),
        form=form,
        mentor_form=mentor_form,
        may_give_new_password=may_give_new_password(signed_in_person(), member),
        has_second_factor=_has_second_factor(member),
        saved="saved" in request.args,
    )


def _others(member: Membership) -> list[MentorLoad]:
    """Return who could mentor her, with what each carries already."""
    if member.role != Role.LEARNER or member.ended_on:
        return []
    mentors = loads_of(session, member.programme_id)
    return [mentor for mentor in mentors if mentor.id != member.person_id]


def _has_second_factor(member: Membership) -> bool:
    """Tell whether there is one that she may turn off for this member."""
    may = may_turn_off_second_factor(signed_in_person(), member)
    return may and factor_of(session, member.person_id) is not None


def _load(member: Membership) -> MentorLoad | None:
    if member.role != Role.MENTOR or member.ended_on:
        return None
    mentors = loads_of(session, member.programme_id)
    return next((mentor for mentor in mentors if mentor.id == member.person_id), None)
