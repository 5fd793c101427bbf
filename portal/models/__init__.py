"""All tables, one module per word of the design."""

from portal.models.base import Base, Moment
from portal.models.feedback import Feedback, Mark, Outcome
from portal.models.jobs import Job, JobState, LogLine, Mail
from portal.models.media import Media, MediaState, Variant
from portal.models.notes import Note, NoteKind, Reply
from portal.models.once import FormKey, HeldFile, HeldPost
from portal.models.people import DoorKey, DoorKind, Person, Try, Visit
from portal.models.portfolios import Page, Piece, PieceSkill, Portfolio
from portal.models.programmes import Cohort, Membership, Mentoring, Programme, Role, Skill
from portal.models.reflections import Reflection
from portal.models.rubrics import Criterion, Edition, Level, Rubric
from portal.models.shares import Opening, Share, ShareAnswer
from portal.models.steps import Step
from portal.models.tasks import Task
from portal.models.work import SelfMark, Version, VersionFile, Work, WorkState

__all__ = [
    "Base",
    "Cohort",
    "Criterion",
    "DoorKey",
    "DoorKind",
    "Edition",
    "Feedback",
    "FormKey",
    "HeldFile",
    "HeldPost",
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
    "Note",
    "NoteKind",
    "Opening",
    "Outcome",
    "Page",
    "Person",
    "Piece",
    "PieceSkill",
    "Portfolio",
    "Programme",
    "Reflection",
    "Reply",
    "Role",
    "Rubric",
    "SelfMark",
    "Share",
    "ShareAnswer",
    "Skill",
    "Step",
    "Task",
    "Try",
    "Variant",
    "Version",
    "VersionFile",
    "Visit",
    "Work",
    "WorkState",
]
