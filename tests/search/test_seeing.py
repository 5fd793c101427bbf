"""Nothing is found that may not be seen, as things are at this moment."""

from portal.clock import now, today
from portal.models import Membership, Report


def test_a_learner_finds_her_drafts_answers_reflections_and_steps(
    make, programme, learner, mentor, look, work_off
):
    draft = make.draft(make.work(learner, programme), "I put lemon on the shelf.")
    sent = make.sent(make.work(learner, programme, title="Fish"), "Cod with lemon.")
    make.given(sent, mentor, summary="Where does the lemon come from?")
    reflection = make.reflection(learner, "Lemon next time.")
    step = make.step(learner, "Buy a lemon")
    work_off()

    assert set(look(learner, "lemon")) == {
        f"/work/{draft.work_id}/versions/1/draft",
        f"/work/{sent.work_id}/versions/1",
        f"/work/{sent.work_id}/versions/1/feedback#answer",
        f"/reflections/{reflection.id}",
        f"/steps/{step.id}",
    }


def test_a_mentor_finds_what_was_sent_and_shared_and_nothing_else(
    make, programme, learner, mentor, look, work_off
):
    make.draft(make.work(learner, programme), "My secret lemon.")
    sent = make.sent(make.work(learner, programme, title="Fish"), "Cod with lemon.")
    make.reflection(learner, "Lemon, for me alone.")
    shared = {"shared_in_id": programme.id, "shared_at": now()}
    reflection = make.reflection(learner, "Lemon for both.", **shared)
    make.step(learner, "Buy a lemon")
    work_off()

    assert set(look(mentor, "lemon")) == {
        f"/work/{sent.work_id}/versions/1",
        f"/reflections/{reflection.id}",
    }


def test_a_draft_of_an_answer_is_found_by_who_writes_it_alone(
    make, programme, learner, mentor, look, work_off
):
    other = make.mentor(programme, learner, name="Salma Haddad")
    version = make.sent(make.work(learner, programme))
    answer = make.feedback(version, mentor, summary="The lemon is missing.")
    make.note(answer, "No lemon here.")
    work_off()

    assert look(mentor, "lemon") == [f"/queue/{version.id}"]
    assert look(other, "lemon") == look(learner, "lemon") == []


def test_strangers_coordinators_and_other_programmes_find_nothing(
    make, programme, learner, mentor, look, work_off
):
    elsewhere = make.programme("Northside")
    people = [
        make.coordinator(programme),
        make.learner(programme, "Bogdan"),
        make.mentor(elsewhere, make.learner(elsewhere, "Khoi")),
        make.mentor(programme, name="Nobody's mentor"),
    ]
    version = make.sent(make.work(learner, programme), "A lemon.")
    make.given(version, mentor, summary="A good lemon.")
    work_off()

    assert [look(person, "lemon") for person in people] == [[], [], [], []]


def test_a_former_mentor_finds_nothing_from_that_moment(
    make, session, programme, learner, look, work_off
):
    mentor = make.person("Tom Okafor")
    membership = make.membership(mentor, programme, "mentor")
    tie = make.mentoring(programme, learner, mentor)
    version = make.sent(make.work(learner, programme), "A lemon.")
    make.given(version, mentor, summary="A good lemon.")
    work_off()
    assert len(look(mentor, "lemon")) == 2

    tie.ended_on = today()
    session.commit()
    assert look(mentor, "lemon") == []

    tie.ended_on = None
    session.commit()
    session.get_one(Membership, membership.id).ended_on = today()
    session.commit()
    assert look(mentor, "lemon") == []


def test_what_is_taken_back_is_lost_to_the_mentor_at_once(
    make, session, programme, learner, mentor, look, work_off
):
    version = make.sent(make.work(learner, programme), "A lemon.")
    work_off()
    assert look(mentor, "lemon")

    version.sent_at = version.digest = version.receipt = None
    session.commit()

    assert look(mentor, "lemon") == []
    assert look(learner, "lemon") == [f"/work/{version.work_id}/versions/1/draft"]


def test_what_a_coordinator_has_hidden_is_found_by_nobody(
    make, session, programme, learner, mentor, look, work_off
):
    version = make.sent(make.work(learner, programme))
    answer = make.given(version, mentor, summary="A sour lemon.")
    note = make.note(answer, "You are a turnip.")
    make.reply(note, learner, "What is a turnip?")
    work_off()
    assert look(learner, "you turnip")

    for kind, thing in (("note", note), ("feedback", answer)):
        report = Report(
            person_id=learner.id,
            programme_id=programme.id,
            kind=kind,
            subject_id=thing.id,
            words="Rude.",
            hidden_at=now(),
        )
        make.keep(report)

    for person in (learner, mentor):
        assert look(person, "lemon") == look(person, "you turnip") == []
        assert len(look(person, "what turnip")) == 1  # the reply is still there


def test_a_note_a_comment_and_an_addition_are_found_at_their_places(
    make, session, programme, learner, mentor, look, work_off
):
    edition = make.rubric(programme, "Labels", "Dates")
    version = make.sent(make.work(learner, programme), edition_id=edition.id)
    answer = make.given(version, mentor, summary="Good.")
    criterion = make.criteria(edition)[1]
    make.mark(answer, make.levels(criterion)[0], criterion, comment="Which month?")
    make.note(answer, "Say the weekday.", start=4, stop=7, exact="van")
    first = make.note(answer, "Who drove?")
    make.reply(first, learner, "My uncle drove.")
    make.addition(answer, "One more thought.")
    work_off()

    page = f"/work/{version.work_id}/versions/1/feedback"
    assert look(learner, "month") == [f"{page}#criterion-2"]
    assert look(learner, "weekday") == [f"{page}#note-2"]
    assert look(mentor, "uncle") == [f"{page}#note-1"]
    assert look(mentor, "thought") == [f"{page}#addition-1"]
    assert len(look(learner, "month uncle thought")) == 1  # all over one answer


def test_old_words_are_found_no_more_before_the_job_has_run(make, session, learner, look, work_off):
    reflection = make.reflection(learner, "A lemon.")
    work_off()
    reflection.words = "A pear."
    session.commit()

    assert look(learner, "lemon") == []
