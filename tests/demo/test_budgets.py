"""Every page of the demo keeps the budgets, whoever looks at it."""

import re
from functools import cache

import pytest

from portal.drawing import INSIDE, OUTSIDE, join_sheets
from tests.demo.crawling import MOST_PAGES, client_of, crawl, look

KB = 1000
HTML, WHOLE = 10.5 * KB, 11.3 * KB
OWN_BUDGETS = {"/sign-in": 5 * KB, "/": 8 * KB, "/p/": 8 * KB, "/feedback": 10 * KB}
STATEMENTS = 10
PICTURE = 40 * KB
LEADS_ON = {"/"}  # to the first page of the role, or to signing in

ROLES = {
    "learner": "learner@demo.example",
    "another learner": "learner2@demo.example",
    "an Arabic learner": "rania@demo.example",
    "a new learner": "jean@demo.example",
    "mentor": "mentor@demo.example",
    "another mentor": "mentor2@demo.example",
    "a mentor in two programmes": "salma@demo.example",
    "coordinator": "coordinator@demo.example",
    "employer": None,
}


@pytest.fixture(scope="session")
def walked(demo, links):
    """Walk as one of them through everything that links lead to, once for all tests."""

    @cache
    def walk(role):
        email = ROLES[role]
        starts = ["/", "/settings"] if email else [links[0], "/sign-in"]
        return crawl(demo, client_of(demo, email), *starts)

    return walk


@pytest.fixture(params=ROLES)
def answers(request, walked):
    """Every address that this person comes to."""
    return walked(request.param)


@pytest.fixture
def pages(answers):
    """Those that are pages."""
    return [each for each in answers if each.is_page and each.status == 200]


def leads_to_answer(each):
    """Old news of new work leads on to the answer that was given meanwhile."""
    return each.status == 303 and each.path.startswith("/queue/")


def none_is(pages, wrong):
    """Check that `wrong` says nothing about any page, or say all that it says."""
    said = [f"{wrong(page)}  {page.path}" for page in pages if wrong(page)]
    assert not said, "\n".join(["", *said])


def test_the_walk_comes_to_an_end(answers):
    assert 2 <= len(answers) < MOST_PAGES


def test_every_link_leads_to_its_page_at_once(answers):
    known = [each for each in answers if each.path not in LEADS_ON and not leads_to_answer(each)]

    none_is(known, lambda answer: answer.status if answer.status != 200 else "")


def test_every_page_arrives_in_one_flight(pages):
    none_is(pages, lambda page: page.body if page.body > HTML else "")
    none_is(pages, lambda page: page.whole if page.whole > WHOLE else "")


def test_the_first_pages_are_smaller_still(pages):
    none_is(pages, lambda page: page.whole if page.whole > own_budget(page.path) else "")


def own_budget(path):
    if path.startswith("/p/"):
        return OWN_BUDGETS["/p/"]
    if path.endswith("/feedback"):
        return OWN_BUDGETS["/feedback"]
    return OWN_BUDGETS.get(path, WHOLE)


def test_no_page_asks_the_database_more_than_ten_times(pages):
    def too_often(page):
        count = len(page.statements)
        return f"{count} statements" if count > STATEMENTS else ""

    none_is(pages, too_often)


def test_nothing_has_to_be_fetched_before_the_text(pages):
    awaited = "script:not([defer]), iframe, object, link[rel=stylesheet]:not([media=print])"

    none_is(pages, lambda page: page.soup.select(awaited) or "")
    none_is(
        pages,
        lambda page: [
            link["href"] for link in page.soup.select("link[rel=icon]") if link["href"] != "data:,"
        ],
    )


def test_a_link_to_a_file_is_never_asked_for_by_a_script_first(pages, answers):
    files = {each.path for each in answers if not each.is_page and each.status == 200}

    def asked_twice(page):
        links = page.soup.select("a[href]:not([hx-boost=false])")
        return [link["href"] for link in links if link["href"] in files]

    none_is(pages, asked_twice)


def test_strangers_get_all_of_the_sheet_that_they_need(walked):
    def missing(page):
        if page.soup.select_one("form[action='/sign-out']"):
            return ""
        used = {name for tag in page.soup.select("[class]") for name in tag["class"]}
        return sorted(used & classes_of(INSIDE) - classes_of(OUTSIDE))

    none_is([each for each in walked("employer") if each.is_page], missing)


def classes_of(names):
    return set(re.findall(r"\.([a-z][a-z-]+)", join_sheets(names)))


def test_no_page_says_that_something_is_wrong(pages):
    def wrong(page):
        text = page.soup.select_one("body").get_text(" ")
        signs = [sign for sign in ("Traceback", "%(", "{{", "None ", "Undefined") if sign in text]
        return signs + page.soup.select(".says--wrong, .wrong")

    none_is(pages, wrong)


@pytest.mark.parametrize("role", ROLES)
def test_every_picture_is_there_and_small(demo, walked, role):
    client, pages = client_of(demo, ROLES[role]), [each for each in walked(role) if each.is_page]
    shown = {str(image["src"]) for page in pages for image in page.soup.select("img[src]")}
    for source in sorted(each for each in shown if each.startswith("/")):
        picture = look(demo, client, source)
        assert picture.status == 200, source
        assert picture.body <= PICTURE, (source, picture.body)


def test_pictures_say_their_size_and_wait_for_their_turn(pages):
    def unsized(page):
        images = page.soup.select("main img")
        return [each for each in images if not (each.get("width") and each.get("height"))]

    none_is(pages, unsized)


def test_the_mails_of_the_demo_keep_the_budgets_too(demo):
    client = client_of(demo, None)
    for path in ("/demo/mail", "/demo/mail?skip=10", "/demo/mail?skip=50"):
        page = look(demo, client, path)
        assert (page.status, page.whole <= WHOLE) == (200, True), (path, page.whole)


def test_an_ended_link_says_so(demo, links):
    page = look(demo, client_of(demo, None), links[1])

    assert page.status == 410
    assert page.whole <= OWN_BUDGETS["/p/"]
    assert len(page.statements) <= STATEMENTS
