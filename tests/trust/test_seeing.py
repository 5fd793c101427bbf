"""What the page says is what the rules say: for everybody in a small world, and every thing."""

from types import SimpleNamespace

import pytest
from sqlalchemy import select

from portal.clock import now, today
from portal.models import Membership, Mentoring, Question, Reflection, Version, Work
from portal.policy.reflections import visible_reflections
from portal.policy.work import visible_versions, visible_works
from tests.odd import ODD_TEXTS


@pytest.fixture
def world(make, session):
    """Amina in two programmes; people who mentor her, did once, or have left; her things."""
    here, there = make.programme("Harbour Skills"), make.programme("Other House")
    w = SimpleNamespace(here=here, there=there, amina=make.learner(here, "Amina"))
    make.membership(w.amina, there, "learner")
    mentors = [make.mentor(here, w.amina, name=name) for name in ("Tom", "Sara", "Olaf", "Vera")]
    miro, ruth = make.mentor(there, w.amina, name="Miro"), make.mentor(here, name="Ruth")
    grace, nina = make.coordinator(here, "Grace"), make.coordinator(there, "Nina")
    w.cast = [*mentors, miro, ruth, grace, nina, make.learner(here, "Bo"), make.person("Paul")]
    session.query(Mentoring).filter_by(mentor_id=mentors[2].id).one().ended_on = today()
    session.query(Membership).filter_by(person_id=mentors[3].id).one().ended_on = today()
    session.commit()
    _write(make, w)
    return w


def _write(make, w):
    titles = ("a draft", "a sent one", "revised", "asked about", "answered", "taken on")
    works = [make.work(w.amina, w.here, title=title) for title in titles]
    there = make.work(w.amina, w.there, title="sent elsewhere")
    make.draft(works[0])
    for work in (*works[1:3], there, works[5]):
        make.sent(work)
    make.draft(works[2], number=2)
    for work, answer in ((works[3], None), (works[4], "Enough."), (works[5], None)):
        draft = make.draft(work, number=2 if work is works[5] else 1)
        make.keep(
            Question(
                programme_id=w.here.id,
                version_id=draft.id,
                author_id=w.amina.id,
                words="Is it enough?",
                answer=answer,
                answered_at=now() if answer else None,
            )
        )
    make.reflection(w.amina, "For me alone")
    for programme, words in ((w.here, "Shared here"), (w.there, "Shared there")):
        make.reflection(w.amina, words, shared_in_id=programme.id, shared_at=now())


def names_in(text, cast):
    return {person.name for person in cast if person.name in text}


def who(session, make, cast, rule, thing, *where):
    """Ask the rules who of them sees a thing of that kind."""
    seers = set()
    for person in cast:
        query = rule(make.known(person)).where(*where).with_only_columns(thing.id)
        if session.scalars(query).first():
            seers.add(person.name)
    return seers


def test_the_page_says_of_every_work_what_the_rules_say(visitor, make, session, world):
    visitor.sign_in(world.amina)
    page = visitor.get("/who-can-see/works")

    for work in session.scalars(select(Work)).all():
        shown = page.select_one(f"#work-{work.id}").text
        readers = who(session, make, world.cast, visible_versions, Version, Work.id == work.id)
        assert names_in(shown, world.cast) == readers, work.title
        drafts = [line.text for line in page.select(f"#work-{work.id} .seen")]
        drafts = [text for text in drafts if "raft" in text]
        unsent = (Work.id == work.id, Version.sent_at.is_(None))
        seers = who(session, make, world.cast, visible_versions, Version, *unsent)
        assert names_in(" ".join(drafts), world.cast) == seers, work.title


def test_the_page_says_of_every_reflection_what_the_rules_say(visitor, make, session, world):
    visitor.sign_in(world.amina)
    page = visitor.get("/who-can-see/reflections")

    for one in session.scalars(select(Reflection)).all():
        shown = " ".join(line.text for line in page.select(f"#reflection-{one.id} .seen"))
        readers = who(
            session, make, world.cast, visible_reflections, Reflection, Reflection.id == one.id
        )
        assert names_in(shown, world.cast) == readers, one.words
    assert names_in(page.select_one("#main").text, world.cast) == {"Tom", "Sara", "Miro"}


def test_a_mentor_named_for_a_programme_is_who_sees_a_work_there(visitor, make, session, world):
    visitor.sign_in(world.amina)
    page = visitor.get("/who-can-see")

    for programme, coordinator in ((world.here, "Grace"), (world.there, "Nina")):
        told = names_in(page.select_one(f"#programme-{programme.id}").text, world.cast)
        seers = who(
            session, make, world.cast, visible_works, Work, Work.programme_id == programme.id
        )
        assert told == seers | {coordinator}


def test_a_draft_is_said_to_be_hers_alone_and_leads_to_where_she_changes_it(
    visitor, session, world
):
    visitor.sign_in(world.amina)
    page = visitor.get("/who-can-see/works")

    work = session.scalars(select(Work).where(Work.title == "a draft")).one()
    line = page.select_one(f"#work-{work.id}")
    assert line.select_one(".seen").text == "Only you: it is a draft."
    assert line.a["href"] == f"/work/{work.id}"
    asked = session.scalars(select(Work).where(Work.title == "asked about")).one()
    said = page.select_one(f"#work-{asked.id} .seen").text
    assert "while your question is open" in said


def test_links_are_named_with_what_they_open_and_only_while_they_open(
    visitor, make, session, world
):
    version = session.scalars(select(Version).join(Work).where(Work.title == "a sent one")).one()
    shared = session.scalars(select(Reflection).where(Reflection.words == "Shared here")).one()
    portfolio = make.portfolio(world.amina)
    kitchen, empty = make.page(portfolio), make.page(portfolio, "Empty", 2)
    piece = make.piece(kitchen, version_id=version.id)
    make.piece(kitchen, reflection_id=shared.id, position=2)
    by_piece = make.share(world.amina, "a", label="Bakery", piece_id=piece.id)
    by_page = make.share(world.amina, "b", label="Aunt", page_id=kitchen.id)
    make.share(world.amina, "c", label="Gone", page_id=kitchen.id, off_at=now())
    make.share(
        world.amina, "d", label="Over", portfolio_id=portfolio.id, ends_on=today().replace(2020)
    )

    visitor.sign_in(world.amina)
    page = visitor.get("/who-can-see")

    links = {link["href"] for link in page.select("#links a")}
    assert links == {f"/portfolio/links/{one.id}" for one in (by_piece, by_page)}
    pages = [line.text for line in page.select("#pages > li")]
    assert "Bakery" in pages[0]
    assert "Aunt" in pages[0]
    assert "Gone" not in pages[0]
    assert "Only you: no link opens it." in pages[1]
    assert page.select("#pages a")[1]["href"] == f"/portfolio/pages/{empty.id}"
    works = visitor.get("/who-can-see/works")
    assert "Aunt\u2069 and \u2068Bakery" in works.select_one(f"#work-{version.work_id}").text
    reflections = visitor.get("/who-can-see/reflections")
    said = reflections.select_one(f"#reflection-{shared.id}").text
    assert "Aunt" in said
    assert "Bakery" not in said


def test_twenty_more_of_each_cost_no_more_statements(visitor, make, session, world, count_queries):
    portfolio = make.portfolio(world.amina)
    make.piece(make.page(portfolio))
    make.share(world.amina, "first", portfolio_id=portfolio.id)
    visitor.sign_in(world.amina)
    paths = ("/who-can-see", "/who-can-see/works", "/who-can-see/reflections")
    before = {}
    for path in paths:
        visitor.get(path)
        with count_queries() as seen:
            visitor.get(path)
        before[path] = len(seen)
        assert len(seen) <= 10, seen

    for number in range(20):
        make.sent(make.work(world.amina, world.here, title=f"work {number}"))
        make.reflection(world.amina, f"thought {number}")
        page = make.page(portfolio, f"page {number}", number + 2)
        make.share(world.amina, f"s{number}", page_id=page.id)

    for path in paths:
        with count_queries() as seen:
            page = visitor.get(path)
        assert len(seen) == before[path], path
    assert visitor.page.find("a", string="Older ones")["href"] == "/who-can-see/reflections?skip=20"
    front = visitor.get("/who-can-see")
    assert len(front.select("#works > li")) == len(front.select("#links > li")) == 5
    assert len(visitor.get("/who-can-see/works?skip=20").select("[id^=work-]")) == 7
    visitor.get("/who-can-see/works?skip=-5")


def test_without_a_mentor_it_says_so(visitor, make):
    programme = make.programme()
    lea = make.learner(programme, "Lea")
    make.sent(make.work(lea, programme))
    visitor.sign_in(lea)

    page = visitor.get("/who-can-see")

    assert "nobody mentors you" in page.select_one("#works").text


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_odd_words_stay_words(visitor, make, text):
    programme = make.programme()
    lea = make.learner(programme, "Lea")
    make.work(lea, programme, title=text[:200].strip() or "x")
    make.reflection(lea, text)
    portfolio = make.portfolio(lea)
    make.page(portfolio, text[:200] or "x")
    make.share(lea, "s", portfolio_id=portfolio.id, label=text[:200] or "x")
    visitor.sign_in(lea)

    for path in ("/who-can-see", "/who-can-see/works", "/who-can-see/reflections"):
        visitor.get(path)


def test_a_mentor_and_a_coordinator_read_what_they_see_and_what_others_see(visitor, world):
    visitor.sign_in(world.cast[0])
    page = visitor.get("/who-can-see")
    assert page.select("#as-mentor")
    assert not page.select("#works, #as-coordinator")

    visitor.sign_in(world.cast[6])
    page = visitor.get("/who-can-see")
    assert page.select("#as-coordinator")
    assert not page.select("#works, #as-mentor")


def test_the_page_is_reached_from_the_settings(visitor, world):
    visitor.sign_in(world.amina)
    page = visitor.get("/settings")

    assert page.select("a[href='/who-can-see']")
    assert page.select("a[href='/consents']")
