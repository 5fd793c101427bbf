"""What is typed about a report: what is wrong, and what the coordinator says to it."""

from portal.forms import Form, LongText, StampedForm
from portal.words import lazy_gettext as _l

LONGEST = 5_000


class ReportForm(Form):
    """What is wrong, in the words of who reports."""

    words = LongText(
        _l("What is wrong with it?"), required=_l("Write what is wrong"), max_length=LONGEST
    )


class ReportAnswerForm(StampedForm):
    """What the coordinator answers."""

    answer = LongText(_l("Your answer"), required=_l("Write your answer"), max_length=LONGEST)
