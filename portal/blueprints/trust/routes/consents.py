"""What one agreed to, and taking it back."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from portal.access import guarded, signed_in
from portal.blueprints.media.asking import withdraw
from portal.blueprints.trust.consents import PAGE, consents_of, find_consent
from portal.blueprints.trust.routes.blueprint import bp
from portal.db import session
from portal.models import Consent, Person
from portal.pages import page
from portal.policy.consents import may_withdraw


@bp.get("/consents")
@signed_in
def consents(person: Person) -> ResponseReturnValue:
    """Show what she agreed to, with words and day, newest first."""
    skip = min(max(request.args.get("skip", 0, type=int), 0), 1_000_000)
    found = consents_of(session, person, skip=skip)
    return page(
        "trust/consents.html",
        consents=[(one, may_withdraw(person, one)) for one in found[:PAGE]],
        older=skip + PAGE if len(found) > PAGE else None,
    )


@bp.post("/consents/<uuid:consent_id>/withdrawal")
@guarded(find_consent, may=may_withdraw)
def take_back(consent: Consent) -> ResponseReturnValue:
    """Take back what was said, from now on."""
    withdraw(session, consent)
    return redirect(f"/consents#consent-{consent.id}", 303)
