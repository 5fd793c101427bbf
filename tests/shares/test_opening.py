"""What an employer opens."""

import base64
import hashlib
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from portal.blueprints.shares.counting import may_be_scanner
from portal.clock import today
from portal.models import (
    Edition,
    Membership,
    Opening,
    Page,
    Person,
    Piece,
    Portfolio,
    Reflection,
    Share,
    Work,
)
from tests.odd import ODD_TEXTS
from tests.shares.conftest import send_with, take_back

PHONE = "Mozilla/5.0 (Linux; Android 7.0) Chrome/60 Mobile"


def test_the_page_shows_the_work_and_who_judged_it(visitor, shown):
    page = visitor.get("/p/the-secret")

    assert page.select_one(".label").text == "Amina Yusuf"
    assert page.select_one("h2").text == "I put a delivery away"
    card = page.select_one(".card")
    assert card.select_one("li").text == (
        "Checks every delivery: Checks every delivery: achieved, said in a sentence."
    )
    assert len(card.select("li")) == 1, "only what was met"
    assert "Judged by Tom Okafor (head cook for 11 years), mentor at Harbour Skills" in card.text
    assert "I check before I sign." in card.text
    assert "Safe food" in card.text
    assert "Well seen" not in page.text, "comments are for her alone"
    assert page.select_one(f"img[src='/p/the-secret/media/{shown.photo.id}/640']")
    assert "I write the labels first now." in page.text


def test_the_page_has_no_navigation_and_sets_no_cookie(visitor, shown):
    visitor.sign_in(shown.amina)

    for path in ("/p/the-secret", "/p/the-secret", "/p/the-secret/answer", "/p/nothing"):
        status = 404 if "nothing" in path else 200
        page = visitor.get(path, status=status)
        headers = visitor.response.headers
        assert "Set-Cookie" not in headers
        assert "Cookie" not in headers.get("Vary", "")
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Robots-Tag"].startswith("noindex")
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert not page.select("nav, .tabs")
    assert visitor.get("/p/the-secret").select_one("meta[name=robots][content^=noindex]")


def test_a_link_that_never_was_is_not_found(visitor):
    visitor.get("/p/nothing", status=404)
    visitor.get("/p/nothing/answer", status=404)
    visitor.get(f"/p/nothing/media/{'0' * 8}-0000-0000-0000-{'0' * 12}/640", status=404)


@pytest.fixture
def page_of(app):
    client = app.test_client()

    def read(path="/p/the-secret", status=200, **headers):
        answer = client.get(path, headers=headers, buffered=True)
        assert answer.status_code == status
        return answer

    return read


def test_the_page_is_small(page_of, shown):
    answer = page_of(**{"Accept-Encoding": "gzip"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) < 8_000


def test_an_unchanged_page_costs_one_statement(page_of, shown, count_queries):
    first = page_of()
    page_of()

    with count_queries() as seen:
        again = page_of()

    assert len(seen) == 1
    assert again.data == first.data


def test_drawing_it_costs_few_statements(page_of, shown, count_queries, make, session):
    for position in range(3, 12):
        work = make.work(shown.amina, shown.programme)
        version = send_with(make, work, make.photo(shown.amina))
        make.given(version, shown.tom, outcome="achieved")
        make.piece(shown.page, position=position, version_id=version.id)
    page_of("/p/the-secret/answer")

    with count_queries() as seen:
        page_of(**{"User-Agent": "x"})

    assert len([one for one in seen if one.startswith("SELECT")]) <= 10


def change(model, column, value):
    def act(session, shown, thing):
        setattr(session.get(model, getattr(shown, thing).id), column, value)

    return act


@pytest.mark.parametrize(
    ("thing", "act", "words"),
    [
        ("amina", change(Person, "name", "Amina Y."), "Amina Y."),
        ("tom", change(Person, "name", "Tom O."), "Judged by Tom O."),
        ("page", change(Page, "title", "Cold kitchen"), "Cold kitchen"),
        ("piece", change(Piece, "shows", "I look twice."), "I look twice."),
        ("work", change(Work, "title", "Another title"), "Another title"),
        ("reflection", change(Reflection, "words", "Dates first."), "Dates first."),
        ("share", change(Share, "ends_on", today() + timedelta(days=400)), str(today().year + 1)),
    ],
)
def test_a_change_shows_at_once(page_of, shown, session, thing, act, words):
    assert words not in page_of().text

    act(session, shown, thing)
    session.commit()

    assert words in page_of().text


def test_what_a_mentor_says_of_himself_changes_at_once(page_of, shown, session):
    page_of()
    session.query(Membership).filter_by(person_id=shown.tom.id).one().about = "baker"
    session.commit()

    assert "(baker)" in page_of().text


def test_another_order_shows_at_once(page_of, shown, session):
    page_of()
    session.get(Piece, shown.piece.id).position = 3
    session.commit()

    heading = BeautifulSoup(page_of().text, "html.parser").select_one("h2")
    assert heading.text == "I look for better ways."


def test_work_that_is_taken_back_disappears_with_its_pictures(page_of, shown, session, make):
    work = make.work(shown.amina, shown.programme, title="Too early")
    photo = make.photo(shown.amina, "early.jpg")
    version = send_with(make, work, photo)
    make.piece(shown.page, position=3, version_id=version.id)
    assert "Too early" in page_of().text

    take_back(session, version)

    assert "Too early" not in page_of().text
    page_of(f"/p/the-secret/media/{photo.id}/640", 404)


def test_a_link_to_a_piece_that_is_taken_back_says_so_kindly(page_of, shown, session, make):
    version = make.sent(make.work(shown.amina, shown.programme, title="Too early"))
    piece = make.piece(shown.page, position=3, version_id=version.id)
    make.share(shown.amina, "piece", piece_id=piece.id)
    assert "Too early" in page_of("/p/piece").text

    take_back(session, version)

    assert "nothing to see here at the moment" in page_of("/p/piece").text


def test_a_draft_answer_of_a_mentor_shows_nothing(page_of, shown, make):
    version = make.sent(make.work(shown.amina, shown.programme, title="Not judged"))
    make.feedback(version, shown.tom, outcome="achieved")
    piece = make.piece(shown.page, position=3, version_id=version.id)
    make.share(shown.amina, "piece", piece_id=piece.id)

    assert "Judged" not in page_of("/p/piece").text


def test_the_last_day_counts_in_her_zone(page_of, shown, make, session):
    make.share(shown.amina, "today", page_id=shown.page.id, ends_on=today("Europe/London"))
    yesterday = today("Europe/London") - timedelta(days=1)
    make.share(shown.amina, "over", page_id=shown.page.id, ends_on=yesterday)

    page_of("/p/today")
    assert "has ended" in page_of("/p/over", 410).text
    page_of(f"/p/over/{shown.piece.id}", 410)
    page_of("/p/over/answer", 410)
    page_of(f"/p/over/media/{shown.photo.id}/640", 410)


def test_one_piece_by_itself(page_of, shown):
    page = BeautifulSoup(page_of(f"/p/the-secret/{shown.piece.id}").text, "html.parser")

    assert page.h1.text == "I put a delivery away"
    assert "labels first" not in page.text
    assert page.select_one("a[href='/p/the-secret']")


def test_a_link_opens_nothing_that_is_not_part_of_it(page_of, shown, make):
    other = make.page(shown.portfolio, "Private", 2)
    hidden = make.piece(other, source="Not for you", html="Not for you")
    photo = make.photo(shown.amina, "private.jpg")
    make.piece(other, position=2, media_id=photo.id)

    page_of(f"/p/the-secret/{hidden.id}", 404)
    page_of(f"/p/the-secret/media/{photo.id}/640", 404)
    assert "Not for you" not in page_of().text

    make.share(shown.amina, "piece", piece_id=shown.piece.id)
    page_of(f"/p/piece/{shown.said.id}", 404)
    assert "labels first" not in page_of("/p/piece").text


def test_a_link_to_everything_shows_all_pages_in_order(page_of, shown, make, session):
    make.piece(make.page(shown.portfolio, "About me", 2))
    session.get(Portfolio, shown.portfolio.id).about = "Careful with food."
    make.share(shown.amina, "all", portfolio_id=shown.portfolio.id)

    page = BeautifulSoup(page_of("/p/all").text, "html.parser")

    assert page.h1.text == "Amina's work"
    assert [one.text for one in page.select("h2")] == ["In the kitchen", "About me"]
    assert "Careful with food." in page.text


def test_the_original_of_a_photo_and_recordings_stay_private(page_of, shown, make, storage):
    storage.put("media/doc", b"%PDF-1.4", "application/pdf")
    files = {
        kind: make.photo(
            shown.amina, f"x.{kind}", type=kind, width=None, height=None, key="media/doc", bytes=8
        )
        for kind in ("application/pdf", "audio/mpeg", "video/mp4", "image/svg+xml")
    }
    for position, media in enumerate(files.values(), 3):
        make.piece(shown.page, position=position, media_id=media.id)

    for form in ("original", "file", "2000"):
        page_of(f"/p/the-secret/media/{shown.photo.id}/{form}", 404)
    for kind in ("audio/mpeg", "video/mp4", "image/svg+xml"):
        page_of(f"/p/the-secret/media/{files[kind].id}/file", 404)
    answer = page_of(f"/p/the-secret/media/{files['application/pdf'].id}/file")
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_pictures_come_by_the_link_and_end_with_it(page_of, shown, storage, session):
    for width in (320, 640, 1280):
        number = int(shown.photo.key.split("/")[1])
        storage.put(f"variants/{number}/{width}", b"jpeg", "image/jpeg")
    path = f"/p/the-secret/media/{shown.photo.id}/640"
    assert page_of(path).data == b"jpeg"

    session.get(Share, shown.share.id).ends_on = today() - timedelta(days=9)
    session.commit()

    page_of(path, 410)


def test_a_picture_costs_few_statements(page_of, shown, count_queries):
    with count_queries() as seen:
        page_of(f"/p/the-secret/media/{shown.photo.id}/1280", 404)  # nothing is stored for it

    assert len(seen) <= 3


def test_the_words_of_the_rubric_say_their_language(page_of, shown, session):
    session.get(Edition, shown.edition.id).language = "de"
    session.commit()

    page = BeautifulSoup(page_of(**{"Accept-Language": "en-GB"}).text, "html.parser")

    assert page.html["lang"] == "en"
    assert page.select_one(".card ul")["lang"] == "de"


def test_a_long_text_is_folded(page_of, shown, make):
    source = "I clean the board after each use. " * 400
    version = make.sent(make.work(shown.amina, shown.programme), source=source)
    piece = make.piece(shown.page, position=3, version_id=version.id)
    make.share(shown.amina, "long", piece_id=piece.id)

    assert BeautifulSoup(page_of("/p/long").text, "html.parser").select_one("details > summary")
    page = BeautifulSoup(page_of().text, "html.parser")
    assert page.select_one(f"a[href='/p/the-secret/{piece.id}']"), "only the first is shown whole"


@pytest.mark.parametrize("words", ODD_TEXTS)
def test_hostile_words_do_no_harm(visitor, shown, session, words):
    session.get(Person, shown.amina.id).name = words
    session.get(Person, shown.tom.id).name = words
    session.get(Page, shown.page.id).title = words
    session.get(Piece, shown.piece.id).shows = words
    session.get(Work, shown.work.id).title = words
    session.get(Reflection, shown.reflection.id).words = words
    session.query(Membership).filter_by(person_id=shown.tom.id).one().about = words
    session.commit()

    page = visitor.get("/p/the-secret")

    assert page.h1.text == words
    assert not page.select("script")
    visitor.get("/p/the-secret/answer")


def test_openings_are_counted_by_day_and_robots_apart(app, page_of, shown, session):
    page_of(**{"User-Agent": PHONE})
    page_of(**{"User-Agent": PHONE})
    page_of(**{"User-Agent": "WhatsApp/2.23"})
    app.test_client().head("/p/the-secret", headers={"User-Agent": PHONE}, buffered=True)
    page_of("/p/the-secret", 200, **{"User-Agent": PHONE, "Sec-Purpose": "prefetch"})

    counted = session.query(Opening).one()
    assert (counted.times, counted.scans) == (1, 0), "the first of a day is written at once"
    session.rollback()
    write_late(app)

    counted = session.query(Opening).one()
    session.refresh(counted)
    assert (counted.times, counted.scans) == (2, 3)


def write_late(app):
    from portal.blueprints.shares.actions import add_openings

    openings = app.extensions["portal.shares.openings"]
    with app.extensions["portal.database"].session() as own, own.begin():
        add_openings(own, openings.take())


@pytest.mark.parametrize(
    ("agent", "scanner"),
    [
        (PHONE, False),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17 Safari/604", False),
        ("Opera/9.80 (Android; Opera Mini/36.2/191) Presto/2.12", False),
        ("w3m/0.5.3", False),
        ("", True),
        ("facebookexternalhit/1.1", True),
        ("Mozilla/5.0 (compatible; Googlebot/2.1)", True),
        ("Slackbot-LinkExpanding 1.0", True),
        ("curl/8", True),
    ],
)
def test_robots_are_told_from_people(agent, scanner):
    assert may_be_scanner("GET", agent) is scanner


def test_she_sees_the_very_same_page(visitor, another, shown):
    visitor.sign_in(shown.amina)
    mine = visitor.get(f"/portfolio/pages/{shown.page.id}/preview")
    theirs = another.get("/p/the-secret")

    assert [s.text for s in mine.select("section")] == [s.text for s in theirs.select("section")]


def test_the_sheet_is_let_in_when_the_page_was_drawn_before(visitor, shown):
    for _twice in range(2):
        sheet = visitor.get("/p/the-secret").select_one("style").string
        digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in visitor.response.headers["Content-Security-Policy"]
