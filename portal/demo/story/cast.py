"""Who is in the story, and in which programme."""

from __future__ import annotations

from dataclasses import dataclass

from portal.demo.story.times import When
from portal.models.programmes import Role


@dataclass(frozen=True)
class Person:
    """Somebody who can sign in; who is new has the first steps ahead."""

    key: str
    name: str
    email: str
    language: str
    zone: str
    goals: str | None = None
    times: str | None = None
    is_new: bool = False


@dataclass(frozen=True)
class Cohort:
    """People who go through a programme together."""

    key: str
    name: str
    starts: When
    ends: When


@dataclass(frozen=True)
class Skill:
    """What a programme helps people to show."""

    key: str
    name: str
    words: str


@dataclass(frozen=True)
class Membership:
    """A person in a programme; `about` is what an employer reads behind the name."""

    person: str
    role: Role
    about: str
    cohort: str | None = None


@dataclass(frozen=True)
class Mentoring:
    """Whose work a mentor sees."""

    mentor: str
    learner: str


@dataclass(frozen=True)
class Programme:
    """One course of mentoring with everybody in it."""

    key: str
    name: str
    answer_days: int
    cohorts: tuple[Cohort, ...]
    skills: tuple[Skill, ...]
    memberships: tuple[Membership, ...]
    mentorings: tuple[Mentoring, ...]
