"""The language of a page: whose choice it is, and the others that the page offers."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request

from portal import access, words
from portal.languages import LANGUAGES, best_language, is_right_to_left, name_of

COOKIE = "language"  # of a browser that nobody is signed in at
LINKS = "/p/"  # pages that know nobody and set no cookie: there the address says it


@dataclass(frozen=True, slots=True)
class Offer:
    """A language that the page can be read in, by its own name."""

    tag: str
    name: str
    dir: str


def language_of_visitor() -> str:
    """Return what the person or this browser has chosen, else what the browser asks for."""
    if not request:
        return "en"
    someone = None if by_address() else access.visitor()
    if someone:
        return best_language([someone.person.language])
    chosen = asked_by_address() if by_address() else request.cookies.get(COOKIE)
    return best_language([chosen] if chosen else list(request.accept_languages.values()))


def by_address() -> bool:
    """Tell whether this is a page on which the address says the language."""
    return request.path.startswith(LINKS)


def asked_by_address() -> str:
    """Return the language that the address asks for, if we speak it."""
    asked = request.args.get("lang", "")
    return asked if asked in LANGUAGES else ""


def ending() -> str:
    """Return how a link on such a page ends, so that the next one speaks the same language."""
    asked = asked_by_address()
    return f"?lang={asked}" if asked else ""


def this_page() -> str:
    """Return the address to come back to; where a post drew the page, that of the post."""
    return request.full_path.rstrip("?") if request.method == "GET" else request.path


def address_in(tag: str) -> str:
    """Return the address of this very page in that language."""
    kept = [pair for pair in request.args.items(multi=True) if pair[0] != "lang"]
    return f"?{urlencode([*kept, ('lang', tag)])}"


def others() -> list[Offer]:
    """Return the languages that this page is not in."""
    return [offer(tag) for tag in LANGUAGES if tag != words.language()]


def offer(tag: str) -> Offer:
    """Return a language as it is offered: in its own words, and whether a speaker checked them."""
    return Offer(tag.replace("_", "-"), name_of(tag), "rtl" if is_right_to_left(tag) else "ltr")
