"""Questions about dishes and orders, answered from what the park's rows know.

A question changes nothing. What no row knows is said to be unknown, with an offer to ask whoever
sells it.
"""

from collections.abc import Awaitable, Callable, Sequence

from actions.kit.base import Events
from actions.kit.turn import Turn, button
from actions.ordering import (
    acting_edits,
    acting_view,
    afterwards,
    cart_view,
    comparing,
    dish_cards,
    food,
    food_menu,
    menu,
    order_view,
)
from actions.ordering.acting_view import act_button
from actions.ordering.filling import CHOICES, take_up, tell_empty
from actions.ordering.food import Answer
from actions.ordering.food_buttons import order_button
from actions.ordering.orders import track
from actions.ordering.shopping import tell_sold_out
from models.catalogue import Item, Outlet
from services.acts.acts import About, Ask
from services.acts.steps import Step
from services.catalogue import food_words, item_facts, stock_watches
from services.catalogue.food_words import Asked
from services.catalogue.item_facts import Facts
from services.kit.naming import names
from services.ordering import carts, item_questions, order_slots
from services.ordering.order_slots import NoCommonMeal
from services.texts import when

ASKS_VENDOR = "ask_vendor"
"""What the question settles whether to ask the canteen."""


async def answer(turn: Turn, step: Step) -> Events:
    act = step.act
    assert isinstance(act, Ask)
    if act.about is About.STATUS:
        await _status(turn, step)
        return []
    by: dict[About, Callable[[Turn, Ask], Awaitable[None]]] = {
        About.ITEM: _item,
        About.MENU: of_menu,
        About.CART: _cart,
        About.FEE: _fee,
        About.TIME: _time,
        About.AFTERWARDS: afterwards.tell,
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


async def of_menu(turn: Turn, act: Ask) -> None:
    """Of what was named where something was, else what is served next, or a part of it."""
    if ids := _ids(act):
        await _list(turn, await item_facts.of(turn.session, turn.park_id, ids))
        return
    asked = food_words.asked(act.words or "")
    of_a_dish = food.asks_of_food(asked) or act.of_item is not None
    if of_a_dish and (named := await _named(turn, act.words or "")):
        await _item(turn, act.model_copy(update={"candidates": tuple(named)}))
    elif asked.calories and not asked.narrows:
        await _calories(turn)
    elif of_a_dish and not asked.general and (dishes := await _in_cart(turn)):
        await _item(turn, act.model_copy(update={"candidates": tuple(dishes)}))
    elif (unknown := _asked_for(turn)) and not (asked.general or asked.narrows or asked.advice):
        turn.tell(turn.text("item-unknown-plain", name=unknown))
    elif asked.advice:
        await food_menu.recommend(turn, asked)
    elif asked.narrows:
        await food_menu.tell(turn, asked)
    else:
        await menu.tell(turn, await menu.meal_of(turn))


def _asked_for(turn: Turn) -> str | None:
    """What it asks for by a name that nothing has here: "do you have ramen?"."""
    told = (one.get("of") for one in turn.said.entities if one["entity"] == "question")
    names = [str(one) for one in told if one]
    return names[0] if names and not turn.said.says("item") else None


async def _named(turn: Turn, words: str) -> list[int]:
    """The items of the message that it calls by one of their names: 菜 is no name of a salad."""
    heard = [one for line in turn.said.lines() for one in (line.item_id, *line.candidates) if one]
    found = await item_facts.of(turn.session, turn.park_id, heard)
    return [one.item.id for one in found if food_words.names_in(words, names(one.item))]


async def _in_cart(turn: Turn) -> list[int]:
    order = await carts.at_hand(turn.session, turn.conversation)
    return [] if order is None else list(dict.fromkeys(line.item_id for line in order.lines))


async def _calories(turn: Turn) -> None:
    """Of the lines of the cart at hand; of what else nobody can know."""
    found = await item_facts.of(turn.session, turn.park_id, await _in_cart(turn))
    told = [food.calories(turn, one) for one in found]
    turn.tell("\n".join(one for one in told if one) or turn.text("food-which"))


async def _cart(turn: Turn, _act: Ask) -> None:
    order = await carts.at_hand(turn.session, turn.conversation)
    if order is None:
        if not turn.answered_before:
            await tell_empty(turn)
        return
    take_up(turn, order)
    await acting_view.show(turn, order)


async def _fee(turn: Turn, _act: Ask) -> None:
    """An order costs what its lines cost: the park knows no other price."""
    turn.tell(turn.text("fee-none"))


def _ids(act: Ask) -> list[int]:
    return [act.item] if act.item is not None else list(act.candidates)


async def _item(turn: Turn, act: Ask) -> None:
    found = await item_facts.of(turn.session, turn.park_id, _ids(act))
    if _is_of_the_menu(act, found):
        await of_menu(turn, act.model_copy(update={"item": None, "candidates": ()}))
    elif not found:
        turn.tell(turn.text("item-unknown-plain", name=act.words or ""))
    elif len(called := comparing.called(act, found)) > 1:
        await comparing.tell(turn, act, called)
    elif len(found) > 1 and act.of_item != "price":
        _which(turn, act, found)
    elif len(found) > 1:
        await _list(turn, found)
    else:
        _of_item(turn, act, found[0])


def _is_of_the_menu(act: Ask, found: Sequence[Facts]) -> bool:
    """Whether it asks which dishes are so ("any vegetarian dishes?"), and names none of them."""
    words = act.words or ""
    asked = food_words.asked(words)
    called = any(food_words.names_in(words, names(one.item)) for one in found)
    return asked.general and (asked.narrows or asked.advice) and not called


def _which(turn: Turn, act: Ask, found: Sequence[Facts]) -> None:
    buttons = []
    for one in found[:CHOICES]:
        chosen = act.model_copy(update={"item": one.item.id, "candidates": ()})
        buttons.append(act_button(turn.named(one.item), chosen))
    turn.tell(turn.text("item-asked-which"), buttons=buttons, expects="item")


async def _list(turn: Turn, found: Sequence[Facts]) -> None:
    lines = [
        turn.text("item-price", name=turn.named(one.item), price=_price(turn, one.item))
        for one in found
    ]
    await dish_cards.tell(turn, "\n".join(lines), [one.item for one in found])


def _price(turn: Turn, item: Item) -> str:
    unit = turn.named(item, "unit")
    return turn.money(item.price) + (f"/{unit}" if unit else "")


def _of_item(turn: Turn, act: Ask, facts: Facts) -> None:
    name = turn.named(facts.item)
    asked = food_words.asked(act.words or "", names(facts.item))
    match act.of_item:
        case "stock" if not food.asks_of_food(asked):
            _stock(turn, facts)
        case "options" if facts.options:
            options = _named_options(turn, facts.options)
            turn.tell(turn.text("item-options", name=name, options=options))
        case "options":
            turn.tell(turn.text("option-none-offered", name=name))
        case None | "price" if not food.asks_of_food(asked):
            text = turn.text("item-price", name=name, price=_price(turn, facts.item))
            more = _prices_of_options(turn, facts)
            turn.tell(f"{text}{more}", buttons=[order_button(turn, facts.item)])
        case _:
            _of_food(turn, act, facts, asked)


def _of_food(turn: Turn, act: Ask, facts: Facts, asked: Asked) -> None:
    """What its row knows; what it does not know its canteen can be asked."""
    told = food.answer(turn, facts, asked, act.of_item)
    if told.unknown:
        _unknown(turn, act, facts, told)
    else:
        turn.tell("\n".join(told.said), buttons=[order_button(turn, facts.item)])


def _named_options(turn: Turn, options: Sequence[object]) -> str:
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
        buttons=[order_button(turn, item)],
    )


def _unknown(turn: Turn, act: Ask, facts: Facts, told: Answer) -> None:
    """What is known is told first, then what nobody has said."""
    about, what = {"outlet": turn.named(facts.outlet)}, told.unknown[0]
    lines = [
        *told.said,
        turn.text("item-not-known", name=turn.named(facts.item), what=what, **about),
    ]
    if facts.options and not told.said:
        options = _named_options(turn, facts.options)
        lines.append(turn.text("item-known-options", options=options))
    turn.tell(
        "\n".join(lines),
        buttons=[
            button(turn.text("button-ask-vendor", **about), "/affirm"),
            button(turn.text("button-not-needed"), "/deny"),
        ],
        settles=ASKS_VENDOR,
        item=facts.item.id,
        question=act.words or turn.text("item-question", of=what),
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
