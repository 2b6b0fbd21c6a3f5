"""The checkout form: takes answers and corrections, and lets through what is something else.

The draft in the database is what counts; the form's slots only mirror it, so that Rasa knows what
to ask next. A message that holds more than an answer, or something else altogether, is let through:
the form steps aside, the rule of the message's own intent runs, and the form asks again.
"""

from collections.abc import Mapping
from typing import Any

from rasa_sdk.events import ActionExecutionRejected, ActiveLoop, SlotSet

from actions.kit import changes
from actions.kit.base import Events, ParkAction
from actions.kit.forms import heard
from actions.kit.giving_up import drop_everything, says_everything
from actions.kit.hooks import (
    MOSTLY,
    WHOLLY,
    business,
    interrupts,
    is_urgent,
    pleasantries,
    settles,
    understood,
)
from actions.kit.said import AGREES, OTHERWISE, Said
from actions.kit.turn import Turn, button
from actions.ordering import cart_view, fulfilment
from actions.ordering.checkout_answers import accept_offered_slot, take_answers
from actions.ordering.filling import CART, CART_INTENTS, FORM, rests
from actions.ordering.standing import fields_of, thing_id
from actions.ordering.wishes import HALF, OFFERED
from models.ordering import Order
from services.acts.state import Change
from services.acts.values import Fields
from services.ordering import carts, fulfilments, placing

FIELDS = ("location", "slot", "phone", "invoice", "confirm")
YES_SIGNS = {"👍", "👌", "🆗", "✅", "💯"}
ANSWERS_TO = {
    "location": fulfilment.ASKS,
    "slot": ("time", "period", "shift", "meal"),
    "phone": ("phone",),
    "invoice": (),
    "confirm": ("payment",),
}
_HESITATING = {
    *("hedge", "only_asks", "adds", "kind", "again", "unsure", "social", "number"),
    *("figure", "relation"),
}
"""Entities beside which a message that hesitates is nothing else."""
_NUMBERS = frozenset({"quantity", "figure"})
_BESIDE_A_COUNT = _NUMBERS | {"kind", "yes", "relation", "social"}
"""Entities that leave a yes with a number one."""
ANY_ANSWER = (*fulfilment.ASKS, "time", "period", "shift", "phone", "payment")


class ValidateCheckout(ParkAction):
    """Takes what answers the form, and decides whether the form steps aside."""

    action_name = "validate_checkout_form"

    async def act(self, turn: Turn) -> Events:
        order = await carts.at_hand(turn.session, turn.conversation)
        if order is None:
            return await _without_a_cart(turn)
        over = _drop_a_past_slot(turn, order)
        if heard(turn, FORM):
            return _mirror(order, False)
        if is_urgent(turn.said):
            return [*_mirror(order, False), ActionExecutionRejected(FORM)]
        if says_everything(turn.said):
            return [*await drop_everything(turn), *_nothing_to_ask()]
        return await self._heard(turn, order, over)

    async def _heard(self, turn: Turn, order: Order, over: str | None) -> Events:
        if await fulfilment.says_which_locker(turn, order):
            return _mirror(order, False)
        asks = turn.slots.get("requested_slot") == "confirm"
        counts = asks and counts_what_stands(turn.said, order)
        if not counts and (edited := await understood(turn, self.action_name)) is not None:
            return [*edited, *await self._edited(turn)]
        return await self._answered(turn, order, over)

    async def _answered(self, turn: Turn, order: Order, over: str | None) -> Events:
        requested = turn.slots.get("requested_slot")
        if requested is not None and await _lets_through(turn, requested):
            if rests(turn, order):
                return _left_alone(turn, order)
            return [*_mirror(order, False), ActionExecutionRejected(FORM)]
        if over is not None:
            turn.tell(turn.text("slot-past", when=over))
        stood = fields_of(turn, order)
        confirmed = await _take(turn, order, requested)
        return [*_mirror(order, confirmed), *_changes(turn, order, stood)]

    async def _edited(self, turn: Turn) -> Events:
        """What is to be asked after an edit: nothing, where no cart is left."""
        order = await carts.at_hand(turn.session, turn.conversation)
        return _nothing_to_ask() if order is None else _mirror(order, False)


async def _without_a_cart(turn: Turn) -> Events:
    """The cart was placed or emptied elsewhere while the form asked. What is no answer is heard for
    itself."""
    requested = turn.slots.get("requested_slot")
    if heard(turn, FORM) or requested is None or not await _lets_through(turn, requested):
        return _nothing_to_ask()
    return [*_nothing_to_ask(), ActionExecutionRejected(FORM)]


def _left_alone(turn: Turn, order: Order) -> Events:
    """The cart rests, and something else is said: this is answered as if nothing had been asked. It
    is said once that nothing is ordered yet, and how to go on."""
    turn.tell(
        turn.text("cart-rests", items=cart_view.items_text(order, turn.language)),
        buttons=[
            button(turn.text("button-go-on-ordering"), "/checkout"),
            button(turn.text("button-cancel"), "/cancel_order"),
        ],
    )
    ended = [ActiveLoop(None), SlotSet("requested_slot", None), SlotSet(CART, False)]
    return [*cleared(), *ended, ActionExecutionRejected(FORM)]


def _drop_a_past_slot(turn: Turn, order: Order) -> str | None:
    """A time that is over is asked for again, before anybody is asked to confirm it; which that
    was, in words."""
    if order.slot_start is None or (order.slot_end or order.slot_start) > turn.now:
        return None
    over = cart_view.slot_text(turn, order)
    placing.set_slot(order, None)
    return over


def _nothing_to_ask() -> Events:
    return [SlotSet(name, "none") for name in FIELDS]


def _changes(turn: Turn, order: Order, stood: Mapping[str, Any]) -> Events:
    """What an answer has changed can be taken back."""
    stands = fields_of(turn, order)
    names = {name for name in stands.keys() | stood.keys() if stands.get(name) != stood.get(name)}
    if not names:
        return []
    was = Fields(**changes.as_fields(stood, names))
    return changes.events(turn, [Change(thing_id(order), turn.now, was)] if was.given else [])


def cleared() -> Events:
    """The form's slots, for the next order."""
    return [SlotSet(name, None) for name in (*FIELDS, OFFERED, HALF)]


def _mirror(order: Order, confirmed: bool) -> Events:
    """The form's slots, as the draft has them."""
    lacking = fulfilments.missing(order)
    known: dict[str, Any] = {name: None if name in lacking else "known" for name in FIELDS[:-1]}
    return [*(SlotSet(k, v) for k, v in known.items()), SlotSet("confirm", confirmed or None)]


async def _lets_through(turn: Turn, requested: str) -> bool:
    """Whether the message is not for the form, but of another package or other business."""
    return (
        await interrupts(turn) or await _answers_another(turn) or _steps_aside(turn.said, requested)
    )


async def _answers_another(turn: Turn) -> bool:
    """Whether it is a yes or a no to what was asked last, which is no question of this form: it
    neither places the order nor takes the first time that is free."""
    answers = turn.said.agrees or turn.said.intent in ("affirm", "deny")
    return answers and settles(await turn.asked()) is not None


def _steps_aside(said: Said, requested: str) -> bool:
    if said.intent in CART_INTENTS and said.edits_cart:
        return True
    if requested == "confirm" and _agrees(said):
        return False  # Whatever "yes, order" sounds like besides.
    answers = said.first(*ANSWERS_TO[requested]) is not None
    any_answer = said.first(*ANY_ANSWER) is not None
    if said.intent in business():
        asks = said.says("asks") and not said.says("redirect", "fulfilment")
        is_answer = answers and not asks and said.covered() >= _enough(said)
        return not (is_answer or (any_answer and said.redirects) or _only_names_a_way(said))
    if answers or any_answer or _answers_otherwise(said, requested):
        return False
    return said.intent != "checkout"


def _enough(said: Said) -> float:
    return WHOLLY if said.intent == "report_repair" else MOSTLY


def _only_names_a_way(said: Said) -> bool:
    """Sounds like a report, and tells of no fault: "no wait, the locker in building A"."""
    return (
        said.intent == "report_repair"
        and said.value("fulfilment") is not None
        and not said.says("broken")
    )


def _answers_otherwise(said: Said, requested: str) -> bool:
    """Answers that are no entity: yes, or a number that is not quite a phone's."""
    if requested == "confirm" and (_sounds_like_yes(said) or _hesitates(said)):
        return True
    if requested == "slot" and said.intent == "affirm":
        return True
    return requested == "phone" and sum(c.isdigit() for c in said.text) >= 5  # noqa: PLR2004


def _confirms(turn: Turn, order: Order) -> bool:
    """Whether the message is a plain yes to the whole order, and nothing of it was refused."""
    said = turn.said
    return (_agrees(said) or counts_what_stands(said, order)) and not turn.utterances


def counts_what_stands(said: Said, order: Order) -> bool:
    """Whether it is a yes with the number of all that is ordered: "yes, all three"."""
    if said.pressed or said.hedges or said.intent not in AGREES:
        return False
    if said.acts.get("confirm", 0.0) < OTHERWISE:
        return False
    told = {entity["entity"] for entity in said.entities}
    counted = {entity["value"] for entity in said.entities if entity["entity"] in _NUMBERS}
    return told <= _BESIDE_A_COUNT and counted == {sum(line.quantity for line in order.lines)}


def _hesitates(said: Said) -> bool:
    """Whether it is neither a yes nor business of its own, but half a yes, or a "not yet"."""
    if said.pressed or not said.hedges or said.says("asks"):
        return False
    told = {entity["entity"] for entity in said.entities}
    return said.intent in AGREES | pleasantries() | {"out_of_scope"} and told <= _HESITATING


def _agrees(said: Said) -> bool:
    """Whether it is a yes that places an order. Half of one leaves the question open."""
    return said.text.strip() in YES_SIGNS or said.agrees


def _sounds_like_yes(said: Said) -> bool:
    """Whether the question for a yes is asked again, where it is no plain one."""
    likely = said.intent in pleasantries() and said.leaning == "affirm"
    return _agrees(said) or likely or said.intent in ("affirm", "checkout")


async def _take(turn: Turn, order: Order, requested: str | None) -> bool:
    """Take the message's answers; whether it confirms the order as it now stands."""
    changed = await take_answers(turn, order, asked=requested)
    if changed and requested in fulfilments.missing(order) and not turn.utterances:
        turn.tell(turn.text("noted"))  # An answer to something else than what was asked.
    if requested == "phone" and not changed and _answers_otherwise(turn.said, requested):
        turn.tell(turn.text("phone-invalid"))
    if requested == "slot" and turn.said.intent == "affirm" and order.slot_start is None:
        await accept_offered_slot(turn, order)
    if requested != "confirm" or changed or fulfilments.missing(order):
        return False
    confirmed = _confirms(turn, order)
    says_again = turn.said.first(*fulfilment.ASKS, "phone") is not None  # What stands.
    if not confirmed and not says_again and not turn.utterances:
        turn.tell(turn.text("confirm-not-yet"))
    return confirmed
