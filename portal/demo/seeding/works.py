"""Works with their versions: begun, sent, revised and achieved over most of a year."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from portal.blueprints.work.digests import digest_of
from portal.blueprints.work.receipts import LETTERS
from portal.demo.seeding import news
from portal.demo.seeding.answers import write_answer
from portal.demo.seeding.content import words
from portal.demo.seeding.hand import Begun, Fate, Hand, Made
from portal.demo.seeding.patterns import Pattern, draft_of
from portal.demo.seeding.rooms import Asked
from portal.demo.story.works import Version as Written
from portal.models import SelfMark, Version, Work, WorkState

TURN = timedelta(days=9)  # from the beginning of a version to its answer
WRITING = timedelta(days=2)
PERIOD = timedelta(days=250)
OWN = 6  # every sixth work answers no task
LATELY = (Fate.DRAFT,) * 3 + (Fate.SENT,) * 3 + (Fate.BEGUN,) + (Fate.REVISE,) * 3
MIXED = (Fate.ACHIEVED, Fate.REVISE, Fate.ACHIEVED, Fate.SENT, Fate.DRAFT)
AGO = {  # days before today on which the last version was begun: from, to
    Fate.DRAFT: (1, 6),
    Fate.SENT: (3, 9),
    Fate.BEGUN: (5, 9),
    Fate.REVISE: (12, 30),
    Fate.ACHIEVED: (12, 30),
}


def write_works(hand: Hand, count: int) -> list[Made]:
    """Write all works of a learner; return the versions that were made."""
    tasks = hand.chance.sample(hand.crowd.room.tasks, len(hand.crowd.room.tasks))
    made: list[Made] = []
    for place in range(count):
        task = tasks.pop() if tasks and place % OWN != OWN - 1 else None
        pattern = hand.chance.choice(hand.patterns[task.key if task else None])
        made += _work(hand, task, pattern, *_course(hand, place, count))
    return made


def _course(hand: Hand, place: int, count: int) -> tuple[Fate, datetime]:
    """Return what becomes of the work at that place, and when its last version was begun."""
    left = count - 1 - place
    if hand.learner.number == 0 and left < len(MIXED):
        fate = MIXED[-1 - left]
    else:
        fate = hand.chance.choice(LATELY) if left == 0 else Fate.ACHIEVED
    first, last = AGO[fate]
    ago = timedelta(days=hand.chance.randint(first, last), minutes=hand.chance.randrange(900))
    if fate == Fate.ACHIEVED:
        ago += PERIOD * left / (count + 1)
    return fate, hand.crowd.midnight - ago


def _work(
    hand: Hand, task: Asked | None, pattern: Pattern, fate: Fate, last: datetime
) -> list[Made]:
    count = hand.chance.randint(1, len(pattern.versions))
    began = last - TURN * (count - 1)
    work = _begin(hand, task, pattern.title, _state_of(fate, count), began, last)
    made = []
    for number, (written, answer) in enumerate(pattern.versions[:count], 1):
        own = fate if number == count else Fate.REVISE
        version = _version(hand, work, number, written, own, began + TURN * (number - 1))
        if own not in (Fate.DRAFT, Fate.SENT):
            given = write_answer(hand, version, answer, own)
            version = replace(version, feedback_id=given, met=own == Fate.ACHIEVED)
        made.append(version)
    return made


def _begin(
    hand: Hand, task: Asked | None, title: str, state: WorkState, began: datetime, last: datetime
) -> Begun:
    days = timedelta(days=task.answer_days if task else hand.crowd.room.answer_days)
    promised = (last + WRITING + days).date() if state != WorkState.DRAFT else None
    if task and hand.chance.random() < 0.5:
        title = task.title
    work_id = hand.crowd.sheet.add(
        Work,
        began,
        hand.chance,
        programme_id=hand.programme_id,
        learner_id=hand.learner.id,
        task_id=task.id if task else None,
        title=title,
        state=state,
        promised_on=promised,
    )
    return Begun(work_id, title, task, promised)


def _state_of(fate: Fate, count: int) -> WorkState:
    if fate == Fate.DRAFT:
        return WorkState.REVISE if count > 1 else WorkState.DRAFT
    return WorkState.SENT if fate in (Fate.SENT, Fate.BEGUN) else WorkState(fate.value)


def _version(
    hand: Hand, work: Begun, number: int, written: Written, fate: Fate, at: datetime
) -> Made:
    chance, sheet = hand.chance, hand.crowd.sheet
    draft = draft_of(written.text.source, chance.randrange(len(words("closings"))))
    sent_at = None if fate == Fate.DRAFT else at + WRITING
    marks = _own_marks(work.task, written)
    digest = digest_of(source=draft.source, changed=written.changed, files=(), marks=marks)
    version_id = sheet.add(
        Version,
        at,
        chance,
        programme_id=hand.programme_id,
        work_id=work.id,
        number=number,
        edition_id=work.task.judged.edition_id if work.task else None,
        source=draft.source,
        html=draft.rendered.html,
        plain=draft.rendered.plain,
        changed=written.changed,
        saved_at=sent_at or at,
        sent_at=sent_at,
        digest=digest if sent_at else None,
        receipt=_receipt(hand) if sent_at else None,
    )
    for criterion_id, level_id in marks:
        sheet.put(
            SelfMark,
            version_id=version_id,
            criterion_id=criterion_id,
            level_id=level_id,
            programme_id=hand.programme_id,
        )
    made = Made(version_id, work, number, draft, sent_at)
    if sent_at:
        news.sent(hand, made, sent_at)
    return made


def _own_marks(task: Asked | None, written: Written) -> list[tuple[UUID, UUID]]:
    if task is None:
        return []
    return [
        (task.judged.criteria[criterion], task.judged.levels[criterion, level])
        for criterion, level in written.self_marks.items()
    ]


def _receipt(hand: Hand) -> str:
    code = "".join(hand.chance.choices(LETTERS, k=8))
    return f"{code[:4]}-{code[4:]}"
