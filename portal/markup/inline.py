"""Words inside a block: emphasis, code, links and line breaks, in one pass over the text.

Python-Markdown's own patterns for these take seconds on hostile text; this looks at each
character a bounded number of times.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from html import escape

from portal.typed import trim_address

LINK = re.compile(r"(?:https?://[^/\s]|mailto:[^\s]|/(?![/\\])|#)", re.IGNORECASE)

_ADDRESS = r"[^\s<>()\[\]]*(?:\([^\s<>()\[\]]*\)[^\s<>()\[\]]*)*"
_TOKEN = re.compile(
    r"\\(?P<escape>[!-/:-@\[-`{-~])"
    r"|(?P<ticks>`+)"
    r"|(?P<url>https?://(?:[^\s<>\"\[\]()`*]|\([^\s<>\"\[\]()`*]*\))+)"
    r"|<(?P<angle>(?:https?://|mailto:)[^\s<>]+)>"
    r"|(?P<run>\*+|_+)"
    r"|(?P<open>\[)"
    r"|\]\([ ]{0,3}<?(?P<target>" + _ADDRESS + r")>?"
    r"(?:[ ]{1,3}(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'))?[ ]{0,3}\)"
    r"|(?P<close>\])"
    r"|(?P<break>\n)"
)
_TAGS = {1: ("<em>", "</em>"), 2: ("<strong>", "</strong>")}
_TAGS[3] = ("<strong><em>", "</em></strong>")
_MOST_PARTS = 3000  # in one block; what comes after is text
_MOST_OPEN = 8  # how many marks may wait for their partner: bounds the nesting


def inline(text: str) -> str:
    """Return the HTML of the words of one block."""
    text = "\n".join(line.strip() for line in text.strip().split("\n"))
    return _Line(text).html()


@dataclass(frozen=True)
class _Opener:
    at: int
    sign: str
    length: int = 1


@dataclass
class _Line:
    """One block's words on their way to HTML."""

    text: str
    out: list[str] = field(default_factory=list)
    openers: list[_Opener] = field(default_factory=list)
    automatic: dict[int, str] = field(default_factory=dict)
    ticks: dict[int, list[int]] = field(default_factory=dict)

    def html(self) -> str:
        """Walk over the text once and return its HTML."""
        for ticks in re.finditer("`+", self.text):
            self.ticks.setdefault(len(ticks.group()), []).append(ticks.start())
        position = 0
        while len(self.out) < _MOST_PARTS and (match := _TOKEN.search(self.text, position)):
            self.out.append(escape(self.text[position : match.start()], quote=False))
            kind = match.lastgroup or ""
            position = getattr(self, f"_{kind}")(match) or match.end()
        rest = escape(self.text[position:], quote=False).replace("\n", "<br>")
        return "".join(self.out) + rest

    def _verbatim(self, match: re.Match[str]) -> None:
        self.out.append(escape(match.group(), quote=False))

    def _escape(self, match: re.Match[str]) -> None:
        self.out.append(escape(match["escape"], quote=False))

    def _break(self, match: re.Match[str]) -> None:
        self.out.append("<br>")

    def _ticks(self, match: re.Match[str]) -> int | None:
        """Take all up to the next run of as many backticks as code."""
        starts = self.ticks.get(len(match.group()), [])
        following = bisect_right(starts, match.start())
        if following == len(starts):
            self._verbatim(match)
            return None
        code = self.text[match.end() : starts[following]].replace("\n", " ")
        if code.startswith(" ") and code.endswith(" ") and code.strip():
            code = code[1:-1]
        self.out.append(f"<code>{escape(code, quote=False)}</code>")
        return starts[following] + len(match.group())

    def _url(self, match: re.Match[str]) -> int:
        address = trim_address(match.group())
        self._link_itself(address)
        return match.start() + len(address)

    def _angle(self, match: re.Match[str]) -> None:
        self._link_itself(match["angle"])

    def _link_itself(self, address: str) -> None:
        words = escape(address, quote=False)
        if not LINK.match(address):
            self.out.append(words)
            return
        self.automatic[len(self.out)] = words
        self.out.append(f'<a href="{escape(address)}">{words}</a>')

    def _run(self, match: re.Match[str]) -> None:
        sign, length = match.group()[0], len(match.group())
        opens, closes = self._sides(match)
        opener = self._partner(sign, length) if closes and length in _TAGS else None
        if opener and opener.at < len(self.out) - 1:
            self.out[opener.at], end = _TAGS[length]
            self.out.append(end)
            del self.openers[self.openers.index(opener) :]
        else:
            if opens and length in _TAGS:
                self._wait(_Opener(len(self.out), sign, length))
            self._verbatim(match)

    def _sides(self, match: re.Match[str]) -> tuple[bool, bool]:
        """Say whether a run of stars may begin words, and whether it may end some."""
        before = self.text[match.start() - 1] if match.start() else " "
        after = self.text[match.end()] if match.end() < len(self.text) else " "
        inside = str.isalnum if match.group()[0] == "_" else str.isdigit
        if inside(before) and inside(after):
            return False, False
        return not after.isspace(), not before.isspace()

    def _open(self, match: re.Match[str]) -> None:
        self._wait(_Opener(len(self.out), "["))
        self._verbatim(match)

    def _close(self, match: re.Match[str]) -> None:
        if opener := self._partner("["):
            self.openers.remove(opener)
        self._verbatim(match)

    def _target(self, match: re.Match[str]) -> int | None:
        """Make a link of what stands since the last open bracket, if it leads somewhere good."""
        opener = self._partner("[")
        if not opener or not LINK.match(match["target"]):
            if opener:
                self.openers.remove(opener)
            self.out.append("]")
            return match.start() + 1
        for at in [at for at in self.automatic if at > opener.at]:
            self.out[at] = self.automatic.pop(at)
        self.automatic.clear()
        self.out[opener.at] = f'<a href="{escape(match["target"])}">'
        self.out.append("</a>")
        below = self.openers[: self.openers.index(opener)]
        self.openers = [waiting for waiting in below if waiting.sign != "["]
        return None

    def _wait(self, opener: _Opener) -> None:
        self.openers = [*self.openers, opener][-_MOST_OPEN:]

    def _partner(self, sign: str, length: int = 1) -> _Opener | None:
        for opener in reversed(self.openers):
            if (opener.sign, opener.length) == (sign, length):
                return opener
        return None
