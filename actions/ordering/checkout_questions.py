"""What the checkout form asks, one action a question; last the whole order, to be confirmed."""

from actions.kit.base import Events, ParkAction
from actions.kit.turn import Turn, button
from actions.ordering import cart_view, fulfilment, invoices
from actions.ordering.checkout_answers import offered_slots
from actions.ordering.paying import other_way, paid_how
from actions.ordering.wishes import OFFERED
from models.catalogue import Outlet
from models.ordering import Order
from services.ordering import carts, placing
from services.ordering.fulfilments import BROUGHT


class _Ask(ParkAction):
    """Asks for one field of the cart at hand."""

    writes = False

    async def act(self, turn: Turn) -> Events:
        if turn.has_asked and (turn.done_this_turn("action_act") or turn.stepped_aside):
            return []  # What the message left open comes first: an answer would be taken for ours.
        order = await carts.at_hand(turn.session, turn.conversation)
        if order is not None:
            outlet = await turn.session.get_one(Outlet, (order.park_id, order.outlet_id))
            await self.ask(turn, order, outlet)
        return []

    async def ask(self, turn: Turn, order: Order, outlet: Outlet) -> None:
        raise NotImplementedError


class AskLocation(_Ask):
    action_name = "action_ask_checkout_form_location"

    async def ask(self, turn: Turn, order: Order, outlet: Outlet) -> None:
        if not _asked_already(turn):
            await fulfilment.ask(turn, order, outlet)


def _asked_already(turn: Turn) -> bool:
    """Whether it was asked with what stood against a place: "A has no floor 16. Which …?"."""
    told = [e.get("data") or {} for e in turn.events_of_turn if e.get("event") == "bot"]
    return bool(told) and (told[-1].get("custom") or {}).get("expects") == "location"


class AskSlot(_Ask):
    action_name = "action_ask_checkout_form_slot"

    async def ask(self, turn: Turn, order: Order, outlet: Outlet) -> None:
        try:
            slots = await offered_slots(turn, order)
        except placing.NoCommonMeal:
            items = cart_view.items_text(order, turn.language)
            turn.tell(turn.text("no-common-meal", items=items), expects="change")
            return
        key = "ask-slot" if slots else "ask-slot-none"
        turn.tell(turn.text(key), buttons=cart_view.slot_buttons(turn, slots), expects="slot")
        turn.remember(OFFERED, [slot.start.isoformat() for slot in slots])


class AskPhone(_Ask):
    action_name = "action_ask_checkout_form_phone"

    async def ask(self, turn: Turn, order: Order, outlet: Outlet) -> None:
        turn.tell(turn.text("ask-phone"), expects="phone")


class AskInvoice(_Ask):
    action_name = "action_ask_checkout_form_invoice"

    async def ask(self, turn: Turn, order: Order, outlet: Outlet) -> None:
        await invoices.ask(turn, order)


class AskConfirm(_Ask):
    """Shows the whole order once more before it becomes one."""

    action_name = "action_ask_checkout_form_confirm"

    async def ask(self, turn: Turn, order: Order, outlet: Outlet) -> None:
        if turn.done_this_turn("action_deny") and turn.has_asked:
            return  # The answer to "no" was a question already.
        summary = turn.text(
            "ask-confirm",
            when=cart_view.slot_text(turn, order),
            where=await _details(turn, order),
            payment=await paid_how(turn, order),
            total=turn.money(order.total, order.currency),
        )
        shown = turn.done_this_turn(
            "action_order_items", "action_modify_order", "action_view_cart", "action_reorder"
        )
        if not (shown or _showed(turn, order)):
            summary = f"{cart_view.lines_text(turn, order)}\n{summary}"
        turn.tell(
            summary,
            buttons=[
                button(turn.text("button-confirm"), "/affirm"),
                *await other_way(turn, order),
                button(turn.text("button-change"), "/deny"),
                button(turn.text("button-cancel"), "/cancel_order"),
            ],
            expects="confirm",
            cart=cart_view.cart_data(order),
            asks=cart_view.shown_as(order),
        )


def _showed(turn: Turn, order: Order) -> bool:
    """Whether the acts of this message ended with the cart as it is."""
    said = [e.get("data") or {} for e in turn.events_of_turn if e.get("event") == "bot"]
    carts_shown = [(data.get("custom") or {}).get("cart") for data in said]
    return any(one and one.get("order_no") == order.order_no for one in carts_shown)


async def _details(turn: Turn, order: Order) -> str:
    where = await fulfilment.where_text(turn, order)
    if order.fulfilment in BROUGHT and order.phone:
        where += f"\n{turn.text('phone-short', phone=order.phone)}"
    if order.note:
        where += f"\n{turn.text('order-note', note=order.note)}"
    if order.invoice_wanted:
        where += f"\n{turn.text('invoice-short', invoice=invoices.text(turn, order))}"
    return where
