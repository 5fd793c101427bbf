"""Reporting words to the coordinator, who answers and can hide them."""

from types import SimpleNamespace

import pytest

from portal.clock import now, today
from portal.models import LogLine, Mail, Mentoring, Notice, Report
from tests.odd import LONG_TEXT, ODD_TEXTS

KINDS = ["note", "reply", "feedback", "addition"]
LISTED = "/reports/"


@pytest.fixture
def world(make):
    """Amina has an answer of Tom with a note, replies of both, and an addition."""
    programme = make.programme()
    amina = make.learner(programme)
    tom = make.mentor(programme, amina)
    ruth = make.mentor(programme, amina, name="Ruth Adeyemi")
    grace = make.coordinator(programme)
    edition = make.rubric(programme)
    work = make.work(amina, programme, title="My secret title")
    version = make.sent(work, "The van came at seven.", edition_id=edition.id)
    given = make.given(version, tom, summary="What a poor summary")
    criterion = make.criteria(edition)[0]
    make.mark(given, make.levels(criterion)[0], criterion, comment="A nasty comment")
    note = make.note(given, "A nasty note")
    reply = make.reply(note, tom, "A nasty reply")
    hers = make.reply(note, amina, "That hurts")
    addition = make.addition(given, "A nasty addition")
    things = SimpleNamespace(note=note, reply=reply, feedback=given, addition=addition, hers=hers)
    make.session.commit()
    return SimpleNamespace(
        programme=programme, amina=amina, tom=tom, ruth=ruth, grace=grace, work=work,
        version=version, things=things, answer=f"/work/{work.id}/versions/1/feedback",
    )  # fmt: skip


def address(world, kind="note"):
    return f"/reports/{kind}/{getattr(world.things, kind).id}"


@pytest.fixture
def saved(database):
    def read(model, **by):
        with database.session(reads=True) as session:
            return session.query(model).filter_by(**by).all()

    return read


def reported(visitor, world, kind="note", words="This is not kind."):
    visitor.sign_in(world.amina)
    visitor.get(address(world, kind))
    return visitor.submit(words=words, button="Report it")


@pytest.mark.parametrize("kind", KINDS)
def test_she_reports_and_the_coordinator_reads_just_that(visitor, another, world, kind, saved):
    words = "A nasty" if kind != "feedback" else "poor summary"
    visitor.sign_in(world.amina)
    page = visitor.get(world.answer)
    link = page.select_one(f"a[href='{address(world, kind)}']")
    page = visitor.get(link["href"])
    assert words in page.select_one("#reported").text
    assert "Only the coordinators" in page.select_one(".seen").text

    page = visitor.submit(words="This is not kind.", button="Report it")

    assert page.h1.text == "What you reported"
    assert "waits for the coordinator" in page.text
    another.sign_in(world.grace)
    page = another.get(LISTED)
    assert "My secret title" not in page.text
    page = another.get(page.select_one("#reports a")["href"])
    assert words in page.select_one("#reported").text
    assert "This is not kind." in page.select_one("#why").text
    assert "Tom Okafor" in page.select_one("#reported").text
    for other in ("My secret title", "The van", "That hurts"):
        assert other not in page.text
    nasty = {"A nasty note", "A nasty reply", "A nasty addition", "A nasty comment"}
    shown = {one for one in nasty if one in page.text}
    assert shown == {"A nasty comment" if kind == "feedback" else f"A nasty {kind}"}
    assert len(saved(LogLine, verb="reported words")) == 1


def test_the_coordinators_are_told_once_and_without_a_word_of_it(
    visitor, world, make, work_off, saved
):
    make.coordinator(world.programme, "Second")
    left = make.coordinator(world.programme, "Left")
    make.session.query(make.membership(left, make.programme(), "learner").__class__).filter_by(
        person_id=left.id, role="coordinator"
    ).one().ended_on = today()
    make.coordinator(make.programme("Other"), "Elsewhere")
    reported(visitor, world)
    work_off()
    work_off()

    told = saved(Notice, kind="report")
    assert {one.path for one in told} == {f"/reports/{saved(Report)[0].id}"}
    assert len(told) == 2
    for mail in saved(Mail):
        assert "nasty" not in mail.body
        assert "kind." not in mail.body
        assert "Amina" not in mail.body


def test_the_answer_is_told_and_read_by_who_reported(visitor, another, world, work_off, saved):
    reported(visitor, world)
    another.sign_in(world.grace)
    page = another.get(f"/reports/{saved(Report)[0].id}")
    another.submit(answer="I spoke with Tom.", button="Answer")
    work_off()

    page = visitor.get(visitor.get(LISTED).select_one("#reports a")["href"])
    assert "I spoke with Tom." in page.select_one("#answered").text
    assert "A nasty note" in page.select_one("#reported").text
    (told,) = [one for one in saved(Notice) if one.person_id == world.amina.id]
    assert told.says == {"answered": True}
    assert "A nasty note" in visitor.get(world.answer).text, "nothing is hidden by an answer alone"


@pytest.mark.parametrize("kind", KINDS)
def test_hidden_words_are_read_by_nobody_but_their_author(
    visitor, another, world, kind, saved, work_off, make
):
    reported(visitor, world, kind)
    another.sign_in(world.grace)
    another.get(f"/reports/{saved(Report)[0].id}")
    page = another.submit(answer="That was not fair.", button="Answer, and hide the words")
    assert "For everybody else it is hidden" in page.select_one("#hidden").text
    words = "poor summary" if kind == "feedback" else f"A nasty {kind}"
    number = make.draft(world.work, "The van came late.", number=2)
    number.sent_at, number.digest, number.receipt = now(), "d" * 64, "R-2"
    make.session.commit()
    pages = [
        world.answer,
        f"/notes/{world.things.note.id}/replies",
        f"/work/{world.work.id}/versions/2/comparison",
        address(world, kind),
        "/reports/",
        "/",
    ]
    for path in pages:
        page = visitor.get(path)
        assert words not in page.text, path
        assert kind != "feedback" or "A nasty comment" not in page.text, path
    assert "Hidden by the coordinator on" in visitor.get(world.answer).text
    another.sign_in(world.ruth)
    mentors = [world.answer, f"/queue/{number.id}", "/queue/", f"/learners/{world.amina.id}"]
    for path in mentors:
        assert words not in another.get(path).text, path
    another.sign_in(world.tom)
    page = another.get(world.answer)
    assert words not in page.text
    page = another.get(page.find("a", string="Why is it hidden?")["href"])
    assert words in page.select_one("#reported").text
    assert "That was not fair." in page.text
    assert "This is not kind." not in page.text
    assert "Amina" not in page.main.text
    work_off()
    (told,) = [one for one in saved(Notice) if one.person_id == world.tom.id]
    assert told.path == address(world, kind)
    assert len(saved(LogLine, verb="hid words")) == 1


def test_the_numbers_of_notes_stay(visitor, world, make):
    make.note(world.things.feedback, "The second", start=8, stop=12, exact="came")
    make.report(world.amina, world.things.note, hidden_at=now(), answer="No", answered_at=now())
    visitor.sign_in(world.amina)

    page = visitor.get(world.answer)

    assert "The second" in page.select_one("#note-2").text
    assert "Hidden by" in page.select_one("#note-1").text


def test_a_reply_of_the_learner_is_hidden_in_the_queue(visitor, world, make):
    make.report(world.tom, world.things.hers, hidden_at=now(), answer="No", answered_at=now())
    visitor.sign_in(world.tom)

    page = visitor.get("/queue/")

    assert "That hurts" not in page.text
    assert "Hidden by" in page.select_one("#replies").text


def test_shown_again_it_is_read_again_whichever_report_hid_it(visitor, world, make, saved):
    hidden = {"hidden_at": now(), "answer": "No", "answered_at": now()}
    make.report(world.ruth, world.things.note, **hidden)
    second = make.report(world.amina, world.things.note)
    make.session.commit()
    visitor.sign_in(world.grace)
    visitor.get(f"/reports/{second.id}")

    visitor.submit(answer="I was wrong.", button="show the words again")

    assert [one.hidden_at for one in saved(Report)] == [None, None]
    visitor.sign_in(world.amina)
    assert "A nasty note" in visitor.get(world.answer).text


def test_a_mentor_reports_a_reply_and_nobody_their_own_words(visitor, world):
    visitor.sign_in(world.tom)
    page = visitor.get(world.answer)
    assert [link["href"] for link in page.select("a[href^='/reports/']")] == [
        f"/reports/reply/{world.things.hers.id}"
    ]
    visitor.post(address(world), words="My own", status=403)
    visitor.get(address(world), status=303)
    assert visitor.location == f"/notes/{world.things.note.id}/replies"


def test_a_stranger_and_a_former_mentor_find_nothing(visitor, world, make, session):
    report = make.report(world.amina, world.things.note)
    make.session.commit()
    for person in (make.learner(world.programme, "Bo"), make.coordinator(make.programme("B"))):
        visitor.sign_in(person)
        for kind in KINDS:
            visitor.get(address(world, kind), status=404)
        visitor.get(f"/reports/{report.id}", status=404)
        visitor.post(f"/reports/{report.id}", answer="x", stamp="1", status=404)
    session.query(Mentoring).filter_by(mentor_id=world.ruth.id).one().ended_on = today()
    session.commit()
    visitor.sign_in(world.ruth)
    visitor.get(address(world), status=404)


def test_the_coordinator_gets_to_the_words_by_a_report_alone(visitor, world):
    visitor.sign_in(world.grace)

    for kind in KINDS:
        visitor.get(address(world, kind), status=404)


def test_who_reported_may_not_answer(visitor, world, saved):
    reported(visitor, world)

    visitor.post(f"/reports/{saved(Report)[0].id}", answer="Hide it", stamp="1", status=403)


def test_the_coordinator_who_wrote_it_may_answer_all_the_same(visitor, world, make):
    make.membership(world.tom, world.programme, "coordinator")
    report = make.report(world.amina, world.things.note)
    make.session.commit()
    visitor.sign_in(world.tom)
    visitor.get(f"/reports/{report.id}")

    visitor.submit(answer="I am sorry.", button="hide the words")

    assert visitor.page.select_one("#hidden")


def test_what_is_not_put_right_is_said_and_kept(visitor, world, saved):
    visitor.sign_in(world.amina)
    visitor.get(address(world))
    page = visitor.submit(words="  ", status=422)
    assert page.select_one("#words-wrong")
    page = visitor.submit(words="x" * 5_001, status=422)
    assert page.select_one("#words").text.strip() == "x" * 5_001
    assert not saved(Report)


def test_the_same_form_twice_and_another_tab_make_one_report(visitor, world, saved):
    visitor.sign_in(world.amina)
    visitor.get(address(world))
    key = visitor.key()
    for _press in range(2):
        visitor.post(address(world), words="Once", key=key)
    assert len(saved(Report)) == 1

    page = visitor.post(address(world), words="Other words", status=422)

    assert "You have reported this" in page.select_one("#words-wrong").text
    assert page.select_one("#words").text.strip() == "Other words"
    visitor.get(address(world), status=303)
    assert visitor.location == f"/reports/{saved(Report)[0].id}"


def test_after_an_answer_it_can_be_reported_again(visitor, world, make, saved):
    make.report(world.amina, world.things.note, answer="No", answered_at=now())
    reported(visitor, world, words="It is still there.")

    assert len(saved(Report)) == 2


def test_two_coordinators_overwrite_no_answer_in_silence(visitor, another, world, make, saved):
    report = make.report(world.amina, world.things.note)
    second = make.coordinator(world.programme, "Second")
    make.session.commit()
    visitor.sign_in(world.grace)
    another.sign_in(second)
    for one in (visitor, another):
        one.get(f"/reports/{report.id}")
    visitor.submit(answer="The first answer", button="Answer")

    page = another.submit(answer="The second answer", button="Answer", status=409)

    assert "The first answer" in page.text
    assert "The second answer" in page.text
    assert saved(Report)[0].answer == "The first answer"


@pytest.mark.parametrize("odd", [*ODD_TEXTS, LONG_TEXT[:4_990]])
def test_odd_words_are_shown_as_they_were_typed(visitor, another, world, odd, saved):
    reported(visitor, world, words=odd)
    another.sign_in(world.grace)
    page = another.get(f"/reports/{saved(Report)[0].id}")
    assert odd.split()[0] in page.select_one("#why").text
    page = another.submit(answer=odd, button="Answer")

    assert odd.split()[0] in page.select_one("#answer").text


def test_open_reports_stand_first_and_more_cost_no_more_statements(
    visitor, world, make, count_queries
):
    make.report(world.amina, world.things.note, answer="No", answered_at=now())
    make.report(world.amina, world.things.reply)
    visitor.sign_in(world.grace)

    def statements():
        with count_queries() as seen:
            page = visitor.get(LISTED)
        assert "waits for you" in page.select_one("#reports li").text
        return len(seen)

    few = statements()
    for number in range(20):
        make.report(make.learner(world.programme, f"L{number}"), world.things.reply)
    assert statements() <= few <= 10
    for number in range(20):
        make.report(make.learner(world.programme, f"M{number}"), world.things.reply)
    assert visitor.get(LISTED).find("a", string="Next page")


def test_hidden_words_cost_the_answer_no_more_statements(visitor, world, make, count_queries):
    visitor.sign_in(world.amina)
    visitor.get(world.answer)

    def statements():
        with count_queries() as seen:
            visitor.get(world.answer)
        return len(seen)

    few = statements()
    for thing in (world.things.note, world.things.reply, world.things.feedback):
        make.report(world.amina, thing, hidden_at=now(), answer="No", answered_at=now())
    assert statements() <= few <= 10


def test_a_former_mentor_reads_no_more_what_he_reported(visitor, world, make, session):
    report = make.report(world.tom, world.things.hers)
    visitor.sign_in(world.tom)
    assert "That hurts" in visitor.get(f"/reports/{report.id}").text

    tie = session.query(Mentoring).filter_by(mentor_id=world.tom.id).one()
    tie.ended_on = today()
    session.commit()

    page = visitor.get(f"/reports/{report.id}")
    assert "That hurts" not in page.text
    assert "This hurts me." in page.text
