"""The drawings are what a phone would have sent."""

from io import BytesIO

import pytest
from PIL import ExifTags, Image, ImageOps

from portal.demo.drawings import DRAWINGS, draw
from portal.demo.story.pieces import pictures

SIDEWAYS = {"delivery-note": 6, "phone-pad": 6, "warehouse-bay": 8}
PORTRAIT = {"delivery-note", "warehouse-bay"}


@pytest.fixture(scope="module")
def photos():
    return {name: Image.open(BytesIO(draw(name))) for name in DRAWINGS}


def test_every_picture_of_the_story_is_drawn_and_described():
    assert pictures().keys() == DRAWINGS.keys()
    assert all(len(picture.alt) > 20 for picture in pictures().values())


@pytest.mark.parametrize("name", DRAWINGS)
def test_upright_it_is_a_photo_of_three_megapixels(photos, name):
    upright = ImageOps.exif_transpose(photos[name])

    assert photos[name].format == "JPEG"
    assert upright.size == ((1500, 2000) if name in PORTRAIT else (2000, 1500))


@pytest.mark.parametrize("name", DRAWINGS)
def test_it_says_how_the_phone_was_held(photos, name):
    assert photos[name].getexif()[ExifTags.Base.Orientation] == SIDEWAYS.get(name, 1)


@pytest.mark.parametrize("name", SIDEWAYS)
def test_what_was_held_sideways_is_stored_sideways(photos, name):
    stored, upright = photos[name], ImageOps.exif_transpose(photos[name])

    assert stored.size == upright.size[::-1]
    drawn = DRAWINGS[name].scene().finish()
    assert nearly_the_same(upright, drawn)
    assert not nearly_the_same(upright.rotate(180), drawn)


def test_most_carry_a_place_and_some_do_not(photos):
    placed = [name for name in photos if place(photos[name])]

    assert "fridge-shelf" in placed
    assert 4 <= len(placed) < len(photos)
    assert place(photos["fridge-shelf"])[ExifTags.GPS.GPSLatitude] == (51.0, 27.0, 4.2)


def test_the_same_name_gives_the_same_bytes():
    assert draw("made-bed") == draw("made-bed")


def place(photo):
    return photo.getexif().get_ifd(ExifTags.IFD.GPSInfo)


def nearly_the_same(one, other):
    small = [picture.convert("L").resize((40, 40)).tobytes() for picture in (one, other)]
    return sum(abs(a - b) for a, b in zip(*small, strict=True)) / 1600 < 3
