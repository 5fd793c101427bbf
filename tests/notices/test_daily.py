"""What a new day brings: steps, links and promises, each once, by the day where she lives."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.blueprints.notices.daily import ask_for_daily_news, find_news
from portal.clock import now, standing_at, today
from portal.housekeeping import sweep
from portal.models import Feedback, Job, Mentoring, Share, Step

DAY = timedelta(days=1)


@pytest.fixture
def new_day(session, work_off):
    """Let the hourly job run, and all that it asks for."""

    def run():
        session.commit()
        ask_for_daily_news(session)
        session.commit()
        work_off()

    return run


@pytest.fixture
def told(notices):
    """Say who was told of what."""

    def read():
        return sorted((notice.kind, notice.path) for notice in notices())

    return read


def test_a_step_due_tomorrow_is_told_once(make, kitchen, new_day, told, mails):
    step = make.step(kitchen.amina, due_on=today("Europe/London") + DAY)
    make.step(kitchen.amina, due_on=today("Europe/London"))
    make.step(kitchen.amina, due_on=today("Europe/London") + 2 * DAY)
    make.step(kitchen.amina, due_on=today("Europe/London") + DAY, done_at=now())
    for _hour in range(3):
        new_day()

    assert told() == [("step_due", f"/steps/{step.id}")]
    (mail,) = mails()
    assert step.words not in mail.body
    assert f"/steps/{step.id}" in mail.body


def test_tomorrow_is_tomorrow_where_she_lives(make, kitchen, new_day, told, session):
    kiritimati = make.learner(kitchen.programme, zone="Pacific/Kiritimati")
    honolulu = make.learner(kitchen.programme, zone="Pacific/Honolulu")
    noon = datetime.combine(today(), datetime.min.time(), UTC) + timedelta(days=30, hours=12)
    there = make.step(kiritimati, due_on=noon.date() + 2 * DAY)
    here = make.step(honolulu, due_on=noon.date() + DAY)
    with standing_at(noon):
        new_day()

    assert told() == sorted(("step_due", f"/steps/{step.id}") for step in (there, here))


def test_a_step_of_an_answer_that_is_not_given_is_nobodys_news(make, kitchen, new_day, told):
    work = make.work(kitchen.amina, kitchen.programme)
    draft = make.feedback(make.sent(work), kitchen.tom)
    make.step(
        kitchen.amina,
        due_on=today("Europe/London") + DAY,
        feedback_id=draft.id,
        programme_id=kitchen.programme.id,
    )
    new_day()

    assert told() == []


def test_a_step_with_another_day_is_told_again(make, kitchen, new_day, told, session):
    step = make.step(kitchen.amina, due_on=today("Europe/London") + DAY)
    new_day()
    session.get(Step, step.id).due_on += DAY
    session.commit()
    with standing_at(now() + DAY):
        new_day()

    assert len(told()) == 2


def test_a_step_done_in_the_night_is_not_mailed_in_the_morning(
    make, kitchen, new_day, session, work_off, mails
):
    amina = kitchen.amina
    amina.quiet_from, amina.quiet_to = 20 * 60, 8 * 60
    session.commit()
    midnight = datetime(2026, 12, 1, 0, 10, tzinfo=UTC)
    step = make.step(amina, due_on=midnight.date() + DAY)
    with standing_at(midnight):
        new_day()
    session.get(Step, step.id).done_at = now()
    session.commit()
    with standing_at(midnight.replace(hour=8)):
        work_off()

    assert mails() == []


def test_a_link_that_ends_in_a_week_is_told_once(make, kitchen, new_day, told, session):
    here, portfolio = today("Europe/London"), make.portfolio(kitchen.amina)
    long_ago = {"created_at": now() - 20 * DAY, "portfolio_id": portfolio.id}
    share = make.share(kitchen.amina, "one", ends_on=here + 7 * DAY, **long_ago)
    make.share(kitchen.amina, "two", ends_on=here + 9 * DAY, **long_ago)
    make.share(kitchen.amina, "off", ends_on=here + 7 * DAY, off_at=now(), **long_ago)
    make.share(kitchen.amina, "new", ends_on=here + 7 * DAY, portfolio_id=portfolio.id)
    new_day()
    with standing_at(now() + DAY):
        new_day()

    assert ("link_ends", f"/portfolio/links/{share.id}") in told()
    assert len([path for _kind, path in told() if str(share.id) in path]) == 1
    assert session.query(Share).count() == 4


@pytest.fixture
def waiting(make, kitchen, session):
    """A sent version whose answer is promised by a day counted from today."""

    def send(days):
        work = make.work(kitchen.amina, kitchen.programme)
        version = make.sent(work)
        work.promised_on = today("Europe/London") + days * DAY
        session.commit()
        return version

    return send


def test_a_promise_is_told_the_day_before_and_after(kitchen, new_day, told, waiting, mails):
    version = waiting(1)
    new_day()
    new_day()
    assert told() == [("promise", f"/queue/{version.id}")]

    with standing_at(now() + 2 * DAY):
        new_day()
        new_day()
    assert told() == [("promise", f"/queue/{version.id}")] * 2
    assert [mail.subject.partition(":")[0] for mail in mails()] == [
        "An answer is due tomorrow",
        "The promised day has passed",
    ]
    assert {mail.address for mail in mails()} == {kitchen.tom.email}


@pytest.mark.parametrize("days", [2, 5, 0, -4])
def test_a_promise_of_another_day_is_no_news(new_day, told, waiting, days):
    waiting(days)
    new_day()

    assert told() == []


def test_a_former_mentor_hears_of_no_promise(new_day, told, waiting, session):
    waiting(1)
    session.query(Mentoring).one().ended_on = today()
    new_day()

    assert told() == []


def test_only_the_mentor_who_has_begun_is_told(make, kitchen, new_day, notices, waiting):
    other = make.mentor(kitchen.programme, kitchen.amina, name="Ines")
    make.feedback(waiting(1), other)
    new_day()

    assert [notice.person_id for notice in notices()] == [other.id]


def test_an_answer_that_was_given_is_at_no_risk(make, kitchen, new_day, told, waiting, session):
    make.given(waiting(1), kitchen.tom)
    new_day()

    assert told() == []
    assert session.query(Feedback).count() == 1


def test_more_people_cost_no_more_statements_to_find(
    make, kitchen, count_queries, waiting, session
):
    def statements():
        session.expire_all()
        with count_queries() as seen:
            assert find_news(session)
        session.commit()
        return len(seen)

    waiting(1)
    few = statements()
    for number in range(20):
        waiting(1)
        make.step(
            make.learner(kitchen.programme, f"L{number}"), due_on=today("Europe/London") + DAY
        )

    assert statements() == few


def test_the_hourly_round_asks_for_the_news_of_the_day_once(tools, session, app):
    with app.app_context():
        sweep(tools)
        sweep(tools)

    assert session.query(Job).filter_by(kind="notices.daily").count() == 1


def test_new_work_is_told_to_her_mentors_and_not_when_taken_back(
    visitor, another, make, kitchen, work_off, mails, session
):
    work = make.work(kitchen.amina, kitchen.programme)
    make.draft(work)
    visitor.sign_in(kitchen.amina)
    visitor.get(f"/work/{work.id}/versions/1/sending")
    visitor.submit(button="Send it")
    visitor.post(f"/work/{work.id}/versions/1/taking-back")
    work_off()
    assert kitchen.tom.email not in {mail.address for mail in mails()}

    visitor.get(f"/work/{work.id}/versions/1/sending")
    visitor.submit(button="Send it")
    work_off()
    (mail,) = [mail for mail in mails() if mail.address == kitchen.tom.email]
    assert mail.subject == f"{kitchen.amina.name} sent: {work.title}"
    assert "The van came" not in mail.body
    assert "/queue/" in mail.body
