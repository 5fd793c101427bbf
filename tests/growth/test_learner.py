"""How a learner grew: on her first page, on her portfolio, on her own page, and for her mentor."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.clock import now, standing_at

SHOWN = ("/", "/portfolio/")


@pytest.fixture
def amina(visitor, grown):
    visitor.sign_in(grown.amina)
    return visitor


def words(tag):
    return " ".join(tag.text.split())


@pytest.mark.parametrize("path", SHOWN)
def test_she_sees_the_newest_level_and_the_one_before(amina, answer, path):
    answer(2, at=now() - timedelta(days=40))
    answer(3)

    page = amina.get(path)

    assert words(page.select_one("#growth li")) == "Safe food: Achieved Before: On the way"
    assert page.select_one("#growth a")["href"] == "/growth"


def test_the_drawing_says_every_level_with_its_day(amina, answer):
    answer(2, at=datetime(2026, 3, 3, 12, tzinfo=UTC))
    answer(3, at=datetime(2026, 5, 12, 12, tzinfo=UTC))

    with standing_at(datetime(2026, 5, 20, tzinfo=UTC)):
        picture = amina.get("/").select_one("#growth svg")

    assert picture["aria-label"] == "Safe food: On the way on 3 March, Achieved on 12 May"


def test_levels_of_one_answer_stand_together(amina, answer, grown, make):
    make.criteria(grown.edition)[1].skill_id = grown.skill.id
    make.session.commit()
    answer(4, 1)

    line = amina.get("/").select_one("#growth li")

    assert words(line) == "Safe food: Not yet and Strong"


@pytest.mark.parametrize("path", [*SHOWN, "/growth"])
def test_what_is_not_given_is_not_shown(amina, answer, path):
    answer(4, given=False)
    answer(None)

    page = amina.get(path)

    assert not page.select("#growth, svg.levels")
    assert "Strong" not in page.text


def test_her_own_page_leads_to_every_answer(amina, answer):
    work = answer(2, 3, at=now() - timedelta(days=2))
    answer(3, work=work, number=2)

    page = amina.get("/growth")

    assert words(page.select_one("h3")) == "Safe food"
    assert [words(one) for one in page.select("h3")] == ["Safe food", "Without a skill"]
    addresses = [link["href"] for link in page.select("dl a")]
    assert addresses == [f"/work/{work.id}/versions/{n}/feedback" for n in (1, 2, 1)]
    assert words(page.select_one("dd")).startswith("On the way ")
    assert words(page.select_one("dd")).endswith("→ Achieved today")


def test_nothing_marked_says_what_will_be_here(amina):
    page = amina.get("/growth")

    assert "Nothing yet" in page.text
    assert page.select_one("main a.button")["href"] == "/work/"
    assert not amina.get("/").select("#growth")


def test_no_points_and_no_ranks(amina, answer):
    answer(3, 2)

    for path in (*SHOWN, "/growth"):
        text = amina.get(path).select_one("main").text.lower()
        assert not [word for word in ("point", "rank", "score", "%", "2 of 4") if word in text]


def test_only_four_skills_stand_on_the_first_page(amina, answer, make, grown, session):
    for number in range(6):
        skill = make.skill(grown.programme, f"Skill {number}")
        grown.edition = make.rubric(grown.programme, "One", title=f"Rubric {number}")
        make.criteria(grown.edition)[0].skill_id = skill.id
        session.commit()
        answer(3, at=now() - timedelta(days=number))

    shown = [one.text for one in amina.get("/").select("#growth li > bdi")]

    assert shown == ["Skill 0", "Skill 1", "Skill 2", "Skill 3"]
    assert len(amina.get("/growth").select("h3")) == 6


def test_a_mentor_sees_it_on_her_page(visitor, answer, grown):
    answer(3)
    visitor.sign_in(grown.tom)

    heading = visitor.get(f"/learners/{grown.amina.id}").select_one("#levels h3")

    assert words(heading) == "Safe food"
    assert "Achieved on" in heading.svg["aria-label"]


def test_nobody_else_sees_it(visitor, another, answer, grown, make):
    answer(3)
    for person in (make.learner(grown.programme, "Bo"), make.mentor(grown.programme, name="Ruth")):
        visitor.sign_in(person)
        visitor.get(f"/learners/{grown.amina.id}", status=404)
        assert not visitor.get("/growth").select("svg")
    another.get("/growth", status=303)


def test_odd_names_stay_what_they_are(amina, answer, grown, make, session):
    odd = 'שלום "x" <b>&</b> 😀 ' * 300
    session.get(type(grown.skill), grown.skill.id).name = odd
    session.commit()
    answer(3)

    page = amina.get("/growth")

    assert page.select_one("svg")["aria-label"].startswith(odd)
    assert not page.select("h3 b")


def test_more_answers_cost_no_more_statements(amina, answer, visitor, grown, count_queries):
    answer(1)
    pages = (*SHOWN, "/growth")
    counted = []
    for _round in range(2):
        for path in pages:
            amina.get(path)
            with count_queries() as seen:
                amina.get(path)
            counted.append(len(seen))
            assert len(seen) <= 10
        for number in range(20):
            answer(3, at=now() - timedelta(days=number))

    assert counted[:3] == counted[3:]
    assert len(amina.get("/growth").select("dl a")) >= 21
