"""A learner is told when the day of a promised answer moves."""

from datetime import timedelta

import pytest

from portal.blueprints.feedback.actions import hand_over_learner
from portal.blueprints.feedback.actions.days import come_back, go_away
from portal.clock import today
from portal.models import Away, Mentoring, Person, Work

DAY = timedelta(days=1)


@pytest.fixture
def waiting(make, kitchen, session):
    work = make.work(kitchen.amina, kitchen.programme)
    make.sent(work)
    work.promised_on = today() + 4 * DAY
    kitchen.programme.answer_days = 4
    session.commit()
    return work


def away(session, kitchen, first, last):
    tom = session.get(Person, kitchen.tom.id)
    days = {"starts_on": today() + first * DAY, "ends_on": today() + last * DAY}
    go_away(session, tom, kitchen.programme.id, **days)
    session.commit()


def of_amina(notices, kitchen):
    return [notice for notice in notices() if notice.person_id == kitchen.amina.id]


def test_she_is_told_the_new_day_once_when_her_mentor_goes_away(
    session, kitchen, waiting, work_off, notices, mails
):
    away(session, kitchen, 1, 6)
    work_off()
    away(session, kitchen, 1, 6)
    work_off()

    (told,) = of_amina(notices, kitchen)
    day = session.get(Work, waiting.id).promised_on
    session.commit()
    assert day > today() + 4 * DAY
    assert (told.path, told.says["day"]) == (f"/work/{waiting.id}", day.isoformat())
    (mail,) = mails()
    assert mail.subject == f"An answer is promised by another day now: {waiting.title}"
    assert "promised by" in mail.body


def test_days_that_move_nothing_are_no_news(session, kitchen, waiting, work_off, notices):
    away(session, kitchen, 30, 40)
    work_off()

    assert of_amina(notices, kitchen) == []


def test_moved_there_and_back_in_one_go_she_hears_the_day_that_counts(
    session, kitchen, waiting, work_off, notices
):
    away(session, kitchen, 1, 6)
    come_back(session, session.query(Away).one())
    session.commit()
    work_off()

    days = {notice.says["day"] for notice in of_amina(notices, kitchen)}
    assert days <= {(today() + 4 * DAY).isoformat()}


def test_a_hand_over_to_who_is_here_moves_it_back(
    session, make, kitchen, waiting, work_off, notices
):
    away(session, kitchen, 1, 6)
    work_off()
    other = make.mentor(kitchen.programme, name="Ines")
    tie = session.query(Mentoring).filter_by(mentor_id=kitchen.tom.id).one()
    hand_over_learner(session, tie, to_id=other.id, by=session.get(Person, kitchen.tom.id))
    session.commit()
    work_off()

    assert len(of_amina(notices, kitchen)) == 2
    assert of_amina(notices, kitchen)[-1].says["day"] == (today() + 4 * DAY).isoformat()


def test_an_answer_that_came_meanwhile_is_the_better_news(
    session, make, kitchen, waiting, work_off, notices
):
    away(session, kitchen, 1, 6)
    session.get(Work, waiting.id).state = "achieved"
    session.commit()
    work_off()

    assert of_amina(notices, kitchen) == []
