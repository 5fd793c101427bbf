"""What a coordinator may type about a programme and its people."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

import wtforms
from wtforms import Field
from wtforms.validators import ValidationError

from portal.blueprints.accounts.forms import NewPassword
from portal.clock import today
from portal.forms import Choice, Day, Form, Line, LongText, StampedForm, uuid_or_none
from portal.models import Role
from portal.words import gettext as _
from portal.words import lazy_gettext as _l

ADDRESS = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
MOST_DAYS = 60


class Email(Line):
    """A box for an e-mail address; empty is fine unless `required` asks."""

    def pre_validate(self, form: wtforms.form.BaseForm) -> None:
        """Refuse what cannot be an address."""
        if self.data and not ADDRESS.fullmatch(self.data):
            raise ValidationError(_("Write the e-mail like this: amina@example.org"))


class Days(Line):
    """A number of days, kept as it was typed; `days` is the number."""

    def pre_validate(self, form: wtforms.form.BaseForm) -> None:
        """Refuse what is no number from 1 to 60."""
        if self.data and self.days is None:
            raise ValidationError(_("Write a number from 1 to %(most)s.", most=MOST_DAYS))

    def process_data(self, value: Any) -> None:
        """Show a saved number as it is typed."""
        self.data = "" if value is None else str(value)

    @property
    def days(self) -> int | None:
        """Return the number of days, or None when nothing or no number was typed."""
        text = str(self.data or "")
        number = int(text) if text.isdecimal() and len(text) <= 3 else 0
        return number if 1 <= number <= MOST_DAYS else None


class Pick(wtforms.SelectField):
    """One thing out of a list, or none of it."""

    def __init__(self, label: str, *, none: str, **kwargs: Any) -> None:
        """Say with `none` what it means to choose nothing."""
        self.none = none
        super().__init__(label, **kwargs)
        self.choices = [("", none)]

    def offer(self, things: Iterable[Any], words: str = "name") -> None:
        """Offer these things by their id."""
        offered = [(str(thing.id), getattr(thing, words)) for thing in things]
        self.choices = [("", self.none), *offered]

    def pre_validate(self, form: wtforms.form.BaseForm) -> None:
        """Refuse what is not offered."""
        if (self.data or "") not in {str(value) for value, *_rest in self.iter_choices()}:
            raise ValidationError(_("Choose one of the list."))

    @property
    def labels(self) -> dict[str, str]:
        """Return what each value means, to show two choices beside each other."""
        return {str(value): str(words) for value, words, *_rest in self.iter_choices()}

    @property
    def chosen(self) -> UUID | None:
        """Return the id of what was chosen, or None."""
        return uuid_or_none(self.data)


class ProgrammeForm(StampedForm):
    """The name of a programme and its promise."""

    name = Line(_l("Name of the programme"), required=_l("Enter the name of the programme"))
    answer_days = Days(
        _l("Days until a mentor answers"), required=_l("Enter the number of days"), max_length=10
    )


class CohortForm(StampedForm):
    """A cohort and its dates."""

    name = Line(_l("Name of the cohort"), required=_l("Enter the name of the cohort"))
    starts_on = Day(_l("First day"), required=_l("Enter the first day"))
    ends_on = Day(_l("Last day"), required=_l("Enter the last day"))

    def validate_ends_on(self, field: Field) -> None:
        """Refuse an end before the beginning."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("The last day must not be before the first."))

    @property
    def dates(self) -> tuple[date, date]:
        """Return the first and the last day of a form that is right."""
        first, last = self.starts_on.data, self.ends_on.data
        if first is None or last is None:
            raise ValueError("Validate the form first.")
        return first, last


class SkillForm(StampedForm):
    """What people learn to show."""

    name = Line(_l("The skill in a few words"), required=_l("Enter the skill"))
    words = LongText(_l("What it means, in plain words"), max_length=1000)


class InviteForm(Form):
    """Who is invited, and as what."""

    name = Line(_l("Name"), required=_l("Enter the name"))
    email = Email(_l("E-mail, if there is one"))
    role = Choice(
        _l("Invited as"),
        required=_l("Choose what the person is here"),
        default=Role.LEARNER.value,
        choices=[
            (Role.LEARNER.value, _l("learner")),
            (Role.MENTOR.value, _l("mentor")),
            (Role.COORDINATOR.value, _l("coordinator")),
        ],
    )
    cohort = Pick(_l("Cohort, for a learner"), none=_l("no cohort yet"))
    mentor = Pick(_l("Mentor, for a learner"), none=_l("no mentor yet"))


class MemberForm(StampedForm):
    """What can change about a member."""

    cohort = Pick(_l("Cohort"), none=_l("no cohort"))
    about = Line(_l("What an employer reads behind the name"))


class MentorForm(Form):
    """Who else sees a learner's work."""

    mentor = Pick(_l("One more mentor"), none=_l("choose a mentor"))

    def validate_mentor(self, field: Field) -> None:
        """Ask for a choice."""
        if not field.data:
            raise ValidationError(_("Choose a mentor."))


class ComingInForm(Form):
    """The first thing a person types here."""

    name = Line(_l("Your name"), required=_l("Enter your name"))
    email = Email(_l("Your e-mail. You sign in with it."), required=_l("Enter your e-mail"))
    password = wtforms.PasswordField(_l("A password of your own"), [NewPassword()])
    mine = wtforms.BooleanField(_l("This phone is mine. Keep me signed in."))


class NewPasswordForm(Form):
    """A new password for somebody who forgot it."""

    password = wtforms.PasswordField(_l("Your new password"), [NewPassword()])
    mine = wtforms.BooleanField(_l("This phone is mine. Keep me signed in."))


class CardsForm(Form):
    """Until when new cards are good."""

    ends_on = Day(_l("Good until"), required=_l("Enter a day"))

    def validate_ends_on(self, field: wtforms.Field) -> None:
        """Refuse a day that is over."""
        if field.data and field.data < today():
            raise ValidationError(_("Choose a day that is still to come."))
