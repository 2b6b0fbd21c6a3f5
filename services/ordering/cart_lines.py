"""What is in a cart: lines of an item with its options, what they cost, how many one may have."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Item, ItemOption, option_snapshot
from models.ordering import Order, OrderLine
from services.kit.errors import Conflict, Refused


@dataclass(frozen=True, slots=True)
class Wish:
    """An item as a tenant asked for it. `options` are codes; `note` is what no option covers."""

    item_id: int
    quantity: int | None = None
    options: tuple[str, ...] = ()
    note: str | None = None


class QuantityRefused(Refused):
    """Fewer or more than an item allows, or than there is. `allowed` is the nearest that works."""

    code = "quantity_refused"

    def __init__(self, item: Item, wanted: int, allowed: int, why: str) -> None:
        super().__init__(f"{item.code}: {wanted} refused, {why}")
        self.item, self.wanted, self.allowed, self.why = item, wanted, allowed, why
        """`why`: too_many, too_few or stock."""


async def add_line(session: AsyncSession, order: Order, item: Item, wish: Wish) -> None:
    chosen = await options_of(session, item, wish.options)
    line = _same_line(order, item, chosen, wish.note)
    quantity = (line.quantity if line else 0) + (wish.quantity or item.min_quantity)
    check_quantity(item, quantity, already=in_cart(order, item, but=line))
    if line is not None:
        line.quantity = quantity
        return
    order.lines.append(
        OrderLine(
            park_id=order.park_id,
            item_id=item.id,
            position=max((line.position for line in order.lines), default=0) + 1,
            name_zh=item.name_zh,
            name_en=item.name_en,
            unit_zh=item.unit_zh,
            unit_en=item.unit_en,
            quantity=quantity,
            unit_price=price_of(item, chosen),
            options=chosen,
            note=wish.note,
        )
    )


def _same_line(
    order: Order, item: Item, options: list[dict[str, Any]], note: str | None
) -> OrderLine | None:
    for line in order.lines:
        if (line.item_id, line.options, line.note) == (item.id, options, note):
            return line
    return None


async def move_lines(session: AsyncSession, source: Order, target: Order, *, now: datetime) -> None:
    """Put all that is in one cart into another of the same outlet; the limits are not checked."""
    for line in list(source.lines):
        same = next((one for one in target.lines if _is_same(one, line)), None)
        if same is not None:
            same.quantity += line.quantity
            continue
        last = max((one.position for one in target.lines), default=0)
        copied = ("item_id", "name_zh", "name_en", "unit_zh", "unit_en", "quantity", "unit_price",
                  "options", "note")  # fmt: skip
        values = {column: getattr(line, column) for column in copied}
        target.lines.append(OrderLine(park_id=target.park_id, position=last + 1, **values))
    await settle(session, target, now)


def _is_same(one: OrderLine, other: OrderLine) -> bool:
    return (one.item_id, one.options, one.note) == (other.item_id, other.options, other.note)


def in_cart(order: Order, item: Item, *, but: OrderLine | None) -> int:
    return sum(ln.quantity for ln in order.lines if ln.item_id == item.id and ln is not but)


def check_quantity(item: Item, quantity: int, *, already: int = 0) -> None:
    """Raises QuantityRefused with the nearest quantity that can be had."""
    total = quantity + already
    if total > item.max_quantity:
        raise QuantityRefused(item, total, item.max_quantity, "too_many")
    if item.stock is not None and total > item.stock:
        raise QuantityRefused(item, total, item.stock, "stock")
    if total < item.min_quantity:
        raise QuantityRefused(item, total, item.min_quantity, "too_few")


async def check_quantities(order: Order, items: Mapping[int, Item]) -> None:
    """The limits once more, on the whole cart, where the order is committed."""
    for item_id, item in items.items():
        total = sum(line.quantity for line in order.lines if line.item_id == item_id)
        if not item.active:
            raise QuantityRefused(item, total, 0, "stock")
        if item.stock is None or total <= item.stock:
            check_quantity(item, total)


async def options_of(
    session: AsyncSession, item: Item, codes: Sequence[str]
) -> list[dict[str, Any]]:
    """Snapshots of the item's options among `codes`, in menu order; of one group the last wins."""
    if not codes:
        return []
    offered = await session.scalars(
        select(ItemOption)
        .where(ItemOption.park_id == item.park_id, ItemOption.item_id == item.id)
        .order_by(ItemOption.id)
    )
    return chosen(offered, codes)


def chosen(offered: Iterable[ItemOption], codes: Sequence[str]) -> list[dict[str, Any]]:
    """The same for options that are read already."""
    by_code = {option.code: option for option in offered}
    by_group = {by_code[code].group: code for code in codes if code in by_code}
    wanted = set(by_group.values())
    return [option_snapshot(option) for code, option in by_code.items() if code in wanted]


def price_of(item: Item, options: Sequence[Mapping[str, Any]]) -> int:
    return item.price + sum(int(option["price_delta"]) for option in options)


class NoCart(Conflict):
    """It was placed or thrown away while somebody changed what is in it."""

    code = "no_cart"


def to_be_locked(session: AsyncSession, order: Order) -> None:
    """It was read before this transaction: it may be none, or another, when it is changed."""
    session.info.setdefault(_UNLOCKED, {})[order.id] = order.updated_at


def is_locked(session: AsyncSession, order: Order) -> None:
    """It was read again under its lock."""
    session.info.get(_UNLOCKED, {}).pop(order.id, None)


async def _lock(session: AsyncSession, order: Order) -> None:
    seen = session.info.get(_UNLOCKED, {}).pop(order.id, None)
    if seen is None:
        return
    with session.no_autoflush:
        found = await session.scalar(_STANDS, {"park": order.park_id, "order": order.id})
    if found not in (seen, order.updated_at):  # What this transaction has written is there, too.
        raise NoCart(order.order_no)


_UNLOCKED = "carts.unlocked"
_STANDS = (
    select(Order.updated_at)
    .where(
        Order.park_id == bindparam("park"),
        Order.id == bindparam("order"),
        Order.status == "draft",
        ~Order.held,
    )
    .with_for_update(key_share=True)
)


async def settle(session: AsyncSession, order: Order, now: datetime) -> None:
    """The total of what is in it by now. Raises NoCart where a cart that was to be locked is none
    any more."""
    await _lock(session, order)
    order.total = sum(line.quantity * line.unit_price for line in order.lines)
    order.updated_at = now
    await session.flush()
