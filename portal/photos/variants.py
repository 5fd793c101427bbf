"""The small copies of a photo that others get to see: pixels and nothing else."""

from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageCms

from portal.photos.errors import NotWhole, PhotoProblem, TooLarge
from portal.photos.opening import Opened, Size, open_photo, sideways

# Widest first, because each is made from the one before: width, and most bytes.
WIDTHS = ((1280, 120_000), (640, 40_000), (320, 15_000))

_QUALITIES = (22, 30, 38, 46, 54, 62, 70, 76, 82)
_PROFILES = {"RGB": "RGB", "L": "GRAY", "CMYK": "CMYK"}
_SMOOTH = Image.Resampling.LANCZOS
_ROWS = 256


@dataclass(frozen=True)
class VariantBytes:
    """One small copy: its name is the width it is drawn at, its size what it really has."""

    name: str
    width: int
    height: int
    content: bytes
    type: str = "image/jpeg"


def make_variants(file: BinaryIO, kind: str) -> list[VariantBytes]:
    """Make the copies `320`, `640` and `1280` of a photo, smallest first.

    A name is a width in CSS pixels. A copy is at most that wide and at most 4/3 of it high, so
    that an upright photo of 3 x 4 is as wide as its name, and a tall screenshot is narrower
    rather than a giant. Nothing is enlarged: a photo that fits into a name's box is that copy,
    pixel for pixel, and the names above are not made. Each copy keeps to its bytes by a lower
    quality, and if even the lowest does not do, by fewer pixels.

    Raises what `look_at` raises, and NotWhole if the pixels cannot be decoded.
    """
    opened = open_photo(file, kind)
    try:
        picture = _decoded(opened)
        return _copies(picture, opened.size)
    except PhotoProblem:
        raise
    except (MemoryError, Image.DecompressionBombError) as problem:
        raise TooLarge from problem
    except Exception as problem:  # decoders raise whatever broken pixels make them stumble over
        raise NotWhole from problem
    finally:
        file.seek(0)


def _copies(picture: Image.Image, whole: Size) -> list[VariantBytes]:
    """Step down from the widest copy to the smallest."""
    copies: list[VariantBytes] = []
    for width, most_bytes in WIDTHS:
        if width > WIDTHS[-1][0] and _fits(whole, _next_below(width)):
            continue
        picture = _resized(picture, _within(whole, width))
        copies.append(_copy(picture, str(width), most_bytes))
    return copies[::-1]


def _next_below(width: int) -> int:
    return max(other for other, _ in WIDTHS if other < width)


def _fits(size: Size, width: int) -> bool:
    return _within(size, width) == size


def _within(size: Size, width: int) -> Size:
    """Return the size that keeps its shape and fits the box of that width."""
    scale = min(1.0, width / size.width, width * 4 / 3 / size.height)
    return Size(max(1, round(size.width * scale)), max(1, round(size.height * scale)))


def _decoded(opened: Opened) -> Image.Image:
    """Decode no larger than the widest copy needs, then make it plain, sRGB and upright."""
    picture: Image.Image = opened.picture
    target = sideways(_within(opened.size, WIDTHS[0][0]), opened.turn)
    if opened.picture.format == "JPEG":
        opened.picture.draft(None, target)
    profile = picture.info.get("icc_profile")
    opened.picture.load()
    picture = _in_srgb(_resized(_shrunk(picture, target), target), profile)
    return picture.transpose(opened.turn) if opened.turn is not None else picture


def _shrunk(picture: Image.Image, target: tuple[int, int]) -> Image.Image:
    """Bring it near the size in plain modes, strip by strip.

    A whole copy in another mode would take four bytes for each of up to 60 million pixels.
    """
    factor = min(picture.width // target[0], picture.height // target[1]) // 2
    if factor < 2:
        return _plain(picture)
    rows = factor * max(1, _ROWS // factor)
    strips = [
        _plain(picture.crop((0, top, picture.width, min(top + rows, picture.height)))).reduce(
            factor
        )
        for top in range(0, picture.height, rows)
    ]
    small = Image.new(strips[0].mode, (strips[0].width, sum(strip.height for strip in strips)))
    for number, strip in enumerate(strips):
        small.paste(strip, (0, number * rows // factor))
    return small


def _resized(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    if picture.size == size:
        return picture
    return picture.resize(size, _SMOOTH, reducing_gap=2.0)


def _plain(picture: Image.Image) -> Image.Image:
    """Return the picture as one of the modes that can be resized and coloured."""
    if picture.mode.startswith("I"):  # 16 bits of grey
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    return picture if picture.mode in _PROFILES else picture.convert("RGB")


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Lay it on white and turn its colours into those of sRGB; a broken profile is left out."""
    picture = _on_white(picture)
    if not profile:
        return picture.convert("RGB")
    try:
        given = ImageCms.ImageCmsProfile(BytesIO(profile))
        if given.profile.xcolor_space.strip() != _PROFILES[picture.mode]:
            return picture.convert("RGB")
        srgb = ImageCms.createProfile("sRGB")
        coloured = ImageCms.profileToProfile(picture, given, srgb, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return picture.convert("RGB")
    return coloured or picture.convert("RGB")


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture
    white = Image.new("RGB", picture.size, "white")
    white.paste(picture, mask=picture.getchannel("A"))
    return white


def _copy(picture: Image.Image, name: str, most_bytes: int) -> VariantBytes:
    """Encode the picture as well as its bytes allow."""
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)  # only pixels come along: Pillow would carry comments and profiles
    content = _best(bare, most_bytes)
    while len(content) > most_bytes and max(bare.size) > 64:
        bare = bare.resize((max(1, bare.width * 3 // 4), max(1, bare.height * 3 // 4)), _SMOOTH)
        content = _best(bare, most_bytes)
    return VariantBytes(name, bare.width, bare.height, content)


def _best(bare: Image.Image, most_bytes: int) -> bytes:
    """Return the best quality that keeps to the bytes, or else the lowest, by halving."""
    low, high = 0, len(_QUALITIES) - 1
    content = best = b""
    while low <= high:
        middle = (low + high + 1) // 2
        content = _jpeg(bare, _QUALITIES[middle])
        if len(content) <= most_bytes:
            best, low = content, middle + 1
        else:
            high = middle - 1
    return best or content


def _jpeg(bare: Image.Image, quality: int) -> bytes:
    target = BytesIO()
    bare.save(target, "JPEG", quality=quality, progressive=True, optimize=True)
    return target.getvalue()
