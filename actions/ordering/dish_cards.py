"""Dishes that a message offers: what a page needs to draw each as a card, beside its button."""

from collections.abc import Sequence
from typing import Any

from actions.kit.turn import Turn
from actions.ordering.filling import CHOICES
from actions.ordering.food_buttons import order_button
from models.catalogue import Item
from services.catalogue import pictures


def _begins(name: str) -> str:
    """As it begins a line."""
    return name[:1].upper() + name[1:]


_NOTED = ("vegan", "vegetarian")
"""Diets that a card names; that a dish has meat is no news."""


async def tell(turn: Turn, text: str, items: Sequence[Item]) -> None:
    """Say `text` with a button for each of the first CHOICES items, and each as a card.

    `data.dishes` of the message has, for each card: `button`, the place of its button among the
    message's, from 0; `name`; `price` as people read it; `note`, that it is vegetarian or vegan, or
    null; `picture`, the item's id and the digest of its picture as in the address of pictures, or
    null.
    """
    offered = list(items)[:CHOICES]
    shown = await pictures.of_items(turn.session, turn.park_id, [item.id for item in offered])
    dishes: list[dict[str, Any]] = [
        {
            "button": index,
            "name": _begins(turn.named(item)),
            "price": turn.money(item.price),
            "note": turn.text(f"wish-diet-{item.diet}") if item.diet in _NOTED else None,
            "picture": f"{item.id}/{shown[item.id].digest}" if item.id in shown else None,
        }
        for index, item in enumerate(offered)
    ]
    turn.tell(text, buttons=[order_button(turn, item) for item in offered], dishes=dishes)
