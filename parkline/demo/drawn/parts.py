"""What dishes have in common: vessels, and what lies in them."""

import math

from parkline.demo.drawn.brush import MIDDLE, Brush, Point

CHINA, RIM, FOOT = "#fbf8f2", "#3f7f87", "#e9e2d6"


def bowl(b: Brush, broth: str, rim: str = RIM) -> None:
    """A bowl from above, filled."""
    b.shadow((51, 54), 41, 40)
    b.disc(MIDDLE, 41, CHINA)
    b.disc(MIDDLE, 39.2, rim)
    b.disc(MIDDLE, 38, CHINA)
    b.disc(MIDDLE, 34, broth)
    b.arc(MIDDLE, 33.2, 200, 330, darker(broth), 1.4)


def plate(b: Brush, rim: str = "#d9cfbf") -> None:
    b.shadow((51, 54), 42, 41)
    b.disc(MIDDLE, 42, CHINA)
    b.disc(MIDDLE, 33, rim)
    b.disc(MIDDLE, 32.2, "#fffdf9")


def noodles(b: Brush, colour: str, radius: float = 30.0, strands: int = 70) -> None:
    dark, over = darker(colour), b.copy()
    for i in range(strands):
        centre = next(over.places(1, radius * 0.75))
        start = over.angle()
        sweep = over.random.uniform(70, 170)
        size = over.random.uniform(8, 22)
        over.arc(centre, size, start, start + sweep, dark, 2.6)
        over.arc(centre, size, start, start + sweep, colour if i % 3 else lighter(colour), 1.9)
    b.within(MIDDLE, radius, over)


def rice(b: Brush, centre: Point = MIDDLE, radius: float = 32.0, colour: str = "#fdfbf4") -> None:
    over = b.copy()
    over.disc(centre, radius, darker(colour, 0.95))
    for place in over.places(420, radius, centre):
        over.oval(
            place,
            1.5,
            0.75,
            over.random.choice([colour, colour, darker(colour, 0.9)]),
            over.angle(),
        )
    b.within(centre, radius, over)


def scallions(b: Brush, count: int = 14, radius: float = 24.0, centre: Point = MIDDLE) -> None:
    for place in b.places(count, radius, centre, apart=4):
        b.disc(place, 1.7, "#5f9e3e")
        b.disc(place, 0.8, "#cfe3a6")


def sesame(b: Brush, count: int = 24, radius: float = 24.0, colour: str = "#f7ecd0") -> None:
    for place in b.places(count, radius):
        b.oval(place, 1.0, 0.6, colour, b.angle())


def leaves(b: Brush, places: list[Point], size: float = 7.0, colour: str = "#4f8f3a") -> None:
    for place in places:
        turn = b.angle()
        b.oval(place, size, size * 0.48, colour, turn)
        a = math.radians(turn)
        x, y = size * 0.8 * math.cos(a), size * 0.8 * math.sin(a)
        b.line(
            [(place[0] - x, place[1] - y), (place[0] + x, place[1] + y)], lighter(colour, 1.35), 0.8
        )


def slices(b: Brush, places: list[Point], colour: str, size: float = 7.0) -> None:
    """Of meat: a darker edge, a lighter grain."""
    for place in places:
        turn = b.angle()
        b.block(
            (place[0] + 0.5, place[1] + 0.9),
            size,
            size * 0.62,
            darker(colour, 0.75),
            turn=turn,
            corner=2.4,
        )
        b.block(place, size, size * 0.62, colour, turn=turn, corner=2.4)
        b.block(place, size * 0.62, size * 0.1, lighter(colour, 1.25), turn=turn, corner=0.5)


def cubes(
    b: Brush,
    count: int,
    colour: str,
    *,
    radius: float = 22.0,
    centre: Point = MIDDLE,
    size: float = 3.6,
    apart: float = 5.5,
) -> None:
    for place in b.places(count, radius, centre, apart=apart):
        turn = b.angle()
        b.block(
            (place[0] + 0.4, place[1] + 0.9),
            size,
            size * 0.85,
            darker(colour, 0.74),
            turn=turn,
            corner=1.2,
        )
        b.block(place, size, size * 0.85, colour, turn=turn, corner=1.2)
        b.block(
            (place[0] - size * 0.2, place[1] - size * 0.25),
            size * 0.45,
            size * 0.16,
            lighter(colour, 1.2),
            turn=turn,
            corner=0.5,
        )


def egg(b: Brush, place: Point, size: float = 8.0, turn: float = 20.0) -> None:
    """Half of a boiled one."""
    b.oval((place[0] + 0.5, place[1] + 1), size, size * 0.78, "#c9b79a", turn)
    b.oval(place, size, size * 0.78, "#fffaf0", turn)
    b.disc(place, size * 0.44, "#f4a62a")
    b.disc((place[0] - size * 0.1, place[1] - size * 0.12), size * 0.17, "#ffd27a")


def strips(
    b: Brush,
    count: int,
    colour: str,
    *,
    radius: float = 22.0,
    centre: Point = MIDDLE,
    length: float = 7.0,
    width: float = 2.0,
) -> None:
    for place in b.places(count, radius, centre, apart=2.5):
        a = math.radians(b.angle())
        x, y = length / 2 * math.cos(a), length / 2 * math.sin(a)
        b.line(
            [(place[0] - x, place[1] - y + 0.6), (place[0] + x, place[1] + y + 0.6)],
            darker(colour, 0.75),
            width,
        )
        b.line([(place[0] - x, place[1] - y), (place[0] + x, place[1] + y)], colour, width)


def dumpling(
    b: Brush, place: Point, turn: float, size: float = 10.0, skin: str = "#f8eed8"
) -> None:
    """A crescent with its pleats."""
    a = math.radians(turn)

    def at(x: float, y: float) -> Point:
        return place[0] + x * math.cos(a) - y * math.sin(a), place[1] + x * math.sin(
            a
        ) + y * math.cos(a)

    outer = [
        at(size * math.cos(t), -size * 0.75 * math.sin(t))
        for t in (math.pi * i / 24 for i in range(25))
    ]
    inner = [
        at(size * math.cos(t), size * 0.22 * math.sin(t))
        for t in (math.pi * i / 24 for i in range(24, -1, -1))
    ]
    b.shape([(x + 0.7, y + 1.2) for x, y in outer + inner], darker(skin, 0.78))
    b.shape(outer + inner, skin)
    for i in range(-3, 4):
        x = i * size * 0.24
        height = size * 0.75 * math.sqrt(max(0.0, 1 - (x / size) ** 2))
        b.line([at(x, -height * 0.94), at(x * 0.86, -height * 0.5)], darker(skin, 0.86), 0.8)


def bun(b: Brush, place: Point, size: float, skin: str = "#fbf4e6", heart: str = "") -> None:
    """A steamed one, pleated to its middle."""
    b.disc((place[0] + 0.8, place[1] + 1.5), size, darker(skin, 0.78))
    b.disc(place, size, skin)
    for i in range(12):
        a = math.tau * i / 12
        inner = (place[0] + size * 0.2 * math.cos(a), place[1] + size * 0.2 * math.sin(a))
        outer = (
            place[0] + size * 0.78 * math.cos(a + 0.45),
            place[1] + size * 0.78 * math.sin(a + 0.45),
        )
        b.line([inner, outer], darker(skin, 0.87), 0.9)
    b.disc(place, size * 0.2, heart or darker(skin, 0.8))


def cup(b: Brush, drink: str, saucer: str = CHINA) -> None:
    """A coffee from above on its saucer."""
    b.shadow((52, 55), 42, 40)
    b.disc(MIDDLE, 41, saucer)
    b.disc(MIDDLE, 33, darker(saucer, 0.95))
    b.line([(72, 42), (87, 34)], CHINA, 6)
    b.line([(74, 41), (85, 35.4)], darker(CHINA, 0.92), 2)
    b.disc((50.6, 51.4), 28, darker(saucer, 0.86))
    b.disc(MIDDLE, 27.5, CHINA)
    b.disc(MIDDLE, 24, drink)
    b.arc(MIDDLE, 23.2, 195, 340, darker(drink, 0.8), 1.3)


def milk_heart(b: Brush, colour: str = "#f6e7d0") -> None:
    b.disc((44.5, 46), 7.6, colour)
    b.disc((55.5, 46), 7.6, colour)
    b.shape([(37.6, 49.4), (62.4, 49.4), (50, 65)], colour)
    b.shape([(37, 46), (63, 46), (50, 60)], colour)


def milk_leaf(b: Brush, colour: str = "#f6e7d0") -> None:
    for i in range(4):
        size = 5.0 + i * 3.4
        b.arc((50, 40 + i * 5.5), size, 10, 170, colour, 3.0, flat=0.75)
    b.line([(50, 36), (50, 67)], colour, 1.6)


def glass(b: Brush, drink: str, *, ice: bool = True, straw: str = "") -> None:
    """From the side."""
    b.shadow((52, 88), 22, 5, 60)
    if straw:
        b.line([(57, 42), (65, 8)], straw, 2.6)
    b.shape([(29, 16), (71, 16), (66, 88), (34, 88)], "#ffffff")
    b.shape([(30.4, 27), (69.6, 27), (65, 86), (35, 86)], drink)
    if ice:
        for place, turn in (((42, 37), 18.0), (((57, 44)), -24.0), ((45, 54), 40.0)):
            b.block(place, 6, 6, lighter(drink, 1.22), turn=turn, corner=1.6)
    b.line([(36, 32), (39.4, 78)], lighter(drink, 1.3), 1.8)


def can(b: Brush, colour: str, band: str) -> None:
    b.shadow((52, 89), 20, 5, 60)
    b.block(MIDDLE, 19, 39, "#cfd6da", corner=6)
    b.block(MIDDLE, 20.5, 33, colour, corner=3)
    b.shape([(29.5, 58), (70.5, 40), (70.5, 52), (29.5, 70)], band)
    b.block((36, 50), 1.6, 28, lighter(colour, 1.25), corner=1.2)
    b.oval((50, 12.6), 15, 2.6, "#eef2f4")


def darker(colour: str, by: float = 0.84) -> str:
    return "#" + "".join(
        f"{max(0, min(255, round(int(colour[i : i + 2], 16) * by))):02x}" for i in (1, 3, 5)
    )


def lighter(colour: str, by: float = 1.14) -> str:
    return darker(colour, by)
