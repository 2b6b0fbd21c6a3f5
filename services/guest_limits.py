"""How much people without an identity may ask for: by person, by network, and all of a park.

A guest is somebody whom only a browser knows: of no company, and on no channel whose platform
vouches for an account. Everybody else is not counted here, so a flood of guests slows down guests.
Danger is never refused: `services.danger` joins it instead.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import bindparam, exists, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models import ChannelIdentity, Conversation, GuestUse, Park, Person
from models.base import table_of
from services.batches import delete_some
from services.errors import Refused

WINDOW = timedelta(hours=1)
"""What was taken counts until the hour is over, by UTC."""
KEPT = timedelta(days=1)
GUESTS = "webchat"
"""The channel that anybody on the internet may open, as often as they like."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How many within WINDOW."""

    person: int
    network: int
    park: int


LIMITS: Mapping[str, Limit] = {
    "order": Limit(6, 60, 300),
    "piece": Limit(30, 300, 1500),
    "ticket": Limit(6, 40, 200),
    "danger": Limit(3, 10, 40),
    "handoff": Limit(6, 60, 300),
    "photo": Limit(30, 200, 1000),
}
"""order: placed, to be paid on pickup; piece: what is in those; ticket: repairs and complaints;
danger: tickets of their own for reports of danger; handoff: asking for a person."""


class GuestLimit(Refused):
    """A guest, their network, or all guests of the park have asked for too much within the hour.

    `details`: `kind`, one of LIMITS; `limit` of one person; `retry_after` in seconds.
    """

    code = "guest_limit"

    def __init__(self, kind: str, now: datetime) -> None:
        left = _window(now) + WINDOW - now
        super().__init__(
            f"too much for a guest: {kind}",
            kind=kind,
            limit=LIMITS[kind].person,
            retry_after=int(left.total_seconds()) + 1,
        )


async def take(
    session: AsyncSession, conversation: Conversation, wanted: Mapping[str, int], *, now: datetime
) -> None:
    """Count what a guest is about to do, by kind; nothing for anybody else.

    Of a refusal nothing is counted. The counts are locked until the transaction ends, always in one
    order, so that guests at once, and in several processes, count each other. Raises GuestLimit.
    """
    if not await is_guest(session, conversation.park_id, conversation.person_id):
        return
    async with session.begin_nested():
        for kind, amount in sorted(wanted.items()):
            await _take(session, conversation, kind, amount, now)


async def is_guest(session: AsyncSession, park_id: int, person_id: int) -> bool:
    """Whether a person is known by a browser alone, in a park that limits such people."""
    found = await session.scalar(_IS_GUEST, {"park_id": park_id, "person_id": person_id})
    return bool(found)


async def purge(session: AsyncSession, *, now: datetime) -> int:
    """Forget a batch of counts that limit nothing any more; how many."""
    return await delete_some(session, GuestUse, GuestUse.since < now - KEPT)


async def _take(
    session: AsyncSession, conversation: Conversation, kind: str, amount: int, now: datetime
) -> None:
    limit = LIMITS[kind]
    counted = [(f"person:{conversation.person_id}", limit.person)]
    if conversation.network is not None:
        counted.append((f"network:{conversation.network}", limit.network))
    counted.append(("park", limit.park))
    for who, most in counted:
        values = {
            "park_id": conversation.park_id,
            "who": who,
            "kind": kind,
            "since": _window(now),
            "taken": amount,
            "most": most,
        }
        if amount > most or await session.scalar(_TAKE, values) is None:
            raise GuestLimit(kind, now)


def _window(now: datetime) -> datetime:
    return now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


_use = table_of(GuestUse)
_TAKE = (
    insert(_use)
    .values({name: bindparam(name) for name in ("park_id", "who", "kind", "since", "taken")})
    .on_conflict_do_update(
        index_elements=["park_id", "who", "kind", "since"],
        set_={"taken": _use.c.taken + bindparam("taken")},
        where=_use.c.taken + bindparam("taken") <= bindparam("most"),
    )
    .returning(_use.c.taken)
)
_VOUCHED = exists().where(
    ChannelIdentity.park_id == Person.park_id,
    ChannelIdentity.person_id == Person.id,
    ChannelIdentity.channel != GUESTS,
)
_IS_GUEST = (
    select(Park.limits_guests & Person.company_id.is_(None) & ~_VOUCHED)
    .select_from(Person)
    .join(Park, Park.id == Person.park_id)
    .where(Person.park_id == bindparam("park_id"), Person.id == bindparam("person_id"))
)
