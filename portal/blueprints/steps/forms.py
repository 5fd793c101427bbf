"""What may be typed about a step."""

import wtforms

from portal.forms import Day, Form, Line, LongText, StampedForm
from portal.words import lazy_gettext as _l


class StepForm(Form):
    """A step of one's own."""

    words = Line(_l("What will you do?"), required=_l("Enter what you will do"), max_length=300)
    due_on = Day(_l("By when? You may leave this empty"))


class StepChangeForm(StampedForm, StepForm):
    """Changing a step of one's own."""


class DoneForm(StampedForm):
    """With what a step was done."""

    done_words = LongText(_l("What did you do?"), max_length=2_000)
    done_work = wtforms.SelectField(_l("Which work shows it? You may leave this empty"))
