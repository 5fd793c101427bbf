"""What is sent and answered in the story fits together."""

import unicodedata

import pytest

from portal.markup import render
from portal.models.feedback import Outcome
from portal.models.work import WorkState


def versions(story):
    return [(work, version) for work in story.works for version in work.versions]


def answers(story):
    return [(work, each, each.feedback) for work, each in versions(story) if each.feedback]


def test_every_state_of_a_work_is_there(story):
    tasked = {(work.state, bool(work.task)) for work in story.works}
    begun = {bool(work.versions[-1].feedback) for work in story.works if work.state == "sent"}
    again = {len(work.versions) for work in story.works if work.state == "sent"}
    redrafted = [
        work for work in story.works if work.state == "revise" and not work.versions[-1].sent
    ]

    assert {state for state, _ in tasked} == set(WorkState)
    assert {("draft", True), ("draft", False), ("achieved", False)} <= tasked
    assert begun == {True, False}
    assert again == {1, 2, 3}
    assert redrafted
    assert max(len(work.versions) for work in story.works) == 3


def test_amina_has_something_of_everything(story):
    works = {work.key: work for work in story.works if work.learner == "amina"}
    delivery = works["amina-delivery"].versions[-1]

    assert sorted(work.state for work in works.values()) == ["achieved", "draft", "revise", "sent"]
    assert [step for step in delivery.feedback.steps if not step.done and step.due.days > 0]
    assert [note for note in delivery.feedback.notes if note.picture]


def test_a_learner_answers_a_task_once(story):
    asked = [(work.learner, work.task) for work in story.works if work.task]

    assert len(asked) == len(set(asked))


def test_who_works_and_who_answers_belong_together(story):
    pairs = {
        (programme.key, pair.learner, pair.mentor)
        for programme in story.programmes
        for pair in programme.mentorings
    }
    for work, _, answer in answers(story):
        assert (work.programme, work.learner, answer.mentor) in pairs


def test_the_only_work_behind_the_wall_belongs_to_someone_only_there(story):
    beyond = {work.learner for work in story.works if work.programme == "northside"}

    assert beyond == {"declan"}


@pytest.mark.parametrize("sign", ["*", "_", "`", "[", "#", "|"])
def test_quotes_and_plain_words_hold_no_marks_of_markdown(story, sign):
    for _, _, answer in answers(story):
        words = [answer.summary, *(mark.comment for mark in answer.marks.values())]
        for note in answer.notes:
            words += [note.words, note.quote or "", *(reply.words for reply in note.replies)]
        assert not [line for line in words if sign in line]


def test_every_quote_stands_once_in_its_text(story):
    for work, version, answer in answers(story):
        plain = render(version.text.source).plain
        for note in answer.notes:
            if note.quote:
                assert plain.count(note.quote) == 1, (work.key, note.quote)
                assert "\n" not in note.quote


def test_a_note_has_one_place_and_it_is_in_its_version(story):
    for work, version, answer in answers(story):
        for note in answer.notes:
            assert (note.quote is None) != (note.picture is None), (work.key, note.words)
            if note.picture:
                assert note.picture in version.pictures
                assert 0 <= min(note.x, note.y) <= max(note.x, note.y) <= 1


def test_every_level_named_is_one_of_its_criterion(story):
    for work, version in versions(story):
        rubric = story.rubric_of(work)
        criteria = rubric.criteria if rubric else ()
        levels = {each.key: {level.name for level in each.levels} for each in criteria}
        marks = version.feedback.marks if version.feedback else {}
        named = [*version.self_marks.items(), *((key, mark.level) for key, mark in marks.items())]
        assert all(level in levels[criterion] for criterion, level in named), work.key


def test_what_is_sent_and_given_is_whole(story):
    for work, version in versions(story):
        rubric, answer = story.rubric_of(work), version.feedback
        if version.sent and rubric:
            assert len(version.self_marks) == len(rubric.criteria), work.key
        if answer and answer.given:
            assert answer.outcome
            assert answer.summary
            assert len(answer.marks) == (len(rubric.criteria) if rubric else 0), work.key
            assert answer.steps or answer.outcome is Outcome.ACHIEVED


def test_later_versions_say_what_changed_and_follow_a_revise(story):
    for work in story.works:
        for before, after in zip(work.versions, work.versions[1:], strict=False):
            assert before.sent
            assert before.feedback.outcome is Outcome.REVISE
            assert after.changed, work.key
        assert not work.versions[0].changed


def test_everything_happens_in_order_and_before_today(story):
    for work in story.works:
        moments = []
        for version in work.versions:
            moments += [version.started, version.sent]
            if answer := version.feedback:
                moments += [answer.begun, answer.given, answer.read]
        known = [moment for moment in moments if moment]
        assert known == sorted(known), work.key
        assert all(moment.days < 0 for moment in known)


def test_replies_and_done_steps_come_after_the_answer(story):
    for work, _, answer in answers(story):
        times = [reply.at for note in answer.notes for reply in note.replies]
        times += [step.done for step in answer.steps if step.done]
        assert all(answer.given and answer.given < moment for moment in times), work.key
        assert all(moment.days < 0 for moment in times)


def test_replies_are_by_the_learner_or_the_mentor(story):
    for work, _, answer in answers(story):
        authors = {reply.author for note in answer.notes for reply in note.replies}
        assert authors <= {work.learner, answer.mentor}


def test_texts_are_in_the_form_in_which_they_are_kept(story):
    for _, version in versions(story):
        source = version.text.source
        assert source == unicodedata.normalize("NFC", source)
        assert "\r" not in source


def test_two_people_never_send_the_same_picture(story):
    senders = {
        (picture.name, work.learner) for work, each in versions(story) for picture in each.pictures
    }

    assert len(senders) == len({name for name, _ in senders})
