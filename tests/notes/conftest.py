"""The same people as in the tests of feedback."""

from tests.feedback.conftest import at_desk, ruth, saved, send, sent

__all__ = ["at_desk", "ruth", "saved", "send", "sent"]
