"""A mentor's phrases: the list, a new one, changing one, throwing one away."""

from flask import g, redirect, request
from flask.typing import ResponseReturnValue

from portal.access import guarded, membership_here, signed_in
from portal.blueprints.feedback import actions, queries
from portal.blueprints.feedback.craft_forms import ChangePhraseForm, PhraseForm
from portal.blueprints.feedback.routes.blueprint import bp
from portal.db import session
from portal.models import Person, Phrase, Role
from portal.pages import page


@bp.get("/phrases/")
@signed_in
def phrases(person: Person) -> ResponseReturnValue:
    """Show the mentor's phrases, and a box for one more."""
    membership_here(Role.MENTOR)
    return _phrases_page(person, PhraseForm())


@bp.post("/phrases/")
@signed_in
def keep_phrase(person: Person) -> ResponseReturnValue:
    """Keep one more phrase, for any criterion."""
    membership_here(Role.MENTOR)
    form = PhraseForm(request.form)
    if not form.validate():
        return _phrases_page(person, form, status=422)
    actions.keep_phrase(session, person, words=form.words.data or "", criterion_id=None)
    return redirect("/phrases/", 303)


@bp.get("/phrases/<uuid:phrase_id>")
@guarded(queries.find_phrase)
def phrase(phrase: Phrase) -> ResponseReturnValue:
    """Show one phrase, to be changed."""
    return _phrase_page(phrase, ChangePhraseForm(obj=phrase))


@bp.post("/phrases/<uuid:phrase_id>")
@guarded(queries.find_phrase)
def change_phrase(phrase: Phrase) -> ResponseReturnValue:
    """Change one phrase, or say what has to be put right."""
    form = ChangePhraseForm(request.form)
    if not form.validate():
        return _phrase_page(phrase, form, status=422)
    actions.change_phrase(
        session,
        phrase,
        words=form.words.data or "",
        anywhere=form.anywhere.data,
        stamp=form.stamp.data,
    )
    return redirect("/phrases/", 303)


@bp.post("/phrases/<uuid:phrase_id>/removal")
@guarded(queries.find_phrase)
def remove_phrase(phrase: Phrase) -> ResponseReturnValue:
    """Throw one phrase away."""
    actions.remove_phrase(session, phrase)
    return redirect("/phrases/", 303)


def _phrases_page(person: Person, form: PhraseForm, status: int = 200) -> ResponseReturnValue:
    g.tab = "feedback.queue"
    own = queries.phrases_of(session, person)
    return page("feedback/phrases.html", status=status, form=form, phrases=own)


def _phrase_page(phrase: Phrase, form: ChangePhraseForm, status: int = 200) -> ResponseReturnValue:
    g.tab = "feedback.queue"
    return page("feedback/phrase.html", status=status, form=form, phrase=phrase)
