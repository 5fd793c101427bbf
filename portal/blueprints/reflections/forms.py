"""What may be typed in a reflection, and in a question of a programme."""

from wtforms import Field
from wtforms.validators import ValidationError

from portal.blueprints.programmes.forms import Pick
from portal.blueprints.reflections.asking import Asked
from portal.blueprints.reflections.prompting import monday_of
from portal.forms import Day, Form, LongText, StampedForm
from portal.typed import one_line
from portal.words import gettext as _
from portal.words import lazy_gettext as _l

LONGEST_PROMPT = 300


class ReflectionForm(Form):
    """The one box on the reflections page."""

    words = LongText(_l("Your reflection"), required=_l("Enter your reflection"))


class ReflectionChangeForm(StampedForm, ReflectionForm):
    """Changing what one wrote."""


class PromptForm(StampedForm):
    """A short question, and when it is asked."""

    words = LongText(
        _l("The question"), required=_l("Enter the question"), max_length=LONGEST_PROMPT
    )
    task = Pick(_l("Asked after an answer to this task"), none=_l("not for one task"))
    week_on = Day(_l("Asked in one week: any day of it"))

    def validate_week_on(self, field: Field) -> None:
        """Refuse a question that is tied to both."""
        if field.data and self.task.data:
            raise ValidationError(_("Choose a task or a week, not both."))

    def read(self) -> Asked:
        """Return what was typed: the words as one line, the week by its Monday."""
        day = self.week_on.data
        return Asked(
            one_line(self.words.data or ""), self.task.chosen, monday_of(day) if day else None
        )
