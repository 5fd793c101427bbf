"""Chromium at the phone's end of a line, six times slower: reads a plan, prints measurements."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, Request, sync_playwright

from tests.bench.lines.toolkit import CHROMIUM

Plan = dict[str, Any]
SLOWER = 6
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
LONGEST = 120_000  # milliseconds
REST = 5_000
FILE = 200_000  # bytes
WATCH = """
window.__long = [];
new PerformanceObserver(function (list) {
  list.getEntries().forEach(one => window.__long.push([one.startTime, one.duration]));
}).observe({type: 'longtask', buffered: true});
"""
PAINTED = """() => {
  const page = performance.getEntriesByType('navigation')[0];
  const text = performance.getEntriesByName('first-contentful-paint')[0];
  const first = text ? text.startTime : page.domInteractive;
  return {
    first: first / 1000, whole: Math.max(first, page.domInteractive) / 1000,
    bytes: page.transferSize, redirects: page.redirectCount,
    blocked: (window.__long || []).filter(one => one[0] + one[1] > first)
      .reduce((sum, one) => sum + Math.max(0, one[1] - 50), 0)
  };
}"""
PRESS = """
document.addEventListener('click', function () {
  const began = performance.now();
  document.addEventListener('htmx:afterSettle', function () {
    requestAnimationFrame(() => setTimeout(function () {
      window.__took = (performance.now() - began) / 1000;
    }));
  }, {once: true});
}, {once: true, capture: true});
"""


def main() -> None:
    """Measure everything that the plan names."""
    plan = json.load(sys.stdin)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*ARGUMENTS, *plan["arguments"]]
        )
        found = {
            name: [MEASURES[how](browser, plan, path, signed) for _ in range(plan["runs"])]
            for name, how, path, signed in plan["measures"]
        }
        browser.close()
    json.dump(found, sys.stdout)


@contextmanager
def phone(browser: Browser, plan: Plan, *, signed: bool, scripts: bool = True) -> Iterator[Page]:
    """A phone that has never been here, with the cookie of a visit or without."""
    context = browser.new_context(
        viewport={"width": 360, "height": 640}, locale="en-GB", java_script_enabled=scripts
    )
    context.set_default_timeout(LONGEST)
    if signed:
        context.add_cookies([{**plan["cookie"], "url": plan["base"]}])
    page = context.new_page()
    if scripts:
        page.add_init_script(WATCH)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    try:
        yield page
    finally:
        context.close()


def cold(browser: Browser, plan: Plan, path: str, signed: bool) -> Plan:
    """Open one page over a new connection."""
    with phone(browser, plan, signed=signed) as page:
        page.goto(plan["base"] + path, wait_until="load")
        return dict(page.evaluate(PAINTED))


def resting(browser: Browser, plan: Plan, path: str, signed: bool) -> Plan:
    """Open one page and leave it alone for a while, to see what keeps the phone busy."""
    with phone(browser, plan, signed=signed) as page:
        page.goto(plan["base"] + path, wait_until="load")
        page.wait_for_timeout(REST)
        return dict(page.evaluate(PAINTED))


def next_page(browser: Browser, plan: Plan, path: str, signed: bool) -> Plan:
    """Go on to the next page where scripts run."""
    return _pressed(browser, plan, path, ".tabs a >> nth=1")


def saving(browser: Browser, plan: Plan, path: str, signed: bool) -> Plan:
    """Save a draft where scripts run."""
    return _pressed(browser, plan, path, "main form[enctype] button >> nth=0")


def _pressed(browser: Browser, plan: Plan, path: str, what: str) -> Plan:
    with phone(browser, plan, signed=True) as page:
        page.goto(plan["base"] + path, wait_until="networkidle")
        asked = _asked(page)
        page.evaluate(PRESS)
        page.click(what)
        while not page.evaluate("window.__took || 0"):
            page.wait_for_timeout(100)
        page.wait_for_timeout(200)
        return {"took": page.evaluate("window.__took"), **_weighed(asked)}


def next_plain(browser: Browser, plan: Plan, path: str, signed: bool) -> Plan:
    """Go on to the next page without scripts."""
    return _followed(browser, plan, path, ".tabs a >> nth=1")


def saving_plain(browser: Browser, plan: Plan, path: str, signed: bool) -> Plan:
    """Save a draft without scripts."""
    return _followed(browser, plan, path, "main form[enctype] button >> nth=0")


def _followed(browser: Browser, plan: Plan, path: str, what: str) -> Plan:
    with phone(browser, plan, signed=True, scripts=False) as page:
        page.goto(plan["base"] + path, wait_until="networkidle")
        asked = _asked(page)
        with page.expect_navigation(wait_until="load"):
            page.click(what)
        page.wait_for_timeout(200)
        return {"took": page.evaluate(PAINTED)["first"], **_weighed(asked)}


def sending(browser: Browser, plan: Plan, path: str, signed: bool) -> Plan:
    """Choose a file, and wait until the portal has all of it."""
    with phone(browser, plan, signed=True) as page:
        page.goto(plan["base"] + path, wait_until="networkidle")
        ends = {"name": "shelf.txt", "mimeType": "text/plain", "buffer": b"a line\n" * (FILE // 7)}
        size = str(len(ends["buffer"]))
        began = page.evaluate("performance.now()")
        with page.expect_response(lambda got: got.headers.get("upload-offset") == size):
            page.set_input_files("#file", files=[ends])
        return {"took": (page.evaluate("performance.now()") - began) / 1000}


def _asked(page: Page) -> list[Request]:
    asked: list[Request] = []
    page.on("request", lambda one: asked.append(one) if _is_a_page(one) else None)
    return asked


def _is_a_page(request: Request) -> bool:
    return request.resource_type in ("document", "xhr")


def _weighed(asked: list[Request]) -> Plan:
    sizes = [one.sizes() for one in asked]
    return {
        "asked": len(asked),
        "up": sum(one["requestHeadersSize"] + one["requestBodySize"] for one in sizes),
        "bytes": sum(one["responseHeadersSize"] + one["responseBodySize"] for one in sizes),
    }


MEASURES = {
    each.__name__: each
    for each in (cold, resting, next_page, saving, next_plain, saving_plain, sending)
}


if __name__ == "__main__":
    main()
