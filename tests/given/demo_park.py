"""The whole demo park in a database of the test's own, and short ways to order in it."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Item, Outlet, SlotLoad
from models.conversations import Conversation
from models.events import EventRow
from models.ordering import Order
from parkline.demo.seed import seed_demo
from parkline.stores.database import Sessions, database
from services.catalogue.slots import Wanted
from services.conversations import conversations
from services.ordering import carts, placing
from services.ordering.cart_lines import Wish
from tests.kit.databases import Copies, copy_database
from tests.kit.engines import sessions_on

SHANGHAI = ZoneInfo("Asia/Shanghai")
WEDNESDAY_MORNING = datetime(2026, 12, 2, 9, 30, tzinfo=SHANGHAI)
NOON = datetime(2026, 12, 2, 12, 0, tzinfo=SHANGHAI)

_names = itertools.count(1)


@dataclass(frozen=True, slots=True)
class DemoPark:
    """`items` and `outlets` are ids by code."""

    sessions: Sessions
    id: int
    items: dict[str, int]
    outlets: dict[str, int]

    async def conversation(self, session: AsyncSession, **values: Any) -> Conversation:
        """Of a new person. `values` are columns, such as language."""
        conversation = await conversations.open_conversation(
            session,
            self.id,
            channel="webchat",
            external_id=f"visitor-{next(_names)}",
            now=WEDNESDAY_MORNING,
        )
        for column, value in values.items():
            setattr(conversation, column, value)
        await session.flush()
        return conversation

    async def draft(
        self,
        session: AsyncSession,
        *codes: str,
        quantity: int = 1,
        at: datetime | None = NOON,
        now: datetime = WEDNESDAY_MORNING,
        conversation: Conversation | None = None,
    ) -> Order:
        """A cart of one outlet for pickup, ready to be placed."""
        conversation = conversation or await self.conversation(session)
        wishes = [Wish(self.items[code], quantity) for code in codes or ("beef_noodles",)]
        added = await carts.add(session, conversation, wishes, now=now)
        order = added.orders[0]
        order.fulfilment = "pickup"
        if at is not None:
            await placing.choose_slot(session, order, Wanted(start=at), now=now)
        await session.flush()
        return order

    async def placed(self, session: AsyncSession, *codes: str, **how: Any) -> Order:
        order = await self.draft(session, *codes, **how)
        return await placing.place(session, order, now=how.get("now", WEDNESDAY_MORNING))

    async def set_item(self, session: AsyncSession, code: str, **values: Any) -> None:
        item = await session.get_one(Item, (self.id, self.items[code]))
        for column, value in values.items():
            setattr(item, column, value)
        await session.flush()

    async def stock(self, session: AsyncSession, code: str) -> int | None:
        found: int | None = await session.scalar(select(Item.stock).where(Item.code == code))
        return found

    async def taken(self, session: AsyncSession, slot_start: datetime = NOON) -> int:
        """Orders that the slot holds, over all outlets."""
        loads = select(SlotLoad.taken).where(SlotLoad.slot_start == slot_start)
        return sum(await session.scalars(loads))

    async def events(self, session: AsyncSession, subject: str) -> list[tuple[int, str]]:
        return await events_of(session, self.id, subject)


async def events_of(session: AsyncSession, park_id: int, subject: str) -> list[tuple[int, str]]:
    """(sequence, type), in order."""
    rows = await session.execute(
        select(EventRow.sequence, EventRow.type)
        .where(EventRow.park_id == park_id, EventRow.subject == subject)
        .order_by(EventRow.id)
    )
    return [(row.sequence, row.type) for row in rows]


async def jobs(session: AsyncSession, *queues: str) -> Sequence[Any]:
    """Rows of the job queue: queue_name, task_name, lock, args, scheduled_at."""
    found = await session.execute(
        text(
            "select queue_name, task_name, lock, args, scheduled_at from procrastinate_jobs"
            " where :all or queue_name = any(:queues) order by id"
        ),
        {"all": not queues, "queues": list(queues)},
    )
    return found.all()


@pytest.fixture(scope="session")
def demo_template_url(postgres_url: str, template_url: str) -> str:
    """The demo park, seeded once; tests get copies."""
    url = copy_database(postgres_url, template_url, "template_demo_park")
    asyncio.run(_seed(url))
    return url


async def _seed(url: str) -> None:
    async with database(url) as sessions, sessions.begin() as session:
        await seed_demo(session, now=WEDNESDAY_MORNING)


@pytest.fixture(scope="session")
def demo_copies(postgres_url: str, demo_template_url: str) -> Iterator[Copies]:
    copies = Copies(postgres_url, demo_template_url)
    yield copies
    copies.close()


@pytest.fixture
async def demo(demo_copies: Copies) -> AsyncIterator[DemoPark]:
    with demo_copies.one() as url:
        async with sessions_on(url, pool_size=20) as sessions:
            yield await load_park(sessions)


async def load_park(sessions: Sessions) -> DemoPark:
    async with sessions() as session:
        items = await session.execute(select(Item.code, Item.id))
        outlets = (await session.execute(select(Outlet.code, Outlet.id, Outlet.park_id))).all()
        return DemoPark(
            sessions,
            outlets[0].park_id,
            {row.code: row.id for row in items},
            {row.code: row.id for row in outlets},
        )
