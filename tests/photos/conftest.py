"""Photos made on the spot, and the shared ones where they are there."""

from io import BytesIO
from pathlib import Path

import pytest

from portal.filetypes import detect

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"


@pytest.fixture
def sample():
    """Open one of the shared samples with the type that its bytes tell."""
    if not SAMPLES.is_dir():
        pytest.skip("the folder ../shared/samples is missing")

    def open_sample(name):
        content = (SAMPLES / name).read_bytes()
        return BytesIO(content), detect(content[:4096], name)

    return open_sample


@pytest.fixture
def saved():
    """Save a picture in some format and return it as a file with its type."""

    def save(picture, form="JPEG", **options):
        target = BytesIO()
        picture.save(target, form, **options)
        return target, detect(target.getvalue()[:4096], "photo")

    return save


@pytest.fixture
def heic():
    """Save a picture as HEIC, where the library for it is installed."""
    pillow_heif = pytest.importorskip("pillow_heif")

    def save(picture, **options):
        target = BytesIO()
        pillow_heif.from_pillow(picture).save(target, quality=80, **options)
        return target, detect(target.getvalue()[:4096], "photo")

    return save
