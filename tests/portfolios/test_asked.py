"""Before a photo goes on a page or a link, she is reminded of the people in it."""

from portal.blueprints.media.asking import say_asked
from portal.models import Consent
from tests.media.files import jpeg

NEW = "/portfolio/links/new"


def words(session):
    session.rollback()
    said = session.query(Consent).filter_by(kind="photo").order_by(Consent.created_at)
    found = [one.withdrawn_at is None for one in said]
    session.commit()
    return found


def test_a_new_photo_goes_on_the_page_with_her_word(visitor, amina, kitchen, session):
    visitor.sign_in(amina)
    visitor.get(f"/portfolio/pages/{kitchen.id}/new/file")
    visitor.submit(file=(jpeg(), "team.jpg"), shows="The team", alt="Four cooks", asked="1")

    assert words(session) == [True]


def test_a_photo_without_other_people_needs_no_word(visitor, amina, kitchen, session):
    visitor.sign_in(amina)
    visitor.get(f"/portfolio/pages/{kitchen.id}/new/file")
    visitor.submit(file=(jpeg(), "shelf.jpg"), shows="The shelf", alt="A shelf")

    assert words(session) == []


def test_the_word_is_given_and_taken_back_beside_the_piece(visitor, make, amina, kitchen, session):
    piece = make.piece(kitchen, media_id=make.photo(amina).id, shows="The team")
    visitor.sign_in(amina)
    page = visitor.get(f"/portfolio/pieces/{piece.id}")
    assert not page.select_one("#asked").has_attr("checked")

    visitor.submit(asked="1")
    assert visitor.get(f"/portfolio/pieces/{piece.id}").select_one("#asked").has_attr("checked")
    visitor.submit(asked=None)

    assert words(session) == [False]


def test_a_link_reminds_of_photos_without_a_word(visitor, make, amina, programme, kitchen, session):
    alone, sent = make.photo(amina), make.photo(amina)
    version = make.draft(make.work(amina, programme))
    make.attach(version, sent)
    version.sent_at, version.digest, version.receipt = version.saved_at, "d" * 64, "R-1"
    session.commit()
    piece = make.piece(kitchen, media_id=alone.id)
    make.piece(kitchen, version_id=version.id, position=2)
    visitor.sign_in(amina)

    assert "2 photos here" in visitor.get(f"{NEW}?page={kitchen.id}").text
    assert "1 photo here" in visitor.get(f"{NEW}?piece={piece.id}").text
    for photo in (alone, sent):
        say_asked(session, amina.id, photo.id, asked=True)
    session.commit()
    for path in (NEW, f"{NEW}?page={kitchen.id}", f"{NEW}?piece={piece.id}"):
        assert not visitor.get(path).select(".says")


def test_work_with_photos_is_put_on_a_page_with_a_reminder(
    visitor, make, amina, programme, kitchen
):
    make.sent(make.work(amina, programme))
    visitor.sign_in(amina)

    page = visitor.get(f"/portfolio/pages/{kitchen.id}/new/work")

    assert "only if you asked them" in page.text
