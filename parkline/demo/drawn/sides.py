"""Salads, greens, soups and eggs."""

import math

from parkline.demo.drawn import parts as p
from parkline.demo.drawn.brush import Brush


def salad(b: Brush) -> None:
    p.bowl(b, "#d9e8bd", "#6f9d62")
    p.leaves(b, list(b.places(30, 28, apart=6)), 9, "#6fae4b")
    p.leaves(b, list(b.places(12, 26, apart=7)), 7, "#8d5a86")
    for place in b.places(7, 24, apart=11):
        b.disc(place, 4.4, "#c9341f")
        b.disc(place, 3.4, "#e85c41")
    for place in b.places(5, 24, apart=12):
        b.disc(place, 4.6, "#bfdc8c")
        b.disc(place, 3.4, "#e6f2c4")


def greens(b: Brush) -> None:
    p.plate(b)
    p.leaves(b, list(b.places(44, 23, apart=4)), 9, "#4f9440")
    for place in b.places(16, 20, apart=6):
        b.oval(place, 6, 1.8, "#cfe3a6", b.angle())
    p.sesame(b, 10, 20, "#fff4d8")


def egg_drop(b: Brush) -> None:
    p.bowl(b, "#e9c77a")
    for place in b.places(22, 25, apart=5):
        b.arc(place, b.random.uniform(4, 9), b.angle(), b.angle() + 90, "#fbe7a8", 2.6)
    for place in b.places(12, 24, apart=7):
        b.oval(place, 5.4, 2.6, "#2f5a45", b.angle())
    p.scallions(b, 10)


def tea_eggs(b: Brush) -> None:
    p.bowl(b, "#7a4a28", "#5d3a22")
    for x, y in ((40, 43), (61, 46), (48, 64)):
        b.oval((x + 0.6, y + 1.2), 11, 8.6, "#4a2a14", 20)
        b.oval((x, y), 11, 8.6, "#c48a56", 20)
        for place in b.places(7, 8, (x, y), apart=3):
            a = math.radians(b.angle())
            b.line(
                [place, (place[0] + 4 * math.cos(a), place[1] + 4 * math.sin(a))], "#8a5530", 0.7
            )


def cucumber(b: Brush) -> None:
    p.plate(b)
    for place in b.places(20, 21, apart=7):
        turn = b.angle()
        b.block(place, 7, 3.8, "#3f7d38", turn=turn)
        b.block(place, 6.2, 2.8, "#bfe0a0", turn=turn)
    p.strips(b, 8, "#cf3a25", radius=20, length=4, width=1.6)
    p.sesame(b, 26, 22, "#fff1cc")
