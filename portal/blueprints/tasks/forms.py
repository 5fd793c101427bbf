"""What may be typed about a task."""

from portal.blueprints.programmes.forms import Days, Pick
from portal.forms import Day, Line, LongText, StampedForm
from portal.words import lazy_gettext as _l


class TaskForm(StampedForm):
    """What is asked, by which words it is judged, and until when."""

    title = Line(_l("Title"), required=_l("Enter the title"))
    words = LongText(
        _l("What to do"), required=_l("Describe what is to be done"), max_length=10_000
    )
    kinds = LongText(_l("What to send"), max_length=2000)
    rubric = Pick(_l("The rubric it is judged by"), none=_l("none: comments and an outcome only"))
    due_on = Day(_l("Due on, if there is a day"))
    answer_days = Days(_l("Days until a mentor answers, if not as usual"), max_length=10)
