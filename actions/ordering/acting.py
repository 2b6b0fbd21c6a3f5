"""Acts on whole orders: begin, confirm, give up, call off, bring back, hurry."""

from collections.abc import Mapping
from datetime import timedelta

from rasa_sdk.events import SlotSet

from actions.kit import gatherings
from actions.kit.base import Events
from actions.kit.giving_up import drop_everything
from actions.kit.turn import Turn, button
from actions.ordering import (
    acting_edits,
    acting_fields,
    acting_view,
    bounds,
    cart_view,
    catering,
    order_view,
    paying,
)
from actions.ordering import orders as made_orders
from actions.ordering.checkout import cleared
from actions.ordering.checkout_answers import accept_offered_slot
from actions.ordering.filling import MOST_LINES, tell_empty
from actions.ordering.giving_up import CANCELLABLE, ask_about_placed
from actions.ordering.placing import place
from actions.ordering.standing import MEMORY, is_back, wish, without
from models.ordering import Order
from services.acts.acts import Cancel, GiveUp, Start
from services.acts.steps import Step
from services.acts.values import Place
from services.conversations.questions import CONFIRM, asked_for
from services.ordering import carts, edits, fulfilments, line_edits, reorders, standing
from services.ordering.cart_lines import Wish
from services.ordering.standing import NothingToRestore
from services.texts import when


async def start(turn: Turn, step: Step) -> Events:
    """Begin an order: of these lines, or as one before it, and with what else was said."""
    act = step.act
    assert isinstance(act, Start)
    events: Events = []
    wishes = [
        edits.wish(line)
        for line in await bounds.within(turn, act.lines[:MOST_LINES])
        if line.item is not None and not line.each
    ]
    if act.again:
        events, wishes = await _again(turn, act, wishes)
    await acting_view.ask_items(turn, act.lines, None)
    if wishes:
        events += await acting_edits.add(turn, wishes)
    elif not act.lines and not act.again:
        menu = button(turn.text("button-menu"), "/browse_menu")
        turn.tell(turn.text("item-missing"), buttons=[menu], expects="item")
        return events
    order = await acting_fields.cart_for(turn)
    if order is not None and act.fields.given:
        await acting_fields.take(turn, order, act.fields)
    if order is not None and await _leaves_place_open(turn, act.fields.place):
        await catering.fill_in(turn, order)
    return events


async def _leaves_place_open(turn: Turn, place: Place | None) -> bool:
    """Whether no place is said, or only that it is the meeting room."""
    if place is None:
        return True
    return not place.building and await gatherings.is_kind(turn, place.place or "")


async def _again(turn: Turn, act: Start, said: list[Wish]) -> tuple[Events, list[Wish]]:
    """A cart like an order before it, and what of `said` is to be put in beside that."""
    day = None
    if act.days_ago is not None:
        day = turn.now.astimezone(turn.zone).date() - timedelta(days=act.days_ago)
    if act.number is not None:
        last = await made_orders.mine(turn, act.number)
    else:
        last = await reorders.last_of(
            turn.session, turn.park_id, turn.conversation.person_id, day=day, zone=turn.zone
        )
    if last is None:
        key = "reorder-none" if day is None else "reorder-none-that-day"
        turn.tell(turn.text(key), expects="item")
        return [], said
    repeated = await reorders.repeat(turn.session, turn.conversation, last, said=said, now=turn.now)
    made_orders.tell_changes(turn, repeated)
    if repeated.order is None:
        turn.tell(turn.text("reorder-nothing-left"))
        return [], repeated.beside
    heading = turn.text("refill-added")
    if last.placed_at is not None:
        day_of = when.day(last.placed_at, turn.language, turn.now, turn.zone)
        heading = turn.text("reorder-added", when=day_of)
    shown = cart_view.cart_text(turn, repeated.order)
    turn.tell(f"{heading}\n{shown}", cart=cart_view.cart_data(repeated.order))
    return acting_edits.take_note(turn, repeated.order), repeated.beside


async def confirm(turn: Turn, step: Step) -> Events:
    """Place the cart if it is what our question showed; else the form asks for what is open."""
    order = await acting_edits.find(turn, step)
    if order is None:
        await tell_empty(turn)
        return []
    if order.status != "draft" or order.held:
        turn.tell(await order_view.line(turn, order), order_no=order.order_no)
        return []
    asked = await turn.asked()
    if "slot" in fulfilments.missing(order) and asked_for(asked) == "slot":
        await accept_offered_slot(turn, order)
        return []
    is_yes = asked_for(asked) == CONFIRM and asked.get("asks") == cart_view.shown_as(order)
    if fulfilments.missing(order) or not is_yes:
        return []
    if not (turn.said.pressed or turn.said.agrees):
        if not turn.utterances:
            turn.tell(turn.text("confirm-not-yet"))
        return []
    await place(turn, order)
    return cleared() if order.status != "draft" or order.held else []


async def deny(turn: Turn, step: Step) -> Events:
    """No to what was asked of a cart: nothing is ordered, and what to change is asked."""
    if await acting_edits.find(turn, step) is None:
        turn.tell(turn.text("deny-nothing"))
        return []
    asked = asked_for(await turn.asked())
    turn.tell(turn.text("confirm-change" if asked == CONFIRM else "deny-change"), expects="change")
    return []


async def give_up(turn: Turn, step: Step) -> Events:
    """Put a cart away; what is placed is only asked about."""
    act = step.act
    assert isinstance(act, GiveUp)
    if act.everything:
        return await drop_everything(turn)
    order = await acting_edits.find(turn, step)
    if order is None:
        turn.tell(turn.text("deny-nothing"))
        return []
    return await _put_away(turn, order)


async def _put_away(turn: Turn, order: Order) -> Events:
    if order.status != "draft":
        ask_about_placed(turn, [order])
        return []
    if order.held:
        await paying.drop_held(turn, order)
        return []
    await carts.give_up(turn.session, order, now=turn.now)
    acting_view.forget_shown(turn, order)
    items = cart_view.items_text(order, turn.language)
    turn.tell(turn.text("cart-given-up", items=items))
    return cleared()


async def cancel(turn: Turn, step: Step) -> Events:
    """Call off an order: at once, or by asking its vendor, as far as it is."""
    act = step.act
    assert isinstance(act, Cancel)
    if act.of.ref is not None and act.of.ref.among == "all":
        return await _cancel_all(turn)
    order = await acting_edits.find(turn, step)
    if order is None:
        turn.tell(turn.text("cancel-none"))
        return []
    if order.status == "draft":
        return await _put_away(turn, order)
    await made_orders.cancel(turn, order)
    return []


async def ask_whether(turn: Turn, step: Step) -> None:
    """Whether to call off a placed order that was not named."""
    order = await acting_edits.find(turn, step)
    if order is not None:
        ask_about_placed(turn, [order])


async def _cancel_all(turn: Turn) -> Events:
    placed = await order_view.recent(turn, CANCELLABLE)
    drafts = await carts.drafts(turn.session, turn.conversation)
    events: Events = []
    for order in [*drafts, *placed]:
        if order.status == "draft":
            events = await _put_away(turn, order)
        else:
            await made_orders.cancel(turn, order)
    if not (placed or drafts):
        turn.tell(turn.text("cancel-none"))
    return events


async def restore(turn: Turn, step: Step) -> Events:
    """Lines that were taken out, a cart that was given up, an order that was called off."""
    order = await acting_edits.find(turn, step)
    if order is None or step.thing is None:
        turn.tell(turn.text("restore-nothing"))
        return []
    if order.status == "cancelled":
        return await _bring_back(turn, order)
    named = [line for line in step.lines if line.id < 0]
    gone = named or list(step.thing.removed[-1:])
    if not gone:
        turn.tell(turn.text("restore-nothing"))
        return []
    forgotten = SlotSet(MEMORY, without(turn, gone))
    wishes = [wish(line) for line in gone]
    if order.status == "draft":
        turn.slots[MEMORY] = forgotten["value"]
        return [forgotten, *await acting_edits.add(turn, wishes, "cart-restored")]
    return [forgotten, *await _restore_placed(turn, order, wishes)]


async def _restore_placed(turn: Turn, order: Order, wishes: list[Wish]) -> Events:
    async def change(placed: Order, holds: Mapping[int, int]) -> None:
        more = [one.item_id for one in wishes]
        lines = await line_edits.of(turn.session, placed, more=more, holds=holds)
        for one in wishes:
            lines.add(one)

    async def again(_cart: Order) -> Events:
        return await acting_edits.add(turn, wishes, "cart-restored")

    events = await acting_edits.amended(turn, order, change, again)
    if events is None:
        await acting_view.show_amended(turn, order)
    return events or []


async def _bring_back(turn: Turn, order: Order) -> Events:
    was_placed = order.placed_at is not None
    if is_back(turn, order.id):
        turn.tell(turn.text("order-back-already", order_no=order.order_no))
        return []
    try:
        cart, added = await standing.bring_back(
            turn.session, turn.conversation, order, now=turn.now
        )
    except NothingToRestore:
        turn.tell(turn.text("restore-nothing"))
        return []
    if cart is None:
        turn.tell(turn.text("reorder-nothing-left"))
        return []
    await acting_view.tell_refusals(turn, cart, added.refused)
    if was_placed:
        turn.tell(turn.text("order-back", order_no=order.order_no))
    await acting_view.show(turn, cart, "cart-now" if was_placed else "cart-back")
    return acting_edits.take_note(turn, cart, back=order if was_placed else None)


async def urge(turn: Turn, step: Step) -> Events:
    """How far it is: nobody can make a kitchen faster from here."""
    order = await acting_edits.find(turn, step)
    if order is None:
        turn.tell(turn.text("track-none"))
        return []
    turn.tell(await order_view.line(turn, order), **order_view.opens(turn, [order]))
    return []
