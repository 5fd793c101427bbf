"""One question about a draft: her mentors see that draft, and nothing else, while it is open."""

import pytest

from portal.models import LogLine, Mail, Question, Version
from tests.odd import LONG_TEXT, ODD_TEXTS


@pytest.fixture
def draft(make, sent):
    """Amina has a draft with a photo that she has not sent."""
    draft = make.draft(make.work(sent.amina, sent.programme, title="My shelf"), "Only begun")
    make.attach(draft, make.photo(sent.amina))
    address = f"/work/{draft.work_id}/versions/1"
    make.session.commit()
    return address


@pytest.fixture
def asking(visitor, sent, draft):
    visitor.sign_in(sent.amina)
    visitor.get(f"{draft}/draft")
    return visitor


def ask(visitor, words="Is this enough text?"):
    visitor.submit(text="Only begun, and more", button="Ask about this draft")
    return visitor.submit(words=words, button="Ask")


def test_asking_saves_the_draft_and_shows_it_to_her_mentors(asking, another, sent, draft, saved):
    page = ask(asking)

    assert "Is this enough text?" in page.select_one("#question").text
    assert "can be read by" in page.select_one(".seen").text
    assert not [one for one in page.select("button") if "Ask about" in one.text]
    assert "Only begun, and more" in [version.source for version in saved(Version)]
    another.sign_in(sent.tom)
    page = another.get("/queue/")
    assert "Is this enough text?" in page.select_one("#questions").text
    another.get(page.select_one("#questions a")["href"])
    page = another.get(draft)
    assert "Only begun" in page.text
    assert len(saved(LogLine, verb="asked about draft")) == 1


def test_nothing_else_that_is_not_sent_is_seen(asking, another, sent, draft, make):
    ask(asking)
    other = make.draft(make.work(sent.amina, sent.programme, title="Secret"), "Not asked about")
    address = f"/work/{other.work_id}/versions/1"
    make.session.commit()
    another.sign_in(sent.tom)

    another.get(address, status=404)
    another.get(draft.rsplit("/versions", 1)[0], status=404)
    another.get(f"{draft}/draft", status=403)
    another.post(f"{draft}/sending", status=403)
    page = another.get(f"/learners/{sent.amina.id}")
    assert "My shelf" not in page.text
    assert "Secret" not in page.text


def test_answering_closes_it_and_tells_her(asking, another, sent, draft, saved, work_off):
    ask(asking)
    another.sign_in(sent.tom)
    question = f"/questions/{saved(Question)[0].id}"
    another.get(question)
    another.submit(status=422)
    assert "Write your answer" in another.page.text

    another.submit(answer="Yes. Say why the chicken is at the bottom.")

    another.get(draft, status=404)
    another.get(question, status=404)
    page = asking.get(f"{draft}/draft")
    assert "Say why the chicken" in page.select_one("#question").text
    assert "Only you can see this draft" in page.select_one(".seen").text
    assert len(saved(LogLine, verb="answered question")) == 1
    work_off()
    assert sent.amina.email in [mail.address for mail in saved(Mail)]


def test_her_mentors_are_told(asking, sent, ruth, work_off, saved):
    ask(asking)

    work_off()

    assert {mail.address for mail in saved(Mail)} >= {sent.tom.email, ruth.email}


def test_of_two_mentors_the_second_keeps_his_words(asking, visitor, another, sent, ruth, saved):
    ask(asking)
    question = f"/questions/{saved(Question)[0].id}"
    another.sign_in(ruth)
    page = another.get(question)
    another.submit(answer="Ruth was quicker")
    another.sign_in(sent.tom)

    another.post(question, answer="Tom's words", status=409)

    assert page
    assert another.page.select_one("#typed").text.strip() == "Tom's words"
    assert [one.answer for one in saved(Question)] == ["Ruth was quicker"]


def test_sending_the_draft_closes_the_question(asking, another, sent, draft, saved):
    ask(asking)
    asking.get(f"{draft}/sending")
    asking.submit(button="Send")
    question = f"/questions/{saved(Question)[0].id}"
    another.sign_in(sent.tom)

    another.get(question, status=404)
    assert not another.get("/queue/").select("#questions")
    another.post(question, answer="Too late", status=409)
    assert "Too late" in another.page.text


def test_one_question_for_a_version_and_the_same_form_twice_is_one(asking, draft, saved):
    asking.submit(button="Ask about this draft")
    page = asking.page
    asking.submit(words="First?", button="Ask")
    asking.page = page
    asking.submit(words="First?", button="Ask")
    assert len(saved(Question)) == 1
    asking.page = page

    asking.submit(words="Second?", button="Ask", status=409)

    assert "Second?" in asking.page.text
    assert [one.words for one in saved(Question)] == ["First?"]


def test_wrong_people_ask_and_answer_nothing(asking, another, sent, draft, make, saved):
    asking.get(f"{draft}/question")
    asking.submit(status=422)
    ask_at = f"{draft}/question"
    stranger, grace = make.mentor(sent.programme, name="Other"), make.coordinator(sent.programme)
    for person in (stranger, grace, sent.tom):
        another.sign_in(person)
        another.get(ask_at, status=404)
        another.post(ask_at, words="Mine?", status=404)
    asking.post(ask_at, words="Is it enough?")
    question = f"/questions/{saved(Question)[0].id}"
    for person in (stranger, grace):
        another.sign_in(person)
        another.get(question, status=404)
        another.post(question, answer="Mine", status=404)
    asking.get(question, status=403)
    asking.post(question, answer="My own", status=404)
    assert saved(Question)[0].answer is None


@pytest.mark.parametrize("words", [*ODD_TEXTS, LONG_TEXT[:1_900]])
def test_odd_questions_come_back_as_text(asking, words):
    page = ask(asking, words=words)

    shown = " ".join(page.select_one("#question").text.split())
    assert " ".join(words.split())[:40] in shown


def test_the_pages_of_a_question_keep_their_budget(asking, another, sent, draft, count_queries):
    ask(asking)
    another.sign_in(sent.tom)
    place = another.get("/queue/").select_one("#questions a")["href"]
    for browser, path in ((another, place), (another, draft), (asking, f"{draft}/question")):
        browser.get(path)
        with count_queries() as seen:
            browser.get(path)
        assert len(seen) <= 10, path
