"""Carts and orders as text, in the tenant's language."""

from collections.abc import Iterable
from typing import Any

from actions.kit.turn import Turn, button
from models.ordering import Order, OrderLine
from services.catalogue.slots import Slot
from services.conversations.commands import command
from services.ordering import words
from services.ordering.fulfilments import FETCHED
from services.texts import when

items_text = words.items_text


def wishes(line: OrderLine, language: str) -> str:
    """Options and note of a line, as one phrase."""
    said = [str(option[f"name_{language}"]) for option in line.options]
    return ("、" if language == "zh" else ", ").join([*said, *([line.note] if line.note else [])])


def line_text(turn: Turn, order: Order, line: OrderLine) -> str:
    asked = wishes(line, turn.language)
    return turn.text(
        "cart-line",
        name=turn.named(line),
        quantity=line.quantity,
        extra=turn.text("cart-extra", wishes=asked) if asked else "",
        price=turn.money(line.quantity * line.unit_price, order.currency),
    )


def lines_text(turn: Turn, order: Order) -> str:
    return "\n".join(line_text(turn, order, line) for line in order.lines)


def cart_text(turn: Turn, order: Order) -> str:
    total = turn.text("cart-total", total=turn.money(order.total, order.currency))
    return f"{lines_text(turn, order)}\n{total}"


def cart_data(order: Order) -> dict[str, Any]:
    """The cart for programs; sums in minor units."""
    return {
        "order_no": order.order_no,
        "total": order.total,
        "currency": order.currency,
        "lines": [
            {
                "item_zh": line.name_zh,
                "item_en": line.name_en,
                "quantity": line.quantity,
                "unit_price": line.unit_price,
                "options": [str(option["code"]) for option in line.options],
                "note": line.note,
            }
            for line in order.lines
        ],
    }


def payment_text(turn: Turn, order: Order) -> str:
    at_counter = order.fulfilment in FETCHED and order.payment == "on_pickup"
    return turn.text(f"payment-{order.fulfilment if at_counter else order.payment}")


def slot_text(turn: Turn, order: Order) -> str:
    if order.slot_start is None:
        return ""
    return when.span(order.slot_start, order.slot_end, turn.language, turn.now, turn.zone)


def slot_buttons(turn: Turn, slots: Iterable[Slot]) -> list[dict[str, str]]:
    """Slots to choose from; several days ahead each says its day."""
    return [
        button(
            when.span(slot.start, slot.end, turn.language, turn.now, turn.zone),
            command("checkout", time=slot.start.isoformat()),
        )
        for slot in slots
    ]
