"""Answers to what a checkout asks: where to, when, which phone."""

from dataclasses import replace
from datetime import datetime

from actions.kit.turn import Turn
from actions.ordering import fulfilment, invoices
from actions.ordering.paying import take_payment
from models.ordering import Order
from models.people import Person
from services.catalogue.slots import Slot, Wanted, fits, one_a_window
from services.ordering import placing
from services.texts import when

CHOICES = 6
"""Slots that are offered at once."""
OFFERED = "offered_slots"
"""The Rasa slot that holds when they start, as ISO times."""


async def take_answers(turn: Turn, order: Order) -> bool:
    """Write what the message says of place, time, phone, payment and invoice into the draft.

    Says what of it cannot be. Returns whether anything changed.
    """
    before = _answers(order)
    await fulfilment.take(turn, order)
    await _take_time(turn, order)
    await take_payment(turn, order)
    phone = turn.said.value("phone")
    if phone is not None:
        order.phone = str(phone)
        person = await turn.session.get_one(Person, (order.park_id, order.person_id))
        person.phone = order.phone
    await invoices.take_words(turn, order)
    changed = _answers(order) != before
    if changed:
        order.updated_at = turn.now
    return changed


def _answers(order: Order) -> tuple[object, ...]:
    return (
        order.fulfilment, order.building, order.floor, order.room, order.place,
        order.locker_id, order.slot_start, order.phone, order.payment, order.invoice_wanted,
        order.invoice_title, order.invoice_tax_no,
    )  # fmt: skip


async def _take_time(turn: Turn, order: Order) -> None:
    wanted = turn.said.wanted()
    if wanted is None:
        return
    wanted = _as_offered(turn, wanted)
    try:
        await placing.choose_slot(turn.session, order, wanted, now=turn.now)
    except placing.SlotRefused as refusal:
        placing.set_slot(order, None)
        tell_slot_refusal(turn, refusal)
    except placing.NoCommonMeal:
        pass  # Said when the slot is asked for.


def _as_offered(turn: Turn, wanted: Wanted) -> Wanted:
    """A bare "12:15" to "tomorrow at 11:30, 11:45 …?" is tomorrow's."""
    if wanted.start is None or wanted.end is not None or wanted.day is not None:
        return wanted
    offered = [datetime.fromisoformat(iso) for iso in turn.slots.get(OFFERED) or []]
    today = turn.now.astimezone(turn.zone).date()
    days = [day for moment in offered if (day := moment.astimezone(turn.zone).date()) >= today]
    if not days or wanted.start.astimezone(turn.zone).date() in days[:1]:
        return wanted
    return replace(wanted, start=datetime.combine(days[0], wanted.start.timetz()), day=days[0])


def tell_slot_refusal(turn: Turn, refusal: placing.SlotRefused) -> None:
    """Why the time cannot be had; what can is offered by the question that follows."""
    slot = refusal.refused
    if slot is None:
        turn.tell(turn.text("slot-not-served"))
        return
    turn.tell(
        turn.text(
            f"slot-{refusal.why}",
            when=when.span(slot.start, slot.end, turn.language, turn.now, turn.zone),
            closed=f"{slot.closes.astimezone(turn.zone):%H:%M}",
        )
    )


async def offered_slots(turn: Turn, order: Order) -> list[Slot]:
    """Open slots to choose from: near what the message asked for, else the next window's.

    Raises catering.NoCommonMeal.
    """
    available = await placing.open_slots(turn.session, order, now=turn.now)
    wanted = turn.said.wanted() or Wanted()
    fitting = [slot for slot in available if fits(slot, wanted)]
    near = fitting or placing.nearest(available, wanted)
    first_window = [
        slot
        for slot in near
        if (slot.start.date(), slot.meal) == (near[0].start.date(), near[0].meal)
    ]
    later = [slot for slot in one_a_window(near) if slot not in first_window]
    return [*first_window[: CHOICES - 1], *later[:1]]


async def accept_offered_slot(turn: Turn, order: Order) -> None:
    """A plain yes to "you can have it at …" takes the first that was offered."""
    offered = await offered_slots(turn, order)
    if offered:
        placing.set_slot(order, offered[0])
