"""What happens later with links."""

from uuid import UUID

from sqlalchemy import select

from portal.blueprints.notices.actions import News, once_key, tell
from portal.jobs import Tools, job
from portal.models import Person, Share, ShareAnswer
from portal.words import gettext as _


@job("shares.tell_answer")
def tell_answer(tools: Tools, answer_id: UUID) -> None:
    """Tell her by mail that somebody answered by a link."""
    with tools.writing() as session:
        row = session.execute(
            select(ShareAnswer, Share, Person)
            .join(Share, Share.id == ShareAnswer.share_id)
            .join(Person, Person.id == Share.person_id)
            .where(ShareAnswer.id == answer_id)
        ).first()
        if row is None:
            return
        answer, share, person = row
        tell(
            session,
            tools.settings,
            person,
            once_key=once_key("share-answer", answer.id, person.id),
            news=lambda: _news(answer, share),
        )


def _news(answer: ShareAnswer, share: Share) -> News:
    return News(
        _("%(name)s answered you", name=answer.name),
        (
            _(
                "%(name)s opened your link “%(label)s” and wrote:",
                name=answer.name,
                label=share.label,
            ),
            answer.words,
            _("To be reached at: %(reach)s", reach=answer.reach),
        ),
        f"/portfolio/links/{share.id}",
    )
