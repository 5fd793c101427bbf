"""What is chosen to be copied, where to, and when it is due there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import wtforms
from wtforms import Field
from wtforms.validators import ValidationError

from portal.forms import Day, Form, uuid_or_none
from portal.models import Programme
from portal.words import gettext as _
from portal.words import lazy_gettext as _l


@dataclass(frozen=True, slots=True)
class Chosen:
    """Tasks and rubrics to copy; the first day is that of the task that is due first."""

    tasks: frozenset[UUID]
    rubrics: frozenset[UUID]
    first_on: date | None = None


class CopyForm(Form):
    """Tasks, rubrics that no task brings along, where to, and the new days."""

    task = wtforms.SelectMultipleField(_l("Tasks"), validate_choice=False)
    rubric = wtforms.SelectMultipleField(_l("Rubrics"), validate_choice=False)
    to = wtforms.SelectField(_l("Copy into"), validate_choice=False)
    first_on = Day(_l("The day on which the first of them is due"))

    def offer(self, programmes: Iterable[Programme]) -> "CopyForm":
        """Offer the programmes that she runs, the one here first."""
        self.to.choices = [(str(one.id), one.name) for one in programmes]
        return self

    def validate_to(self, field: Field) -> None:
        """Refuse a programme that is not offered."""
        if field.data not in {str(value) for value, *_rest in self.to.iter_choices()}:
            raise ValidationError(_("Choose one of the list."))

    def validate_task(self, field: Field) -> None:
        """Ask for a task or a rubric at least."""
        if not (self.read().tasks or self.read().rubrics):
            raise ValidationError(_("Choose a task or a rubric."))

    def read(self) -> Chosen:
        """Return what was chosen; what is no id counts for nothing."""
        return Chosen(_ids(self.task.data), _ids(self.rubric.data), self.first_on.data)


def _ids(texts: Iterable[str] | None) -> frozenset[UUID]:
    return frozenset(found for text in texts or () if (found := uuid_or_none(text)))
