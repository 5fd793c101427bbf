"""Opening a photo: its size as a person sees it, and a reader that has not decoded yet."""

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import BinaryIO, NamedTuple

from PIL import Image
from PIL.AvifImagePlugin import AvifImageFile
from PIL.ExifTags import Base
from PIL.GifImagePlugin import GifImageFile
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from portal.photos.errors import MOST_PIXELS, NoReader, NotAPhoto, PhotoProblem, TooLarge
from portal.photos.wholeness import check_whole

# Readers that cannot decode at a smaller size take up to 16 bytes for each pixel, so that what
# no phone makes has to be smaller. (JPEG: 0.5, PNG and GIF: 4, HEIC: 7, AVIF: 9, WebP: 16.)
_MOST_PIXELS = {"HEIF": 50_000_000, "AVIF": 30_000_000, "WEBP": 20_000_000}
_MOST_PROGRESSIVE = 40_000_000

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SIDEWAYS = {_TURNS[number] for number in (5, 6, 7, 8)}

_quiet = Lock()


class Size(NamedTuple):
    """Width and height in pixels."""

    width: int
    height: int


class Opened(NamedTuple):
    """A photo whose header was read: the reader, its upright size and how to turn it."""

    picture: ImageFile
    size: Size
    turn: Image.Transpose | None


def look_at(file: BinaryIO, kind: str) -> Size:
    """Return the upright size from the header, or say what is wrong with the photo.

    Raises Empty, NotAPhoto, NotWhole or TooLarge; decodes nothing.
    """
    size = open_photo(file, kind).size
    file.seek(0)
    return size


def open_photo(file: BinaryIO, kind: str) -> Opened:
    """Read the header of a photo that is whole and not too large.

    The readers are called by name rather than through `Image.open`, which would guess the kind
    again and follow the second picture that many phones put behind the first.
    """
    check_whole(file, kind)
    reader = _READERS.get(kind)
    if reader is None:
        raise NotAPhoto
    file.seek(0)
    try:
        with _without_warnings():
            picture = reader(file)
            turn = _turn(picture)
    except PhotoProblem:
        raise
    except Image.DecompressionBombError as problem:
        raise TooLarge from problem
    except Exception as problem:  # readers raise whatever a broken header makes them stumble over
        raise NotAPhoto from problem
    _check_pixels(picture)
    return Opened(picture, Size(*sideways(picture.size, turn)), turn)


def sideways(size: tuple[int, int], turn: Image.Transpose | None) -> tuple[int, int]:
    """Return the size with its sides swapped if the turn lays the picture on its side."""
    return (size[1], size[0]) if turn in _SIDEWAYS else size


def _check_pixels(picture: ImageFile) -> None:
    """Raise TooLarge if decoding it would take more memory than one photo may have."""
    most = _MOST_PIXELS.get(picture.format or "", MOST_PIXELS)
    if picture.info.get("progressive"):
        most = _MOST_PROGRESSIVE
    if picture.width * picture.height > most:
        raise TooLarge(most)


def _turn(picture: ImageFile) -> Image.Transpose | None:
    """Return the turn that EXIF asks for.

    The reader of HEIC has turned by the container already and took the number out of EXIF; the
    reader of AVIF has put the container's turn there. XMP is not asked: browsers do not either.
    """
    exif = Image.Exif()
    if block := picture.info.get("exif"):
        try:
            exif.load(block)
        except Exception:  # a broken block says nothing, the pixels are still good
            return None
    number = exif.get(Base.Orientation)
    return _TURNS.get(number) if isinstance(number, int) else None


@contextmanager
def _without_warnings() -> Iterator[None]:
    """Keep Python's list of warnings, one for all threads, changed for a moment only.

    Pillow warns of odd EXIF and of large sizes; both are dealt with here.
    """
    with _quiet, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _open_heif(file: BinaryIO) -> ImageFile:
    try:
        from pillow_heif import HeifImageFile
    except ImportError as problem:
        raise NoReader from problem
    reader: Callable[[BinaryIO], ImageFile] = HeifImageFile
    return reader(file)


_READERS: dict[str, Callable[[BinaryIO], ImageFile]] = {
    "image/jpeg": JpegImageFile,
    "image/png": PngImageFile,
    "image/webp": WebPImageFile,
    "image/gif": GifImageFile,
    "image/avif": AvifImageFile,
    "image/heic": _open_heif,
    "image/heif": _open_heif,
}
