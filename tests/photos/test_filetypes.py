"""Telling the kind of a file from its first bytes."""

import struct
import zipfile
from io import BytesIO

import pytest

from portal.filetypes import UNKNOWN, detect, is_photo


def box(kind, body=b""):
    return struct.pack(">I4s", len(body) + 8, kind) + body


def brands(*names):
    return box(b"ftyp", names[0] + bytes(4) + b"".join(names))


def handler(kind):
    return box(b"hdlr", bytes(8) + kind + bytes(13))


def zipped():
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.txt", "a")
    return target.getvalue()


SOUND = box(b"moov", box(b"trak", handler(b"soun")))
FILM = box(b"moov", box(b"trak", handler(b"soun")) + box(b"trak", handler(b"vide")))


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (b"\xff\xd8\xff\xe0", "a.png", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "a.jpg", "image/png"),
        (b"GIF89a<script>", "a.html", "image/gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "a", "image/webp"),
        (b"RIFF\0\0\0\0WAVEfmt ", "a", "audio/wav"),
        (b"RIFF\0\0\0\0AVI LIST", "a", "video/x-msvideo"),
        (brands(b"heic", b"mif1"), "a.jpg", "image/heic"),
        (brands(b"mif1", b"heic"), "a", "image/heic"),
        (brands(b"mif1", b"avif"), "a", "image/avif"),
        (brands(b"avif", b"mif1"), "a", "image/avif"),
        (brands(b"M4A ", b"isom"), "a", "audio/mp4"),
        (brands(b"isom", b"mp41"), "a", "video/mp4"),
        (brands(b"isom", b"mp41"), "a.M4A", "audio/mp4"),
        (brands(b"isom") + SOUND, "a", "audio/mp4"),
        (brands(b"isom") + FILM, "a", "video/mp4"),
        (brands(b"isom") + FILM[:60], "a", "video/mp4"),
        (brands(b"3gp4"), "a", "video/3gpp"),
        (brands(b"3gp4") + SOUND, "a", "audio/3gpp"),
        (brands(b"qt  "), "a", "video/quicktime"),
        (box(b"wide"), "a", "video/quicktime"),
        (box(b"free"), "a", "video/quicktime"),
        (b"G" + b"\0" * 187 + b"G" + b"\0" * 187 + b"G", "a", "video/mp2t"),
        (bytes(4) + (b"G" + bytes(191)) * 3, "a.mts", "video/mp2t"),
        (b"\0\0\1\xba", "a", "video/mpeg"),
        (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9", "a", "video/x-ms-asf"),
        (b"\x1a\x45\xdf\xa3\x42\x82\x84webm A_OPUS", "a", "audio/webm"),
        (b"\x1a\x45\xdf\xa3\x42\x82\x84webm A_OPUS V_VP8", "a", "video/webm"),
        (b"\x1a\x45\xdf\xa3\x42\x82\x88matroska V_MPEG4", "a", "video/x-matroska"),
        (b"OggS\0\2" + bytes(22) + b"OpusHead", "a", "audio/ogg"),
        (b"OggS\0\2" + bytes(22) + b"\x80theora", "a", "video/ogg"),
        (b"ID3\x04", "a", "audio/mpeg"),
        (b"\xff\xfb\x90\x64", "a", "audio/mpeg"),
        (b"\xff\xf1\x50\x80", "a", "audio/aac"),
        (b"\xff\xff\xff\xff", "a", UNKNOWN),
        (b"fLaC", "a", "audio/flac"),
        (b"#!AMR\n<", "a", "audio/amr"),
        (b"#!AMR-WB\n", "a", "audio/amr-wb"),
        (b"%PDF-1.4", "a.txt", "application/pdf"),
        (b"{\\rtf1", "a", "application/rtf"),
        (b"\x1f\x8b\x08", "a.svgz", "application/gzip"),
        (zipped(), "a.zip", "application/zip"),
        (zipped(), "a.html", "application/zip"),
        (zipped(), "A.ODT", "application/vnd.oasis.opendocument.text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "application/msword"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.html", UNKNOWN),
        (b"", "a.txt", UNKNOWN),
        (b"MZ\x90\0", "a.txt", UNKNOWN),
        (b"plain\0text", "a.txt", UNKNOWN),
        (b"caf\xe9 au lait", "a.txt", UNKNOWN),
    ],
)
def test_the_bytes_decide(head, name, expected):
    assert detect(head, name) == expected


@pytest.mark.parametrize(
    "text",
    [
        "I label before I shelve now.\n",
        "\ufeffWith a mark at the start",
        "اليوم ساعدت السيدة مريم",
        "2 < 3, and 5 > 4. I <3 tea. a<b",
        '{"name": "value"}',
        "# Title\n\n- [ ] a step\n",
    ],
)
def test_a_text_is_plain_text(text):
    assert detect(text.encode(), "a.html") == "text/plain"


def test_a_text_cut_within_a_letter_is_plain_text():
    assert detect(("é" * 3000).encode()[:4095], "a") == "text/plain"


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html>",
        "\n\t <HTML>",
        "\ufeff<script>alert(1)</script>",
        "<?xml version='1.0'?><feed/>",
        "<!-- a comment -->",
        "a harmless beginning\n<script src=x></script>",
        "a harmless beginning\n<IMG src=x onerror=alert(1)>",
        "<x onclick=alert(1)>",
        "</p>",
        "<iframe/src=javascript:alert(1)>",
    ],
)
def test_markup_is_never_plain_text(text):
    assert detect(text.encode(), "a.txt") == "text/html"


@pytest.mark.parametrize(
    "text",
    ["<svg onload='alert(1)'/>", "<?xml version='1.0'?>\n<s:svg xmlns:s='x'>", "words <SVG >"],
)
def test_a_drawing_that_can_run_scripts_is_called_one(text):
    assert detect(text.encode(), "a.txt") == "image/svg+xml"


def test_variants_are_made_of_photos_only():
    assert all(is_photo(f"image/{kind}") for kind in ("jpeg", "png", "webp", "heic", "avif", "gif"))
    assert not any(is_photo(kind) for kind in ("image/svg+xml", "text/html", UNKNOWN, "video/mp4"))


@pytest.mark.parametrize(
    "head",
    [
        b"II*\0\x10\0\0\0CR\2\0",
        b"MM\0*\0\0\0\x08",
        b"II+\0\x08\0\0\0",
        b"IIRO\x08\0\0\0",
        b"IIU\0\x18\0\0\0",
        b"FUJIFILMCCD-RAW 0201",
        b"FOVb\0\0",
        b"8BPS\0\1",
        b"\xff\x0a\xfa\x1f",
        b"\0\0\0\x0cJXL \r\n\x87\n",
        b"\0\0\0\x0cjP  \r\n\x87\n",
        brands(b"crx ", b"isom"),
    ],
)
@pytest.mark.parametrize("name", ["IMG_0001.dng", "photo", "scan.bin"])
def test_what_may_hold_a_place_is_known_as_a_picture_or_film(head, name):
    kind = detect(head + bytes(60), name)

    assert kind.startswith(("image/", "video/"))
    assert not is_photo(kind)
