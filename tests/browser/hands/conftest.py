"""Small phones with axe and our measures in every page, whatever the page's own policy says."""

from pathlib import Path

import axe_playwright_python
import pytest

from portal.blueprints.accounts.passwords import hash_password
from portal.engine import Database
from tests.browser.test_the_loop import PASSWORD
from tests.factories import Factory
from tests.running import running

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
MEASURES = Path(__file__).parent / "measures.js"


@pytest.fixture
def small_phone(browser):
    """Make phones 320 wide that can be measured, each with cookies of its own."""
    contexts = []

    def make(**options):
        context = browser.new_context(
            viewport={"width": 320, "height": 640},
            locale="en-GB",
            reduced_motion="reduce",
            bypass_csp=True,
            **options,
        )
        context.set_default_timeout(30_000)
        context.scripts = options.get("java_script_enabled", True)
        for script in (AXE, MEASURES):
            context.add_init_script(path=script)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    """A small programme: Amina with a draft and an answer, Tom with a work that waits."""
    with running(tmp_path_factory.mktemp("hands") / "data") as portal:
        database = Database(f"sqlite:///{portal.data / 'portal.db'}")
        with database.session() as session:
            _people_and_works(portal, Factory(session))
        database.close()
        yield portal


def _people_and_works(portal, make):
    password_hash = hash_password(PASSWORD)
    harbour = make.programme()
    amina = make.learner(harbour, email="amina@test.example", password_hash=password_hash)
    tom, joan = make.mentor(harbour, amina), make.coordinator(harbour)
    tom.email, tom.password_hash = "tom@test.example", password_hash
    joan.email, joan.password_hash = "joan@test.example", password_hash
    edition = make.rubric(harbour, "Checks the delivery")
    make.task(harbour, edition, title="Storing food safely")
    draft = make.draft(make.work(amina, harbour, title="My shelf"), "The van came.")
    sent = make.sent(make.work(amina, harbour, title="The van"), edition_id=edition.id)
    answered = make.sent(make.work(amina, harbour, title="My labels"), edition_id=edition.id)
    given = make.given(answered, tom, summary="Bring the label")
    make.note(given)
    criterion = make.criteria(edition)[0]
    criterion.skill_id = make.skill(harbour).id
    make.mark(given, make.levels(criterion)[0], criterion)
    portal.draft = f"/work/{draft.work_id}/versions/1/draft"
    portal.desk = f"/queue/{sent.id}"
    portal.answer = f"/work/{answered.work_id}/versions/1/feedback"
    make.session.commit()
