"""Every photo of the shared samples, as its row says."""

import re
from io import BytesIO
from pathlib import PurePath

import pytest
from PIL import Image

from portal.photos import Empty, NotAPhoto, NotWhole, TooLarge, look_at, make_variants
from tests.photos.conftest import SAMPLES
from tests.photos.drawings import check_only_pixels, far, opened

pytestmark = pytest.mark.samples

SHOWN = {
    "iphone11-gps-display-p3.heic": ("image/heic", (2566, 3313), ["320", "640", "1280"]),
    "nokia8-16mp-gps.heif": ("image/heic", (4608, 3456), ["320", "640", "1280"]),
    "nokia8-9mp-panorama-gps.jpg": ("image/jpeg", (4608, 1976), ["320", "640", "1280"]),
    "phone-12mp-sideways-gps.jpg": ("image/jpeg", (4000, 3000), ["320", "640", "1280"]),
    "phone-50mp.jpg": ("image/jpeg", (8160, 6120), ["320", "640", "1280"]),
    "nokia-n70-of-2006.jpg": ("image/jpeg", (640, 480), ["320", "640"]),
    "orientation-1-landscape.jpg": ("image/jpeg", (1800, 1200), ["320", "640", "1280"]),
    "orientation-2-landscape.jpg": ("image/jpeg", (1800, 1200), ["320", "640", "1280"]),
    "orientation-3-landscape.jpg": ("image/jpeg", (1800, 1200), ["320", "640", "1280"]),
    "orientation-4-landscape.jpg": ("image/jpeg", (1800, 1200), ["320", "640", "1280"]),
    "orientation-5-portrait.jpg": ("image/jpeg", (1200, 1800), ["320", "640", "1280"]),
    "orientation-6-portrait.jpg": ("image/jpeg", (1200, 1800), ["320", "640", "1280"]),
    "orientation-7-portrait.jpg": ("image/jpeg", (1200, 1800), ["320", "640", "1280"]),
    "orientation-8-portrait.jpg": ("image/jpeg", (1200, 1800), ["320", "640", "1280"]),
    "progressive.jpg": ("image/jpeg", (2048, 1536), ["320", "640", "1280"]),
    "cmyk.jpg": ("image/jpeg", (100, 100), ["320"]),
    "wide-gamut-display-p3.jpg": ("image/jpeg", (1239, 1600), ["320", "640", "1280"]),
    "coffee-cup.png": ("image/png", (600, 400), ["320", "640"]),
    "screenshot-tall.png": ("image/png", (1080, 2400), ["320", "640", "1280"]),
    "transparent.png": ("image/png", (200, 150), ["320"]),
    "flower-with-exif.webp": ("image/webp", (480, 360), ["320", "640"]),
    "desk-from-above.webp": ("image/webp", (1920, 1080), ["320", "640", "1280"]),
    "garden.avif": ("image/avif", (800, 533), ["320", "640", "1280"]),
    "rotated-by-the-container.avif": ("image/avif", (640, 427), ["320", "640"]),
    "town.heic": ("image/heic", (1280, 854), ["320", "640", "1280"]),
    "animated.gif": ("image/gif", (240, 180), ["320"]),
    "bad/really-a-png.jpg": ("image/png", (128, 128), ["320"]),
    "bad/script-in-exif.jpg": ("image/jpeg", (800, 600), ["320", "640", "1280"]),
    "bad/image-and-script.gif": ("image/gif", (64, 48), ["320"]),
}

REFUSED = {
    "bad/cut-off-in-the-middle.jpg": NotWhole,
    "bad/pixel6-cut-off-gps.jpg": NotWhole,
    "bad/cut-off.heic": NotWhole,
    "bad/empty.jpg": Empty,
    "bad/really-html.jpg": NotAPhoto,
    "bad/script.svg": NotAPhoto,
    "bad/bomb-400-megapixels.png": TooLarge,
    "bad/bomb-in-a-text-chunk.png": NotAPhoto,
}

SECRETS = re.compile(
    rb"Exif\0|http://ns|ICC_PROFILE|Photoshop|8BIM\x04|MPF\0M|HMD Global|Nokia|Apple|iPhone|Google"
    rb"|Canon|<script|alert\(|DROP TABLE|[12][09]\d\d:\d\d:\d\d"
)


def test_every_sample_photo_has_its_row_here(sample):
    there = {
        str(path.relative_to(SAMPLES / "photos")).replace("\\", "/")
        for path in (SAMPLES / "photos").rglob("*.*")
    }

    assert there == set(SHOWN) | set(REFUSED)


@pytest.mark.parametrize("name", SHOWN)
def test_a_sample_photo_is_shown_as_its_row_says(sample, name):
    file, kind = sample(f"photos/{name}")
    need_reader(kind)
    expected_kind, size, names = SHOWN[name]

    assert kind == expected_kind
    assert look_at(file, kind) == size
    variants = make_variants(file, kind)
    assert [variant.name for variant in variants] == names
    for variant in variants:
        check_copy(variant, size)


def check_copy(variant, size):
    width, most = int(variant.name), {"320": 15_000, "640": 40_000, "1280": 120_000}[variant.name]
    assert len(variant.content) <= most
    assert variant.width <= min(width, size[0])
    assert variant.height <= min(width * 4 / 3 + 1, size[1])
    assert abs(variant.width / size[0] - variant.height / size[1]) * max(size) <= 8
    assert not SECRETS.search(variant.content)
    check_only_pixels(variant)


@pytest.mark.parametrize(
    "name",
    [
        "iphone11-gps-display-p3.heic",
        "nokia8-16mp-gps.heif",
        "nokia8-9mp-panorama-gps.jpg",
        "phone-12mp-sideways-gps.jpg",
        "nokia-n70-of-2006.jpg",
        "flower-with-exif.webp",
        "bad/script-in-exif.jpg",
        "bad/image-and-script.gif",
    ],
)
def test_the_original_does_hold_what_its_copies_do_not(sample, name):
    file, _ = sample(f"photos/{name}")

    assert SECRETS.search(file.getvalue())


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_sample_photo_is_refused_with_a_sentence(sample, name):
    file, kind = sample(f"photos/{name}")

    for act in (look_at, make_variants):
        with pytest.raises(REFUSED[name], match=r"[.]$"):
            act(file, kind)


def copy_of(sample, name, *, at=0):
    file, kind = sample(f"photos/{name}")
    need_reader(kind)
    return opened(make_variants(file, kind)[at])


def need_reader(kind):
    if kind == "image/heic":
        pytest.importorskip("pillow_heif")


def alike(one, other):
    """Say how alike two pictures of one motif are: the mean difference of their grey."""
    small = [list(picture.convert("L").resize((24, 24)).tobytes()) for picture in (one, other)]
    return sum(abs(a - b) for a, b in zip(*small, strict=True)) / (24 * 24)


@pytest.mark.parametrize("shape", ["1-landscape 2 3 4", "6-portrait 5 7 8"])
def test_all_orientations_show_the_same_picture(sample, shape):
    first, *others = shape.split()
    form = first.split("-")[1]
    upright = copy_of(sample, f"orientation-{first}.jpg")

    for number in others:
        other = copy_of(sample, f"orientation-{number}-{form}.jpg")
        assert alike(upright, other) < 4
        assert alike(upright.transpose(Image.Transpose.ROTATE_180), other) > 10
        assert alike(upright.transpose(Image.Transpose.FLIP_LEFT_RIGHT), other) > 4


def test_the_sideways_photo_is_the_same_as_its_heic(sample):
    sideways = copy_of(sample, "phone-12mp-sideways-gps.jpg")

    assert alike(sideways, copy_of(sample, "nokia8-16mp-gps.heif")) < 4


def test_the_turned_avif_has_the_sky_at_the_top(sample):
    picture = copy_of(sample, "rotated-by-the-container.avif")
    sky, grass = (picture.getpixel((30, y)) for y in (20, 190))

    assert sky[2] > sky[1] > sky[0]
    assert grass[1] > grass[2]


def test_the_wide_colours_become_those_of_srgb(sample):
    picture = copy_of(sample, "wide-gamut-display-p3.jpg", at=2)

    assert far(picture.getpixel((80, 80)), (255, 0, 0)) <= 6
    assert far(picture.getpixel((240, 80)), (0, 255, 0)) <= 6


def test_four_colours_show_red_on_black(sample):
    picture = copy_of(sample, "cmyk.jpg")

    assert far(picture.getpixel((50, 95)), (0, 0, 0)) < 30
    red, green, blue = (band.getextrema()[1] for band in picture.crop((10, 25, 90, 75)).split())
    assert red > 200
    assert max(green, blue) < red - 60


def test_the_transparent_picture_lies_on_white(sample):
    assert far(copy_of(sample, "transparent.png").getpixel((3, 3)), (255, 255, 255)) < 4


def test_the_coffee_cup_takes_a_tenth_of_its_bytes(sample):
    file, kind = sample("photos/coffee-cup.png")
    whole = len(file.getvalue())

    assert len(make_variants(file, kind)[-1].content) < whole / 10


def test_the_text_of_the_screenshot_stays_sharp(sample):
    picture = copy_of(sample, "screenshot-tall.png", at=2).convert("L")

    file, _ = sample("photos/screenshot-tall.png")
    whole = Image.open(BytesIO(file.getvalue())).convert("L").resize(picture.size)
    assert picture.width == 768
    assert alike(picture, whole) < 2
    assert picture.crop((0, 100, 768, 900)).getextrema()[0] < 60


TYPES = {
    "pdf": {"": "application/pdf"},
    "text": {"": "text/plain"},
    "audio": {
        ".webm": "audio/webm",
        ".opus": "audio/ogg",
        ".ogg": "audio/ogg",
        ".m4a": "audio/mp4",
        ".mp3": "audio/mpeg",
        ".amr": "audio/amr",
        ".3gp": "video/3gpp",
        ".wav": "audio/wav",
    },
    "video": {
        ".mp4": "video/mp4",
        ".webm": "video/webm",
        ".3gp": "video/3gpp",
        ".mov": "video/quicktime",
    },
}


@pytest.mark.parametrize("folder", TYPES)
def test_the_other_samples_are_told_by_their_bytes(sample, folder):
    sample(f"{folder}/{next((SAMPLES / folder).iterdir()).name}")
    for path in (SAMPLES / folder).iterdir():
        ending = PurePath(path).suffix
        expected = TYPES[folder].get(ending) or TYPES[folder].get("")
        assert sample(f"{folder}/{path.name}")[1] == expected, path.name


@pytest.mark.parametrize("name", ["mahara-leap2a.xml", "ora2-leaderboard.xml"])
def test_markup_among_the_samples_is_never_plain_text(sample, name):
    assert sample(f"imports/{name}")[1] == "text/html"
