"""Noodles, in soup and without."""

from parkline.demo.drawn import parts as p
from parkline.demo.drawn.brush import Brush

WHEAT, EGG_NOODLE, GLASS = "#f3dca0", "#f6d98c", "#dcd3bd"


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
