"""The words of which the crowd is made: names, places, and what people write."""

import json
from functools import cache
from typing import cast

from portal.demo.story.pieces import CONTENT


@cache
def words(of: str) -> tuple[str, ...]:
    """Return all words of one kind."""
    return tuple(_all()[of])


@cache
def _all() -> dict[str, list[str]]:
    return cast(
        dict[str, list[str]], json.loads((CONTENT / "seeding.json").read_text(encoding="utf-8"))
    )


def name(number: int) -> str:
    """Return the name of the person of that number: another one for each, almost always."""
    given, family = words("given"), words("family")
    place = number * 7919 % (len(given) * len(family))  # a prime, so that all are used
    if number % 200 == 199:
        place = (number - 1) * 7919 % (len(given) * len(family))  # two people of one name
    return f"{given[place % len(given)]} {family[place // len(given)]}"


def programme_name(number: int) -> str:
    """Return the name of the programme of that number."""
    places, courses = words("places"), words("courses")
    return f"{places[number % len(places)]} {courses[number // len(places) % len(courses)]}"
