"""Which rows are a person's, by what she owns: the selections that closing walks over."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select

from portal.models import (
    Addition,
    Code,
    Consent,
    Export,
    Feedback,
    HeldPost,
    Job,
    Mail,
    Media,
    Note,
    Notice,
    Page,
    Piece,
    Portfolio,
    Question,
    Reflection,
    Reply,
    Report,
    SearchRow,
    Share,
    Step,
    Upload,
    Version,
    Work,
)

Rows = ColumnElement[bool]


def works(her: UUID) -> Select[UUID]:
    """Select the ids of her works."""
    return select(Work.id).where(Work.learner_id == her)


def versions(her: UUID) -> Select[UUID]:
    """Select the ids of the versions of her works."""
    return select(Version.id).where(Version.work_id.in_(works(her)))


def are_answers(her: UUID) -> Rows:
    """Select by: answers to her versions, and answers of hers that nobody was given."""
    own_draft = and_(Feedback.mentor_id == her, Feedback.given_at.is_(None))
    return or_(Feedback.version_id.in_(versions(her)), own_draft)


def answers(her: UUID) -> Select[UUID]:
    """Select the ids of those answers."""
    return select(Feedback.id).where(are_answers(her))


def are_notes(her: UUID) -> Rows:
    """Select by: notes on her versions, and those of her unfinished answers."""
    return or_(Note.version_id.in_(versions(her)), Note.feedback_id.in_(answers(her)))


def notes(her: UUID) -> Select[UUID]:
    """Select the ids of those notes."""
    return select(Note.id).where(are_notes(her))


def replies(her: UUID) -> Select[UUID]:
    """Select the ids of all replies under those notes."""
    return select(Reply.id).where(Reply.note_id.in_(notes(her)))


def additions(her: UUID) -> Select[UUID]:
    """Select the ids of what was added to answers that are hers."""
    return select(Addition.id).where(Addition.feedback_id.in_(answers(her)))


def media(her: UUID) -> Select[UUID]:
    """Select the ids of her files."""
    return select(Media.id).where(Media.person_id == her)


def uploads(her: UUID) -> Select[UUID]:
    """Select the ids of her files on their way."""
    return select(Upload.id).where(Upload.person_id == her)


def pages(her: UUID) -> Select[UUID]:
    """Select the ids of the pages of her portfolio."""
    portfolios = select(Portfolio.id).where(Portfolio.person_id == her)
    return select(Page.id).where(Page.portfolio_id.in_(portfolios))


def pieces(her: UUID) -> Select[UUID]:
    """Select the ids of the pieces on those pages."""
    return select(Piece.id).where(Piece.page_id.in_(pages(her)))


def shares(her: UUID) -> Select[UUID]:
    """Select the ids of her links."""
    return select(Share.id).where(Share.person_id == her)


def are_steps(her: UUID) -> Rows:
    """Select by: her steps, and those in answers that are hers."""
    return or_(Step.person_id == her, Step.feedback_id.in_(answers(her)))


def are_reports(her: UUID) -> Rows:
    """Select by: what she reported, and what was reported of words that go with her."""
    gone = (notes(her), replies(her), answers(her), additions(her))
    return or_(Report.person_id == her, *(Report.subject_id.in_(ids) for ids in gone))


def are_search_rows(her: UUID) -> Rows:
    """Select by: what search knows of her words and of answers to her."""
    gone = (versions(her), answers(her))
    return or_(SearchRow.owner_id == her, *(SearchRow.subject_id.in_(ids) for ids in gone))


def are_notices(her: UUID) -> Rows:
    """Select by: her notices, those about her, and those that say what she answered."""
    said = (Feedback.mentor_id, Addition.author_id, Reply.author_id, Question.mentor_id)
    return or_(
        Notice.person_id == her,
        Notice.about_id == her,
        *(Notice.subject_id.in_(_of(column, her)) for column in said),
    )


def are_jobs(her: UUID) -> Rows:
    """Select by: later work about her and about anything that is hers."""
    gone = (works, versions, answers, notes, replies, additions, media, uploads, shares, pieces)
    own = (
        Step.person_id,
        Reflection.person_id,
        Question.author_id,
        Export.person_id,
        Consent.person_id,
        Mail.person_id,
        Code.person_id,
    )
    return or_(
        Job.subject_id == her,
        Job.once_key.contains(str(her)),
        Job.subject_id.in_(select(Notice.id).where(are_notices(her))),
        *(Job.subject_id.in_(ids(her)) for ids in gone),
        *(Job.subject_id.in_(_of(column, her)) for column in own),
    )


def held(her: UUID) -> Select[str]:
    """Select what names the posts that were held for her."""
    return select(HeldPost.secret_hash).where(HeldPost.person_id == her)


def _of(column: Any, her: UUID) -> Select[UUID]:
    return select(column.class_.id).where(column == her)
