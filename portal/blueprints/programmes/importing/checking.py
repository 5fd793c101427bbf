"""What is wrong with each line, in sentences; nothing is written."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.orm import Session

from portal import tokens
from portal.blueprints.accounts.phones import clean_phone
from portal.blueprints.programmes.forms import ADDRESS
from portal.blueprints.programmes.importing.known import Known, known_in
from portal.blueprints.programmes.importing.names import nearly
from portal.blueprints.programmes.importing.tables import LONGEST, Row, rows_of
from portal.folding import fold, fold_name
from portal.models import Programme
from portal.words import gettext as _


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """One line, what it means, and what has to be put right or answered first."""

    row: Row
    mark: str  # stands for its words: a line that was corrected is another line
    email: str | None = None
    phone: str | None = None
    cohort_id: UUID | None = None
    mentor_id: UUID | None = None
    wrongs: tuple[str, ...] = ()
    doubt: str = ""
    left_out: bool = False
    sure: bool = False

    @property
    def is_open(self) -> bool:
        """Tell whether this line still stops the others."""
        return not self.left_out and bool(self.wrongs or (self.doubt and not self.sure))


@dataclass(frozen=True, slots=True)
class Checked:
    """All lines of a table, checked."""

    rows: list[CheckedRow]

    @property
    def unsettled(self) -> list[CheckedRow]:
        """Return the lines that say something, settled or not."""
        return [one for one in self.rows if one.wrongs or one.doubt]

    @property
    def open(self) -> int:
        """Return how many lines still stop the others."""
        return sum(one.is_open for one in self.rows)

    @property
    def good(self) -> list[CheckedRow]:
        """Return the lines that would be brought in."""
        return [one for one in self.rows if not one.left_out and not one.is_open]


def check(
    session: Session,
    programme: Programme,
    text: str,
    *,
    left_out: Collection[str] = (),
    sure: Collection[str] = (),
) -> Checked:
    """Check a table line by line; raises NoTable.

    `left_out` and `sure` hold the marks of lines that were ticked.
    """
    rows = [_read(row) for row in rows_of(text)]
    known = known_in(session, programme, [row.phone for row in rows if row.phone])
    seen: dict[str, int] = {}
    checked = []
    for one in rows:
        out = one.mark in left_out
        found = replace(_held_against(one, known, {} if out else seen), left_out=out)
        checked.append(replace(found, sure=one.mark in sure))
    return Checked(checked)


def _read(row: Row) -> CheckedRow:
    """Tell e-mail from phone, and what is missing in the line itself."""
    wrongs, emails, phones = [], [], []
    if not row.name:
        wrongs.append(_("The name is missing."))
    if max(map(len, (row.name, row.cohort, row.mentor, *row.reach))) > LONGEST:
        wrongs.append(_("Something in it is longer than %(most)s characters.", most=LONGEST))
    for reach in row.reach:
        phone = clean_phone(reach)
        if phone:
            phones.append(phone)
        elif ADDRESS.fullmatch(reach):
            emails.append(reach)
        elif "@" in reach or not any(letter.isdigit() for letter in reach):
            wrongs.append(_("“%(words)s” is not an e-mail.", words=reach[:60]))
        else:
            wrongs.append(
                _("Write “%(words)s” with its country: +44 7700 900123.", words=reach[:60])
            )
    if emails and phones:
        wrongs.append(_("Leave the e-mail or the phone number out: one of them is used."))
    mark = tokens.hash_of("\n".join((row.name, *row.reach, row.cohort, row.mentor)))[:16]
    return CheckedRow(
        row,
        f"{row.number}-{mark}",
        email=next(iter(emails), None),
        phone=next(iter(phones), None),
        wrongs=tuple(wrongs),
    )


def _held_against(one: CheckedRow, known: Known, seen: dict[str, int]) -> CheckedRow:
    cohort_id = known.cohorts.get(fold(one.row.cohort))
    mentors = known.mentors.get(fold(one.row.mentor), set()) if one.row.mentor else set()
    wrongs = [*one.wrongs, *_twice(one, known, seen)]
    if one.row.cohort and not cohort_id:
        names = ", ".join(known.cohort_names[-8:]) or _("none yet")
        wrongs.append(
            _(
                "There is no cohort “%(name)s”. There are: %(names)s.",
                name=one.row.cohort[:60],
                names=names,
            )
        )
    if one.row.mentor and not mentors:
        wrongs.append(_("There is no mentor “%(name)s” here.", name=one.row.mentor[:60]))
    if len(mentors) > 1:
        wrongs.append(
            _("Several mentors are called “%(name)s”. Write the e-mail.", name=one.row.mentor[:60])
        )
    return replace(
        one,
        cohort_id=cohort_id,
        mentor_id=next(iter(mentors), None),
        wrongs=tuple(wrongs),
        doubt="" if wrongs else _doubt(one, known, seen),
    )


def _twice(one: CheckedRow, known: Known, seen: dict[str, int]) -> list[str]:
    wrongs = []
    for address in ((one.email or "").lower(), one.phone or ""):
        before = seen.setdefault(address, one.row.number) if address else one.row.number
        if before != one.row.number:
            wrongs.append(_("Line %(number)s has the same e-mail or phone.", number=before))
        elif address in known.here:
            wrongs.append(
                _("%(name)s is in the programme already with this.", name=known.here[address])
            )
        elif address in known.invited:
            wrongs.append(_("An invitation waits for this e-mail already."))
        elif address in known.taken and not one.email:
            wrongs.append(
                _("This number has an account. Write an e-mail instead, to send an invitation.")
            )
    return wrongs


def _doubt(one: CheckedRow, known: Known, seen: dict[str, int]) -> str:
    """Ask about a name that is nearly the same as one that is known."""
    name = fold_name(one.row.name)
    before = seen.setdefault(f"name:{name}", one.row.number)
    if name and before != one.row.number:
        return _("Line %(number)s has the same name. Maybe the same person?", number=before)
    alike = next(
        (known.names[key] for key in sorted(nearly(one.row.name)) if key in known.names), ""
    )
    return _("%(name)s is here already. Maybe the same person?", name=alike) if alike else ""
