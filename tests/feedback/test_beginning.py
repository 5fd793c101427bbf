"""Beginning an answer: one mentor only, and never what was taken back."""

import threading
from functools import partial

import pytest

from portal.blueprints.feedback.actions import Typed, open_draft, save_draft
from portal.blueprints.notes.holding import NotOpen, hold_version
from portal.models import Feedback, Person, Version, Work


def take_back(version):
    version.sent_at = version.digest = version.receipt = None


def test_another_mentor_is_told_who_has_begun_and_sees_no_draft(at_desk, another, sent, ruth):
    at_desk.submit(summary="Tom's private draft")
    another.sign_in(ruth)

    page = another.get(sent.desk, status=403)

    assert page.select_one("h1").text == "Tom Okafor has begun an answer"
    assert "today" in page.select_one("main").text
    assert "private" not in page.text
    assert page.select_one(f"main a[href='/work/{sent.work.id}/versions/1']")


def test_who_typed_while_another_began_keeps_every_word(at_desk, another, sent, ruth, saved):
    another.sign_in(ruth)
    another.get(sent.desk)
    at_desk.submit(summary="Tom was quicker")

    page = another.submit(
        summary="Ruth's words", comment__1="Her comment", step__1="Her step", status=403
    )

    boxes = [box.text.strip() for box in page.select("textarea")]
    assert boxes == ["Her comment", "Her step", "Ruth's words"]
    assert len(saved(Feedback)) == 1


def test_a_version_taken_back_meanwhile_says_so_and_keeps_what_was_typed(
    at_desk, session, sent, saved
):
    take_back(session.get(Version, sent.version.id))
    session.commit()

    page = at_desk.submit(summary="Typed for nothing?", status=409)

    assert page.select_one("h1").text == "This version was taken back"
    assert "Typed for nothing?" in [box.text.strip() for box in page.select("textarea")]
    assert not saved(Feedback)
    at_desk.get(sent.desk, status=404)


def test_a_note_for_a_version_taken_back_is_kept_on_the_page(at_desk, session, sent):
    at_desk.get(f"{sent.desk}/notes/new?paragraph=1")
    take_back(session.get(Version, sent.version.id))
    session.commit()

    page = at_desk.submit(words="My note", status=409)

    assert page.select_one("textarea").text.strip() == "My note"


def test_a_draft_that_was_thrown_away_lets_another_mentor_begin(at_desk, another, sent, ruth):
    at_desk.submit()
    at_desk.submit("form[action$='throwing-away']")
    another.sign_in(ruth)
    another.get(sent.desk)

    another.submit(summary="Mine now")

    at_desk.get(sent.desk, status=403)


def test_of_two_mentors_who_begin_at_once_one_does(database, sent, ruth, saved):
    start = threading.Barrier(2)
    results = []

    def begin(mentor_id):
        with database.session() as session:
            start.wait()
            mentor = session.get_one(Person, mentor_id)
            version = session.get_one(Version, sent.version.id)
            try:
                open_draft(session, version, mentor)
                session.commit()
                results.append("begun")
            except NotOpen as no:
                results.append(f"{no.feedback.mentor.name} was first")
                session.rollback()

    in_threads(partial(begin, sent.tom.id), partial(begin, ruth.id))

    first = saved(Feedback)[0].mentor_id
    name = "Tom Okafor" if first == sent.tom.id else "Ruth Adeyemi"
    assert sorted(results) == sorted(["begun", f"{name} was first"])


def test_two_tabs_that_begin_at_once_make_one_draft(database, sent, saved):
    start = threading.Barrier(4)
    results = []

    def save(number):
        with database.session() as session:
            start.wait()
            mentor = session.get_one(Person, sent.tom.id)
            version = session.get_one(Version, sent.version.id)
            session.refresh(version, ["work"])
            try:
                save_draft(
                    session,
                    version,
                    mentor,
                    typed=Typed(summary=f"Tab {number}"),
                    stamp=0,
                    theirs={},
                    labels={},
                )
                session.commit()
                results.append(f"Tab {number}")
            except Exception as trouble:
                results.append(type(trouble).__name__)
                session.rollback()

    in_threads(*(partial(save, number) for number in range(1, 5)))

    kept = [result for result in results if result.startswith("Tab")]
    assert [feedback.summary for feedback in saved(Feedback)] == kept
    assert results.count("Changed") == 3


@pytest.mark.parametrize("turn", range(3))
def test_taking_back_and_beginning_at_once_never_both_happen(database, sent, saved, turn):
    start = threading.Barrier(2)

    def begin():
        with database.session() as session:
            start.wait()
            mentor = session.get_one(Person, sent.tom.id)
            try:
                open_draft(session, session.get_one(Version, sent.version.id), mentor)
                session.commit()
            except NotOpen:
                session.rollback()

    def take():
        with database.session() as session:
            start.wait()
            version, feedback = hold_version(session, sent.version.id)
            if feedback is None:
                take_back(version)
                session.get_one(Work, version.work_id).state = "draft"
            session.commit()

    in_threads(begin, take)

    is_sent = saved(Version)[0].sent_at is not None
    assert is_sent == (len(saved(Feedback)) == 1)


def in_threads(*runs):
    threads = [threading.Thread(target=run) for run in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
