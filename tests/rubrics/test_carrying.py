"""Rubrics are carried elsewhere as JSON, and brought in whole or not at all."""

import json
from copy import deepcopy

import pytest

from portal.blueprints.rubrics.exchange import EXAMPLE, NotARubric, read_rubric
from portal.models import Criterion, Edition, Rubric, Skill
from tests.odd import LONG_TEXT, ODD_TEXTS

IMPORT = "/programme/rubrics/import"
GOOD = json.loads(EXAMPLE)


def changed(*path, to):
    """Return the example with one thing in it changed."""
    whole = deepcopy(GOOD)
    *way, last = path
    here = whole
    for step in way:
        here = here[step]
    here[last] = to
    return json.dumps(whole, ensure_ascii=False)


def wrongs(page):
    return [item.text for item in page.select(".says--wrong li")]


@pytest.fixture
def exported(visitor, here):
    """Save a rubric as a file and read it."""

    def read(path=None):
        visitor.get(f"{path or here}/json")
        return json.loads(visitor.response.get_data(as_text=True))

    return read


def test_a_rubric_goes_out_as_a_file(visitor, grace, exported, edition, make, programme):
    criterion = make.criteria(edition)[0]
    criterion.skill_id = make.skill(programme, "Safe food").id
    make.session.commit()

    whole = exported()

    assert (whole["foothold"], whole["version"], whole["title"]) == (
        "rubric",
        1,
        "Keeping food safe",
    )
    assert [one["skill"] for one in whole["criteria"]] == ["Safe food", ""]
    assert whole["criteria"][0]["levels"][2] == {
        "name": "Achieved",
        "words": "Deliveries: achieved, said in a sentence.",
        "met": True,
    }
    headers = visitor.response.headers
    assert headers["Content-Disposition"] == 'attachment; filename="keeping-food-safe.json"'
    assert headers["Content-Type"] == "application/json"


def test_what_goes_out_comes_in_with_the_same_words(
    visitor, grace, exported, edition, make, programme, session
):
    for criterion, name in zip(make.criteria(edition), ("Safe food", "Clear notes"), strict=True):
        criterion.skill_id = make.skill(programme, name).id
        criterion.words = f'About "{name}" & <others>:\n\n– مرحبا 🍞'
    session.commit()
    whole = exported()
    elsewhere = make.programme("Other House")
    make.skill(elsewhere, "SAFE  FOOD")
    visitor.sign_in(make.coordinator(elsewhere))
    visitor.get(IMPORT)

    page = visitor.submit(rubric=json.dumps(whole), status=422)
    assert [head.text for head in page.select("section.card h3")] == ["Deliveries", "Labels"]
    assert "Clear notes" in page.select_one("label.pick").text
    visitor.submit(button="Make this rubric", follow=False)

    made = exported(visitor.location)
    whole["criteria"][0]["skill"] = "SAFE  FOOD"
    assert made == whole
    names = [skill.name for skill in session.query(Skill).filter_by(programme_id=elsewhere.id)]
    assert names == ["SAFE  FOOD", "Clear notes"]


def test_unknown_skills_are_left_out_when_she_takes_the_tick_away(visitor, grace, session):
    visitor.get(IMPORT)
    visitor.submit(rubric=EXAMPLE, status=422)

    visitor.submit(button="Make this rubric", skills=None)

    assert session.query(Skill).count() == 0
    assert session.query(Criterion).one().skill_id is None


@pytest.mark.parametrize(
    "raw",
    [
        EXAMPLE.encode(),
        b"\xef\xbb\xbf" + EXAMPLE.encode(),
        EXAMPLE.encode("utf-16"),
        EXAMPLE.replace("\n", "\r\n").encode(),
    ],
    ids=["plain", "BOM", "UTF-16", "Windows lines"],
)
def test_a_file_comes_in_however_it_was_saved(visitor, grace, session, raw):
    visitor.get(IMPORT)
    visitor.submit(file=(raw, "rubric.json"), status=422)
    visitor.submit(button="Make this rubric")

    assert session.query(Edition).one().title == "Keeping food safe"


def test_windows_letters_come_in_whole(visitor, grace, session):
    visitor.get(IMPORT)
    raw = changed("title", to="Café “Müller”").encode("cp1252")
    visitor.submit(file=(raw, "rubric.json"), status=422)
    visitor.submit(button="Make this rubric")

    assert session.query(Edition).one().title == "Café “Müller”"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Choose a file, or paste the rubric."),
        ("{", "This can not be read as JSON: look at line 1, character 2."),
        ("[]", "This is no rubric. It has to begin like the example below."),
        ('{"foothold": "task"}', "This is no rubric. It has to begin like the example below."),
        (changed("version", to=2), "This rubric has a version that is not known here. Known is 1."),
        (
            changed("version", to=True),
            "This rubric has a version that is not known here. Known is 1.",
        ),
        ('{"title": "a", "title": "b"}', "“title” stands twice in one place."),
        ("[" * 100_000, "This can not be read: it is nested or long beyond reason."),
        ('{"a": ' + "9" * 9_000 + "}", "This can not be read: it is nested or long beyond reason."),
        (changed("title", to=" "), "Enter the title."),
        (changed("title", to=["a"]), "“title” must be text."),
        (changed("title", to="x" * 201), "“title” is 201 letters and signs long. It takes 200."),
        (changed("language", to="<b>"), "“language” must be a short code, such as “en”."),
        (changed("criteria", to={}), "“criteria” must be a list of objects."),
        (changed("criteria", to=[1]), "“criteria” must be a list of objects."),
        (changed("criteria", to=[]), "“criteria” has 0 things in it. It takes 1 to 30."),
        (changed("criteria", to=[{}] * 31), "“criteria” has 31 things in it. It takes 1 to 30."),
        (changed("criteria", 0, "name", to=None), "Criterion 1: Enter what you look at."),
        (changed("criteria", 0, "skill", to=7), "Criterion 1: “skill” must be text."),
        (
            changed("criteria", 0, "levels", to=[{"name": "a", "words": "b", "met": True}]),
            "Criterion 1: “levels” has 1 things in it. It takes 2 to 9.",
        ),
        (
            changed("criteria", 0, "levels", 1, "met", to=False),
            "Criterion 1: Say with “met” which of the levels is enough.",
        ),
        (
            changed("criteria", 0, "levels", 0, "met", to="no"),
            "Criterion 1, level 1: “met” must be true or false.",
        ),
        (
            changed("criteria", 0, "levels", 1, "words", to=""),
            "Criterion 1, level 2: Describe in a sentence what work at this level looks like.",
        ),
        (
            changed("criteria", 0, "levels", 0, "name", to="x" * 61),
            "Criterion 1, level 1: “name” is 61 letters and signs long. It takes 60.",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(visitor, grace, session, text, sentence):
    visitor.get(IMPORT)

    page = visitor.submit(rubric=text, status=422)

    assert wrongs(page) == [sentence]
    assert page.select_one("textarea").text.removeprefix("\n") == text
    assert session.query(Rubric).count() == 0


def test_all_mistakes_are_said_at_once(visitor, grace):
    whole = deepcopy(GOOD)
    whole["title"], whole["criteria"][0]["levels"][0]["words"] = "", 5
    visitor.get(IMPORT)

    assert len(wrongs(visitor.submit(rubric=json.dumps(whole), status=422))) == 2


def test_of_many_mistakes_not_more_are_said_than_one_reads():
    with pytest.raises(NotARubric) as wrong:
        read_rubric(json.dumps(GOOD | {"criteria": [{}] * 30}))

    assert len(wrong.value.sentences) == 20


@pytest.mark.parametrize(
    "text",
    [
        "null",
        "NaN",
        "1e999",
        '"\\ud800"',
        json.dumps(GOOD | {"title": "a\ud800\x00\ufffe"}),
        '{"foothold": "rubric", "version": 1' + ', "x": [[]]' * 2 + "}",
        '{"a":' * 5_000,
        LONG_TEXT,
    ],
)
def test_hostile_text_never_breaks_the_page(visitor, grace, text):
    visitor.get(IMPORT)

    visitor.submit(rubric=text, status=422)


def test_a_file_too_long_or_of_another_kind_is_refused(visitor, grace):
    visitor.get(IMPORT)
    page = visitor.submit(file=(b" " * 300_000 + b"{", "big.json"), status=422)
    assert wrongs(page)
    page = visitor.submit(file=(b"x" * 300_000, "big.json"), status=422)
    assert wrongs(page) == ["This is too long for a rubric. Choose another file."]
    visitor.submit(file=(bytes(range(256)) * 20, "photo.jpg"), status=422)


@pytest.mark.parametrize("words", ODD_TEXTS)
def test_odd_words_come_in_as_they_are(visitor, grace, session, words):
    visitor.get(IMPORT)
    visitor.submit(rubric=changed("criteria", 0, "words", to=words), status=422)
    visitor.submit(button="Make this rubric")

    assert session.query(Criterion).one().words == words


def test_other_words_than_were_shown_are_shown_first(visitor, grace, session):
    visitor.get(IMPORT)
    visitor.submit(rubric=EXAMPLE, status=422)

    page = visitor.submit(
        button="Make this rubric", rubric=changed("title", to="Other"), status=422
    )

    assert page.select_one("section h2").text == "Other"
    assert session.query(Rubric).count() == 0


def test_the_same_form_twice_makes_one(visitor, grace, session):
    visitor.get(IMPORT)
    page = visitor.submit(rubric=EXAMPLE, status=422)
    visitor.submit(button="Make this rubric", follow=False)
    first, visitor.page = visitor.location, page

    visitor.submit(button="Make this rubric", follow=False)

    assert visitor.location == first != ""
    assert session.query(Rubric).count() == 1


def test_only_who_runs_the_programme_carries_its_rubrics(visitor, make, programme, here, another):
    visitor.sign_in(make.learner(programme))
    visitor.get(f"{here}/json", status=403)
    visitor.get(f"{here}/preview", status=403)
    visitor.get(IMPORT, status=403)
    visitor.post(IMPORT, rubric=EXAMPLE, status=403)
    another.sign_in(make.coordinator(make.programme("Other House")))
    another.get(f"{here}/json", status=404)
    another.get(f"{here}/preview", status=404)


def test_the_preview_is_what_the_page_of_the_task_shows(
    visitor, grace, here, make, programme, edition
):
    task = make.task(programme, edition)
    visitor.get(here)
    page = visitor.get(visitor.page.find("a", string="See it as a learner")["href"])
    seen = [str(card) for card in page.select("section.card")]

    visitor.sign_in(make.learner(programme))
    page = visitor.get(f"/tasks/{task.id}")

    assert seen == [str(card) for card in page.select("section.card")]
    assert len(seen) == 2


def test_more_skills_and_criteria_cost_no_more_statements(visitor, grace, count_queries):
    visitor.get(IMPORT)
    with count_queries() as few:
        visitor.submit(rubric=EXAMPLE, status=422)
    many_of = changed("criteria", to=GOOD["criteria"] * 20)
    with count_queries() as many:
        visitor.submit(rubric=many_of, status=422)

    assert len(many) == len(few) <= 10


@pytest.mark.parametrize("name", ["ora2-project-plan.json", "ora2-no-points.json"])
def test_rubrics_of_another_system_are_refused_in_words(visitor, grace, samples, name):
    visitor.get(IMPORT)

    page = visitor.submit(file=((samples / "imports" / name).read_bytes(), name), status=422)

    assert wrongs(page) == ["This is no rubric. It has to begin like the example below."]


def test_a_rubric_in_the_way_of_another_system_is_refused_in_words(visitor, grace):
    visitor.get(IMPORT)
    options = [{"order_num": 0, "points": 0, "name": "No", "explanation": ""}]
    foreign = {"prompts": [], "criteria": [{"name": "realistic", "options": options}]}

    page = visitor.submit(rubric=json.dumps(foreign), status=422)

    assert wrongs(page) == ["This is no rubric. It has to begin like the example below."]
