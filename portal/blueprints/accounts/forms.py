"""What may be typed about an account."""

from functools import cache
from zoneinfo import available_timezones

import wtforms
from wtforms.validators import ValidationError

from portal.blueprints.accounts.passwords import LONGEST, SHORTEST
from portal.forms import Entered, Form, Line, StampedForm
from portal.languages import LANGUAGES
from portal.words import gettext as _
from portal.words import lazy_gettext as _l

ZONES = (
    "Africa/Algiers", "Africa/Cairo", "Africa/Casablanca", "Africa/Johannesburg", "Africa/Lagos",
    "Africa/Nairobi", "America/Bogota", "America/Chicago", "America/Denver", "America/Los_Angeles",
    "America/Lima", "America/Mexico_City", "America/New_York", "America/Sao_Paulo", "Asia/Baghdad",
    "Asia/Bangkok", "Asia/Beirut", "Asia/Damascus", "Asia/Dhaka", "Asia/Dubai", "Asia/Ho_Chi_Minh",
    "Asia/Jakarta", "Asia/Kabul", "Asia/Karachi", "Asia/Kolkata", "Asia/Manila", "Asia/Shanghai",
    "Asia/Tehran", "Asia/Tokyo", "Atlantic/Reykjavik", "Australia/Sydney", "Europe/Athens",
    "Europe/Berlin", "Europe/Bucharest", "Europe/Dublin", "Europe/Istanbul", "Europe/Kyiv",
    "Europe/Lisbon", "Europe/London", "Europe/Madrid", "Europe/Moscow", "Europe/Paris",
    "Europe/Rome", "Europe/Stockholm", "Europe/Warsaw", "Pacific/Auckland", "UTC",
)  # fmt: skip


class NewPassword:
    """Ask for a password that is long enough; nothing else is demanded."""

    def __call__(self, form: wtforms.Form, field: wtforms.Field) -> None:
        """Refuse a password that is too short or too long."""
        if len(field.data or "") < SHORTEST:
            raise ValidationError(
                _("Make it %(count)s characters or more. A short sentence is good.", count=SHORTEST)
            )
        if len(field.data) > LONGEST:
            raise ValidationError(_("Make it %(count)s characters or less.", count=LONGEST))


class SignInForm(Form):
    """E-mail, password, and whose phone it is."""

    email = Line(_l("E-mail"), required=_l("Enter your e-mail"))
    password = wtforms.PasswordField(_l("Password"), [Entered(_l("Enter your password"))])
    mine = wtforms.BooleanField(_l("This phone is mine. Keep me signed in."))


class SettingsForm(StampedForm):
    """What the portal knows of a person."""

    name = Line(_l("Your name"), required=_l("Enter your name"))
    language = wtforms.SelectField(_l("Language of the screens"))
    zone = wtforms.SelectField(_l("Your time zone"))
    text_only = wtforms.BooleanField(_l("Show no pictures until I ask for them: it saves data"))

    def offer(self, zone: str) -> "SettingsForm":
        """Fill the lists; the person's own zone is always among them."""
        self.language.choices = list(LANGUAGES.items())
        offered = sorted({*ZONES, zone} & _known_zones())
        self.zone.choices = [(name, name.replace("_", " ").replace("/", ": ")) for name in offered]
        return self


@cache
def _known_zones() -> set[str]:
    return available_timezones()  # reads hundreds of files


class PasswordForm(Form):
    """The old password and a new one."""

    password = wtforms.PasswordField(
        _l("Your password now"), [Entered(_l("Enter your password of now"))]
    )
    new_password = wtforms.PasswordField(_l("Your new password"), [NewPassword()])
