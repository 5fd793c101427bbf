"""How a person says by which ways, and when, she wants to be told."""

import re
from collections.abc import Mapping
from typing import Any

import wtforms
from wtforms.validators import ValidationError

from portal.blueprints.notices import wording
from portal.blueprints.notices.wishes import Way
from portal.forms import Line, StampedForm
from portal.models import News, Person
from portal.words import gettext as _
from portal.words import lazy_gettext as _l

CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d\d))?(?::\d\d)?")


class ClockTime(Line):
    """A time of the day, typed as a phone or a person writes it: 20:00, 20.00 or 20."""

    @property
    def minutes(self) -> int | None:
        """Return the minutes since midnight, or None when it is no time."""
        found = CLOCK.fullmatch(self.data or "")
        hour, minute = (int(part or 0) for part in found.groups()) if found else (24, 0)
        return hour * 60 + minute if hour < 24 and minute < 60 else None

    def post_validate(self, form: wtforms.form.BaseForm, validation_stopped: bool) -> None:
        """Say how a time is written."""
        if not validation_stopped and self.minutes is None:
            raise ValidationError(_("Write the time like this: 20:00."))


class QuietForm(StampedForm):
    """The hours in which nothing is sent."""

    quiet_from = ClockTime(_l("Quiet from"), required=_l("Enter when it begins"))
    quiet_to = ClockTime(_l("Quiet until"), required=_l("Enter when it ends"))


def wishes_form(
    person: Person, ways: Mapping[News, Way], offered: list[Way], posted: Any = None
) -> QuietForm:
    """Make the form with one list for each kind of news that comes to her."""
    words = way_words()
    choices = [(way.value, words[way]) for way in offered]
    fields = {
        kind.value: wtforms.SelectField(wording.name_of(kind), default=way.value)
        for kind, way in ways.items()
    }
    made: type[QuietForm] = type("WishesForm", (QuietForm,), fields)
    form = made(posted, data=saved_quiet(person) | {"stamp": person.stamp})
    for name in fields:
        field: Any = form[name]
        field.choices = choices
    return form


def way_words() -> dict[Way, str]:
    """Return what the ways are called."""
    return {
        Way.MAIL: _("by mail"),
        Way.TEXT: _("by text message"),
        Way.NONE: _("only here in the portal"),
    }


def saved_quiet(person: Person) -> dict[str, Any]:
    """Return the saved quiet hours as they stand in the form."""
    saved = {"quiet_from": person.quiet_from, "quiet_to": person.quiet_to}
    return {name: "{:02}:{:02}".format(*divmod(value, 60)) for name, value in saved.items()}
