"""The draft: every button saves, two tabs overwrite nothing, no file is lost."""

import pytest

from portal.blueprints.work.actions import drafts
from portal.models import Media, SelfMark, Version, VersionFile
from tests.media.files import jpeg, png, undecodable

ODD = "«Сказал» “she” said\n\nمرحبا بكم في المطبخ\n\n👩‍🍳 'quotes' <b>&amp;\t" + "ж" * 15_900


@pytest.fixture
def page_at(visitor, kitchen, at):
    """Open the draft as the learner."""
    visitor.sign_in(kitchen.amina)
    return visitor.get(f"{at}/draft")


@pytest.fixture
def now(session, draft):
    """Read the draft afresh."""

    def run() -> Version:
        session.rollback()
        session.expire_all()
        version = session.get_one(Version, draft.id)
        session.commit()
        return version

    return run


@pytest.fixture
def files(session, draft):
    def run():
        session.rollback()
        query = session.query(VersionFile).filter_by(version_id=draft.id)
        files = query.order_by(VersionFile.position).all()
        session.commit()
        return files

    return run


def test_the_text_is_saved_with_its_html_and_plain_words(visitor, page_at, at, now):
    page = visitor.submit(text="First I **looked**.\n\nThen I signed.", button="Save the draft")

    assert visitor.path == f"{at}/draft"
    assert "Saved today" in page.text
    saved = now()
    assert saved.source == "First I **looked**.\n\nThen I signed."
    assert "<strong>looked</strong>" in saved.html
    assert saved.plain.startswith("First I looked.")


def test_enter_saves_and_takes_nothing_out(page_at):
    first = page_at.select("main form")[-1].select_one("button")

    assert first.text == "Save the draft"
    assert not first.get("name")


def test_check_and_send_saves_and_leads_on(visitor, page_at, at, now):
    visitor.submit(text="Ready to go.", button="Check and send")

    assert visitor.path == f"{at}/sending"
    assert now().source == "Ready to go."


def test_odd_text_comes_back_as_typed(visitor, page_at, at):
    visitor.submit(text=ODD)

    assert visitor.get(f"{at}/draft").select_one("#text").text.removeprefix("\n") == ODD


def test_too_long_a_text_is_said_and_kept_on_the_page(visitor, page_at, now):
    page = visitor.submit(text="a" * 20_001, status=422)

    assert "Make this shorter: it may have 20,000" in page.select_one("#text-wrong").text
    assert len(page.select_one("#text").text.strip()) == 20_001
    assert now().source == "The van came at seven."


def test_a_post_that_did_not_arrive_whole_erases_nothing(visitor, page_at, at, now):
    page = visitor.post(f"{at}/draft", stamp=now().stamp, then="sending", status=422)

    assert "whole" in page.select_one("#text-wrong").text
    assert now().source == "The van came at seven."


def test_broken_encodings_are_taken_out(visitor, page_at, at, now):
    visitor.client.post(
        f"{at}/draft",
        data=b"token=%s&key=%s&stamp=1&text=a%%ff%%00b"
        % (visitor.token().encode(), visitor.key().encode()),
        content_type="application/x-www-form-urlencoded",
    )

    assert now().source.startswith("a")
    assert "\0" not in now().source


def test_several_files_arrive_in_one_form(visitor, page_at, files):
    page = visitor.submit(
        file=[(jpeg(), "shelf.jpg"), (b"%PDF-1.7", "list.pdf"), (png(), "label.png")]
    )

    ids = [button["value"] for button in page.select("button[name=remove]")]
    assert ids == [str(file.media_id) for file in files()]
    assert [tag.text for tag in page.select("#files li > bdi")] == [
        "shelf.jpg",
        "list.pdf",
        "label.png",
    ]
    assert "arrived," in page.select_one("#files li").text


def test_a_photo_is_a_waiting_box_and_then_its_small_copy(visitor, page_at, at, work_off):
    page = visitor.submit(file=(jpeg(), "shelf.jpg"))
    image = page.select_one("#files img")
    assert (image["width"], image["height"]) == ("96", "72")
    assert "being made" in page.select_one("#files").text

    work_off()

    page = visitor.get(f"{at}/draft")
    assert "being made" not in page.select_one("#files").text
    assert visitor.client.get(image["src"], buffered=True).mimetype == "image/jpeg"


def test_a_photo_that_can_not_be_decoded_is_said_on_the_page(visitor, page_at, at, work_off):
    visitor.submit(file=(undecodable(), "shelf.png"))
    work_off()

    page = visitor.get(f"{at}/draft")

    assert "could not be read" in page.select_one("#files .wrong").text
    assert not page.select("#files img")


def test_words_for_a_photo_are_kept(visitor, page_at, files):
    visitor.submit(file=(jpeg(), "shelf.jpg"))
    media_id = files()[0].media_id

    visitor.submit(**{f"alt-{media_id}": 'Trays on the "lower" shelf'})

    assert files()[0].alt == 'Trays on the "lower" shelf'


def test_a_file_is_taken_out_and_the_text_is_saved(visitor, page_at, files, now, session):
    visitor.submit(file=[(jpeg(), "shelf.jpg"), (b"%PDF-1.7", "list.pdf")])

    visitor.submit(text="Without the photo.", button="Take out")

    assert len(files()) == 1
    assert now().source == "Without the photo."
    assert session.query(Media).count() == 2


def test_a_file_that_is_not_there_can_not_be_taken_out(visitor, page_at, at, now):
    for media_id in ("nonsense", "0198c0de-0000-7000-8000-000000000000"):
        page = visitor.post(
            f"{at}/draft", stamp=now().stamp, text="Typed.", remove=media_id, status=422
        )
        assert "not in the draft any more" in page.select_one("#files .wrong").text
        assert page.select_one("#text").text.strip() == "Typed."


def test_the_same_photo_twice_is_one_file(visitor, page_at, files):
    visitor.submit(file=[(jpeg(), "a.jpg"), (jpeg(), "b.jpg")])
    visitor.submit(file=(jpeg(), "c.jpg"))

    assert len(files()) == 1


def test_wrong_files_are_said_and_everything_else_is_saved(visitor, page_at, now, files):
    page = visitor.submit(
        text="My words.",
        file=[(b"no photo", "holiday.jpg"), (b"", "empty.pdf"), (png(), "good.png")],
        status=422,
    )

    wrong = [sentence.text for sentence in page.select("#files .wrong")]
    assert ["holiday.jpg" in wrong[0], "empty.pdf" in wrong[1]] == [True, True]
    assert "not a photo" in wrong[0]
    assert now().source == "My words."
    assert len(files()) == 1
    visitor.submit(text="My words, and more.")
    assert now().source == "My words, and more."


def test_a_wrong_file_sent_again_by_a_second_tap_is_the_same_answer(visitor, page_at, files):
    for _time in range(2):
        visitor.page = page_at
        page = visitor.submit(text="My words.", file=(b"no photo", "a.jpg"), status=422)
        assert "not a photo" in page.select_one("#files .wrong").text


def test_files_of_a_refused_text_are_attached_all_the_same(visitor, page_at, files, now):
    page = visitor.submit(text="a" * 20_001, file=(jpeg(), "shelf.jpg"), status=422)

    assert len(files()) == 1
    assert "shelf.jpg" in page.select_one("#files").text
    visitor.submit(text="Short now.")
    assert now().source == "Short now."


def test_two_tabs_show_both_texts_and_keep_the_file(visitor, page_at, at, now, files):
    visitor.submit(text="First tab")
    visitor.page = page_at

    page = visitor.submit(text="Second tab", file=(jpeg(), "shelf.jpg"), status=409)

    assert [box.text.strip() for box in page.select("textarea")] == ["First tab", "Second tab"]
    assert now().source == "First tab"
    assert len(files()) == 1
    visitor.submit(button="Keep what I typed")
    assert now().source == "Second tab"


def test_two_tabs_with_the_same_text_are_no_conflict(visitor, page_at):
    visitor.submit(text="The same")
    visitor.page = page_at

    visitor.submit(text="The same", then="")


def test_the_same_form_twice_is_one_deed(visitor, page_at, now, files):
    visitor.submit(text="Once", file=(jpeg(), "shelf.jpg"))
    stamp = now().stamp
    visitor.page = page_at

    visitor.submit(text="Once", file=(jpeg(), "shelf.jpg"))

    assert now().stamp == stamp
    assert len(files()) == 1


def test_a_repeat_brings_nothing_back_that_was_taken_out(visitor, page_at, files):
    visitor.submit(text="Once", file=(jpeg(), "shelf.jpg"))
    visitor.submit(button="Take out")
    visitor.page = page_at

    visitor.submit(text="Once", file=(jpeg(), "shelf.jpg"))

    assert files() == []


def test_how_far_she_is_is_kept_and_can_be_taken_back(visitor, page_at, kitchen, session):
    criterion = page_at.select("fieldset[id^=mark-]")[0]
    level = criterion.select("input")[2]["value"]

    visitor.submit(**{criterion["id"]: level})
    assert str(session.query(SelfMark).one().level_id) == level
    assert visitor.page.select_one(f"input[value='{level}']").has_attr("checked")

    session.rollback()
    visitor.submit(**{criterion["id"]: ""})
    assert session.query(SelfMark).count() == 0


def test_a_level_of_another_rubric_is_refused(visitor, page_at, kitchen, make, session):
    other = make.rubric(make.programme("Elsewhere"))
    session.refresh(other, ["criteria"])
    session.refresh(other.criteria[0], ["levels"])
    mine, wrong = page_at.select("fieldset[id^=mark-]")[0]["id"], other.criteria[0].levels[0].id
    session.rollback()

    page = visitor.submit(text="Typed.", **{mine: wrong}, status=422)

    assert "Choose one" in page.select_one(f"#{mine}-wrong").text
    assert page.select_one("#text").text.strip() == "Typed."


def test_thirty_files_are_the_most(visitor, page_at, files, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_FILES", 2)

    page = visitor.submit(
        text="Many.", file=[(b"one", "1.txt"), (b"two", "2.txt"), (b"three", "3.txt")], status=422
    )

    assert len(files()) == 2
    assert "3.txt" in page.select_one("#files .wrong").text
    assert drafts.MOST_FILES == 2


def test_more_than_thirty_in_one_form_are_not_even_taken_in(visitor, page_at, files):
    many = [(f"{number}".encode(), f"{number}.txt") for number in range(31)]

    page = visitor.submit(text="Many.", file=many, status=422)

    assert len(files()) == 30
    assert "30 files" in page.select_one("#files .wrong").text


def test_a_text_typed_while_it_was_sent_is_given_back(visitor, page_at, at, now):
    visitor.get(f"{at}/sending")
    visitor.submit(button="Send it")
    visitor.page = page_at

    page = visitor.submit(text="Typed too late", status=409)

    assert page.select_one("textarea").text.strip() == "Typed too late"
    assert now().source == "The van came at seven."
    visitor.get(f"{at}/draft", status=303)


def test_what_changed_is_asked_from_version_two_on(visitor, page_at, make, kitchen, session):
    assert not page_at.select("#changed")
    work = make.work(kitchen.amina, kitchen.programme)
    make.given(make.sent(work), kitchen.tom)
    second = make.draft(work, number=2)
    page = visitor.get(f"/work/{work.id}/versions/2/draft")
    assert "since version 1" in page.select_one("label[for=changed]").text

    visitor.submit(changed="I wrote the date.")

    session.expire_all()
    assert session.get(Version, second.id).changed == "I wrote the date."


def test_a_recording_is_said_to_stay_with_her(visitor, page_at):
    page = visitor.submit(file=(b"ID3\x03" + b"\0" * 100, "talk.mp3"))

    assert "stays with you" in page.select_one("#files").text


def test_no_pictures_are_drawn_for_who_wants_text_only(visitor, kitchen, at, make, draft):
    kitchen.amina.text_only = True
    make.attach(draft, make.photo(kitchen.amina))
    visitor.sign_in(kitchen.amina)

    for path in (at, f"{at}/draft", f"{at}/sending"):
        assert not visitor.get(path).select("img")
