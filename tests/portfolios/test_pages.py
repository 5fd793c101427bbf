"""Arranging a portfolio: pages, and what stands on them."""

import pytest

from portal.models import Page, Piece, PieceSkill, Portfolio
from tests.odd import LONG_TEXT, ODD_TEXTS


def pieces_of(session, page):
    session.expire_all()
    return session.query(Piece).filter_by(page_id=page.id).order_by(Piece.position).all()


def test_the_first_page_begins_the_portfolio(visitor, amina, session):
    visitor.sign_in(amina)
    visitor.get("/portfolio/")

    page = visitor.submit(title="In the kitchen")

    assert page.h1.text == "In the kitchen"
    assert session.query(Portfolio).one().title == "Work by Amina Yusuf"


def test_looking_begins_nothing(visitor, amina, session):
    visitor.sign_in(amina)

    visitor.get("/portfolio/")

    assert session.query(Portfolio).count() == 0


def test_a_page_needs_a_name(visitor, amina):
    visitor.sign_in(amina)
    visitor.get("/portfolio/")

    page = visitor.submit(title="  ", status=422)

    assert page.select_one("#title-wrong").text == "Enter a name for the page"


def test_the_same_page_is_added_once(visitor, amina, session):
    visitor.sign_in(amina)
    first = visitor.get("/portfolio/")
    visitor.submit(title="In the kitchen")
    visitor.page = first

    visitor.submit(title="In the kitchen")

    assert session.query(Page).count() == 1


def test_she_adds_a_text_with_what_it_shows(visitor, amina, kitchen, make, programme, session):
    skill = make.skill(programme, "Being on time")
    visitor.sign_in(amina)
    visitor.get(f"/portfolio/pages/{kitchen.id}/new/text")

    page = visitor.submit(
        source="I get up **early**.", shows="I keep my word.", skills=str(skill.id)
    )

    assert page.select_one(".list p").text == "I keep my word."
    assert "Being on time" in page.select_one(".list").text
    assert "<strong>early</strong>" in pieces_of(session, kitchen)[0].html


def test_an_empty_text_is_asked_for_and_the_rest_is_kept(visitor, amina, kitchen):
    visitor.sign_in(amina)
    visitor.get(f"/portfolio/pages/{kitchen.id}/new/text")

    page = visitor.submit(source=" ", shows="I keep my word.", status=422)

    assert page.select_one("#source-wrong").text == "Enter your text"
    assert page.select_one("#shows")["value"] == "I keep my word."


def test_sent_work_is_offered_achieved_first(visitor, amina, kitchen, make, programme):
    tom = make.mentor(programme, amina)
    done = make.sent(make.work(amina, programme, title="Done"))
    make.given(done, tom, outcome="achieved")
    make.sent(make.work(amina, programme, title="Newer"))
    make.draft(make.work(amina, programme, title="Draft"))
    visitor.sign_in(amina)

    page = visitor.get(f"/portfolio/pages/{kitchen.id}/new/work")

    assert [label.text.strip() for label in page.select("label.pick")] == [
        "Done, version 1 – achieved",
        "Newer, version 1",
    ]
    page = visitor.submit(chosen=str(done.id))
    assert page.select_one(".list a").text == "Done"


def test_a_reflection_becomes_a_piece(visitor, amina, kitchen, make):
    reflection = make.reflection(amina, "I label before I shelve.")
    visitor.sign_in(amina)
    visitor.get(f"/portfolio/pages/{kitchen.id}/new/reflection")

    page = visitor.submit(chosen=str(reflection.id))

    assert page.select_one(".list a").text == "I label before I shelve."


def test_nothing_that_is_not_hers_or_not_sent_becomes_a_piece(
    visitor, amina, kitchen, make, programme, session
):
    bogdan = make.learner(programme, "Bogdan Melnyk")
    things = {
        "work": [
            make.sent(make.work(bogdan, programme)),
            make.draft(make.work(amina, programme)),
        ],
        "reflection": [make.reflection(bogdan)],
        "file": [make.photo(bogdan)],
    }
    visitor.sign_in(amina)

    for kind, others in things.items():
        for thing in others:
            address = f"/portfolio/pages/{kitchen.id}/new/{kind}"
            visitor.post(address, chosen=str(thing.id), status=422)

    assert not pieces_of(session, kitchen)


def test_a_new_photo_is_uploaded_and_put_on_the_page(visitor, amina, kitchen, session):
    visitor.sign_in(amina)
    visitor.get(f"/portfolio/pages/{kitchen.id}/new/file")

    page = visitor.submit(file=(picture(), "shelf.png"), alt="A shelf", shows="I keep order.")

    assert page.select_one(".list a").text == "A shelf"
    assert pieces_of(session, kitchen)[0].alt == "A shelf"


def test_a_broken_photo_is_refused_and_the_words_are_kept(visitor, amina, kitchen, session):
    visitor.sign_in(amina)
    visitor.get(f"/portfolio/pages/{kitchen.id}/new/file")

    page = visitor.submit(file=(b"no photo", "shelf.jpg"), shows="I keep order.", status=422)

    assert page.select_one("#file-wrong")
    assert page.select_one("#shows")["value"] == "I keep order."
    assert not pieces_of(session, kitchen)


def test_neither_a_file_nor_a_choice_is_asked_about(visitor, amina, kitchen):
    visitor.sign_in(amina)
    visitor.get(f"/portfolio/pages/{kitchen.id}/new/file")

    page = visitor.submit(shows="I keep order.", status=422)

    assert "Choose a photo" in page.select_one("#file-wrong").text


def test_pieces_move_up_and_down_without_dragging(visitor, amina, kitchen, make, session):
    for place, words in enumerate(("first", "second", "third"), 1):
        last = make.piece(kitchen, position=place, source=words, html=words)
    visitor.sign_in(amina)
    stale = visitor.get(f"/portfolio/pages/{kitchen.id}")

    visitor.submit(f"form[action$='{last.id}/place']", button="Up")
    visitor.page = stale
    visitor.submit(f"form[action$='{last.id}/place']", button="Up")

    assert [one.source for one in pieces_of(session, kitchen)] == ["first", "third", "second"]


def test_a_move_from_two_tabs_is_one_move(visitor, amina, kitchen, make, session):
    for place, words in enumerate(("first", "second", "third"), 1):
        last = make.piece(kitchen, position=place, source=words, html=words)
    visitor.sign_in(amina)

    visitor.post(f"/portfolio/pieces/{last.id}/place", place="2")
    visitor.post(f"/portfolio/pieces/{last.id}/place", place="2")

    assert [one.source for one in pieces_of(session, kitchen)] == ["first", "third", "second"]


@pytest.mark.parametrize("place", ["", "x", "-1", "9" * 30, "²"])
def test_a_place_that_is_no_number_moves_nothing(visitor, amina, kitchen, place):
    visitor.sign_in(amina)

    visitor.post(f"/portfolio/pages/{kitchen.id}/place", place=place, status=400)


def test_pages_move_too(visitor, amina, kitchen, make, session):
    second = make.page(session.get(Portfolio, kitchen.portfolio_id), "About me", 2)
    visitor.sign_in(amina)
    visitor.get("/portfolio/")

    page = visitor.submit(f"form[action$='{second.id}/place']", button="Up")

    assert [heading.text.strip() for heading in page.select(".card h2")] == [
        "About me",
        "In the kitchen",
    ]


def test_a_piece_is_changed_and_its_skills_too(visitor, amina, kitchen, make, programme, session):
    make.skill(programme, "Being on time")
    make.skill(programme, "Safe food")
    piece = make.piece(kitchen)
    visitor.sign_in(amina)
    page = visitor.get(f"/portfolio/pieces/{piece.id}")
    late, safe = (box["value"] for box in page.select("input[name=skills]"))

    visitor.submit(source="I cook well.", shows="I cook.", skills=[late, safe])
    visitor.get(f"/portfolio/pieces/{piece.id}")
    visitor.submit(skills=[safe])

    changed = pieces_of(session, kitchen)[0]
    assert (changed.source, changed.shows, changed.stamp) == ("I cook well.", "I cook.", 3)
    assert session.query(PieceSkill).count() == 1


def test_two_tabs_overwrite_no_words(visitor, amina, kitchen, make):
    piece = make.piece(kitchen)
    visitor.sign_in(amina)
    stale = visitor.get(f"/portfolio/pieces/{piece.id}")
    visitor.submit(source="First tab")
    visitor.page = stale

    page = visitor.submit(source="Second tab", status=409)

    assert [box.text.strip() for box in page.select("textarea")] == ["First tab", "Second tab"]
    visitor.submit(button="Keep what I typed")
    page = visitor.get(f"/portfolio/pieces/{piece.id}")
    assert page.select_one("#source").text.strip() == "Second tab"


@pytest.mark.parametrize("words", ODD_TEXTS)
def test_odd_words_come_back_as_they_were_typed(visitor, amina, kitchen, make, words):
    piece = make.piece(kitchen)
    visitor.sign_in(amina)
    visitor.get(f"/portfolio/pieces/{piece.id}")

    visitor.submit(source=words, shows=words)

    page = visitor.get(f"/portfolio/pieces/{piece.id}")
    assert page.select_one("#source").text.strip() == words
    assert page.select_one("#shows")["value"] == words


def test_a_very_long_text_is_kept_whole(visitor, amina, kitchen, make):
    piece = make.piece(kitchen)
    visitor.sign_in(amina)
    visitor.get(f"/portfolio/pieces/{piece.id}")

    visitor.submit(source=LONG_TEXT)

    page = visitor.get(f"/portfolio/pieces/{piece.id}")
    assert page.select_one("#source").text.strip() == LONG_TEXT.strip()
    preview = visitor.get(f"/portfolio/pieces/{piece.id}/preview")
    assert preview.select_one("details summary")


def test_a_piece_is_taken_out_and_the_work_stays(visitor, amina, kitchen, make, session):
    piece = make.piece(kitchen)
    visitor.sign_in(amina)
    visitor.get(f"/portfolio/pieces/{piece.id}/removal")

    visitor.submit(button="Take it out")

    assert not pieces_of(session, kitchen)


def test_a_page_goes_with_its_pieces_and_its_links_end(visitor, amina, kitchen, make, session):
    piece = make.piece(kitchen)
    shares = [
        make.share(amina, "one", page_id=kitchen.id),
        make.share(amina, "two", piece_id=piece.id, label="Canteen"),
    ]
    visitor.sign_in(amina)
    page = visitor.get(f"/portfolio/pages/{kitchen.id}/removal")
    assert len(page.select(".says")) == 2

    visitor.submit(button="Remove the page")

    session.expire_all()
    assert session.query(Page).count() == 0
    assert all(session.merge(share).off_at for share in shares)


def test_the_words_about_her_are_changed(visitor, amina, kitchen):
    visitor.sign_in(amina)
    visitor.get("/portfolio/words")

    page = visitor.submit(title="Kitchen work", about="I am careful with food.")

    assert page.h1.text == "Kitchen work"
    assert "careful" in page.select_one("main").text


def test_a_page_gets_another_name(visitor, amina, kitchen):
    visitor.sign_in(amina)
    visitor.get(f"/portfolio/pages/{kitchen.id}/name")

    assert visitor.submit(title="Cold kitchen").h1.text == "Cold kitchen"


@pytest.mark.parametrize("who", ["bogdan", "tom", "grace"])
def test_nobody_else_finds_anything_here(visitor, amina, kitchen, make, programme, who):
    piece = make.piece(kitchen)
    others = {
        "bogdan": lambda: make.learner(programme, "Bogdan Melnyk"),
        "tom": lambda: make.mentor(programme, amina),
        "grace": lambda: make.coordinator(programme),
    }
    visitor.sign_in(others[who]())

    for path in (
        f"/portfolio/pages/{kitchen.id}",
        f"/portfolio/pages/{kitchen.id}/name",
        f"/portfolio/pages/{kitchen.id}/removal",
        f"/portfolio/pages/{kitchen.id}/preview",
        f"/portfolio/pages/{kitchen.id}/new/text",
        f"/portfolio/pieces/{piece.id}",
        f"/portfolio/pieces/{piece.id}/removal",
        f"/portfolio/pieces/{piece.id}/preview",
        "/portfolio/preview",
        "/portfolio/words",
    ):
        visitor.get(path, status=404)
    for path in (
        f"/portfolio/pages/{kitchen.id}/name",
        f"/portfolio/pages/{kitchen.id}/place",
        f"/portfolio/pages/{kitchen.id}/removal",
        f"/portfolio/pages/{kitchen.id}/new/text",
        f"/portfolio/pieces/{piece.id}",
        f"/portfolio/pieces/{piece.id}/place",
        f"/portfolio/pieces/{piece.id}/removal",
        "/portfolio/words",
    ):
        visitor.post(path, title="x", source="x", place="1", status=404)


def test_twenty_more_pieces_cost_no_more_statements(
    visitor, amina, kitchen, make, count_queries, programme
):
    make.piece(kitchen)
    visitor.sign_in(amina)
    visitor.get("/portfolio/")
    few = statements(visitor, count_queries, kitchen)
    for position in range(2, 22):
        work = make.sent(make.work(amina, programme))
        make.piece(kitchen, position=position, version_id=work.id)

    assert statements(visitor, count_queries, kitchen) == few
    assert max(few) <= 10


def statements(visitor, count_queries, page):
    counts = []
    for path in (
        "/portfolio/",
        f"/portfolio/pages/{page.id}",
        f"/portfolio/pages/{page.id}/new/work",
    ):
        with count_queries() as seen:
            visitor.get(path)
        counts.append(len(seen))
    return counts


def picture():
    import io

    from PIL import Image

    file = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, "PNG")
    return file.getvalue()
