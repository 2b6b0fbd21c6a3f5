"""What is made of dough: steamed, boiled, fried and baked."""

import math

from parkline.demo.drawn import parts as p
from parkline.demo.drawn.brush import Brush


def fried_sticks(b: Brush) -> None:
    p.plate(b)
    for dy in (-9, 9):
        for off in (-3.2, 3.2):
            y = 50 + dy + off
            b.line([(24, y + 5), (76, y - 5)], "#b9772a", 7.6)
            b.line([(24.6, y + 4), (75.6, y - 6)], "#e0a044", 6)
            b.line([(28, y + 2), (70, y - 6)], "#f2c677", 1.6)


def buns(b: Brush, *, heart: str = "", smooth: bool = False) -> None:
    basket(b)
    for place in ((37, 40), (63, 40), (37, 64), (63, 64)):
        if smooth:
            b.disc((place[0] + 0.8, place[1] + 1.4), 11, "#d8cdb8")
            b.disc(place, 11, "#fdf9f0")
            b.arc(place, 8, 190, 270, "#ffffff", 2)
        else:
            p.bun(b, place, 11, heart=heart)


def basket(b: Brush) -> None:
    """Of bamboo."""
    b.shadow((51, 54), 43, 42)
    b.disc((50, 51), 43, "#c08f4f")
    b.disc((50, 51), 39.5, "#a87538")
    b.disc((50, 51), 37.5, "#e2bd80")
    for x in range(16, 86, 6):
        half = math.sqrt(max(0.0, 37**2 - (x - 50) ** 2))
        b.line([(x, 51 - half), (x, 51 + half)], "#d0a765", 1.2)


def soup_buns(b: Brush) -> None:
    basket(b)
    for x, y in ((50, 51), (50, 28), (72, 39), (72, 63), (50, 74), (28, 63), (28, 39)):
        p.bun(b, (x, y), 9.4, "#f7efdf")


def jianbing(b: Brush) -> None:
    p.plate(b)
    b.block((51, 52), 25, 17, "#a9722f", turn=-14, corner=5)
    b.block((50, 50), 25, 17, "#eac070", turn=-14, corner=5)
    b.block((46, 44), 22, 6, "#f6dc9c", turn=-14, corner=4)
    p.scallions(b, 12, 14, (48, 50))
    p.sesame(b, 16, 14, "#40301f")


def dumplings(b: Brush, *, skin: str = "#f8eed8") -> None:
    p.plate(b)
    for x, y, turn in (
        (35, 36, -12), (57, 33, 8), (30, 53, 6), (52, 50, -8), (72, 47, 12),
        (40, 67, -6), (62, 64, 10),
    ):  # fmt: skip
        p.dumpling(b, (x, y), turn, 10.4, skin)
    b.disc((72, 70), 9.4, "#efe6d8")
    b.disc((72, 70), 7.6, "#3f2213")


def wontons(b: Brush) -> None:
    p.bowl(b, "#efdcab")
    for place in b.places(9, 22, apart=13):
        b.disc((place[0] + 0.7, place[1] + 1), 6.6, "#d0b48a")
        b.disc(place, 6.6, "#fbf3e2")
        b.disc(place, 3.4, "#e7b9a3")
        for i in range(5):
            a = math.tau * i / 5
            b.line(
                [place, (place[0] + 8.4 * math.cos(a), place[1] + 8.4 * math.sin(a))],
                "#f3e6cd",
                1.8,
            )
    p.scallions(b, 14)


def roujiamo(b: Brush) -> None:
    p.plate(b)
    b.oval((51, 63), 30, 14, "#a26c34")
    b.oval((50, 60), 30, 13, "#e8be7e")
    p.strips(b, 46, "#8a4a26", radius=17, centre=(50, 51), length=8, width=3)
    p.scallions(b, 12, 16, (50, 50))
    b.oval((50, 41), 30, 14, "#b98343")
    b.oval((50, 39), 30, 13.4, "#efca8d")
    for x, y in ((40, 36), (52, 33), (61, 39), (47, 43)):
        b.oval((x, y), 4.4, 2.4, "#c8924e", 12)


def croissant(b: Brush) -> None:
    p.plate(b)
    for i in range(-3, 4):
        a = math.radians(90 + i * 26)
        x, y = 50 - 23 * math.cos(a), 68 - 26 * math.sin(a)
        size = 11.5 - abs(i) * 1.9
        b.oval((x + 0.5, y + 1.4), size, size * 0.78, "#9b5f22", i * 26)
        b.oval((x, y), size, size * 0.78, "#e2a24b" if i % 2 else "#d8943d", i * 26)
        b.oval((x - 1, y - 2), size * 0.6, size * 0.2, "#f4cf8d", i * 26)


def sandwich(b: Brush) -> None:
    p.plate(b)
    for dx, dy in ((0, 0), (6, 16)):
        x, y = 22 + dx, 56 + dy
        b.shape([(x, y), (x + 50, y), (x + 25, y - 32)], "#e6bd83")
        b.shape([(x + 4, y - 2), (x + 46, y - 2), (x + 25, y - 28)], "#fbeed2")
        b.block((x + 25, y + 1), 25, 2, "#7fb358", corner=1)
        b.block((x + 25, y + 4), 25, 2, "#f4c542", corner=1)
        b.block((x + 25, y + 7), 25, 2.2, "#e69a8f", corner=1)
        b.block((x + 25, y + 10.4), 25, 2.2, "#e6bd83", corner=1)


def cheesecake(b: Brush) -> None:
    p.plate(b)
    b.shape([(24, 58), (70, 34), (78, 56), (78, 68), (24, 70)], "#b9813f")
    b.shape([(24, 56), (70, 32), (78, 54), (78, 64), (24, 66)], "#f7e3a6")
    b.shape([(24, 56), (70, 32), (78, 54)], "#fdf2cc")
    for x, y in ((62, 42), (68, 47), (60, 48)):
        b.disc((x, y), 3.6, "#b7263a")
        b.disc((x - 1, y - 1), 1.1, "#e9808d")
    p.leaves(b, [(54, 43)], 4)
