"""What is asked before an account is closed."""

import wtforms

from portal.forms import Entered, Form
from portal.words import lazy_gettext as _l


class ClosingForm(Form):
    """The password, so that nobody else closes the account on a phone left open."""

    password = wtforms.PasswordField(_l("Your password"), [Entered(_l("Enter your password"))])
