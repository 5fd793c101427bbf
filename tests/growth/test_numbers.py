"""The coordinator's numbers: counts with what they mean, and never what is in a work."""

import csv
import io
from datetime import timedelta

import pytest

from portal.blueprints.growth.sheets import harmless
from portal.clock import now, today
from portal.models import Membership, Tally

NUMBERS, SHEET = "/programme/numbers", "/programme/numbers.csv"


@pytest.fixture
def grace(visitor, make, grown):
    visitor.sign_in(make.coordinator(grown.programme))
    return visitor


@pytest.fixture
def put(make, session):
    """Put a learner into a cohort."""

    def into(person, cohort):
        session.query(Membership).filter_by(person_id=person.id).one().cohort_id = cohort.id
        session.commit()

    return into


def words(tag):
    return " ".join(tag.text.split())


def ago(days):
    return now() - timedelta(days=days)


def numbers_on(page):
    """Return every number by what it is; of two with one name the first."""
    found = {}
    for row in page.select("table.numbers tr"):
        if row.th and row.td and len(row.select("td")) == 1:
            found.setdefault(row.th.find(string=True).strip(), words(row.td))
    return found


def rows_of(visitor, path=SHEET):
    visitor.get(path)
    text = visitor.response.get_data().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.fixture
def some(answer):
    """Works that were answered after 0, 2 and 9 days, one that waits, one that was revised."""
    answer(2, sent_at=ago(0))
    answer(1, sent_at=ago(2), outcome="achieved")
    work = answer(1, sent_at=ago(29), at=ago(20))
    answer(3, work=work, number=2, sent_at=ago(1), outcome="achieved")
    answer(4, given=False, sent_at=ago(6))


def test_every_number_is_counted(grace, some, make, grown):
    here = {"programme_id": grown.programme.id}
    make.step(grown.amina, done_at=now(), **here)
    make.step(grown.amina, **here)
    make.step(grown.amina)
    make.learner(grown.programme, "Kim", seen_on=today() - timedelta(days=20))

    assert numbers_on(grace.get(NUMBERS)) == {
        "Middle waiting time": "1.5 days",
        "Longest waiting time": "9 days",
        "Answers given": "4",
        "Given as promised": "3",
        "Waiting now": "1",
        "Longest wait now": "6 days",
        "Sent": "4",
        "Revised": "1",
        "Achieved": "2",
        "Open and done": "2",
        "Done": "1",
        "Learners": "2",
        "Quiet": "1",
    }


def test_every_number_says_what_it_means(grace, some):
    for row in grace.get(NUMBERS).select("table.numbers tr"):
        if len(row.select("td")) == 1:
            assert words(row.th.select_one(".quiet")).endswith(".")


def test_the_promise_of_a_task_goes_before_that_of_the_programme(grace, make, grown, answer):
    task = make.task(grown.programme, grown.edition, answer_days=10)
    answer(3, work=make.work(grown.amina, grown.programme, task=task), sent_at=ago(9))
    answer(3, sent_at=ago(9))

    assert numbers_on(grace.get(NUMBERS))["Given as promised"] == "1"


def test_days_are_those_of_her_calendar(visitor, make, grown, answer):
    visitor.sign_in(make.coordinator(grown.programme))
    late = now().replace(hour=22, minute=0) - timedelta(days=5)
    answer(3, sent_at=late, at=late + timedelta(hours=4))

    assert numbers_on(visitor.get(NUMBERS))["Longest waiting time"] == "1 day"


def test_levels_are_counted_first_and_last(grace, some):
    table = grace.get(NUMBERS).select("table.numbers")[4]

    rows = [[words(cell) for cell in row.select("th, td")] for row in table.select("tr")]

    assert words(table.caption) == "Checks every delivery"
    assert rows == [
        ["Level", "first", "last"],
        ["Not yet", "2", "1"],
        ["On the way", "1", "1"],
        ["Achieved", "0", "1"],
    ]
    assert "Not yet: first 2, last 1" in table.caption.svg["aria-label"]


def test_an_answer_that_is_not_given_counts_nowhere(grace, answer):
    answer(4, given=False)

    page = grace.get(NUMBERS)

    assert "Strong" not in page.text
    assert numbers_on(page)["Answers given"] == "0"
    assert numbers_on(page)["Middle waiting time"] == "no data yet"


def test_a_criterion_keeps_its_name_through_editions(grace, answer, grown, make, session):
    work = answer(1)
    next_edition = make.rubric(grown.programme)
    next_edition.rubric_id, next_edition.number = grown.edition.rubric_id, 2
    session.commit()
    grown.edition = next_edition
    answer(3, work=work, number=2)

    captions = [words(one) for one in grace.get(NUMBERS).select("caption")][4:]

    assert captions == ["Checks every delivery"]


def test_the_newest_cohort_is_shown_first_and_others_by_choice(
    grace, some, make, grown, put, session
):
    old, new = make.cohort(grown.programme, "Old"), make.cohort(grown.programme, "New")
    old.starts_on = today() - timedelta(days=100)
    put(grown.amina, old)

    page = grace.get(NUMBERS)

    assert page.select_one("option[selected]").text == "New"
    assert "Nobody in this cohort has sent anything yet." in page.text
    assert numbers_on(page)["Longest waiting time"] == "no data yet"
    assert not page.select("svg")
    page = grace.submit("main form", cohort=old.id, status=200)
    assert numbers_on(page)["Sent"] == "4"
    assert numbers_on(grace.get(f"{NUMBERS}?cohort=all"))["Sent"] == "4"
    assert rows_of(grace, f"{SHEET}?cohort={new.id}")[1][1] == "no data yet"


def test_nothing_at_all_says_so(visitor, make):
    visitor.sign_in(make.coordinator(make.programme("Empty House")))

    page = visitor.get(NUMBERS)

    assert "Nobody has sent anything yet." in page.text
    assert "0/0" not in page.text
    assert numbers_on(page)["Learners"] == "0"


@pytest.mark.parametrize("path", [NUMBERS, SHEET])
def test_only_the_coordinator_of_the_programme_sees_them(visitor, another, make, grown, path):
    for person in (grown.amina, grown.tom):
        visitor.sign_in(person)
        visitor.get(path, status=403)
    another.get(path, status=303)


@pytest.mark.parametrize("path", [NUMBERS, SHEET])
def test_another_programme_is_behind_the_wall(visitor, make, grown, some, path):
    cohort = make.cohort(grown.programme)
    there = make.programme("Other House")
    visitor.sign_in(make.coordinator(there, "Nina"))

    visitor.get(f"{path}?cohort={cohort.id}", status=404)
    visitor.get(f"{path}?cohort=x", status=404)

    assert numbers_on(visitor.get(NUMBERS))["Sent"] == "0"


@pytest.mark.parametrize("path", [NUMBERS, SHEET])
def test_no_word_of_a_work_and_no_name_is_in_them(grace, some, path):
    grace.get(path)
    text = grace.response.get_data(as_text=True)

    for secret in ("The van came", "Storing food", "Amina", "Tom Okafor"):
        assert secret not in text


def test_the_sheet_is_a_file_that_every_spreadsheet_opens(grace, some, make, grown, put):
    put(grown.amina, make.cohort(grown.programme, "Evening group"))
    rows = rows_of(grace)

    answer = grace.response
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="numbers-')
    assert answer.get_data().startswith(b"\xef\xbb\xbf")
    assert answer.get_data().count(b"\n") == answer.get_data().count(b"\r\n")
    assert rows[0] == ["What", "Value", "Counted in", "What it means", "Cohort"]
    assert {len(row) for row in rows} == {5}
    assert rows[1][:3] == ["Waiting for an answer: Middle waiting time", "1.5", "days"]
    assert {row[4] for row in rows[1:]} == {"Evening group"}
    level = "Keeping food safe: Checks every delivery: Not yet, first answer"
    assert [row[1] for row in rows if row[0] == level] == ["2"]


def test_no_cell_becomes_a_formula(grace, answer, make, grown, put, session):
    evil = '=HYPERLINK("http://x.example","a;b")\n😀 שלום'
    cohort = make.cohort(grown.programme, evil)
    put(grown.amina, cohort)
    grown.edition.title = "@SUM(A1:A9)"
    session.commit()
    answer(3)

    rows = rows_of(grace)

    assert rows[1][4] == f"'{evil}"
    assert [row[0] for row in rows if "SUM" in row[0]]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert grace.get(NUMBERS).select_one("option[selected]").text.split() == evil.split()


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "\n=1", " =1", "＝1"])
def test_what_begins_like_a_formula_gets_an_apostrophe(cell):
    assert harmless(cell).startswith("'")
    assert harmless(cell).replace("'", "") == cell


@pytest.mark.parametrize("separator", [";", "; ", "\t", "\n", "\r\n"])
def test_no_other_separator_sets_a_formula_free(separator):
    assert harmless(f"Autumn{separator}=1+1") == f"Autumn{separator}'=1+1"


@pytest.mark.parametrize("cell", ["a;b", "", "12", "1.5", "a=b", "'a", "שלום"])
def test_everything_else_stays_as_it_is(cell):
    assert harmless(cell) == cell


def test_more_works_cost_no_more_statements(
    grace, some, answer, make, grown, count_queries, session
):
    counts = []
    for _round in range(2):
        for path in (NUMBERS, SHEET):
            grace.get(path)
            session.query(Tally).delete()
            session.commit()
            with count_queries() as seen:
                grace.get(path)
            counts.append(len(seen))
        for number in range(20):
            answer(1 + number % 4, sent_at=ago(number))
            make.learner(grown.programme, f"Learner {number}")
            make.cohort(grown.programme, f"Cohort {number}")

    assert counts[:2] == counts[2:]
    assert max(counts) <= 10


def test_the_coordinators_room_leads_to_them(grace):
    page = grace.get("/programme/")

    assert page.select_one(f".rooms a[href='{NUMBERS}']").text == "Numbers"
