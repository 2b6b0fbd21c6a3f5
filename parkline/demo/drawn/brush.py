"""A canvas of 100 by 100 with what the dishes are drawn of: vessels, strands, pieces, leaves.

What looks scattered comes from a generator that is seeded by the dish, so a dish is drawn the same
way every time.
"""

import math
from collections.abc import Callable, Iterator
from random import Random

from PIL import Image, ImageDraw, ImageFilter

SCALE = 12
"""Pixels for a unit; three times what is kept, so that edges are smooth."""
MIDDLE = (50.0, 50.0)

Point = tuple[float, float]


class Brush:
    def __init__(self, seed: str, background: str) -> None:
        self.random = Random(seed)  # noqa: S311 - No secret: leaves on a noodle soup.
        side = 100 * SCALE
        self.image = Image.new("RGB", (side, side), background)

    @property
    def _draw(self) -> ImageDraw.ImageDraw:
        return ImageDraw.Draw(self.image)

    def shadow(self, centre: Point, width: float, height: float, dark: int = 46) -> None:
        layer = Image.new("L", self.image.size, 0)
        ImageDraw.Draw(layer).ellipse(_box(centre, width, height), fill=dark)
        blurred = layer.filter(ImageFilter.GaussianBlur(2.2 * SCALE))
        self.image.paste("#3a2a1c", mask=blurred)

    def disc(self, centre: Point, radius: float, fill: str) -> None:
        self._draw.ellipse(_box(centre, radius, radius), fill=fill)

    def oval(
        self, centre: Point, width: float, height: float, fill: str, turn: float = 0.0
    ) -> None:
        self.shape(
            [_turned(centre, width * math.cos(a), height * math.sin(a), turn) for a in _round()],
            fill,
        )

    def block(
        self,
        centre: Point,
        width: float,
        height: float,
        fill: str,
        *,
        turn: float = 0.0,
        corner: float = 2.0,
    ) -> None:
        """A rectangle with round corners; `width` and `height` are halves."""
        points = []
        for sx, sy, start in ((1, 1, 0), (-1, 1, 90), (-1, -1, 180), (1, -1, 270)):
            for step in range(0, 91, 15):
                a = math.radians(start + step)
                points.append(
                    _turned(
                        centre,
                        sx * (width - corner) + corner * math.cos(a),
                        sy * (height - corner) + corner * math.sin(a),
                        turn,
                    )
                )
        self.shape(points, fill)

    def shape(self, points: list[Point], fill: str) -> None:
        self._draw.polygon([_pixel(point) for point in points], fill=fill)

    def line(self, points: list[Point], fill: str, width: float) -> None:
        pixels = [_pixel(point) for point in points]
        self._draw.line(pixels, fill=fill, width=round(width * SCALE), joint="curve")
        half = width / 2
        for point in (points[0], points[-1]):
            self._draw.ellipse(_box(point, half, half), fill=fill)

    def arc(  # noqa: PLR0917 - As every shape: where, how large, which colour.
        self,
        centre: Point,
        radius: float,
        start: float,
        end: float,
        fill: str,
        width: float,
        flat: float = 1.0,
    ) -> None:
        """From `start` to `end` degrees; `flat` squeezes it."""
        steps = max(8, int(abs(end - start) / 6))
        angles = [math.radians(start + (end - start) * i / steps) for i in range(steps + 1)]
        self.line(
            [
                (centre[0] + radius * math.cos(a), centre[1] + flat * radius * math.sin(a))
                for a in angles
            ],
            fill,
            width,
        )

    def within(self, centre: Point, radius: float, other: "Brush") -> None:
        """Lay what `other` has drawn over this, inside a circle."""
        mask = Image.new("L", self.image.size, 0)
        ImageDraw.Draw(mask).ellipse(_box(centre, radius, radius), fill=255)
        self.image.paste(other.image, mask=mask)

    def copy(self) -> "Brush":
        made = Brush("", "#000")
        made.image, made.random = self.image.copy(), self.random
        return made

    def places(
        self, count: int, radius: float, centre: Point = MIDDLE, apart: float = 0.0
    ) -> Iterator[Point]:
        """So many places in a circle, `apart` from each other as far as there is room."""
        taken: list[Point] = []
        for _ in range(count):
            for _try in range(40):
                a, r = self.random.uniform(0, math.tau), radius * math.sqrt(self.random.random())
                place = (centre[0] + r * math.cos(a), centre[1] + r * math.sin(a))
                if all(math.dist(place, one) >= apart for one in taken):
                    break
            taken.append(place)
            yield place

    def angle(self) -> float:
        return self.random.uniform(0, 360)


Drawing = Callable[[Brush], None]


def _round() -> list[float]:
    return [math.tau * i / 48 for i in range(48)]


def _turned(centre: Point, x: float, y: float, turn: float) -> Point:
    a = math.radians(turn)
    return (
        centre[0] + x * math.cos(a) - y * math.sin(a),
        centre[1] + x * math.sin(a) + y * math.cos(a),
    )


def _pixel(point: Point) -> tuple[float, float]:
    return point[0] * SCALE, point[1] * SCALE


def _box(centre: Point, width: float, height: float) -> tuple[float, float, float, float]:
    x, y = centre
    return (x - width) * SCALE, (y - height) * SCALE, (x + width) * SCALE, (y + height) * SCALE
