"""Copying tasks with their rubrics and questions: planned and shown first, then done at once."""

from portal.blueprints.tasks.copying.choosing import Chosen, CopyForm
from portal.blueprints.tasks.copying.doing import Copied, copied, copy_tasks
from portal.blueprints.tasks.copying.planning import Plan, plan_copy

__all__ = ["Chosen", "Copied", "CopyForm", "Plan", "copied", "copy_tasks", "plan_copy"]
