"""Other people in a photo: she says that she asked them, and it stands where the photo is shown."""

import pytest

from portal.models import Consent, Version

TICK = "Other people are in this photo. I asked them."


@pytest.fixture
def photo(make, kitchen, draft):
    photo = make.photo(kitchen.amina)
    make.attach(draft, photo, alt="The shelf")
    return photo


@pytest.fixture
def words(session, photo):
    """Read what was said about the photo: whether each word still holds."""

    def run():
        session.rollback()
        said = session.query(Consent).filter_by(media_id=photo.id).order_by(Consent.created_at)
        found = [one.withdrawn_at is None for one in said]
        session.commit()
        return found

    return run


@pytest.fixture
def page_at(visitor, kitchen, at, photo):
    visitor.sign_in(kitchen.amina)
    return visitor.get(f"{at}/draft")


def tick(page, photo):
    return page.select_one(f"#asked-{photo.id}")


def save(visitor, photo, *, asked, **fields):
    fields[f"asked-{photo.id}"] = "1" if asked else None
    return visitor.submit("form[enctype]", button="Save the draft", **fields)


def test_a_tick_keeps_the_words_and_taking_it_away_withdraws_them(
    visitor, page_at, photo, words, session
):
    assert page_at.select_one(f"label[for=asked-{photo.id}]").text.strip() == TICK
    assert not tick(page_at, photo).has_attr("checked")

    page = save(visitor, photo, asked=True)
    assert tick(page, photo).has_attr("checked")
    page = save(visitor, photo, asked=True, text="More words")
    assert words() == [True]
    assert session.query(Consent).filter_by(media_id=photo.id).one().words == TICK
    session.commit()

    page = save(visitor, photo, asked=False)
    assert not tick(page, photo).has_attr("checked")
    assert words() == [False]


def test_a_tab_of_before_does_not_take_it_back(
    visitor, another, kitchen, at, page_at, photo, words
):
    another.sign_in(kitchen.amina)
    another.get(f"{at}/draft")
    save(visitor, photo, asked=True)

    fields = {f"asked-{photo.id}": None, "text": "From the older tab"}
    another.submit("form[enctype]", button="Save the draft", status=409, **fields)

    assert words() == [True]


def test_the_tick_stays_when_only_a_file_is_refused(visitor, page_at, photo, words):
    fields = {f"asked-{photo.id}": "1", "file": (b"", "empty.jpg")}
    page = visitor.submit("form[enctype]", button="Save the draft", status=422, **fields)

    assert words() == [True]
    assert tick(page, photo).has_attr("checked")


def test_only_photos_have_the_tick(visitor, make, kitchen, draft, at):
    sheet = make.photo(kitchen.amina, "list.pdf", type="application/pdf", width=None, height=None)
    make.attach(draft, sheet)
    visitor.sign_in(kitchen.amina)

    assert not tick(visitor.get(f"{at}/draft"), sheet)


def test_she_and_her_mentor_read_it_beside_the_photo(
    visitor, kitchen, at, page_at, photo, draft, session
):
    save(visitor, photo, asked=True)
    version = session.get_one(Version, draft.id, populate_existing=True)
    version.sent_at, version.digest, version.receipt = version.saved_at, "d" * 64, "R-1"
    session.commit()

    for person in (kitchen.amina, kitchen.tom):
        visitor.sign_in(person)
        for path in (f"/work/{draft.work_id}", at):
            assert "People in this photo were asked: today." in visitor.get(path).text


def test_ten_photos_cost_no_more_statements_than_one(
    visitor, make, kitchen, draft, at, page_at, photo, count_queries
):
    with count_queries() as one:
        visitor.get(f"{at}/draft")
    for position in range(2, 11):
        make.attach(draft, make.photo(kitchen.amina), position=position)
    with count_queries() as ten:
        visitor.get(f"{at}/draft")

    assert len(one) == len(ten) <= 10
