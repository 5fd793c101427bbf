"""When a visit has ended: on the server, whatever the cookie says."""

from datetime import timedelta

from portal.clock import now
from portal.models import Visit

SHARED_PHONE = timedelta(hours=12)
OWN_PHONE = timedelta(days=365)


def has_ended(visit: Visit) -> bool:
    """Tell whether the visit was ended, or is too old: 12 hours on a shared phone."""
    longest = OWN_PHONE if visit.own_phone else SHARED_PHONE
    return visit.ended_at is not None or visit.created_at + longest < now()
