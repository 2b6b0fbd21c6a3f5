"""Whether an item is drunk or eaten, as far as its menu shows it."""

from typing import Literal

from models.catalogue import Item

_VESSELS = frozenset({"杯", "瓶", "罐", "听", "扎", "cup", "glass", "bottle", "can", "jug"})
"""Units in which drinks are sold; a bowl holds soup and noodles."""
_DRINKS_SHELF = ("饮", "水", "drink", "beverage", "water")
_FOOD_SHELF = ("零食", "食品", "点心", "snack", "food")
CALLED = {
    "drink": frozenset({"drink", "drinks", "beverage", "beverages", "喝的", "饮料", "饮品"}),
    "food": frozenset({"food", "eat", "eats", "吃的", "食物", "餐食"}),
}
"""What each is called, case folded."""


def use(item: Item, outlet_kind: str) -> Literal["drink", "food"] | None:
    """`outlet_kind`: models.catalogue.Outlet.kind. None where the menu does not show it.

    A kitchen sells nothing else. In a shop, which sells soap by the bottle as well, it takes a
    shelf of drinks or of food besides.
    """
    by_vessel = bool({item.unit_zh, item.unit_en.casefold()} & _VESSELS)
    if outlet_kind == "catering":
        return "drink" if by_vessel else "food"
    shelf = f"{item.category_zh} {item.category_en}".casefold()
    has_drinks = any(word in shelf for word in _DRINKS_SHELF)
    if by_vessel and has_drinks:
        return "drink"
    in_case = item.unit_zh == "箱" or item.unit_en.casefold() == "case"
    if any(word in shelf for word in _FOOD_SHELF) and not in_case:
        return "food"
    return None
