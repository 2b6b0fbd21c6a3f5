"""A conversation's drafts of orders: which there are, opening one, throwing one away.

A conversation has one draft for each outlet that it ordered from; the oldest is at hand. One that
is held for a manager's yes (`services.ordering.spending`) is none of them. What is in one is
`services.ordering.cart_lines`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, bindparam, event, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from models.catalogue import OFF_MENU, Item, Outlet
from models.conversations import Conversation
from models.ordering import Order
from models.park import Park
from models.people import Person
from services.kit.numbers import new_number
from services.kit.once import known_each, known_one, once_each
from services.kit.plain_rows import unsaid
from services.ordering.cart_lines import QuantityRefused, Wish, add_line, is_locked, settle

LEFT = timedelta(minutes=30)
"""A cart that nobody touched for so long, while another one was, is not at hand any more."""


@dataclass(slots=True)
class Added:
    """What adding did: the drafts that changed, and what was refused."""

    orders: list[Order] = field(default_factory=list)
    refused: list[QuantityRefused] = field(default_factory=list)


async def drafts(session: AsyncSession, conversation: Conversation) -> list[Order]:
    """The conversation's carts with something in them, oldest first; last those that were left for
    LEFT before another one was touched."""
    return _at_hand_first(one for one in await _open(session, conversation) if one.lines)


def _at_hand_first(carts: Iterable[Order]) -> list[Order]:
    found = list(carts)
    touched = max((one.updated_at for one in found), default=None)
    return sorted(found, key=lambda one: touched is not None and touched - one.updated_at > LEFT)


async def begun(
    session: AsyncSession, conversation: Conversation, *, since: datetime
) -> Order | None:
    """The last cart that was begun, and in which nothing could be put yet."""
    those = await _open(session, conversation)
    empty = [one for one in those if not one.lines and one.updated_at >= since]
    return empty[-1] if empty else None


async def _open(session: AsyncSession, conversation: Conversation) -> list[Order]:
    """Read once in a transaction, and again after another order was written in it: a turn asks for
    them many times."""
    found = _known(session, conversation)
    if found is None:
        about = {"park": conversation.park_id, "conversation": conversation.id}
        found = (await session.scalars(READ_DRAFTS, about)).unique().all()
        session.info[_DRAFTS] = _whose(session, conversation), found
    return [one for one in found if one.status == "draft" and not one.held]


def _known(session: AsyncSession, conversation: Conversation) -> Sequence[Order] | None:
    whose, found = session.info.get(_DRAFTS, (None, ()))
    return found if whose == _whose(session, conversation) else None


def open_ones(session: AsyncSession, conversation: Conversation) -> list[Order] | None:
    """All that are open by now, if the transaction has read them, oldest first."""
    found = _known(session, conversation)
    if found is None:
        return None
    return [one for one in found if one.status == "draft" and not one.held]


def known(session: AsyncSession, conversation: Conversation, found: Sequence[Order]) -> list[Order]:
    """Those with something in them, of all that are open, oldest first, as they were read with
    their lines just now; they are not read again in this transaction."""
    session.info[_DRAFTS] = _whose(session, conversation), found
    return _at_hand_first(one for one in found if one.lines)


def _whose(session: AsyncSession, conversation: Conversation) -> object:
    return conversation.park_id, conversation.id, session.sync_session.get_transaction()


_DRAFTS = "carts.drafts"
READ_DRAFTS = (
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
    """What is changed in one that is known, or in its lines, is changed in what is known."""
    _, found = session.info.get(_DRAFTS, (None, ()))
    written = (*session.new, *session.deleted, *session.dirty)
    others = {id(one) for one in written if isinstance(one, Order)} - {id(one) for one in found}
    gone = any(isinstance(one, Order) for one in session.deleted)
    if others or gone:
        session.info.pop(_DRAFTS, None)


@event.listens_for(Session, "after_soft_rollback")
def _forget_all(session: Session, _transaction: object) -> None:
    session.info.pop(_DRAFTS, None)


async def at_hand(session: AsyncSession, conversation: Conversation) -> Order | None:
    carts = await drafts(session, conversation)
    return carts[0] if carts else None


async def expired(session: AsyncSession, conversation: Conversation) -> Order | None:
    """The conversation's last cart, if nobody came back to it in time and nothing came after."""
    last = await _last(session, conversation)
    gone = last is not None and last.status == "expired" and last.placed_at is None
    return last if gone else None


async def placed(session: AsyncSession, conversation: Conversation) -> Order | None:
    """The conversation's last cart, if it was placed and nothing came after."""
    last = await _last(session, conversation)
    return last if last is not None and last.placed_at is not None else None


async def _last(session: AsyncSession, conversation: Conversation) -> Order | None:
    found: Order | None = await session.scalar(
        select(Order)
        .where(Order.park_id == conversation.park_id, Order.conversation_id == conversation.id)
        .order_by(Order.id.desc())
        .limit(1)
    )
    return found


async def items_of(session: AsyncSession, order: Order) -> dict[int, Item]:
    return await load_items(session, order.park_id, [line.item_id for line in order.lines])


def known_items(session: AsyncSession, park_id: int, items: Mapping[int, Item]) -> None:
    """They are not read again in this transaction."""
    known_each(session, Item, park_id, items)


def known_item(session: AsyncSession, park_id: int, item_id: int) -> Item | None:
    """One that this transaction has read."""
    found: Item | None = known_one(session, Item, park_id, item_id)
    return found


async def load_items(session: AsyncSession, park_id: int, ids: Iterable[int]) -> dict[int, Item]:
    async def read(unknown: Sequence[int]) -> dict[int, Item]:
        found = (await session.execute(_ITEMS, {"park": park_id, "ids": list(unknown)})).all()
        known_each(session, Outlet, park_id, {row.Outlet.id: row.Outlet for row in found})
        return {row.Item.id: row.Item for row in found}

    return await once_each(session, Item, park_id, list(ids), read)


_ITEMS = (
    select(Item, Outlet)
    .join(Outlet, (Outlet.park_id == Item.park_id) & (Outlet.id == Item.outlet_id))
    .where(
        Item.park_id == bindparam("park"),
        Item.id == func.any(bindparam("ids", type_=ARRAY(BigInteger))),
    )
)
"""With their outlets, which whoever begins a cart needs: the session finds them by their key."""


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
        if order is None:
            continue
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
) -> Order | None:
    """None for an outlet whose things go into no cart."""
    park_id = conversation.park_id
    others = _known(session, conversation)
    if others is None or any(one.outlet_id == outlet_id for one in others):
        found = await draft_of(session, park_id, conversation.id, outlet_id)
        if found is not None:
            return found
    park = await session.get_one(Park, park_id)
    outlet = await session.get_one(Outlet, (park_id, outlet_id))
    if outlet.kind in OFF_MENU:
        return None
    person = await session.get_one(Person, (park_id, conversation.person_id))
    told = {
        "park_id": park_id,
        "order_no": new_number("O"),
        "kind": outlet.kind,
        "person_id": person.id,
        "conversation_id": conversation.id,
        "outlet_id": outlet_id,
        "status": "draft",
        "currency": park.currency,
        "phone": person.phone,
        "total": 0,
        "created_at": now,
        "updated_at": now,
    }
    order = Order(**{**unsaid(Order), **told}, lines=[])
    session.add(order)
    set_committed_value(order, "outlet", outlet)
    if others is not None:
        known(session, conversation, [*others, order])
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
    query = query.options(joinedload(Order.lines)).execution_options(populate_existing=True)
    found = (await session.scalars(query.with_for_update(of=Order))).unique().first()
    if found is not None:
        is_locked(session, found)
    return found


async def discard(session: AsyncSession, conversation: Conversation, *, now: datetime) -> bool:
    """Throw the cart at hand away; whether there was one."""
    order = await at_hand(session, conversation)
    if order is None:
        return False
    await give_up(session, order, now=now)
    return True


async def give_up(session: AsyncSession, order: Order, *, now: datetime) -> None:
    """Throw a cart away; for a while it can come back (`services.ordering.standing`)."""
    order.status, order.updated_at = "cancelled", now
    await session.flush()
