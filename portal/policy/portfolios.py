"""Who may see and do what with portfolios, pages, pieces and share links."""

from sqlalchemy import Select, select

from portal.models import Page, Person, Piece, Portfolio, Share


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
