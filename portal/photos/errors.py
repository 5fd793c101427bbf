"""What can be wrong with a photo, each with a sentence for the person who sent it."""

from portal.words import lazy_gettext as _l

MOST_PIXELS = 60_000_000


class PhotoProblem(Exception):
    """A photo that cannot be taken; `str()` says so in the reader's language."""

    sentence = _l("This photo cannot be used. Send another one.")

    def __str__(self) -> str:
        return str(self.sentence)


class NotAPhoto(PhotoProblem):
    """The file is something else, or a kind of picture that cannot be read."""

    sentence = _l(
        "This file is not a photo that can be shown. Send a JPEG, PNG, WebP or HEIC photo."
    )


class NotWhole(PhotoProblem):
    """A part of the file is missing or broken."""

    sentence = _l("This photo is not whole. Send it again, best where the line is good.")


class TooLarge(PhotoProblem):
    """The photo has more pixels than may be decoded."""

    def __init__(self, most_pixels: int = MOST_PIXELS) -> None:
        super().__init__(most_pixels)
        self.sentence = _l(
            "This photo is too large: it has more than %(most)s million pixels. "
            "Choose a smaller size in the camera, take it again, and send that.",
            most=most_pixels // 1_000_000,
        )


class Empty(PhotoProblem):
    """The file holds no bytes."""

    sentence = _l("This file is empty. Choose the photo again and send it.")


class NoReader(NotAPhoto):
    """The library for HEIC is not installed on this machine."""

    sentence = _l("HEIC photos cannot be read here. Send the photo as JPEG.")
