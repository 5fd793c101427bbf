"""Photos that are cut off, too large, empty, hostile or none."""

import random
import struct
import zlib
from contextlib import suppress
from io import BytesIO

import pytest
from PIL import Image

from portal.filetypes import detect
from portal.photos import (
    Empty,
    NotAPhoto,
    NotWhole,
    PhotoProblem,
    Size,
    TooLarge,
    look_at,
    make_variants,
)
from tests.photos.drawings import UPRIGHT, corners_of, exif, with_corners

CUTS = (0.2, 0.5, 0.9, 0.999)


def refused(file, kind, problem):
    for act in (look_at, make_variants):
        with pytest.raises(problem) as caught:
            act(file, kind)
        assert str(caught.value).endswith(".")


def cut(file, share):
    content = file.getvalue()
    return BytesIO(content[: int(len(content) * share)])


@pytest.mark.parametrize("share", CUTS)
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_photo_cut_off_on_the_way_is_noticed_without_decoding(saved, form, share):
    file, kind = saved(with_corners(), form)

    refused(cut(file, share), kind, NotWhole)


@pytest.mark.parametrize("share", CUTS)
def test_a_heic_cut_off_is_noticed(heic, share):
    file, kind = heic(with_corners())

    refused(cut(file, share), kind, NotWhole)


@pytest.mark.parametrize("share", CUTS)
def test_a_progressive_photo_cut_off_is_noticed(saved, share):
    file, kind = saved(with_corners(), progressive=True)

    refused(cut(file, share), kind, NotWhole)


def test_the_end_of_a_thumbnail_is_not_the_end_of_the_photo(saved):
    thumbnail, _ = saved(with_corners(80, 60))
    block = exif().tobytes() + thumbnail.getvalue()
    file, kind = saved(with_corners(), exif=block)

    refused(cut(file, 0.9), kind, NotWhole)
    assert look_at(file, kind) == Size(480, 360)


def test_an_end_put_right_behind_the_head_does_not_make_it_whole(saved):
    file, kind = saved(with_corners(3000, 2000))
    head = file.getvalue()[: file.getvalue().index(b"\xff\xda") + 20]

    refused(BytesIO(head + b"\xff\xd9"), kind, NotWhole)


def test_what_a_phone_adds_behind_the_photo_is_no_harm(saved):
    for form in ("JPEG", "PNG", "WEBP", "GIF"):
        file, kind = saved(with_corners(), form)
        longer = BytesIO(file.getvalue() + b"MotionPhoto_Data<script>alert(1)</script>")

        assert look_at(longer, kind) == Size(480, 360)
        for variant in make_variants(longer, kind):
            assert corners_of(variant) == UPRIGHT
            assert b"script" not in variant.content


def test_an_unknown_box_behind_a_heic_is_no_harm(heic):
    file, kind = heic(with_corners())

    longer = BytesIO(file.getvalue() + b"\0\0\xff\xffsefdSomething")

    assert look_at(longer, kind) == Size(480, 360)


def test_an_empty_file_is_called_empty():
    for kind in ("image/jpeg", "image/heic", detect(b"", "empty.jpg")):
        refused(BytesIO(b""), kind, Empty)


def test_a_page_named_as_a_photo_is_refused():
    page = b"<!doctype html><script>alert(1)</script>"
    for kind in (detect(page, "photo.jpg"), "image/jpeg", "image/png", "image/webp", "image/heic"):
        refused(BytesIO(page), kind, PhotoProblem)


def test_a_photo_of_another_kind_than_told_is_refused(saved):
    file, _ = saved(with_corners(), "PNG")

    refused(file, "image/gif", NotAPhoto)


def png_chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width, height, *chunks):
    head = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return BytesIO(b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + png_chunk(b"IEND", b""))


def test_a_bomb_is_refused_from_its_head():
    pixels = png_chunk(b"IDAT", zlib.compress(bytes(1000)))

    refused(png(20_000, 20_000, pixels), "image/png", TooLarge)
    refused(png(10_000, 6_001, pixels), "image/png", TooLarge)
    assert look_at(png(10_000, 6_000, pixels), "image/png") == Size(10_000, 6_000)


def test_a_bomb_of_words_is_refused():
    words = zlib.compress(bytes(70_000_000), 9)
    file = png(8, 8, png_chunk(b"zTXt", b"Comment\0\0" + words), png_chunk(b"IDAT", b""))

    refused(file, "image/png", NotAPhoto)


def test_a_jpeg_of_more_than_sixty_million_pixels_is_refused(saved):
    file, kind = saved(Image.new("L", (10_000, 6_001)))

    refused(file, kind, TooLarge)


def test_what_takes_more_memory_may_be_less_large(saved):
    file, kind = saved(Image.new("L", (5_000, 4_001)), "WEBP", method=0, quality=1)

    with pytest.raises(TooLarge, match="20 million"):
        look_at(file, kind)


def test_a_moving_picture_on_a_huge_canvas_is_refused(saved):
    frame = saved(with_corners(16, 16), "WEBP")[0].getvalue()[12:]
    wide = struct.pack("<I", 13_000)[:3]
    body = bytes(6) + struct.pack("<I", 15)[:3] * 2 + bytes(4) + frame
    content = b"".join(
        [
            b"WEBPVP8X",
            struct.pack("<I", 10),
            b"\x02\0\0\0",
            wide,
            wide,
            b"ANIM",
            struct.pack("<IIH", 6, 0, 0),
            b"ANMF",
            struct.pack("<I", len(body)),
            body,
        ]
    )

    refused(BytesIO(b"RIFF" + struct.pack("<I", len(content)) + content), "image/webp", TooLarge)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("image/jpeg", b"\xff\xd8\xff" + b"\xfe\0\x02\xff" * 200_000),
        ("image/jpeg", b"\xff\xd8" + b"\xff" * 200_000 + b"\xe0\0\x02\xff\xd9"),
        ("image/jpeg", b"\xff\xd8\xff\xe0\0\x02" + b"a" * 200_000 + b"\xff\xd9"),
        ("image/jpeg", b"\xff\xd8\xff\xda\0\x02" + b"\xff" * 3_000_000),
        ("image/jpeg", b"\xff\xd8\xff\xda\0\x02" + b"\xff\0\xff\xd0" * 700_000),
        ("image/jpeg", b"\xff\xd8\xff\xe0\0\x01" + bytes(100)),
        ("image/jpeg", b"\xff\xd8\xff\xc0\0\x04\x08\x01\xff\xda\0\x02aaa\xff\xd9"),
        ("image/jpeg", b"\xff\xd8\xff\xd9"),
        ("image/png", b"\x89PNG\r\n\x1a\n" + png_chunk(b"tEXt", b"") * 210_000),
        ("image/heic", b"\0\0\0\x08free" * 20_000),
        ("image/heic", b"\0\0\0\x07ftypheic" + bytes(100)),
        ("image/avif", b"\0\0\0\x01mdat"),
        ("image/webp", b"RIFF\x04\0\0\0WEBP"),
        ("image/gif", b"GIF89a" + bytes(20)),
    ],
)
def test_files_made_of_nothing_are_refused_soon(kind, content):
    refused(BytesIO(content), kind, PhotoProblem)


def test_a_photo_that_is_drawn_over_and_over_is_refused(saved):
    file, kind = saved(with_corners(), progressive=True)
    content = file.getvalue()
    last = content[content.rindex(b"\xff\xda") : -2]

    refused(BytesIO(content[:-2] + last * 60 + b"\xff\xd9"), kind, NotAPhoto)


def test_a_photo_that_stops_in_its_pixels_is_not_whole():
    file = png(600, 400, png_chunk(b"IDAT", zlib.compress(bytes(600))[:-6]))

    assert look_at(file, "image/png") == Size(600, 400)
    with pytest.raises(NotWhole):
        make_variants(file, "image/png")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_no_broken_byte_lets_an_error_of_the_library_out(saved, form):
    options = {} if form == "GIF" else {"exif": exif(6)}
    file, kind = saved(with_corners(160, 120), form, **options)
    for content in broken(file.getvalue(), times=150):
        with suppress(PhotoProblem):
            assert make_variants(BytesIO(content), kind)


def test_no_broken_heic_lets_an_error_of_the_library_out(heic):
    file, kind = heic(with_corners(160, 120), exif=exif(6).tobytes())
    for content in broken(file.getvalue(), times=60):
        with suppress(PhotoProblem):
            assert make_variants(BytesIO(content), kind)


def broken(content, *, times):
    dice = random.Random(7)
    for _ in range(times):
        copy = bytearray(content)
        for _ in range(dice.choice((1, 4, 12))):
            copy[dice.randrange(min(len(copy), dice.choice((120, 100_000))))] = dice.randrange(256)
        yield bytes(copy)
