"""A page of pieces that a link opens."""

from types import SimpleNamespace

import pytest

from portal.clock import now
from portal.models import PieceSkill, Version


def send_with(make, work, photo, **values):
    """Send a version with a photo in it."""
    version = make.draft(work, **values)
    make.attach(version, photo, alt="A shelf with four trays")
    version.sent_at, version.digest = now(), "0" * 64
    version.receipt = f"R-{str(version.id)[-12:]}"
    make.session.commit()
    return version


def take_back(session, version):
    """Take a version back, as its own action does."""
    sent = session.get(Version, version.id)
    sent.sent_at = sent.digest = sent.receipt = None
    session.commit()


@pytest.fixture
def shown(make):
    """Amina's page: judged work with a photo, her words, a text; and a link to the page."""
    programme = make.programme()
    amina = make.learner(programme)
    tom = make.mentor(programme, amina)
    edition = make.rubric(programme)
    work = make.work(amina, programme, title="I put a delivery away")
    photo = make.photo(amina)
    version = send_with(make, work, photo, edition_id=edition.id)
    feedback = make.given(version, tom, outcome="achieved")
    checks, labels = make.criteria(edition)
    make.mark(feedback, make.levels(checks)[2], checks, comment="Well seen, Amina")
    make.mark(feedback, make.levels(labels)[0], labels)
    portfolio = make.portfolio(amina)
    page = make.page(portfolio)
    piece = make.piece(page, version_id=version.id, shows="I check before I sign.")
    make.keep(PieceSkill(piece_id=piece.id, skill_id=make.skill(programme, "Safe food").id))
    reflection = make.reflection(amina, "I write the labels first now.")
    said = make.piece(
        page, position=2, reflection_id=reflection.id, shows="I look for better ways."
    )
    share = make.share(amina, "the-secret", page_id=page.id)
    return SimpleNamespace(**{name: value for name, value in locals().items() if name != "make"})
