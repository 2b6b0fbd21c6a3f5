"""The checkout form: asks what an order still lacks, takes answers and corrections, places it.

The draft in the database is what counts; the form's slots only mirror it, so that Rasa knows what
to ask next. A message that holds more than an answer, or something else altogether, is let through:
the form steps aside, the rule of the message's own intent runs, and the form asks again.
"""

from typing import Any

from rasa_sdk.events import ActionExecutionRejected, SlotSet

from actions import cart_view, repair_outcome
from actions.answers import (
    OFFERED,
    accept_offered_slot,
    offered_slots,
    take_answers,
    tell_slot_refusal,
)
from actions.base import Events, ParkAction
from actions.catering import FORM, cart_events, take_button, tell_refusal
from actions.intents import CART_INTENTS, MOSTLY, OWN_BUSINESS, PLEASANTRIES, WHOLLY
from actions.repair_draft import CRITICAL, OPENERS
from actions.said import Said
from actions.turn import Turn, button
from actions.visitor_draft import LEAVER, OPENER
from models import Order, Outlet
from services import carts, catering
from services.carts import QuantityRefused
from services.places import building_names

FIELDS = ("location", "slot", "phone", "confirm")
YES_SIGNS = {"👍", "👌", "🆗", "✅", "💯"}
ANSWERS_TO = {
    "location": ("location", "fulfilment"),
    "slot": ("time", "period", "meal"),
    "phone": ("phone",),
    "confirm": (),
}


class ValidateCheckout(ParkAction):
    """Takes what answers the form, and decides whether the form steps aside."""

    action_name = "validate_checkout_form"

    async def act(self, turn: Turn) -> Events:
        order = await carts.at_hand(turn.session, turn.conversation)
        if order is None:
            return [SlotSet(name, "none") for name in FIELDS]
        confirmed = False
        if not _heard(turn):
            requested = turn.slots.get("requested_slot")
            if requested is not None and await _lets_through(turn, requested):
                if turn.said.intent in CART_INTENTS:
                    await take_answers(turn, order)
                return [*_mirror(order, False), ActionExecutionRejected(FORM)]
            confirmed = await _take(turn, order, requested)
        return _mirror(order, confirmed)


def cleared() -> Events:
    """The form's slots, for the next order."""
    return [SlotSet(name, None) for name in (*FIELDS, OFFERED)]


def _heard(turn: Turn) -> bool:
    """Whether this form, or another, has had this message. Rasa counts the present run as one."""
    reported = turn.done_this_turn(*OPENERS, "action_file_repair", OPENER, LEAVER)
    return reported or turn.stepped_aside or turn.times_this_turn(FORM) > 1


def _mirror(order: Order, confirmed: bool) -> Events:
    """The form's slots, as the draft has them."""
    lacking = catering.missing(order)
    known: dict[str, Any] = {name: None if name in lacking else "known" for name in FIELDS[:3]}
    return [*(SlotSet(k, v) for k, v in known.items()), SlotSet("confirm", confirmed or None)]


async def _lets_through(turn: Turn, requested: str) -> bool:
    """Whether the message is not for the form: danger, a repair's outcome, other business."""
    if turn.said.value("urgency") == CRITICAL or await repair_outcome.is_answered(turn):
        return True
    return _steps_aside(turn.said, requested)


def _steps_aside(said: Said, requested: str) -> bool:
    if said.intent in CART_INTENTS and said.edits_cart:
        return True
    answers = said.first(*ANSWERS_TO[requested]) is not None
    any_answer = said.first("location", "fulfilment", "time", "period", "phone") is not None
    if said.intent in OWN_BUSINESS:
        enough = WHOLLY if said.intent == "report_repair" else MOSTLY
        is_answer = answers and said.covered() >= enough
        return not (is_answer or (any_answer and said.redirects))
    if answers or any_answer or _answers_otherwise(said, requested):
        return False
    return said.intent not in CART_INTENTS | {"checkout"}


def _answers_otherwise(said: Said, requested: str) -> bool:
    """Answers that are no entity: yes, or a number that is not quite a phone's."""
    if requested == "confirm" and _agrees(said):
        return True
    if requested == "slot" and said.intent == "affirm":
        return True
    return requested == "phone" and sum(c.isdigit() for c in said.text) >= 5  # noqa: PLR2004


def _agrees(said: Said) -> bool:
    """Yes, or something that is hardly anything else where a yes was asked for: "这回对了"."""
    if said.text.strip() in YES_SIGNS:
        return True
    if said.intent in PLEASANTRIES:
        return said.leaning == "affirm"
    return said.intent in ("affirm", "checkout")


async def _take(turn: Turn, order: Order, requested: str | None) -> bool:
    """Take the message's answers; whether it confirms the order as it now stands."""
    changed = await take_answers(turn, order)
    if changed and requested in catering.missing(order) and not turn.utterances:
        turn.tell(turn.text("noted"))  # An answer to something else than what was asked.
    if requested == "phone" and not changed and _answers_otherwise(turn.said, requested):
        turn.tell(turn.text("phone-invalid"))
    if requested == "slot" and turn.said.intent == "affirm" and order.slot_start is None:
        await accept_offered_slot(turn, order)
    settled = not changed and not catering.missing(order)
    return requested == "confirm" and _agrees(turn.said) and settled


class _Ask(ParkAction):
    """Asks for one field of the cart at hand."""

    writes = False

    async def act(self, turn: Turn) -> Events:
        order = await carts.at_hand(turn.session, turn.conversation)
        if order is not None:
            outlet = await turn.session.get_one(Outlet, (order.park_id, order.outlet_id))
            await self.ask(turn, order, outlet)
        return [SlotSet(name, value) for name, value in turn.remembered.items()]

    async def ask(self, turn: Turn, order: Order, outlet: Outlet) -> None:
        raise NotImplementedError


class AskLocation(_Ask):
    action_name = "action_ask_checkout_form_location"

    async def ask(self, turn: Turn, order: Order, outlet: Outlet) -> None:
        pickup = button(turn.text("button-pickup"), '/checkout{"fulfilment": "pickup"}')
        if "delivery" not in outlet.fulfilments:
            place = turn.named(outlet, "place")
            text = turn.text("ask-location-fetch-only", outlet=turn.named(outlet), place=place)
            turn.tell(text, buttons=[pickup], expects="location")
        elif order.building is not None:
            names = await building_names(turn.session, turn.park_id, turn.language)
            text = turn.text("ask-location-room", building=names[order.building])
            turn.tell(text, expects="location")
        else:
            offered = [pickup] if "pickup" in outlet.fulfilments else []
            turn.tell(turn.text("ask-location"), buttons=offered, expects="location")


class AskSlot(_Ask):
    action_name = "action_ask_checkout_form_slot"

    async def ask(self, turn: Turn, order: Order, outlet: Outlet) -> None:
        try:
            slots = await offered_slots(turn, order)
        except catering.NoCommonMeal:
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


class AskConfirm(_Ask):
    """Shows the whole order once more before it becomes one."""

    action_name = "action_ask_checkout_form_confirm"

    async def ask(self, turn: Turn, order: Order, outlet: Outlet) -> None:
        if turn.done_this_turn("action_deny"):
            return  # The answer to "no" was a question already.
        summary = turn.text(
            "ask-confirm",
            when=cart_view.slot_text(turn, order),
            where=await _where(turn, order),
            payment=_payment(turn, order),
            total=turn.money(order.total, order.currency),
        )
        shown = turn.done_this_turn(
            "action_order_items", "action_modify_order", "action_view_cart", "action_reorder"
        )
        if not shown:
            summary = f"{cart_view.lines_text(turn, order)}\n{summary}"
        turn.tell(
            summary,
            buttons=[
                button(turn.text("button-confirm"), "/affirm"),
                button(turn.text("button-change"), "/deny"),
                button(turn.text("button-cancel"), "/cancel_order"),
            ],
            expects="confirm",
            cart=cart_view.cart_data(order),
        )


async def _where(turn: Turn, order: Order) -> str:
    where = await cart_view.where_text(turn, order)
    if order.fulfilment == "delivery" and order.phone:
        where += f"\n{turn.text('phone-short', phone=order.phone)}"
    return where


def _payment(turn: Turn, order: Order) -> str:
    pickup = order.fulfilment == "pickup" and order.payment == "on_pickup"
    return turn.text("payment-pickup" if pickup else f"payment-{order.payment}")


class StartCheckout(ParkAction):
    """checkout with no form open: says so if there is nothing to check out."""

    action_name = "action_checkout"

    async def act(self, turn: Turn) -> Events:
        events = await cart_events(turn)
        if await carts.at_hand(turn.session, turn.conversation) is None:
            menu = button(turn.text("button-menu"), "/browse_menu")
            turn.tell(turn.text("cart-empty"), buttons=[menu])
        return events


class PlaceOrder(ParkAction):
    """The form is complete: commits the order, or says what stands against it."""

    action_name = "action_place_order"

    async def act(self, turn: Turn) -> Events:
        order = await carts.at_hand(turn.session, turn.conversation)
        if order is not None:
            await self._place(turn, order)
        return [*cleared(), *await cart_events(turn)]

    async def _place(self, turn: Turn, order: Order) -> None:
        try:
            placed = await catering.place(turn.session, order, now=turn.now)
        except catering.SlotRefused as refusal:
            tell_slot_refusal(turn, refusal)
            catering.set_slot(order, None)
        except catering.NoCommonMeal:
            catering.set_slot(order, None)  # Said when the slot is asked for.
        except catering.PriceChanged:
            turn.tell(turn.text("price-changed"))
        except catering.OutOfStock as shortage:
            _tell_shortage(turn, shortage)
        except QuantityRefused as refused:
            tell_refusal(turn, refused)
        else:
            await _tell_placed(turn, placed)


def _tell_shortage(turn: Turn, shortage: catering.OutOfStock) -> None:
    item, left = shortage.item, shortage.left
    key = "out-of-stock" if left else "sold-out"
    text = turn.text(key, name=turn.named(item), left=left, unit=turn.named(item, "unit"))
    turn.tell(text, buttons=[take_button(turn, item, left)] if left else [], expects="change")


async def _tell_placed(turn: Turn, order: Order) -> None:
    outlet = await turn.session.get_one(Outlet, (order.park_id, order.outlet_id))
    turn.tell(
        turn.text(
            "placed",
            order_no=order.order_no,
            when=cart_view.slot_text(turn, order),
            where=await cart_view.where_text(turn, order),
            total=turn.money(order.total, order.currency),
            payment=_payment(turn, order),
            outlet=turn.named(outlet),
        ),
        order_no=order.order_no,
    )
    following = await carts.at_hand(turn.session, turn.conversation)
    if following is not None:
        await carts.carry_over(turn.session, order, following)
        other = await turn.session.get_one(Outlet, (following.park_id, following.outlet_id))
        turn.tell(turn.text("placed-next", outlet=turn.named(other)))
