"""What becomes of the links to a page or piece that is removed."""

from uuid import UUID

from sqlalchemy import false, or_, select
from sqlalchemy.orm import Session

from portal.clock import now
from portal.models import Portfolio, Share


def end_links(
    session: Session,
    portfolio: Portfolio,
    *,
    page_id: UUID | None = None,
    piece_id: UUID | None = None,
) -> None:
    """Switch the links off for good and hang them on the portfolio itself.

    So the page or piece can be removed, the address answers that it has ended, and the
    days and answers that belong to the link are not lost. A link that is off stays off.
    """
    pointing = or_(
        Share.page_id == page_id if page_id else false(),
        Share.piece_id == piece_id if piece_id else false(),
    )
    for share in session.scalars(select(Share).where(pointing)):
        share.off_at = share.off_at or now()
        share.portfolio_id, share.page_id, share.piece_id = portfolio.id, None, None
    session.flush()
