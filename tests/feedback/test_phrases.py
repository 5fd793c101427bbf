"""A mentor's phrases: kept, put into comments, changed; and earlier answers beside the desk."""

import pytest

from portal.models import LogLine, Mail, Mark, Phrase
from tests.odd import ODD_TEXTS


def test_a_phrase_is_put_into_a_comment_and_the_draft_is_saved(at_desk, make, sent, saved):
    phrase = make.keep(Phrase(mentor_id=sent.tom.id, words="A date on every label"))
    chosen = str(phrase.id)
    make.session.commit()
    at_desk.get(sent.desk)

    page = at_desk.submit(
        comment__1="Two trays.", phrase__1=chosen, summary="Not lost", button="Put it in"
    )

    assert page.select_one("#comment-1").text.strip() == "Two trays.\n\nA date on every label"
    assert page.select_one("#summary").text.strip() == "Not lost"
    assert [mark.comment for mark in saved(Mark)] == ["Two trays.\n\nA date on every label"]


def test_pressing_twice_puts_it_in_once(at_desk, make, sent, saved):
    phrase = make.keep(Phrase(mentor_id=sent.tom.id, words="A date on every label"))
    chosen = str(phrase.id)
    make.session.commit()
    page = at_desk.get(sent.desk)

    at_desk.submit(phrase__1=chosen, button="Put it in")
    at_desk.page = page
    at_desk.submit(phrase__1=chosen, button="Put it in")

    assert [mark.comment for mark in saved(Mark)] == ["A date on every label"]


def test_a_comment_is_kept_as_a_phrase_of_its_criterion(at_desk, make, sent, saved):
    at_desk.submit(comment__2="Write the day first.")
    page = at_desk.get(sent.desk)
    form = page.select_one("main form")
    assert not form.select("#phrase-1")

    at_desk.post(
        sent.desk,
        stamp=form.select_one("[name=stamp]")["value"],
        comment__2="Write the day first.",
        keep="2",
    )

    phrase = saved(Phrase)[0]
    assert (phrase.words, phrase.mentor_id) == ("Write the day first.", sent.tom.id)
    page = at_desk.get(sent.desk)
    assert "Write the day first." in page.select_one("#phrase-2").text
    assert not page.select("#phrase-1")
    assert "Labels and dates" in at_desk.get("/phrases/").select_one("#phrases").text


def test_an_empty_comment_is_no_phrase(at_desk, sent, saved):
    at_desk.post(sent.desk, stamp=0, comment__1="", keep="1", status=422)

    assert "Write the comment first" in at_desk.page.text
    assert not saved(Phrase)


def test_another_mentor_has_phrases_of_his_own(at_desk, another, make, sent, ruth):
    phrase = make.keep(Phrase(mentor_id=sent.tom.id, words="Tom's own"))
    address = f"/phrases/{phrase.id}"
    make.session.commit()
    another.sign_in(ruth)

    assert "Tom's own" not in another.get(sent.desk).text
    assert "Tom's own" not in another.get("/phrases/").text
    another.get(address, status=404)
    another.post(address, words="Mine", stamp=1, status=404)
    another.post(f"{address}/removal", status=404)


def test_only_mentors_keep_phrases(visitor, sent, make):
    for person in (sent.amina, make.coordinator(sent.programme)):
        visitor.sign_in(person)
        visitor.get("/phrases/", status=403)
        visitor.post("/phrases/", words="Mine", status=403)


def test_a_phrase_is_written_changed_and_thrown_away(at_desk, saved):
    at_desk.get("/phrases/")
    at_desk.submit(status=422)
    assert "Write the phrase" in at_desk.page.text
    at_desk.submit(words="Good: you say what and why")
    page = at_desk.get(at_desk.page.select_one("#phrases a")["href"])

    at_desk.submit(words="Good: you say why")
    assert [phrase.words for phrase in saved(Phrase)] == ["Good: you say why"]
    at_desk.page = page
    at_desk.submit(words="From an old tab", status=409)
    assert "From an old tab" in at_desk.page.text

    at_desk.page = page
    at_desk.submit("form[action$='removal']")
    assert not saved(Phrase)


@pytest.mark.parametrize("words", ODD_TEXTS)
def test_odd_phrases_come_back_as_text(at_desk, words):
    at_desk.get("/phrases/")

    page = at_desk.submit(words=words[:1_900])

    shown = " ".join(page.select_one("#phrases li").text.split())
    assert " ".join(words.split())[:40] in shown


def test_earlier_answers_are_folded_beside_the_desk(at_desk, make, send, sent, session, ruth):
    before, _photo = send(sent.amina, sent.programme, edition=sent.edition, photo=False)
    feedback = make.given(before, ruth, summary="Dates are missing.")
    criterion = make.criteria(sent.edition)[0]
    make.mark(feedback, make.levels(criterion)[1], criterion)
    other, _photo = send(sent.amina, sent.programme, photo=False)
    make.feedback(other, ruth, summary="A draft of Ruth's")
    session.commit()

    page = at_desk.get(sent.desk)

    text = " ".join(page.select_one("#earlier details").text.split())
    assert "Dates are missing." in text
    assert "Checks every delivery: On the way" in text
    assert "A draft of Ruth's" not in page.text


def test_phrases_and_earlier_answers_cost_no_more_statements(
    at_desk, make, send, sent, session, count_queries
):
    at_desk.submit(level__1="3", step__1="Write the date", quote="thermometer", quote_note="Good")
    at_desk.get(sent.desk)
    with count_queries() as few:
        at_desk.get(sent.desk)
    for number in range(20):
        make.keep(Phrase(mentor_id=sent.tom.id, words=f"Phrase {number}"))
        make.given(send(sent.amina, sent.programme, photo=False)[0], sent.tom)
    session.commit()

    with count_queries() as many:
        page = at_desk.get(sent.desk)

    assert len(page.select("#phrase-1 option")) == 21
    assert len(few) == len(many) <= 10


@pytest.fixture
def given(visitor, make, sent):
    make.given(sent.version, sent.tom, summary="As given")
    make.session.commit()
    return f"/work/{sent.work.id}/versions/1/feedback"


def test_the_mentor_adds_to_what_he_gave_and_she_is_told(
    visitor, another, given, sent, work_off, saved
):
    visitor.sign_in(sent.tom)
    visitor.get(given)

    page = visitor.submit("#add form", words="One more thing: the blue labels.")

    assert "One more thing" in page.select_one("#addition-1").text
    assert "As given" in page.text
    assert len(saved(LogLine, verb="added to answer")) == 1
    another.sign_in(sent.amina)
    page = another.get(given)
    assert "Added by Tom Okafor, today" in " ".join(page.select_one("#addition-1").text.split())
    assert not page.select("#add")
    work_off()
    assert [mail.address for mail in saved(Mail)] == [sent.amina.email]


def test_an_addition_needs_words_and_its_mentor(visitor, given, sent, ruth, make):
    visitor.sign_in(sent.tom)
    visitor.get(given)
    visitor.submit("#add form", status=422)
    assert "Write what you want to add" in visitor.page.text
    for person, status in ((ruth, 403), (sent.amina, 403), (make.coordinator(sent.programme), 404)):
        visitor.sign_in(person)
        visitor.post(f"{given}/additions", words="Mine", status=status)


def test_nothing_is_added_to_a_draft(visitor, make, sent):
    make.feedback(sent.version, sent.tom)
    visitor.sign_in(sent.tom)

    visitor.post(f"/work/{sent.work.id}/versions/1/feedback/additions", words="No", status=404)


def test_more_phrases_cost_no_more_statements(make, sent, visitor, count_queries):
    visitor.sign_in(sent.tom)
    visitor.get("/phrases/")

    def statements(path="/phrases/"):
        with count_queries() as seen:
            visitor.get(path)
        return len(seen)

    make.keep(Phrase(mentor_id=sent.tom.id, words="A date on every label"))
    few = statements()
    for number in range(20):
        phrase = make.keep(Phrase(mentor_id=sent.tom.id, words=f"Phrase {number}"))
    assert statements() == few <= 10
    assert statements(f"/phrases/{phrase.id}") <= 10
