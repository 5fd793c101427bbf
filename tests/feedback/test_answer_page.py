"""The answer page: what the learner reads, replies and keeps."""

import pytest

from portal import jobs
from portal.clock import today
from portal.models import Feedback, Note, Notice, Reply
from tests.odd import LONG_TEXT, ODD_TEXTS


@pytest.fixture
def harbour(make):
    return make.programme()


@pytest.fixture
def amina(make, harbour):
    return make.learner(harbour)


@pytest.fixture
def tom(make, harbour, amina):
    return make.mentor(harbour, amina)


@pytest.fixture
def answer(make, harbour, amina, tom):
    """Tom asks for one more version of Amina's work, with one note."""
    version = make.sent(make.work(amina, harbour), "The van came at seven. I signed.")
    given = make.given(version, tom, summary="Nearly there.")
    make.note(given, "Which day?")
    make.step(amina, programme_id=harbour.id, feedback_id=given.id, due_on=today())
    return given


@pytest.fixture
def page_of(answer, session):
    from portal.models import Version

    version = session.get_one(Version, answer.version_id)
    address = f"/work/{version.work_id}/versions/{version.number}/feedback"
    session.commit()
    return address


def test_the_learner_sees_outcome_steps_and_notes_in_place(visitor, amina, page_of):
    visitor.sign_in(amina)

    page = visitor.get(page_of)

    assert page.select_one(".state").text == "Revise"
    assert page.select_one(".card--next li").text.startswith("Write the date")
    assert page.select_one(".card--next .button[class='button']").text == "Start version 2"
    assert page.select_one("mark#mark-1").text == "The van"
    assert page.select_one("a.pin[href='#note-1']")
    assert page.select_one("#note-1 a.pin[href='#mark-1']")


def test_reading_it_is_noted_once_and_only_for_the_learner(
    visitor, another, amina, tom, page_of, answer, session
):
    another.sign_in(tom)
    assert "Not read yet" in another.get(page_of).text
    visitor.sign_in(amina)

    visitor.get(page_of)

    session.expire_all()
    first = session.get_one(Feedback, answer.id).read_at
    session.commit()
    assert first is not None
    visitor.get(page_of)
    session.expire_all()
    assert session.get_one(Feedback, answer.id).read_at == first
    session.commit()
    assert "Read:" in another.get(page_of).text


def test_an_answer_that_is_not_given_is_not_there(visitor, make, harbour, amina, tom):
    work = make.work(amina, harbour)
    make.feedback(make.sent(work), tom)
    visitor.sign_in(amina)

    visitor.get(f"/work/{work.id}/versions/1/feedback", status=404)


def test_nobody_else_sees_it(visitor, make, harbour, page_of):
    visitor.sign_in(make.mentor(harbour))
    visitor.get(page_of, status=404)
    visitor.sign_in(make.coordinator(harbour))
    visitor.get(page_of, status=404)


def test_she_replies_and_marks_the_note_done(visitor, amina, page_of, session):
    visitor.sign_in(amina)
    visitor.get(page_of)

    page = visitor.submit("#note-1 form", words="Wednesday.", button="Done")

    assert "Wednesday." in page.select_one("#note-1").text
    assert page.select_one("#note-1 .state").text == "done"
    assert session.query(Note).one().done is True


def test_she_says_not_yet_without_a_word(visitor, amina, page_of, session):
    visitor.sign_in(amina)
    visitor.get(page_of)

    visitor.submit("#note-1 form", button="Not yet")

    assert session.query(Note).one().done is False
    assert session.query(Reply).count() == 0


def test_the_same_reply_sent_twice_is_one_reply(visitor, amina, page_of, session):
    visitor.sign_in(amina)
    page = visitor.get(page_of)
    visitor.submit("#note-1 form", words="Wednesday.")
    visitor.page = page

    visitor.submit("#note-1 form", words="Wednesday.")

    assert session.query(Reply).count() == 1


def test_another_reply_from_the_same_page_is_another_reply(visitor, amina, page_of, session):
    visitor.sign_in(amina)
    page = visitor.get(page_of)
    visitor.submit("#note-1 form", words="Wednesday.")
    visitor.page = page

    visitor.submit("#note-1 form", words="No, Thursday.")

    assert session.query(Reply).count() == 2


def test_an_empty_reply_says_what_to_do(visitor, amina, page_of):
    visitor.sign_in(amina)
    visitor.get(page_of)

    page = visitor.submit("#note-1 form", words="  ", status=422)

    assert "Write your reply" in page.select_one("#words-wrong").text


def test_the_mentor_replies_and_cannot_mark_it_done(visitor, tom, page_of, session):
    visitor.sign_in(tom)
    page = visitor.get(page_of)
    assert not page.select("button[name=done]")

    visitor.submit("#note-1 form", words="Good.", done="1")

    assert session.query(Note).one().done is None
    assert session.query(Reply).one().author_id == tom.id


def test_a_stranger_neither_replies_nor_reads_the_thread(visitor, make, harbour, answer, session):
    note = session.query(Note).one()
    session.commit()
    visitor.sign_in(make.mentor(harbour))

    visitor.get(f"/notes/{note.id}/replies", status=404)
    visitor.post(f"/notes/{note.id}/replies", words="Hi", status=404)


def test_the_other_side_is_told_of_a_reply_by_mail(visitor, amina, tom, page_of, work_off, session):
    from portal.models import Mail

    visitor.sign_in(amina)
    visitor.get(page_of)
    visitor.submit("#note-1 form", words="Wednesday.")

    work_off()

    mail = session.query(Mail).one()
    assert mail.address == tom.email
    assert f"{page_of}#note-1" in mail.body
    assert "Wednesday" not in mail.body
    assert mail.sent_at is not None


def test_a_mentor_who_lost_sight_is_not_told(visitor, amina, tom, page_of, work_off, session):
    from portal.models import Mail, Mentoring

    session.query(Mentoring).one().ended_on = today()
    session.commit()
    visitor.sign_in(amina)
    visitor.get(page_of)
    visitor.submit("#note-1 form", words="Wednesday.")

    work_off()

    assert session.query(Mail).count() == 0


def test_a_thought_is_kept_for_her_alone(visitor, another, amina, tom, page_of):
    visitor.sign_in(amina)
    visitor.get(page_of)
    page = visitor.submit("form[action='/reflections/']", words="I write the date first now.")

    assert "I write the date first now." in page.text
    another.sign_in(tom)
    assert "I write the date first now." not in another.get(page_of).text


def test_an_achieved_work_has_no_next_version(visitor, make, harbour, amina, tom):
    work = make.work(amina, harbour)
    make.given(make.sent(work), tom, outcome="achieved")
    visitor.sign_in(amina)

    page = visitor.get(f"/work/{work.id}/versions/1/feedback")

    assert page.select_one(".state--good").text == "Achieved"
    assert "Start version" not in page.text


@pytest.mark.parametrize("words", [*ODD_TEXTS, LONG_TEXT[:4_900]])
def test_odd_replies_come_back_as_text(visitor, amina, page_of, words):
    visitor.sign_in(amina)
    visitor.get(page_of)

    page = visitor.submit("#note-1 form", words=words)

    assert " ".join(words.split())[:45] in " ".join(page.select_one("#note-1").text.split())


def test_more_notes_and_replies_cost_no_more_statements(
    visitor, make, amina, tom, page_of, answer, count_queries, session
):
    make.reply(session.query(Note).one(), amina)
    visitor.sign_in(amina)
    visitor.get(page_of)
    with count_queries() as few:
        visitor.get(page_of)
    for _number in range(20):
        make.reply(make.note(answer), tom, "Again")

    with count_queries() as many:
        visitor.get(page_of)

    assert len(many) == len(few) <= 10


def test_a_long_text_is_folded_until_it_is_asked_for(visitor, make, harbour, amina, tom):
    work = make.work(amina, harbour)
    paragraphs = [f"Paragraph {number} of a long story." for number in range(400)]
    html = "".join(f"<p>{words}</p>" for words in paragraphs)
    make.given(make.sent(work, "\n\n".join(paragraphs), html=html), tom)
    visitor.sign_in(amina)

    folded = visitor.get(f"/work/{work.id}/versions/1/feedback")
    assert "Paragraph 399" not in folded.text

    whole = visitor.get(f"/work/{work.id}/versions/1/feedback?whole=1")
    assert "Paragraph 399" in whole.text


def test_opening_the_answer_from_anywhere_is_seeing_its_news(
    make, sent, visitor, work_off, session, count_queries
):
    given = make.given(sent.version, sent.tom)
    note = make.note(given)
    reply = make.reply(note, sent.tom)
    jobs.enqueue(session, "feedback.tell_learner", subject_id=given.id)
    jobs.enqueue(session, "notes.tell_of_reply", subject_id=reply.id)
    session.commit()
    work_off()
    assert session.query(Notice).filter_by(seen_at=None).count() == 2
    session.commit()
    visitor.sign_in(sent.amina)

    visitor.get(f"/work/{sent.work.id}/versions/1/feedback")

    assert session.query(Notice).filter_by(seen_at=None).count() == 0
    session.commit()
    assert visitor.get("/").select_one("#new").text == "What is new"
    with count_queries() as seen:
        visitor.get(f"/work/{sent.work.id}/versions/1/feedback")
    assert not [one for one in seen if one.startswith("UPDATE")]


def test_the_news_of_a_reply_is_seen_by_the_mentor_who_opens_the_answer(
    make, sent, visitor, work_off, session
):
    given = make.given(sent.version, sent.tom)
    reply = make.reply(make.note(given), sent.amina)
    jobs.enqueue(session, "notes.tell_of_reply", subject_id=reply.id)
    session.commit()
    work_off()
    visitor.sign_in(sent.tom)
    visitor.get(f"/work/{sent.work.id}/versions/1/feedback")

    assert session.query(Notice).one().seen_at
