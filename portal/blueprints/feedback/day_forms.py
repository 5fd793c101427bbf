"""What a mentor types about his days."""

from datetime import timedelta
from typing import Any, cast

import wtforms
from wtforms import Field
from wtforms.validators import ValidationError

from portal.forms import Day, Form, Line, StampedForm
from portal.words import gettext as _
from portal.words import lazy_gettext as _l

WEEKDAYS = (
    _l("Monday"),
    _l("Tuesday"),
    _l("Wednesday"),
    _l("Thursday"),
    _l("Friday"),
    _l("Saturday"),
    _l("Sunday"),
)
LONGEST = timedelta(days=366)


class AwayForm(Form):
    """The first and the last day away."""

    starts_on = Day(_l("First day away"), required=_l("Enter the first day"))
    ends_on = Day(_l("Last day away"), required=_l("Enter the last day"))

    def validate_ends_on(self, field: Field) -> None:
        """Refuse an end before the beginning, and more than a year."""
        first = self.starts_on.data
        if field.data and first and field.data < first:
            raise ValidationError(_("The last day must not be before the first."))
        if field.data and first and field.data - first > LONGEST:
            raise ValidationError(_("Enter a year at most."))


class HoursForm(StampedForm):
    """The weekdays on which a mentor answers; made by `hours_form`."""

    def hours(self) -> dict[int, str]:
        """Return the words by weekday, of those that are ticked or have words."""
        return {
            day: self[f"words-{day}"].data or ""
            for day in range(7)
            if self[f"on-{day}"].data or self[f"words-{day}"].data
        }


def hours_form() -> type[HoursForm]:
    """Return the form with a tick and a line for each weekday."""
    fields: dict[str, Any] = {}
    for day, name in enumerate(WEEKDAYS):
        fields[f"on-{day}"] = wtforms.BooleanField(name)
        fields[f"words-{day}"] = Line(_("%(day)s, when?", day=name))
    return cast(type[HoursForm], type("ThisHoursForm", (HoursForm,), fields))
