"""A learner who reflects, her mentor, and the coordinator who asks."""

import pytest


@pytest.fixture
def harbour(make):
    return make.programme()


@pytest.fixture
def amina(make, harbour):
    return make.learner(harbour)


@pytest.fixture
def tom(make, harbour, amina):
    return make.mentor(harbour, amina)


@pytest.fixture
def grace(make, harbour):
    return make.coordinator(harbour)
