"""What she does and thinks: steps, reflections, files."""

from collections.abc import Iterator

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from portal.blueprints.trust.exporting.gathering.base import Pack, Thing
from portal.models import Feedback, Media, Programme, Reflection, Step, Version, Work


def steps(pack: Pack) -> Iterator[Thing]:
    """Yield her next steps, open and done; one of an answer not yet given is not hers yet."""
    query = (
        select(Step)
        .outerjoin(Feedback, Feedback.id == Step.feedback_id)
        .where(
            Step.person_id == pack.person.id,
            or_(Step.feedback_id.is_(None), Feedback.given_at.is_not(None)),
        )
        .options(joinedload(Step.done_work))
        .order_by(Step.created_at, Step.id)
    )
    for step in pack.session.scalars(query).all():
        yield {
            "words": step.words,
            "created": step.created_at,
            "due": step.due_on,
            "finished": step.done_at,
            "done_words": step.done_words,
            "done_work": step.done_work.title if step.done_work else None,
        }


def reflections(pack: Pack) -> Iterator[Thing]:
    """Yield her reflections, with what each is about and with whom it is shared."""
    query = (
        select(Reflection, Programme.name)
        .outerjoin(Programme, Programme.id == Reflection.shared_in_id)
        .where(Reflection.person_id == pack.person.id)
        .options(
            joinedload(Reflection.work),
            joinedload(Reflection.feedback)
            .joinedload(Feedback.version)
            .joinedload(Version.work)
            .load_only(Work.title),
        )
        .order_by(Reflection.created_at, Reflection.id)
    )
    for one, programme in pack.session.execute(query).all():
        answered = one.feedback.version.work.title if one.feedback else None
        yield {
            "created": one.created_at,
            "prompt": one.prompt,
            "words": one.words,
            "about_work": one.work.title if one.work else answered,
            "shared_in": programme,
            "shared": one.shared_at,
        }


def files(pack: Pack) -> Iterator[Thing]:
    """Yield all her files: the originals, as she sent them."""
    query = select(Media).where(Media.person_id == pack.person.id).order_by(Media.created_at)
    for media in pack.session.scalars(query).all():
        yield {
            "file": pack.file(media.id),
            "name": media.name,
            "type": media.type,
            "bytes": media.bytes,
            "sha256": media.sha256,
            "created": media.created_at,
        }
