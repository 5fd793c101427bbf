"""Files in parts: the protocol, who may, two at once, and what a form does with the whole."""

import base64
import hashlib
from datetime import timedelta
from threading import Barrier, Thread
from uuid import UUID

import pytest

from portal.blueprints.accounts.passwords import hash_password
from portal.blueprints.media.queries import find_upload
from portal.clock import now, standing_at
from portal.housekeeping import sweep
from portal.models import Job, Media, Person, Upload, UploadPart, VersionFile, Visit
from tests.media.files import jpeg, undecodable
from tests.media.tus import Sender
from tests.visitor import Visitor

PART = 65536


@pytest.fixture
def harbour(make):
    return make.programme()


@pytest.fixture
def amina(make, harbour):
    return make.learner(harbour)


@pytest.fixture
def sender(visitor, amina):
    visitor.sign_in(amina)
    return Sender(visitor)


@pytest.fixture
def draft(make, amina, harbour):
    return make.draft(make.work(amina, harbour, title="My shelf"), "The van came.")


@pytest.fixture
def at(draft):
    return f"/work/{draft.work_id}/versions/1/draft"


def stored(storage):
    return sorted(storage.keys("uploads/"))


def test_it_says_what_it_understands_without_being_asked_who(visitor):
    said = visitor.client.options("/uploads/")

    assert said.status_code == 204
    assert said.headers["Tus-Version"] == said.headers["Tus-Resumable"] == "1.0.0"
    assert "creation" in said.headers["Tus-Extension"].split(",")
    assert said.headers["Tus-Max-Size"] == "40000000"
    assert said.headers["Upload-Limit"] == "max-size=40000000, max-append-size=65536"
    assert visitor.client.options(f"/uploads/{hashlib.md5(b'').hexdigest()}").status_code in (
        204,
        404,
    )


def test_a_file_comes_in_parts_and_is_whole_at_the_end(sender, session, storage):
    content = b"%PDF-1.7" + bytes(2 * PART)

    said = sender.announce(len(content), "My shelf.pdf")
    assert (said.status_code, said.headers["Upload-Offset"]) == (201, "0")
    assert sender.part(0, content[:PART]).headers["Upload-Offset"] == str(PART)
    assert sender.arrived() == PART
    sender.part(PART, content[PART : 2 * PART])
    last = sender.part(2 * PART, content[2 * PART :])

    assert last.headers["Upload-Offset"] == str(len(content))
    assert len(stored(storage)) == 3
    head = sender.ask("HEAD", sender.address)
    assert head.headers["Upload-Length"] == str(len(content))
    assert head.headers["Cache-Control"] == "no-store"
    assert "filename " in head.headers["Upload-Metadata"]
    assert session.query(Media).count() == 0, "it is nobody's file before a form names it"


def test_the_first_bytes_may_come_along(sender):
    said = sender.announce(5, content=b"words")

    assert (said.status_code, said.headers["Upload-Offset"]) == (201, "5")
    assert sender.arrived() == 5


def test_an_empty_part_changes_nothing(sender):
    sender.announce(5, content=b"wor")

    assert sender.part(3, b"").headers["Upload-Offset"] == "3"
    assert sender.announce(0).status_code == 201


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Tus_Resumable": "0.2.2"}, 412),
        ({"Tus_Resumable": None}, 412),
        ({"Upload_Offset": None}, 400),
        ({"Upload_Offset": "-1"}, 400),
        ({"Upload_Offset": "two"}, 400),
        ({"Upload_Offset": "1"}, 409),
        ({"Upload_Offset": "4"}, 409),
        ({"Content_Type": "text/plain"}, 415),
        ({"Upload_Checksum": "md5 1B2M2Y8AsgTpgAmY7PhCfg=="}, 400),
        ({"Upload_Checksum": "sha1 AAAA"}, 460),
        ({"X_Token": "forged"}, 400),
        ({"X_Token": None, "Tus_Resumable": None}, 400),
        ({"X_Key": "of nobody"}, 204),
        ({"Sec_Fetch_Site": "cross-site"}, 400),
        ({"Origin": "https://elsewhere.example"}, 400),
    ],
)
def test_what_is_wrong_is_said_in_one_short_line_and_counts_for_nothing(sender, headers, status):
    sender.announce(10, content=b"abc")

    said = sender.part(3, b"defg", **headers)

    assert said.status_code == status
    assert said.headers["Tus-Resumable"] == "1.0.0"
    assert len(said.data) < 100
    assert sender.arrived() == (7 if status == 204 else 3)
    if status == 409:
        assert said.headers["Upload-Offset"] == "3"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Upload_Length": None}, 400),
        ({"Upload_Length": "40000001"}, 413),
        ({"Upload_Length": "9" * 30}, 400),
        ({"Upload_Defer_Length": "1", "Upload_Length": None}, 400),
        ({"Upload_Metadata": "filename ***"}, 400),
        ({"Upload_Metadata": "a " + "A" * 5000}, 400),
        ({"X_Token": None, "Tus_Resumable": None}, 400),
    ],
)
def test_an_announcement_that_is_wrong_makes_nothing(sender, session, headers, status):
    assert sender.announce(10, **headers).status_code == status
    assert session.query(Upload).count() == 0


def test_a_part_of_more_than_64_kb_is_refused_and_told_how_much_it_may_be(sender, storage):
    sender.announce(3 * PART)

    said = sender.part(0, b"x" * (PART + 1))

    assert said.status_code == 413
    assert "65536" in said.get_data(as_text=True)
    assert "max-append-size=65536" in said.headers["Upload-Limit"]
    assert sender.arrived() == 0
    assert stored(storage) == []


def test_more_than_was_announced_is_refused(sender):
    sender.announce(4)

    assert sender.part(0, b"words").status_code == 413
    assert sender.arrived() == 0


def test_an_undamaged_part_is_known_by_its_digest(sender):
    sender.announce(8)
    for start, kind in ((0, "sha1"), (4, "sha256")):
        digest = base64.b64encode(hashlib.new(kind, b"word").digest()).decode()
        assert sender.part(start, b"word", Upload_Checksum=f"{kind} {digest}").status_code == 204


def test_who_can_send_nothing_but_post_names_what_is_meant(sender):
    sender.announce(4)
    instead = {"Upload_Offset": "0", "X_HTTP_Method_Override": "PATCH"}

    assert sender.ask("POST", sender.address, b"word").status_code == 405
    assert sender.ask("POST", sender.address, b"word", **instead).status_code == 204
    assert sender.arrived() == 4


def test_what_is_on_its_way_can_be_ended(sender, session, storage):
    sender.announce(9, content=b"words")
    assert len(stored(storage)) == 1

    assert sender.ask("DELETE", sender.address).status_code == 204

    assert sender.ask("HEAD", sender.address).status_code == 404
    assert stored(storage) == []
    assert (session.query(Upload).count(), session.query(UploadPart).count()) == (0, 0)


def test_the_file_of_another_is_not_there(sender, another, make):
    sender.announce(9, content=b"words")
    another.sign_in(make.person())
    other = Sender(another)
    other.address = sender.address

    assert other.ask("HEAD", other.address).status_code == 404
    assert other.part(5, b"mine").status_code == 404
    assert other.ask("DELETE", other.address).status_code == 404
    assert sender.arrived() == 5


def test_without_a_visit_nothing_is_said_and_nothing_taken(sender, app, session):
    sender.announce(9, content=b"words")
    for visit in session.query(Visit):
        visit.ended_at = now()
    session.commit()

    assert sender.part(5, b"more").status_code == 401
    assert sender.ask("HEAD", sender.address).status_code == 401
    assert sender.announce(4).status_code == 401
    assert session.query(Upload).one().arrived == 5
    assert Visitor(app).client.post("/uploads/").status_code == 401


def test_a_page_of_another_person_sends_nothing_as_this_one(sender, another, make):
    other = make.person()
    another.sign_in(other)

    assert sender.announce(4, X_Key=another.key()).status_code == 400
    assert sender.announce(4, X_Key=sender.visitor.key()).status_code == 201


def test_a_client_of_others_needs_no_token_of_a_page(sender):
    assert sender.announce(4, X_Token=None).status_code == 201
    assert sender.part(0, b"word", X_Token=None).status_code == 204


def test_of_two_at_once_one_wins_and_the_other_is_told_where_to_go_on(app, sender, storage):
    sender.announce(20)
    visitors = [Visitor(app) for _each in range(4)]
    for one in visitors:
        one.client._cookies = dict(sender.visitor.client._cookies)
    starts, answers = Barrier(len(visitors)), []

    def send(one, content):
        own = Sender.__new__(Sender)
        own.visitor, own.token, own.address = one, sender.token, sender.address
        starts.wait()
        answers.append((own.part(0, content).status_code, content))

    threads = [
        Thread(target=send, args=(one, bytes([65 + place]) * 10))
        for place, one in enumerate(visitors)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(status for status, _content in answers) == [204, 409, 409, 409]
    assert sender.arrived() == 10
    (key,) = stored(storage)
    won = next(content for status, content in answers if status == 204)
    with storage.open(key) as file:
        assert file.read() == won


def test_nobody_fills_the_disk_with_files_that_never_end(sender, session):
    for _each in range(10):
        assert sender.announce(40_000_000).status_code == 201
    assert sender.announce(1).status_code == 429

    sender.ask("DELETE", sender.address)
    assert sender.announce(1).status_code == 201


def test_many_parts_of_one_photo_are_not_too_many_tries(sender):
    sender.announce(150)
    statuses = {sender.part(start, b"x").status_code for start in range(150)}

    assert statuses == {204}


def test_a_form_that_names_it_gets_the_file_as_from_its_own_field(
    sender, visitor, at, session, storage, work_off
):
    content = jpeg()
    named = sender.send(content, "C:\\photos\\shelf.jpg")
    visitor.get(at)

    visitor.submit(text="With a photo.", uploaded=named)

    media = session.query(Media).one()
    assert (media.name, media.bytes) == ("shelf.jpg", len(content))
    assert media.sha256 == hashlib.sha256(content).hexdigest()
    with storage.open(media.key) as file:
        assert file.read() == content
    assert session.query(VersionFile).count() == 1
    session.commit()
    work_off()
    assert visitor.get(at).select_one("#files img")


def test_naming_it_twice_or_sending_it_plainly_too_gives_one_file(sender, visitor, at, session):
    content = jpeg()
    named = sender.send(content)
    visitor.get(at)
    visitor.submit(text="Once.", uploaded=[named, named])
    visitor.submit(text="Twice.", uploaded=named)
    again = sender.send(content, "other.jpg")
    visitor.submit(text="Thrice.", uploaded=[named, again], file=(content, "third.jpg"))

    assert session.query(Media).count() == 1
    assert session.query(VersionFile).count() == 1


def test_the_same_post_five_times_is_one_deed(sender, visitor, at, session):
    named, key = sender.send(jpeg()), visitor.key()
    visitor.get(at)
    stamp = visitor.page.select_one("main input[name=stamp]")["value"]
    for _each in range(5):
        visitor.post(at, key=key, text="The van came at seven.", uploaded=named, stamp=stamp)

    assert session.query(VersionFile).count() == 1


def test_what_is_not_whole_belongs_to_nothing_and_the_words_stay(sender, visitor, at, session):
    sender.announce(10, content=b"%PDF-")
    visitor.get(at)

    page = visitor.submit(text="Typed for an hour.", uploaded=sender.id, status=422)

    assert "not here whole" in page.select_one(".wrong").text
    assert page.select_one("#text").text.strip() == "Typed for an hour."
    assert session.query(VersionFile).count() == 0


@pytest.mark.parametrize("named", ["", "nonsense", "01a20d1f-bd39-7c3c-88ff-d1770c5da362"])
def test_what_is_not_there_is_said_and_the_words_are_saved(visitor, sender, at, draft, named):
    visitor.get(at)

    page = visitor.submit(text="Typed for an hour.", uploaded=named, status=422)

    assert "not here any more" in page.select_one(".wrong").text
    assert visitor.get(at).select_one("#text").text.strip() == "Typed for an hour."


def test_nobody_names_the_file_of_another(sender, visitor, at, another, make, session):
    another.sign_in(make.person())
    named = Sender(another).send(b"%PDF-1.7", "secret.pdf")
    visitor.get(at)

    visitor.submit(text="Not mine.", uploaded=named, status=422)

    assert session.query(Media).count() == 0


def test_what_can_not_be_taken_is_said_as_of_a_plain_file(sender, visitor, at, session, work_off):
    named = sender.send(b"only words", "holiday.jpg")
    visitor.get(at)
    page = visitor.submit(text="Oh.", uploaded=named, status=422)
    assert "holiday.jpg" in page.select_one("#files .wrong").text

    visitor.submit(text="Oh.", uploaded=sender.send(undecodable(), "shelf.png"))
    work_off()
    assert session.query(Media).one().state == "broken"


def test_a_portfolio_takes_it_too(sender, visitor, make, amina, session):
    page = make.page(make.portfolio(amina))
    named = sender.send(b"%PDF-1.7 a certificate", "certificate.pdf")
    visitor.get(f"/portfolio/pages/{page.id}/new/file")

    visitor.submit("main form", uploaded=named, shows="That I passed.")

    assert session.query(Media).one().name == "certificate.pdf"
    assert "certificate.pdf" in visitor.page.select_one("main").text


def test_a_portfolio_asks_nobody_to_send_it_twice(sender, visitor, make, amina, session):
    page = make.page(make.portfolio(amina))
    named = sender.send(b"%PDF-1.7 a certificate", "certificate.pdf")
    visitor.get(f"/portfolio/pages/{page.id}/new/file")

    again = visitor.submit("main form", uploaded=named, shows="x" * 9_000, status=422)
    assert "certificate.pdf" in again.select_one("main form").text
    visitor.submit("main form", shows="That I passed.")

    assert session.query(Media).one().name == "certificate.pdf"


def test_a_post_that_is_held_finds_its_file(sender, visitor, at, session, amina):
    session.expire_all()
    session.get_one(Person, amina.id).password_hash = hash_password("a password for tests")
    session.commit()
    named = sender.send(jpeg())
    assert session.query(Upload).one().ends_at > now() + timedelta(hours=47), "a post waits for 24"
    visitor.get(at)
    session.query(Visit).one().ended_at = now()
    session.commit()

    visitor.submit(text="Typed for an hour.", uploaded=named)
    visitor.submit(email=amina.email, password="a password for tests")

    assert session.query(VersionFile).count() == 1


def test_a_day_after_the_last_part_it_is_gone(sender, amina, tools, app, session, storage):
    sender.announce(9, content=b"words")
    with app.app_context(), standing_at(now() + timedelta(hours=23)):
        sweep(tools)
    assert sender.arrived() == 5

    with app.app_context(), standing_at(now() + timedelta(hours=25)):
        assert find_upload(session, amina, UUID(sender.id)) is None
        session.commit()
        sweep(tools)
    assert stored(storage) == []
    assert session.query(Upload).count() == 0


def test_the_parts_of_a_kept_file_go_soon_and_the_file_stays(
    sender, visitor, at, session, storage, work_off
):
    named = sender.send(jpeg())
    visitor.get(at)
    visitor.submit(text="Kept.", uploaded=named)
    session.query(Job).filter_by(kind="media.drop_parts").one().run_at = now()
    session.commit()

    work_off()

    assert stored(storage) == []
    assert storage.size(session.query(Media).one().key) > 0
    session.commit()
    visitor.get(at)
    visitor.submit(text="Named again.", uploaded=named)
    assert session.query(VersionFile).count() == 1


def test_a_kept_file_takes_no_more_parts(sender, visitor, at):
    named = sender.send(b"%PDF-1.7", "a.pdf")
    visitor.get(at)
    visitor.submit(text="Kept.", uploaded=named)

    assert sender.part(8, b"more").status_code == 413
    assert sender.ask("DELETE", sender.address).status_code == 204
    assert len(visitor.get(at).select("#files li")) == 1
