"""What may be typed about a link, and by those who answer."""

from datetime import date, timedelta

import wtforms
from wtforms.validators import ValidationError

from portal.forms import Day, Form, Line, LongText, StampedForm
from portal.words import gettext as _
from portal.words import lazy_gettext as _l

LONGEST = timedelta(days=731)


class EndForm(StampedForm):
    """The last day on which a link opens."""

    ends_on = Day(_l("Last day on which it opens"), required=_l("Enter the last day"))
    first_day = date.min

    def counted_from(self, day: date) -> "EndForm":
        """Say which day it is for her."""
        self.first_day = day
        return self

    def last_day(self) -> date:
        """Return the day, once the form was found good."""
        return self.ends_on.data or self.first_day

    def validate_ends_on(self, field: wtforms.Field) -> None:
        """Refuse a day that is over, or more than two years away."""
        if field.data < self.first_day:
            raise ValidationError(_("This day is over. Choose today or a later day."))
        if field.data > self.first_day + LONGEST:
            raise ValidationError(_("A link opens for two years at most. Choose an earlier day."))


class ShareForm(EndForm):
    """A new link: for whom, and until when."""

    label = Line(_l("Who is it for? Only you see this."), required=_l("Enter who it is for"))


class AnswerForm(Form):
    """What somebody who opened a link writes to her."""

    name = Line(_l("Your name"), required=_l("Enter your name"))
    reach = Line(
        _l("How can you be reached? E-mail or phone."),
        required=_l("Enter an e-mail or a phone number"),
    )
    words = LongText(_l("Your words"), required=_l("Enter what you want to say"), max_length=4_000)
