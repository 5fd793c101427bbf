"""The lines of a table: which column is which, in any order, case and a few languages."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from portal.folding import fold
from portal.typed import clean, one_line
from portal.words import gettext as _

MOST_LINES, LONGEST = 500, 200
COLUMNS = {
    "name": "name fullname learner person firstname lastname surname vorname nachname familienname "
    "nombre apellido apellidos nom prenom الاسم اسم الاسمالاول الاسمالكامل اسمالعائلة",
    "reach": "emailorphone emailphone contact reach email mail emailaddress phone mobile telephone "
    "phonenumber emailodertelefon telefon handy mobil adresse correo correoelectronico "
    "correootelefono telefono movil courriel "
    "البريدالالكترونياوالهاتف البريدالالكتروني البريد ايميل الهاتف رقمالهاتف الجوال",
    "cohort": "cohort group class kohorte gruppe kurs cohorte grupo groupe المجموعة مجموعة",
    "mentor": "mentor mentorname mentorin tutor mentora mentore المرشد المرشدة مرشد مرشدة",
}
MEANING = {word: column for column, words in COLUMNS.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class Row:
    """One line as it was written; `number` is where it stands in the file."""

    number: int
    name: str
    reach: tuple[str, ...]
    cohort: str
    mentor: str


class NoTable(Exception):
    """The text is no table of people; the sentence says what to do."""


def rows_of(text: str) -> list[Row]:
    """Read the lines of the table below its first line; raises NoTable."""
    try:
        lines = [(at, cells) for at, cells in _lines(clean(text)) if any(map(str.strip, cells))]
    except csv.Error:
        raise NoTable(
            _("This can not be read as a table. Look for a quote mark too many.")
        ) from None
    if not lines:
        raise NoTable(_("Choose a file, or paste the lines."))
    columns = [MEANING.get(_plain(cell), "") for cell in lines[0][1]]
    if "name" not in columns:
        raise NoTable(
            _("The first line must name the columns: name, e-mail or phone, cohort, mentor.")
        )
    if len(lines) - 1 > MOST_LINES:
        raise NoTable(
            _("This has more than %(most)s lines. Bring them in in parts.", most=MOST_LINES)
        )
    if len(lines) == 1:
        raise NoTable(_("There are no people below the first line."))
    return [_row(at, columns, cells) for at, cells in lines[1:]]


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    first = text.split("\n", 1)[0]
    between = max(";,\t؛،", key=first.count)
    reader, at = csv.reader(text.split("\n"), delimiter=between, skipinitialspace=True), 1
    for cells in reader:
        yield at, cells
        at = reader.line_num + 1


def _plain(cell: str) -> str:
    return "".join(letter for letter in fold(cell) if letter.isalpha())


def _row(at: int, columns: list[str], cells: list[str]) -> Row:
    found: dict[str, list[str]] = {column: [] for column in COLUMNS}
    for column, cell in zip(columns, cells, strict=False):
        if column and one_line(cell):
            found[column].append(one_line(cell))
    words = {column: " ".join(parts) for column, parts in found.items()}
    return Row(at, words["name"], tuple(found["reach"]), words["cohort"], words["mentor"])
