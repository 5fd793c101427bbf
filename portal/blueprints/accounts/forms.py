"""What may be typed about an account."""

import re
from functools import cache
from zoneinfo import available_timezones

import wtforms
from wtforms.validators import ValidationError

from portal.blueprints.accounts.passwords import LONGEST, SHORTEST
from portal.blueprints.accounts.phones import clean_phone
from portal.forms import Entered, Form, Line, StampedForm
from portal.languages import LANGUAGES, name_of
from portal.words import gettext as _
from portal.words import lazy_gettext as _l

ADDRESS = re.compile(r"[^\s@<>\"(),:;\[\]\\]+@[^\s@<>\"(),:;\[\]\\]+\.[^\s@.]+")
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


class Pin:
    """Ask for four to six digits, or for nothing at all."""

    def __call__(self, form: wtforms.Form, field: wtforms.Field) -> None:
        """Refuse what is no PIN."""
        typed = (field.data or "").strip()
        if typed and not (typed.isdecimal() and 4 <= len(typed) <= 6):
            raise ValidationError(_("A PIN is 4 to 6 digits."))


class Phone:
    """Ask for a number that a text message can be sent to from anywhere."""

    def __call__(self, form: wtforms.Form, field: wtforms.Field) -> None:
        """Refuse a number without its country."""
        if field.data and clean_phone(field.data) is None:
            raise ValidationError(_("Write it with its country: +44 7700 900123."))


class Email:
    """Ask for something that can be an e-mail address."""

    def __call__(self, form: wtforms.Form, field: wtforms.Field) -> None:
        """Refuse what can be none."""
        if not ADDRESS.fullmatch(field.data or ""):
            raise ValidationError(_("Write it like this: name@example.org."))


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


class ScannedCardForm(Form):
    """A card whose QR code was read: its PIN, and whose phone it is."""

    pin = wtforms.StringField(_l("Your PIN"))
    mine = wtforms.BooleanField(_l("This phone is mine. Keep me signed in."))


class CardForm(ScannedCardForm):
    """A card whose letters are typed."""

    letters = Line(_l("The twelve letters on your card"), required=_l("Enter the twelve letters"))
    pin = wtforms.StringField(_l("Your PIN, if you chose one"))


class PinForm(Form):
    """A new PIN for one's own card."""

    pin = wtforms.StringField(_l("Your new PIN"), [Pin()])


class AskForm(Form):
    """Where a code shall go."""

    name = Line(_l("Your e-mail or phone number"), required=_l("Enter your e-mail or phone number"))


class CodeForm(Form):
    """A code that came, and whose phone it is."""

    code = Line(_l("The six digits"), required=_l("Enter the six digits"))
    mine = wtforms.BooleanField(_l("This phone is mine. Keep me signed in."))


class SecondFactorForm(Form):
    """Digits of the app, or a code on paper."""

    code = Line(_l("The six digits, or a code on paper"), required=_l("Enter the code"))


class EmailForm(Form):
    """A new e-mail."""

    email = Line(_l("Your new e-mail"), required=_l("Enter your new e-mail"))

    def validate_email(self, field: wtforms.Field) -> None:
        """Refuse what can be no e-mail."""
        Email()(self, field)


class PhoneForm(Form):
    """A new phone number."""

    phone = Line(_l("Your new phone number"), required=_l("Enter your new phone number"))

    def validate_phone(self, field: wtforms.Field) -> None:
        """Refuse a number without its country."""
        Phone()(self, field)


class ProofForm(Form):
    """The code that went to a new address."""

    code = Line(_l("The six digits"), required=_l("Enter the six digits"))


class SettingsForm(StampedForm):
    """What the portal knows of a person."""

    name = Line(_l("Your name"), required=_l("Enter your name"))
    language = wtforms.SelectField(_l("Language of the screens"))
    zone = wtforms.SelectField(_l("A place with the same time as yours"))
    text_only = wtforms.BooleanField(_l("Show no pictures until I ask for them: it saves data"))

    def offer(self, zone: str) -> "SettingsForm":
        """Fill the lists; the person's own zone is always among them."""
        self.language.choices = [(tag, name_of(tag)) for tag in LANGUAGES]
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
