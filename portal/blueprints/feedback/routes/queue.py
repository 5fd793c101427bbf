"""The works that wait for a mentor."""

from uuid import UUID

from flask.typing import ResponseReturnValue

from portal.access import membership_here, signed_in
from portal.blueprints.feedback import queries
from portal.blueprints.feedback.queries.questions import questions_waiting
from portal.blueprints.feedback.queries.waits import middle_this_month
from portal.blueprints.feedback.routes.blueprint import bp
from portal.blueprints.notices.queries import count_new
from portal.blueprints.programmes.queries.quiet import QuietLearner, quiet_learners
from portal.blueprints.programmes.routes.here import page_number
from portal.db import session
from portal.models import Person, Role
from portal.pages import page


@bp.get("/queue/")
@signed_in
def queue(person: Person) -> ResponseReturnValue:
    """Show what waits, oldest first; what else is new stands below the first page of it."""
    here, number = membership_here(Role.MENTOR), page_number()
    works, in_all = queries.works_waiting(session, person, here.programme_id, number=number)
    first = number == 1
    quiet, more_quiet = _quiet(person, here.programme_id) if first else ([], False)
    return page(
        "feedback/queue.html",
        promise=here.programme.answer_days,
        middle=middle_this_month(session, person, here.programme_id) if first else None,
        new=count_new(session, person),
        questions=questions_waiting(session, person, here.programme_id) if first else (),
        works=works,
        in_all=in_all,
        number=number,
        more=in_all > number * queries.MOST,
        replies=queries.replies_waiting(session, person, here.programme_id) if first else (),
        answers=queries.answers_lately(session, person, here.programme_id) if first else (),
        quiet=quiet,
        more_quiet=more_quiet,
    )


def _quiet(person: Person, programme_id: UUID) -> tuple[list[QuietLearner], bool]:
    return quiet_learners(session, programme_id, zone=person.zone, mentor_id=person.id)
