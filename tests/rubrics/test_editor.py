"""Writing a rubric in plain forms."""

import pytest

from portal.models import Criterion, Edition, LogLine, Rubric


def change(visitor, here, number=1):
    """Open the form of the criterion with this number."""
    page = visitor.get(here)
    return visitor.get(page.select("section.card")[number - 1].select_one("a")["href"])


def names(page):
    return [head.text for head in page.select("section.card h2")]


def test_a_rubric_is_written_from_nothing(visitor, grace, session, make, programme):
    skill = make.skill(programme, "Safe food")
    visitor.get("/programme/rubrics")
    visitor.submit(title="Keeping food safe")
    visitor.get(visitor.page.select_one("main a.button")["href"])
    four = [box["value"] for box in visitor.page.select("input[name$='-name']") if box["value"]]
    assert four == ["Not yet", "On the way", "Achieved", "Strong"]

    page = visitor.submit(
        name="Labels and dates",
        skill=skill.id,
        words="Every box says what it is.",
        levels__0__words="No label.",
        levels__1__words="A label without a date.",
        levels__2__words="A label with a date.",
        levels__3__words="You check others' labels too.",
    )

    assert names(page) == ["Labels and dates"]
    assert [item.b.text for item in page.select(".ladder li")] == four
    assert len(page.select(".ladder .state--good")) == 2
    assert "Safe food" in page.text
    verbs = [line.verb for line in session.query(LogLine).order_by(LogLine.id)]
    assert verbs[-2:] == ["made rubric", "made criterion"]


def test_words_and_levels_are_changed_in_place_while_nobody_used_them(
    visitor, grace, here, read, levels
):
    change(visitor, here)

    page = visitor.submit(
        name="Takes in deliveries", levels__1__words="You count.", levels__1__met="1"
    )

    assert read() == [(1, "Keeping food safe", ["Takes in deliveries", "Labels"])]
    assert levels("Takes in deliveries")[1] == ("On the way", "You count.", True)
    assert names(page) == ["Takes in deliveries", "Labels"]


def test_a_level_is_added_in_the_empty_boxes_below(visitor, grace, here, levels):
    change(visitor, here)

    visitor.submit(levels__4__name="Master", levels__4__words="You teach it.", levels__4__met="1")

    assert levels("Deliveries")[4] == ("Master", "You teach it.", True)


@pytest.mark.parametrize(
    ("button", "order"),
    [
        ("up:1", ["On the way", "Not yet", "Achieved", "Strong"]),
        ("down:2", ["Not yet", "On the way", "Strong", "Achieved"]),
        ("out:0", ["On the way", "Achieved", "Strong"]),
        ("up:0", ["Not yet", "On the way", "Achieved", "Strong"]),
        ("out:99", ["Not yet", "On the way", "Achieved", "Strong"]),
        ("nonsense:x", ["Not yet", "On the way", "Achieved", "Strong"]),
    ],
)
def test_a_button_of_a_level_saves_and_moves(visitor, grace, here, levels, press, button, order):
    change(visitor, here)

    press(button, words="Typed on the way.")

    assert [name for name, _words, _met in levels("Deliveries")] == order
    if ":" in button:
        page = visitor.get(visitor.location.partition("#")[0])
        assert "Typed on the way." in page.select_one("textarea").text


def test_enter_in_a_box_saves(visitor, grace, here):
    page = change(visitor, here)

    assert page.select_one("main form button")["value"] == "save"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "Enter what you look at"),
        ({"levels__0__name": ""}, "Enter the name of the level"),
        ({"levels__0__words": " "}, "Describe in a sentence"),
        ({"levels__2__met": None, "levels__3__met": None}, "Tick which of the levels"),
        ({"skill": "nonsense"}, "Choose one of the list"),
    ],
)
def test_what_is_missing_is_said_and_the_rest_is_kept(visitor, grace, here, fields, sentence):
    change(visitor, here)

    page = visitor.submit(**({"words": "Kept words"} | fields), status=422)

    assert sentence in " ".join(one.text for one in page.select(".wrong"))
    assert "Kept words" in page.text


def test_one_level_is_too_few(visitor, grace, here, levels, press):
    for _time in range(2):
        change(visitor, here)
        press("out:0")
    change(visitor, here)

    press("out:0", status=422)

    assert len(levels("Deliveries")) == 2
    assert len([b for b in visitor.page.select("textarea[name^=levels]") if b.text.strip()]) == 2


def test_criteria_move_up_and_down_and_are_taken_out(visitor, grace, here, read):
    page = visitor.get(here)
    visitor.submit("section:nth-of-type(2) form", button="Up")
    assert read()[-1][2] == ["Labels", "Deliveries"]
    visitor.page = page
    visitor.submit("section:nth-of-type(2) form", button="Up")
    assert read()[-1][2] == ["Labels", "Deliveries"]

    visitor.get(visitor.page.select("section.card a")[1]["href"])
    first = visitor.page
    visitor.submit(button="Take it out")
    visitor.page = first
    visitor.submit(button="Take it out")

    assert read() == [(1, "Keeping food safe", ["Deliveries"])]


def test_what_was_taken_out_meanwhile_is_not_lost_to_who_still_writes(visitor, grace, here, read):
    form = change(visitor, here)
    visitor.get(here)
    visitor.get(visitor.page.select("section.card a")[1]["href"])
    visitor.submit(button="Take it out")
    visitor.page = form

    page = visitor.submit(name="Deliveries, better", status=422)
    assert "taken out" in page.select_one("[role=alert]").text
    visitor.submit()

    assert read()[-1][2] == ["Labels", "Deliveries, better"]


def test_a_removal_shown_before_a_change_asks_again(visitor, grace, here, read):
    visitor.get(here)
    removal = visitor.get(visitor.page.select("section.card a")[1]["href"])
    change(visitor, here)
    visitor.submit(words="Better words")
    visitor.page = removal

    page = visitor.submit(button="Take it out", status=422)

    assert "Better words" in page.text
    visitor.submit(button="Take it out")
    assert read()[-1][2] == ["Labels"]


def test_two_tabs_overwrite_nothing(visitor, grace, here, read):
    stale = change(visitor, here)
    visitor.submit(name="First")
    visitor.page = stale

    visitor.submit(name="Second", status=409)
    assert read()[-1][2] == ["First", "Labels"]
    visitor.submit(button="Keep what I typed")
    assert read()[-1][2] == ["Second", "Labels"]


def test_the_same_form_twice_is_one_change(visitor, grace, here, session, edition):
    form = change(visitor, here)
    visitor.submit(name="Once")
    stamp = session.get(Edition, edition.id, populate_existing=True).stamp
    session.commit()
    visitor.page = form
    visitor.submit(name="Once")

    assert session.get(Edition, edition.id, populate_existing=True).stamp == stamp


def test_the_title_is_changed_and_asked_for(visitor, grace, here, read):
    visitor.get(here)
    visitor.submit(f"main form[action='{here}']", title=" ", status=422)
    visitor.submit(f"main form[action='{here}']", title="Safe food")

    assert read()[-1][1] == "Safe food"


def test_odd_words_come_back_as_typed(visitor, grace, here, levels):
    odd = 'سطر "one" <b>\n\nline 😀 &amp;'
    change(visitor, here)
    visitor.submit(name="x" * 16_000, levels__0__words=odd, status=422)
    assert len(visitor.page.select_one("#name")["value"]) == 16_000

    visitor.submit(name="Deliveries")

    assert levels("Deliveries")[0][1] == odd
    visitor.get(here)
    assert "<b>" in visitor.page.select_one(".ladder").text


def test_rubrics_of_another_programme_are_not_found(visitor, grace, make, session):
    other = make.rubric(make.programme("Northside College"), title="Foreign words")
    session.commit()
    here = f"/programme/rubrics/{other.rubric_id}"
    criterion = f"{here}/criteria/{other.id}"

    assert "Foreign" not in visitor.get("/programme/rubrics").text
    for path in (here, f"{here}/criteria/new", criterion, f"{criterion}/removal"):
        visitor.get(path, status=404)
        visitor.post(path, title="Mine", name="Mine", status=404)
        visitor.get("/settings")
    visitor.post(f"{criterion}/place", way="up", status=404)


def test_a_criterion_of_another_rubric_is_not_reached_through_this_one(
    visitor, grace, make, here, session
):
    other = make.rubric(make.programme("Northside College"), "Foreign thing")
    foreign = session.query(Criterion).filter_by(edition_id=other.id).one().id
    session.commit()

    visitor.get(f"{here}/criteria/{foreign}", status=303)
    visitor.get(f"{here}/criteria/{foreign}/removal", status=303)
    visitor.get("/settings")
    visitor.post(f"{here}/criteria/{foreign}/removal", seen="1")
    assert session.query(Criterion).filter_by(name="Foreign thing").count() == 1


@pytest.mark.parametrize("role", ["learner", "mentor"])
def test_others_in_the_programme_may_not_change_it(visitor, make, programme, here, role, session):
    visitor.sign_in(getattr(make, role)(programme))

    for path in (here, f"{here}/criteria/new"):
        visitor.get(path, status=403)
        visitor.post(path, title="Mine", status=403)
        visitor.get("/settings")
    visitor.get("/programme/rubrics", status=403)
    visitor.post("/programme/rubrics", title="Mine", status=403)
    assert session.query(Rubric).count() == 1


def test_twenty_more_rubrics_and_criteria_cost_no_more_statements(
    visitor, grace, make, programme, here, edition, count_queries
):
    visitor.get(here)
    with count_queries() as few:
        visitor.get(here)
        visitor.get("/programme/rubrics")
    for number in range(20):
        make.criterion(edition, f"Criterion {number}", number + 10)
        make.rubric(programme, "One", title=f"Rubric {number}")
    make.session.commit()
    with count_queries() as many:
        visitor.get(here)
        visitor.get("/programme/rubrics")

    assert len(many) == len(few) <= 16
