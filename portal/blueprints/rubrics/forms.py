"""What may be typed about a rubric: its title, and what is looked at with the levels."""

from collections.abc import Iterable

import wtforms
from wtforms import Field
from wtforms.validators import ValidationError

from portal.blueprints.programmes.forms import Pick
from portal.blueprints.rubrics.wording import CriterionWords, LevelWords
from portal.forms import Form, Line, LongText, StampedForm
from portal.models import Criterion
from portal.words import gettext as _
from portal.words import lazy_gettext as _l

MOST_LEVELS = 9
LEVEL_NAME, LEVEL_WORDS, CRITERION_WORDS = 60, 1000, 2000  # characters


class RubricForm(StampedForm):
    """The title of a rubric."""

    title = Line(_l("Title"), required=_l("Enter the title"))


class LevelForm(Form):
    """One level: a name and a sentence, both or none."""

    name = Line(_l("Name of the level"), max_length=LEVEL_NAME)
    words = LongText(_l("What work at this level looks like"), max_length=LEVEL_WORDS)
    met = wtforms.BooleanField(_l("This is enough: it counts as achieved"))

    out = False  # set by the button "Take out"

    def validate_name(self, field: Field) -> None:
        """Ask for the name where a sentence was typed."""
        if self.words.data and not field.data and not self.out:
            raise ValidationError(_("Enter the name of the level"))

    def validate_words(self, field: Field) -> None:
        """Ask for the sentence where a name was typed."""
        if self.name.data and not field.data and not self.out:
            raise ValidationError(_("Describe in a sentence what work at this level looks like"))


class CriterionForm(StampedForm):
    """One thing that is looked at, with its levels from the lowest to the highest."""

    name = Line(_l("What you look at"), required=_l("Enter what you look at"))
    skill = Pick(_l("The skill that it shows"), none=_l("none of them"))
    words = LongText(_l("In plain words"), max_length=CRITERION_WORDS)
    levels = wtforms.FieldList(wtforms.FormField(LevelForm), max_entries=MOST_LEVELS)

    def validate_levels(self, field: Field) -> None:
        """Ask for two levels or more, and that one of them is enough."""
        kept = self.read().levels
        if len(kept) < 2:
            raise ValidationError(_("Write two levels or more."))
        if not any(level.met for level in kept):
            raise ValidationError(_("Tick which of the levels is enough."))

    def read(self) -> CriterionWords:
        """Return what was typed; a level without any word is left out."""
        levels = tuple(
            LevelWords(row.form.name.data or "", row.form.words.data or "", row.form.met.data)
            for row in self.levels
            if (row.form.name.data or row.form.words.data) and not row.form.out
        )
        return CriterionWords(
            self.name.data or "", self.words.data or "", self.skill.chosen, levels
        )

    def press(self, button: str) -> None:
        """Do what the button of a level says: take it out, or change places with a neighbour."""
        deed, _colon, place = button.partition(":")
        here = int(place) if place.isdecimal() and len(place) < 3 else len(self.levels)
        there = {"up": here - 1, "down": here + 1}.get(deed, here)
        if not (0 <= here < len(self.levels) and 0 <= there < len(self.levels)):
            return
        if deed == "out":
            self.levels[here].form.out = True
        for one, other in zip(self.levels[here].form, self.levels[there].form, strict=True):
            one.data, other.data = other.data, one.data

    def show(self, criterion: Criterion) -> "CriterionForm":
        """Fill in what is saved, and one empty level below."""
        self.name.data, self.words.data = criterion.name, criterion.words
        self.skill.data = str(criterion.skill_id or "")
        return self.show_levels(
            LevelWords(level.name, level.words, level.met) for level in criterion.levels
        )

    def show_levels(self, levels: Iterable[LevelWords]) -> "CriterionForm":
        """Fill in these levels."""
        for level in levels:
            self.levels.append_entry({"name": level.name, "words": level.words, "met": level.met})
        return self

    def room_for_more(self) -> "CriterionForm":
        """Put one empty level below the others."""
        rows = list(self.levels)
        last_is_empty = bool(rows) and not (rows[-1].form.name.data or rows[-1].form.words.data)
        if not last_is_empty and len(rows) < MOST_LEVELS:
            self.levels.append_entry()
        return self
