"""How often one address may answer by one link."""

from limits import RateLimitItemPerHour
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

AN_HOUR = 5


class Answering:
    """Counts answers per link and address, in memory or where `PORTAL_LIMITS_URL` says."""

    def __init__(self, url: str) -> None:
        """Count there."""
        self._limiter = FixedWindowRateLimiter(storage_from_string(url))
        self._limit = RateLimitItemPerHour(AN_HOUR)

    def too_often(self, share: str, address: str) -> bool:
        """Count one answer, and tell whether it is one too many."""
        return not self._limiter.hit(self._limit, "share-answer", share, address)
