"""The addresses of a portfolio: its pages, their pieces, and her own look at them."""

from portal.blueprints.portfolios.routes import adding, pages, pieces, previews
from portal.blueprints.portfolios.routes.blueprint import bp

__all__ = ["adding", "bp", "pages", "pieces", "previews"]
