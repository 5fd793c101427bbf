"""The list of works, and beginning one."""

import pytest

from portal.models import Version, Work


def test_something_she_made_becomes_a_work_with_a_draft(visitor, kitchen, session):
    visitor.sign_in(kitchen.amina)
    visitor.get("/work/")

    visitor.submit(title="Bread for the café")

    work = session.query(Work).one()
    assert visitor.path == f"/work/{work.id}/versions/1/draft"
    assert (work.title, work.state, work.task_id) == ("Bread for the café", "draft", None)


def test_a_task_begun_before_leads_to_that_work(visitor, kitchen, session):
    visitor.sign_in(kitchen.amina)
    visitor.post("/work/", task_id=kitchen.task.id)
    first = visitor.location

    visitor.post("/work/", task_id=kitchen.task.id)

    assert visitor.location == first
    assert session.query(Work).one().title == kitchen.task.title
    assert session.query(Version).one().edition_id == kitchen.edition.id


def test_the_same_form_twice_is_one_work(visitor, kitchen, session):
    visitor.sign_in(kitchen.amina)
    page = visitor.get("/work/")
    visitor.submit(title="Bread")
    visitor.page = page
    visitor.submit(title="Bread")

    assert session.query(Work).count() == 1


def test_a_name_is_asked_for(visitor, kitchen):
    visitor.sign_in(kitchen.amina)
    visitor.get("/work/")

    page = visitor.submit(title="  ", status=422)

    assert "few words" in page.select_one("#title-wrong").text


@pytest.mark.parametrize("task_id", ["", "no id", "0198c0de-0000-7000-8000-000000000000"])
def test_a_task_that_is_not_there_is_said(visitor, kitchen, task_id):
    visitor.sign_in(kitchen.amina)

    page = visitor.post("/work/", task_id=task_id, status=422)

    assert "not there any more" in page.select_one("#title-wrong").text


def test_a_task_of_another_programme_is_not_there(visitor, kitchen, make):
    other = make.programme("Elsewhere")
    visitor.sign_in(kitchen.amina)

    visitor.post("/work/", task_id=make.task(other).id, status=422)


def test_a_mentor_begins_no_work(visitor, kitchen):
    visitor.sign_in(kitchen.tom)
    page = visitor.get("/work/")
    assert not page.select("main form")

    visitor.post("/work/", title="Mine", status=403)


def test_the_list_says_how_far_each_work_is(visitor, kitchen, make):
    amina, tom = kitchen.amina, kitchen.tom
    waiting = make.work(amina, kitchen.programme, title="Waiting")
    make.sent(waiting)
    back = make.work(amina, kitchen.programme, title="Came back")
    make.given(make.sent(back), tom)
    make.draft(back, number=2)
    visitor.sign_in(amina)

    page = visitor.get("/work/")

    lines = {item.bdi.text: " ".join(item.text.split()) for item in page.select("main .list > li")}
    assert "Answer promised by" in lines["Waiting"]
    assert "Draft of version 2" in lines["Came back"]
    assert "Answer to version 1, today new" in lines["Came back"]


def test_twenty_more_works_cost_no_more_statements(visitor, kitchen, make, count_queries):
    visitor.sign_in(kitchen.amina)

    def cost():
        with count_queries() as seen:
            visitor.get("/work/")
        return len(seen)

    make.sent(make.work(kitchen.amina, kitchen.programme))
    visitor.get("/work/")
    before = cost()
    for number in range(20):
        make.sent(make.work(kitchen.amina, kitchen.programme, title=f"Work {number}"))

    assert cost() == before <= 10
    assert len(visitor.page.select("main .list > li")) == 20
    visitor.get(visitor.page.select_one("a[href^='/work/?skip']")["href"])
    assert len(visitor.page.select("main .list > li")) == 1


def test_a_stranger_finds_nothing(visitor, another, kitchen, draft, make, at):
    visitor.sign_in(make.learner(kitchen.programme, "Bo"))
    another.sign_in(kitchen.tom)
    for who in (visitor, another):
        who.get(f"/work/{draft.work_id}", status=404)
        who.get(at, status=404)
        who.get(f"{at}/draft", status=404)
        who.get(f"{at}/sending", status=404)
        who.post(f"{at}/draft", text="mine", status=404)
        who.post(f"{at}/sending", status=404)


def test_a_mentor_sees_sent_work_and_may_not_change_it(visitor, kitchen, make):
    work = make.work(kitchen.amina, kitchen.programme)
    version = make.sent(work, "Raw chicken goes to the bottom.")
    visitor.sign_in(kitchen.tom)

    page = visitor.get(f"/work/{work.id}")
    assert page.select_one(f"a[href='/queue/{version.id}']")
    assert "Receipt" not in page.text
    assert "Raw chicken" in visitor.get(f"/work/{work.id}/versions/1").text
    for path in ("draft", "sending"):
        visitor.get(f"/work/{work.id}/versions/1/{path}", status=403)
        visitor.post(f"/work/{work.id}/versions/1/{path}", text="x", status=403)
    visitor.post(f"/work/{work.id}/versions/1/taking-back", status=403)
    visitor.post(f"/work/{work.id}/versions/", status=403)


def test_a_mentor_does_not_see_the_next_draft(visitor, kitchen, make):
    work = make.work(kitchen.amina, kitchen.programme)
    make.given(make.sent(work), kitchen.tom)
    make.draft(work, "Nobody's business yet", number=2)
    visitor.sign_in(kitchen.tom)

    page = visitor.get(f"/work/{work.id}")

    assert "Version 2" not in page.text
    visitor.get(f"/work/{work.id}/versions/2", status=404)
    visitor.get(f"/work/{work.id}/versions/2/comparison", status=404)


def test_the_next_version_starts_as_a_copy(visitor, kitchen, make, session):
    work = make.work(kitchen.amina, kitchen.programme, task=kitchen.task)
    photo = make.photo(kitchen.amina)
    first = make.draft(work, edition_id=kitchen.edition.id, changed="nothing")
    make.attach(first, photo, alt="Trays on a shelf")
    first.sent_at, first.digest, first.receipt = first.saved_at, "0" * 64, "TEST-0001"
    make.given(first, kitchen.tom)
    visitor.sign_in(kitchen.amina)
    visitor.get(f"/work/{work.id}")

    page = visitor.submit(button="Start version 2")

    assert visitor.path == f"/work/{work.id}/versions/2/draft"
    assert page.select_one("#text").text.strip() == first.source
    assert page.select_one("#changed").text.strip() == ""
    assert page.select_one(f"#alt-{photo.id}")["value"] == "Trays on a shelf"
    visitor.post(f"/work/{work.id}/versions/")
    assert visitor.location == f"/work/{work.id}/versions/2/draft"
    assert session.query(Version).count() == 2


def test_marks_by_other_words_stay_behind(visitor, kitchen, make, session):
    from portal.models import SelfMark

    work = make.work(kitchen.amina, kitchen.programme, task=kitchen.task)
    old = make.rubric(kitchen.programme, "Older words")
    first = make.draft(work, edition_id=old.id)
    criterion = make.criterion(old, "Another", 9)
    session.refresh(criterion, ["levels"])
    make.keep(
        SelfMark(
            version_id=first.id,
            criterion_id=criterion.id,
            level_id=criterion.levels[0].id,
            programme_id=kitchen.programme.id,
        )
    )
    first.sent_at, first.digest, first.receipt = first.saved_at, "0" * 64, "TEST-0001"
    make.given(first, kitchen.tom)
    visitor.sign_in(kitchen.amina)

    visitor.post(f"/work/{work.id}/versions/")

    second = session.query(Version).filter_by(number=2).one()
    assert second.edition_id == kitchen.edition.id
    assert session.query(SelfMark).filter_by(version_id=second.id).count() == 0


def test_no_next_version_without_an_answer(visitor, kitchen, make):
    work = make.work(kitchen.amina, kitchen.programme)
    make.sent(work)
    visitor.sign_in(kitchen.amina)

    visitor.post(f"/work/{work.id}/versions/", status=403)


@pytest.mark.parametrize("path", ["", "/versions/1", "/versions/1/draft", "/versions/1/sending"])
def test_every_page_of_a_work_costs_few_statements(
    visitor, kitchen, draft, make, count_queries, path
):
    for position in range(1, 6):
        make.attach(draft, make.photo(kitchen.amina), position=position)
    visitor.sign_in(kitchen.amina)
    visitor.get("/work/")

    with count_queries() as seen:
        visitor.get(f"/work/{draft.work_id}{path}")

    assert len(seen) <= 10


def test_who_can_see_it_is_said_and_true(visitor, another, kitchen, make, session):
    work = make.work(kitchen.amina, kitchen.programme)
    version = make.sent(work)
    make.mentor(kitchen.programme, kitchen.amina, name="Ruth Penhale")
    visitor.sign_in(kitchen.amina)
    another.sign_in(kitchen.tom)

    def words(who):
        page = who.get(f"/work/{work.id}")
        said = str(page.select_one("main .seen").contents[0]).strip()
        return said.replace("\u2068", "").replace("\u2069", "")

    assert words(visitor) == "What you sent can be seen by you, Tom Okafor and Ruth Penhale."
    page = make.page(make.portfolio(kitchen.amina))
    piece = make.piece(page, version_id=version.id)
    make.share(kitchen.amina, "one secret", piece_id=piece.id, label="Bakery job")
    make.share(kitchen.amina, "another", page_id=page.id, label="Café")
    make.share(kitchen.amina, "a third", page_id=page.id, label="Off", off_at=version.saved_at)
    assert words(visitor).endswith("Also by everybody who has your link: Bakery job and Café.")
    assert "Bakery" not in words(another)
    assert "by whom the learner shows it to" in words(another)


def test_a_long_text_is_folded(visitor, kitchen, make):
    work = make.work(kitchen.amina, kitchen.programme)
    text = "\n\n".join(f"Paragraph {number}. " + "word " * 100 for number in range(30))
    html = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    make.sent(work, text, html=html)
    visitor.sign_in(kitchen.tom)

    page = visitor.get(f"/work/{work.id}/versions/1")

    assert "Paragraph 1." not in page.select_one("main details").text
    assert "Paragraph 29." in page.select_one("main details").text
