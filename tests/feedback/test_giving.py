"""Seeing an answer as the learner will, and giving it."""

import gzip

import pytest
from bs4 import BeautifulSoup

from portal.models import Feedback, Job, LogLine, Mail, Step, Work


@pytest.fixture
def whole(at_desk, sent, make):
    """Tom has answered everything and looks at it as she will."""
    at_desk.submit(
        level__1="3",
        level__2="2",
        comment__2="Two trays have no date.",
        step__1="Write the date on the label",
        by__1="2030-12-01",
        outcome="revise",
        summary="You checked first.\n\nOne thing is missing.",
        quote="the thermometer",
        quote_note="That is what a good kitchen does.",
    )
    at_desk.submit(button="Pin a note without tapping")
    at_desk.submit(square="3", words="No date on this tray.")
    at_desk.submit(button="See it as")
    return at_desk


def test_he_sees_it_as_she_will(whole):
    page = whole.page

    assert page.select_one("h1").text == "This is what Amina Yusuf will see"
    assert page.select_one("#answer .state").text == "Revise"
    step = page.select_one(".card--next li").text
    assert "Write the date on the label" in step
    assert "By Sunday" in step
    met, not_yet = page.select("#criterion-1, #criterion-2")
    assert met.select_one(".state").text == "met"
    assert "You: the same" in " ".join(met.text.split())
    assert not_yet.select_one(".state").text == "not yet"
    assert "Two trays have no date." in not_yet.text


def test_the_notes_stand_in_place_and_lead_there_and_back(whole):
    page = whole.page

    assert page.select_one("figure svg a#mark-1")["href"] == "#note-1"
    assert page.select_one("#note-1 a.pin")["href"] == "#mark-1"
    assert page.select_one("mark#mark-2").text == "the thermometer"
    assert page.select_one("#note-2 a.pin")["href"] == "#mark-2"


def test_nothing_can_be_done_or_replied_in_the_preview(whole):
    assert len(whole.page.select("#answer form")) == 0


def test_giving_shows_all_of_it_at_once_and_changes_the_work(whole, another, sent, saved):
    another.sign_in(sent.amina)
    answer = f"/work/{sent.work.id}/versions/1/feedback"
    another.get(answer, status=404)

    whole.submit(button="Give it to Amina")

    assert whole.path.startswith("/queue/")
    feedback = saved(Feedback)[0]
    assert feedback.given_at
    assert feedback.outcome == "revise"
    assert saved(Work)[0].state == "revise"
    page = another.get(answer)
    assert "Write the date on the label" in page.text
    assert "That is what a good kitchen does." in page.text
    assert [line.about_id for line in saved(LogLine, verb="gave answer")] == [sent.amina.id]


def test_she_is_told_by_mail_with_a_link_to_that_very_answer(whole, work_off, sent, saved):
    whole.submit(button="Give it to Amina")

    work_off()
    work_off()

    (mail,) = saved(Mail)
    assert mail.address == sent.amina.email
    assert mail.subject == "Tom Okafor answered: Take in a delivery"
    assert f"http://localhost/work/{sent.work.id}/versions/1/feedback\n" in mail.body


def test_giving_twice_is_one_deed(whole, saved):
    page = whole.page
    whole.submit(button="Give it to Amina")
    given_at = saved(Feedback)[0].given_at
    whole.page = page

    whole.submit(button="Give it to Amina")

    assert saved(Feedback)[0].given_at == given_at
    assert len(saved(Job, kind="feedback.tell_learner")) == 1


def test_what_changed_since_it_was_shown_is_not_given(whole, another, sent, saved):
    another.sign_in(sent.tom)
    another.get(sent.desk)
    another.submit(summary="Changed in another tab")

    whole.submit(button="Give it to Amina", status=409)

    assert saved(Feedback)[0].given_at is None


def test_a_note_added_in_another_tab_is_looked_at_before_it_is_given(whole, another, sent, saved):
    another.sign_in(sent.tom)
    another.get(f"{sent.desk}/notes/new?paragraph=1")
    another.submit(words="Too harsh for her to meet unseen")

    page = whole.submit(button="Give it to Amina", status=409)

    assert "in another window" in page.select_one("[role=alert]").text
    assert "Too harsh for her to meet unseen" in page.text
    assert saved(Feedback)[0].given_at is None

    whole.submit(button="Give it to Amina")

    assert saved(Feedback)[0].given_at


@pytest.mark.parametrize(
    ("fields", "anchor"),
    [
        ({"level__1": "3", "outcome": "achieved"}, "level-2"),
        ({"level__1": "3", "level__2": "3"}, "outcome"),
        ({"level__1": "3", "level__2": "3", "outcome": "revise"}, "step-1"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_given(at_desk, sent, saved, fields, anchor):
    page = at_desk.submit(**fields, button="See it as")

    assert [a["href"] for a in page.select(".says--wrong a")] == [f"{sent.desk}#{anchor}"]
    assert "Give it" not in page.select_one("main form").text
    seen = page.select_one("input[name=seen]")["value"]
    at_desk.post(f"{sent.desk}/giving", seen=seen, status=422)
    assert saved(Feedback)[0].given_at is None
    assert saved(Work)[0].state == "sent"


def test_achieved_needs_no_next_step(at_desk, saved):
    at_desk.submit(level__1="3", level__2="4", outcome="achieved", button="See it as")

    at_desk.submit(button="Give it to Amina")

    assert saved(Work)[0].state == "achieved"


def test_a_work_without_a_rubric_is_given_all_the_same(visitor, send, sent, saved):
    version, _ = send(sent.amina, sent.programme, photo=False)
    visitor.sign_in(sent.tom)
    visitor.get(f"/queue/{version.id}")
    visitor.submit(outcome="achieved", summary="Well done", button="See it as")

    visitor.submit(button="Give it to Amina")

    assert saved(Feedback)[0].given_at


def test_nothing_changes_after_it_is_given(whole, sent, saved):
    desk = whole.client.get(sent.desk).get_data(as_text=True)
    whole.submit(button="Give it to Amina")
    whole.page = BeautifulSoup(desk, "html.parser")

    page = whole.submit(summary="Too late, but not lost", status=403)

    assert page.select_one("h1").text == "This answer is given"
    assert "Too late, but not lost" in [box.text.strip() for box in page.select("textarea")]
    assert "One thing is missing" in saved(Feedback)[0].summary
    assert len(saved(Step)) == 1
    whole.get(sent.desk, status=303)
    assert whole.location == f"/work/{sent.work.id}/versions/1/feedback"
    whole.get(f"{sent.desk}/giving", status=403)
    whole.post(f"{sent.desk}/throwing-away", status=403)


def test_only_who_wrote_it_sees_and_gives_it(whole, another, sent, make, ruth, saved):
    seen = whole.page.select_one("input[name=seen]")["value"]
    people = [sent.amina, ruth, make.coordinator(sent.programme)]
    for person in people:
        another.sign_in(person)
        another.get(f"{sent.desk}/giving", status=404)
        another.post(f"{sent.desk}/giving", seen=seen, status=404)
        another.post(f"{sent.desk}/throwing-away", status=404)
    assert saved(Feedback)[0].given_at is None


def test_the_preview_costs_ten_statements_at_most(whole, sent, count_queries):
    with count_queries() as seen:
        whole.get(f"{sent.desk}/giving")

    assert len(seen) <= 10


def test_the_pages_arrive_in_the_first_flight(whole, sent):
    for path in (f"{sent.desk}/giving", sent.desk, "/queue/", "/learners/"):
        whole.get(path)
        assert len(gzip.compress(whole.response.get_data(), 6)) < 10_000, path
