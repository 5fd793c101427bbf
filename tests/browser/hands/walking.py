"""Finds the pages of the demo that differ: by their address, or by what stands in them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin

from bs4 import BeautifulSoup
from playwright.sync_api import BrowserContext

SECRET = re.compile(r"/[A-Za-z0-9_-]{20,}|(?<=/)\d+(?=/|$|\?)")
NO_PAGES = re.compile(r"/media/|/file$|\.csv|/sign-out|/demo/mail\?")

Shapes = defaultdict[str, set[tuple[str, ...]]]


def kind_of(path: str) -> str:
    """Return the address without what names one thing of many."""
    return re.sub(r"=[^&]+", "=*", SECRET.sub("/*", path))


def distinct_pages(
    context: BrowserContext, base: str, *starts: str, shapes: Shapes, most: int = 2
) -> Iterator[str]:
    """Walk along the links, and name each page that holds an element of a new sort.

    At most so many of a kind are asked for.
    """
    waiting, met, fetched = list(starts), set(starts), Counter[str]()
    while waiting:
        path = waiting.pop(0)
        fetched[kind_of(path)] += 1
        if fetched[kind_of(path)] > most:
            continue
        answer = context.request.get(base + path, max_redirects=0)
        html = answer.text() if "html" in answer.headers.get("content-type", "") else ""
        soup = BeautifulSoup(html, "html.parser")
        links = [answer.headers["location"]] if answer.status in (302, 303) else links_of(soup)
        there = [urldefrag(urljoin(path, link.removeprefix(base))).url for link in links]
        new = [one for one in dict.fromkeys(there) if one.startswith("/") and one not in met]
        if not path.startswith("/demo/"):
            waiting += [one for one in new if not NO_PAGES.search(one)]
            met.update(new)
        if soup.body and not shape_of(soup) <= shapes[kind_of(path)]:
            shapes[kind_of(path)] |= shape_of(soup)
            yield path


def links_of(soup: BeautifulSoup) -> list[str]:
    """Name the addresses that a page leads to."""
    return [str(link["href"]) for link in soup.select("a[href]")]


def shape_of(soup: BeautifulSoup) -> set[tuple[str, ...]]:
    """Say which sorts of elements a page holds, each with where it stands."""
    return {
        (tag.parent.name if tag.parent else "", tag.name, *tag.get_attribute_list("class"))
        for tag in soup.select("body *")
    }
