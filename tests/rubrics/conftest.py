"""A rubric that Grace may change, and reading it back."""

import pytest

from portal.models import Criterion, Edition, Level
from tests.visitor import values_of


@pytest.fixture
def programme(make):
    return make.programme()


@pytest.fixture
def grace(make, visitor, programme):
    person = make.coordinator(programme)
    visitor.sign_in(person)
    return person


@pytest.fixture
def edition(make, programme):
    found = make.rubric(programme, "Deliveries", "Labels")
    make.session.commit()
    return found


@pytest.fixture
def here(edition):
    return f"/programme/rubrics/{edition.rubric_id}"


@pytest.fixture
def read(session, edition):
    """Read the editions of the rubric: number, title, and names of criteria in order."""

    def rows():
        session.expire_all()
        editions = session.query(Edition).filter_by(rubric_id=edition.rubric_id)
        found = []
        for one in editions.order_by(Edition.number):
            criteria = session.query(Criterion).filter_by(edition_id=one.id)
            names = [row.name for row in criteria.order_by(Criterion.position)]
            found.append((one.number, one.title, names))
        session.commit()
        return found

    return rows


@pytest.fixture
def press(visitor):
    """Press a button of a level in the form that is open: `press("up:1", name="…")`."""

    def pressed(button, *, status=303, **fields):
        form = visitor.page.select_one("main form")
        values = values_of(form) | fields | {"go": button}
        visitor.post(form["action"], status=status, **values)

    return pressed


@pytest.fixture
def levels(session):
    """Read the levels of a criterion by its name, of the newest edition: name, words, met."""

    def rows(name):
        session.expire_all()
        query = session.query(Criterion).join(Edition, Edition.id == Criterion.edition_id)
        newest = query.filter(Criterion.name == name).order_by(Edition.number.desc()).first()
        found = session.query(Level).filter_by(criterion_id=newest.id).order_by(Level.position)
        read = [(level.name, level.words, level.met) for level in found]
        session.commit()
        return read

    return rows
