"""What changes works and their versions."""

from portal.blueprints.work.actions.beginning import begin_work, start_next_version
from portal.blueprints.work.actions.drafts import Typed, attach_files, hold, save_draft
from portal.blueprints.work.actions.sending import AlreadyBegun, is_empty, send_version, take_back

__all__ = [
    "AlreadyBegun",
    "Typed",
    "attach_files",
    "begin_work",
    "hold",
    "is_empty",
    "save_draft",
    "send_version",
    "start_next_version",
    "take_back",
]
