import pytest

from portal.blueprints.search.queries import search


@pytest.fixture
def programme(make):
    return make.programme()


@pytest.fixture
def learner(make, programme):
    return make.learner(programme)


@pytest.fixture
def mentor(make, programme, learner):
    return make.mentor(programme, learner)


@pytest.fixture
def look(session, make):
    """Search as somebody, with what she is today; return the addresses that are found."""

    def found(person, words):
        session.expire_all()
        paths = [one.path for one in search(session, make.known(person), words).found]
        session.commit()  # so that others may write
        return paths

    return found
