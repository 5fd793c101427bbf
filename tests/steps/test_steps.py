"""Steps: seen, done, and with what."""

import pytest

from portal.clock import today
from portal.models import Step
from tests.odd import ODD_TEXTS


@pytest.fixture
def harbour(make):
    return make.programme()


@pytest.fixture
def amina(make, harbour):
    return make.learner(harbour)


@pytest.fixture
def tom(make, harbour, amina):
    return make.mentor(harbour, amina)


def step_of_answer(make, amina, tom, harbour, *, given=True):
    version = make.sent(make.work(amina, harbour))
    answer = make.given(version, tom) if given else make.feedback(version, tom)
    return make.step(amina, programme_id=harbour.id, feedback_id=answer.id)


def test_a_learner_adds_a_step_of_her_own(visitor, amina):
    visitor.sign_in(amina)
    visitor.get("/steps/")

    page = visitor.submit(words="Ask Maria about the fridge", due_on="27/11/2026")

    assert "Ask Maria about the fridge" in page.select_one(".list li").text


def test_a_step_without_words_is_asked_for(visitor, amina):
    visitor.sign_in(amina)
    visitor.get("/steps/")

    page = visitor.submit(words="  ", due_on="soon", status=422)

    assert page.select_one("#words-wrong").text == "Enter what you will do"
    assert "27/11/2026" in page.select_one("#due_on-wrong").text


def test_a_step_is_done_and_with_what(visitor, amina, make, harbour, session):
    work = make.work(amina, harbour)
    step = make.step(amina)
    visitor.sign_in(amina)
    visitor.get("/steps/")

    visitor.submit(button="I have done it")
    visitor.submit(done_words="I wrote it on every tray.", done_work=work.id, button="Keep it")

    session.expire_all()
    kept = session.get(Step, step.id)
    assert (kept.done_words, kept.done_work_id) == ("I wrote it on every tray.", work.id)
    assert kept.done_at is not None


def test_a_step_done_twice_is_done_once(visitor, amina, make, session):
    step = make.step(amina)
    visitor.sign_in(amina)
    visitor.post(f"/steps/{step.id}/completion")
    session.expire_all()
    first = session.get(Step, step.id).done_at
    session.commit()

    visitor.post(f"/steps/{step.id}/completion")

    session.expire_all()
    assert session.get(Step, step.id).done_at == first


def test_a_step_can_be_opened_again(visitor, amina, make):
    step = make.step(amina)
    visitor.sign_in(amina)
    visitor.post(f"/steps/{step.id}/completion")
    visitor.get(f"/steps/{step.id}")

    page = visitor.submit("form[action$=reopening]")

    assert page.select_one(".state").text == "open"


def test_a_step_of_an_answer_is_nobodys_before_it_is_given(visitor, amina, tom, make, harbour):
    step = step_of_answer(make, amina, tom, harbour, given=False)
    visitor.sign_in(amina)

    assert not visitor.get("/steps/").select(f"#step-{step.id}")
    visitor.get(f"/steps/{step.id}", status=404)
    visitor.post(f"/steps/{step.id}/completion", status=404)


def test_the_words_of_a_mentors_step_stay_his(visitor, amina, tom, make, harbour):
    step = step_of_answer(make, amina, tom, harbour)
    visitor.sign_in(amina)

    visitor.post(f"/steps/{step.id}", words="Other", stamp=1, status=403)


def test_her_mentor_sees_a_step_of_his_answer_and_may_not_do_it(visitor, amina, tom, make, harbour):
    step = step_of_answer(make, amina, tom, harbour)
    visitor.sign_in(tom)

    visitor.get(f"/steps/{step.id}")
    visitor.post(f"/steps/{step.id}/completion", status=403)


def test_nobody_else_sees_it(visitor, amina, make, harbour):
    own = make.step(amina)
    visitor.sign_in(make.mentor(harbour))

    visitor.get(f"/steps/{own.id}", status=404)
    visitor.post(f"/steps/{own.id}/completion", status=404)


def test_two_tabs_overwrite_nothing(visitor, amina, make):
    step = make.step(amina, due_on=today())
    visitor.sign_in(amina)
    stale = visitor.get(f"/steps/{step.id}")
    visitor.submit(f"form[action='/steps/{step.id}']", words="From the first tab")
    visitor.page = stale

    page = visitor.submit(
        f"form[action='/steps/{step.id}']", words="From the second tab", status=409
    )

    assert "From the first tab" in page.text


@pytest.mark.parametrize("words", ODD_TEXTS)
def test_odd_words_come_back_as_they_were(visitor, amina, words):
    visitor.sign_in(amina)
    visitor.get("/steps/")

    page = visitor.submit(words=words[:300])

    assert " ".join(words[:300].split())[:40] in " ".join(page.text.split())


def test_more_steps_cost_no_more_statements(visitor, amina, tom, make, harbour, count_queries):
    step_of_answer(make, amina, tom, harbour)
    visitor.sign_in(amina)
    visitor.get("/steps/")
    with count_queries() as few:
        visitor.get("/steps/")
    for number in range(20):
        make.step(amina, words=f"Step {number}")

    with count_queries() as many:
        visitor.get("/steps/")

    assert len(many) == len(few) <= 10
