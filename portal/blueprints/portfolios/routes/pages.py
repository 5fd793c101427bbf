"""The portfolio and its pages: adding, naming, moving, removing."""

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.access import guarded, signed_in, signed_in_person
from portal.blueprints.growth.queries import skills_of
from portal.blueprints.portfolios import actions, queries, seen
from portal.blueprints.portfolios.forms import PageForm, PortfolioForm
from portal.blueprints.portfolios.routes.blueprint import bp
from portal.db import session
from portal.models import Page, Person, Portfolio
from portal.pages import page
from portal.words import gettext as _


@bp.get("/portfolio/")
@signed_in
def index(person: Person) -> ResponseReturnValue:
    """Show the pages with their pieces, and who can see each."""
    return _portfolio_page(person, PageForm())


@bp.post("/portfolio/pages")
@signed_in
def add_page(person: Person) -> ResponseReturnValue:
    """Add a page; the first one begins the portfolio."""
    form = PageForm(request.form)
    if not form.validate():
        return _portfolio_page(person, form, status=422)
    portfolio = queries.portfolio_of(session, person) or actions.start_portfolio(
        session, person, title=_("Work by %(name)s", name=person.name)
    )
    added = actions.add_page(session, portfolio, title=form.title.data or "")
    return redirect(url_for(".show_page", page_id=added.id), 303)


def _portfolio_page(person: Person, form: PageForm, *, status: int = 200) -> ResponseReturnValue:
    portfolio = queries.portfolio_of(session, person)
    return page(
        "portfolios/index.html",
        status=status,
        portfolio=portfolio,
        pages=queries.pages_with_lines(session, portfolio) if portfolio else [],
        links=seen.live_links(session, person),
        who_sees=seen.who_sees,
        growth=skills_of(session, person),
        form=form,
    )


@bp.get("/portfolio/words")
@guarded(queries.find_portfolio)
def portfolio_words(portfolio: Portfolio) -> ResponseReturnValue:
    """Show the title and the words about her, to change them."""
    return page("portfolios/words.html", form=PortfolioForm(obj=portfolio))


@bp.post("/portfolio/words")
@guarded(queries.find_portfolio)
def change_words(portfolio: Portfolio) -> ResponseReturnValue:
    """Change them, or say what has to be put right."""
    form = PortfolioForm(request.form)
    if not form.validate():
        return page("portfolios/words.html", status=422, form=form)
    actions.change_portfolio(
        session,
        portfolio,
        title=form.title.data or "",
        about=form.about.data or "",
        stamp=form.stamp.data,
    )
    return redirect(url_for(".index"), 303)


@bp.get("/portfolio/pages/<uuid:page_id>")
@guarded(queries.find_page)
def show_page(shown: Page) -> ResponseReturnValue:
    """Show a page with its pieces, to arrange them."""
    person = signed_in_person()
    return page(
        "portfolios/page.html",
        shown=shown,
        lines=queries.lines_of(session, shown),
        links=seen.live_links(session, person),
        who_sees=seen.who_sees,
    )


@bp.get("/portfolio/pages/<uuid:page_id>/name")
@guarded(queries.find_page)
def page_name(shown: Page) -> ResponseReturnValue:
    """Show the name of the page, to change it."""
    return page("portfolios/name.html", shown=shown, form=PageForm(obj=shown))


@bp.post("/portfolio/pages/<uuid:page_id>/name")
@guarded(queries.find_page)
def rename_page(shown: Page) -> ResponseReturnValue:
    """Give the page another name, or say what has to be put right."""
    form = PageForm(request.form)
    if not form.validate():
        return page("portfolios/name.html", status=422, shown=shown, form=form)
    actions.rename_page(session, shown, title=form.title.data or "", stamp=form.stamp.data)
    return redirect(url_for(".show_page", page_id=shown.id), 303)


@bp.post("/portfolio/pages/<uuid:page_id>/place")
@guarded(queries.find_page)
def move_page(shown: Page) -> ResponseReturnValue:
    """Put the page at the place that the button says."""
    actions.move_page(session, shown, place=wanted_place())
    return redirect(url_for(".index", _anchor=f"page-{shown.id}"), 303)


@bp.get("/portfolio/pages/<uuid:page_id>/removal")
@guarded(queries.find_page)
def ask_to_remove(shown: Page) -> ResponseReturnValue:
    """Ask once more before a page goes, with all that goes with it."""
    lines = queries.lines_of(session, shown)
    ids = {line.id for line in lines}
    ending = [
        link
        for link in seen.live_links(session, signed_in_person())
        if link.page_id == shown.id or link.piece_id in ids
    ]
    return page("portfolios/removal.html", shown=shown, lines=lines, ending=ending)


@bp.post("/portfolio/pages/<uuid:page_id>/removal")
@guarded(queries.find_page)
def remove_page(shown: Page) -> ResponseReturnValue:
    """Remove the page with its pieces."""
    actions.remove_page(session, shown)
    return redirect(url_for(".index"), 303)


def wanted_place() -> int:
    """Return the place that a button asks for; 400 when it is no number."""
    text = request.form.get("place", "")
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        abort(400)
    return int(text)
