"""Edits as acts: what each way to edit does to the lines of an order.

A cart takes them at once; an order that is placed takes them through `services.ordering.amending`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.ordering import Order, OrderLine
from services.acts.acts import Edit, Op
from services.acts.values import Line
from services.kit.errors import Refused
from services.ordering import carts, line_edits
from services.ordering.cart_lines import QuantityRefused, Wish, settle
from services.ordering.line_edits import Lines, OptionRefused


class UnclearLine(Refused):
    """Several lines may be meant, and the edit cannot be on all of them."""

    code = "unclear_line"


REFUSALS = (QuantityRefused, OptionRefused)
"""What one line of an edit may meet while the others are done."""
Refusal = QuantityRefused | OptionRefused


@dataclass(slots=True)
class Edited:
    """What an edit did. `elsewhere`: wishes that another outlet's cart has to take."""

    changed: bool = False
    refused: list[Refusal] = field(default_factory=list)
    elsewhere: list[Wish] = field(default_factory=list)
    taken_out: list[Wish] = field(default_factory=list)


def item_ids(edit: Edit) -> set[int]:
    """Items that the edit brings in."""
    return {line.item for line in edit.lines if line.item is not None}


def wish(line: Line) -> Wish:
    assert line.item is not None
    return Wish(line.item, line.quantity or None, line.options, line.note)


async def of_cart(
    session: AsyncSession,
    conversation: Conversation,
    order: Order,
    edit: Edit,
    on: Sequence[int],
    *,
    now: datetime,
) -> Edited:
    """Edit a cart; `on` are the ids of the lines that are meant. What another outlet sells goes
    into a cart of its own. Raises UnclearLine, EnoughAlready."""
    lines = await line_edits.of(session, order, more=item_ids(edit))
    edited = apply(lines, edit, lines.find(on))
    if edited.changed:
        await settle(session, order, now)
    if edited.elsewhere:
        added = await carts.add(session, conversation, edited.elsewhere, now=now)
        edited.refused += added.refused
        edited.changed |= len(added.refused) < len(edited.elsewhere)
    return edited


def apply(lines: Lines, edit: Edit, on: Sequence[OrderLine]) -> Edited:
    """Do an edit to the lines. Raises UnclearLine, EnoughAlready.

    What an item does not allow is noted in `refused` and leaves its line as it was.
    """
    edited, before = Edited(), _snapshot(lines)
    for do in _steps(lines, edit, list(on), edited):
        try:
            do()
        except REFUSALS as refusal:
            edited.refused.append(refusal)
    edited.taken_out = lines.taken_out
    edited.changed = _snapshot(lines) != before
    return edited


def _snapshot(lines: Lines) -> object:
    said = [
        (line.item_id, line.quantity, line.note, [option["code"] for option in line.options])
        for line in lines.order.lines
    ]
    return said, lines.order.note


Step = Callable[[], object]


def _steps(lines: Lines, edit: Edit, on: list[OrderLine], edited: Edited) -> list[Step]:
    """The edit in pieces, each of which may be refused for itself."""
    new = _news(lines, edit, edited)
    match edit.op:
        case Op.KEEP_ONLY:
            return _keeping(lines, edit, on)
        case Op.SWAP:
            return _swapping(lines, edit, on, new, edited)
        case Op.REFINE:
            return _refining(lines, edit, on, edited)
        case Op.FILL:
            return [_filling(lines, edit.quantity or 0, on, new)]
    if edit.lines and not (edit.op is Op.SET and on):
        return [_adding(lines, one) for one in new]
    return _counting(lines, edit, on)


def _counting(lines: Lines, edit: Edit, on: Sequence[OrderLine]) -> list[Step]:
    """More or fewer of what is there."""
    if edit.op is Op.DOUBLE:
        return [lambda: lines.double(on or list(lines.order.lines))]
    if not on:
        raise UnclearLine(edit.op)
    some = edit.part or edit.quantity
    count: Callable[[int], int] = {
        Op.SET: lambda _had: edit.quantity or 0,
        Op.ADD: lambda had: had + (edit.quantity or 1),
        Op.MORE: lambda had: had + (edit.quantity or 1),
        Op.FEWER: lambda had: had - (some or 1),
        Op.REMOVE: lambda had: had - (some or had),
    }[edit.op]
    return [_setting(lines, line, count(line.quantity)) for line in on]


def _news(lines: Lines, edit: Edit, edited: Edited) -> list[Wish]:
    """What the edit brings into this order; what another outlet sells is put aside."""
    wishes = []
    for line in edit.lines:
        if line.item is None or (item := lines.items.get(line.item)) is None:
            continue
        if item.outlet_id != lines.order.outlet_id:
            edited.elsewhere.append(wish(line))
            continue
        offered = lines.unrefused(item, line.options, edited.refused)
        wishes.append(replace(wish(line), options=offered))
    return wishes


def _adding(lines: Lines, one: Wish) -> Step:
    return lambda: lines.add(one)


def _setting(lines: Lines, line: OrderLine, quantity: int) -> Step:
    return lambda: lines.set(line, quantity)


def _filling(lines: Lines, pieces: int, on: Sequence[OrderLine], new: Sequence[Wish]) -> Step:
    if new:
        return lambda: lines.fill_with(new[0], pieces)
    meant = on or list(lines.order.lines)
    if len(meant) != 1:
        raise UnclearLine(f"{len(meant)} lines may be filled up")
    return lambda: lines.fill(meant[0], pieces)


def _keeping(lines: Lines, edit: Edit, on: Sequence[OrderLine]) -> list[Step]:
    if not on:
        raise UnclearLine("nothing is kept")
    some = edit.part or edit.quantity
    keep: Step = lambda: lines.keep_only(on)  # noqa: E731
    return [keep, *(_setting(lines, line, some) for line in on if some)]


def _swapping(
    lines: Lines, edit: Edit, on: Sequence[OrderLine], new: Sequence[Wish], edited: Edited
) -> list[Step]:
    """The first new thing in place of each line; what else is new comes in beside it."""
    if not new:
        _swap_elsewhere(edit, on, edited)
        part = edit.part
        return [
            _setting(lines, ln, ln.quantity - (part or ln.quantity))
            for ln in (on if edited.elsewhere else ())
        ]

    def swapping(line: OrderLine) -> Step:
        return lambda: lines.swap(line, new[0], part=edit.part)

    return [*(swapping(line) for line in on), *(_adding(lines, one) for one in new[1:])]


def _swap_elsewhere(edit: Edit, on: Sequence[OrderLine], edited: Edited) -> None:
    """As many of another outlet's as were there, unless said otherwise."""
    going = sum(min(edit.part or line.quantity, line.quantity) for line in on)
    edited.elsewhere = [
        replace(one, quantity=one.quantity or going or None) for one in edited.elsewhere
    ]


def _refining(lines: Lines, edit: Edit, on: list[OrderLine], edited: Edited) -> list[Step]:
    everything = list(lines.order.lines)
    for_all = not on or (edit.on is None and len(on) == len(everything))
    if for_all and edit.note and not edit.options and len(everything) > 1:
        return [lambda: lines.note(edit.note or "")]
    meant = on or everything
    targets = lines.offering(meant, edit.options) if edit.options else meant
    if not targets:
        for line in meant[:1]:
            lines.unrefused(lines.items[line.item_id], edit.options, edited.refused)
        return []

    def refining(line: OrderLine) -> Step:
        known = lines.unrefused(
            lines.items[line.item_id], edit.options, edited.refused if on else []
        )
        return lambda: lines.refine(
            line, options=known, without=edit.without, note=edit.note, part=edit.part
        )

    return [refining(line) for line in targets]
