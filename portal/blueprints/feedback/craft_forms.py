"""What a mentor types beside the desk: whom to hand over to, phrases, days, additions."""

import wtforms
from wtforms import Field
from wtforms.validators import ValidationError

from portal.blueprints.programmes.forms import Pick
from portal.forms import Form, LongText, StampedForm
from portal.words import gettext as _
from portal.words import lazy_gettext as _l

LONGEST_PHRASE = 2_000


class HandOverForm(Form):
    """Who goes on."""

    mentor = Pick(_l("Who goes on?"), none=_l("choose a mentor"))

    def validate_mentor(self, field: Field) -> None:
        """Ask for a choice."""
        if not field.data:
            raise ValidationError(_("Choose a mentor."))


class PhraseForm(Form):
    """A sentence for re-use."""

    words = LongText(
        _l("One more phrase"), required=_l("Write the phrase"), max_length=LONGEST_PHRASE
    )


class ChangePhraseForm(StampedForm):
    """A phrase to be changed."""

    words = LongText(_l("The phrase"), required=_l("Write the phrase"), max_length=LONGEST_PHRASE)
    anywhere = wtforms.BooleanField(_l("Offer it for every criterion"))


class AdditionForm(Form):
    """A dated word after an answer was given."""

    words = LongText(_l("Add to your answer"), required=_l("Write what you want to add"))


class QuestionForm(Form):
    """One question about a draft."""

    words = LongText(_l("Your question"), required=_l("Write your question"), max_length=2_000)


class QuestionAnswerForm(Form):
    """The answer to a question about a draft."""

    answer = LongText(_l("Your answer"), required=_l("Write your answer"), max_length=5_000)
