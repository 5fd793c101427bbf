"""The jobs of this capability: sending one-time codes; texts are sent by a job too."""

from uuid import UUID

from portal import texts
from portal.blueprints.accounts.codes import send_code
from portal.jobs import Tools, job

__all__ = ["mail_code", "text_code", "texts"]


@job("accounts.mail_code")
def mail_code(tools: Tools, code_id: UUID) -> None:
    """Mail a one-time code."""
    with tools.writing() as session:
        send_code(session, tools.settings, code_id, by_text=False)


@job("accounts.text_code")
def text_code(tools: Tools, code_id: UUID) -> None:
    """Send a one-time code as a text message."""
    with tools.writing() as session:
        send_code(session, tools.settings, code_id, by_text=True)
