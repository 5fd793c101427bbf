"""What may be typed about a portfolio, its pages and its pieces."""

from collections.abc import Iterable, Sequence
from uuid import UUID

import wtforms

from portal.forms import Choice, Line, LongText, StampedForm, uuid_or_none
from portal.models import Skill
from portal.words import lazy_gettext as _l


class PortfolioForm(StampedForm):
    """The words at the top of the portfolio."""

    title = Line(_l("Title of your portfolio"), required=_l("Enter a title"))
    about = LongText(_l("About you, in a few lines"), max_length=1_000)


class PageForm(StampedForm):
    """The name of a page."""

    title = Line(_l("Name of the page"), required=_l("Enter a name for the page"))


class PieceForm(StampedForm):
    """What a piece shows, in her words and by skill."""

    shows = Line(_l("What does this show? One sentence."), max_length=300)
    skills = wtforms.SelectMultipleField(_l("Skills that it shows"), validate_choice=False)

    def offer(self, skills: Iterable[Skill]) -> None:
        """Offer the skills of her programmes."""
        self.skills.choices = [(str(skill.id), skill.name) for skill in skills]

    def ticked(self) -> set[UUID]:
        """Return the offered skills that are ticked; what was not offered counts for nothing."""
        offered = {str(value) for value, *_rest in self.skills.iter_choices()}
        return {UUID(value) for value in self.skills.data or () if value in offered}


class TextForm(PieceForm):
    """A text of her own."""

    source = LongText(_l("Your text"), required=_l("Enter your text"))


class AltForm(PieceForm):
    """A photo says in words what is on it, and that the people in it were asked."""

    alt = Line(_l("What is on the photo? For people who cannot see it."), max_length=300)
    asked = wtforms.BooleanField(_l("Other people are in this photo. I asked them."))


class Listed:
    """A form with a list of things that she made before."""

    chosen: Choice

    def list_up(self, choices: Sequence[tuple[str, str]]) -> None:
        """List what can be chosen."""
        self.chosen.choices = list(choices)

    def choice(self) -> UUID | None:
        """Return what is chosen."""
        return uuid_or_none(self.chosen.data)


class ChosenForm(Listed, PieceForm):
    """One of the things she made before."""

    chosen = Choice(_l("Choose one"), required=_l("Choose one of these"))


class FileForm(Listed, AltForm):
    """A photo or file: one that she sent before, or a new one."""

    chosen = Choice(_l("One that you sent before"))
    file = wtforms.FileField(_l("A new photo or file from this phone"))
