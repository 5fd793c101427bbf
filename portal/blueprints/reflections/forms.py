"""What may be typed in a reflection."""

from portal.forms import Form, LongText, StampedForm
from portal.words import lazy_gettext as _l


class ReflectionForm(Form):
    """The one box on the reflections page."""

    words = LongText(_l("Your reflection"), required=_l("Enter your reflection"))


class ReflectionChangeForm(StampedForm, ReflectionForm):
    """Changing what one wrote."""
