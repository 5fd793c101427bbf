"""What can be put on a page, in words."""

from uuid import UUID

from sqlalchemy.orm import Session

from portal import dates
from portal.blueprints.portfolios import queries
from portal.models import Outcome, Person, Version
from portal.sizes import say_size
from portal.words import gettext as _

BEGINNING = 90


def choices_for(
    session: Session, person: Person, kind: str, chosen: UUID | None = None
) -> list[tuple[str, str]]:
    """Return the ids and words of what the person can choose of that kind.

    A reflection that is chosen already is among them, however old it is.
    """
    if kind == "work":
        versions = queries.versions_to_choose(session, person)
        return [(str(one.id), _version_in_words(one)) for one in versions]
    if kind == "reflection":
        reflections = queries.reflections_to_choose(session, person, chosen)
        return [(str(one.id), _cut(one.words)) for one in reflections]
    media = queries.media_to_choose(session, person)
    return [
        (
            str(one.id),
            f"{one.name}, {say_size(one.bytes)}, {dates.day_of(one.created_at, person.zone)}",
        )
        for one in media
    ]


def _version_in_words(version: Version) -> str:
    said = _("%(title)s, version %(number)s", title=version.work.title, number=version.number)
    return _("%(work)s – achieved", work=said) if _is_achieved(version) else said


def _is_achieved(version: Version) -> bool:
    feedback = version.feedback
    return bool(feedback and feedback.given_at and feedback.outcome == Outcome.ACHIEVED)


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= BEGINNING else line[:BEGINNING].rsplit(" ", 1)[0] + " …"
