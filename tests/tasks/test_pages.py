"""Tasks: what a coordinator writes, and what a learner reads and starts."""

from datetime import date, timedelta

import pytest

from portal.clock import today
from portal.models import Edition, LogLine, Task

RIGHT = {"title": "Take in a delivery", "words": "From the van to the shelf."}


@pytest.fixture
def programme(make):
    return make.programme()


@pytest.fixture
def grace(make, visitor, programme):
    person = make.coordinator(programme)
    visitor.sign_in(person)
    return person


@pytest.fixture
def edition(make, programme):
    found = make.rubric(programme)
    make.session.commit()
    return found


def test_a_task_is_written(visitor, grace, edition, session):
    visitor.get("/programme/tasks")
    visitor.get(visitor.page.select_one("main a.button")["href"])

    page = visitor.submit(
        **RIGHT,
        kinds="text\nphoto of the list",
        rubric=edition.rubric_id,
        due_on="27.11.2027",
        answer_days="6",
    )

    task = session.query(Task).one()
    assert (task.edition_id, task.due_on, task.answer_days) == (edition.id, date(2027, 11, 27), 6)
    assert "Keeping food safe" in page.select_one(".list").text
    assert session.query(LogLine).filter_by(verb="made task").one().person_id == grace.id


def test_a_task_needs_no_rubric_and_no_day(visitor, grace, session):
    visitor.get("/programme/tasks/new")
    visitor.submit(**RIGHT)

    task = session.query(Task).one()
    assert (task.edition_id, task.due_on, task.answer_days) == (None, None, None)


@pytest.mark.parametrize(
    ("fields", "box"),
    [
        ({"title": ""}, "title"),
        ({"words": "\n"}, "words"),
        ({"due_on": "soon"}, "due_on"),
        ({"answer_days": "100"}, "answer_days"),
        ({"rubric": "nonsense"}, "rubric"),
    ],
)
def test_what_is_wrong_is_said_beside_its_box_and_the_rest_kept(
    visitor, grace, session, fields, box
):
    visitor.get("/programme/tasks/new")

    page = visitor.submit(**(RIGHT | {"kinds": "a film"} | fields), status=422)

    assert page.select_one(f"#{box}-wrong")
    assert page.select_one("#kinds").text.strip() == "a film"
    assert session.query(Task).count() == 0


def test_a_task_is_changed_and_takes_the_newest_edition(
    visitor, grace, make, programme, edition, session
):
    task = make.task(programme, edition)
    newest = make.keep(
        Edition(
            programme_id=programme.id, rubric_id=edition.rubric_id, number=2, title="Newer title"
        )
    )
    visitor.get(f"/programme/tasks/{task.id}")
    assert visitor.page.select_one("#rubric option[selected]")["value"] == str(edition.rubric_id)

    visitor.submit(title="Take in two deliveries")

    kept = session.get(Task, task.id, populate_existing=True)
    assert (kept.title, kept.edition_id) == ("Take in two deliveries", newest.id)


def test_two_tabs_overwrite_nothing_and_the_same_form_twice_is_one(
    visitor, grace, make, programme, session
):
    task = make.task(programme)
    stale = visitor.get(f"/programme/tasks/{task.id}")
    visitor.submit(title="First")
    visitor.page = stale
    visitor.submit(title="First")
    visitor.page = stale

    visitor.submit(title="Second", status=409)

    kept = session.get(Task, task.id, populate_existing=True)
    assert (kept.title, kept.stamp) == ("First", 2)
    session.commit()
    visitor.submit(button="Keep what I typed")
    assert session.get(Task, task.id, populate_existing=True).title == "Second"


def test_a_new_task_sent_twice_is_one_task(visitor, grace, session):
    first = visitor.get("/programme/tasks/new")
    visitor.submit(**RIGHT)
    visitor.page = first
    visitor.submit(**RIGHT)

    assert session.query(Task).count() == 1


def test_odd_words_come_back_as_typed(visitor, grace, session):
    odd = 'א "x" <script>1</script>\n\n😀 ' * 600
    visitor.get("/programme/tasks/new")
    visitor.submit(title="Odd", words=odd, status=422)
    assert len(visitor.page.select_one("#words").text) > 15_000
    visitor.submit(words=odd[:5000])
    task = session.query(Task).one()
    session.commit()

    page = visitor.get(f"/tasks/{task.id}")
    assert "<script>1</script>" in page.select_one("main").text
    assert not page.select("main script")


def test_a_learner_reads_what_is_asked_and_what_is_looked_at(visitor, make, programme, edition):
    task = make.task(programme, edition, kinds="text\n\nphoto", due_on=today() + timedelta(days=3))
    visitor.sign_in(make.learner(programme))
    page = visitor.get("/tasks/")
    assert "not begun" in page.select_one(".list").text

    page = visitor.get(page.select_one(".list a")["href"])

    assert page.select_one("h1").text == task.title
    assert [item.text for item in page.select("main ul li")] == ["text", "photo"]
    assert len(page.select(".card")) == 2
    assert page.select(".ladder")[0].li.b.text == "Not yet"
    form = page.select_one("main form")
    assert (form["action"], form.select_one("input[name=task_id]")["value"]) == (
        "/work/",
        str(task.id),
    )
    assert not page.select("a[href^='/programme']")


def test_work_that_was_begun_is_led_to(visitor, make, programme):
    task = make.task(programme)
    amina = make.learner(programme)
    work = make.work(amina, programme, task=task)
    make.draft(work)
    visitor.sign_in(amina)

    assert "draft" in visitor.get("/tasks/").select_one(".list").text
    page = visitor.get(f"/tasks/{task.id}")
    assert page.select_one("main a.button")["href"] == f"/work/{work.id}"
    assert not page.select("main form")


def test_a_mentor_reads_it_but_starts_nothing(visitor, make, programme):
    task = make.task(programme)
    visitor.sign_in(make.mentor(programme))

    assert not visitor.get(f"/tasks/{task.id}").select("main form")


@pytest.mark.parametrize("role", ["learner", "mentor"])
def test_only_a_coordinator_writes_tasks(visitor, make, programme, role):
    task = make.task(programme)
    visitor.sign_in(getattr(make, role)(programme))

    for path in ("/programme/tasks/new", f"/programme/tasks/{task.id}"):
        visitor.get(path, status=403)
        visitor.post(path, **RIGHT, status=403)
        visitor.get("/settings")
    visitor.get("/programme/tasks", status=403)


def test_tasks_and_rubrics_of_another_programme_are_never_seen(visitor, grace, make, session):
    other = make.programme("Northside College")
    foreign = make.rubric(other, title="Foreign rubric")
    session.commit()
    task = make.task(other, title="Foreign task")

    for path in ("/programme/tasks", "/tasks/", "/programme/tasks/new"):
        assert "Foreign" not in visitor.get(path).text
    visitor.submit(**RIGHT, rubric=foreign.rubric_id, status=422)
    visitor.get(f"/tasks/{task.id}", status=404)
    visitor.get(f"/programme/tasks/{task.id}", status=404)
    visitor.get("/settings")
    visitor.post(f"/programme/tasks/{task.id}", **RIGHT, status=404)


@pytest.mark.parametrize("path", ["/programme/tasks", "/tasks/"])
def test_more_tasks_go_on_more_pages_and_cost_no_more_statements(
    visitor, grace, make, programme, edition, count_queries, path
):
    make.task(programme, edition)
    visitor.get(path)
    with count_queries() as few:
        visitor.get(path)
    for number in range(55):
        make.task(programme, edition, title=f"Task {number}")
    with count_queries() as many:
        page = visitor.get(path)

    assert len(many) == len(few) <= 10
    assert len(page.select(".list > li")) == 50
    page = visitor.get(page.select_one("main p a.button[href*=page]")["href"])
    assert len(page.select(".list > li")) == 6
