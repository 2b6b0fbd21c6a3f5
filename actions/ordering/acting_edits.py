"""Edits as acts: of a cart at once, of a placed order through its vendor's eyes."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from rasa_sdk.events import SlotSet

from actions.kit.base import Events
from actions.kit.turn import Turn
from actions.ordering import acting_view, adding, bounds, order_view
from actions.ordering.filling import MOST_LINES
from actions.ordering.standing import MEMORY, order_id, remember, without
from models.ordering import Order, OrderLine
from services.acts.acts import Edit, Op
from services.acts.steps import Step
from services.kit.errors import NotFound, ParkError
from services.ordering import amending, carts, edits, line_edits, orders, standing, unoffered
from services.ordering.amending import NotAmendable
from services.ordering.cart_lines import Wish
from services.ordering.edits import Edited, On
from services.ordering.payments import WECHAT_PAY

Again = Callable[[Order], Awaitable[Events]]
"""Does to a cart what was to be done to the order that it was."""


async def edit(turn: Turn, step: Step) -> Events:
    """Change lines, say what stands now and what could not be."""
    act = step.act
    assert isinstance(act, Edit)
    order = await find(turn, step)
    await acting_view.ask_items(turn, act.lines, order)
    lines = tuple(line for line in act.lines[:MOST_LINES] if not line.each)
    lines = await bounds.within(turn, lines) if act.op is Op.ADD else lines
    if act.lines and not lines:
        return []
    act = act.model_copy(update={"lines": lines})
    _forget_what_is_back(turn, step)
    if _only_unclear(act):
        return []
    if order is None:
        clear = [line for line in act.lines if line.item is not None and not line.each]
        return await add(turn, [edits.wish(line) for line in clear])
    if order.status != "draft":
        if step.supposed and await adding.ask(turn, order, step):
            return []
        return await _edit_placed(turn, order, act, _on(step))
    return await _edit_cart(turn, order, act, _on(step))


def _forget_what_is_back(turn: Turn, step: Step) -> None:
    """Lines that were taken out and stand again, as the order is as it was."""
    act, thing = step.act, step.thing
    if isinstance(act, Edit) and act.op is Op.BECOME and thing is not None:
        wanted = {line.item for line in act.lines}
        back = [line for line in thing.removed if line.item in wanted]
        turn.slots[MEMORY] = without(turn, back)


def _on(step: Step) -> On:
    """Its lines, with how many of each stay; not counted where a button says which lines."""
    after = step.after or (None,) * len(step.lines)
    return {line.id: stays for line, stays in zip(step.lines, after, strict=True)}


def _only_unclear(act: Edit) -> bool:
    """Whether nothing is left to be done once it is asked which item is meant."""
    return bool(act.lines) and all(line.item is None for line in act.lines)


async def find(turn: Turn, step: Step) -> Order | None:
    """The row that a step is on. It is the tenant's own: it stands in their conversation."""
    if step.thing is None:
        return None
    try:
        return await orders.load(turn.session, turn.park_id, order_id(step.thing))
    except NotFound:
        return None


async def add(turn: Turn, wishes: Sequence[Wish], heading: str = "cart-added") -> Events:
    """Put things into the carts of their outlets."""
    taken, told = await unoffered.noted(turn.session, turn.park_id, wishes, turn.language)
    added = await carts.add(turn.session, turn.conversation, taken, now=turn.now)
    events: Events = []
    for order in added.orders:
        mine = [one for one in added.refused if one.item.outlet_id == order.outlet_id]
        await acting_view.tell_refusals(turn, order, mine)
        ids = {wish.item_id for wish in wishes}
        spoken = [line.id for line in order.lines if line.item_id in ids]
        uncounted = [wish.item_id for wish in wishes if wish.quantity is None]
        events = take_note(turn, order, spoken=spoken, uncounted=uncounted)
    acting_view.tell_options(turn, told)
    if added.orders and added.orders[0].lines:
        await acting_view.show(turn, added.orders[0], heading)
    return events


async def _edit_cart(turn: Turn, order: Order, act: Edit, on: On) -> Events:
    before = _as_shown(order)
    try:
        edited = await edits.of_cart(turn.session, turn.conversation, order, act, on, now=turn.now)
    except ParkError as refused:
        if not await acting_view.tell_error(turn, order, refused):
            raise
        return []
    await acting_view.tell_refusals(turn, order, edited.refused)
    return await _told(turn, order, edited, before)


async def _told(turn: Turn, order: Order, edited: Edited, before: Mapping[int, object]) -> Events:
    if not edited.changed:
        if not edited.refused and not turn.utterances:
            turn.tell(turn.text("edit-nothing-changed"))
        return []
    await acting_view.show(turn, order)
    spoken = [id_ for id_, shown in _as_shown(order).items() if before.get(id_) != shown]
    return take_note(turn, order, taken_out=edited.taken_out, spoken=spoken)


def take_note(
    turn: Turn,
    order: Order,
    *,
    taken_out: Sequence[Wish] = (),
    spoken: Sequence[int] = (),
    back: Order | None = None,
    uncounted: Sequence[int] = (),
) -> Events:
    """What only the dialogue knows of a change: see actions.ordering.standing.MEMORY."""
    noted = remember(
        turn, order, taken_out=taken_out, spoken=spoken, back=back, uncounted=uncounted
    )
    return [SlotSet(MEMORY, noted)]


def _as_shown(order: Order) -> dict[int, object]:
    return {
        line.id: (line.quantity, line.note, [option["code"] for option in line.options])
        for line in order.lines
    }


async def _edit_placed(turn: Turn, order: Order, act: Edit, on: On) -> Events:
    """What the order's vendor sells is changed in it; what another sells begins a cart."""
    edited, before = Edited(), _as_shown(order)

    async def change(placed: Order, holds: Mapping[int, int]) -> None:
        nonlocal edited
        lines = await line_edits.of(turn.session, placed, more=edits.item_ids(act), holds=holds)
        known = await unoffered.ways(turn.session, placed.park_id, edits.codes(act), turn.language)
        edited = edits.apply(lines, act, on, known)

    async def again(cart: Order) -> Events:
        return await _edit_cart(turn, cart, act, _same_lines(cart, order, on))

    events = await amended(turn, order, change, again)
    if events is not None:
        return events
    await acting_view.tell_refusals(turn, order, edited.refused)
    if edited.elsewhere:
        return await add(turn, edited.elsewhere)
    if not edited.changed:
        if not edited.refused:
            turn.tell(turn.text("edit-nothing-changed"))
        return []
    await acting_view.show_amended(turn, order)
    spoken = [id_ for id_, shown in _as_shown(order).items() if before.get(id_) != shown]
    return take_note(turn, order, taken_out=edited.taken_out, spoken=spoken)


def _same_lines(cart: Order, order: Order, on: On) -> On:
    """The lines of a cart that repeat those of an order."""
    stays = {_key(line): on[line.id] for line in order.lines if line.id in on}
    return {line.id: stays[_key(line)] for line in cart.lines if _key(line) in stays}


def _key(line: OrderLine) -> tuple[object, ...]:
    one = line_edits.as_wish(line)
    return one.item_id, one.options, one.note


async def amended(turn: Turn, order: Order, change: amending.Change, again: Again) -> Events | None:
    """Change a placed order in place; None if that was tried, whether it changed or not.

    Where it cannot be in place: `again` does it to the cart that the order becomes, to be confirmed
    anew; or it is said what stands and what can be had.
    """
    try:
        await amending.amend(turn.session, order, change, now=turn.now)
    except NotAmendable as stands:
        return await _not_in_place(turn, order, stands.why, again)
    except ParkError as refused:
        if not await acting_view.tell_error(turn, order, refused):
            raise
        return []
    return None


async def _not_in_place(turn: Turn, order: Order, why: str, again: Again) -> Events:
    if why == "late":
        await acting_view.tell_late(turn, order)
        return []
    if order.payment == WECHAT_PAY:
        acting_view.tell_paid(turn, order)
        return []
    await orders.request_cancellation(turn.session, turn.park_id, order.id, now=turn.now)
    cart, added = await standing.anew(turn.session, turn.conversation, order, now=turn.now)
    if cart is None:
        status = await order_view.status(turn, order)
        turn.tell(turn.text("order-amend-over", order_no=order.order_no, status=status))
        return []
    turn.tell(turn.text("order-reopened", order_no=order.order_no))
    await acting_view.tell_refusals(turn, cart, added.refused)
    return await again(cart)
