"""The numbers as a file for a spreadsheet: no cell of it can become a formula."""

import csv
import io
import re
from collections.abc import Iterator

from portal.blueprints.growth.numbers import Numbers
from portal.words import gettext as _

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
INSIDE = re.compile(r"([;\t\r\n][\s\u00a0]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
MARK = "\ufeff"  # by which spreadsheets know UTF-8


def sheet_of(numbers: Numbers, *, cohort: str) -> bytes:
    """Write one row for each number, the first row saying what stands where."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    heads = (_("What"), _("Value"), _("Counted in"), _("What it means"), _("Cohort"))
    for row in (heads, *((*row, cohort) for row in _rows(numbers))):
        writer.writerow([harmless(cell) for cell in row])
    return (MARK + text.getvalue()).encode()


def _rows(numbers: Numbers) -> Iterator[tuple[str, str, str, str]]:
    for group in numbers.groups:
        for one in group.numbers:
            value = _("no data yet") if one.value is None else f"{one.value:g}"
            yield f"{group.title}: {one.what}", value, one.unit, one.means
    unit, means = _("works"), _("The works with this level in their first, and last, answer.")
    for criterion in numbers.criteria:
        for row in criterion.levels:
            what = f"{criterion.rubric}: {criterion.name}: {row.level}"
            yield _("%(level)s, first answer", level=what), str(row.first), unit, means
            yield _("%(level)s, last answer", level=what), str(row.last), unit, means


def harmless(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula.

    Many of them take a semicolon, too, for the end of a cell.
    """
    cell = INSIDE.sub(r"\1'", cell)
    begins = cell.lstrip(" \u00a0")[:1]
    return f"'{cell}" if begins in FORMULA and begins else cell
