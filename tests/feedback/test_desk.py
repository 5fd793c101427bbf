"""The desk: one form that always saves the draft."""

import time

from portal.clock import today
from portal.models import Feedback, Mark, Mentoring, Step
from tests.odd import LONG_TEXT, ODD_TEXTS
from tests.visitor import values_of


def test_a_mentor_sees_the_work_beside_the_rubric_and_her_own_mark(at_desk):
    page = at_desk.page

    assert [p["id"] for p in page.select(".para")] == ["p-1", "p-2", "p-3"]
    assert page.select_one("#level-1 legend").text == "1 of 2: Checks every delivery"
    assert "Amina Yusuf says: Checks every delivery: achieved" in page.select_one("#level-1").text
    assert len(page.select("#level-1 input[type=radio]")) == 4
    photo = page.select_one("input[type=image]")
    assert (photo["width"], photo["height"]) == ("288", "216")


def test_opening_the_desk_begins_nothing(at_desk, saved):
    assert len(saved(Feedback)) == 0
    assert "first save begins" in at_desk.page.select_one("#work").text


def test_a_plain_button_stands_first_so_that_enter_saves_the_draft(at_desk):
    first = at_desk.page.select_one("main form button, main form input[type=image]")

    assert first.text == "Save the draft"
    assert not first.get("name")


def test_the_first_save_begins_the_answer_and_keeps_everything(at_desk, sent, saved):
    at_desk.submit(
        level__1="2",
        comment__1="Two trays have a name and no date.",
        comment__2="Good.",
        step__1="Write the date on the label",
        by__1="2026-12-01",
        step__3="Ask why raw food goes low",
        outcome="revise",
        summary="One thing is missing.",
    )

    feedback = saved(Feedback)[0]
    assert (feedback.mentor_id, feedback.given_at) == (sent.tom.id, None)
    assert (feedback.outcome, feedback.summary) == ("revise", "One thing is missing.")
    marks = {mark.comment: mark.level_id for mark in saved(Mark)}
    assert marks["Good."] is None
    assert marks["Two trays have a name and no date."]
    assert [(s.position, s.words, s.person_id) for s in saved(Step)] == [
        (1, "Write the date on the label", sent.amina.id),
        (3, "Ask why raw food goes low", sent.amina.id),
    ]
    assert at_desk.page.select_one("#step-3")["value"] == "Ask why raw food goes low"
    assert at_desk.page.select_one("#by-1")["value"] == "2026-12-01"
    assert at_desk.page.select_one("#level-1 input[checked]")["value"] == "2"


def test_there_are_always_two_empty_rows_for_steps(at_desk):
    assert len(at_desk.page.select("#steps input[type=text]")) == 3

    page = at_desk.submit(step__1="Write", step__2="Ask", step__3="Show")

    assert len(page.select("#steps input[type=text]")) == 5


def test_an_emptied_row_takes_the_step_away_and_leaves_the_others(at_desk, saved):
    at_desk.submit(step__1="Write", step__2="Ask")

    at_desk.submit(step__1="")

    assert [step.words for step in saved(Step)] == ["Ask"]
    assert at_desk.page.select_one("#step-2")["value"] == "Ask"


def test_the_draft_belongs_to_the_mentor_alone(at_desk, another, sent):
    at_desk.submit(step__1="Write the date", summary="Private so far")

    another.sign_in(sent.amina)
    another.get(sent.desk, status=403)
    another.get(f"/work/{sent.work.id}/versions/1/feedback", status=404)
    another.get(f"{sent.desk}/giving", status=404)


def test_a_day_without_words_is_said_beside_the_row_and_all_is_kept(at_desk, saved):
    page = at_desk.submit(by__2="2026-12-01", summary="Kept", status=422)

    assert "what is to be done" in page.select_one("#step-2-wrong").text
    assert page.select_one("#summary").text.strip() == "Kept"
    assert len(saved(Feedback)) == 0


def test_a_day_that_is_none_is_refused_in_words(at_desk):
    page = at_desk.submit(step__1="Write", by__1="soon", status=422)

    assert "27/11/2026" in page.select_one("#by-1-wrong").text
    assert page.select_one("#by-1")["value"] == "soon"


def test_a_level_that_the_criterion_does_not_have_is_refused_in_words(at_desk):
    page = at_desk.submit(level__1="9", comment__1="Kept", status=422)

    assert page.select_one("#level-1-wrong").text == "Choose one of the answers."
    assert page.select_one("#comment-1").text.strip() == "Kept"


def test_odd_and_long_texts_come_back_as_they_were_typed(at_desk):
    for text in (*ODD_TEXTS, LONG_TEXT[:16_000].strip()):
        page = at_desk.submit(comment__1=text, summary=text)

        assert page.select_one("#comment-1").text.removeprefix("\n") == text
        assert page.select_one("#summary").text.removeprefix("\n") == text


def test_a_text_that_is_too_long_says_how_long_it_may_be(at_desk):
    page = at_desk.submit(summary="x" * 20_001, status=422)

    assert "20,000" in page.select_one("#summary-wrong").text
    assert len(page.select_one("#summary").text.strip()) == 20_001


def test_the_same_form_twice_is_one_deed(at_desk, saved):
    first = at_desk.page
    at_desk.submit(summary="Once")
    stamp = saved(Feedback)[0].stamp
    at_desk.page = first

    at_desk.submit(summary="Once")

    assert saved(Feedback)[0].stamp == stamp


def test_two_tabs_overwrite_nothing_in_silence(at_desk, saved):
    at_desk.submit(summary="Start")
    stale = at_desk.page
    at_desk.submit(summary="First tab", level__1="1")
    at_desk.page = stale

    page = at_desk.submit(summary="Second tab", level__1="2", status=409)

    assert [box.text.strip() for box in page.select("textarea")] == ["First tab", "Second tab"]
    assert [pick.text.strip() for pick in page.select("fieldset label bdi")] == [
        "Checks every delivery: not yet, said in a sentence.",
        "Checks every delivery: on the way, said in a sentence.",
    ]
    at_desk.submit(button="Keep what I typed")
    assert saved(Feedback)[0].summary == "Second tab"


def test_what_was_not_chosen_in_a_second_tab_stays(at_desk, saved):
    at_desk.submit(level__1="3", outcome="revise")

    fields = {"stamp": saved(Feedback)[0].stamp, "summary": "No level here"}
    at_desk.post(at_desk.path, **fields)

    at_desk.get(at_desk.path)
    assert at_desk.page.select_one("#level-1 input[checked]")["value"] == "3"
    assert at_desk.page.select_one("#outcome input[checked]")["value"] == "revise"


def test_an_empty_draft_may_be_thrown_away(at_desk, saved):
    at_desk.submit()
    assert len(saved(Feedback)) == 1

    at_desk.submit("form[action$='throwing-away']")

    assert len(saved(Feedback)) == 0
    assert at_desk.path == "/queue/"


def test_a_draft_with_something_in_it_is_not_thrown_away(at_desk, sent, saved):
    at_desk.submit(comment__1="Something")
    assert not at_desk.page.select("form[action$='throwing-away']")

    page = at_desk.post(f"{sent.desk}/throwing-away", status=422)

    assert "Something" in page.select_one("#comment-1").text
    assert len(saved(Mark)) == 1


def test_work_without_a_rubric_is_answered_with_notes_and_an_outcome(
    visitor, make, send, sent, saved
):
    version, _ = send(sent.amina, sent.programme, photo=False)
    visitor.sign_in(sent.tom)
    visitor.get(f"/queue/{version.id}")

    visitor.submit(outcome="achieved", summary="Well done")

    assert saved(Feedback)[0].outcome == "achieved"


def test_a_long_text_is_folded_until_it_is_asked_for(visitor, send, sent):
    text = "\n\n".join(f"Paragraph {n}. " + "Words and words. " * 30 for n in range(1, 25))
    version, _ = send(sent.amina, sent.programme, photo=False, text=text)
    visitor.sign_in(sent.tom)
    page = visitor.get(f"/queue/{version.id}")
    assert 5 < len(page.select(".para")) < 20

    page = visitor.submit(button="Show the whole text")

    assert len(page.select(".para")) == 24


def test_looking_closer_begins_nothing_but_saves_what_was_typed(at_desk, saved):
    page = at_desk.submit(button="Larger photo")
    assert page.select_one("input[type=image]")["width"] == "640"
    assert len(saved(Feedback)) == 0

    page = at_desk.submit(summary="Typed before looking", button="Pin a note")
    assert saved(Feedback)[0].summary == "Typed before looking"


def test_the_desk_costs_ten_statements_at_most(at_desk, count_queries, sent, make):
    feedback = make.feedback(sent.version, sent.tom)
    for number in range(20):
        make.note(feedback, f"Note {number}")
    make.step(sent.amina, feedback_id=feedback.id, programme_id=sent.programme.id)

    with count_queries() as seen:
        at_desk.get(sent.desk)

    assert len(seen) <= 10


def test_strangers_learners_and_coordinators_find_no_desk(visitor, make, sent):
    elsewhere = make.programme("Northside")
    people = [
        make.mentor(sent.programme, name="Not her mentor"),
        make.mentor(elsewhere, make.learner(elsewhere)),
        make.coordinator(sent.programme),
        make.learner(sent.programme, "Another learner"),
    ]
    for person in people:
        visitor.sign_in(person)
        visitor.get(sent.desk, status=404)
        visitor.post(sent.desk, status=404, stamp=0, summary="Mine")
    visitor.sign_in(sent.amina)
    visitor.get(sent.desk, status=403)
    visitor.post(sent.desk, status=403, stamp=0, summary="Mine")


def test_a_mentoring_that_ended_closes_the_desk(at_desk, session, sent):
    session.query(Mentoring).one().ended_on = today()
    session.commit()

    at_desk.get(sent.desk, status=404)


def test_a_form_that_did_not_arrive_whole_empties_nothing(at_desk, saved):
    at_desk.submit(comment__1="Kept", summary="Kept too", step__1="Kept as well")

    at_desk.post(at_desk.path, stamp=saved(Feedback)[0].stamp, comment__2="New")

    assert sorted(mark.comment for mark in saved(Mark)) == ["Kept", "New"]
    assert saved(Feedback)[0].summary == "Kept too"
    assert [step.words for step in saved(Step)] == ["Kept as well"]


def test_absurd_numbers_in_names_and_buttons_lead_nowhere(at_desk, sent):
    absurd = "9" * 5_000

    for name in ("paragraph", "phrase", "keep", f"step-{absurd}"):
        at_desk.get(sent.desk)
        at_desk.submit(summary="Kept", **{name.replace("-", "__"): absurd})


def test_endless_words_in_every_box_are_refused_in_time_and_kept(at_desk):
    endless = "a\u0301\u0316\0" * 16_000
    boxes = [name for name in values_of(at_desk.page.select_one("main form")) if "-" in name]
    began = time.perf_counter()

    page = at_desk.submit(status=422, **{name.replace("-", "__"): endless for name in boxes})

    assert time.perf_counter() - began < 2
    assert len(page.select_one("#comment-1").text) >= 48_000
