"""The draft of an order, while a tenant is still talking about it.

A conversation has one draft for each outlet that it ordered from; the oldest is at hand. One that
is held for a manager's yes (`services.spending`) is none of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, bindparam, event, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session, joinedload

from models import Conversation, Item, ItemOption, Order, OrderLine, Outlet, Park, Person
from models.catalogue import option_snapshot
from services.errors import Refused
from services.numbers import new_number


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


@dataclass(slots=True)
class Added:
    """What adding did: the drafts that changed, and what was refused."""

    orders: list[Order] = field(default_factory=list)
    refused: list[QuantityRefused] = field(default_factory=list)


async def drafts(session: AsyncSession, conversation: Conversation) -> list[Order]:
    """The conversation's carts with something in them, oldest first.

    Read once in a transaction, and again after an order was written in it: a turn asks for them
    many times.
    """
    whose = conversation.park_id, conversation.id
    known = session.info.get(_DRAFTS)
    if known is None or known[0] != (whose, session.sync_session.get_transaction()):
        about = {"park": conversation.park_id, "conversation": conversation.id}
        found = (await session.scalars(_READ_DRAFTS, about)).unique().all()
        known = (whose, session.sync_session.get_transaction()), found
        session.info[_DRAFTS] = known
    return [one for one in known[1] if one.status == "draft" and not one.held and one.lines]


_DRAFTS = "carts.drafts"
_READ_DRAFTS = (
    select(Order)
    .where(
        Order.park_id == bindparam("park"),
        Order.conversation_id == bindparam("conversation"),
        Order.status == "draft",
        ~Order.held,
    )
    .options(joinedload(Order.lines), joinedload(Order.outlet))
    .order_by(Order.id)
)


@event.listens_for(Session, "after_flush")
def _forget_drafts(session: Session, _context: object) -> None:
    written = (*session.new, *session.dirty, *session.deleted)
    if any(isinstance(one, Order | OrderLine) for one in written):
        session.info.pop(_DRAFTS, None)


async def at_hand(session: AsyncSession, conversation: Conversation) -> Order | None:
    carts = await drafts(session, conversation)
    return carts[0] if carts else None


async def items_of(session: AsyncSession, order: Order) -> dict[int, Item]:
    return await load_items(session, order.park_id, [line.item_id for line in order.lines])


async def load_items(session: AsyncSession, park_id: int, ids: Iterable[int]) -> dict[int, Item]:
    found = await session.scalars(_ITEMS, {"park": park_id, "ids": list(ids)})
    return {item.id: item for item in found}


_ITEMS = select(Item).where(
    Item.park_id == bindparam("park"),
    Item.id == func.any(bindparam("ids", type_=ARRAY(BigInteger))),
)


async def add(
    session: AsyncSession,
    conversation: Conversation,
    wishes: Sequence[Wish],
    *,
    now: datetime,
) -> Added:
    """Put items into the carts of their outlets; what cannot be had is in `refused`."""
    items = await load_items(session, conversation.park_id, {wish.item_id for wish in wishes})
    result = Added()
    by_outlet: dict[int, list[Wish]] = {}
    for wish in wishes:
        item = items.get(wish.item_id)
        if item is not None and item.active:
            by_outlet.setdefault(item.outlet_id, []).append(wish)
    for outlet_id, asked in by_outlet.items():
        order = await _draft_for(session, conversation, outlet_id, now)
        result.orders.append(order)
        for wish in asked:
            try:
                await add_line(session, order, items[wish.item_id], wish)
            except QuantityRefused as refusal:
                result.refused.append(refusal)
        await settle(session, order, now)
    return result


async def _draft_for(
    session: AsyncSession, conversation: Conversation, outlet_id: int, now: datetime
) -> Order:
    park_id = conversation.park_id
    found = await draft_of(session, park_id, conversation.id, outlet_id)
    if found is not None:
        return found
    park = await session.get_one(Park, park_id)
    outlet = await session.get_one(Outlet, (park_id, outlet_id))
    person = await session.get_one(Person, (park_id, conversation.person_id))
    order = Order(
        park_id=park_id,
        order_no=new_number("O"),
        kind=outlet.kind,
        person_id=person.id,
        conversation_id=conversation.id,
        outlet_id=outlet_id,
        status="draft",
        currency=park.currency,
        phone=person.phone,
        total=0,
        created_at=now,
        updated_at=now,
        lines=[],
    )
    session.add(order)
    await session.flush()
    return order


async def draft_of(
    session: AsyncSession,
    park_id: int,
    conversation_id: int | None,
    outlet_id: int,
    *,
    but: int | None = None,
) -> Order | None:
    """A conversation's cart of an outlet, locked, if there is one and it is not order `but`."""
    query = select(Order).where(
        Order.park_id == park_id,
        Order.conversation_id == conversation_id,
        Order.outlet_id == outlet_id,
        Order.status == "draft",
        ~Order.held,
    )
    if but is not None:
        query = query.where(Order.id != but)
    return await session.scalar(query.with_for_update())


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


async def settle(session: AsyncSession, order: Order, now: datetime) -> None:
    order.total = sum(line.quantity * line.unit_price for line in order.lines)
    order.updated_at = now
    await session.flush()


async def discard(session: AsyncSession, conversation: Conversation, *, now: datetime) -> bool:
    """Throw the cart at hand away; whether there was one."""
    order = await at_hand(session, conversation)
    if order is None:
        return False
    order.status, order.updated_at = "cancelled", now
    await session.flush()
    return True


async def expired(session: AsyncSession, conversation: Conversation) -> Order | None:
    """The conversation's last cart, if nobody came back to it in time and nothing came after."""
    last = await session.scalar(
        select(Order)
        .where(Order.park_id == conversation.park_id, Order.conversation_id == conversation.id)
        .order_by(Order.id.desc())
        .limit(1)
    )
    gone = last is not None and last.status == "expired" and last.placed_at is None
    return last if gone else None
