"""Pages of links that were drawn before: kept while nothing that they show has changed."""

import gzip
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

AT_MOST = 200


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page as it goes out, plain and compressed, and the state that it was drawn from."""

    state: Hashable
    plain: bytes
    packed: bytes


def pack(state: Hashable, draw: Callable[[], str]) -> Drawn:
    """Draw the page and compress it."""
    plain = draw().encode()
    return Drawn(state, plain, gzip.compress(plain, 6, mtime=0))


class DrawnPages:
    """The pages of this process, the longest unused one forgotten first."""

    def __init__(self, at_most: int = AT_MOST) -> None:
        """Keep that many pages."""
        self.at_most = at_most
        self._lock = threading.Lock()
        self._pages: OrderedDict[Hashable, Drawn] = OrderedDict()

    def get(self, key: Hashable, state: Hashable, draw: Callable[[], str]) -> Drawn:
        """Return the page for this state; it is drawn anew when the state is another."""
        with self._lock:
            kept = self._pages.get(key)
            if kept is not None and kept.state == state:
                self._pages.move_to_end(key)
                return kept
        drawn = pack(state, draw)
        with self._lock:
            self._pages[key] = drawn
            self._pages.move_to_end(key)
            while len(self._pages) > self.at_most:
                self._pages.popitem(last=False)
        return drawn
