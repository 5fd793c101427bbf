"""The same form, five times, in turn and together: one deed, and all are led to the same place."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from portal import once
from portal.blueprints.accounts.passwords import hash_password
from portal.clock import now
from portal.models import FormKey, HeldPost, Membership, Step, Visit
from tests.probes import add_probes
from tests.visitor import Visitor

OWN_APP = True  # the views of these tests are added to it

FIVE = 5
PASSWORD = "a password for tests"


@pytest.fixture
def app(app):
    return add_probes(app)


@pytest.fixture
def amina(make):
    return make.person(password_hash=hash_password(PASSWORD))


@pytest.fixture
def signed(visitor, amina):
    visitor.sign_in(amina)
    return visitor


def data_of(visitor, **fields):
    return {"token": visitor.token(), "key": visitor.key(), **fields}


def in_turn(visitor, path, data):
    return [visitor.client.post(path, data=data) for _number in range(FIVE)]


def together(visitor, path, data):
    """Post five times at once, from five windows of the same browser."""
    cookie = visitor.client.get_cookie("visit").value
    windows = [Visitor(visitor.app) for _number in range(FIVE)]
    for window in windows:
        window.client.set_cookie("visit", cookie)
    with ThreadPoolExecutor(FIVE) as pool:
        return list(pool.map(lambda window: window.client.post(path, data=data), windows))


WAYS = pytest.mark.parametrize("five_times", [in_turn, together])


def steps(session):
    session.rollback()
    session.expire_all()
    return session.query(Step).order_by(Step.words).all()


@WAYS
def test_the_same_form_five_times_is_one_deed(signed, session, five_times):
    answers = five_times(signed, "/probe/steps", data_of(signed, words="once"))

    assert [step.words for step in steps(session)] == ["once"]
    assert {(answer.status_code, answer.location) for answer in answers} == {
        (303, f"/probe/led?to={steps(session)[0].id}")
    }


def test_another_text_with_the_same_key_is_another_deed(signed, session):
    data = data_of(signed, words="first")
    signed.client.post("/probe/steps", data=data)
    signed.client.post("/probe/steps", data=data | {"words": "second"})

    assert [step.words for step in steps(session)] == ["first", "second"]


def test_the_same_text_with_another_key_is_another_deed(signed, session):
    signed.post("/probe/steps", words="again")
    signed.post("/probe/steps", words="again")

    assert [step.words for step in steps(session)] == ["again", "again"]


@pytest.mark.parametrize("keep", ["", "1"])
def test_a_refusal_stores_no_key(signed, session, keep):
    data = data_of(signed, words="refused", keep=keep)
    for answer in in_turn(signed, "/probe/refusal", data):
        assert answer.status_code == 422

    assert session.query(FormKey).count() == 0
    assert len(steps(session)) == (FIVE if keep else 0)


@WAYS
def test_a_stamped_form_five_times_is_one_change(signed, make, session, amina, five_times):
    step = make.step(amina)
    data = data_of(signed, words="new words", stamp=step.stamp)

    answers = five_times(signed, f"/probe/steps/{step.id}", data)

    assert {(answer.status_code, answer.location) for answer in answers} == {
        (303, "/probe/led?to=changed")
    }
    assert [(s.words, s.stamp) for s in steps(session)] == [("new words", 2)]


def test_a_stamped_repeat_after_another_change_shows_both(signed, make, session, amina):
    step = make.step(amina)
    first = data_of(signed, words="from the first tab", stamp=step.stamp)
    signed.client.post(f"/probe/steps/{step.id}", data=first)
    second = data_of(signed, words="from the second tab", stamp=step.stamp + 1)
    signed.client.post(f"/probe/steps/{step.id}", data=second)

    answer = signed.client.post(f"/probe/steps/{step.id}", data=first)

    assert answer.status_code == 409
    assert "from the first tab" in answer.text
    assert "from the second tab" in answer.text
    assert [s.words for s in steps(session)] == ["from the second tab"]


@WAYS
@pytest.mark.parametrize("way", ["done", "done-slowly"])
@pytest.mark.parametrize("stamped", [False, True])
def test_a_deed_that_may_be_done_once_only_leads_every_repeat_to_the_same_place(
    signed, make, session, amina, five_times, way, stamped
):
    step = make.step(amina)
    data = data_of(signed, **({"stamp": step.stamp} if stamped else {}))

    answers = five_times(signed, f"/probe/steps/{step.id}/{way}", data)

    assert {(answer.status_code, answer.location) for answer in answers} == {
        (303, "/probe/led?to=done")
    }
    assert [s.done_words for s in steps(session)] == ["+"]


@WAYS
def test_throwing_away_five_times_leads_every_repeat_to_the_same_place(
    signed, make, session, amina, five_times
):
    step = make.step(amina)

    answers = five_times(signed, f"/probe/steps/{step.id}/away", data_of(signed))

    assert {(answer.status_code, answer.location) for answer in answers} == {
        (303, "/probe/led?to=gone")
    }
    assert steps(session) == []


def test_what_was_done_meanwhile_is_refused_when_the_writing_begins(signed, make, session, amina):
    step = make.step(amina)

    def finish_it():
        session.get(Step, step.id).done_at = now()
        session.commit()

    answer = signed.client.post(
        f"/probe/steps/{step.id}/done-slowly",
        data=data_of(signed),
        environ_overrides={"probe.meanwhile": finish_it},
    )

    assert answer.status_code == 403
    assert [s.done_words for s in steps(session)] == [""]
    assert session.query(FormKey).count() == 0


def test_a_visit_that_ends_meanwhile_changes_nothing(signed, make, session, amina):
    step = make.step(amina)

    def leave():
        session.get(Visit, signed.visit_id).ended_at = now()
        session.commit()

    answer = signed.client.post(
        f"/probe/steps/{step.id}/done-slowly",
        data=data_of(signed),
        environ_overrides={"probe.meanwhile": leave},
    )

    assert answer.status_code in (303, 401)
    assert [s.done_words for s in steps(session)] == [""]


@WAYS
def test_a_new_password_five_times_is_one_deed(signed, session, five_times):
    data = data_of(signed, password=PASSWORD, new_password="a new password")

    answers = five_times(signed, "/settings/password", data)

    assert {(answer.status_code, answer.location) for answer in answers} == {
        (303, "/settings?saved=1")
    }
    assert session.query(FormKey).count() == 1


def test_a_page_of_another_person_is_held_for_her_and_not_done(signed, another, make, session):
    bo = make.person("Bo")
    another.sign_in(bo)
    theirs = another.key()

    answer = signed.client.post(
        "/probe/steps", data=data_of(signed, words="Bo's own") | {"key": theirs}
    )

    assert answer.status_code == 409
    assert "another person" in answer.text
    assert "Bo's own" not in answer.text
    assert steps(session) == []
    assert session.query(HeldPost).one().person_id == bo.id


def test_a_page_with_an_old_token_waits_for_her_word(signed, session, amina):
    answer = signed.client.post(
        "/probe/steps", data=data_of(signed, words="kept") | {"token": "of another day"}
    )

    assert (answer.status_code, answer.location) == (303, "/held/")
    assert session.query(HeldPost).one().person_id == amina.id
    assert steps(session) == []
    assert "/probe/steps" not in signed.get("/held/").text


@WAYS
def test_keeping_what_waits_five_times_is_one_deed(signed, session, five_times):
    signed.client.post("/probe/steps", data=data_of(signed, words="kept") | {"token": "old"})
    post = session.query(HeldPost).one().secret_hash
    session.rollback()

    answers = five_times(signed, f"/held/{post}", data_of(signed))

    assert [step.words for step in steps(session)] == ["kept"]
    assert {answer.status_code for answer in answers} <= {303}
    assert session.query(HeldPost).count() == 0


def test_throwing_away_what_waits_twice_leads_to_the_list(signed, session):
    signed.client.post("/probe/steps", data=data_of(signed, words="kept") | {"token": "old"})
    post = session.query(HeldPost).one().secret_hash
    session.rollback()

    for answer in in_turn(signed, f"/held/{post}/throwing-away", data_of(signed)):
        assert (answer.status_code, answer.location) == (303, "/held/")


@pytest.mark.parametrize("key", ["", "x", "A" * 75, "\ud800", "é"])
def test_a_key_that_is_not_ours_is_refused(signed, key):
    answer = signed.client.post(
        "/probe/steps", data={"token": signed.token(), "key": key.encode("utf-8", "replace")}
    )

    assert answer.status_code == 400


def test_a_key_says_whose_it_is_and_cannot_be_changed(amina, visitor):
    visitor.sign_in(amina)
    key = once.make_key("the server's key", visitor.visit_id, amina.id)
    found = once.read_key("the server's key", key)

    assert (found.visit_id, found.person_id) == (visitor.visit_id, amina.id)
    assert once.read_key("another key", key) is None
    assert once.read_key("the server's key", key[:-2] + "AA") is None


def test_an_ended_membership_is_refused_at_the_next_request(visitor, make, session):
    programme = make.programme()
    amina = make.learner(programme)
    visitor.sign_in(amina)
    visitor.get("/settings")
    session.query(Membership).one().ended_on = now().date()
    session.commit()

    assert programme.name not in visitor.get("/settings").select_one("footer").text
