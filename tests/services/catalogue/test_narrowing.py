"""A menu is narrowed to what is known to fit; what nobody has said is never taken for a yes."""

from decimal import Decimal
from typing import Any

import pytest

from models.catalogue import Item
from services.catalogue.food_words import Asked
from services.catalogue.narrowing import fits

NUTTY = {"allergens": ["peanuts"], "diet": "vegan", "spice": 2, "price": 2000}


@pytest.mark.parametrize(
    ("asked", "fit"),
    [
        (Asked(), True),
        (Asked(diet="vegan"), True),
        (Asked(diet="vegetarian"), True),
        (Asked(mild=True), False),
        (Asked(hot=True), True),
        (Asked(allergens=("peanuts",), without=True), False),
        (Asked(allergens=("milk",), without=True), True),
        (Asked(allergens=("peanuts",)), True),
        (Asked(most=Decimal(20)), True),
        (Asked(most=Decimal(19), diet="vegan"), False),
    ],
)
def test_of_a_known_dish(asked: Asked, fit: bool) -> None:
    most = None if asked.most is None else int(asked.most * 100)
    assert fits(Item(**NUTTY), asked, most) is fit


@pytest.mark.parametrize(
    ("unsaid", "asked"),
    [
        ("allergens", Asked(allergens=("milk",), without=True)),
        ("diet", Asked(diet="vegetarian")),
        ("spice", Asked(mild=True)),
    ],
)
def test_of_what_nobody_has_said_nothing_is_claimed(unsaid: str, asked: Asked) -> None:
    row: dict[str, Any] = NUTTY | {"diet": "neither", "spice": 0, unsaid: None}
    assert fits(Item(**row), asked, None) is None
    # What is known not to fit is not unknown.
    assert fits(Item(**row), Asked(hot=True, mild=False, diet="vegan"), 100) is False


def test_vegetarian_is_not_vegan() -> None:
    row = NUTTY | {"diet": "vegetarian"}
    assert fits(Item(**row), Asked(diet="vegan"), None) is False
