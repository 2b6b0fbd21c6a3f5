"""Rice, and what lies on it."""

import math

from parkline.demo.drawn import parts as p
from parkline.demo.drawn.brush import MIDDLE, Brush, Drawing


def over_rice(b: Brush, topping: Drawing, sauce: str) -> None:
    p.bowl(b, "#fdfbf4", "#7a5a3c")
    p.rice(b, MIDDLE, 34)
    over = b.copy()
    for place in over.places(60, 24, (61, 55)):
        over.disc(place, 5, sauce)
    topping(over)
    b.within(MIDDLE, 34, over)


def kung_pao(b: Brush) -> None:
    p.cubes(b, 17, "#b5642c", radius=18, centre=(61, 55))
    p.cubes(b, 6, "#c8321f", radius=17, centre=(60, 54), size=2.4)
    p.sesame(b, 16, 22, "#f0d9a4")
    p.scallions(b, 8, 16, (61, 55))


def mapo(b: Brush) -> None:
    p.cubes(b, 20, "#fbf1dc", radius=19, centre=(60, 55), size=4)
    p.cubes(b, 14, "#7c3518", radius=18, centre=(60, 55), size=1.6, apart=3)
    p.scallions(b, 10, 17, (60, 55))


def braised_pork(b: Brush) -> None:
    for place in b.places(9, 16, (60, 55), apart=9):
        turn = b.angle()
        b.block((place[0] + 0.6, place[1] + 1), 5.6, 5.2, "#4e1d10", turn=turn)
        b.block(place, 5.6, 5.2, "#8e3a1f", turn=turn)
        b.block(place, 5.2, 1.2, "#e9b48d", turn=turn, corner=0.5)
    p.leaves(b, [(34, 66), (40, 72)], 7)


def pork_pepper(b: Brush) -> None:
    p.strips(b, 30, "#a9683c", radius=18, centre=(60, 55), length=11, width=2.6)
    p.strips(b, 26, "#5f9e3e", radius=18, centre=(60, 55), length=12, width=2.4)


def curry(b: Brush) -> None:
    p.cubes(b, 9, "#e0a44a", radius=17, centre=(60, 55), size=5, apart=8)
    p.cubes(b, 7, "#e2722a", radius=17, centre=(60, 55), size=3.4)
    p.cubes(b, 6, "#f4dd93", radius=17, centre=(60, 55), size=4)


def chicken_leg(b: Brush) -> None:
    b.line([(72, 70), (82, 80)], "#f6ead6", 4)
    b.disc((83, 80), 3, "#f6ead6")
    b.oval((59, 54.5), 19, 12, "#5a2c12", 42)
    b.oval((58, 53), 18.4, 11.4, "#a85a25", 42)
    b.arc((54, 48), 10, 180, 265, "#d28a4c", 2.4)
    p.leaves(b, [(36, 64), (42, 70), (34, 72)], 7)


def ribs(b: Brush) -> None:
    p.cubes(b, 8, "#ecc45f", radius=17, centre=(60, 55), size=5.4, apart=9)
    for place in b.places(6, 15, (60, 55), apart=10):
        turn = b.angle()
        b.block(place, 8, 3.8, "#8a4320", turn=turn)
        a = math.radians(turn)
        b.disc((place[0] + 8 * math.cos(a), place[1] + 8 * math.sin(a)), 2.2, "#f3e4cc")


def egg_fried_rice(b: Brush) -> None:
    p.bowl(b, "#f3d98f", "#7a5a3c")
    p.rice(b, MIDDLE, 34, "#f8e6ae")
    p.cubes(b, 22, "#f4b93a", radius=28, size=2.6, apart=5)
    p.cubes(b, 12, "#e0734a", radius=27, size=1.8, apart=5)
    p.scallions(b, 26, 29)


def steamed_rice(b: Brush) -> None:
    p.bowl(b, "#f6f2e8", "#3f7f87")
    p.rice(b, MIDDLE, 33)


def congee(b: Brush, *, base: str, century: bool = False) -> None:
    p.bowl(b, base)
    for place in b.places(120, 31):
        b.oval(place, 1.4, 0.9, p.lighter(base, 1.06), b.angle())
    if century:
        p.cubes(b, 10, "#3b4440", radius=18, size=3.4, apart=8)
        p.strips(b, 12, "#cf9b7c", radius=20, length=8, width=2)
        p.scallions(b, 12)
