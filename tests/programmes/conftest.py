"""A programme with a coordinator who is signed in, and another one behind the wall."""

import pytest

ODD = ('שלום "x" <b>&\'</b>\n\n😀 ' * 1200)[:16_000]


@pytest.fixture
def programme(make):
    return make.programme()


@pytest.fixture
def grace(make, visitor, programme):
    person = make.coordinator(programme)
    visitor.sign_in(person)
    return person


@pytest.fixture
def elsewhere(make):
    """The other programme, with a learner, a mentor and a coordinator of its own."""
    return make.programme("Northside College")


@pytest.fixture
def odd():
    """16,000 characters of odd text."""
    return ODD


@pytest.fixture
def member_of(session):
    """Find a membership: `member_of(person, "learner")`."""
    from portal.models import Membership

    def find(person, role="learner"):
        query = session.query(Membership).filter_by(person_id=person.id, role=role)
        found = query.populate_existing().one()
        session.commit()  # what a test reads must not lock out the visitor
        return found

    return find
