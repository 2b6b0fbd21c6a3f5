"""The past that a park is given, and what is done in it."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bench import history
from bench.operations import OPERATIONS
from bench.site import Site, site
from models.base import ParkScoped
from models.conversations import Message
from models.events import EventRow
from models.ordering import Order, OrderLine
from models.payments import Payment
from models.vendors import Delivery
from parkline.demo.setup import seed_if_missing
from parkline.stores.database import Sessions

ORDERS = 1_000


@pytest.fixture
async def park(database_url: str, sessions: Sessions) -> Site:
    await seed_if_missing(database_url, staff=True)
    await asyncio.to_thread(history.write, database_url, ORDERS, now=datetime.now(UTC))
    return await site(sessions)


async def test_a_past_is_whole_and_every_operation_can_be_done_in_it(park: Site) -> None:
    async with park.sessions() as session:
        placed = await session.scalar(
            select(func.count()).select_from(Order).where(Order.placed_at.is_not(None))
        )
        assert placed == ORDERS - 20
        assert await _count(session, Message) == ORDERS
        assert await _count(session, OrderLine) == ORDERS + 50
        assert await _count(session, EventRow) == 3 * placed
        assert await _count(session, Delivery) == 2 * placed
        unpaid = await session.scalar(
            select(func.count())
            .select_from(Order)
            .outerjoin(Payment, Payment.order_id == Order.id)
            .where(Order.status == "completed", Payment.id.is_(None))
        )
        assert unpaid == 0
        assert await session.scalar(text(_DANGLING)) == 0
    for operation in OPERATIONS.values():
        await operation(park)


async def _count(session: AsyncSession, table: type[ParkScoped]) -> int:
    return await session.scalar(select(func.count()).select_from(table)) or 0


# It is written with foreign keys off.
_DANGLING = """
select (select count(*) from delivery d left join event e on e.id = d.event_id where e.id is null)
    + (select count(*) from message m left join conversation c on c.id = m.conversation_id
        where c.id is null)
    + (select count(*) from "order" o left join person p on p.id = o.person_id where p.id is null)
"""
