"""All that is a person's, as plain values: the same for the page that she reads and for machines.

Each part is called when it is written, and yields one thing at a time.
"""

from collections.abc import Callable, Iterator, Mapping

from portal.blueprints.trust.exporting.gathering.account import (
    account,
    devices,
    mentors,
    programmes,
    unsent_posts,
)
from portal.blueprints.trust.exporting.gathering.base import Pack, Thing
from portal.blueprints.trust.exporting.gathering.given import (
    answers_given,
    away,
    hours,
    phrases,
    questions_answered,
    said_elsewhere,
)
from portal.blueprints.trust.exporting.gathering.own import files, reflections, steps
from portal.blueprints.trust.exporting.gathering.shown import links, portfolio
from portal.blueprints.trust.exporting.gathering.told import (
    consents,
    log,
    news,
    opened,
    reports,
    wishes,
)
from portal.blueprints.trust.exporting.gathering.works import works

PARTS: Mapping[str, Callable[[Pack], Iterator[Thing]]] = {
    "account": account,
    "programmes": programmes,
    "mentors": mentors,
    "works": works,
    "steps": steps,
    "reflections": reflections,
    "portfolio": portfolio,
    "links": links,
    "answers_given": answers_given,
    "said_elsewhere": said_elsewhere,
    "questions_answered": questions_answered,
    "phrases": phrases,
    "away": away,
    "hours": hours,
    "news": news,
    "wishes": wishes,
    "consents": consents,
    "reports": reports,
    "opened": opened,
    "log": log,
    "devices": devices,
    "unsent_posts": unsent_posts,
    "files": files,
}


def gather(pack: Pack, part: str) -> Iterator[Thing]:
    """Yield what there is of a part; what other parts loaded is forgotten before."""
    pack.session.expunge_all()
    yield from PARTS[part](pack)
