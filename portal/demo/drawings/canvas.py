"""A sheet to draw flat pictures on: soft shadows, rounded boxes, papers at an angle."""

from __future__ import annotations

from PIL import Image, ImageDraw, ImageFilter, ImageFont

Colour = tuple[int, int, int]
Points = list[tuple[float, float]]

INK: Colour = (44, 48, 56)
WHITE: Colour = (255, 255, 255)
PAPER: Colour = (252, 249, 240)

FINER = 2  # drawn this much larger, then made smaller, so that edges are smooth
SHADE = 16  # shadows are soft, so a small mask is enough


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """Return the colour that lies this share of the way from one to the other."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


class Sheet:
    """A picture in the making; every measure is in pixels of the finished one."""

    def __init__(
        self, width: int, height: int, top: Colour | None = None, bottom: Colour | None = None
    ) -> None:
        self.width, self.height = width, height
        size = (width * FINER, height * FINER)
        self.image = Image.new("RGBA", size, top or (0, 0, 0, 0))
        if bottom:
            ramp = Image.linear_gradient("L").resize(size)
            self.image.paste(Image.new("RGBA", size, bottom), mask=ramp)
        self.pen = ImageDraw.Draw(self.image)

    def box(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        colour: Colour,
        *,
        round: float = 0,
        edge: Colour | None = None,
        line: float = 4,
    ) -> None:
        """Fill a box, with round corners and an edge where they are wanted."""
        self.pen.rounded_rectangle(
            self._scaled([(x, y), (x + w, y + h)]),
            round * FINER,
            colour,
            edge,
            int(line * FINER) if edge else 0,
        )

    def oval(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        colour: Colour,
        *,
        edge: Colour | None = None,
        line: float = 4,
    ) -> None:
        """Fill the oval that fits into this box."""
        corners = self._scaled([(x, y), (x + w, y + h)])
        self.pen.ellipse(corners, colour, edge, int(line * FINER) if edge else 0)

    def shape(self, points: Points, colour: Colour) -> None:
        """Fill the shape with these corners."""
        self.pen.polygon(self._scaled(points), colour)

    def stroke(self, points: Points, colour: Colour, width: float = 6) -> None:
        """Draw a line through these points, with round joints and ends."""
        scaled, thick = self._scaled(points), int(width * FINER)
        self.pen.line(scaled, colour, thick, joint="curve")
        for x, y in (scaled[0], scaled[-1]):
            r = thick / 2
            self.pen.ellipse((x - r, y - r, x + r, y + r), colour)

    def words(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        colour: Colour = INK,
        *,
        bold: bool = False,
        at: str = "lm",
    ) -> None:
        """Write the text at this point; `at` says which point of the text it is."""
        font = ImageFont.load_default(size * FINER)
        weight = size * FINER / 30 if bold else 0
        self.pen.text((x * FINER, y * FINER), text, colour, font, at, stroke_width=weight)

    def shadow(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        *,
        round: float = 0,
        soft: float = 24,
        depth: float = 0.3,
    ) -> None:
        """Darken what lies below a box, softly."""
        room = soft * 3
        left, top = x - room, y - room
        size = (int((w + 2 * room) * FINER / SHADE), int((h + 2 * room) * FINER / SHADE))
        mask, scale = Image.new("L", size), FINER / SHADE
        ImageDraw.Draw(mask).rounded_rectangle(
            (room * scale, room * scale, (room + w) * scale, (room + h) * scale),
            round * scale,
            int(255 * depth),
        )
        mask = mask.filter(ImageFilter.GaussianBlur(soft * scale))
        mask = mask.resize((size[0] * SHADE, size[1] * SHADE), Image.Resampling.BILINEAR)
        spot = (int(left * FINER), int(top * FINER))
        self.image.paste(Image.new("RGBA", mask.size, (24, 26, 40)), spot, mask)

    def lay(self, other: Sheet, x: float, y: float, *, turn: float = 0, depth: float = 0.3) -> None:
        """Lay another sheet on this one, turned by some degrees, with its shadow."""
        picture = other.image.rotate(turn, Image.Resampling.BICUBIC, expand=True)
        left = int((x + other.width / 2) * FINER - picture.width / 2)
        top = int((y + other.height / 2) * FINER - picture.height / 2)
        if depth:
            self.shadow(x + 8, y + 14, other.width, other.height, soft=20, depth=depth)
        self.image.paste(picture, (left, top), picture)

    def finish(self) -> Image.Image:
        """Return the picture in its real size."""
        return self.image.convert("RGB").reduce(FINER)

    def _scaled(self, points: Points) -> Points:
        return [(x * FINER, y * FINER) for x, y in points]
