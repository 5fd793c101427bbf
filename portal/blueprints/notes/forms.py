"""The boxes in which a note is written."""

from portal.blueprints.notes.drawing import square_names
from portal.forms import Choice, Form, LongText, StampedForm
from portal.words import gettext as _
from portal.words import lazy_gettext as _l


class NoteForm(StampedForm):
    """The words of a note that is there already."""

    words = LongText(_l("Your note"), required=_l("Write your note"))


class WordsNoteForm(Form):
    """A new note on a paragraph, or on some words of it."""

    quote = LongText(_l("Only on some words of it? Type or copy them here"), max_length=2_000)
    words = LongText(_l("Your note"), required=_l("Write your note"))


class SpotNoteForm(Form):
    """A new note on a spot that was tapped."""

    words = LongText(_l("Your note"), required=_l("Write your note"))


class SquareNoteForm(Form):
    """A new note on one of nine squares, for whoever does not tap."""

    square = Choice(_l("Where on the picture?"), required=_l("Choose where"))
    words = LongText(_l("Your note"), required=_l("Write your note"))

    def offer(self) -> "SquareNoteForm":
        """Offer the nine squares."""
        self.square.choices = square_names()
        return self


class ReplyForm(Form):
    """A reply under a note."""

    words = LongText(_l("Your reply"), max_length=5_000)

    def asks_for_words(self) -> bool:
        """Tell whether something was written; if not, say what to do."""
        if not (self.words.data or "").strip():
            self.words.errors = [_("Write your reply, or say whether it is done")]
        return not self.words.errors
