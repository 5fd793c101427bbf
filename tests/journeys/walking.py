"""What every journey does: follow links, choose levels, read mails."""

import re
from typing import Any

from bs4 import BeautifulSoup

from tests.visitor import Visitor


def level(page: BeautifulSoup, words: str) -> dict[str, str]:
    """Return the name and the value of the choice with these words."""
    label = next(label for label in page.select("label.pick") if words in label.text)
    box = label.select_one("input")
    assert box is not None
    return {str(box["name"]): str(box["value"])}


def follow(visitor: Visitor, words: str) -> BeautifulSoup:
    """Follow the first link with these words."""
    links = [link for link in visitor.page.select("a[href]") if words in link.text]
    assert links, f"no link {words} on {visitor.path}"
    return visitor.get(str(links[0]["href"]).split("#")[0])


def text_of(visitor: Visitor) -> str:
    """Return what the page says, on one line."""
    return " ".join(visitor.page.get_text(" ").split())


def link_in(text: str) -> str:
    """Return the path of the first link of ours in a mail, or in what a command prints."""
    found = re.search(r"http://[\w.:]+(/\S+)", text)
    assert found, text
    return found.group(1)


def chosen(visitor: Visitor, select: str, words: str) -> Any:
    """Return the value of the choice with these words in a list to choose from."""
    options = visitor.page.select(f"{select} option")
    return next(str(option["value"]) for option in options if words in option.text)
