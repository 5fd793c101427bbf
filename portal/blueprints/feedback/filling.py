"""Filling the desk's form with what is saved."""

from typing import Any

from portal.blueprints.feedback.queries.desk import Desk


def saved_fields(desk: Desk) -> dict[str, Any]:
    """Return what is saved of the draft, by the name of its field on the desk."""
    feedback = desk.feedback
    fields: dict[str, Any] = {
        "stamp": feedback.stamp if feedback else 0,
        "summary": feedback.summary if feedback else "",
        "outcome": (feedback.outcome if feedback else None) or "",
    }
    for one in desk.criteria:
        fields[f"level-{one.number}"] = str(one.level.position) if one.level else ""
        fields[f"comment-{one.number}"] = one.comment
    for step in desk.steps:
        fields[f"step-{step.position}"] = step.words
        fields[f"by-{step.position}"] = step.due_on or ""
    return fields
