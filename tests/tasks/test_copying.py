"""Tasks are copied with their rubrics and questions: shown first, then made whole."""

from datetime import date

import pytest

from portal.models import Criterion, Edition, LogLine, Prompt, Rubric, Skill, Task
from tests.odd import ODD_TEXTS

COPYING = "/programme/tasks/copying"


@pytest.fixture
def harbour(make):
    return make.programme()


@pytest.fixture
def north(make):
    return make.programme("Northside Trades")


@pytest.fixture
def grace(make, visitor, harbour, north):
    """Let her run both programmes, and be in the first of them."""
    person = make.coordinator(harbour)
    make.membership(person, north, "coordinator")
    own = [m for m in make.known(person).memberships if m.programme_id == harbour.id]
    make.session.commit()
    visitor.sign_in(person, membership=own[0])
    return person


@pytest.fixture
def edition(make, harbour):
    found = make.rubric(harbour, "Deliveries", "Labels")
    make.criteria(found)[0].skill_id = make.skill(harbour, "Safe food").id
    make.session.commit()
    return found


@pytest.fixture
def task(make, harbour, edition):
    values = {"kinds": "text\nphoto", "due_on": date(2027, 1, 8), "answer_days": 6}
    return make.task(harbour, edition, **values)


def tasks_in(session, programme):
    session.expire_all()
    return session.query(Task).filter_by(programme_id=programme.id).order_by(Task.created_at).all()


def counts(session):
    return [session.query(kind).count() for kind in (Task, Rubric, Skill, Prompt)]


def look(visitor, **fields):
    visitor.get(COPYING)
    return visitor.submit(**fields, status=422)


def test_a_task_comes_over_with_its_rubric_its_skills_and_its_questions(
    visitor, grace, task, north, make, harbour, session
):
    make.prompt(harbour, "Who helped you?", task_id=task.id)
    make.prompt(harbour, "Anything new?")
    visitor.get("/programme/tasks")
    visitor.get(visitor.page.find("a", string="Copy tasks")["href"])

    page = visitor.submit(task=task.id, to=north.id, first_on="2027-03-01", status=422)
    plan = page.select_one("#plan").text
    assert "This will be made in Northside Trades" in plan
    assert "1 March 2027, with 1 question" in plan.replace("Monday ", "")
    assert "Keeping food safe: made new, looks at 2 things" in plan
    assert "Safe food" in plan
    assert tasks_in(session, north) == []
    session.commit()

    page = visitor.submit(button="Copy them")

    assert page.select_one("h1").text == "Copied into Northside Trades"
    assert "1 task, 1 new rubric." in page.select_one("main").text
    (made,) = tasks_in(session, north)
    assert (made.title, made.words, made.kinds) == (task.title, task.words, "text\nphoto")
    assert (made.due_on, made.answer_days) == (date(2027, 3, 1), 6)
    copy = session.get_one(Edition, made.edition_id)
    assert (copy.number, copy.title, copy.programme_id) == (1, "Keeping food safe", north.id)
    query = session.query(Criterion).filter_by(edition_id=copy.id).order_by(Criterion.position)
    criteria = query.all()
    assert [one.name for one in criteria] == ["Deliveries", "Labels"]
    skill = session.get_one(Skill, criteria[0].skill_id)
    assert (skill.name, skill.programme_id) == ("Safe food", north.id)
    prompts = session.query(Prompt).filter_by(programme_id=north.id).all()
    assert [(one.words, one.task_id) for one in prompts] == [("Who helped you?", made.id)]
    assert session.query(LogLine).filter_by(verb="copied tasks").one().programme_id == north.id


def test_the_first_edition_of_the_copy_has_the_words_of_the_newest(
    visitor, grace, task, harbour, north, make, edition, session
):
    make.sent(make.work(make.learner(harbour), harbour), edition_id=edition.id)
    visitor.get(f"/programme/rubrics/{edition.rubric_id}")
    visitor.submit("main form:not(.inline)", title="Food kept safe")

    look(visitor, task=task.id, to=north.id)
    visitor.submit(button="Copy them")

    (made,) = tasks_in(session, north)
    copy = session.get_one(Edition, made.edition_id)
    assert (copy.number, copy.title, copy.used_at) == (1, "Food kept safe", None)


def test_here_a_task_gets_new_days_and_keeps_its_rubric(
    visitor, grace, task, harbour, edition, make, session
):
    later = make.task(harbour, edition, title="Label the shelf", due_on=date(2027, 1, 18))
    never = make.task(harbour, title="Show anything")
    ids = [later.id, never.id, task.id]

    page = look(visitor, task=ids, to=harbour.id, first_on="1.9.2027")
    assert "is there with the same words, and is used" in page.select_one("#plan").text
    assert "A task with this title is there already" in page.select_one("#plan").text
    visitor.submit(button="Copy them")

    made = tasks_in(session, harbour)[3:]
    assert [(one.title, one.due_on) for one in made] == [
        ("Take in a delivery", date(2027, 9, 1)),
        ("Label the shelf", date(2027, 9, 11)),
        ("Show anything", None),
    ]
    assert [one.edition_id for one in made] == [edition.id, edition.id, None]
    assert session.query(Rubric).count() == 1


def test_without_a_first_day_the_copies_have_none(visitor, grace, task, harbour, session):
    page = look(visitor, task=task.id, to=harbour.id)
    assert "without a day" in page.select_one("#plan").text
    visitor.submit(button="Copy them")

    assert tasks_in(session, harbour)[-1].due_on is None


def test_a_rubric_with_the_same_words_and_skills_alike_is_used_again(
    visitor, grace, task, north, make, session
):
    make.skill(north, "SAFE food")
    for _time in range(2):
        look(visitor, task=task.id, to=north.id)
        visitor.submit(button="Copy them")

    first, second = tasks_in(session, north)
    assert first.edition_id == second.edition_id
    assert counts(session) == [3, 2, 2, 0]


def test_a_rubric_comes_over_by_itself(visitor, grace, edition, north, task, session):
    look(visitor, rubric=edition.rubric_id, to=north.id)
    page = visitor.submit(button="Copy them")

    assert "0 tasks, 1 new rubric." in page.select_one("main").text
    assert session.query(Edition).filter_by(programme_id=north.id).one().title == edition.title


def test_nothing_chosen_and_nonsense_are_said(visitor, grace, task, north, session):
    visitor.get(COPYING)
    page = visitor.submit(to=north.id, status=422)
    assert "Choose a task or a rubric." in page.select_one(".says--wrong").text

    page = visitor.submit(task=["nonsense", task.id], to=north.id, first_on="soon", status=422)
    assert page.select_one("#first_on-wrong")
    assert page.select_one("input[name=task][checked]")["value"] == str(task.id)
    assert page.select_one("#first_on")["value"] == "soon"
    visitor.submit(task=task.id, to="nonsense", first_on="", status=422)
    assert visitor.page.select_one("#to-wrong")
    assert tasks_in(session, north) == []


def test_days_beyond_all_calendars_are_left_out(visitor, grace, harbour, make, session):
    make.task(harbour, title="First", due_on=date(2027, 1, 1))
    make.task(harbour, title="Far", due_on=date(9000, 1, 1))
    visitor.get(f"{COPYING}?all=1")
    visitor.submit(to=harbour.id, first_on="31/12/9999", status=422)
    visitor.submit(button="Copy them")

    assert [one.due_on for one in tasks_in(session, harbour)[2:]] == [date(9999, 12, 31), None]


def test_what_changed_after_it_was_shown_is_shown_again(visitor, grace, task, north, make, session):
    look(visitor, task=task.id, to=north.id)
    kept = session.get_one(Task, task.id)
    kept.title = "Take in two deliveries"
    session.commit()

    page = visitor.submit(button="Copy them", status=422)

    assert "Take in two deliveries" in page.select_one("#plan").text
    assert tasks_in(session, north) == []
    session.commit()
    visitor.submit(button="Copy them")
    assert tasks_in(session, north)[0].title == "Take in two deliveries"


def test_the_same_copy_twice_is_one(visitor, grace, task, north, session):
    page = look(visitor, task=task.id, to=north.id)
    visitor.submit(button="Copy them", follow=False)
    first, visitor.page = visitor.location, page

    visitor.submit(button="Copy them", follow=False)

    assert visitor.location == first != ""
    assert len(tasks_in(session, north)) == 1


def test_the_wall_between_programmes_holds(visitor, grace, another, task, north, make, session):
    other = make.programme("Other House")
    foreign = make.task(other, make.rubric(other, "Secret"), title="Secret task")
    rubric_id = session.get_one(Edition, foreign.edition_id).rubric_id
    look(visitor, task=task.id, to=other.id)
    assert visitor.page.select_one("#to-wrong")

    page = look(visitor, task=foreign.id, rubric=rubric_id, to=north.id)
    assert "Secret" not in page.select_one("#plan").text
    visitor.submit(button="Copy them", status=422)
    assert tasks_in(session, north) == []


def test_only_a_coordinator_copies(visitor, another, grace, make, harbour, north, task):
    look(visitor, task=task.id, to=north.id)
    visitor.submit(button="Copy them", follow=False)
    done = visitor.location
    learner = make.learner(harbour)
    another.sign_in(learner)
    another.get(COPYING, status=403)
    another.post(COPYING, task=task.id, to=harbour.id, status=403)

    another.sign_in(make.coordinator(harbour, "Nina"))
    another.get(done, status=404)
    another.post(COPYING, task=task.id, to=north.id, status=422)


@pytest.mark.parametrize("words", ODD_TEXTS)
def test_odd_titles_come_over_as_they_are(visitor, grace, make, harbour, north, session, words):
    task = make.task(harbour, title=words, words=words * 20)
    look(visitor, task=task.id, to=north.id)
    visitor.submit(button="Copy them")

    (made,) = tasks_in(session, north)
    assert (made.title, made.words) == (words, words * 20)


def test_more_tasks_and_rubrics_cost_no_more_statements(
    visitor, grace, make, harbour, north, edition, task, count_queries
):
    look(visitor, task=task.id, to=north.id)
    with count_queries() as few:
        visitor.submit(button="Look again", status=422)
    with count_queries() as few_to_choose:
        visitor.get(COPYING)
    for number in range(20):
        make.task(harbour, make.rubric(harbour, f"Thing {number}", title=f"Rubric {number}"))
    visitor.get(f"{COPYING}?all=1")
    with count_queries() as many:
        visitor.submit(to=north.id, status=422)
    with count_queries() as many_to_choose:
        visitor.get(COPYING)

    assert len(visitor.page.select("input[name=task]")) == 21
    assert len(many) == len(few) <= 12
    assert len(many_to_choose) == len(few_to_choose) <= 10
