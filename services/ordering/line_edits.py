"""Lines of a cart, or of an order that may still change, and what can be done to them.

Each edit checks the limits of an item before it changes anything, over all lines of that item.
Nothing is written here: whoever edits settles the order afterwards (`cart_lines.settle`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Item, ItemOption
from models.ordering import Order, OrderLine
from services.kit.errors import Refused
from services.ordering import carts, placing_rows
from services.ordering.cart_lines import QuantityRefused, Wish, chosen, price_of


class OptionRefused(Refused):
    """An item is not sold in this way. `offered`: the options that it is sold with; `note`: the
    words in which it is passed on all the same, None if it is not."""

    code = "option_refused"

    def __init__(
        self,
        item: Item,
        codes: Sequence[str],
        offered: Sequence[ItemOption],
        *,
        note: str | None = None,
    ) -> None:
        super().__init__(f"{item.code}: {', '.join(codes)} is not offered")
        self.item, self.codes, self.offered = item, tuple(codes), tuple(offered)
        self.note = note


class SoldElsewhere(Refused):
    """An item of another outlet cannot stand in this order."""

    code = "sold_elsewhere"

    def __init__(self, item: Item) -> None:
        super().__init__(f"{item.code} is of another outlet")
        self.item = item


class EnoughAlready(Refused):
    """The order has as many pieces as it was to be filled up to. `pieces`: how many it has."""

    code = "enough_already"

    def __init__(self, pieces: int) -> None:
        super().__init__(f"{pieces} already")
        self.pieces = pieces


@dataclass(slots=True)
class Lines:
    """The lines of one order. `holds`: pieces of each item that the order has taken from stock."""

    order: Order
    items: dict[int, Item]
    offered: Mapping[int, Sequence[ItemOption]]
    holds: Mapping[int, int]
    taken_out: list[Wish] = field(default_factory=list)
    """Lines that are gone, as they were, and as many as others are fewer; the last one last."""

    def find(self, ids: Iterable[int]) -> list[OrderLine]:
        """Those of these ids, in their order."""
        wanted = set(ids)
        return [line for line in self.order.lines if line.id in wanted]

    @property
    def pieces(self) -> int:
        return sum(line.quantity for line in self.order.lines)

    def add(self, wish: Wish) -> OrderLine:
        """Put an item in; a line that is the same grows. Raises QuantityRefused, OptionRefused,
        SoldElsewhere."""
        item = self._item(wish.item_id)
        options = self._options(item, wish.options)
        quantity = wish.quantity or max(1, item.min_quantity - self._total(item))
        self._check(item, self._total(item) + quantity)
        return self._put(item, quantity, options, wish.note)

    def set(self, line: OrderLine, quantity: int) -> None:
        """Exactly so many of a line; none takes it out. Raises QuantityRefused."""
        item = self.items[line.item_id]
        if quantity <= 0:
            self.remove(line)
            return
        self._check(item, self._total(item) - line.quantity + quantity)
        if quantity < line.quantity:
            self.taken_out.append(replace(as_wish(line), quantity=line.quantity - quantity))
        line.quantity = quantity

    def fill(self, line: OrderLine, pieces: int) -> None:
        """Put in as many of a line as make so many pieces of everything.

        Raises EnoughAlready, QuantityRefused.
        """
        self.set(line, line.quantity + self._lacking(pieces))

    def fill_with(self, wish: Wish, pieces: int) -> OrderLine:
        """The same with another item. Raises what `add` raises, and EnoughAlready."""
        return self.add(Wish(wish.item_id, self._lacking(pieces), wish.options, wish.note))

    def double(self, lines: Sequence[OrderLine]) -> None:
        """Twice as many of each, or nothing changes. Raises QuantityRefused."""
        self._check_growth({line: line.quantity for line in lines})
        for line in lines:
            line.quantity *= 2

    def remove(self, line: OrderLine) -> None:
        self.taken_out.append(as_wish(line))
        self.order.lines.remove(line)

    def keep_only(self, lines: Sequence[OrderLine]) -> None:
        for line in [one for one in self.order.lines if one not in lines]:
            self.remove(line)

    def swap(self, line: OrderLine, wish: Wish, *, part: int | None = None) -> OrderLine:
        """Another item in place of a line, or of `part` of its portions, as many unless said.

        Raises QuantityRefused, OptionRefused, SoldElsewhere.
        """
        going = _portions(line, part)
        item = self._item(wish.item_id)
        options = self._options(item, wish.options)
        quantity = wish.quantity or going
        staying = self._total(item) - (going if item.id == line.item_id else 0)
        self._check(item, staying + quantity)
        if going == line.quantity:
            position = line.position
            self.remove(line)
        else:
            self._check(self.items[line.item_id], self._total(self.items[line.item_id]) - going)
            line.quantity, position = line.quantity - going, None
        return self._put(item, quantity, options, wish.note, position=position)

    def refine(
        self,
        line: OrderLine,
        *,
        options: Sequence[str] = (),
        without: Sequence[str] = (),
        note: str | None = None,
        part: int | None = None,
    ) -> OrderLine:
        """Options on a line, each in place of its group's, others off it, and a note.

        Only `part` of its portions, if that is fewer than all: they become a line of their own.
        Lines that are the same afterwards become one. Raises OptionRefused.
        """
        item = self.items[line.item_id]
        kept = [str(option["code"]) for option in line.options if option["code"] not in without]
        self._options(item, options)
        wanted = chosen(self.offered.get(item.id, ()), [*kept, *options])
        noted = joined(line.note, note)
        if (wanted, noted) == (line.options, line.note):
            return line
        moved = _portions(line, part)
        if moved < line.quantity:
            line.quantity -= moved
            return self._put(item, moved, wanted, noted)
        same = self._same(item, wanted, noted)
        if same is not None:
            same.quantity += line.quantity
            self.order.lines.remove(line)
            return same
        line.options, line.note = wanted, noted
        line.unit_price = price_of(item, wanted)
        return line

    def become(self, wishes: Sequence[Wish]) -> None:
        """Exactly these, or nothing changes. Raises QuantityRefused, OptionRefused,
        SoldElsewhere."""
        wanted: dict[tuple[int, tuple[str, ...], str | None], int] = {}
        for wish in wishes:
            self._options(self._item(wish.item_id), wish.options)
            key = wish.item_id, tuple(sorted(wish.options)), wish.note
            wanted[key] = wanted.get(key, 0) + (wish.quantity or 1)
        for item in {item for item, _, _ in wanted}:
            self._check(self.items[item], sum(n for key, n in wanted.items() if key[0] == item))
        for line in list(self.order.lines):
            many = wanted.pop(_wished(line), None)
            if many is None:
                self.remove(line)
            else:
                line.quantity = many
        for (item, codes, note), many in wanted.items():
            self._put(self.items[item], many, self._options(self.items[item], codes), note)
        order = [(wish.item_id, tuple(sorted(wish.options)), wish.note) for wish in wishes]
        self.order.lines.sort(key=lambda line: order.index(_wished(line)))
        for position, line in enumerate(self.order.lines, start=1):
            line.position = position

    def note(self, note: str) -> None:
        """A wish for the whole order."""
        self.order.note = joined(self.order.note, note)

    def _item(self, item_id: int) -> Item:
        item = self.items[item_id]
        if item.outlet_id != self.order.outlet_id:
            raise SoldElsewhere(item)
        if not item.active:
            raise QuantityRefused(item, 1, 0, "stock")
        return item

    def _options(self, item: Item, codes: Sequence[str]) -> list[dict[str, Any]]:
        offered = self.offered.get(item.id, ())
        known = {option.code for option in offered}
        if unknown := [code for code in codes if code not in known]:
            raise OptionRefused(item, unknown, offered)
        return chosen(offered, codes)

    def _put(
        self,
        item: Item,
        quantity: int,
        options: list[dict[str, Any]],
        note: str | None,
        *,
        position: int | None = None,
    ) -> OrderLine:
        same = self._same(item, options, note)
        if same is not None:
            same.quantity += quantity
            return same
        last = max((line.position for line in self.order.lines), default=0)
        line = OrderLine(
            park_id=self.order.park_id,
            item_id=item.id,
            position=position or last + 1,
            name_zh=item.name_zh,
            name_en=item.name_en,
            unit_zh=item.unit_zh,
            unit_en=item.unit_en,
            quantity=quantity,
            unit_price=price_of(item, options),
            options=options,
            note=note,
        )
        at = next(
            (n for n, one in enumerate(self.order.lines) if one.position > line.position),
            len(self.order.lines),
        )
        self.order.lines.insert(at, line)
        return line

    def _same(
        self, item: Item, options: list[dict[str, Any]], note: str | None
    ) -> OrderLine | None:
        key = (item.id, options, note)
        return next((o for o in self.order.lines if (o.item_id, o.options, o.note) == key), None)

    def _total(self, item: Item) -> int:
        return sum(line.quantity for line in self.order.lines if line.item_id == item.id)

    def _lacking(self, pieces: int) -> int:
        lacking = pieces - self.pieces
        if lacking <= 0:
            raise EnoughAlready(self.pieces)
        return lacking

    def _check_growth(self, more: Mapping[OrderLine, int]) -> None:
        for item in {line.item_id: self.items[line.item_id] for line in more}.values():
            grown = sum(n for line, n in more.items() if line.item_id == item.id)
            self._check(item, self._total(item) + grown)

    def _check(self, item: Item, total: int) -> None:
        """Whether there may be so many of an item in the whole order; what it has is not asked
        again. Raises QuantityRefused with the nearest total that can be had."""
        if total == (had := self._total(item)):
            return
        if 0 < total < item.min_quantity:
            raise QuantityRefused(item, total, item.min_quantity, "too_few")
        if total < had:
            return
        if total > item.max_quantity:
            raise QuantityRefused(item, total, item.max_quantity, "too_many")
        there = None if item.stock is None else item.stock + self.holds.get(item.id, 0)
        if there is not None and total > there:
            raise QuantityRefused(item, total, there, "stock")


async def of(
    session: AsyncSession,
    order: Order,
    *,
    more: Iterable[int] = (),
    holds: Mapping[int, int] | None = None,
) -> Lines:
    """The lines of an order. `more`: ids of items that may come in."""
    ids = {line.item_id for line in order.lines} | set(more)
    items = await carts.load_items(session, order.park_id, ids)
    offered = await placing_rows.options_of(session, order.park_id, sorted(ids))
    return Lines(order, items, offered, holds or {})


def as_wish(line: OrderLine) -> Wish:
    """What brings a line back."""
    codes = tuple(str(option["code"]) for option in line.options)
    return Wish(line.item_id, line.quantity, codes, line.note)


def _wished(line: OrderLine) -> tuple[int, tuple[str, ...], str | None]:
    """What a line is of, whatever its number is."""
    one = as_wish(line)
    return one.item_id, tuple(sorted(one.options)), one.note


def _portions(line: OrderLine, part: int | None) -> int:
    """How many of its portions are meant."""
    return line.quantity if not part else min(part, line.quantity)


def joined(before: str | None, note: str | None) -> str | None:
    """A note with another one behind it, once."""
    if not note or note in (before or ""):
        return before
    return f"{before}，{note}" if before else note
