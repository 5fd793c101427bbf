"""The portal's own answer to a practice piece: made from the piece alone, and kept nowhere."""

import re
import unicodedata
from dataclasses import dataclass
from uuid import UUID

from portal.blueprints.feedback.queries.answer import Answer
from portal.blueprints.feedback.queries.parts import LevelWords, NextStep, SeenCriterion
from portal.blueprints.notes.drawing import marks_of
from portal.blueprints.notes.queries import PinnedNote, ReplyLine
from portal.clock import now
from portal.comparison.words import sentences, words
from portal.markup import Rendered
from portal.models import Outcome, Person
from portal.places import Place, blocks_with_notes, place_at
from portal.words import gettext as _

NOWHERE = UUID(int=0)  # nothing of this is in the database
FIRST_WORDS = re.compile(r"\S+(?:[^\S\n]+\S+){0,2}")
LONGEST_MARK = 60  # characters
ENOUGH = 5  # words
LONG_SENTENCE = 160  # characters: about 25 words


@dataclass(frozen=True, slots=True)
class Talk:
    """What she did with the note: a reply, and whether it is done."""

    reply: str = ""
    done: bool | None = None


def answer_to(rendered: Rendered, person: Person, talk: Talk) -> Answer:
    """Answer a practice piece as a mentor would answer a real one, in the same shape."""
    criteria = (_enough(rendered.plain), _easy(rendered.plain))
    notes = tuple(_note(place, person, talk) for place in first_words(rendered.plain))
    good = all(one.level and one.level.met for one in criteria)
    return Answer(
        feedback_id=NOWHERE,
        version_id=NOWHERE,
        work_id=NOWHERE,
        number=1,
        title=_("A first try"),
        learner=person.name,
        learner_id=person.id,
        mentor=_("Foothold"),
        mentor_id=NOWHERE,
        sent_at=None,
        given_at=None,
        outcome=Outcome.ACHIEVED if good else Outcome.REVISE,
        summary=_(
            "Your first try arrived, whole. With a real piece you get a receipt at once. "
            "The answer comes some days later."
        ),
        steps=(_next_step(good),),
        criteria=criteria,
        pictures=(),
        notes=notes,
        blocks=tuple(blocks_with_notes(rendered.html, marks_of(notes))),
        folded=False,
        additions=(),
        hidden=False,
    )


def first_words(plain: str) -> list[Place]:
    """Return the place of the first three words at most, in a list; none where there are none."""
    found = FIRST_WORDS.search(plain)
    if not found:
        return []
    stop = min(found.end(), found.start() + LONGEST_MARK)
    while stop < found.end() and unicodedata.combining(plain[stop]):
        stop += 1
    return [place_at(plain, found.start(), stop)]


def _next_step(good: bool) -> NextStep:
    more = _("Write a little more, if you like. Then send your first real piece.")
    return NextStep(NOWHERE, 1, _("Send your first real piece.") if good else more, None, False)


def _enough(plain: str) -> SeenCriterion:
    count = sum(any(sign.isalnum() for sign in word) for word in words(plain))
    met, words_of_level = (
        (True, _("Five words or more. A mentor can begin with this."))
        if count >= ENOUGH
        else (False, _("Very few words. A mentor would ask for more."))
    )
    said = _("Foothold counts your words. It can not understand them. Your mentor can.")
    return _criterion(1, _("Enough to answer"), met, words_of_level, said)


def _easy(plain: str) -> SeenCriterion:
    longest = max((len(sentence) for sentence in sentences(plain)), default=0)
    met, words_of_level = (
        (True, _("Your sentences are short. That is easy to read on a phone."))
        if longest <= LONG_SENTENCE
        else (False, _("One sentence is very long. Two short ones are easier to read."))
    )
    return _criterion(2, _("Easy to read"), met, words_of_level, "")


def _criterion(
    number: int, name: str, met: bool, words_of_level: str, comment: str
) -> SeenCriterion:
    level = LevelWords(NOWHERE, 1, "", words_of_level, met)
    return SeenCriterion(NOWHERE, number, name, "", (level,), None, level, comment)


def _note(place: Place, person: Person, talk: Talk) -> PinnedNote:
    said = ReplyLine(NOWHERE, person.id, person.name, talk.reply, now(), hidden=False)
    return PinnedNote(
        number=1,
        id=NOWHERE,
        media_id=None,
        start=place.start,
        stop=place.stop,
        exact=place.exact,
        x=None,
        y=None,
        words=_("This note is pinned to your first words. Mentors pin their notes like this."),
        done=talk.done,
        stamp=0,
        hidden=False,
        replies=(said,) if talk.reply else (),
    )
