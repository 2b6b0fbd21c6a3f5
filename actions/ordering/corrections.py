"""Correcting an order that has just been placed and that its vendor has not accepted yet."""

from dataclasses import replace

from rasa_sdk.events import ActiveLoop

from actions.kit.base import Events
from actions.kit.turn import Turn, button
from actions.ordering import cart_view, order_view
from actions.ordering.cart_changes import change_cart
from actions.ordering.checkout_answers import take_answers
from actions.ordering.filling import FORM, cart_events
from models.ordering import Order
from services.catalogue.slots import Wanted
from services.conversations.commands import command
from services.ordering import orders, placing, reorders


async def correct_order(turn: Turn, number: str) -> Events | None:
    """Take the tenant's order back and put it into the cart changed, to be confirmed again.

    The vendor has it as it was placed: a change behind its back would be a promise.
    """
    order = await orders.find_by_number(turn.session, turn.park_id, number)
    if order is None or order.person_id != turn.conversation.person_id:
        return None
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
        turn.text("button-cancel-order"), command("cancel_order", order_no=order.order_no)
    )
    text = turn.text("order-correct-late", order_no=order.order_no, status=status)
    turn.tell(text, buttons=[cancel], order_no=order.order_no)
