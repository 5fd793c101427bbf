"""The learners of a mentor."""

from datetime import timedelta

from portal.clock import now, today


def test_his_learners_with_how_their_works_stand(visitor, make, send, sent, session):
    amina = session.merge(sent.amina)
    amina.seen_on = today() - timedelta(days=20)
    session.commit()
    make.given(send(sent.amina, sent.programme)[0], sent.tom, outcome="achieved")
    make.draft(make.work(sent.amina, sent.programme))
    make.learner(sent.programme, "Not his")
    visitor.sign_in(sent.tom)

    page = visitor.get("/learners/")

    (line,) = [" ".join(li.text.split()) for li in page.select("#learners li")]
    assert line.startswith("Amina Yusuf 1 waits for you 1 achieved. Quiet for two weeks.")


def test_all_versions_of_a_work_with_what_became_of_them(visitor, make, send, sent):
    make.given(sent.version, sent.tom)
    send(sent.amina, sent.programme, number=2, work=sent.work, photo=False)
    make.draft(make.work(sent.amina, sent.programme, title="Private draft"))
    visitor.sign_in(sent.tom)

    page = visitor.get(f"/learners/{sent.amina.id}")

    assert "Private draft" not in page.text
    at = f"/work/{sent.work.id}/versions"
    links = [a["href"] for a in page.select(f"#work-{sent.work.id} a")]
    assert links == [f"{at}/1", f"{at}/1/feedback", f"{at}/2", f"{at}/2/comparison"]


def test_a_draft_answer_shows_nothing_but_who_began(visitor, make, sent, ruth):
    make.feedback(sent.version, ruth, outcome="achieved", summary="Private")
    visitor.sign_in(sent.tom)

    page = visitor.get(f"/learners/{sent.amina.id}")

    assert "Ruth Adeyemi has begun an answer." in page.text
    assert "Achieved" not in page.text


def test_open_steps_and_shared_reflections_as_far_as_he_may_see_them(visitor, make, sent):
    programme = {"programme_id": sent.programme.id}
    make.step(sent.amina, "Write the date", **programme)
    make.step(sent.amina, "Done already", done_at=now(), **programme)
    make.step(sent.amina, "Her own plan")
    draft = make.feedback(sent.version, sent.tom)
    make.step(sent.amina, "Not given yet", feedback_id=draft.id, **programme)
    make.reflection(sent.amina, "Private words")
    make.reflection(sent.amina, "Shared words", shared_in_id=sent.programme.id, shared_at=now())
    visitor.sign_in(sent.tom)

    page = visitor.get(f"/learners/{sent.amina.id}")

    assert [li.text for li in page.select("#steps li")] == ["Write the date"]
    assert "Shared words" in page.text
    assert "Private words" not in page.text


def test_who_does_not_mentor_her_finds_nobody(visitor, make, sent):
    elsewhere = make.programme("Northside")
    people = [
        make.mentor(sent.programme, name="Not her mentor"),
        make.mentor(elsewhere),
        make.coordinator(sent.programme),
        sent.amina,
    ]
    for person in people:
        visitor.sign_in(person)
        visitor.get(f"/learners/{sent.amina.id}", status=404)
    visitor.get("/learners/", status=403)


def test_what_she_does_in_another_programme_stays_there(visitor, make, send, sent):
    elsewhere = make.programme("Northside")
    make.membership(sent.amina, elsewhere)
    version, _ = send(sent.amina, elsewhere)
    visitor.sign_in(sent.tom)

    page = visitor.get(f"/learners/{sent.amina.id}")

    assert str(version.work_id) not in str(page)


def test_twenty_more_rows_cost_no_more_statements(visitor, make, send, sent, count_queries):
    visitor.sign_in(sent.tom)
    visitor.get("/learners/")
    with count_queries() as list_before:
        visitor.get("/learners/")
    with count_queries() as before:
        visitor.get(f"/learners/{sent.amina.id}")

    for number in range(20):
        learner = make.learner(sent.programme, f"Learner {number}")
        make.mentoring(sent.programme, learner, sent.tom)
        send(learner, sent.programme)
        send(sent.amina, sent.programme)
        make.step(sent.amina, programme_id=sent.programme.id)
        make.reflection(sent.amina, shared_in_id=sent.programme.id, shared_at=now())
    with count_queries() as list_after:
        page = visitor.get("/learners/")
    assert len(page.select("#learners li")) == 21
    with count_queries() as after:
        page = visitor.get(f"/learners/{sent.amina.id}")

    assert len(page.select("#steps li")) == 20
    assert len(list_after) == len(list_before) <= 10
    assert len(after) == len(before) <= 12  # with the note that the page was opened


def test_levels_over_time_and_steps_done_are_the_way_she_came(at_desk, make, send, sent, ruth):
    criterion = make.criteria(sent.edition)[0]
    levels = make.levels(criterion)
    for level in (levels[0], levels[2]):
        version, _photo = send(sent.amina, sent.programme, edition=sent.edition, photo=False)
        make.mark(make.given(version, ruth), level, criterion)
    version, _photo = send(sent.amina, sent.programme, edition=sent.edition, photo=False)
    make.mark(make.feedback(version, ruth), levels[3], criterion)
    here = {"programme_id": sent.programme.id, "done_at": now()}
    make.step(sent.amina, "Label the trays", done_words="All of them", **here)
    make.step(sent.amina, "Her own affair", done_at=now())
    address = f"/learners/{sent.amina.id}"
    make.session.commit()

    page = at_desk.get(address)

    way = " ".join(page.select_one("#levels dd").text.split())
    assert way == "Not yet today → Achieved today"
    assert "Label the trays" in page.select_one("#done").text
    assert "Her own affair" not in page.text
