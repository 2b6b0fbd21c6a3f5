"""Short ways to a past that reports count. Moments are of 2026 in Shanghai: "12-02 09:30"."""

from datetime import date
from itertools import count
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation, Message
from models.handoffs import Handoff
from models.park import Park
from models.tickets import Ticket
from services.reports.period import Period
from tests.given.demo_park import SHANGHAI
from tests.given.factories import make_conversation, make_person
from tests.given.sla_desk import on

_numbers = count(1)
_MOMENTS = (
    "created_at", "updated_at", "resolved_at", "responded_at", "rated_at", "queued_at",
    "first_reply_at", "ended_at", "placed_at", "slot_start", "slot_end",
)  # fmt: skip


def days(first: str, last: str | None = None, now: str = "12-31 23:59") -> Period:
    """Days of 2026 in Shanghai, such as 12-02; over unless `now` is in them."""
    return Period.of_days(
        date.fromisoformat(f"2026-{first}"),
        date.fromisoformat(f"2026-{last or first}"),
        SHANGHAI,
        now=on(now),
    )


async def talk(
    session: AsyncSession, park: Park, *said: str, author: str = "tenant"
) -> Conversation:
    """A new conversation with a message at each of these moments."""
    conversation = await make_conversation(session, await make_person(session, park))
    for seq, at in enumerate(said, start=1):
        await say(session, conversation, at, seq=seq, author=author)
    return conversation


async def say(
    session: AsyncSession, conversation: Conversation, at: str, *, seq: int, author: str = "tenant"
) -> None:
    session.add(
        Message(
            park_id=conversation.park_id,
            conversation_id=conversation.id,
            seq=seq,
            direction="in" if author == "tenant" else "out",
            author=author,
            channel="webchat",
            text="你好",
            status="handled" if author == "tenant" else "sent",
            created_at=on(at),
        )
    )
    if author == "tenant":
        conversation.heard_at = on(at)
    await session.flush()


async def hand_off(
    session: AsyncSession,
    park: Park,
    queued_at: str,
    first_reply_at: str | None = None,
    *,
    conversation: Conversation | None = None,
    reason: str = "asked",
    **values: Any,
) -> Handoff:
    """Of a conversation of its own unless one is given."""
    conversation = conversation or await talk(session, park)
    values |= {"queued_at": queued_at, "first_reply_at": first_reply_at}
    handoff = Handoff(
        park_id=park.id, conversation_id=conversation.id, reason=reason, **moments(values)
    )
    session.add(handoff)
    await session.flush()
    return handoff


async def ticket(session: AsyncSession, park: Park, created_at: str, **values: Any) -> Ticket:
    """A row as it is, with no clocks."""
    defaults: dict[str, Any] = {
        "ticket_no": f"T-{next(_numbers)}",
        "kind": "repair",
        "category": "hvac",
        "urgency": "normal",
        "status": "reported",
        "description": "空调不制冷",
        "created_at": created_at,
        "updated_at": created_at,
    }
    row = Ticket(park_id=park.id, **moments(defaults | values))
    session.add(row)
    await session.flush()
    return row


def moments(values: dict[str, Any]) -> dict[str, Any]:
    """Columns of moments may be given as "12-02 09:30"."""
    return {
        name: on(value) if name in _MOMENTS and isinstance(value, str) else value
        for name, value in values.items()
    }
