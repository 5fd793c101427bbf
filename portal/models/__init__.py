"""All tables, one module per word of the design."""

from portal.models.base import Base, Moment
from portal.models.feedback import Feedback, Mark, Outcome
from portal.models.growth import Tally
from portal.models.jobs import Job, JobState, LogLine, Mail
from portal.models.media import Media, MediaState, Variant
from portal.models.mentoring import Addition, Away, Hour, Phrase, Question
from portal.models.notes import Note, NoteKind, Reply
from portal.models.notices import News, Notice, Wish
from portal.models.once import FormKey, HeldFile, HeldPost
from portal.models.people import (
    Card,
    Code,
    DoorKey,
    DoorKind,
    FirstStep,
    PaperCode,
    Person,
    SecondFactor,
    Try,
    Visit,
)
from portal.models.portfolios import Page, Piece, PieceSkill, Portfolio
from portal.models.programmes import Cohort, Membership, Mentoring, Programme, Role, Skill
from portal.models.reflections import Prompt, Reflection
from portal.models.rubrics import Criterion, Edition, Level, Rubric
from portal.models.shares import Opening, Share, ShareAnswer
from portal.models.steps import Step
from portal.models.tasks import Task
from portal.models.trust import Consent, Export, Report, ReportKind, SearchRow
from portal.models.uploads import Upload, UploadPart
from portal.models.work import SelfMark, Version, VersionFile, Work, WorkState

__all__ = [
    "Addition",
    "Away",
    "Base",
    "Card",
    "Code",
    "Cohort",
    "Consent",
    "Criterion",
    "DoorKey",
    "DoorKind",
    "Edition",
    "Export",
    "Feedback",
    "FirstStep",
    "FormKey",
    "HeldFile",
    "HeldPost",
    "Hour",
    "Job",
    "JobState",
    "Level",
    "LogLine",
    "Mail",
    "Mark",
    "Media",
    "MediaState",
    "Membership",
    "Mentoring",
    "Moment",
    "News",
    "Note",
    "NoteKind",
    "Notice",
    "Opening",
    "Outcome",
    "Page",
    "PaperCode",
    "Person",
    "Phrase",
    "Piece",
    "PieceSkill",
    "Portfolio",
    "Programme",
    "Prompt",
    "Question",
    "Reflection",
    "Reply",
    "Report",
    "ReportKind",
    "Role",
    "Rubric",
    "SearchRow",
    "SecondFactor",
    "SelfMark",
    "Share",
    "ShareAnswer",
    "Skill",
    "Step",
    "Tally",
    "Task",
    "Try",
    "Upload",
    "UploadPart",
    "Variant",
    "Version",
    "VersionFile",
    "Visit",
    "Wish",
    "Work",
    "WorkState",
]
