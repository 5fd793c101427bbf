"""Runs the toolkit's bench, told how a page changes where our scripts are on.

It belongs to the toolkit's own Python, and is called as its `bench.py` is.
"""

import os
import sys
import time
from itertools import pairwise
from urllib.parse import urlsplit

sys.dont_write_bytecode = True
sys.path.insert(0, os.environ["OLDPHONES"])

import engines  # noqa: E402
from turning import NEW, OLD  # noqa: E402


def settle(engine, act, leaves=True):
    """Do something, and wait for the page that it leads to."""
    engine.eval(OLD)
    act()
    if leaves:
        engines.until(lambda: engine.eval(NEW), "the next page")
    time.sleep(0.2)


def allowing(handler):
    """Return a pass-through that lets PhantomJS be driven: its driver works by eval."""

    class Allowing(handler):
        def send_header(self, name, value):
            """Add eval to what our policy allows, and change nothing else."""
            if name == "Content-Security-Policy":
                value = value.replace("script-src 'self'", "script-src 'self' 'unsafe-eval'")
            super().send_header(name, value)

    return Allowing


def open_by_eval(engine, url):
    """Open a page through the pass-through."""
    address = urlsplit(url)
    if not hasattr(engine, "tap"):
        engine.tap = engines.Tap(url)
        engine.tap.server.RequestHandlerClass = allowing(engine.tap.server.RequestHandlerClass)
    super(engines.Phantom, engine).open(engine.tap.base + address.path)


def choosing_one(upload):
    """Return a way to choose one file: these drivers wait for ever at a box that takes several."""

    def upload_one(engine, name, path):
        engine.eval(f"document.getElementsByName({name!r})[0].removeAttribute('multiple')")
        upload(engine, name, path)

    return upload_one


class Stops(engines.Controls):
    """What the keys of Links stop at: pictures with words too, two links to one place once."""

    def __init__(self, text):
        self.pictures = []
        super().__init__(text)

    def handle_starttag(self, tag, a):
        """Note before which link or field a picture stands."""
        if tag == "img" and dict(a).get("alt") and not self.inside:
            self.pictures.append(len(self.all))
        super().handle_starttag(tag, a)

    def stops_before(self, number):
        """Count how often the keys stop on the way to a link or field."""
        places = [one["href"] for one in self.all[: number + 1]]
        once = sum(a is not None and a == b for a, b in pairwise(places))
        return number - once + sum(one <= number for one in self.pictures)


def goto_among_pictures(engine, number):
    """Press keys from the first link on: Links begins at the place that an address names."""
    if engine.at == 0:
        engine.keys("Home")
    way = engine.page.stops_before(number) - engine.page.stops_before(engine.at)
    engine.keys(*["Down" if way > 0 else "Up"] * abs(way))
    engine.at = number


def fill_empty(engine, name, value):
    """Take out what stands in a box of Links before typing: keys stay in one of many lines."""
    engine.goto(engine.page.field(name)[0])
    engine.keys("C-x")
    engine.literal(value)


def script_errors(engine):
    """Return what went wrong in scripts; what a policy says to newer engines is no error."""
    return [one for one in QTWEBKIT_ERRORS(engine) if "Unrecognized Content-Security" not in one]


QTWEBKIT_ERRORS = engines.QtWebKit.errors
engines.Scripted.settle = settle
engines.Phantom.open = open_by_eval
engines.Phantom.upload = choosing_one(engines.Phantom.upload)
engines.QtWebKit.upload = choosing_one(engines.QtWebKit.upload)
engines.QtWebKit.errors = script_errors
engines.Controls = Stops
engines.Links.fill = fill_empty
engines.Links.goto = goto_among_pictures

import bench  # noqa: E402, F401
