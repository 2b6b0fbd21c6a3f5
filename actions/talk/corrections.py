"""Correcting what has just been made: a ticket that nobody has begun, an order not yet accepted.

A registered visit is another matter: its pass may be out (visitor_change).
"""

import re
from dataclasses import replace
from typing import Any

from rasa_sdk.events import ActiveLoop

from actions.kit.base import Events
from actions.kit.places import UNKNOWN, check, describe
from actions.kit.said import Said
from actions.kit.turn import Turn, button
from actions.ordering import cart_view, order_view
from actions.ordering.cart_changes import change_cart
from actions.ordering.checkout_answers import take_answers
from actions.ordering.filling import FORM, cart_events
from actions.repair import view
from models import Order, Ticket
from services.catalogue.slots import Wanted
from services.kit.actors import tenant
from services.ordering import orders, placing, reorders
from services.tickets import tickets

_LEADS = re.compile(
    r"^\W*(?:(?:啊|哦|噢|呃|哎呀?|等等?|等一?下|抱歉|不好意思|我)\W*)?(?:不对|错了|[说打写发搞弄]错|不是|应该是|更正|改[成为到一]"
    r"|no\b|not\b|wait\b|sorry\b|oops\b|actually\b|i meant|correction|wrong"
    r"|make (?:it|that)\b|change (?:it|that|the)\b)",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"不对|错了|[说打写发搞弄]错|应该是|更正|改[成为到一]|我是说|换[成到]"
    r"|\b(?:i meant|wrong|correction|should (?:be|have been)|instead|change|make it)\b",
    re.IGNORECASE,
)
CORRECTABLE = ("reported", "triaged", "assigned")
"""Nobody has taken the ticket yet, so its place may still change under it."""
_PLACE = ("building", "floor", "room", "place")


async def correct_last(turn: Turn) -> Events | None:
    """Take the message as a correction of what we said we had made last; None if it is none."""
    if turn.active_form is not None or turn.said.pressed or not _corrects(turn.said):
        return None
    last = await turn.last_told()
    match last:
        case {"ticket_no": str(number)}:
            ticket = await view.reported(turn, number)
            mine = ticket is not None and ticket.kind == "repair"
            return await _correct_ticket(turn, ticket) if ticket is not None and mine else None
        case {"order_no": str(number)}:
            order = await orders.find_by_number(turn.session, turn.park_id, number)
            mine = order is not None and order.person_id == turn.conversation.person_id
            return await _correct_order(turn, order) if order is not None and mine else None
    return None


def _corrects(said: Said) -> bool:
    """A report that names another thing is a new one, unless it begins by taking back."""
    pattern = _LEADS if said.intent in ("report_repair", "order_food") else _SAYS
    return bool(pattern.search(said.text) or _LEADS.search(said.text))


async def _correct_ticket(turn: Turn, ticket: Ticket) -> Events | None:
    values = _ticket_values(turn.said, ticket)
    if not values:
        return None
    by, words = tenant(turn.conversation.person_id), turn.said.text
    if ticket.status not in CORRECTABLE:
        await tickets.note(turn.session, turn.park_id, ticket.id, words, by=by, now=turn.now)
        status = await view.status(turn, ticket)
        turn.tell(turn.text("repair-correct-late", ticket_no=ticket.ticket_no, status=status))
        return []
    try:
        await check(turn, values)
    except UNKNOWN as unknown:
        turn.tell(await describe(turn, unknown), **view.data(ticket))
        return []
    values["description"] = f"{ticket.description}\n{words}"
    ticket = await tickets.edit(turn.session, turn.park_id, ticket.id, values, by=by, now=turn.now)
    text = turn.text(
        "repair-corrected",
        ticket_no=ticket.ticket_no,
        category=view.what(turn, ticket),
        where=await view.where(turn, ticket),
    )
    turn.tell(text, **view.data(ticket))
    return []


def _ticket_values(said: Said, ticket: Ticket) -> dict[str, Any]:
    """What of the ticket becomes what. "B座" alone keeps floor and room; a room brings its own."""
    values: dict[str, Any] = {}
    category = said.value("repair_category")
    if category not in (None, "other", ticket.category):
        values["category"] = category
    place = {name: value for name, value in (_last_place(said) or {}).items() if value is not None}
    if set(place) - {"building"}:
        place = {name: place.get(name) for name in _PLACE} | {
            "building": place.get("building") or ticket.building
        }
    if (phone := said.value("phone")) is not None:
        values["phone"] = phone
    return values | {n: v for n, v in place.items() if getattr(ticket, n) != v}


def _last_place(said: Said) -> Any:
    """ "不是A座，是B座": what is right is said last."""
    named = [e["value"] for e in said.entities if e["entity"] == "location"]
    return named[-1] if named else None


async def _correct_order(turn: Turn, order: Order) -> Events | None:
    """Take the order back and put it into the cart with the change, to be confirmed again.

    The vendor has it as it was placed: a change behind its back would be a promise.
    """
    said = turn.said
    named = said.first("location", "fulfilment", "time", "period", "meal", "phone") is not None
    if not (named or said.edits_cart):
        return None
    if order.status != "placed" or order.payment != "on_pickup":
        _tell_too_late(turn, order, await order_view.status(turn, order))
        return []
    await orders.request_cancellation(turn.session, turn.park_id, order.id, now=turn.now)
    cart = await _refilled(turn, order)
    if cart is None:
        turn.tell(turn.text("cancelled", order_no=order.order_no, items=_items(turn, order)))
        return []
    turn.tell(turn.text("order-reopened", order_no=order.order_no))
    await take_answers(turn, cart)
    if said.edits_cart:
        turn.said = replace(said, intent="modify_order")
        await change_cart(turn, said.lines())
    return [*await cart_events(turn), ActiveLoop(FORM)]


async def _refilled(turn: Turn, order: Order) -> Order | None:
    """A cart like the order; None if nothing of it can be had any more."""
    cart = (await reorders.repeat(turn.session, turn.conversation, order, now=turn.now)).order
    if cart is not None and order.slot_start is not None:
        wanted = Wanted(start=order.slot_start, day=order.slot_start.astimezone(turn.zone).date())
        try:
            await placing.choose_slot(turn.session, cart, wanted, now=turn.now)
        except (placing.SlotRefused, placing.NoCommonMeal):
            placing.set_slot(cart, None)  # It is asked for.
    return cart


def _items(turn: Turn, order: Order) -> str:
    return cart_view.items_text(order, turn.language)


def _tell_too_late(turn: Turn, order: Order, status: str) -> None:
    cancel = button(
        turn.text("button-cancel-order"), f'/cancel_order{{"order_no": "{order.order_no}"}}'
    )
    text = turn.text("order-correct-late", order_no=order.order_no, status=status)
    turn.tell(text, buttons=[cancel], order_no=order.order_no)
