"""A learner with one page of a portfolio."""

import pytest


@pytest.fixture
def programme(make):
    return make.programme()


@pytest.fixture
def amina(make, programme):
    return make.learner(programme)


@pytest.fixture
def kitchen(make, amina):
    return make.page(make.portfolio(amina))
