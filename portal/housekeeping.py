"""Forgetting what nobody needs any more; each capability says itself what that is."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from portal import held, jobs, once
from portal.blueprints.accounts.actions import drop_old_visits
from portal.blueprints.accounts.guessing import drop_old_tries
from portal.clock import now
from portal.jobs import Tools

DELETIONS: tuple[Callable[[Session], None], ...] = (
    once.drop_old_keys,
    jobs.drop_old_jobs,
    drop_old_visits,
    drop_old_tries,
)


def sweep(tools: Tools) -> None:
    """Delete what is past its time: each capability in a short transaction."""
    _sweep_held(tools)
    for delete in DELETIONS:
        with tools.writing() as session:
            delete(session)


def _sweep_held(tools: Tools) -> None:
    """Delete files first, so that a kill between the two leaves none behind."""
    before = now()
    with tools.reading() as session:
        keys = held.past_files(session, ended_before=before)
    for key in keys:
        tools.storage.delete(key)
    with tools.writing() as session:
        held.drop_past(session, ended_before=before)
