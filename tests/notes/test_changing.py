"""Changing a note and taking it away while the answer is a draft."""

import pytest

from portal.clock import now
from portal.models import Feedback, Note


@pytest.fixture
def note(make, sent):
    return make.note(make.feedback(sent.version, sent.tom), "Which day?")


@pytest.fixture
def reader(visitor, sent, note):
    """Tom has his note open."""
    visitor.sign_in(sent.tom)
    visitor.get(f"/notes/{note.id}")
    return visitor


def test_the_desk_leads_to_a_note_and_back(at_desk, make, sent, saved):
    feedback = make.feedback(sent.version, sent.tom)
    make.note(feedback, "On words")
    make.note(feedback, "On the photo", media_id=sent.photo.id)
    at_desk.get(sent.desk)

    page = at_desk.submit(edit=saved(Note, words="On words")[0].id, summary="Typed")
    assert page.select_one("h1").text == "Note 2"
    at_desk.submit(words="On words, said better")

    assert at_desk.path == f"{sent.desk}#note-2"
    assert saved(Feedback)[0].summary == "Typed"
    assert "said better" in at_desk.page.select_one("#note-2").text


def test_a_note_is_taken_away(reader, sent, saved):
    reader.submit("form[action$=removal]")

    assert not saved(Note)
    assert reader.path == f"{sent.desk}#work"


def test_taking_it_away_twice_is_one_deed(reader, sent):
    page = reader.page
    reader.submit("form[action$=removal]")
    reader.page = page

    reader.submit("form[action$=removal]")

    assert reader.path == f"{sent.desk}#work"


def test_two_tabs_overwrite_nothing_in_silence(reader, saved):
    stale = reader.page
    reader.submit(words="First tab")
    reader.page = stale

    page = reader.submit(words="Second tab", status=409)

    assert [box.text.strip() for box in page.select("textarea")] == ["First tab", "Second tab"]
    reader.submit(button="Keep what I typed")
    assert saved(Note)[0].words == "Second tab"


def test_an_emptied_note_is_refused_in_words(reader, saved):
    page = reader.submit(words="", status=422)

    assert page.select_one("#words-wrong").text == "Write your note"
    assert saved(Note)[0].words == "Which day?"


def test_a_note_that_is_given_does_not_change_and_what_was_typed_is_kept(
    reader, session, note, saved
):
    feedback = session.get(Feedback, note.feedback_id)
    feedback.outcome, feedback.given_at = "achieved", now()
    session.commit()

    page = reader.submit(words="Too late, but not lost", status=403)

    assert page.select_one("h1").text == "This answer is given"
    assert page.select_one("textarea").text.strip() == "Too late, but not lost"
    assert saved(Note)[0].words == "Which day?"
    reader.post(f"/notes/{note.id}/removal", status=403)
    assert len(saved(Note)) == 1


def test_nobody_else_sees_or_changes_a_note_of_a_draft(visitor, make, sent, note, ruth, saved):
    people = [
        sent.amina,
        ruth,
        make.coordinator(sent.programme),
        make.mentor(make.programme("Northside")),
    ]
    for person in people:
        visitor.sign_in(person)
        visitor.get(f"/notes/{note.id}", status=404)
        visitor.post(f"/notes/{note.id}", status=404, words="Mine", stamp=1)
        visitor.post(f"/notes/{note.id}/removal", status=404)
    assert saved(Note)[0].words == "Which day?"
