"""The log that she reads: who opened what of hers, once a day, newest first."""

from datetime import timedelta

import pytest

from portal import log
from portal.clock import now, standing_at, today
from portal.models import LogLine, Mentoring, Opening, Question, Report
from tests.odd import ODD_TEXTS

HERE = "/who-can-see/log"


@pytest.fixture
def tom(make, programme, amina):
    return make.mentor(programme, amina, name="Tom Okafor")


@pytest.fixture
def work(make, programme, amina):
    return make.work(amina, programme)


@pytest.fixture
def sent(make, work):
    return make.sent(work)


def lines(visitor, amina, path=HERE):
    visitor.sign_in(amina)
    page = visitor.get(path)
    return [
        line.text.replace("\u2068", "").replace("\u2069", "") for line in page.select("#log dd")
    ]


def opened(session):
    return session.query(LogLine).filter_by(verb="opened").count()


def test_a_mentor_opens_her_version_and_she_reads_it(visitor, another, make, amina, tom, sent):
    another.sign_in(tom)
    for _time in range(2):
        another.get(f"/work/{sent.work_id}/versions/1")
        another.get(f"/queue/{sent.id}")

    assert lines(visitor, amina) == ["Tom Okafor opened version 1 of Storing food safely."]


def test_everything_that_a_mentor_opens_is_noted(
    visitor, another, make, amina, tom, work, sent, programme, storage
):
    feedback = make.given(sent, tom)
    note = make.note(feedback)
    second = make.draft(work, number=2)
    question = make.keep(
        Question(
            programme_id=programme.id, version_id=second.id, author_id=amina.id, words="Enough?"
        )
    )
    plain = {"type": "application/pdf", "width": None, "height": None, "bytes": 4}
    sheet = make.photo(amina, "list.pdf", **plain)
    storage.put(sheet.key, b"%PDF", sheet.type)
    make.attach(second, sheet)
    reflection = make.reflection(amina, shared_in_id=programme.id, shared_at=now())
    another.sign_in(tom)
    another.get(f"/learners/{amina.id}")
    another.get(f"/work/{work.id}")
    another.get(f"/work/{work.id}/versions/1/feedback")
    another.get(f"/notes/{note.id}/replies")
    another.get(f"/questions/{question.id}")
    another.get(f"/work/{work.id}/versions/2")
    another.get(f"/reflections/{reflection.id}")
    another.get(f"/media/{sheet.id}/file")

    seen = lines(visitor, amina)

    assert seen == [
        "Tom Okafor opened your file list.pdf.",
        f"Tom Okafor read your reflection of {visitor.page.dt.text}.",
        "Tom Okafor opened your draft of Storing food safely, by your question.",
        "Tom Okafor read your question about Storing food safely.",
        "Tom Okafor opened the answer to version 1 of Storing food safely.",
        "Tom Okafor opened the page of Storing food safely.",
        "Tom Okafor opened the page about you.",
    ]


def test_her_own_openings_and_refused_ones_are_not_noted(
    visitor, another, make, amina, programme, sent, session
):
    visitor.sign_in(amina)
    visitor.get(f"/work/{sent.work_id}")
    visitor.get(f"/work/{sent.work_id}/versions/1")
    another.sign_in(make.mentor(programme, name="Ruth"))
    another.get(f"/work/{sent.work_id}/versions/1", status=404)
    another.get(f"/learners/{amina.id}", status=404)

    assert opened(session) == 0
    assert visitor.get(HERE).select_one(".empty")


def test_a_line_is_written_once_a_day_of_hers_even_at_the_same_moment(
    make, amina, tom, sent, session
):
    about = {"person_id": tom.id, "about_id": amina.id, "subject_id": sent.id}
    for hours in (0, 0, 30):
        with standing_at(now() + timedelta(hours=hours)):
            log.note_opened(session, what=log.Opened.VERSION, **about)
    log.note_opened(session, what=log.Opened.DRAFT, **about)
    session.commit()

    assert opened(session) == 3


def test_links_are_told_by_day_and_nothing_else(visitor, make, amina, tom, sent, another):
    portfolio = make.portfolio(amina)
    share = make.share(amina, "s", portfolio_id=portfolio.id)
    for days, times, scans in ((0, 1, 0), (1, 4, 2), (2, 0, 7)):
        make.keep(
            Opening(share_id=share.id, day=today() - timedelta(days=days), times=times, scans=scans)
        )
    another.sign_in(tom)
    another.get(f"/work/{sent.work_id}/versions/1")

    assert lines(visitor, amina) == [
        "Your link Bakery job, June was opened once.",
        "Tom Okafor opened version 1 of Storing food safely.",
        "Your link Bakery job, June was opened 4 times.",
    ]
    assert len(visitor.page.select("#log dt")) == 2


def test_nobody_reads_what_is_about_another(visitor, make, amina, tom, sent, another, programme):
    another.sign_in(tom)
    another.get(f"/work/{sent.work_id}/versions/1")

    assert lines(visitor, tom) == []
    assert lines(visitor, make.learner(programme, "Bo")) == []


def test_who_is_gone_is_named_no_more_and_what_is_gone_neither(
    visitor, make, amina, tom, sent, session
):
    reflection = make.reflection(amina)
    for what, subject in ((log.Opened.VERSION, sent.id), (log.Opened.REFLECTION, reflection.id)):
        log.note_opened(session, person_id=tom.id, about_id=amina.id, what=what, subject_id=subject)
    session.commit()
    for line in session.query(LogLine).filter_by(verb="opened", subject_id=sent.id):
        line.person_id = None
    session.delete(reflection)
    session.commit()

    assert sorted(lines(visitor, amina)) == [
        "Somebody who left opened version 1 of Storing food safely.",
        "Tom Okafor opened something that is not here any more.",
    ]


def test_a_long_log_comes_in_pages_without_gap_or_double(
    visitor, make, amina, tom, sent, session, count_queries
):
    portfolio = make.portfolio(amina)
    shares = [
        make.share(amina, f"s{n}", portfolio_id=portfolio.id, label=f"L{n}") for n in range(3)
    ]
    for days in range(30):
        for share in shares:
            session.add(
                Opening(share_id=share.id, day=today() - timedelta(days=days), times=days + 2)
            )
        with standing_at(now() - timedelta(days=days)):
            log.note_opened(
                session,
                person_id=tom.id,
                about_id=amina.id,
                what=log.Opened.VERSION,
                subject_id=sent.id,
            )
    session.commit()
    visitor.sign_in(amina)
    path, found, counts = HERE, [], set()
    while path:
        with count_queries() as seen:
            page = visitor.get(path)
        counts.add(len(seen))
        found += [(line.find_previous("dt").text, line.text) for line in page.select("#log dd")]
        older = page.find("a", string="Older ones")
        path = older["href"] if older else ""

    assert len(found) == len(set(found)) == 120
    assert counts == {3}


@pytest.mark.parametrize(
    "before", ["x", "-", "9" * 40 + "-", "1-zz", "99999999999999999-" + "0" * 32]
)
def test_an_odd_place_begins_at_the_newest(visitor, amina, before):
    visitor.sign_in(amina)
    visitor.get(f"{HERE}?before={before}")


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_odd_titles_stay_words(visitor, another, make, amina, tom, programme, text):
    work = make.work(amina, programme, title=text)
    make.sent(work)
    another.sign_in(tom)
    another.get(f"/work/{work.id}/versions/1")

    assert text in lines(visitor, amina)[0]


def test_what_is_noted_costs_the_page_nothing(
    another, amina, tom, sent, app, session, count_queries
):
    another.sign_in(tom)
    another.get("/learners/")
    address = f"/work/{sent.work_id}/versions/1"
    with count_queries() as first:
        response = another.client.get(address)
        response.get_data()
        page = len(first)
        response.close()
    with count_queries() as second:
        response = another.client.get(address)
        response.get_data()
        again = len(second)
        response.close()

    assert page == again
    assert [text for text in first[page:] if "INSERT" in text]
    assert page <= 10
    assert opened(session) == 1


def test_a_former_mentor_is_still_in_the_log(visitor, another, amina, tom, sent, session):
    another.sign_in(tom)
    another.get(f"/work/{sent.work_id}/versions/1")
    session.query(Mentoring).one().ended_on = today()
    session.commit()

    assert lines(visitor, amina)[0].startswith("Tom Okafor")


def test_she_reads_that_her_reported_words_were_read(
    visitor, another, make, amina, tom, sent, programme
):
    reply = make.reply(make.note(make.given(sent, tom)), amina)
    values = {"programme_id": programme.id, "kind": "reply", "subject_id": reply.id}
    report = make.keep(Report(person_id=tom.id, words="Not kind.", **values))
    another.sign_in(make.coordinator(programme, "Grace"))
    another.get(f"/reports/{report.id}")

    assert lines(visitor, amina) == ["Grace read words of yours that were reported."]
