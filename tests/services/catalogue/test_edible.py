"""What is drunk and what is eaten, of kitchens and of shops."""

import pytest

from models.catalogue import Item
from services.catalogue import edible


def item(unit: str, shelf: str = "", unit_en: str = "") -> Item:
    return Item(unit_zh=unit, unit_en=unit_en, category_zh=shelf, category_en="")


@pytest.mark.parametrize(
    ("what", "outlet", "use"),
    [
        (item("杯", "小吃与饮品"), "catering", "drink"),
        (item("份", "小吃与饮品"), "catering", "food"),
        (item("碗", "汤"), "catering", "food"),
        (item("份", unit_en="Bottle"), "catering", "drink"),
        (item("瓶", "零食饮料"), "shopping", "drink"),
        (item("包", "零食饮料"), "shopping", "food"),
        (item("箱", "零食饮料"), "shopping", None),
        (item("瓶", "日用"), "shopping", None),
        (item("支", "文具"), "shopping", None),
    ],
)
def test_what_an_item_is_for(what: Item, outlet: str, use: str | None) -> None:
    assert edible.use(what, outlet) == use
