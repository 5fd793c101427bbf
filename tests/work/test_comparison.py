"""A version beside the one before."""

import pytest


@pytest.fixture
def work(make, kitchen):
    """A work with two versions, notes and replies."""
    work = make.work(kitchen.amina, kitchen.programme, task=kitchen.task)
    gone, kept = make.photo(kitchen.amina, "gone.jpg"), make.photo(kitchen.amina, "kept.jpg")
    first = make.draft(work, "The van came at seven. I signed at once. Then I wrote labels.")
    make.attach(first, gone)
    make.attach(first, kept, position=2)
    make.session.refresh(first)
    first.sent_at, first.digest, first.receipt = first.saved_at, "0" * 64, "TEST-0001"
    answer = make.given(first, kitchen.tom)
    make.note(answer, "When exactly?", done=True)
    make.note(answer, "Look first.", start=23, stop=39, exact="I signed at once", done=False)
    note = make.note(answer, "Too dark.", media_id=gone.id)
    make.reply(note, kitchen.amina)
    make.reply(note, kitchen.tom)
    second = make.draft(
        work,
        "The van came at seven. I looked at the thermometer. Then I wrote labels.",
        number=2,
        changed="I say now what I look at.",
    )
    make.attach(second, kept)
    make.attach(second, make.photo(kitchen.amina, "new.jpg"), position=2)
    return work


def test_words_files_and_notes_are_compared(visitor, kitchen, work):
    visitor.sign_in(kitchen.amina)

    page = visitor.get(f"/work/{work.id}/versions/2/comparison")

    compared = page.select_one(".compared")
    assert "looked at the thermometer" in " ".join(tag.text for tag in compared.select("ins"))
    assert "signed" in " ".join(tag.text for tag in compared.select("del"))
    assert "I say now what I look at." in page.text
    notes = [" ".join(item.text.split()) for item in page.select("ol.list li")]
    assert "still stands there done" in notes[0]
    assert "is gone or changed not yet" in notes[1]
    assert "gone.jpg: the photo is out not marked 2 replies" in notes[2]
    files = [" ".join(item.text.split()) for item in page.select("ul.list li")]
    assert files == ["new new.jpg", "taken out gone.jpg", "the same kept.jpg"]


def test_the_mentor_compares_what_was_sent_only(visitor, kitchen, work, session):
    visitor.sign_in(kitchen.tom)
    visitor.get(f"/work/{work.id}/versions/2/comparison", status=404)
    session.refresh(work, ["versions"])
    second = work.versions[1]
    second.sent_at, second.digest, second.receipt = second.saved_at, "1" * 64, "TEST-0002"
    session.commit()

    assert visitor.get(f"/work/{work.id}/versions/2/comparison").select("ins")


def test_the_first_version_has_none_before_it(visitor, kitchen, work):
    visitor.sign_in(kitchen.amina)

    visitor.get(f"/work/{work.id}/versions/1/comparison", status=404)


def test_notes_of_a_draft_answer_are_not_shown(visitor, kitchen, work, session):
    from portal.models import Feedback

    answer = session.query(Feedback).one()
    answer.given_at = None
    session.commit()
    visitor.sign_in(kitchen.amina)

    assert not visitor.get(f"/work/{work.id}/versions/2/comparison").select("ol.list li")


def test_long_unchanged_stretches_are_folded(visitor, kitchen, make):
    work = make.work(kitchen.amina, kitchen.programme)
    middle = "".join(f"Sentence number {number}. " for number in range(200))
    make.given(make.sent(work, f"Begin. {middle}End."), kitchen.tom)
    make.sent(work, f"Start. {middle}Finish.", number=2)
    visitor.sign_in(kitchen.amina)

    page = visitor.get(f"/work/{work.id}/versions/2/comparison")

    assert "number 100." not in page.text
    assert "[…]" in page.select_one(".compared").text


def test_comparing_costs_few_statements(visitor, kitchen, work, count_queries):
    visitor.sign_in(kitchen.amina)
    visitor.get("/work/")

    with count_queries() as seen:
        visitor.get(f"/work/{work.id}/versions/2/comparison")

    assert len(seen) <= 8
