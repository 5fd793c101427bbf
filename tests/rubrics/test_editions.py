"""A used edition never changes: editing it makes a new one, and tasks follow."""

import pytest

from portal.clock import now
from portal.models import Criterion, Edition, Level, LogLine, SelfMark, Task, Version


def change(visitor, here, number=1):
    page = visitor.get(here)
    return visitor.get(page.select("section.card")[number - 1].select_one("a")["href"])


@pytest.fixture
def amina(make, programme):
    return make.learner(programme)


@pytest.fixture
def use(make, session, programme, edition, amina):
    """Use the edition in one of the ways that count."""

    def used(how):
        work = make.work(amina, programme)
        if how == "marked as used":
            edition.used_at = now()
            session.commit()
        elif how == "a draft":
            make.draft(work, edition_id=edition.id)
        elif how == "a mark":
            criterion = session.query(Criterion).filter_by(edition_id=edition.id).first()
            answer = make.feedback(make.sent(work), make.mentor(programme, amina))
            make.mark(answer, None, criterion)
        elif how == "her own mark":
            version = make.draft(work)
            criterion = session.query(Criterion).filter_by(edition_id=edition.id).first()
            level = session.query(Level).filter_by(criterion_id=criterion.id).first()
            ids = {"version_id": version.id, "criterion_id": criterion.id, "level_id": level.id}
            make.keep(SelfMark(programme_id=programme.id, **ids))

    return used


@pytest.mark.parametrize("how", ["marked as used", "a draft", "a mark", "her own mark"])
def test_a_used_edition_keeps_its_words(visitor, grace, here, read, use, how):
    use(how)
    change(visitor, here)

    page = visitor.submit(name="Takes in deliveries")

    assert read() == [
        (1, "Keeping food safe", ["Deliveries", "Labels"]),
        (2, "Keeping food safe", ["Takes in deliveries", "Labels"]),
    ]
    assert "Edition 2" in page.text


def test_a_new_edition_copies_every_word(visitor, grace, here, read, use, levels, session):
    before = levels("Labels")
    use("a draft")
    change(visitor, here)
    visitor.submit(name="Takes in deliveries")

    assert levels("Labels") == before
    session.expire_all()
    first, second = session.query(Criterion).filter_by(name="Labels").order_by(Criterion.id)
    assert first.edition_id != second.edition_id
    assert first.created_at == second.created_at


def test_tasks_follow_and_drafts_do_not(
    visitor, grace, here, use, session, edition, make, programme
):
    task, other = make.task(programme, edition), make.task(programme)
    use("a draft")
    change(visitor, here)
    visitor.submit(words="Better words")

    session.expire_all()
    newest = session.query(Edition).filter_by(rubric_id=edition.rubric_id, number=2).one()
    assert session.get(Task, task.id).edition_id == newest.id
    assert session.get(Task, other.id).edition_id is None
    assert session.query(Version).one().edition_id == edition.id
    verbs = [line.verb for line in session.query(LogLine).order_by(LogLine.id)]
    assert verbs[-2:] == ["made edition", "changed criterion"]


@pytest.mark.parametrize("deed", ["title", "add", "move", "remove"])
def test_every_kind_of_change_makes_one_new_edition(visitor, grace, here, read, use, deed):
    use("a draft")
    page = visitor.get(here)
    if deed == "title":
        visitor.submit(f"main form[action='{here}']", title="Safe food")
    elif deed == "move":
        visitor.submit("section:nth-of-type(1) form", button="Down")
    elif deed == "remove":
        visitor.get(page.select("section.card a")[1]["href"])
        visitor.submit(button="Take it out")
    else:
        visitor.get(f"{here}/criteria/new")
        words = {f"levels__{n}__words": "A sentence." for n in range(4)}
        visitor.submit(name="Third", **words)

    after = {
        "title": ("Safe food", ["Deliveries", "Labels"]),
        "add": ("Keeping food safe", ["Deliveries", "Labels", "Third"]),
        "move": ("Keeping food safe", ["Labels", "Deliveries"]),
        "remove": ("Keeping food safe", ["Labels"]),
    }
    assert read() == [(1, "Keeping food safe", ["Deliveries", "Labels"]), (2, *after[deed])]


def test_the_next_change_makes_no_third_edition(visitor, grace, here, read, use):
    use("a draft")
    change(visitor, here)
    visitor.submit(name="First change")
    change(visitor, here)
    visitor.submit(name="Second change")

    assert [number for number, _title, _names in read()] == [1, 2]
    assert read()[1][2] == ["Second change", "Labels"]


def test_the_same_form_twice_makes_one_edition(visitor, grace, here, read, use):
    use("a draft")
    form = change(visitor, here)
    visitor.submit(name="Once")
    visitor.page = form
    visitor.submit(name="Once")

    assert [row[2][0] for row in read()] == ["Deliveries", "Once"]


def test_a_page_of_the_old_edition_shows_both_texts(visitor, grace, here, read, use):
    use("a draft")
    stale = change(visitor, here, 2)
    change(visitor, here, 2)
    visitor.submit(name="First tab")
    visitor.page = stale

    page = visitor.submit(name="Second tab", status=409)
    assert "First tab" in page.text
    visitor.submit(button="Keep what I typed")

    assert read()[-1] == (2, "Keeping food safe", ["Deliveries", "Second tab"])


def test_a_level_moved_in_a_used_edition_leads_to_the_new_words(
    visitor, grace, here, use, levels, press
):
    use("a draft")
    change(visitor, here)

    press("up:1")

    page = visitor.get(visitor.location.partition("#")[0])
    assert page.select_one("input[name='levels-0-name']")["value"] == "On the way"
    assert levels("Deliveries")[0][0] == "On the way"
