"""Which first steps somebody has, how far she came, and where she goes on."""

from dataclasses import dataclass

from portal.models import FirstStep, Person, Role
from portal.policy.programmes import programmes_of

LEARNER = (
    FirstStep.GOALS,
    FirstStep.TIMES,
    FirstStep.DATA,
    FirstStep.REACH,
    FirstStep.PRACTICE,
)
MENTOR = (FirstStep.QUEUE, FirstStep.DESK, FirstStep.LEARNERS, FirstStep.DAYS)
PATHS = {
    FirstStep.GOALS: "/first-steps/1",
    FirstStep.TIMES: "/first-steps/2",
    FirstStep.DATA: "/first-steps/3",
    FirstStep.REACH: "/first-steps/4",
    FirstStep.PRACTICE: "/first-steps/practice",
    FirstStep.QUEUE: "/first-steps/how/1",
    FirstStep.DESK: "/first-steps/how/2",
    FirstStep.LEARNERS: "/first-steps/how/3",
    FirstStep.DAYS: "/away/",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How far somebody came who has begun and not finished."""

    step: FirstStep
    number: int
    of: int

    @property
    def path(self) -> str:
        """Return where she goes on."""
        return PATHS[self.step]


def steps_of(person: Person) -> tuple[FirstStep, ...]:
    """Return the first steps of a learner, else those of a mentor, else none."""
    if programmes_of(person, Role.LEARNER):
        return LEARNER
    return MENTOR if programmes_of(person, Role.MENTOR) else ()


def standing_of(person: Person) -> Standing | None:
    """Return how far she came; None before the first time and after the last."""
    steps = steps_of(person)
    if person.first_step not in steps:
        return None
    step = FirstStep(person.first_step)
    return Standing(step, steps.index(step) + 1, 4)


def step_to_lead_to(person: Person, role: str) -> FirstStep | None:
    """Return the step that her first page as this role leads to: once, before she has begun."""
    steps = steps_of(person)
    begun = person.first_step in (*steps, FirstStep.FINISHED)
    hers = {LEARNER: Role.LEARNER, MENTOR: Role.MENTOR}.get(steps)
    return steps[0] if not begun and hers == role else None


def step_after(step: FirstStep) -> FirstStep:
    """Return the step that follows."""
    steps = LEARNER if step in LEARNER else MENTOR
    following: tuple[FirstStep, ...] = (*steps[1:], FirstStep.FINISHED)
    return following[steps.index(step)]
