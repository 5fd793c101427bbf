"""A learner, her mentor, and what is told to them."""

from types import SimpleNamespace

import pytest

from portal.blueprints.notices.telling import tell
from portal.models import Job, Mail, News, Notice, Person


@pytest.fixture
def kitchen(make):
    """Amina learns and Tom mentors her."""
    programme = make.programme()
    amina = make.learner(programme)
    return SimpleNamespace(programme=programme, amina=amina, tom=make.mentor(programme, amina))


@pytest.fixture
def news(make, session, app):
    """Tell a person that her work was answered, or something else."""

    def write(person, kind=News.FEEDBACK, *, title="Storing food", path="/work/", **values):
        says = {"name": "Tom Okafor", "title": title, "number": 1} | values.pop("says", {})
        subject_id = values.pop("subject_id", None) or make.programme().id
        with app.app_context():
            tell(
                session,
                session.get(Person, person.id),
                kind=kind,
                subject_id=subject_id,
                path=path,
                says=says,
                **values,
            )
        session.commit()
        return subject_id

    return write


@pytest.fixture
def mails(session):
    """Read the mails and texts that were written."""

    def read():
        session.commit()
        found = session.query(Mail).populate_existing().order_by(Mail.created_at, Mail.id).all()
        session.commit()
        return found

    return read


@pytest.fixture
def work_again(session, work_off):
    """Do all jobs three more times, as after a worker that died at any step."""

    def run():
        for _again in range(3):
            work_off()
            session.query(Job).update({"state": "waiting", "lease_until": None})
            session.commit()
        work_off()

    return run


@pytest.fixture
def notices(session):
    """Read the notices that were written."""

    def read():
        session.commit()
        found = (
            session.query(Notice).populate_existing().order_by(Notice.created_at, Notice.id).all()
        )
        session.commit()
        return found

    return read
