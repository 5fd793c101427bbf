"""Her own look at what an employer would see: the very same drawing."""

from flask import url_for
from flask.typing import ResponseReturnValue

from portal.access import guarded
from portal.blueprints.portfolios import loading, queries
from portal.blueprints.portfolios.routes.blueprint import bp
from portal.blueprints.portfolios.showing import Shown
from portal.db import session
from portal.models import Page, Piece, Portfolio
from portal.pages import page


@bp.get("/portfolio/preview")
@guarded(queries.find_portfolio)
def preview_portfolio(portfolio: Portfolio) -> ResponseReturnValue:
    """Show the whole portfolio as an employer would see it."""
    return _preview(loading.show_portfolio(session, portfolio), back=url_for(".index"))


@bp.get("/portfolio/pages/<uuid:page_id>/preview")
@guarded(queries.find_page)
def preview_page(shown: Page) -> ResponseReturnValue:
    """Show a page as an employer would see it."""
    back = url_for(".show_page", page_id=shown.id)
    return _preview(loading.show_page(session, shown), back=back)


@bp.get("/portfolio/pieces/<uuid:piece_id>/preview")
@guarded(queries.find_piece)
def preview_piece(piece: Piece) -> ResponseReturnValue:
    """Show a piece as an employer would see it."""
    back = url_for(".show_page", page_id=piece.page_id)
    return _preview(loading.show_piece(session, piece), back=back)


def _preview(shown: Shown, *, back: str) -> ResponseReturnValue:
    return page(
        "portfolios/preview.html",
        shown=shown,
        back=back,
        media_base="/media",
        piece_base="/portfolio/pieces",
        piece_end="/preview",
    )
