"""The one form of the desk: marks by the rubric, next steps, outcome, and a note on words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast
from uuid import UUID

import wtforms
from wtforms.validators import ValidationError

from portal.blueprints.feedback.actions.typed import Typed, TypedStep
from portal.blueprints.feedback.craft_forms import LONGEST_PHRASE
from portal.blueprints.feedback.queries.desk import Desk
from portal.blueprints.feedback.queries.parts import SeenCriterion
from portal.blueprints.feedback.queries.phrases import OwnPhrase
from portal.forms import Choice, Day, Line, LongText, StampedForm, number_or_none
from portal.models import Outcome
from portal.places import Place, find_quote
from portal.words import gettext as _
from portal.words import lazy_gettext as _l

FEWEST_ROWS, MOST_ROWS = 3, 30


class DeskForm(StampedForm):
    """What every desk asks; `desk_form` adds the criteria and the rows for steps."""

    outcome = Choice(_l("All in all"))
    summary = LongText(_l("In two or three sentences"))
    quote = LongText(_l("Type or copy the words"), max_length=2_000)
    quote_note = LongText(_l("Your note on these words"))

    criteria: tuple[SeenCriterion, ...] = ()
    phrases: Mapping[UUID, Sequence[OwnPhrase]] = {}  # by criterion
    rows: int = FEWEST_ROWS

    def put_phrase_in(self, number: str | None) -> None:
        """Put the chosen phrase at the end of the comment on the criterion of that number."""
        one = next((one for one in self.criteria if one.number == number), None)
        if one is None:
            return
        comment, chosen = self[f"comment-{one.number}"], self[f"phrase-{one.number}"].data
        for phrase in self.phrases.get(one.id, ()):
            if str(phrase.id) == chosen:
                comment.data = "\n\n".join(filter(None, (comment.data, phrase.words)))
                comment.raw_data = [comment.data]

    def phrase_to_keep(self, number: str | None) -> tuple[UUID, str] | None:
        """Return the criterion of that number and the comment on it, to be kept as a phrase."""
        one = next((one for one in self.criteria if one.number == number), None)
        if one is None:
            return None
        comment = self[f"comment-{one.number}"]
        if not comment.data:
            comment.errors = [_("Write the comment first, then keep it.")]
        elif len(comment.data) > LONGEST_PHRASE:
            comment.errors = [_("This is too long for a phrase. Keep a part of it in My phrases.")]
        return one.id, comment.data or ""

    def typed(self) -> Typed:
        """Return what was typed, by criterion and row, for the action."""
        marks = {
            one.id: (self._level(one), self._words(f"comment-{one.number}"))
            for one in self.criteria
        }
        steps = {
            row: TypedStep(self[f"step-{row}"].data or "", self[f"by-{row}"].data)
            for row in range(1, self.rows + 1)
            if self[f"step-{row}"].raw_data
        }
        return Typed(
            marks=marks,
            steps=steps,
            outcome=self.outcome.data or None,
            summary=self._words("summary"),
        )

    def place_in(self, plain: str, *, asks_for_note: bool) -> Place | None:
        """Check the whole form; return the place of the words that a note is asked for.

        Words and note belong together, but the button below them may ask for the note later.
        """
        self.validate()
        words, note = (self.quote.data or "").strip(), self.quote_note.data
        if note and not words:
            self.quote.errors = [_("Copy the words here that your note is about.")]
        if words and not note and not asks_for_note:
            self.quote_note.errors = [_("Write your note, or empty the box above.")]
        place = find_quote(plain, words) if words else None
        if words and place is None:
            self.quote.errors = [
                _("These words are not in the text. Copy them as they are written there.")
            ]
        return place

    def _words(self, name: str) -> str | None:
        """Return what was typed, or None when the box did not come with the form."""
        return (self[name].data or "") if self[name].raw_data else None

    def _level(self, criterion: SeenCriterion) -> Any:
        chosen = self[f"level-{criterion.number}"].data
        return next((one.id for one in criterion.levels if str(one.position) == chosen), None)


class NeedsWords:
    """Ask what is to be done, when only a day is there."""

    def __init__(self, day: str) -> None:
        """Remember the name of the day's box."""
        self.day = day

    def __call__(self, form: wtforms.Form, field: wtforms.Field) -> None:
        """Refuse a day alone."""
        if form[self.day].data and not field.data:
            raise ValidationError(_("Write what is to be done by that day."))


def desk_form(desk: Desk, *, rows: int) -> type[DeskForm]:
    """Return the form for the criteria of a desk, with so many rows for steps."""
    criteria = desk.criteria
    fields: dict[str, Any] = {"criteria": criteria, "rows": rows, "phrases": desk.phrases}
    fields["outcome"] = Choice(_l("All in all"), choices=outcome_choices())
    for one in criteria:
        title = _(
            "%(number)s of %(count)s: %(name)s",
            number=one.position,
            count=len(criteria),
            name=one.name,
        )
        levels = [(str(level.position), level.words) for level in one.levels]
        fields[f"level-{one.number}"] = Choice(title, choices=levels)
        fields[f"comment-{one.number}"] = LongText(
            _l("What do you see? What would make it the next level?")
        )
        fields[f"phrase-{one.number}"] = PhrasePick(desk.phrases.get(one.id, ()))
    for row in range(1, rows + 1):
        fields[f"step-{row}"] = StepLine(_("Step %(number)s", number=row), f"by-{row}")
        fields[f"by-{row}"] = Day(_("Step %(number)s, by", number=row))
    return cast(type[DeskForm], type("ThisDeskForm", (DeskForm,), fields))


class PhrasePick(wtforms.SelectField):
    """One of the mentor's phrases; one that is gone meanwhile is no mistake."""

    def __init__(self, phrases: Sequence[OwnPhrase], **kwargs: Any) -> None:
        """Offer these phrases by their first words."""
        super().__init__(_l("Put in one of your phrases"), validate_choice=False, **kwargs)
        offered = [(str(one.id), one.short) for one in phrases]
        self.choices = [("", _l("choose")), *offered]


class StepLine(Line):
    """One next step; a day without it is not enough."""

    def __init__(self, label: str, day: str, **kwargs: Any) -> None:
        """Ask for one line, with the name of its day's box."""
        super().__init__(label, max_length=500, **kwargs)
        self.validators = [*self.validators, NeedsWords(day)]


def outcome_choices() -> list[tuple[str, str]]:
    """Return the two outcomes as the desk says them."""
    return [
        (Outcome.REVISE, _("Revise: one more version")),
        (Outcome.ACHIEVED, _("Achieved: the work shows it")),
    ]


def rows_for(desk: Desk) -> int:
    """Return how many rows for steps the desk shows: always two empty ones."""
    last = max((step.position for step in desk.steps), default=0)
    return min(max(FEWEST_ROWS, last + 2), MOST_ROWS)


def rows_in(names: Iterable[str], *, at_least: int) -> int:
    """Return how many rows for steps came with a form."""
    numbers = [number_or_none(one[5:]) for one in names if one.startswith("step-")]
    return min(max([at_least, *(number for number in numbers if number)]), MOST_ROWS)


def labels_of(criteria: Sequence[SeenCriterion]) -> dict[str, Mapping[str, str]]:
    """Return the words of what can be picked, by the name of the field and the value."""
    labels: dict[str, Mapping[str, str]] = {"outcome": dict(outcome_choices())}
    for one in criteria:
        labels[f"level-{one.number}"] = {str(lv.position): lv.words for lv in one.levels}
    return labels
