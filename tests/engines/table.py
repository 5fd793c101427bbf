"""The table of engines, lines and journeys in docs/engines.md, where results are kept too."""

from collections.abc import Iterator
from pathlib import Path

from tests.engines.running import Run

JOURNEYS = ("learner", "mentor")
ENGINES = {
    "phantomjs": "WebKit 538 of 2013: Android 4.4, iOS 7",
    "qtwebkit": "WebKit 602: iOS 9 and 10",
    "chrome49": "Chrome 49 of 2016, nearest to KaiOS 2.5",
    "chrome56": "Chrome 56 of 2017",
    "chrome64": "Chrome 64 of 2018",
    "chrome64-nojs": "the same, scripts off",
    "chrome69": "Chrome 69 of 2018",
    "chrome80": "Chrome 80 of 2020",
    "chrome80-nojs": "the same, scripts off",
    "chromium": "Chromium of today",
    "chromium-nojs": "the same, scripts off",
    "firefox": "Firefox ESR of today",
    "firefox-nojs": "the same, scripts off",
    "webkitgtk": "WebKitGTK of today, for new iPhones",
    "w3m": "text only: no scripts, no CSS",
    "lynx": "text only: no scripts, no CSS",
    "links2": "text only: no scripts, no CSS",
}
HEAD = """\
# Old engines and slow lines

`make engines` writes this page. It serves a copy of the demo to real browsers, the oldest of 2013,
for each cell a fresh one, and does what a person would: it types, taps and looks at what is there.

- **learner**: sign in, write, attach a photo, send, read the answer with its notes, reply, mark a
  note as done, send version 2, make a link, leave the phone.
- **mentor**: the queue, a note on a text, a note on a photo by tapping and by choosing a square,
  the marks, a next step, see it as the learner will, give it.

The lines are those of the toolkit, down and up in kbit/s, there and back in ms: `open` is as fast
as the machine, `slow3g` 400/400, 400; `2g` 280/256, 800, 2 % lost; `flaky` 400/400, 400, 3 %
lost, dead for 6 s of every 20; `tunnel` 1600/768, 300, 1 % lost, dead for 20 s of every 30. The
step that a cell names is counted in `tests/engines/*.json`. Scripts run from Chrome 49 and
QtWebKit on; PhantomJS, `-nojs` and the text browsers get plain pages. After each run it is
counted that nothing is there twice. The same journeys are tests in Firefox ESR and WebKitGTK
(`tests/browser`), without a toolkit.
"""
FOOT = """
Where the engines differ by nature, the journeys do too: text browsers and PhantomJS send no place
with a tap on a photo, so they choose one of nine squares; text browsers need no tap on “Reply”,
they show what others fold away.

## What looks different, and stays so

- Lynx writes what a button sends before its words: “(sending) Check and send”.
- Lynx and w3m draw links that stand side by side as buttons with a space between them only.
- Text browsers show the number of a pin behind the words for the photo, not on its place.
- PhantomJS and QtWebKit draw a date as a plain box: a day is typed as 2027-01-05.
- On `tunnel` the line can be dead for longer than a request waits. The page says so, keeps text and
  file, and offers “Try again”. A person taps it, the journey does not: there `chrome80` ended.

## What `tests/engines/driving.py` changes in the toolkit's drivers, and why

- All: a page counts as new when htmx has swapped it in, too; the toolkit waits for a new document.
- PhantomJS: its driver works by `eval`, which our policy forbids. A pass-through adds
  `'unsafe-eval'` to the header on its way; nothing else is changed.
- PhantomJS and QtWebKit: their drivers wait for ever at a file box that takes several files, so
  `multiple` is taken off before a file is chosen. By hand both take one.
- QtWebKit: a word of our policy that it does not know is no error of a script.
- Links: its keys stop at pictures, take two links to one place for one, start where an address
  with `#` points, and stay in a box of many lines; the toolkit counts links and boxes.
"""


def read(page: Path) -> dict[Run, str]:
    """Return the cells as they were written last."""
    rows = page.read_text().splitlines() if page.exists() else []
    return {run: words for row in rows if row.startswith("| `") for run, words in _cells(row)}


def write(page: Path, cells: dict[Run, str]) -> None:
    """Write the page around the cells."""
    rows = ["", "| engine | what it is | line | learner | mentor |", "|---|---|---|---|---|"]
    for engine, what in ENGINES.items():
        for line in sorted({run.line for run in cells if run.engine == engine}):
            words = [cells.get(Run(engine, line, journey), "not tried") for journey in JOURNEYS]
            rows.append(f"| `{engine}` | {what} | {line} | {' | '.join(words)} |")
    page.write_text(HEAD + "\n".join(rows) + "\n" + FOOT)


def _cells(row: str) -> Iterator[tuple[Run, str]]:
    engine, _what, line, *words = (cell.strip() for cell in row.strip("|").split("|"))
    for journey, cell in zip(JOURNEYS, words, strict=True):
        yield Run(engine.strip("`"), line, journey), cell
