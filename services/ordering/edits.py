"""Edits as acts: what each way to edit does to the lines of an order.

A cart takes them at once; an order that is placed takes them through `services.ordering.amending`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Item
from models.conversations import Conversation
from models.ordering import Order, OrderLine
from services.acts.acts import Edit, Op
from services.acts.values import Line
from services.ordering import carts, line_edits
from services.ordering.cart_lines import QuantityRefused, Wish, settle
from services.ordering.line_edits import Lines, OptionRefused
from services.ordering.unoffered import Ways, noted, ways

REFUSALS = (QuantityRefused, OptionRefused)
"""What one line of an edit may meet while the others are done."""
Refusal = QuantityRefused | OptionRefused


On = Mapping[int, int | None]
"""Ids of the lines that an edit is on, each with how many of it stand afterwards as it is now; None
where the edit says so by itself."""


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


def codes(edit: Edit) -> set[str]:
    """Options that the edit asks for."""
    return {*edit.options, *(code for line in edit.lines for code in line.options)}


def wish(line: Line) -> Wish:
    assert line.item is not None
    return Wish(line.item, line.quantity or None, line.options, line.note)


async def of_cart(
    session: AsyncSession,
    conversation: Conversation,
    order: Order,
    edit: Edit,
    on: On,
    *,
    now: datetime,
) -> Edited:
    """Edit a cart. What another outlet sells goes into a cart of its own. Raises EnoughAlready."""
    lines = await line_edits.of(session, order, more=item_ids(edit))
    language = conversation.language
    known = await ways(session, order.park_id, codes(edit), language)
    edited = apply(lines, edit, on, known)
    if edited.changed:
        await settle(session, order, now)
    if edited.elsewhere:
        wishes, told = await noted(session, order.park_id, edited.elsewhere, language)
        added = await carts.add(session, conversation, wishes, now=now)
        edited.refused += [*added.refused, *told]
        edited.changed |= len(added.refused) < len(edited.elsewhere)
    return edited


def apply(lines: Lines, edit: Edit, on: On, known: Ways = Ways()) -> Edited:  # noqa: B008
    """Do an edit to the lines; one that is on no line changes none. Raises EnoughAlready.

    What an item does not allow is noted in `refused` and leaves its line as it was.
    """
    edited, before = Edited(), _snapshot(lines)
    for do in _steps(_Edit(lines, edit, on, edited, known)):
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


class _Edit:
    """An edit on its way through the lines."""

    def __init__(self, lines: Lines, act: Edit, on: On, edited: Edited, known: Ways) -> None:
        self.lines, self.act, self.edited, self.known = lines, act, edited, known
        self.on = lines.find(on)
        self.stays = on
        self.new = list(self._news())

    def _news(self) -> Iterator[Wish]:
        """What comes into this order; what another outlet sells is put aside."""
        for line in self.act.lines:
            item = None if line.item is None else self.lines.items.get(line.item)
            if item is None:
                continue
            if item.outlet_id != self.lines.order.outlet_id:
                self.edited.elsewhere.append(wish(line))
                continue
            offered, note = self.as_offered(item, line.options, line.note)
            yield replace(wish(line), options=offered, note=note)

    def as_offered(
        self, item: Item, options: Sequence[str], note: str | None
    ) -> tuple[tuple[str, ...], str | None]:
        """The options that the item has, and the note with those that it has not; what is to be
        said of these is among the refused."""
        offered = self.lines.offered.get(item.id, ())
        own, note, refused = self.known.parted(item, offered, options, note)
        self.edited.refused += refused
        return own, note

    def to_refine(self) -> list[OrderLine]:
        """Where some of the lines offer the options: those, and what is of their kind, for it has
        some option that they have; else all."""
        offered = {
            line.id: {option.code for option in self.lines.offered.get(line.item_id, ())}
            for line in self.on
        }
        able = [line for line in self.on if offered[line.id] & set(self.act.options)]
        family = {code for line in able for code in offered[line.id]}
        return [line for line in self.on if offered[line.id] & family] if able else self.on

    def after(self, line: OrderLine, computed: int) -> int:
        """How many of a line stand afterwards as it is now."""
        counted = self.stays[line.id]
        return computed if counted is None else counted

    def portions(self, line: OrderLine) -> int:
        """How many of a line are taken out, swapped or refined."""
        part = line.quantity if self.act.part is None else min(self.act.part, line.quantity)
        return line.quantity - min(self.after(line, line.quantity - part), line.quantity)

    def adding(self, one: Wish) -> Step:
        return lambda: self.lines.add(one)

    def setting(self, line: OrderLine, quantity: int) -> Step:
        return lambda: self.lines.set(line, quantity)


def _steps(edit: _Edit) -> list[Step]:
    """The edit in pieces, each of which may be refused for itself."""
    own = _OF_THEIR_OWN.get(edit.act.op)
    if own is not None:
        return own(edit)
    if edit.act.lines and not (edit.act.op is Op.SET and edit.on):
        return [edit.adding(one) for one in edit.new]
    return [edit.setting(line, edit.after(line, _counted(edit.act, line))) for line in edit.on]


def _counted(act: Edit, line: OrderLine) -> int:
    """How many of a line there are after an edit that says so by itself."""
    had, some = line.quantity, act.part or act.quantity
    match act.op:
        case Op.SET:
            return act.quantity or 0
        case Op.FEWER:
            return had - (1 if some is None else some)
        case Op.REMOVE:
            return had - (some or had)
    return had + (1 if act.quantity is None else act.quantity)


def _filling(edit: _Edit) -> list[Step]:
    pieces = edit.act.quantity or 0
    if edit.new:
        return [lambda: edit.lines.fill_with(edit.new[0], pieces)]
    return [lambda: edit.lines.fill(edit.on[0], pieces)] if len(edit.on) == 1 else []


def _keeping(edit: _Edit) -> list[Step]:
    if not edit.on:
        return []
    some = edit.act.part or edit.act.quantity
    counts = [(line, edit.after(line, some or line.quantity)) for line in edit.on]
    keep: Step = lambda: edit.lines.keep_only(edit.on)  # noqa: E731
    return [keep, *(edit.setting(line, count) for line, count in counts)]


def _becoming(edit: _Edit) -> list[Step]:
    return [lambda: edit.lines.become(edit.new)]


def _swapping(edit: _Edit) -> list[Step]:
    """The first new thing in place of the lines; what else is new comes in beside it.

    A number that is said is of all of it together.
    """
    portions = [edit.portions(line) for line in edit.on]
    going = [(line, some) for line, some in zip(edit.on, portions, strict=True) if some]
    if not edit.new:
        gone = sum(some for _, some in going)
        elsewhere = edit.edited.elsewhere
        edit.edited.elsewhere = [replace(o, quantity=o.quantity or gone or None) for o in elsewhere]
        those = going if elsewhere else []
        return [edit.setting(line, line.quantity - some) for line, some in those]
    first, others = edit.new[0], going[1:] if edit.new[0].quantity else []

    def swapping(line: OrderLine, some: int) -> Step:
        return lambda: edit.lines.swap(line, first, part=some)

    return [
        *(swapping(line, some) for line, some in going if (line, some) not in others),
        *(edit.setting(line, line.quantity - some) for line, some in others),
        *(edit.adding(one) for one in edit.new[1:]),
    ]


def _doubling(edit: _Edit) -> list[Step]:
    return [lambda: edit.lines.double(edit.on)] if edit.on else []


def _refining(edit: _Edit) -> list[Step]:
    act, everything = edit.act, list(edit.lines.order.lines)
    if not edit.on and act.note and not act.options:
        return [lambda: edit.lines.note(act.note or "")]
    if not edit.on:
        for line in everything[:1] if act.options else ():
            edit.as_offered(edit.lines.items[line.item_id], act.options, None)
        return []

    def refining(line: OrderLine) -> Step:
        item, some = edit.lines.items[line.item_id], edit.portions(line)
        own, note = edit.as_offered(item, act.options, act.note)
        return lambda: edit.lines.refine(
            line, options=own, without=act.without, note=note, part=some
        )

    return [refining(line) for line in edit.to_refine() if edit.portions(line)]


_OF_THEIR_OWN: Mapping[Op, Callable[[_Edit], list[Step]]] = {
    Op.KEEP_ONLY: _keeping,
    Op.SWAP: _swapping,
    Op.REFINE: _refining,
    Op.FILL: _filling,
    Op.DOUBLE: _doubling,
    Op.BECOME: _becoming,
}
