"""Who may see and do what with portfolios, pages, pieces and share links."""

from sqlalchemy import Select, select

from portal.models import Media, Page, Person, Piece, Portfolio, Reflection, Share, Version, Work


def visible_portfolios(person: Person) -> Select[Portfolio]:
    """Select one's own: a portfolio is shown to others by a link alone."""
    return select(Portfolio).where(Portfolio.person_id == person.id)


def visible_pages(person: Person) -> Select[Page]:
    """Select the pages of one's own portfolio."""
    return select(Page).join(Portfolio).where(Portfolio.person_id == person.id)


def visible_pieces(person: Person) -> Select[Piece]:
    """Select the pieces of one's own portfolio."""
    return select(Piece).join(Page).join(Portfolio).where(Portfolio.person_id == person.id)


def visible_shares(person: Person) -> Select[Share]:
    """Select the links that one made."""
    return select(Share).where(Share.person_id == person.id)


def versions_for_pieces(person: Person) -> Select[Version]:
    """Select what may become a piece: one's own versions, once they are sent."""
    return (
        select(Version)
        .join(Work, Work.id == Version.work_id)
        .where(Work.learner_id == person.id, Version.sent_at.is_not(None))
    )


def reflections_for_pieces(person: Person) -> Select[Reflection]:
    """Select one's own reflections, shared with a mentor or not."""
    return select(Reflection).where(Reflection.person_id == person.id)


def media_for_pieces(person: Person) -> Select[Media]:
    """Select one's own files."""
    return select(Media).where(Media.person_id == person.id)


def may_be_drawn(piece: Piece) -> bool:
    """A piece is drawn for others unless its version was taken back."""
    return piece.version is None or piece.version.sent_at is not None
