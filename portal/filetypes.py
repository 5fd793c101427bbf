"""What kind of file it is, told from its first bytes rather than from its name."""

import codecs
import re
from pathlib import PurePath

UNKNOWN = "application/octet-stream"

_PHOTOS = {
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/heic",
    "image/heif",
    "image/avif",
    "image/gif",
}

_BEGINNINGS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"#!AMR-WB\n", "audio/amr-wb"),
    (b"#!AMR\n", "audio/amr"),
    (b"fLaC", "audio/flac"),
    (b"ID3", "audio/mpeg"),
    (b"\x1f\x8b", "application/gzip"),
    (b"{\\rtf", "application/rtf"),
    # Raw photos and others that we make no copies of, yet know: each may hold a place.
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"II+\0", "image/tiff"),
    (b"MM\0+", "image/tiff"),
    (b"IIRO", "image/x-olympus-orf"),
    (b"IIRS", "image/x-olympus-orf"),
    (b"IIU\0", "image/x-panasonic-rw2"),
    (b"FUJIFILMCCD-RAW", "image/x-fuji-raf"),
    (b"FOVb", "image/x-sigma-x3f"),
    (b"8BPS\0", "image/vnd.adobe.photoshop"),
    (b"\xff\x0a", "image/jxl"),
    (b"\0\0\0\x0cJXL ", "image/jxl"),
    (b"\0\0\0\x0cjP  ", "image/jp2"),
    (b"FLV\1", "video/x-flv"),
    (b"\0\0\1\xba", "video/mpeg"),
    (b"\0\0\1\xb3", "video/mpeg"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "video/x-ms-asf"),
)

_IN_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}

_QUICKTIME = {b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}

_HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"}
_AVIF = {b"avif", b"avis"}

_ZIPPED = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".epub": "application/epub+zip",
}
_OLD_OFFICE = {
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint",
}

# Bytes that no text holds (https://mimesniff.spec.whatwg.org/#binary-data-byte).
_NOT_TEXT = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
# A text that begins like markup, or that holds anywhere a tag which can do something.
_OPENS = re.compile(rb"\s*<[a-z!?/]", re.IGNORECASE)
_TAG = re.compile(
    rb"<[!/]?(?:doctype|html|head|body|script|style|iframe|frame|object|embed|math|img|image"
    rb"|video|audio|source|input|button|form|base|link|meta|template|a|p|div|span|table|br"
    rb"|h[1-6]|details|marquee)[\s/>]",
    re.IGNORECASE,
)
_SVG = re.compile(rb"<(?:[\w-]+:)?svg[\s/>]", re.IGNORECASE)


def detect(head: bytes, name: str) -> str:
    """Tell the media type from the first 4 KB; the name only chooses among zip and office kinds.

    Whatever a browser could take for a page is `text/html` or `image/svg+xml`, never
    `text/plain`, so that it is only ever served as an attachment.
    """
    ending = PurePath(name).suffix.lower()
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning):
            return kind
    return _container(head, ending) or _frames(head) or _text(head) or UNKNOWN


def is_photo(kind: str) -> bool:
    """Say whether variants can be made of this media type."""
    return kind in _PHOTOS


def _container(head: bytes, ending: str) -> str | None:
    """Tell the kinds that hold others: RIFF, ISO boxes, Matroska, Ogg, zip and old office."""
    if head.startswith(b"RIFF"):
        return _IN_RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        return _boxes(head, ending)
    if head[4:8] in _QUICKTIME:
        return "video/quicktime"
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return _matroska(head)
    if head.startswith(b"OggS"):
        return "video/ogg" if b"\x80theora" in head[:256] else "audio/ogg"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _ZIPPED.get(ending, "application/zip")
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _OLD_OFFICE.get(ending, UNKNOWN)
    return None


def _boxes(head: bytes, ending: str) -> str:
    """Tell pictures, sound and films in ISO boxes apart by their brands (ISO 14496-12, 4.3)."""
    size = min(int.from_bytes(head[:4], "big"), 256)
    main, others = head[8:12], {head[at : at + 4] for at in range(16, size, 4)}
    if main in _AVIF or (main in (b"mif1", b"msf1") and others & _AVIF and not others & _HEIC):
        return "image/avif"
    if main in _HEIC or main in (b"mif1", b"msf1"):
        return "image/heic"
    if main in (b"M4A ", b"M4B "):
        return "audio/mp4"
    sound = ending == ".m4a" or _holds_only_sound(head)
    if main[:2] == b"3g":
        return "audio/3gpp" if sound else "video/3gpp"
    if main == b"qt  ":
        return "video/quicktime"
    return "audio/mp4" if sound else "video/mp4"


def _holds_only_sound(head: bytes) -> bool:
    """Say whether the whole index of tracks lies in the head and names no picture."""
    at = head.find(b"moov")
    if at < 4 or at - 4 + int.from_bytes(head[at - 4 : at], "big") > len(head):
        return False
    return set(re.findall(rb"hdlr.{8}(vide|soun)", head, re.DOTALL)) == {b"soun"}


def _matroska(head: bytes) -> str:
    """Tell a recording from a film by the names of the codecs in it."""
    family = "webm" if b"webm" in head[:64] else "x-matroska"
    sound = b"A_" in head and b"V_" not in head
    return f"audio/{family}" if sound else f"video/{family}"


def _frames(head: bytes) -> str | None:
    """Tell MP3 and AAC that begin with a frame of sound, and films of camcorders."""
    if b"GGG" in (head[0:564:188], head[4:580:192]):  # each packet begins with a G
        return "video/mp2t"
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    if head[1] & 0xF6 == 0xF0:
        return "audio/aac"
    known = head[1] & 0x18 != 0x08 and head[1] & 0x06 and 0 < head[2] >> 4 < 15
    return "audio/mpeg" if known and head[2] & 0x0C != 0x0C else None


def _text(head: bytes) -> str | None:
    """Tell plain text from markup, if it is text at all; the head may end within a letter."""
    if not head or _NOT_TEXT.search(head):
        return None
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return None
    bare = head.removeprefix(codecs.BOM_UTF8)
    if _SVG.search(bare):
        return "image/svg+xml"
    return "text/html" if _OPENS.match(bare) or _TAG.search(bare) else "text/plain"
