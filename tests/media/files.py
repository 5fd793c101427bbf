"""Files made for these tests."""

from io import BytesIO

from tests.photos.drawings import exif, noisy, with_corners


def jpeg(width=1600, height=1200, **values) -> bytes:
    """Draw a whole photo with a place in it."""
    target = BytesIO()
    with_corners(width, height).save(target, "JPEG", exif=exif(**values))
    return target.getvalue()


def png(width=300, height=200) -> bytes:
    target = BytesIO()
    noisy(width, height).save(target, "PNG")
    return target.getvalue()


def undecodable() -> bytes:
    """Make a PNG that is whole from outside, with pixels that are none."""
    import struct
    import zlib

    content = png(64, 64)
    out, at = content[:8], 8
    while at < len(content):
        length = struct.unpack(">I", content[at : at + 4])[0]
        kind, body = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        if kind == b"IDAT":
            body = b"\x99" * length
        out += struct.pack(">I", length) + kind + body
        out += struct.pack(">I", zlib.crc32(kind + body))
        at += 12 + length
    return out
