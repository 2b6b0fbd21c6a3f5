"""Coffee, and what stands in a glass."""

import math

from parkline.demo.drawn import parts as p
from parkline.demo.drawn.brush import MIDDLE, Brush, Drawing


def flat_cup(b: Brush, drink: str, art: Drawing | None = None, ring: str = "") -> None:
    p.cup(b, drink)
    if ring:
        b.disc(MIDDLE, 19, ring)
    if art:
        art(b)


def foam_dust(b: Brush, colour: str = "#8a5530") -> None:
    b.disc(MIDDLE, 19.5, "#f8ecd8")
    for place in b.places(70, 15):
        b.disc(place, 0.7, colour)


def swirl(b: Brush, colour: str = "#f6e7d0") -> None:
    for i in range(3):
        b.arc(MIDDLE, 6 + i * 5, 30 + i * 110, 290 + i * 110, colour, 2.2)


def cool(
    b: Brush, drink: str, *, straw: str = "#d95f4a", lemon: bool = False, ice: bool = True
) -> None:
    p.glass(b, drink, ice=ice, straw=straw)
    if lemon:
        b.disc((70, 22), 11, "#f2c230")
        b.disc((70, 22), 9.4, "#fff3c4")
        for i in range(8):
            a = math.tau * i / 8
            b.line([(70, 22), (70 + 8.4 * math.cos(a), 22 + 8.4 * math.sin(a))], "#f4d35a", 1.2)
