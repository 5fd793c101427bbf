"""Whatever changes words asks for them to be written again, once, in its own transaction."""

import pytest
from sqlalchemy import func, select, text

from portal.blueprints.search.catching_up import BATCH
from portal.blueprints.search.jobs import write_reflection
from portal.blueprints.search.rows import clear_out, forget
from portal.housekeeping import sweep
from portal.models import Job, SearchRow, Step, Work


def waiting(session):
    query = select(Job.kind, Job.subject_id).where(
        Job.kind.like("search.%"), Job.state == "waiting"
    )
    found = sorted(tuple(row) for row in session.execute(query))
    session.commit()
    return found


def test_one_job_waits_however_often_a_thing_changes(make, session, learner, work_off):
    reflection = make.reflection(learner, "One")
    for words in ("Two", "Three"):
        reflection.words = words
        session.commit()

    assert waiting(session) == [("search.reflection", reflection.id)]
    work_off()
    assert waiting(session) == []


def test_a_change_costs_one_statement_more_whatever_it_changes(
    make, session, programme, learner, mentor, count_queries
):
    version = make.sent(make.work(learner, programme))
    answer = make.given(version, mentor)
    with count_queries() as seen:
        session.add_all(make_steps(learner, answer, 20))
        session.flush()

    assert len([each for each in seen if "INTO jobs" in each]) == 1


def make_steps(learner, answer, count):
    return [
        Step(
            person_id=learner.id,
            programme_id=answer.programme_id,
            feedback_id=answer.id,
            words=f"Step {number}",
        )
        for number in range(count)
    ]


def test_what_changes_no_word_asks_for_nothing(make, session, programme, learner, mentor, work_off):
    step = make.step(learner)
    answer = make.given(make.sent(make.work(learner, programme)), mentor)
    work_off()

    step.done_at = answer.read_at = answer.saved_at
    session.commit()

    assert waiting(session) == []


def test_what_is_not_saved_asks_for_nothing(make, session, learner, work_off):
    reflection = make.reflection(learner)
    work_off()
    reflection.words = "Never kept"
    session.flush()
    session.rollback()

    assert waiting(session) == []


def test_every_part_of_an_answer_asks_for_the_answer(
    make, session, programme, learner, mentor, work_off
):
    edition = make.rubric(programme)
    version = make.sent(make.work(learner, programme), edition_id=edition.id)
    answer = make.given(version, mentor)
    work_off()
    criterion = make.criteria(edition)[0]
    mark = make.mark(answer, None, criterion, comment="Well")
    assert waiting(session) == [("search.feedback", answer.id)]
    work_off()
    note = make.note(answer)
    make.addition(answer)
    assert waiting(session) == [("search.feedback", answer.id)]
    work_off()
    make.reply(note, learner)
    assert waiting(session) == [("search.note", note.id)]
    work_off()
    session.delete(mark)
    session.commit()
    assert waiting(session) == [("search.feedback", answer.id)]


def test_a_new_title_is_found_in_every_version(make, session, programme, learner, look, work_off):
    work = make.work(learner, programme, title="Bread")
    make.sent(work)
    make.draft(work, number=2)
    work_off()

    session.get_one(Work, work.id).title = "Rye"
    session.commit()
    work_off()

    assert len(look(learner, "rye")) == 2
    assert look(learner, "bread") == []


def test_what_is_thrown_away_leaves_no_word(make, session, learner, look, work_off):
    reflection = make.reflection(learner, "Lemon")
    work_off()
    session.delete(reflection)
    session.commit()
    work_off()

    assert session.scalar(select(func.count()).select_from(SearchRow)) == 0
    assert look(learner, "lemon") == []


def test_a_change_while_the_job_runs_is_not_lost(make, session, learner, tools, work_off, look):
    """The job frees its key: what is saved after it read the words asks for another one."""
    reflection = make.reflection(learner, "One")
    write_reflection(tools, reflection.id)  # a worker is at it, and not done
    reflection.words = "Lemon"
    session.commit()

    session.expire_all()
    assert len(waiting(session)) == 2
    work_off()
    assert look(learner, "lemon")


def test_a_job_that_failed_is_tried_anew_with_the_next_change(
    make, session, learner, look, work_off
):
    reflection = make.reflection(learner, "One")
    job = session.scalars(select(Job).where(Job.subject_id == reflection.id)).one()
    job.state, job.tries = "failed", 8
    session.commit()

    reflection.words = "Lemon"
    session.commit()
    work_off()

    assert look(learner, "lemon")


def test_a_job_done_twice_does_no_harm(make, learner, tools, look, work_off):
    reflection = make.reflection(learner, "Lemon")
    for _again in range(3):
        write_reflection(tools, reflection.id)

    assert look(learner, "lemon") == [f"/reflections/{reflection.id}"]


def empty_rows(session):
    """Leave things without words, as an upgrade or a bulk writing does."""
    session.execute(text("DELETE FROM search_rows"))
    session.commit()


def test_the_hourly_round_writes_what_is_missing(
    make, session, programme, learner, mentor, tools, look, work_off
):
    for number in range(BATCH + 5):
        make.reflection(learner, f"Lemon {number}")
    version = make.sent(make.work(learner, programme), "A lemon")
    make.given(version, mentor, summary="Lemon")
    make.step(learner, "Lemon")
    work_off()
    empty_rows(session)
    assert look(learner, "lemon") == []

    sweep(tools)
    assert work_off() > 1

    assert session.scalar(select(func.count()).select_from(SearchRow)) == BATCH + 8
    assert len(look(learner, "lemon")) == 20
    sweep(tools)
    assert waiting(session) == []


@pytest.mark.parametrize("left", ["all", "some"])
def test_the_hourly_round_mends_an_index_that_does_not_fit(
    make, session, learner, tools, look, work_off, left
):
    """As after a restore by rows, or when rows were deleted behind our back."""
    for number in range(3):
        make.reflection(learner, f"Lemon {number}")
    work_off()
    if session.get_bind().dialect.name == "sqlite":
        deed = "'delete-all'" if left == "all" else None
        session.execute(
            text(f"INSERT INTO search_words(search_words) VALUES ({deed})")
            if deed
            else text(
                "DELETE FROM search_words WHERE rowid = (SELECT max(number) FROM search_rows)"
            )
        )
        session.commit()
        assert len(look(learner, "lemon")) == (0 if left == "all" else 2)

    sweep(tools)
    work_off()

    assert len(look(learner, "lemon")) == 3


def test_a_row_that_the_index_does_not_know_is_written_and_forgotten_all_the_same(
    make, session, learner, look, work_off
):
    reflection = make.reflection(learner, "Lemon")
    work_off()
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("INSERT INTO search_words(search_words) VALUES ('delete-all')"))
    reflection.words = "Pear"
    session.commit()
    work_off()
    assert look(learner, "pear")

    forget(session, SearchRow.owner_id == learner.id)
    clear_out(session)
    session.commit()
    assert look(learner, "pear") == []


def test_forgetting_somebody_leaves_nothing_of_her_words(
    make, session, programme, learner, mentor, look, work_off
):
    other = make.reflection(make.learner(programme, "Bogdan"), "A lemon")
    make.given(make.sent(make.work(learner, programme), "A lemon"), mentor, summary="Zitronenbaum")
    work_off()

    forget(session, SearchRow.owner_id == learner.id)
    clear_out(session)
    session.commit()

    rows = session.scalars(select(SearchRow.subject_id)).all()
    assert rows == [other.id]
    assert look(learner, "lemon") == look(mentor, "zitronenbaum") == []
    if session.get_bind().dialect.name == "sqlite":
        blocks = session.scalars(text("SELECT block FROM search_words_data")).all()
        assert not [block for block in blocks if b"zitronen" in block or b"itronen" in block]
