"""What a phone writes around a picture: how it was held, and where and when."""

from __future__ import annotations

from io import BytesIO

from PIL import ExifTags, Image

UPRIGHT, TURN_RIGHT, TURN_LEFT = 1, 6, 8  # how a viewer has to turn the stored pixels
STORED = {
    TURN_RIGHT: Image.Transpose.ROTATE_90,
    TURN_LEFT: Image.Transpose.ROTATE_270,
}
BRISTOL = ("N", (51.0, 27.0, 4.2), "W", (2.0, 35.0, 52.8))


def as_jpeg(picture: Image.Image, *, held: int = UPRIGHT, place: bool = False) -> bytes:
    """Store the picture as a phone does that was held like this, with its place if it was on."""
    if held != UPRIGHT:
        picture = picture.transpose(STORED[held])
    stored = BytesIO()
    picture.save(stored, "JPEG", quality=86, exif=_notes(held, place))
    return stored.getvalue()


def _notes(held: int, place: bool) -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = held
    exif[ExifTags.Base.Make] = "Foothold"
    exif[ExifTags.Base.Model] = "Drawn phone"
    taken = exif.get_ifd(ExifTags.IFD.Exif)
    taken[ExifTags.Base.DateTimeOriginal] = "2026:11:03 06:25:00"
    if place:
        north, latitude, west, longitude = BRISTOL
        spot = exif.get_ifd(ExifTags.IFD.GPSInfo)
        spot[ExifTags.GPS.GPSLatitudeRef], spot[ExifTags.GPS.GPSLatitude] = north, latitude
        spot[ExifTags.GPS.GPSLongitudeRef], spot[ExifTags.GPS.GPSLongitude] = west, longitude
    return exif
