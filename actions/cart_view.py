"""Carts and orders as text, in the tenant's language."""

from collections.abc import Iterable
from typing import Any

from actions.turn import Turn, button
from models import Order, OrderLine, Outlet
from services import order_words, places
from services.slots import Slot
from services.texts import when

items_text = order_words.items_text


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


async def where_text(turn: Turn, order: Order) -> str:
    outlet = await turn.session.get_one(Outlet, (order.park_id, order.outlet_id))
    if order.fulfilment == "pickup":
        return turn.text(
            "where-pickup", outlet=turn.named(outlet), place=turn.named(outlet, "place")
        )
    names = await places.building_names(turn.session, turn.park_id, turn.language)
    return turn.text("where-delivery", where=places.describe(order, names, turn.language))


def payment_text(turn: Turn, order: Order) -> str:
    pickup = order.fulfilment == "pickup" and order.payment == "on_pickup"
    return turn.text("payment-pickup" if pickup else f"payment-{order.payment}")


def slot_text(turn: Turn, order: Order) -> str:
    if order.slot_start is None:
        return ""
    return when.span(order.slot_start, order.slot_end, turn.language, turn.now, turn.zone)


def slot_buttons(turn: Turn, slots: Iterable[Slot]) -> list[dict[str, str]]:
    """Slots to choose from; several days ahead each says its day."""
    return [
        button(
            when.span(slot.start, slot.end, turn.language, turn.now, turn.zone),
            f'/checkout{{"time": "{slot.start.isoformat()}"}}',
        )
        for slot in slots
    ]
