"""Which dishes of a menu are what was asked for."""

from models.catalogue import Item
from services.catalogue.food_words import Asked


def fits(item: Item, asked: Asked, most: int | None) -> bool | None:
    """Whether an item is all that was asked for; None where nobody has said it of the item.

    `most` is `asked.most` in minor units. What is not known is never taken for a yes.
    """
    answers = [
        most is None or item.price <= most,
        _diet(item, asked.diet),
        _spice(item, asked),
        _without(item, asked.allergens if asked.without else ()),
    ]
    if False in answers:
        return False
    return None if None in answers else True


def _diet(item: Item, wanted: str | None) -> bool | None:
    if wanted is None:
        return True
    if item.diet is None:
        return None
    return item.diet in {"vegan", wanted}


def _spice(item: Item, asked: Asked) -> bool | None:
    if not asked.mild and not asked.hot:
        return True
    if item.spice is None:
        return None
    return (item.spice == 0) == asked.mild


def _without(item: Item, avoided: tuple[str, ...]) -> bool | None:
    if not avoided:
        return True
    if item.allergens is None:
        return None
    return not set(avoided) & set(item.allergens)
