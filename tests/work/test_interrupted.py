"""The visit ends in the middle of writing: words and photo are there after signing in again."""

from portal.blueprints.accounts.passwords import hash_password
from portal.clock import now
from portal.models import Person, Version, VersionFile, Visit
from tests.media.files import jpeg


def test_words_and_photo_survive_the_end_of_a_visit(visitor, kitchen, draft, at, session, work_off):
    person = session.get_one(Person, kitchen.amina.id)
    person.password_hash = hash_password("a password for tests")
    session.commit()
    visitor.sign_in(kitchen.amina)
    visitor.get(f"{at}/draft")
    for visit in session.query(Visit).all():
        visit.ended_at = now()
    session.commit()

    page = visitor.submit(text="Typed for an hour.", file=(jpeg(), "shelf.jpg"))
    assert "is kept" in page.select_one(".says").text
    visitor.submit(email=kitchen.amina.email, password="a password for tests")

    assert visitor.path.startswith(f"{at}/draft")
    session.expire_all()
    assert session.get_one(Version, draft.id).source == "Typed for an hour."
    assert session.query(VersionFile).count() == 1
    session.commit()
    work_off()
    assert visitor.get(f"{at}/draft").select_one("#files img")
