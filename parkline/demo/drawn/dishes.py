"""Each dish of the demo park, drawn."""

from functools import partial

from PIL import Image

from parkline.demo.drawn import dough, drinks, noodles, parts, rice, sides
from parkline.demo.drawn.brush import Brush, Drawing

WARM, MINT, SKY, ROSE, SAND, LILAC = (
    "#f7e3cf",
    "#dcebdd",
    "#dbe8ee",
    "#f6dcd6",
    "#f1e7d3",
    "#e6e0ef",
)


def draw(code: str) -> Image.Image:
    background, drawing = DISHES[code]
    brush = Brush(code, background)
    drawing(brush)
    return brush.image


DISHES: dict[str, tuple[str, Drawing]] = {
    "fried_dough_stick": (WARM, dough.fried_sticks),
    "pork_bun": (SAND, partial(dough.buns, heart="#a9683c")),
    "vegetable_bun": (MINT, partial(dough.buns, heart="#5f9e3e")),
    "mantou": (SKY, partial(dough.buns, smooth=True)),
    "tea_egg": (SAND, sides.tea_eggs),
    "millet_congee": (WARM, partial(rice.congee, base="#f0cf6b")),
    "pork_congee": (SKY, partial(rice.congee, base="#f4ecda", century=True)),
    "jianbing": (WARM, dough.jianbing),
    "beef_noodles": (WARM, partial(noodles.noodle_soup, broth="#9c5a2e", meat="#8a4a30", green=5)),
    "tomato_egg_noodles": (ROSE, noodles.tomato_egg),
    "kung_pao_chicken_rice": (
        ROSE,
        partial(rice.over_rice, topping=rice.kung_pao, sauce="#9c4a22"),
    ),
    "mapo_tofu_rice": (ROSE, partial(rice.over_rice, topping=rice.mapo, sauce="#b8391f")),
    "braised_pork_rice": (
        SAND,
        partial(rice.over_rice, topping=rice.braised_pork, sauce="#6e2c16"),
    ),
    "pork_pepper_rice": (MINT, partial(rice.over_rice, topping=rice.pork_pepper, sauce="#8a5a2e")),
    "curry_chicken_rice": (WARM, partial(rice.over_rice, topping=rice.curry, sauce="#d29a2a")),
    "chicken_leg_rice": (SAND, partial(rice.over_rice, topping=rice.chicken_leg, sauce="#7c451c")),
    "ribs_with_potato": (WARM, partial(rice.over_rice, topping=rice.ribs, sauce="#8f5424")),
    "egg_fried_rice": (MINT, rice.egg_fried_rice),
    "garden_salad": (MINT, sides.salad),
    "stir_fried_greens": (MINT, sides.greens),
    "egg_drop_soup": (SKY, sides.egg_drop),
    "steamed_rice": (SKY, rice.steamed_rice),
    "soy_milk": (SAND, partial(drinks.cool, drink="#f7ecd4", straw="", ice=False)),
    "cola": (ROSE, partial(parts.can, colour="#c3272b", band="#ffffff")),
    "sprite": (MINT, partial(parts.can, colour="#1f9d55", band="#f4e04d")),
    "lemon_tea": (WARM, partial(drinks.cool, drink="#c9772b", lemon=True)),
    "lanzhou_noodles": (
        SAND,
        partial(noodles.noodle_soup, broth="#c99a5a", meat="#9a5a3a", green=4),
    ),
    "zhajiang_noodles": (
        SAND,
        partial(noodles.dry_noodles, noodle=noodles.WHEAT, sauce="#4a2512", topping="#7c3d1c"),
    ),
    "dandan_noodles": (
        ROSE,
        partial(noodles.dry_noodles, noodle="#eec88a", sauce="#b23a1c", topping="#7c4423"),
    ),
    "chongqing_noodles": (ROSE, partial(noodles.noodle_soup, broth="#b5341c", green=5)),
    "scallion_oil_noodles": (MINT, partial(noodles.dry_noodles, noodle="#e0b266", sauce="#7c4a1c")),
    "hot_dry_noodles": (
        WARM,
        partial(noodles.dry_noodles, noodle="#e6bd74", sauce="#9a6a32", topping="#c8862f"),
    ),
    "hot_sour_glass_noodles": (
        ROSE,
        partial(noodles.noodle_soup, broth="#c2492a", noodle=noodles.GLASS, green=3),
    ),
    "pork_dumplings": (SAND, dough.dumplings),
    "chive_dumplings": (MINT, partial(dough.dumplings, skin="#e9efd0")),
    "wontons": (SKY, dough.wontons),
    "roujiamo": (WARM, dough.roujiamo),
    "soup_dumplings": (SAND, dough.soup_buns),
    "cucumber_salad": (MINT, sides.cucumber),
    "plum_juice": (LILAC, partial(drinks.cool, drink="#6e2238", straw="#c99a5a")),
    "americano": (SAND, partial(drinks.flat_cup, drink="#3a2013")),
    "latte": (WARM, partial(drinks.flat_cup, drink="#b07a45", art=parts.milk_leaf)),
    "cappuccino": (SAND, partial(drinks.flat_cup, drink="#a8713e", art=drinks.foam_dust)),
    "flat_white": (SKY, partial(drinks.flat_cup, drink="#a46a36", art=parts.milk_heart)),
    "mocha": (ROSE, partial(drinks.flat_cup, drink="#5d3019", art=drinks.swirl)),
    "espresso": (SKY, partial(drinks.flat_cup, drink="#2a150b", ring="#6d3f1f")),
    "matcha_latte": (
        MINT,
        partial(drinks.flat_cup, drink="#8fae57", art=partial(parts.milk_leaf, colour="#eff3d8")),
    ),
    "hot_chocolate": (
        ROSE,
        partial(drinks.flat_cup, drink="#4a2413", art=partial(drinks.foam_dust, colour="#4a2413")),
    ),
    "croissant": (SAND, dough.croissant),
    "ham_sandwich": (MINT, dough.sandwich),
    "cheesecake": (LILAC, dough.cheesecake),
}
"""By item: its background, and what draws it."""
