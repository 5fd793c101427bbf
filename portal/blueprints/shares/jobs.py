"""What happens later with links."""

from uuid import UUID

from sqlalchemy import select

from portal.blueprints.notices.telling import tell
from portal.jobs import Tools, job
from portal.models import News, Person, Share, ShareAnswer


@job("shares.tell_answer")
def tell_answer(tools: Tools, answer_id: UUID) -> None:
    """Tell her that somebody answered by a link."""
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
            person,
            kind=News.LINK_ANSWER,
            subject_id=answer.id,
            path=f"/portfolio/links/{share.id}",
            says={"name": answer.name, "label": share.label},
        )
