"""What changes a programme and who is in it."""

from portal.blueprints.programmes.actions.cohorts import add_cohort, change_cohort
from portal.blueprints.programmes.actions.coming_in import (
    LinkHasEnded,
    accept_invitation,
    come_in,
    take_new_password,
)
from portal.blueprints.programmes.actions.invitations import (
    Guest,
    create_coordinator_invitation,
    give_new_password,
    invite,
    path_of,
    renew_link,
    withdraw_link,
)
from portal.blueprints.programmes.actions.members import (
    LastCoordinator,
    add_mentoring,
    change_membership,
    end_membership,
    end_mentoring,
    open_membership,
    reopen_membership,
    stamp_of,
)
from portal.blueprints.programmes.actions.programmes import change_programme, create_programme
from portal.blueprints.programmes.actions.skills import add_skill, change_skill, move_skill

__all__ = [
    "Guest",
    "LastCoordinator",
    "LinkHasEnded",
    "accept_invitation",
    "add_cohort",
    "add_mentoring",
    "add_skill",
    "change_cohort",
    "change_membership",
    "change_programme",
    "change_skill",
    "come_in",
    "create_coordinator_invitation",
    "create_programme",
    "end_membership",
    "end_mentoring",
    "give_new_password",
    "invite",
    "move_skill",
    "open_membership",
    "path_of",
    "renew_link",
    "reopen_membership",
    "stamp_of",
    "take_new_password",
    "withdraw_link",
]
