"""Walks a journey of tests/engines in a browser that speaks WebDriver, step by step."""

import json
import time
from pathlib import Path

import pytest

from tests.engines.turning import NEW, OLD

LONGEST = 30  # seconds for one step
FIND = """
var wanted = arguments[0], close = null, i, one, words;
var all = document.querySelectorAll('button, input[type=image], a[href], summary');
for (i = 0; i < all.length; i++) {
    one = all[i];
    words = one.textContent.replace(/\\s+/g, ' ').trim();
    if (!one.offsetWidth && !one.offsetHeight) { continue; }
    if (words === wanted || one.name === wanted || one.id === wanted) { return one; }
    if (!close && words.indexOf(wanted) >= 0) { close = one; }
}
return close;
"""
BOX = """
var i, all = document.getElementsByName(arguments[0]), value = arguments[1];
for (i = 0; i < all.length; i++) {
    if (value === null || all[i].value === value) { return all[i]; }
}
return document.getElementById(arguments[0]);
"""
SET_DAY = "arguments[0].value = arguments[1];"


class Walker:
    """What a step of a journey does, whatever the browser's own driver calls it."""

    def __init__(self, *, name, open_address, run):
        self.name, self._open, self._run = name, open_address, run

    def walk(self, url, scenario: Path):
        """Take every step; who fails says which one."""
        for number, step in enumerate(json.loads(scenario.read_text()), 1):
            if self.name in step.get("not_in", []):
                continue
            do, what = next(iter(step.items()))
            self.step = f"step {number}, {do} {what!r}"
            if do == "open":
                self._open(url + what)
            elif do == "upload":
                self.upload({name: str(scenario.parent / file) for name, file in what.items()})
            elif do in ("fill", "check", "submit", "click", "tap", "see", "not_see"):
                getattr(self, do)(what)

    def fill(self, what):
        for name, value in what.items():
            box = self._found(BOX, name, None)
            if box.get_attribute("type") == "date":
                self._run(SET_DAY, box, value)
            else:
                box.clear()
                box.send_keys(value)

    def check(self, what):
        for name, value in what.items():
            self._found(BOX, name, value).click()

    def upload(self, what):
        for name, file in what.items():
            self._found(BOX, name, None).send_keys(file)

    def tap(self, what):
        self._found(FIND, what).click()

    def click(self, what):
        thing = self._found(FIND, what)
        self._run(OLD)
        thing.click()
        self._until(lambda: self._run(f"return {NEW}"))

    submit = click

    def see(self, what):
        self._until(lambda: what in self.words())

    def not_see(self, what):
        assert what not in self.words(), f"{self.step}: still there"

    def words(self):
        """Return what can be read on the page."""
        return " ".join(self._run("return document.body.innerText").split())

    def _found(self, script, *wanted):
        found = self._run(script, *wanted)
        assert found, f"{self.step}: not on the page, which says: {self.words()[:300]}"
        return found

    def _until(self, holds):
        """Wait; a page that makes way for the next one can not answer."""
        last = None
        for _tenth in range(LONGEST * 10):
            try:
                if holds():
                    return
            except Exception as problem:  # each driver has its own
                last = problem
            time.sleep(0.1)
        pytest.fail(f"{self.step}: in vain ({last}); the page says: {self.words()[:300]}")
