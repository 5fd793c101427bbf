"""Later work about answers: telling the learner."""

from uuid import UUID

from sqlalchemy import select

from portal.blueprints.feedback.queries.answer import with_work
from portal.blueprints.notices.actions import News, once_key, tell
from portal.jobs import GiveUp, Tools, job
from portal.models import Feedback
from portal.words import gettext as _


@job("feedback.tell_learner")
def tell_learner(tools: Tools, feedback_id: UUID) -> None:
    """Mail the learner that her work was answered, with the address of that very answer."""
    with tools.writing() as session:
        query = select(Feedback).where(Feedback.id == feedback_id).options(*with_work())
        feedback = session.scalar(query)
        if feedback is None or feedback.given_at is None:
            raise GiveUp("The answer is not given.")
        learner = feedback.version.work.learner
        tell(
            session,
            tools.settings,
            learner,
            once_key=once_key("answer", feedback.id, learner.id),
            news=lambda: _news(feedback),
        )


def _news(feedback: Feedback) -> News:
    version, work = feedback.version, feedback.version.work
    return News(
        subject=_("%(mentor)s answered: %(title)s", mentor=feedback.mentor.name, title=work.title),
        paragraphs=(
            _(
                "%(mentor)s has answered version %(number)s of your work “%(title)s”.",
                mentor=feedback.mentor.name,
                number=version.number,
                title=work.title,
            ),
            _("What to do next stands first on this page:"),
        ),
        path=f"/work/{work.id}/versions/{version.number}/feedback",
    )
