"""What ends and begins again: memberships, mentorings, passwords."""

from flask import redirect
from flask.typing import ResponseReturnValue

from portal.access import guarded, settings, signed_in_person
from portal.blueprints.programmes import actions
from portal.blueprints.programmes.actions.second_factors import turn_off_second_factor
from portal.blueprints.programmes.queries import people as queries
from portal.blueprints.programmes.routes.blueprint import bp
from portal.blueprints.programmes.routes.here import remember_link
from portal.db import session
from portal.models import Membership, Mentoring
from portal.pages import page
from portal.policy.programmes import (
    may_give_new_password,
    may_run,
    may_turn_off_second_factor,
)


@bp.get("/programme/people/<uuid:membership_id>/ending")
@guarded(queries.find_member, may=may_run)
def ending_page(member: Membership) -> ResponseReturnValue:
    """Say what ends with a membership, and ask."""
    return _ending_page(member)


@bp.post("/programme/people/<uuid:membership_id>/ending")
@guarded(queries.find_member, may=may_run)
def end_member(member: Membership) -> ResponseReturnValue:
    """End a membership and its mentorings."""
    try:
        actions.end_membership(session, member, by=signed_in_person())
    except actions.LastCoordinator:
        return _ending_page(member, is_last=True, status=422)
    return redirect("/programme/people?who=left", 303)


def _ending_page(
    member: Membership, *, is_last: bool = False, status: int = 200
) -> ResponseReturnValue:
    return page(
        "programmes/ending.html",
        status=status,
        member=member,
        ties=queries.ties_of(session, member),
        is_last=is_last,
    )


@bp.post("/programme/people/<uuid:membership_id>/reopening")
@guarded(queries.find_member, may=may_run)
def reopen_member(member: Membership) -> ResponseReturnValue:
    """Let a member in again."""
    actions.reopen_membership(session, member, by=signed_in_person())
    return redirect(f"/programme/people/{member.id}", 303)


@bp.post("/programme/people/<uuid:membership_id>/new-password")
@guarded(queries.find_member, may=may_give_new_password)
def give_new_password(member: Membership) -> ResponseReturnValue:
    """Make a link by which the member sets a new password."""
    door, secret = actions.give_new_password(session, settings(), member, by=signed_in_person())
    remember_link(door, secret)
    return redirect("/programme/invitations", 303)


@bp.post("/programme/people/<uuid:membership_id>/second-factor")
@guarded(queries.find_member, may=may_turn_off_second_factor)
def forget_second_factor(member: Membership) -> ResponseReturnValue:
    """Let a member who lost app and codes sign in with the password alone."""
    turn_off_second_factor(session, settings(), member.person, by=signed_in_person())
    return redirect(f"/programme/people/{member.id}?saved=1", 303)


@bp.post("/programme/mentorings/<uuid:mentoring_id>/ending")
@guarded(queries.find_mentoring, may=may_run)
def end_mentoring(mentoring: Mentoring) -> ResponseReturnValue:
    """Let a mentor no longer see a learner's work."""
    actions.end_mentoring(session, mentoring, by=signed_in_person())
    member = queries.learner_in(session, mentoring)
    return redirect(f"/programme/people/{member}" if member else "/programme/people", 303)
