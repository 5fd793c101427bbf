"""Who can see this: the words beside every piece, true at this moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import dates
from portal.blueprints.portfolios.lines import PieceLine
from portal.clock import today
from portal.models import Person, Share
from portal.policy.shares import is_live
from portal.words import gettext as _


@dataclass(frozen=True, slots=True)
class Link:
    """A link that opens today, and what it opens."""

    id: UUID
    label: str
    ends_on: date
    page_id: UUID | None
    piece_id: UUID | None

    @property
    def opens_all(self) -> bool:
        """Tell whether it opens the whole portfolio."""
        return self.page_id is None and self.piece_id is None


def live_links(session: Session, person: Person) -> list[Link]:
    """Return the person's links that open today, by their end."""
    query = (
        select(Share.id, Share.label, Share.ends_on, Share.page_id, Share.piece_id)
        .where(Share.person_id == person.id, Share.off_at.is_(None))
        .order_by(Share.ends_on, Share.id)
    )
    day = today(person.zone)
    return [Link(*row) for row in session.execute(query) if is_live(False, row.ends_on, day)]


def who_sees(line: PieceLine, links: Sequence[Link]) -> list[str]:
    """Say who can see a piece, one sentence each."""
    if line.taken_back:
        return [_("Only you can see this: you took the work back. Links do not show it now.")]
    opening = [
        link
        for link in links
        if link.opens_all or link.page_id == line.page_id or link.piece_id == line.id
    ]
    said = [_everybody(link) for link in opening]
    if line.mentors_see:
        return [_("You can see this, and the mentors you sent it to."), *said]
    return said or [_("Only you can see this.")]


def _everybody(link: Link) -> str:
    return _(
        "Everybody who has the link “%(label)s” can see this, until %(day)s.",
        label=link.label,
        day=dates.long_day(link.ends_on),
    )
