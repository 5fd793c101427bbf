"""The icon on a phone's first screen: three steps up, drawn when the portal starts."""

from io import BytesIO

from PIL import Image, ImageDraw

GROUND, STEPS = "#0a5b50", "#fbfaf7"
ROUND = 5  # the corner is a fifth of the side


def draw_icons() -> dict[str, bytes]:
    """Return the icons as small PNG by name; that for masks fills its whole square."""
    return {
        "icon-192.png": _icon(192, masked=False),
        "icon-512.png": _icon(512, masked=False),
        "mask-512.png": _icon(512, masked=True),
    }


def _icon(side: int, *, masked: bool) -> bytes:
    picture = Image.new("RGBA", (side, side), GROUND if masked else (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    if not masked:
        pen.rounded_rectangle((0, 0, side - 1, side - 1), side // ROUND, fill=GROUND)
    edge = side * (28 if masked else 22) // 100  # masks cut the corners away
    width = (side - 2 * edge) // 3
    foot = edge + 3 * width
    for step in range(3):
        left = edge + step * width
        pen.rectangle((left, foot - (step + 1) * width, left + width - 1, foot - 1), fill=STEPS)
    kept = BytesIO()
    picture.quantize(16).save(kept, "PNG", optimize=True)
    return kept.getvalue()
