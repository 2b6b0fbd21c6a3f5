"""Changing what is in the cart: more or fewer of it, done otherwise, something else instead."""

from dataclasses import replace

from actions.kit.base import Events
from actions.kit.said import SaidLine
from actions.kit.turn import Turn, button
from actions.ordering.filling import (
    FORM,
    MOST_LINES,
    add_lines,
    cart_events,
    show_cart,
    tell_refusal,
)
from models.catalogue import Item
from models.ordering import Order, OrderLine
from services.conversations.commands import command
from services.ordering import cart_edits, carts
from services.ordering.cart_lines import QuantityRefused

_DIGITS = 2
_COUNTS = (
    ("one", "just one", "一"), ("two", "两", "二", "俩"), ("three", "三", "仨"), ("four", "四"),
    ("five", "五"), ("six", "六"), ("seven", "七"), ("eight", "八"), ("nine", "九"), ("ten", "十"),
)  # fmt: skip
PORTION, DRINK_UNITS = "份", {"杯", "瓶", "罐", "听", "盒"}


async def take_count(turn: Turn) -> Events | None:
    """A number alone, while the checkout form asks for something."""
    return [] if turn.active_form == FORM and await set_count(turn) else None


async def set_count(turn: Turn) -> bool:
    """Take a bare "two" as how many there should be of what stands in the cart alone."""
    count = count_alone(turn.said.text)
    order = await carts.at_hand(turn.session, turn.conversation)
    if count is None or order is None or len(order.lines) != 1:
        return False
    await change_cart(turn, [SaidLine(quantity=count)])
    return True


def count_alone(text: str) -> int | None:
    words = text.strip(" .!。！,，").casefold().removesuffix(" please").removesuffix("吧")
    if words.isdecimal() and len(words) <= _DIGITS:
        return int(words) or None
    return next((n for n, names in enumerate(_COUNTS, start=1) if words in names), None)


async def change_cart(turn: Turn, lines: list[SaidLine]) -> Events:
    """Apply the edits of a message to the cart, one after another."""
    order = await carts.at_hand(turn.session, turn.conversation)
    if order is None:
        named = [line for line in lines if line.names_item and line.role is None]
        changed = bool(named) and await add_lines(turn, named)
        return await show_cart(turn, "cart-added", changed)
    if not lines:
        turn.tell(turn.text("modify-what"), expects="change")
        return await cart_events(turn)
    changed = False
    for edit in _pair_swaps(lines)[:MOST_LINES]:
        try:
            changed |= await _apply(turn, order, edit)
        except QuantityRefused as refusal:
            tell_refusal(turn, refusal)
    return await show_cart(turn, "cart-now", changed)


Swap = tuple[SaidLine, SaidLine]


def _pair_swaps(lines: list[SaidLine]) -> list[SaidLine | Swap]:
    replaced = next((line for line in lines if line.role == "replaced"), None)
    replacement = next((line for line in lines if line.role == "replacement"), None)
    if replaced is None or replacement is None:
        return list(lines)
    rest: list[SaidLine | Swap] = [
        line for line in lines if line is not replaced and line is not replacement
    ]
    return [(replaced, replacement), *rest]


async def _apply(turn: Turn, order: Order, edit: SaidLine | Swap) -> bool:
    if isinstance(edit, tuple):
        return await _swap(turn, order, *edit)
    line = _line_of(order, edit)
    if not edit.names_item:
        return await _alter(turn, order, line, edit)
    if edit.role == "remove":
        return await _remove(turn, order, line, edit)
    return await (add_lines(turn, [edit]) if line is None else _alter(turn, order, line, edit))


async def _remove(turn: Turn, order: Order, line: OrderLine | None, edit: SaidLine) -> bool:
    if line is None:
        turn.tell(turn.text("line-not-in-cart", name=edit.words or ""))
        return False
    await cart_edits.remove(turn.session, order, line, now=turn.now)
    return True


async def _alter(turn: Turn, order: Order, line: OrderLine | None, edit: SaidLine) -> bool:
    if edit.quantity is None or edit.quantity_role == "part":
        return await _refine(turn, order, line, edit)
    if line is None:
        return _ask_which_line(turn, order, edit)
    return await _requantify(turn, order, line, edit)


def _line_of(order: Order, edit: SaidLine) -> OrderLine | None:
    """The line an edit is about: by its item, the only one, or the only one with that unit."""
    if edit.names_item:
        ids = {edit.item_id} if edit.item_id is not None else set(edit.candidates)
        named = [line for line in order.lines if line.item_id in ids]
        return named[-1] if named else None
    if len(order.lines) == 1:
        return order.lines[0]
    by_unit = [line for line in order.lines if _counted_in(line, edit.unit)]
    return by_unit[0] if len(by_unit) == 1 else None


def _counted_in(line: OrderLine, unit: str | None) -> bool:
    """Whether people would count it so: 份 goes for any food, but not for a drink."""
    return unit == line.unit_zh or (unit == PORTION and line.unit_zh not in DRINK_UNITS)


async def _requantify(turn: Turn, order: Order, line: OrderLine, edit: SaidLine) -> bool:
    assert edit.quantity is not None
    adds = edit.quantity_role == "add" or (
        edit.quantity_role is None
        and edit.names_item
        and turn.said.intent == "order_food"
        and not turn.said.corrects
    )
    quantity = edit.quantity + (line.quantity if adds else 0)
    if edit.quantity_role == "subtract":
        quantity = line.quantity - edit.quantity
    await cart_edits.set_quantity(turn.session, order, line, quantity, now=turn.now)
    if line in order.lines and (edit.options or edit.notes):
        await cart_edits.refine(turn.session, order, line, edit.options, edit.note, now=turn.now)
    return True


async def _refine(turn: Turn, order: Order, line: OrderLine | None, edit: SaidLine) -> bool:
    """Options and notes: on the line they name, else on every line that offers them."""
    if not edit.options and not edit.notes:
        if edit.names_item and line is not None:  # "another cola", "再来牛肉面"
            await cart_edits.set_quantity(
                turn.session, order, line, line.quantity + 1, now=turn.now
            )
            return True
        return False
    offering = await cart_edits.lines_offering(turn.session, order, edit.options)
    targets = [line] if line is not None else offering or order.lines[-1:]
    for target in targets:
        await cart_edits.refine(turn.session, order, target, edit.options, edit.note, now=turn.now)
    return True


async def _swap(turn: Turn, order: Order, old: SaidLine, new: SaidLine) -> bool:
    line = _line_of(order, old)
    if line is None:
        turn.tell(turn.text("line-not-in-cart", name=old.words or ""))
        return False
    if new.item_id is None:
        return await add_lines(turn, [replace(new)])
    items = await carts.load_items(turn.session, turn.park_id, [new.item_id])
    item: Item = items[new.item_id]
    if item.outlet_id != order.outlet_id:
        await cart_edits.remove(turn.session, order, line, now=turn.now)
        return await add_lines(turn, [replace(new, quantity=new.quantity or line.quantity)])
    await cart_edits.swap(turn.session, order, line, item, new.quantity, now=turn.now)
    return True


def _ask_which_line(turn: Turn, order: Order, edit: SaidLine) -> bool:
    turn.tell(
        turn.text("line-which"),
        buttons=[
            button(
                turn.named(line),
                command("modify_order", item=line.item_id, quantity=edit.quantity),
            )
            for line in order.lines
        ],
        expects="item",
    )
    return False
