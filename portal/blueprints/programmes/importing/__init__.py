"""People from a table: read however it was saved, checked line by line, brought in at once."""

from portal.blueprints.programmes.importing.bringing import bring_in, brought_in
from portal.blueprints.programmes.importing.checking import Checked, CheckedRow, check
from portal.blueprints.programmes.importing.files import text_of
from portal.blueprints.programmes.importing.tables import NoTable

__all__ = ["Checked", "CheckedRow", "NoTable", "bring_in", "brought_in", "check", "text_of"]
