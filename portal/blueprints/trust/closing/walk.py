"""Every table that holds something of a person, in the order in which it is emptied.

Children stand before what they point to, so that a killed removal goes on where it ended.
A test holds this list against the models: a new table cannot be forgotten.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement

from portal import models as m
from portal.blueprints.trust.closing import hers

Hers = Callable[[UUID], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Part:
    """One table: which of its rows are hers, and under which keys their files lie."""

    model: type[m.Base]
    hers: Hers
    file: Any = None  # the column that holds the key of a stored file


def _of(column: Any) -> Hers:
    return lambda her: column == her


def _within(column: Any, ids: Callable[[UUID], Any]) -> Hers:
    return lambda her: column.in_(ids(her))


# Gone at once, so that nobody comes in and nobody looks on any more.
DOORS = (
    Part(m.Visit, _of(m.Visit.person_id)),
    Part(m.Card, _of(m.Card.person_id)),
    Part(m.Code, _of(m.Code.person_id)),
    Part(m.PaperCode, _of(m.PaperCode.person_id)),
    Part(m.SecondFactor, _of(m.SecondFactor.person_id)),
    Part(m.Mentoring, lambda her: (m.Mentoring.learner_id == her) | (m.Mentoring.mentor_id == her)),
    Part(m.Membership, _of(m.Membership.person_id)),
)

WALK = (
    *DOORS,
    Part(m.HeldFile, _within(m.HeldFile.secret_hash, hers.held), file=m.HeldFile.key),
    Part(m.HeldPost, _of(m.HeldPost.person_id)),
    Part(m.FormKey, lambda her: m.FormKey.owner == str(her)),
    Part(m.DoorKey, _of(m.DoorKey.person_id)),
    Part(m.Job, hers.are_jobs),
    Part(m.Notice, hers.are_notices),
    Part(m.Mail, _of(m.Mail.person_id)),
    Part(m.Wish, _of(m.Wish.person_id)),
    Part(m.SearchRow, hers.are_search_rows),
    Part(m.Report, hers.are_reports),
    Part(m.Consent, _of(m.Consent.person_id)),
    Part(m.Export, _of(m.Export.person_id), file=m.Export.key),
    Part(m.Opening, _within(m.Opening.share_id, hers.shares)),
    Part(m.ShareAnswer, _within(m.ShareAnswer.share_id, hers.shares)),
    Part(m.Share, _of(m.Share.person_id)),
    Part(m.PieceSkill, _within(m.PieceSkill.piece_id, hers.pieces)),
    Part(m.Piece, _within(m.Piece.page_id, hers.pages)),
    Part(m.Page, _within(m.Page.id, hers.pages)),
    Part(m.Portfolio, _of(m.Portfolio.person_id)),
    Part(m.Reply, _within(m.Reply.note_id, hers.notes)),
    Part(m.Note, hers.are_notes),
    Part(m.Mark, _within(m.Mark.feedback_id, hers.answers)),
    Part(m.Addition, _within(m.Addition.feedback_id, hers.answers)),
    Part(m.Step, hers.are_steps),
    Part(m.Reflection, _of(m.Reflection.person_id)),
    Part(m.Question, _of(m.Question.author_id)),
    Part(m.Feedback, hers.are_answers),
    Part(m.SelfMark, _within(m.SelfMark.version_id, hers.versions)),
    Part(m.VersionFile, _within(m.VersionFile.version_id, hers.versions)),
    Part(m.Version, _within(m.Version.id, hers.versions)),
    Part(m.Work, _of(m.Work.learner_id)),
    Part(m.UploadPart, _within(m.UploadPart.upload_id, hers.uploads), file=m.UploadPart.key),
    Part(m.Upload, _of(m.Upload.person_id)),
    Part(m.Variant, _within(m.Variant.media_id, hers.media), file=m.Variant.key),
    Part(m.Media, _of(m.Media.person_id), file=m.Media.key),
    Part(m.Phrase, _of(m.Phrase.mentor_id)),
    Part(m.Away, _of(m.Away.mentor_id)),
    Part(m.Hour, _of(m.Hour.mentor_id)),
)

# References that are let go while the row stays: it is somebody else's.
LET_GO = (m.DoorKey.mentor_id, m.LogLine.person_id, m.LogLine.about_id)

# What she said to others stays theirs; then her row stays too, with no name and no way in.
STAYS = (
    m.Feedback.mentor_id,
    m.Addition.author_id,
    m.Reply.author_id,
    m.Question.mentor_id,
)
