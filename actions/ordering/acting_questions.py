"""Questions about dishes and orders, answered from what the park's rows know.

A question changes nothing. What no row knows is said to be unknown, with an offer to ask whoever
sells it.
"""

from collections.abc import Awaitable, Callable, Sequence

from actions.kit.base import Events
from actions.kit.turn import Turn, button
from actions.ordering import acting_edits, acting_view, cart_view, menu, order_view
from actions.ordering.acting_view import act_button
from actions.ordering.filling import CHOICES, tell_empty
from actions.ordering.orders import track
from actions.ordering.shopping import tell_sold_out
from models.catalogue import Item, Outlet
from services.acts.acts import About, Ask, Start
from services.acts.steps import Step
from services.acts.values import Line, What
from services.catalogue import item_facts, stock_watches
from services.catalogue.item_facts import Facts
from services.ordering import carts, item_questions, order_slots
from services.ordering.order_slots import NoCommonMeal
from services.texts import when

ASKS_VENDOR = "ask_vendor"
"""What the question expects whether to ask the canteen."""


async def answer(turn: Turn, step: Step) -> Events:
    act = step.act
    assert isinstance(act, Ask)
    if act.about is About.STATUS:
        await _status(turn, step)
        return []
    by: dict[About, Callable[[Turn, Ask], Awaitable[None]]] = {
        About.ITEM: _item,
        About.MENU: _menu,
        About.CART: _cart,
        About.FEE: _fee,
        About.TIME: _time,
    }
    if act.about in by:
        await by[act.about](turn, act)
    return []


async def _status(turn: Turn, step: Step) -> None:
    order = await acting_edits.find(turn, step)
    if order is None or order.status == "draft":
        await track(turn, None)
        return
    turn.tell(await order_view.line(turn, order), **order_view.opens(turn, [order]))


async def _menu(turn: Turn, act: Ask) -> None:
    """Of what was named where something was, else what is served next."""
    if ids := _ids(act):
        await _list(turn, await item_facts.of(turn.session, turn.park_id, ids))
        return
    await menu.tell(turn, None)


async def _cart(turn: Turn, _act: Ask) -> None:
    order = await carts.at_hand(turn.session, turn.conversation)
    if order is None:
        await tell_empty(turn)
        return
    await acting_view.show(turn, order)


async def _fee(turn: Turn, _act: Ask) -> None:
    """An order costs what its lines cost: the park knows no other price."""
    turn.tell(turn.text("fee-none"))


def _ids(act: Ask) -> list[int]:
    return [act.item] if act.item is not None else list(act.candidates)


async def _item(turn: Turn, act: Ask) -> None:
    found = await item_facts.of(turn.session, turn.park_id, _ids(act))
    if not found:
        turn.tell(turn.text("item-unknown-plain", name=act.words or ""))
    elif len(found) > 1 and act.of_item != "price":
        _which(turn, act, found)
    elif len(found) > 1:
        await _list(turn, found)
    else:
        _of_item(turn, act, found[0])


def _which(turn: Turn, act: Ask, found: Sequence[Facts]) -> None:
    buttons = []
    for one in found[:CHOICES]:
        chosen = act.model_copy(update={"item": one.item.id, "candidates": ()})
        buttons.append(act_button(turn.named(one.item), chosen))
    turn.tell(turn.text("item-which", name=act.words or ""), buttons=buttons, expects="item")


async def _list(turn: Turn, found: Sequence[Facts]) -> None:
    lines = [
        turn.text("item-price", name=turn.named(one.item), price=_price(turn, one.item))
        for one in found
    ]
    turn.tell("\n".join(lines), buttons=[_order(turn, one.item) for one in found[:CHOICES]])


def _price(turn: Turn, item: Item) -> str:
    unit = turn.named(item, "unit")
    return turn.money(item.price) + (f"/{unit}" if unit else "")


def _order(turn: Turn, item: Item) -> dict[str, str]:
    line = Line(item=item.id)
    title = turn.text("button-order-this", name=turn.named(item))
    return act_button(title, Start(what=What.ORDER, lines=(line,)))


def _of_item(turn: Turn, act: Ask, facts: Facts) -> None:
    name = turn.named(facts.item)
    match act.of_item:
        case None | "price":
            text = turn.text("item-price", name=name, price=_price(turn, facts.item))
            more = _prices_of_options(turn, facts)
            turn.tell(f"{text}{more}", buttons=[_order(turn, facts.item)])
        case "stock":
            _stock(turn, facts)
        case "options" if facts.options:
            turn.tell(turn.text("item-options", name=name, options=_named(turn, facts.options)))
        case "spice" if facts.spice:
            turn.tell(turn.text("item-spice", name=name, options=_named(turn, facts.spice)))
        case "options":
            turn.tell(turn.text("option-none-offered", name=name))
        case _:
            _unknown(turn, act, facts)


def _named(turn: Turn, options: Sequence[object]) -> str:
    return ("、" if turn.language == "zh" else ", ").join(turn.named(one) for one in options)


def _prices_of_options(turn: Turn, facts: Facts) -> str:
    dearer = [option for option in facts.options if option.price_delta]
    if not dearer:
        return ""
    said = [f"{turn.named(one)} +{turn.money(one.price_delta)}" for one in dearer]
    return "\n" + turn.text(
        "item-extras", extras=("、" if turn.language == "zh" else ", ").join(said)
    )


def _stock(turn: Turn, facts: Facts) -> None:
    item, name = facts.item, turn.named(facts.item)
    if not stock_watches.available(item):
        tell_sold_out(turn, item, "item-sold-out")
        return
    key = "item-there" if item.stock is None else "item-left"
    unit = turn.named(item, "unit")
    turn.tell(
        turn.text(key, name=name, left=item.stock or 0, unit=unit),
        buttons=[_order(turn, item)],
    )


def _unknown(turn: Turn, act: Ask, facts: Facts) -> None:
    """Contents and allergens stand nowhere: what is offered is told, and that it is not known."""
    known = ""
    if facts.options:
        known = "\n" + turn.text("item-known-options", options=_named(turn, facts.options))
    text = turn.text("item-not-known", name=turn.named(facts.item), outlet=turn.named(facts.outlet))
    turn.tell(
        f"{text}{known}",
        buttons=[
            button(turn.text("button-ask-vendor", outlet=turn.named(facts.outlet)), "/affirm"),
            button(turn.text("button-not-needed"), "/deny"),
        ],
        expects=ASKS_VENDOR,
        item=facts.item.id,
        question=act.words or turn.text("item-question", of=str(act.of_item)),
    )


async def ask_vendor(turn: Turn) -> bool:
    """Take a yes or a no as the answer to "shall I ask the canteen?"."""
    asked = await turn.asked()
    found = await item_facts.of(turn.session, turn.park_id, [int(asked["item"])])
    if turn.said.intent != "affirm":
        turn.tell(turn.text("ask-vendor-not"))
        return True
    if not found:
        return False
    facts = found[0]
    ticket = await item_questions.ask_vendor(
        turn.session, turn.conversation, facts.item, str(asked["question"]), now=turn.now
    )
    turn.tell(
        turn.text("asked-vendor", outlet=turn.named(facts.outlet), ticket_no=ticket.ticket_no),
        ticket_no=ticket.ticket_no,
    )
    return True


async def _time(turn: Turn, _act: Ask) -> None:
    """Until when one may order, for the cart at hand or by the menus."""
    order = await carts.at_hand(turn.session, turn.conversation)
    if order is None:
        await menu.tell_hours(turn)
        return
    outlet = await turn.session.get_one(Outlet, (order.park_id, order.outlet_id))
    try:
        slots = await order_slots.open_slots(turn.session, order, now=turn.now)
    except NoCommonMeal:
        turn.tell(turn.text("no-common-meal", items=cart_view.items_text(order, turn.language)))
        return
    chosen = [slot for slot in slots if slot.start == order.slot_start] or slots[:1]
    if not chosen:
        turn.tell(turn.text("ask-slot-none"))
        return
    slot = chosen[0]
    turn.tell(
        turn.text(
            "order-until",
            outlet=turn.named(outlet),
            when=when.span(slot.start, slot.end, turn.language, turn.now, turn.zone),
            until=when.span(slot.closes, None, turn.language, turn.now, turn.zone),
        )
    )
