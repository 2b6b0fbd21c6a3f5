"""What vendors do in a dialogue, and what tenants are told of it, as the worker would."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Item
from models.conversations import Conversation
from models.ordering import Order
from services.catalogue import stock_watches
from services.ordering import orders
from tests.dialogues.staff import handle_events


async def handle_order(
    session: AsyncSession, conversation: Conversation, actions: Sequence[str], *, now: datetime
) -> None:
    """Move the tenant's newest order on."""
    order = await session.scalar(
        select(Order)
        .where(
            Order.park_id == conversation.park_id,
            Order.person_id == conversation.person_id,
            Order.placed_at.is_not(None),
        )
        .order_by(Order.id.desc())
        .limit(1)
    )
    assert order is not None, "there is no order to work on"
    for action in actions:
        await orders.advance(session, order.park_id, order.id, action, now=now)
        await handle_events(session, conversation.park_id, "order.", now)


async def set_stock(
    session: AsyncSession, conversation: Conversation, stock: Mapping[str, int], *, now: datetime
) -> None:
    """As plain SQL would; then the worker looks for what is back."""
    for code, pieces in stock.items():
        await session.execute(
            update(Item)
            .where(Item.park_id == conversation.park_id, Item.code == code)
            .values(stock=pieces)
        )
    await stock_watches.ring(session, now=now)
    await handle_events(session, conversation.park_id, "item.", now)
