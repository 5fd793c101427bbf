"""The base form and our own fields: they say what to do, and never lose a word."""

from typing import Any
from uuid import UUID

import wtforms
from babel.numbers import format_decimal
from wtforms import Field
from wtforms.validators import DataRequired, InputRequired, StopValidation, ValidationError

from portal.dates import locale
from portal.typed import clean, one_line
from portal.words import gettext as _

SHORT, LONG = 200, 20_000
HOPELESS = 3 * LONG  # too long for every box, however it is made whole: it stays as it came


class Form(wtforms.Form):
    """A form of the portal; its key and token are drawn by `form_keys`."""


class StampedForm(Form):
    """An edit form: it carries the stamp of what it started from."""

    stamp = wtforms.IntegerField(widget=wtforms.widgets.HiddenInput())


class Entered:
    """Ask for the box to be filled in, by its own name."""

    field_flags = {"required": True}

    def __init__(self, message: str) -> None:
        """Remember the sentence, such as "Enter your name"."""
        self.message = message

    def __call__(self, form: wtforms.Form, field: Field) -> None:
        """Stop here when nothing but blanks was typed."""
        if not (field.data or "").strip():
            raise StopValidation(str(self.message))


class NotLonger:
    """Say how long a text may be and how long it is."""

    def __init__(self, most: int) -> None:
        """Count in characters, as people see them in the box."""
        self.most = most

    def __call__(self, form: wtforms.Form, field: Field) -> None:
        """Refuse a text of more characters."""
        length = len(field.data or "")
        if length > self.most:
            raise ValidationError(
                _(
                    "Make this shorter: it may have %(most)s letters and signs. It has %(length)s.",
                    most=format_decimal(self.most, locale=locale()),
                    length=format_decimal(length, locale=locale()),
                )
            )


class LongText(wtforms.TextAreaField):
    """A box for several lines: made LF and NFC, otherwise exactly as typed."""

    def __init__(
        self, label: str, *, required: str = "", max_length: int = LONG, **kwargs: Any
    ) -> None:
        """Ask for the text with the sentence `required`, if it must be there."""
        validators: list[Any] = [Entered(required)] if required else []
        validators.append(NotLonger(max_length))
        super().__init__(label, validators, filters=[_text], **kwargs)


class Line(wtforms.StringField):
    """A box for one line."""

    def __init__(
        self, label: str, *, required: str = "", max_length: int = SHORT, **kwargs: Any
    ) -> None:
        """Ask for the line with the sentence `required`, if it must be there."""
        validators: list[Any] = [Entered(required)] if required else []
        validators.append(NotLonger(max_length))
        super().__init__(label, validators, filters=[_line], **kwargs)


class Day(wtforms.DateField):
    """A date, typed as a phone or a person writes it: 2026-11-27, 27.11.2026 or 27/11/2026."""

    widget = wtforms.widgets.DateInput()

    def __init__(self, label: str, *, required: str = "", **kwargs: Any) -> None:
        """Ask for the day with the sentence `required`, if it must be there."""
        self.sentence = required
        checks: list[Any] = (
            [DataRequired(required)] if required else [wtforms.validators.Optional()]
        )
        formats = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"]
        super().__init__(label, checks, format=formats, **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the day, or say how a day is written."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("Write the day like this: 27/11/2026.")) from None

    def pre_validate(self, form: wtforms.form.BaseForm) -> None:
        """Ask nothing more of what is no day: there is nothing to compare."""
        typed = any(str(text).strip() for text in self.raw_data or ())
        if typed and self.process_errors:
            raise StopValidation


class Choice(wtforms.RadioField):
    """One of a few sentences; nothing chosen is an answer too unless `required` asks."""

    def __init__(self, label: str, *, required: str = "", **kwargs: Any) -> None:
        """Ask for a choice with the sentence `required`, if one must be made."""
        checks: list[Any] = (
            [InputRequired(required)] if required else [wtforms.validators.Optional()]
        )
        offered = kwargs.pop("choices", None)
        super().__init__(label, checks, **kwargs)
        if offered is not None:
            self.choices = list(offered)

    def pre_validate(self, form: wtforms.form.BaseForm) -> None:
        """Refuse what was not offered, blanks too: they are no way to leave it out."""
        if self.data and self.data not in {str(value) for value, *_rest in self.iter_choices()}:
            raise StopValidation(_("Choose one of the answers."))


def uuid_or_none(text: str | None) -> UUID | None:
    """Read an id that came with a form, or None when it is not one."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def number_or_none(text: str) -> int | None:
    """Read a small whole number that came with a form, or None when it is none."""
    return int(text) if text.isdecimal() and len(text) < 6 else None


def _text(value: str | None) -> str:
    return value if value and len(value) > HOPELESS else clean(value or "")


def _line(value: str | None) -> str:
    return value if value and len(value) > HOPELESS else one_line(value or "")
