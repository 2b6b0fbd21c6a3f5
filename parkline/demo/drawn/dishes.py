"""Each dish of the demo park, drawn."""

import math
from collections.abc import Callable
from functools import partial

from PIL import Image

from parkline.demo.drawn import parts as p
from parkline.demo.drawn.brush import MIDDLE, Brush

WHEAT, EGG_NOODLE, GLASS = "#f3dca0", "#f6d98c", "#dcd3bd"
WARM, MINT, SKY, ROSE, SAND, LILAC = (
    "#f7e3cf",
    "#dcebdd",
    "#dbe8ee",
    "#f6dcd6",
    "#f1e7d3",
    "#e6e0ef",
)

Drawing = Callable[[Brush], None]


def draw(code: str) -> Image.Image:
    background, drawing = DISHES[code]
    brush = Brush(code, background)
    drawing(brush)
    return brush.image


def noodle_soup(
    b: Brush, *, broth: str, noodle: str = WHEAT, meat: str = "", green: int = 0, egg: bool = False
) -> None:
    p.bowl(b, broth)
    p.noodles(b, noodle, 29)
    if meat:
        p.slices(b, [(40, 40), (52, 34), (46, 52), (60, 44)], meat, 7.5)
    if green:
        p.leaves(b, list(b.places(green, 12, (60, 62), apart=5)))
    if egg:
        p.egg(b, (36, 60))
    p.scallions(b)


def dry_noodles(
    b: Brush, *, noodle: str, sauce: str, topping: str = "", green: bool = True
) -> None:
    p.bowl(b, noodle, "#9c4a32")
    p.noodles(b, noodle, 32, 90)
    over = list(b.places(16, 11, (50, 47), apart=3))
    for place in over:
        b.disc(place, 4.6, sauce)
    if topping:
        p.cubes(b, 16, topping, radius=13, centre=(50, 47), size=2.2, apart=4)
    if green:
        p.strips(b, 14, "#7fb358", radius=8, centre=(64, 62), length=10, width=1.4)
    p.sesame(b, 20)


def tomato_egg(b: Brush) -> None:
    p.bowl(b, "#d9602f")
    p.noodles(b, EGG_NOODLE, 29)
    for i, place in enumerate(b.places(11, 17, apart=8)):
        b.oval(place, 5.6, 4.2, "#d8402c" if i % 2 else "#f7c948", b.angle())
        b.oval((place[0] - 1, place[1] - 1), 2.2, 1.2, "#ef7a5f" if i % 2 else "#ffe08a", b.angle())
    p.scallions(b)


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


def congee(b: Brush, *, base: str, century: bool = False) -> None:
    p.bowl(b, base)
    for place in b.places(120, 31):
        b.oval(place, 1.4, 0.9, p.lighter(base, 1.06), b.angle())
    if century:
        p.cubes(b, 10, "#3b4440", radius=18, size=3.4, apart=8)
        p.strips(b, 12, "#cf9b7c", radius=20, length=8, width=2)
        p.scallions(b, 12)


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


def cucumber(b: Brush) -> None:
    p.plate(b)
    for place in b.places(20, 21, apart=7):
        turn = b.angle()
        b.block(place, 7, 3.8, "#3f7d38", turn=turn)
        b.block(place, 6.2, 2.8, "#bfe0a0", turn=turn)
    p.strips(b, 8, "#cf3a25", radius=20, length=4, width=1.6)
    p.sesame(b, 26, 22, "#fff1cc")


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


DISHES: dict[str, tuple[str, Drawing]] = {
    "fried_dough_stick": (WARM, fried_sticks),
    "pork_bun": (SAND, partial(buns, heart="#a9683c")),
    "vegetable_bun": (MINT, partial(buns, heart="#5f9e3e")),
    "mantou": (SKY, partial(buns, smooth=True)),
    "tea_egg": (SAND, tea_eggs),
    "millet_congee": (WARM, partial(congee, base="#f0cf6b")),
    "pork_congee": (SKY, partial(congee, base="#f4ecda", century=True)),
    "jianbing": (WARM, jianbing),
    "beef_noodles": (WARM, partial(noodle_soup, broth="#9c5a2e", meat="#8a4a30", green=5)),
    "tomato_egg_noodles": (ROSE, tomato_egg),
    "kung_pao_chicken_rice": (ROSE, partial(over_rice, topping=kung_pao, sauce="#9c4a22")),
    "mapo_tofu_rice": (ROSE, partial(over_rice, topping=mapo, sauce="#b8391f")),
    "braised_pork_rice": (SAND, partial(over_rice, topping=braised_pork, sauce="#6e2c16")),
    "pork_pepper_rice": (MINT, partial(over_rice, topping=pork_pepper, sauce="#8a5a2e")),
    "curry_chicken_rice": (WARM, partial(over_rice, topping=curry, sauce="#d29a2a")),
    "chicken_leg_rice": (SAND, partial(over_rice, topping=chicken_leg, sauce="#7c451c")),
    "ribs_with_potato": (WARM, partial(over_rice, topping=ribs, sauce="#8f5424")),
    "egg_fried_rice": (MINT, egg_fried_rice),
    "garden_salad": (MINT, salad),
    "stir_fried_greens": (MINT, greens),
    "egg_drop_soup": (SKY, egg_drop),
    "steamed_rice": (SKY, steamed_rice),
    "soy_milk": (SAND, partial(cool, drink="#f7ecd4", straw="", ice=False)),
    "cola": (ROSE, partial(p.can, colour="#c3272b", band="#ffffff")),
    "sprite": (MINT, partial(p.can, colour="#1f9d55", band="#f4e04d")),
    "lemon_tea": (WARM, partial(cool, drink="#c9772b", lemon=True)),
    "lanzhou_noodles": (SAND, partial(noodle_soup, broth="#c99a5a", meat="#9a5a3a", green=4)),
    "zhajiang_noodles": (
        SAND,
        partial(dry_noodles, noodle=WHEAT, sauce="#4a2512", topping="#7c3d1c"),
    ),
    "dandan_noodles": (
        ROSE,
        partial(dry_noodles, noodle="#eec88a", sauce="#b23a1c", topping="#7c4423"),
    ),
    "chongqing_noodles": (ROSE, partial(noodle_soup, broth="#b5341c", green=5)),
    "scallion_oil_noodles": (MINT, partial(dry_noodles, noodle="#e0b266", sauce="#7c4a1c")),
    "hot_dry_noodles": (
        WARM,
        partial(dry_noodles, noodle="#e6bd74", sauce="#9a6a32", topping="#c8862f"),
    ),
    "hot_sour_glass_noodles": (ROSE, partial(noodle_soup, broth="#c2492a", noodle=GLASS, green=3)),
    "pork_dumplings": (SAND, dumplings),
    "chive_dumplings": (MINT, partial(dumplings, skin="#e9efd0")),
    "wontons": (SKY, wontons),
    "roujiamo": (WARM, roujiamo),
    "soup_dumplings": (SAND, soup_buns),
    "cucumber_salad": (MINT, cucumber),
    "plum_juice": (LILAC, partial(cool, drink="#6e2238", straw="#c99a5a")),
    "americano": (SAND, partial(flat_cup, drink="#3a2013")),
    "latte": (WARM, partial(flat_cup, drink="#b07a45", art=p.milk_leaf)),
    "cappuccino": (SAND, partial(flat_cup, drink="#a8713e", art=foam_dust)),
    "flat_white": (SKY, partial(flat_cup, drink="#a46a36", art=p.milk_heart)),
    "mocha": (ROSE, partial(flat_cup, drink="#5d3019", art=swirl)),
    "espresso": (SKY, partial(flat_cup, drink="#2a150b", ring="#6d3f1f")),
    "matcha_latte": (
        MINT,
        partial(flat_cup, drink="#8fae57", art=partial(p.milk_leaf, colour="#eff3d8")),
    ),
    "hot_chocolate": (
        ROSE,
        partial(flat_cup, drink="#4a2413", art=partial(foam_dust, colour="#4a2413")),
    ),
    "croissant": (SAND, croissant),
    "ham_sandwich": (MINT, sandwich),
    "cheesecake": (LILAC, cheesecake),
}
"""By item: its background, and what draws it."""
