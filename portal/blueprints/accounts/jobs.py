"""The jobs of this capability: texts are sent by one too."""

from portal import texts

__all__ = ["texts"]
