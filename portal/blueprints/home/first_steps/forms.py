"""What a learner types in her first steps."""

from collections.abc import Sequence

import wtforms

from portal.blueprints.notices.wishes import Way
from portal.forms import Choice, Form, LongText, StampedForm
from portal.words import gettext as _
from portal.words import lazy_gettext as _l

LONGEST = 2_000


class GoalsForm(StampedForm):
    """What she wants to be able to do."""

    words = LongText(_l("I want to be able to"), max_length=LONGEST)


class TimesForm(StampedForm):
    """When she has time."""

    words = LongText(_l("I have time"), max_length=LONGEST)


class DataForm(Form):
    """Whether pictures wait until she asks for them."""

    text_only = wtforms.BooleanField(_l("Show no pictures until I ask for them"))


class ReachForm(Form):
    """By which way all news goes to her."""

    way = Choice(_l("Tell me when something is new"))

    def offer(self, ways: Sequence[Way]) -> "ReachForm":
        """Offer the ways by which she can be reached."""
        words = {
            Way.MAIL: _("By mail"),
            Way.TEXT: _("By text message"),
            Way.NONE: _("Only here, when I come"),
        }
        self.way.choices = [(way.value, words[way]) for way in ways]
        return self


class LastPressed(wtforms.StringField):
    """What a button said, after what the page said before."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the last of the values that came."""
        self.data = valuelist[-1] if valuelist else ""


class PracticeForm(StampedForm):
    """A practice piece, and what she does with its answer; nothing of it is kept.

    The stamp lets the same press twice show the same page twice.
    """

    text = LongText(_l("In your words"), required=_l("Write a few words first. One line is enough"))
    file = wtforms.FileField(_l("Add a photo or a file, if you like"))
    file_name = LongText("", max_length=200)
    file_size = wtforms.IntegerField("")
    reply = LongText(_l("Your reply"))
    done = LastPressed("")
