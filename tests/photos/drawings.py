"""Pictures drawn for these tests, and reading them again."""

from io import BytesIO

from PIL import Image, ImageCms, ImageDraw

CORNERS = {
    "top left": (220, 30, 30),
    "top right": (30, 200, 40),
    "bottom left": (40, 60, 220),
    "bottom right": (240, 210, 30),
}


def with_corners(width=480, height=360):
    """Draw a picture whose four quarters have four colours."""
    picture = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(picture)
    for place, colour in CORNERS.items():
        left, top = ("right" in place) * width // 2, ("bottom" in place) * height // 2
        draw.rectangle((left, top, left + width // 2, top + height // 2), fill=colour)
    return picture


def corners_of(variant):
    """Name the colour in each quarter of a small copy as CORNERS names it."""
    picture = opened(variant)
    found = {}
    for place in CORNERS:
        x = picture.width * (3 if "right" in place else 1) // 4
        y = picture.height * (3 if "bottom" in place else 1) // 4
        colour = picture.getpixel((x, y))
        found[place] = min(CORNERS, key=lambda name: far(colour, CORNERS[name]))
    return found


UPRIGHT = {place: place for place in CORNERS}


def opened(variant):
    """Open a small copy with Pillow."""
    return Image.open(BytesIO(variant.content))


def far(one, other):
    """Say how far two colours are apart, by their worst channel."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def noisy(width, height):
    """Draw what compresses worst: noise in every pixel."""
    return Image.merge("RGB", [Image.effect_noise((width, height), 90) for _ in range(3)])


def exif(orientation=1, note=""):
    """Make EXIF with an orientation, a place (Kyiv), a camera and a comment."""
    block = Image.Exif()
    block[0x0112] = orientation
    block[0x010F] = "Camera & Sons"
    block[0x010E] = note
    place = block.get_ifd(0x8825)
    place[1], place[2] = "N", (50.0, 27.0, 36.0)
    place[3], place[4] = "E", (30.0, 31.0, 24.0)
    place[29] = "2026:09:01"
    return block


def swapped_profile():
    """Make a colour profile in which red and green are exchanged."""
    content = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = content.index(b"rXYZ"), content.index(b"gXYZ")
    content[red : red + 4], content[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(content)


def segments(content):
    """List the markers of a JPEG before its first scan, with what each holds."""
    found, at = [], 2
    while content[at + 1] != 0xDA:
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        found.append((content[at + 1], content[at + 4 : at + 2 + length]))
        at += 2 + length
    return found


def check_only_pixels(variant):
    """Assert that a small copy is a JPEG with nothing in it but what decoding needs."""
    allowed = {0xE0, 0xDB, 0xC0, 0xC2, 0xC4}  # JFIF, tables, frame
    found = segments(variant.content)
    assert {marker for marker, _ in found} <= allowed
    jfif = [body for marker, body in found if marker == 0xE0]
    assert [body[:5] for body in jfif] == [b"JFIF\0"]
    assert len(jfif[0]) == 14  # no thumbnail
    assert variant.content.count(b"\xff\xd9") == 1
    assert variant.content.endswith(b"\xff\xd9")
    picture = opened(variant)
    assert picture.size == (variant.width, variant.height)
    assert picture.mode == "RGB"
    assert not set(picture.info) - {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
    }
