"""A sent version never changes, whoever tries, but it may be taken back."""

import pytest

from portal.frozen import SentVersionChanged
from portal.models import SelfMark, Version, VersionFile
from tests.sources import calls, name_of


@pytest.fixture
def programme(make):
    return make.programme()


@pytest.fixture
def amina(make, programme):
    return make.learner(programme)


@pytest.fixture
def sent(make, programme, amina):
    return make.sent(make.work(amina, programme))


def refused(session):
    with pytest.raises(SentVersionChanged):
        session.flush()
    session.rollback()


@pytest.mark.parametrize(
    "field", ["source", "html", "plain", "changed", "number", "saved_at", "sent_at"]
)
@pytest.mark.parametrize("forgotten", [False, True])
def test_no_field_of_a_sent_version_changes(session, sent, field, forgotten):
    before = getattr(sent, field)
    other = {"number": 7}.get(field, "other words")
    if forgotten:
        session.commit()
        session.expire_all()
    setattr(sent, field, sent.created_at if field.endswith("_at") else other)

    refused(session)
    session.expire_all()
    assert getattr(session.get(Version, sent.id), field) == before


@pytest.mark.parametrize("field", ["digest", "receipt"])
def test_the_proof_of_sending_stays(session, sent, field):
    setattr(sent, field, "x" * 16)

    refused(session)


def test_a_sent_version_is_not_deleted(session, sent):
    session.delete(sent)

    refused(session)


def test_no_file_comes_to_a_sent_version(session, make, sent, amina):
    media = make.photo(amina)
    session.add(
        VersionFile(
            version_id=sent.id, media_id=media.id, programme_id=sent.programme_id, position=1
        )
    )

    refused(session)


@pytest.fixture
def sent_with_file(make, session, programme, amina):
    draft = make.draft(make.work(amina, programme))
    make.attach(draft, make.photo(amina))
    send(session, draft)
    return draft


def send(session, draft):
    draft.sent_at, draft.digest, draft.receipt = draft.created_at, "d" * 64, "R-1"
    session.commit()


def file_of(session, version):
    return session.query(VersionFile).filter_by(version_id=version.id).one()


def test_no_file_leaves_a_sent_version(session, sent_with_file):
    session.delete(file_of(session, sent_with_file))

    refused(session)


def test_no_file_moves_from_a_sent_version_to_a_draft(
    session, make, sent_with_file, programme, amina
):
    draft = make.draft(make.work(amina, programme))
    file_of(session, sent_with_file).version_id = draft.id

    refused(session)


@pytest.mark.parametrize("field", ["alt", "position"])
def test_what_is_said_of_a_file_stays(session, sent_with_file, field):
    setattr(file_of(session, sent_with_file), field, {"alt": "other", "position": 9}[field])

    refused(session)


def test_how_far_she_was_stays(session, make, programme, amina):
    edition = make.rubric(programme)
    criterion = make.criteria(edition)[0]
    first, second = make.levels(criterion)[:2]
    draft = make.draft(make.work(amina, programme), edition_id=edition.id)
    mark = SelfMark(
        version_id=draft.id,
        criterion_id=criterion.id,
        level_id=first.id,
        programme_id=programme.id,
    )
    session.add(mark)
    session.commit()
    send(session, draft)

    mark.level_id = second.id
    refused(session)
    session.delete(mark)
    refused(session)


def test_a_sent_version_may_be_taken_back_and_changed_then(session, sent):
    sent.sent_at = sent.digest = sent.receipt = None
    session.flush()
    sent.source = "other words"
    session.commit()

    assert session.get(Version, sent.id).source == "other words"


def test_it_is_not_changed_on_the_way_back(session, sent):
    sent.sent_at = sent.digest = sent.receipt = None
    sent.source = "other words"

    refused(session)


def test_a_draft_changes_as_she_likes(session, make, programme, amina):
    draft = make.draft(make.work(amina, programme))
    make.attach(draft, make.photo(amina))
    draft.source = "other words"
    file_of(session, draft).alt = "A shelf"
    session.flush()
    session.delete(file_of(session, draft))
    session.commit()

    assert session.query(VersionFile).count() == 0


def test_nobody_passes_the_guard_by_with_a_statement():
    """The guard sees objects; so nothing in the portal changes these tables in bulk."""
    guarded = {"Version", "VersionFile", "SelfMark"}
    wrong = [
        f"{module}:{call.lineno}"
        for module, call in calls()
        if name_of(call) in {"update", "insert"}
        and call.args
        and getattr(call.args[0], "id", "") in guarded
    ]
    assert not wrong, wrong
