"""The small copies of photos made on the spot."""

import sys
from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from portal.photos import NotAPhoto, Size, look_at, make_variants
from tests.photos.drawings import (
    UPRIGHT,
    check_only_pixels,
    corners_of,
    exif,
    far,
    noisy,
    opened,
    swapped_profile,
    with_corners,
)

# How to store a picture so that this orientation shows it upright again.
STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def sizes(variants):
    return {variant.name: (variant.width, variant.height) for variant in variants}


def stored(orientation, width=480, height=360):
    picture, turn = with_corners(width, height), STORED[orientation]
    return picture if turn is None else picture.transpose(turn)


@pytest.mark.parametrize("orientation", STORED)
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_every_orientation_is_shown_upright(saved, form, orientation):
    file, kind = saved(stored(orientation), form, exif=exif(orientation))

    assert look_at(file, kind) == Size(480, 360)
    for variant in make_variants(file, kind):
        assert corners_of(variant) == UPRIGHT
        assert variant.width > variant.height


@pytest.mark.parametrize("orientation", STORED)
def test_a_heic_photo_is_turned_once(heic, orientation):
    file, kind = heic(stored(orientation), exif=exif(orientation).tobytes())

    assert kind == "image/heic"
    assert look_at(file, kind) == Size(480, 360)
    assert all(corners_of(variant) == UPRIGHT for variant in make_variants(file, kind))


def test_an_orientation_that_does_not_exist_turns_nothing(saved):
    for number in (0, 9, 60_000):
        file, kind = saved(with_corners(), exif=exif(number))
        assert corners_of(make_variants(file, kind)[0]) == UPRIGHT


def test_broken_exif_harms_nothing(saved):
    file, kind = saved(with_corners(), exif=b"Exif\0\0II*\0\xff\xff\xff\xff" + b"\xee" * 40)

    assert look_at(file, kind) == Size(480, 360)
    assert corners_of(make_variants(file, kind)[0]) == UPRIGHT


def test_a_large_photo_gets_three_copies_smallest_first(saved):
    file, kind = saved(with_corners(4000, 3000))

    assert sizes(make_variants(file, kind)) == {
        "320": (320, 240),
        "640": (640, 480),
        "1280": (1280, 960),
    }


def test_an_upright_photo_is_as_wide_as_the_name(saved):
    file, kind = saved(stored(6, 3000, 4000), exif=exif(6))

    assert sizes(make_variants(file, kind)) == {
        "320": (320, 427),
        "640": (640, 853),
        "1280": (1280, 1707),
    }


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((100, 80), {"320": (100, 80)}),
        ((320, 240), {"320": (320, 240)}),
        ((321, 240), {"320": (320, 239), "640": (321, 240)}),
        ((640, 480), {"320": (320, 240), "640": (640, 480)}),
        ((900, 600), {"320": (320, 213), "640": (640, 427), "1280": (900, 600)}),
        ((1, 1), {"320": (1, 1)}),
        ((3000, 2), {"320": (320, 1), "640": (640, 1), "1280": (1280, 1)}),
        ((2, 3000), {"320": (1, 427), "640": (1, 853), "1280": (1, 1707)}),
    ],
)
def test_nothing_is_enlarged_and_shapes_are_kept(saved, size, expected):
    file, kind = saved(with_corners(*size), "PNG")

    assert sizes(make_variants(file, kind)) == expected


def test_a_large_picture_keeps_its_place_to_the_pixel(saved):
    picture = Image.new("RGB", (7001, 5003), "white")
    ImageDraw.Draw(picture).rectangle((3500, 2500, 7000, 5002), fill="black")
    file, kind = saved(picture, "PNG", compress_level=1)

    copy = opened(make_variants(file, kind)[2]).convert("L")

    assert copy.size == (1280, 915)
    assert copy.getpixel((637, 700)) > 200
    assert copy.getpixel((642, 700)) < 55
    assert copy.getpixel((900, 454)) > 200
    assert copy.getpixel((900, 459)) < 55
    assert copy.getpixel((1279, 914)) < 30


@pytest.mark.parametrize("size", [(1600, 1200), (1200, 1600), (600, 2400)])
def test_even_noise_keeps_to_the_bytes(saved, size):
    file, kind = saved(noisy(*size))

    small, middle, large = make_variants(file, kind)

    assert len(small.content) <= 15_000
    assert len(middle.content) <= 40_000
    assert len(large.content) <= 120_000
    assert opened(middle).size == (middle.width, middle.height)


def test_nothing_but_pixels_comes_along(saved):
    note = '"><script>alert(1)</script>'
    file, kind = saved(
        with_corners(1500, 1000),
        exif=exif(note=note),
        comment=note.encode(),
        xmp=b"<x:xmpmeta>secret place</x:xmpmeta>",
        icc_profile=swapped_profile(),
        dpi=(300, 300),
    )
    secrets = [b"script", b"Camera", b"2026:09:01", b"secret", b"Exif", b"xmp", b"ICC", b"MM\0*"]
    assert all(secret in file.getvalue() for secret in secrets[:-1])

    for variant in make_variants(file, kind):
        check_only_pixels(variant)
        assert not any(secret in variant.content for secret in secrets)


@pytest.mark.parametrize("form", ["PNG", "WEBP", "AVIF", "GIF"])
def test_the_other_kinds_leave_their_words_behind_too(saved, form):
    words = {"GIF": {"comment": b"secret place"}}.get(form, {"exif": exif(note="secret place")})
    file, kind = saved(with_corners(), form, **words)
    assert b"secret place" in file.getvalue()

    for variant in make_variants(file, kind):
        check_only_pixels(variant)
        assert b"secret" not in variant.content


def test_heic_leaves_its_place_behind(heic):
    file, kind = heic(with_corners(), exif=exif(note="secret place").tobytes())
    assert b"secret place" in file.getvalue()

    for variant in make_variants(file, kind):
        check_only_pixels(variant)
        assert b"secret" not in variant.content


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_becomes_white(saved, mode):
    picture = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    ImageDraw.Draw(picture).rectangle((30, 0, 60, 40), fill=(90, 90, 90, 255))
    file, kind = saved(picture.convert(mode), "PNG")

    copy = opened(make_variants(file, kind)[0])

    assert far(copy.getpixel((8, 20)), (255, 255, 255)) < 8
    assert far(copy.getpixel((52, 20)), (90, 90, 90)) < 8


def test_a_large_transparent_picture_lies_on_white_too(saved):
    picture = Image.new("RGBA", (6000, 4000), (0, 0, 0, 0))
    file, kind = saved(picture, "PNG", compress_level=1)

    assert opened(make_variants(file, kind)[0]).getextrema() == ((255, 255),) * 3


def test_four_colours_are_turned_into_three(saved):
    file, kind = saved(with_corners().convert("CMYK"))

    assert opened_mode(file) == "CMYK"
    assert corners_of(make_variants(file, kind)[0]) == UPRIGHT


def opened_mode(file):
    return Image.open(BytesIO(file.getvalue())).mode


def test_a_colour_profile_is_used_and_then_dropped(saved):
    file, kind = saved(Image.new("RGB", (64, 64), (255, 0, 0)), icc_profile=swapped_profile())

    assert far(opened(make_variants(file, kind)[0]).getpixel((30, 30)), (0, 255, 0)) <= 6


@pytest.mark.parametrize("profile", [b"nonsense" * 40, swapped_profile()[:300]])
def test_a_broken_colour_profile_is_left_out(saved, profile):
    file, kind = saved(with_corners(), icc_profile=profile)

    assert corners_of(make_variants(file, kind)[0]) == UPRIGHT


def test_a_profile_for_other_colours_is_left_out(saved):
    file, kind = saved(Image.new("L", (64, 64), 120), icc_profile=swapped_profile())

    assert far(opened(make_variants(file, kind)[0]).getpixel((30, 30)), (120, 120, 120)) <= 3


@pytest.mark.parametrize("mode", ["1", "L", "I;16", "P"])
def test_grey_and_palette_pictures_keep_their_light(saved, mode):
    light = {"1": (1, 255), "L": (140, 140), "I;16": (140 * 257, 140), "P": (140, 140)}
    stored_value, seen = light[mode]
    picture = Image.new("L" if mode == "P" else mode, (400, 300), stored_value)
    file, kind = saved(picture.convert("P") if mode == "P" else picture, "PNG")

    assert far(opened(make_variants(file, kind)[0]).getpixel((100, 100)), (seen,) * 3) <= 3


def test_a_moving_gif_shows_its_first_frame(saved):
    frames = [with_corners(), Image.new("RGB", (480, 360), "black")]
    file, kind = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])

    assert corners_of(make_variants(file, kind)[0]) == UPRIGHT


def test_a_second_picture_in_the_file_is_not_shown(saved):
    file, kind = saved(
        with_corners(), "MPO", save_all=True, append_images=[Image.new("RGB", (480, 360))]
    )

    assert kind == "image/jpeg"
    for variant in make_variants(file, kind):
        assert corners_of(variant) == UPRIGHT
        check_only_pixels(variant)


def test_a_progressive_photo_is_read(saved):
    file, kind = saved(with_corners(2000, 1500), progressive=True)

    assert corners_of(make_variants(file, kind)[2]) == UPRIGHT


def test_a_png_with_the_wrong_name_is_read_as_what_it_is(saved):
    file, kind = saved(with_corners(), "PNG")

    assert kind == "image/png"
    assert look_at(file, kind) == Size(480, 360)


def test_the_file_can_be_read_again_afterwards(saved):
    file, kind = saved(with_corners())
    make_variants(file, kind)

    assert file.tell() == 0
    assert len(make_variants(file, kind)) == 2


def test_heic_without_its_library_is_refused_with_advice(heic, monkeypatch):
    file, kind = heic(with_corners())
    monkeypatch.setitem(sys.modules, "pillow_heif", None)

    with pytest.raises(NotAPhoto, match="as JPEG"):
        look_at(file, kind)
