"""What comes round every hour: news of the day, and forgetting what nobody needs any more.

Each capability says itself what that is.
"""

from collections.abc import Callable

from sqlalchemy.orm import Session

from portal import held, jobs, mail, once, ownerless
from portal.blueprints.accounts.actions import drop_old_visits
from portal.blueprints.accounts.codes import drop_old_codes
from portal.blueprints.accounts.guessing import drop_old_tries
from portal.blueprints.accounts.second_factors import drop_begun_factors
from portal.blueprints.media.ending import drop_past_uploads
from portal.blueprints.notices.actions import drop_old_notices
from portal.blueprints.notices.daily import ask_for_daily_news
from portal.blueprints.search.catching_up import look_for_missing
from portal.blueprints.trust.closing.removing import remove_closed
from portal.blueprints.trust.exporting.ending import drop_past_exports
from portal.clock import now
from portal.jobs import Tools

DELETIONS: tuple[Callable[[Session], None], ...] = (
    once.drop_old_keys,
    jobs.drop_old_jobs,
    mail.drop_old_mails,
    mail.empty_old_mails,
    drop_old_visits,
    drop_old_tries,
    drop_old_notices,
    drop_old_codes,
    drop_begun_factors,
)


def sweep(tools: Tools) -> None:
    """Ask for the news of the day and for words to search, and delete what is past its time.

    Each capability does it in a short transaction.
    """
    _sweep_held(tools)
    with tools.writing() as session:
        ask_for_daily_news(session)
    look_for_missing(tools)
    for delete in DELETIONS:
        with tools.writing() as session:
            delete(session)
    drop_past_exports(tools)
    drop_past_uploads(tools)
    ownerless.drop_ownerless(tools)
    remove_closed(tools)


def _sweep_held(tools: Tools) -> None:
    """Delete files first, so that a kill between the two leaves none behind."""
    before = now()
    with tools.reading() as session:
        keys = held.past_files(session, ended_before=before)
    for key in keys:
        tools.storage.delete(key)
    with tools.writing() as session:
        held.drop_past(session, ended_before=before)
