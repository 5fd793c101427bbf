"""The hours in which nobody is disturbed, by the clock on her own wall."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from portal.models import Person


def when_permitted(person: Person, moment: datetime) -> datetime:
    """Return that moment, or the end of the person's quiet hours when it falls into them."""
    local = moment.astimezone(ZoneInfo(person.zone))
    minute = _minute(local)
    if not _is_quiet(person, moment):
        return moment
    ends_tomorrow = minute >= person.quiet_to
    day = local.date() + timedelta(days=1) if ends_tomorrow else local.date()
    wall = datetime.combine(day, time(*divmod(person.quiet_to, 60)), local.tzinfo)
    # When the clock is put back, an hour comes twice; put forward, an hour is shown by no clock.
    ends = sorted(wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    return next(end for end in ends if end > moment and not _is_quiet(person, end))


def _is_quiet(person: Person, moment: datetime) -> bool:
    begin, end = person.quiet_from, person.quiet_to
    minute = _minute(moment.astimezone(ZoneInfo(person.zone)))
    if begin <= end:  # the same twice: no quiet hours
        return begin <= minute < end
    return minute >= begin or minute < end


def _minute(local: datetime) -> int:
    return local.hour * 60 + local.minute
