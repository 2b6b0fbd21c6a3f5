"""What is said of an order besides its lines: how, where, when, which phone, who pays, a wish."""

from collections.abc import Mapping

from actions.kit.base import Events
from actions.kit.turn import Turn
from actions.ordering import acting_edits, acting_view, fulfilment, paying
from actions.ordering.checkout_answers import choice
from models.ordering import Order
from models.people import Person
from services.acts.acts import Correct, Give
from services.acts.state import RECENT
from services.acts.steps import Step
from services.acts.values import Fields, Place
from services.catalogue.slots import Wanted
from services.conversations.questions import asked_for
from services.ordering import carts, fulfilments, line_edits, order_slots, said_times
from services.ordering.order_slots import NoCommonMeal, SlotRefused
from services.park.places import Spot

ASKED_FIELDS = {"location": {"place", "way", "locker"}, "slot": {"when"}, "phone": {"phone"}}
"""By what our question expects: the fields that answer it."""


async def give(turn: Turn, step: Step) -> Events:
    """Write what was said into the cart, or change the order that is placed."""
    act = step.act
    assert isinstance(act, Give | Correct)
    order = await acting_edits.find(turn, step)
    if order is None:
        await _take_beforehand(turn, act.fields)
        return []
    if order.status != "draft":
        return await _change_placed(turn, order, act.fields, asks=bool(step.unsettled))
    changed = await take(turn, order, act.fields)
    if changed and not turn.utterances and await _is_no_answer(turn, act.fields):
        turn.tell(turn.text("noted"))
    return []


async def cart_for(turn: Turn) -> Order | None:
    """The cart at hand; else the one in which nothing of what was asked for could be put, so that
    what is said besides waits there for what is taken instead."""
    order = await carts.at_hand(turn.session, turn.conversation)
    if order is not None:
        return order
    return await carts.begun(turn.session, turn.conversation, since=turn.now - RECENT)


async def _take_beforehand(turn: Turn, fields: Fields) -> None:
    """Where, when and how of an order that has nothing in it yet."""
    order = await cart_for(turn)
    if order is not None:
        await take(turn, order, fields)
    turn.tell(turn.text("item-missing"), expects="item")


async def _is_no_answer(turn: Turn, fields: Fields) -> bool:
    """Something else than was asked for: then it is said that it was heard."""
    expects = str(asked_for(await turn.asked()))
    return not (fields.given & ASKED_FIELDS.get(expects, set()))


async def _change_placed(turn: Turn, order: Order, fields: Fields, *, asks: bool) -> Events:
    """`asks`: that something of it has to be asked anyhow."""
    if asks and not fields.given:
        return []
    changed = False

    async def change(placed: Order, _holds: Mapping[int, int]) -> None:
        nonlocal changed
        before = _known(placed)
        await take(turn, placed, fields, strict=True)
        changed = _known(placed) != before

    async def again(cart: Order) -> Events:
        await take(turn, cart, fields)
        return []

    if fields.payment is not None:
        await _tell_payment_stays(turn, order)
    events = await acting_edits.amended(turn, order, change, again)
    if events is not None:
        return events
    if changed:
        await acting_view.show_amended(turn, order)
    elif not turn.utterances:
        turn.tell(turn.text("edit-nothing-changed"))
    return []


async def _tell_payment_stays(turn: Turn, order: Order) -> None:
    """How it is paid was agreed on with its yes: another way is another order."""
    how = await paying.paid_how(turn, order)
    turn.tell(turn.text("order-payment-stays", order_no=order.order_no, payment=how))


async def take(turn: Turn, order: Order, fields: Fields, *, strict: bool = False) -> bool:
    """Write the fields into an order; whether anything is otherwise than before.

    Says what cannot be. `strict`: what stands against the time is raised, for the time that a
    placed order has is kept; a cart's is asked for again. Raises SlotRefused, NoCommonMeal.
    """
    before = _known(order)
    await _take_way(turn, order, fields)
    await _take_when(turn, order, fields, strict=strict)
    if fields.phone is not None:
        await _take_phone(turn, order, fields.phone)
    if fields.payment is not None and order.status == "draft":
        await paying.choose(turn, order, fields.payment)
    if fields.note is not None:
        lines = await line_edits.of(turn.session, order)
        lines.note(fields.note)
    changed = _known(order) != before
    if changed:
        order.updated_at = turn.now
        await turn.session.flush()
    return changed


def _known(order: Order) -> tuple[object, ...]:
    return (
        order.fulfilment, order.building, order.floor, order.room, order.place, order.locker_id,
        order.slot_start, order.phone, order.payment, order.note,
    )  # fmt: skip


async def _take_way(turn: Turn, order: Order, fields: Fields) -> None:
    spot = await _spot(turn, order, fields.place)
    if fields.way is None and spot is None and fields.locker is None:
        return
    await fulfilment.choose(turn, order, fields.way, spot, fields.locker)


async def _spot(turn: Turn, order: Order, place: Place | None) -> Spot | None:
    if place is None:
        return None
    if place.same:
        return await fulfilments.last_spot(turn.session, order)
    return Spot(place.building, place.floor, place.room, place.place)


async def _take_when(turn: Turn, order: Order, fields: Fields, *, strict: bool) -> None:
    if fields.when is None:
        return
    wanted = said_times.wanted(fields.when, order, now=turn.now, zone=turn.zone)
    if wanted is None or _is_same(order, wanted):
        return
    try:
        chosen = await order_slots.choose_slot(turn.session, order, wanted, now=turn.now)
    except (SlotRefused, NoCommonMeal) as refused:
        if strict:
            raise
        order_slots.set_slot(order, None)
        if isinstance(refused, SlotRefused):
            there = await order_slots.open_slots(turn.session, order, now=turn.now)
            refused.instead = choice(order_slots.nearest(there, wanted))
            await acting_view.tell_error(turn, order, refused)
        return
    if chosen is None:
        await _ask_among(turn, order, wanted, strict=strict)


def _is_same(order: Order, wanted: Wanted) -> bool:
    """Its own slot, which may be full by now: it has its place there."""
    start, end = order.slot_start, order.slot_end
    if start is None or wanted.start is None or wanted.end is not None:
        return False
    return start <= wanted.start and (end is None or wanted.start < end)


async def _ask_among(turn: Turn, order: Order, wanted: Wanted, *, strict: bool) -> None:
    """Several times fit: a cart is asked by its form, a placed order here."""
    if not strict:
        order_slots.set_slot(order, None)
        return
    there = await order_slots.open_slots(turn.session, order, now=turn.now)
    raise SlotRefused("several", order_slots.nearest(there, wanted)[: order_slots.OFFERED])


async def _take_phone(turn: Turn, order: Order, phone: str) -> None:
    order.phone = phone
    person = await turn.session.get_one(Person, (order.park_id, order.person_id))
    person.phone = phone
