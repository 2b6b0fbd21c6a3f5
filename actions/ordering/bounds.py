"""The least, or the most, where a number cannot be had and the same message takes it: "three
pouches, the minimum if there is one"."""

from collections.abc import Sequence

from actions.kit.turn import Turn
from models.catalogue import Item
from services.acts.values import Line
from services.ordering import carts

_LEAST, _MOST = "least", "most"


async def within(turn: Turn, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with numbers that can be had, where the message takes those; else as they are."""
    said = {
        str(one["value"])
        for one in turn.said.entities
        if one["entity"] == "relation" and one["value"] in (_LEAST, _MOST)
    }
    ids = {line.item for line in lines if line.item is not None and line.quantity is not None}
    if not said or not ids or turn.said.pressed:
        return tuple(lines)
    items = await carts.load_items(turn.session, turn.park_id, ids)
    return tuple(_within(line, items.get(line.item or 0), said) for line in lines)


def _within(line: Line, item: Item | None, said: set[str]) -> Line:
    many = line.quantity
    if item is None or many is None:
        return line
    if _LEAST in said and many < item.min_quantity:
        return line.model_copy(update={"quantity": item.min_quantity})
    most = min(item.max_quantity, item.stock if item.stock is not None else item.max_quantity)
    if _MOST in said and many > most >= item.min_quantity:
        return line.model_copy(update={"quantity": most})
    return line
