"""A learner of one programme, and one of whom everything is there that can be."""

import pytest

from tests.trust.lives import whole_life


@pytest.fixture
def programme(make):
    return make.programme()


@pytest.fixture
def amina(make, programme):
    return make.learner(programme, "Amina")


@pytest.fixture
def life(make, session, storage):
    return whole_life(make, session, storage)
