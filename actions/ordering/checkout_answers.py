"""Answers to what a checkout asks: where to, when, which phone."""

from collections.abc import Sequence
from datetime import timedelta

from actions.kit.turn import Turn
from actions.ordering import fulfilment, invoices, wishes
from actions.ordering.paying import take_payment
from actions.ordering.wishes import Wish
from models.ordering import Order
from models.people import Person
from services.catalogue.slots import HORIZON_DAYS, Slot, Wanted, fits, one_a_window
from services.kit.folding import plain_phone
from services.ordering import placing
from services.texts import when

CHOICES = 6
"""Slots that are offered at once."""
WITHOUT_AREA_CODE = (7, 8)
"""Digits of a landline's number in its own town, and of any number in Singapore or Hong Kong."""
PHONE_DIGITS = range(7, 16)
"""The most of a number with its country's code, by E.164."""
_BETWEEN_DIGITS = frozenset("+() -")


async def take_answers(turn: Turn, order: Order, *, asked: str | None = None) -> bool:
    """Write what the message says of place, time, phone, payment and invoice into the draft.

    Says what of it cannot be. `asked`: what we have just asked for. Returns whether anything
    changed.
    """
    before = _answers(order)
    await fulfilment.take(turn, order)
    await _take_time(turn, order)
    await take_payment(turn, order)
    phone = turn.said.value("phone") or (_bare_phone(turn) if asked == "phone" else None)
    if phone is not None:
        order.phone = str(phone)
        person = await turn.session.get_one(Person, (order.park_id, order.person_id))
        person.phone = order.phone
    await invoices.take_words(turn, order)
    changed = _answers(order) != before
    if changed:
        order.updated_at = turn.now
    return changed


def _bare_phone(turn: Turn) -> str | None:
    """A number that has no form of a telephone's here, but answers the question for one: short as
    one without its area code is, or told twice, by somebody who must know."""
    digits = _digits(turn.said.text)
    if digits is None or len(digits) in WITHOUT_AREA_CODE:
        return digits
    said = (e.get("text") for e in reversed(turn.events_before) if e.get("event") == "user")
    return digits if digits == _digits(str(next(said, ""))) else None


def _digits(text: str) -> str | None:
    """Those of a message that is nothing but a number as long as telephones' are."""
    digits = plain_phone(text)
    is_number = all(one.isdecimal() or one in _BETWEEN_DIGITS for one in text.strip())
    return digits if is_number and len(digits) in PHONE_DIGITS else None


def _answers(order: Order) -> tuple[object, ...]:
    return (
        order.fulfilment, order.building, order.floor, order.room, order.place,
        order.locker_id, order.slot_start, order.phone, order.payment, order.invoice_wanted,
        order.invoice_title, order.invoice_tax_no,
    )  # fmt: skip


async def _take_time(turn: Turn, order: Order) -> None:
    if turn.said.repeats:
        turn.tell(turn.text("slot-repeats"))
    wished = wishes.wish(turn, order)
    if wished is None:
        return
    if wished.past or wished.lacks == "day":
        placing.set_slot(order, None)
        _tell_open(turn, wished)
        return
    try:
        chosen = await placing.choose_slot(turn.session, order, wished.wanted, now=turn.now)
    except placing.SlotRefused as refusal:
        placing.set_slot(order, soon_after(refusal))
        tell_slot_refusal(turn, refusal)
    except placing.NoCommonMeal:
        pass  # Said when the slot is asked for.
    else:
        if chosen is None and not _is_within(order, wished.wanted):
            placing.set_slot(order, None)


SOON = timedelta(minutes=30)
"""How much later than wished for an order may come, so that the next slot is only asked about."""


def soon_after(refusal: placing.SlotRefused) -> Slot | None:
    """The next slot, where the one that was asked for or agreed has closed, or is full by now; the
    confirmation is asked for, and says when that is."""
    agreed = refusal.refused
    later = [one for one in refusal.instead if agreed and agreed.start < one.start]
    following = min(later, key=lambda slot: slot.start, default=None)
    near = agreed is not None and following is not None and following.start - agreed.start <= SOON
    return following if near else None


def _tell_open(turn: Turn, wished: Wish) -> None:
    """Why it is asked when: what was said is over, or the day of it is not clear."""
    start = wished.wanted.start or wished.wanted.before
    if not wished.past or start is None:
        return
    if wished.lacks == "day":
        clock = f"{start.astimezone(turn.zone):%H:%M}"
        turn.tell(turn.text("slot-which-day", clock=clock))
    else:
        said = when.span(start, None, turn.language, turn.now, turn.zone)
        turn.tell(turn.text("slot-past", when=said))


def _is_within(order: Order, wanted: Wanted) -> bool:
    """Whether what was chosen before is still what is asked for."""
    if order.slot_start is None or wanted.start is None or wanted.end is None:
        return True
    return wanted.start <= order.slot_start < wanted.end


def tell_slot_refusal(turn: Turn, refusal: placing.SlotRefused) -> None:
    """Why the time cannot be had; what can is offered by the question that follows."""
    slot = refusal.refused
    if refusal.why == "too_far":
        turn.tell(turn.text("slot-too-far", days=HORIZON_DAYS))
        return
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
    wished = wishes.wish(turn, order)
    wanted = wished.wanted if wished else wishes.half_said(turn) or Wanted()
    fitting = [slot for slot in available if fits(slot, wanted)]
    return choice(fitting or placing.nearest(available, wanted))


def choice(near: Sequence[Slot]) -> list[Slot]:
    """What is offered of open slots: those of the first window, and where the next one begins."""
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
