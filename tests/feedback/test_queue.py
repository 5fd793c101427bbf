"""The queue: what waits, oldest first, replies, and whether answers were read."""

from datetime import timedelta

import pytest

from portal.clock import now, today


@pytest.fixture
def queue(visitor, sent):
    """Tom opens his queue."""

    def open_it():
        visitor.sign_in(sent.tom)
        return visitor.get("/queue/")

    return open_it


def lines(page, name):
    return [" ".join(line.text.split()) for line in page.select(f"#{name} li")]


def test_works_wait_oldest_first_with_their_days(queue, send, sent, make, session):
    bogdan = make.learner(sent.programme, "Bogdan Melnyk")
    make.mentoring(sent.programme, bogdan, sent.tom)
    before = now() - timedelta(days=3)
    version, _ = send(bogdan, sent.programme, photo=False, sent_at=before)
    work = session.get(type(sent.work), version.work_id)
    work.promised_on = today() - timedelta(days=1)
    session.commit()

    page = queue()

    assert page.select_one("h1").text == "2 works wait for you"
    first, second = lines(page, "waiting")
    assert first.startswith("Bogdan Melnyk: Take in a delivery, version 1 waits 3 days 1 day late:")
    assert "Text." in first
    assert "photo" not in first
    assert second.startswith("Amina Yusuf: Take in a delivery, version 1 came today promised by")
    assert "1 photo." in second


def test_it_says_who_has_begun(queue, make, sent, ruth):
    make.feedback(sent.version, ruth)

    assert "Ruth Adeyemi has begun an answer: today." in lines(queue(), "waiting")[0]


def test_it_says_that_he_began_himself(queue, make, sent):
    make.feedback(sent.version, sent.tom)

    assert "You began an answer: today." in lines(queue(), "waiting")[0]


def test_what_is_answered_waits_no_more_and_says_whether_it_was_read(queue, make, sent, session):
    feedback = make.given(sent.version, sent.tom)

    page = queue()
    assert page.select_one("h1").text == "Nothing waits for you"
    assert "Revise given: today. Not read yet." in lines(page, "answers")[0]

    session.get(type(feedback), feedback.id).read_at = now()
    session.commit()
    assert "Read: today." in lines(queue(), "answers")[0]


def test_a_reply_shows_until_he_answers_it(queue, make, sent):
    note = make.note(make.given(sent.version, sent.tom))
    make.reply(note, sent.amina, "Wednesday. I will write it.")

    page = queue()
    assert lines(page, "replies") == [
        "Amina Yusuf: Wednesday. I will write it. to your note on “The van”, "
        "Take in a delivery, today"
    ]
    assert page.select_one("#replies a")["href"] == f"/notes/{note.id}/replies"

    make.reply(note, sent.tom, "Good.")
    assert not lines(queue(), "replies")


def test_drafts_other_programmes_and_other_mentors_learners_are_not_there(queue, make, send, sent):
    make.draft(make.work(sent.amina, sent.programme))
    elsewhere = make.programme("Northside")
    make.membership(sent.tom, elsewhere, "mentor")
    send(make.learner(elsewhere), elsewhere)
    send(make.learner(sent.programme, "Not his"), sent.programme)

    assert len(lines(queue(), "waiting")) == 1


def test_twenty_more_rows_cost_no_more_statements(visitor, queue, make, send, sent, count_queries):
    note = make.note(make.given(send(sent.amina, sent.programme)[0], sent.tom))
    make.reply(note, sent.amina)
    queue()
    with count_queries() as before:
        visitor.get("/queue/")

    for number in range(20):
        learner = make.learner(sent.programme, f"Learner {number}")
        make.mentoring(sent.programme, learner, sent.tom)
        send(learner, sent.programme)
        version, _ = send(learner, sent.programme)
        make.reply(make.note(make.given(version, sent.tom)), learner)
    with count_queries() as after:
        page = visitor.get("/queue/")

    assert len(lines(page, "waiting")) == 21
    assert len(lines(page, "replies")) == 21
    assert len(after) == len(before) <= 8


def test_only_mentors_have_a_queue(visitor, make, sent):
    for person in (sent.amina, make.coordinator(sent.programme)):
        visitor.sign_in(person)
        visitor.get("/queue/", status=403)


def test_more_than_fifty_works_are_on_the_next_page(queue, visitor, make, sent, session):
    for number in range(51):
        make.sent(make.work(sent.amina, sent.programme, title=f"Work {number}"))

    page = queue()

    assert page.select_one("h1").text == "52 works wait for you"
    assert len(page.select("#waiting li")) == 50
    page = visitor.get("/queue/?&page=2")
    assert page.select_one("h1").text == "52 works wait for you"
    assert len(page.select("#waiting li")) == 2
    assert page.select_one("main a[href$='page=1']")


def test_who_was_not_here_for_two_weeks_is_listed_quietly(queue, make, sent, session):
    sent.amina.seen_on = today() - timedelta(days=14)
    kim = make.learner(sent.programme, "Kim Tran", seen_on=today())
    make.mentoring(sent.programme, kim, sent.tom)
    due = today() - timedelta(days=14)
    make.step(kim, programme_id=sent.programme.id, due_on=due)
    fine = make.learner(sent.programme, "Fine", seen_on=today() - timedelta(days=13))
    make.mentoring(sent.programme, fine, sent.tom)
    make.step(fine, programme_id=sent.programme.id, due_on=due + timedelta(days=1))
    make.learner(sent.programme, "Of others", seen_on=today() - timedelta(days=90))
    session.merge(sent.amina)
    session.commit()

    quiet = lines(queue(), "quiet")

    assert len(quiet) == 2
    assert quiet[0].startswith("Amina Yusuf Last here on")
    assert quiet[1].startswith("Kim Tran")
    assert "A next step was due on" in quiet[1]


@pytest.mark.parametrize(
    ("waited", "said"),
    [
        ([0, 0, 3], "This month, half of your answers came on the same day."),
        ([1], "This month, half of your answers came within 1 day."),
        ([1, 2, 9], "This month, half of your answers came within 2 days."),
        ([2, 3], "This month, half of your answers came within 3 days."),
    ],
)
def test_he_sees_the_middle_of_his_month(queue, make, send, sent, session, waited, said):
    for days in waited:
        before = now() - timedelta(days=days)
        version, _ = send(sent.amina, sent.programme, photo=False, sent_at=before)
        make.given(version, sent.tom)
    session.commit()

    assert queue().select_one("#middle").text == said


def test_only_his_own_answers_of_this_month_count(queue, make, send, sent, session, ruth):
    assert not queue().select("#middle")
    make.given(sent.version, ruth)
    old, _ = send(sent.amina, sent.programme, photo=False, sent_at=now() - timedelta(days=60))
    make.given(old, sent.tom).given_at = now() - timedelta(days=40)
    elsewhere = make.programme("Other House")
    make.membership(sent.tom, elsewhere, "mentor")
    other, _ = send(sent.amina, elsewhere, photo=False)
    make.given(other, sent.tom)
    session.commit()

    assert not queue().select("#middle")
