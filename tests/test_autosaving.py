"""What is typed is saved now and then by a script: the same posts, answered in short."""

import io

from portal.models import Feedback, Reflection, Version

AUTOSAVE = {"X-Autosave": "1"}


def autosave(visitor, path, **fields):
    data = {"token": visitor.token(), "key": visitor.key(), **fields}
    return visitor.client.post(path, data=data, headers=AUTOSAVE, buffered=True)


def draft_of(make):
    harbour = make.programme()
    amina = make.learner(harbour)
    draft = make.draft(make.work(amina, harbour), "The van came.")
    found = amina, f"/work/{draft.work_id}/versions/1/draft"
    make.session.commit()
    return found


def test_a_draft_is_saved_and_goes_on_from_the_new_stamp(visitor, make, session):
    amina, address = draft_of(make)
    visitor.sign_in(amina)
    stamp = visitor.get(address).select_one("[name=stamp]")["value"]

    first = autosave(visitor, address, stamp=stamp, text="The van came at")
    second = autosave(visitor, address, stamp=first.json["stamp"], text="The van came at seven.")

    assert (first.status_code, second.status_code) == (200, 200)
    assert "today" in first.json["saved"]
    assert session.query(Version.source).scalar() == "The van came at seven."


def test_an_old_stamp_overwrites_nothing(visitor, make, session):
    amina, address = draft_of(make)
    visitor.sign_in(amina)
    stamp = visitor.get(address).select_one("[name=stamp]")["value"]
    autosave(visitor, address, stamp=stamp, text="From the first tab")

    assert autosave(visitor, address, stamp=stamp, text="From the second").status_code == 409
    assert session.query(Version.source).scalar() == "From the first tab"


def test_the_first_words_of_a_reflection_make_it_and_the_next_change_it(visitor, make, session):
    visitor.sign_in(make.learner(make.programme()))

    first = autosave(visitor, "/reflections/", words="Dates").json
    second = autosave(visitor, first["action"], stamp=first["stamp"], words="Dates first.")

    assert second.status_code == 200
    assert [one.words for one in session.query(Reflection)] == ["Dates first."]


def test_an_ended_visit_holds_nothing_because_the_words_are_still_on_the_page(visitor, make):
    amina, address = draft_of(make)
    visitor.sign_in(amina)
    stamp = visitor.get(address).select_one("[name=stamp]")["value"]
    data = {"token": visitor.token(), "key": visitor.key(), "stamp": stamp, "text": "More"}
    visitor.client.post("/sign-out", data=data)

    answer = visitor.client.post(address, data=data, headers=AUTOSAVE, buffered=True)

    assert answer.status_code == 401
    assert "held" not in str(answer.headers)


def test_pressing_the_button_at_the_same_moment_is_the_same_deed(visitor, make, session):
    amina, address = draft_of(make)
    visitor.sign_in(amina)
    page = visitor.get(address)
    box = {name: page.select_one(f"[name={name}]")["value"] for name in ("token", "key", "stamp")}
    saved = visitor.client.post(address, data=box | {"text": "One\nTwo"}, headers=AUTOSAVE)
    assert saved.status_code == 200

    pressed = box | {"text": "One\r\nTwo", "file": (io.BytesIO(), "")}
    answer = visitor.client.post(address, data=pressed, buffered=True)

    assert answer.status_code == 303
    assert session.query(Version.source).scalar() == "One\nTwo"


def test_a_mentor_s_first_words_begin_the_answer_and_the_next_go_on(visitor, make, session):
    harbour = make.programme()
    amina = make.learner(harbour)
    tom = make.mentor(harbour, amina)
    address = f"/queue/{make.sent(make.work(amina, harbour)).id}"
    session.commit()
    visitor.sign_in(tom)
    stamp = visitor.get(address).select_one("[name=stamp]")["value"]

    first = autosave(visitor, address, stamp=stamp, summary="Nearly")
    second = autosave(visitor, address, stamp=first.json["stamp"], summary="Nearly there")

    assert (first.status_code, second.status_code) == (200, 200)
    assert [one.summary for one in session.query(Feedback)] == ["Nearly there"]
