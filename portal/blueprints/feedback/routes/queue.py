"""The works that wait for a mentor."""

from flask.typing import ResponseReturnValue

from portal.access import membership_here, signed_in
from portal.blueprints.feedback import queries
from portal.blueprints.feedback.routes.blueprint import bp
from portal.blueprints.notices.queries import count_new
from portal.db import session
from portal.models import Person, Role
from portal.pages import page


@bp.get("/queue/")
@signed_in
def queue(person: Person) -> ResponseReturnValue:
    """Show what waits, oldest first, with the replies to his notes and what was read."""
    here = membership_here(Role.MENTOR)
    return page(
        "feedback/queue.html",
        promise=here.programme.answer_days,
        new=count_new(session, person),
        works=queries.works_waiting(session, person, here.programme_id),
        replies=queries.replies_waiting(session, person, here.programme_id),
        answers=queries.answers_lately(session, person, here.programme_id),
    )
