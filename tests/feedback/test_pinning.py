"""Notes from the desk: a tap, the keyboard, nine squares, a paragraph, words."""

import pytest

from portal.models import Feedback, Note
from tests.odd import LONG_TEXT, ODD_TEXTS


@pytest.fixture
def tap(at_desk, sent):
    """Tap the photo at x and y of the box as drawn."""

    def tap(x, y, **fields):
        button = f"spot-{sent.photo.id}"
        return at_desk.submit(**{f"{button}.x": x, f"{button}.y": y}, **fields)

    return tap


def test_a_tap_saves_what_was_typed_and_asks_for_the_note(tap, at_desk, saved):
    page = tap(144, 54, summary="Typed before the tap")

    assert saved(Feedback)[0].summary == "Typed before the tap"
    assert page.select_one("h1").text == "Write your note for this spot"
    circle = page.select_one("figure circle")
    assert (circle["cx"], circle["cy"]) == ("320", "120")
    assert "Photo, upper middle" in page.select_one("main").text


def test_the_note_is_pinned_where_the_tap_was(tap, at_desk, sent, saved):
    tap(72, 162)

    page = at_desk.submit(words="Which day would you throw it away?")

    note = saved(Note)[0]
    assert (note.x, note.y, note.media_id) == (0.25, 0.75, sent.photo.id)
    assert at_desk.path == f"{sent.desk}#note-1"
    assert "Which day" in page.select_one("#note-1").text
    assert page.select_one(".photo--tap circle")["cx"] == "160"


def test_a_tap_on_the_larger_photo_lands_on_the_same_spot(tap, at_desk):
    at_desk.submit(button="Larger photo")

    page = tap(320, 120)

    assert "x=0.5&y=0.25" in at_desk.path
    assert page.select_one("figure circle")["cx"] == "320"


def test_a_tap_outside_is_kept_inside(tap, at_desk):
    tap(400, -5)

    assert "x=1.0&y=0.0" in at_desk.path


@pytest.mark.parametrize(("x", "y"), [(0, 0), (1, 1), ("", ""), ("abc", "1e400")])
def test_enter_on_the_photo_leads_to_the_nine_squares(tap, at_desk, x, y, saved):
    page = tap(x, y, summary="Typed before Enter")

    assert len(page.select("input[name=square]")) == 9
    assert saved(Feedback)[0].summary == "Typed before Enter"


def test_the_nine_squares_are_offered_to_everybody(at_desk, saved, sent):
    page = at_desk.submit(button="Pin a note without tapping")
    assert [pick.text.strip() for pick in page.select("label.pick")][2] == "upper right"

    at_desk.submit(square="3", words="No date here")

    note = saved(Note)[0]
    assert (round(note.x, 3), round(note.y, 3)) == (0.833, 0.167)
    assert "Photo, upper right" in at_desk.page.select_one("#note-1").text


def test_a_square_has_to_be_chosen_and_the_words_stay(at_desk, saved):
    at_desk.submit(button="Pin a note without tapping")

    page = at_desk.submit(words="No date here", status=422)

    assert page.select_one("#square-wrong").text == "Choose where"
    assert page.select_one("#words").text.strip() == "No date here"
    assert not saved(Note)


def test_a_paragraph_gets_its_note(at_desk, sent, saved):
    page = at_desk.submit(paragraph="2", summary="Typed")
    assert "the chicken" in page.select_one("blockquote").text

    at_desk.submit(words="Why?")

    note = saved(Note)[0]
    assert note.exact == sent.version.plain[note.start : note.stop]
    assert note.exact.startswith("I put")
    assert at_desk.page.select_one("#p-2 .pin")["href"] == "#note-1"
    assert saved(Feedback)[0].summary == "Typed"


def test_a_note_may_be_on_some_words_of_the_paragraph(at_desk, saved):
    at_desk.submit(paragraph="2")

    at_desk.submit(words="Why?", quote='"the chicken" to the bottom 🍗')

    assert saved(Note)[0].exact == "the chicken” to the bottom 🍗"


def test_words_of_another_paragraph_are_not_found_in_this_one(at_desk, saved):
    at_desk.submit(paragraph="1")

    page = at_desk.submit(words="Why?", quote="the chicken", status=422)

    assert "not in this paragraph" in page.select_one("#quote-wrong").text
    assert page.select_one("#words").text.strip() == "Why?"
    assert not saved(Note)


def test_words_typed_with_other_quote_marks_are_found_after_an_emoji(at_desk, sent, saved):
    at_desk.submit(quote="AND the salads  on top", quote_note="Good", button="Save the draft")

    note = saved(Note)[0]
    assert note.exact == "and the salads on top"
    assert sent.version.plain[note.start : note.stop] == "and the salads on top"
    assert at_desk.page.select_one("#mark-1").text == "and the salads on top"
    assert at_desk.page.select_one("#quote").text.strip() == ""


def test_right_to_left_words_are_pinned(at_desk, sent, saved):
    at_desk.submit(quote="الدجاج في الأسفل", quote_note="جيد", button="Pin the note to")

    assert saved(Note)[0].exact == "الدجاج في الأسفل"
    assert at_desk.page.select_one("#p-3 mark").text == "الدجاج في الأسفل"


def test_words_alone_lead_to_the_note_page(at_desk, saved):
    page = at_desk.submit(quote="looked at the thermometer", button="Pin the note to")
    assert page.select_one("blockquote").text.strip() == "looked at the thermometer"

    at_desk.submit(words="Good")

    assert saved(Note)[0].exact == "looked at the thermometer"


def test_words_that_are_not_in_the_text_are_said_beside_the_box(at_desk, saved):
    page = at_desk.submit(
        quote="never written", quote_note="My note", summary="Kept too", status=422
    )

    assert "not in the text" in page.select_one("#quote-wrong").text
    assert page.select_one("#quote_note").text.strip() == "My note"
    assert page.select_one("#summary").text.strip() == "Kept too"
    assert not saved(Feedback)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [({"quote": "the chicken"}, "#quote_note-wrong"), ({"quote_note": "Good"}, "#quote-wrong")],
)
def test_half_a_note_is_never_lost_by_another_button(at_desk, fields, wrong, saved):
    page = at_desk.submit(**fields, button="See it as", status=422)

    assert page.select_one(wrong)
    assert not saved(Feedback)


def test_a_note_needs_words(at_desk):
    at_desk.submit(paragraph="1")

    page = at_desk.submit(words="  ", status=422)

    assert page.select_one("#words-wrong").text == "Write your note"


def test_the_same_note_sent_twice_is_pinned_once(at_desk, saved):
    form = at_desk.submit(paragraph="1")
    at_desk.submit(words="Once")
    at_desk.page = form

    at_desk.submit(words="Once")

    assert len(saved(Note)) == 1


def test_odd_texts_come_back_as_they_were_typed(at_desk, saved):
    for number, text in enumerate((*ODD_TEXTS, LONG_TEXT[:16_000].strip()), 1):
        at_desk.submit(paragraph="1")
        page = at_desk.submit(words=text)

        assert saved(Note)[-1].words == text
        assert page.select_one(f"#note-{number}")
        at_desk.get(at_desk.path)


def test_a_picture_of_another_version_is_not_found(at_desk, make, sent, saved):
    other = make.photo(sent.amina)

    at_desk.get(f"{sent.desk}/notes/new?media={other.id}&x=0.5&y=0.5", status=404)
    at_desk.post(f"{sent.desk}/notes/", media=other.id, x=0.5, y=0.5, words="Mine", status=404)
    at_desk.get(f"{sent.desk}/notes/new?paragraph=99", status=404)
    at_desk.get(f"{sent.desk}/notes/new?start=5&stop=999999", status=404)
    at_desk.get(f"{sent.desk}/notes/new", status=404)
    assert not saved(Note)


def test_only_her_mentor_pins_notes(visitor, make, sent, ruth, saved):
    make.feedback(sent.version, sent.tom)
    for person, status in [
        (make.mentor(sent.programme, name="Not hers"), 404),
        (make.coordinator(sent.programme), 404),
        (sent.amina, 403),
        (ruth, 403),
    ]:
        visitor.sign_in(person)
        visitor.get(f"{sent.desk}/notes/new?paragraph=1", status=status)
        visitor.post(f"{sent.desk}/notes/", status=status, start=0, stop=5, words="Mine")
    assert not saved(Note)


def test_a_photo_that_is_not_ready_can_be_pinned_by_squares(visitor, make, session, sent, saved):
    sent.photo.state = "waiting"
    for variant in session.query(type(make.photo(sent.amina)).variants.property.mapper.class_):
        if variant.media_id == sent.photo.id:
            session.delete(variant)
    session.commit()
    visitor.sign_in(sent.tom)
    page = visitor.get(sent.desk)
    assert not page.select("input[type=image]")
    assert "being made" in page.select_one("#work").text

    visitor.submit(button="Pin a note without tapping")
    visitor.submit(square="5", words="In the middle")

    assert (saved(Note)[0].x, saved(Note)[0].y) == (0.5, 0.5)


def test_who_wants_text_only_gets_the_photo_when_he_asks(visitor, session, sent):
    session.merge(sent.tom).text_only = True
    session.commit()
    visitor.sign_in(sent.tom)
    assert not visitor.get(sent.desk).select("input[type=image], img")

    page = visitor.submit(button="Show the photo")

    assert page.select("input[type=image]")
