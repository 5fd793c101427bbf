"""The hours in which nobody is disturbed, by the clock on her own wall."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from portal.models import Person


def when_permitted(person: Person, moment: datetime) -> datetime:
    """Return that moment, or the end of the person's quiet hours when it falls into them."""
    local = moment.astimezone(ZoneInfo(person.zone))
    minute = local.hour * 60 + local.minute
    if not _is_quiet(minute, person.quiet_from, person.quiet_to):
        return moment
    ends_tomorrow = minute >= person.quiet_to
    day = local.date() + timedelta(days=1) if ends_tomorrow else local.date()
    return _later(day, person.quiet_to, ZoneInfo(person.zone), moment)


def _is_quiet(minute: int, begin: int, end: int) -> bool:
    if begin <= end:  # the same twice: no quiet hours
        return begin <= minute < end
    return minute >= begin or minute < end


def _later(day: date, minute: int, zone: ZoneInfo, moment: datetime) -> datetime:
    # When the clock is put back, an hour comes twice: the one that is still to come counts.
    wall = datetime.combine(day, time(*divmod(minute, 60)), zone)
    ends = [wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1)]
    return next((end for end in sorted(ends) if end > moment), moment)
