"""Handing over: left answers, open answers, learners; with nothing lost."""

from datetime import timedelta

import pytest

from portal import jobs
from portal.clock import now, standing_at, today
from portal.models import Feedback, LogLine, Mail, Mark, Membership, Mentoring, Note, Notice, Step


def end_mentoring(session, mentor):
    session.query(Mentoring).filter_by(mentor_id=mentor.id).one().ended_on = today()
    session.commit()


def text_of(page):
    return " ".join(page.select_one("main").text.split())


@pytest.fixture
def begun(at_desk, sent):
    """Tom has begun: a mark, a step, a summary and a note."""
    at_desk.submit(
        level__1="3",
        comment__1="Near the door.",
        step__1="Write the date",
        summary="You checked first.",
        quote="the thermometer",
        quote_note="Good.",
    )
    return at_desk


def test_an_answer_left_behind_is_taken_over_with_all_that_is_in_it(
    begun, another, sent, ruth, session, saved
):
    end_mentoring(session, sent.tom)
    another.sign_in(ruth)
    assert "Tom Okafor began an answer and left it" in text_of(another.get("/queue/"))

    page = another.get(sent.desk)
    assert "You checked first." not in page.text
    page = another.submit(button="Take it over")

    assert page.select_one("#summary").text.strip() == "You checked first."
    assert page.select_one("#comment-1").text.strip() == "Near the door."
    assert page.select_one("#step-1")["value"] == "Write the date"
    assert "Good." in page.select_one("#note-1").text
    assert [one.mentor_id for one in saved(Feedback)] == [ruth.id]
    assert len(saved(LogLine, verb="took over answer")) == 1
    begun.get(sent.desk, status=404)


def test_an_empty_answer_left_behind_is_thrown_away(at_desk, another, sent, ruth, session, saved):
    at_desk.submit()
    end_mentoring(session, sent.tom)
    another.sign_in(ruth)
    another.get(sent.desk)

    another.submit(button="Take it over")

    assert not saved(Feedback)
    another.submit(summary="Mine now")
    assert [one.mentor_id for one in saved(Feedback)] == [ruth.id]


def test_an_answer_whose_mentor_is_still_there_is_not_taken_over(begun, another, sent, ruth, saved):
    another.sign_in(ruth)

    another.post(f"{sent.desk}/taking-over", status=403)

    assert saved(Feedback)[0].mentor_id == sent.tom.id


def test_strangers_and_the_learner_take_nothing_over(begun, another, sent, make, session, saved):
    end_mentoring(session, sent.tom)
    other = make.mentor(sent.programme, name="Of others")
    for person, status in ((other, 404), (sent.amina, 403), (make.person("Paul"), 404)):
        another.sign_in(person)
        another.post(f"{sent.desk}/taking-over", status=status)
    assert saved(Feedback)[0].mentor_id == sent.tom.id


def test_a_mentor_hands_his_answer_over(begun, another, sent, make, saved, work_off, session):
    sara = make.mentor(sent.programme, name="Sara")
    page = begun.get(sent.desk)
    page = begun.get(page.select_one("a[href$='hand-over']")["href"])
    assert "Sara: 0 learners, 0 works wait" in page.text

    page = begun.submit(mentor=str(sara.id))

    assert "Handed over" in text_of(page)
    assert saved(Feedback)[0].mentor_id == sara.id
    assert [len(saved(kind)) for kind in (Mark, Note, Step)] == [1, 1, 1]
    assert len(saved(LogLine, verb="handed answer over")) == 1
    assert len(saved(LogLine, verb="began mentoring")) == 1
    session.commit()
    another.sign_in(sara)
    assert "You checked first." in another.get(sent.desk).text
    begun.get(sent.desk, status=403)
    session.commit()
    work_off()
    assert len(saved(Mail, address=sara.email)) == 1
    assert {mail.address for mail in saved(Mail)} == {sara.email, sent.amina.email}


def test_handing_over_needs_a_choice_and_happens_once(begun, sent, ruth, saved):
    feedback = saved(Feedback)[0]
    address = f"/answers/{feedback.id}/hand-over"
    begun.get(address)
    begun.submit(status=422)
    assert "Choose a mentor." in begun.page.text
    begun.submit(mentor=str(sent.amina.id), status=422)
    page = begun.get(address)

    begun.submit(mentor=str(ruth.id))
    begun.page = page
    begun.submit(mentor=str(ruth.id))

    assert len(saved(LogLine, verb="handed answer over")) == 1


def test_the_coordinator_moves_an_open_answer_and_reads_none_of_it(
    begun, another, sent, make, ruth, session, saved
):
    grace = make.coordinator(sent.programme)
    member = session.query(Membership).filter_by(person_id=sent.amina.id).one()
    member_page = f"/programme/people/{member.id}"
    session.commit()
    another.sign_in(grace)
    page = another.get(member_page)
    assert "Take in a delivery" in page.select_one("#begun").text

    page = another.get(page.select_one("#begun a")["href"])
    assert "You checked first." not in page.text
    another.submit(mentor=str(ruth.id))

    assert saved(Feedback)[0].mentor_id == ruth.id
    another.get(sent.desk, status=404)


def test_the_coordinator_moves_a_learner_with_her_open_answers(
    begun, another, sent, make, session, saved, work_off
):
    grace, sara = make.coordinator(sent.programme), make.mentor(sent.programme, name="Sara")
    member = session.query(Membership).filter_by(person_id=sent.amina.id).one()
    member_page = f"/programme/people/{member.id}"
    session.commit()
    another.sign_in(grace)
    page = another.get(member_page)
    another.get(page.select_one("li a[href$='hand-over']")["href"])

    page = another.submit(mentor=str(sara.id))

    assert page.select_one("h1").text == "Amina Yusuf"
    running = saved(Mentoring, ended_on=None)
    assert [tie.mentor_id for tie in running] == [sara.id]
    assert saved(Feedback)[0].mentor_id == sara.id
    begun.get(sent.desk, status=404)
    session.commit()
    begun.get(f"/learners/{sent.amina.id}", status=404)
    session.commit()
    work_off()
    told = saved(Mail, address=sara.email)
    assert [mail.subject for mail in told] == ["You are a mentor of Amina Yusuf now"]


def test_a_mentor_hands_his_learner_over(at_desk, sent, ruth, saved):
    page = at_desk.get(f"/learners/{sent.amina.id}")
    at_desk.get(page.select_one("a[href$='hand-over']")["href"])

    at_desk.submit(mentor=str(ruth.id))

    assert [tie.mentor_id for tie in saved(Mentoring, ended_on=None)] == [ruth.id]
    assert len(saved(LogLine, verb="ended mentoring")) == 1


def test_nobody_else_hands_over(begun, another, sent, make, ruth, saved, session):
    feedback = saved(Feedback)[0]
    tie = session.query(Mentoring).filter_by(mentor_id=sent.tom.id).one()
    elsewhere = make.coordinator(make.programme("Other House"), "Nina")
    for person in (sent.amina, ruth, elsewhere):
        another.sign_in(person)
        for address in (f"/answers/{feedback.id}/hand-over", f"/mentorings/{tie.id}/hand-over"):
            another.get(address, status=404)
            another.post(address, mentor=str(ruth.id), status=404)


def test_who_left_the_programme_hands_nothing_over(begun, sent, ruth, saved, session):
    feedback = saved(Feedback)[0]
    session.query(Membership).filter_by(person_id=sent.tom.id).one().ended_on = today()
    session.commit()

    begun.post(f"/answers/{feedback.id}/hand-over", mentor=str(ruth.id), status=403)


def test_without_another_mentor_it_says_so(begun, saved):
    page = begun.get(f"/answers/{saved(Feedback)[0].id}/hand-over")

    assert "There is no other mentor" in page.text


def test_a_learner_who_comes_back_on_another_day_is_told_again(
    make, session, sent, work_off, saved
):
    tie = session.query(Mentoring).filter_by(mentor_id=sent.tom.id).one()
    for later in (timedelta(), timedelta(days=1)):
        with standing_at(now() + later):
            jobs.enqueue(session, "feedback.tell_of_learner", subject_id=tie.id)
            session.commit()
            work_off()
            work_off()

    assert len(saved(Notice, person_id=sent.tom.id)) == 2


def test_nobody_is_told_of_an_answer_that_is_given_by_now(make, session, sent, work_off, saved):
    given = make.given(sent.version, sent.tom)
    jobs.enqueue(session, "feedback.tell_of_answer", subject_id=given.id)
    session.commit()
    work_off()

    assert saved(Notice) == []


def test_hand_over_pages_cost_no_more_with_more_mentors(
    make, session, sent, visitor, count_queries
):
    draft = make.feedback(sent.version, sent.tom)
    tie = session.query(Mentoring).filter_by(mentor_id=sent.tom.id).one()
    pages = (f"/answers/{draft.id}/hand-over", f"/mentorings/{tie.id}/hand-over")
    make.mentor(sent.programme, name="Sara")
    visitor.sign_in(sent.tom)
    visitor.get(pages[0])

    def statements():
        counted = []
        for path in pages:
            with count_queries() as seen:
                visitor.get(path)
            counted.append(len(seen))
        return counted

    few = statements()
    for number in range(20):
        make.mentor(sent.programme, make.learner(sent.programme), name=f"Mentor {number}")
    assert statements() == few
    assert max(few) <= 10


def test_a_second_tab_hands_nothing_on_that_was_handed_over_meanwhile(
    begun, another, sent, make, ruth, session, saved
):
    sara, grace = make.mentor(sent.programme, name="Sara"), make.coordinator(sent.programme)
    address = f"/answers/{saved(Feedback)[0].id}/hand-over"
    session.commit()
    another.sign_in(grace)
    first = another.get(address)
    another.submit(mentor=str(ruth.id))
    another.page = first

    another.submit(mentor=str(sara.id), status=409)

    assert saved(Feedback)[0].mentor_id == ruth.id
    assert not [tie for tie in saved(Mentoring) if tie.mentor_id == sara.id]
