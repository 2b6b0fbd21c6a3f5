"""What has served its time, and the pass that removes it, for tests of retention."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.ordering import Order
from models.tickets import Photo, Ticket
from models.visits import Visit
from services.conversations import receiving
from services.ordering import orders, placing
from services.privacy import retention, retention_sweep
from services.privacy.retention_rules import RULES
from tests.given.demo_park import WEDNESDAY_MORNING as NOW
from tests.given.demo_park import DemoPark

LATER = NOW + timedelta(days=400)
"""When everything of NOW with a period of a year has served its time."""
FAR = NOW + timedelta(days=4000)


async def sweep(demo: DemoPark, now: datetime, *names: str) -> int:
    """Whole passes of these rules, or of all; how many rows were removed or cleared."""
    removed = 0
    for name in names or RULES:
        ended = False
        while not ended:
            async with demo.sessions.begin() as session:
                periods = await retention.periods(session, demo.id)
                before = retention.limit(periods[RULES[name].kind], now)
                step = await retention_sweep.step(session, demo.id, name, before, now=now)
            assert step is not None
            removed, ended = removed + step.removed, step.ended
    return removed


async def count(demo: DemoPark, table: Any, *where: Any) -> int:
    async with demo.sessions() as session:
        query = select(func.count()).select_from(table).where(*where)
        return await session.scalar(query) or 0


async def written(session: AsyncSession, talk: Conversation, *texts: str) -> None:
    for text in texts:
        received = await receiving.receive(
            session, talk, external_id=f"{talk.id}-{text}", text=text, now=NOW
        )
        received.message.status = "handled"


def ticket(demo: DemoPark, talk: Conversation, status: str, **columns: Any) -> Ticket:
    return Ticket(
        park_id=demo.id, ticket_no=f"T{talk.id}{status}", kind="repair", category="hvac",
        urgency="normal", status=status, description="it drips", person_id=talk.person_id,
        conversation_id=talk.id, created_at=NOW, updated_at=NOW, **columns,
    )  # fmt: skip


def visit(demo: DemoPark, talk: Conversation, status: str) -> Visit:
    return Visit(
        park_id=demo.id, visit_no=f"V{talk.id}{status}", status=status, host_id=talk.person_id,
        names=["王总"], headcount=1, starts_at=NOW, ends_at=NOW + timedelta(hours=1),
        created_at=NOW, updated_at=NOW,
    )  # fmt: skip


def photo(demo: DemoPark, talk: Conversation, **columns: Any) -> Photo:
    return Photo(
        park_id=demo.id, conversation_id=talk.id, token="t", media_type="image/jpeg", width=1,
        height=1, image=b"x", thumbnail=b"x", created_at=NOW, **columns,
    )  # fmt: skip


async def placed(demo: DemoPark, session: AsyncSession, *, complete: bool = True) -> Order:
    order = await demo.draft(session)
    order.phone, order.allergy_note, order.room = "13800138000", "peanuts", "301"
    order.invoice_title = "Hemu Biotech"
    order.lines[0].note = "for 王总"
    await placing.place(session, order, now=NOW)
    if complete:
        for action in ("accept", "ready", "complete"):
            await orders.advance(session, order.park_id, order.id, action, now=NOW)
    return order
