"""The blueprint of work, and what its pages share."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from portal.access import note_opening
from portal.blueprints.work.saying import isolated, say_state
from portal.log import Opened
from portal.models import Version, Work

bp = Blueprint("work", __name__)
bp.add_app_template_filter(say_state, "state_words")
bp.add_app_template_filter(isolated, "isolated")


def to_work(work_id: object, place: str | None = None) -> ResponseReturnValue:
    """Lead to the page of a work."""
    return redirect(url_for("work.show", work_id=work_id, _anchor=place), 303)


def to_draft(work: Work, number: int) -> ResponseReturnValue:
    """Lead to the page of a draft."""
    return redirect(url_for("work.draft_page", work_id=work.id, number=number), 303)


def address(version: Version) -> str:
    """Return the address of a version, under which its other pages are."""
    return f"/work/{version.work_id}/versions/{version.number}"


def note_version_opened(version: Version) -> None:
    """Note that somebody else than its writer opens a version, or a draft by her question."""
    note_opening(
        Opened.VERSION if version.sent_at else Opened.DRAFT,
        version.id,
        of=version.work.learner_id,
        programme_id=version.programme_id,
    )
