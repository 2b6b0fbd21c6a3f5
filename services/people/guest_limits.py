"""How much people without an identity may ask for: by person, by network, and all of a park.

A guest is somebody whom only a browser knows: of no company, and on no channel whose platform
vouches for an account. Everybody else is not counted here, so a flood of guests slows down guests.
Danger is never refused: `services.repair.dangers` joins it instead.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Integer, Text, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from models.base import UtcDateTime
from models.conversations import Conversation
from models.guests import GuestUse
from services.kit.batches import delete_some
from services.kit.errors import Refused

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
    session: AsyncSession,
    park_id: int,
    conversation_id: int,
    wanted: Mapping[str, int],
    *,
    now: datetime,
) -> None:
    """Count what a guest is about to do, by kind; nothing for anybody else.

    Of a refusal nothing is counted. The counts stay locked until the transaction ends, always in
    one order, so that guests at once, and in several processes, count each other: call it last.
    Raises GuestLimit.
    """
    kinds = sorted(wanted)
    limits = [LIMITS[kind] for kind in kinds]
    values = {
        "park_id": park_id,
        "conversation_id": conversation_id,
        "guests": GUESTS,
        "since": _window(now),
        "kinds": kinds,
        "amounts": [wanted[kind] for kind in kinds],
        "by_person": [limit.person for limit in limits],
        "by_network": [limit.network for limit in limits],
        "by_park": [limit.park for limit in limits],
    }
    await session.flush()  # What is asked of it is read by plain SQL.
    row = (await session.execute(_TAKE, values)).one()
    if row.asked == len(row.whose):
        return
    for who, kind in zip(row.whose, row.kinds, strict=True):
        await session.execute(_GIVE_BACK, values | {"who": who, "kind": kind, "n": wanted[kind]})
    raise GuestLimit(_short(row, kinds), now)


async def take_one(
    session: AsyncSession, conversation: Conversation, kind: str, *, now: datetime
) -> None:
    """The same for one thing that is done in a conversation."""
    await take(session, conversation.park_id, conversation.id, {kind: 1}, now=now)


def _short(row: Any, kinds: Sequence[str]) -> str:
    """The kind of which there was too much."""
    return min(kinds, key=lambda kind: sum(kind == one for one in row.kinds))


async def purge(session: AsyncSession, *, now: datetime) -> int:
    """Forget a batch of counts that limit nothing any more; how many."""
    return await delete_some(session, GuestUse, GuestUse.since < now - KEPT)


def _window(now: datetime) -> datetime:
    return now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


_NUMBERS = ("amounts", "by_person", "by_network", "by_park")
_TAKE = text(
    """
    with guest as (
        select p.id as person_id, c.network
        from conversation c
        join person p on p.park_id = c.park_id and p.id = c.person_id
        join park on park.id = p.park_id
        where c.park_id = :park_id and c.id = :conversation_id
            and park.limits_guests and p.company_id is null
            and not exists (
                select from identity i
                where i.park_id = p.park_id and i.person_id = p.id and i.channel <> :guests
            )
    ),
    asked as (
        select w.who, k.kind, k.amount, w.most
        from guest
        cross join unnest(:kinds, :amounts, :by_person, :by_network, :by_park)
            as k(kind, amount, by_person, by_network, by_park)
        cross join lateral (
            values ('person:' || guest.person_id, k.by_person),
                ('network:' || guest.network, k.by_network), ('park', k.by_park)
        ) as w(who, most)
        where w.who is not null
    ),
    taken as (
        insert into guest_use (park_id, who, kind, since, taken)
        select :park_id, who, kind, :since, amount from asked
        where amount <= most order by kind, who desc
        on conflict (park_id, who, kind, since) do update
            set taken = guest_use.taken + excluded.taken
            where guest_use.taken + excluded.taken <= (
                select most from asked a where a.who = excluded.who and a.kind = excluded.kind
            )
        returning who, kind
    )
    select (select count(*) from asked) as asked,
        array(select who from taken order by kind, who) as whose,
        array(select kind from taken order by kind, who) as kinds
    """
).bindparams(
    bindparam("park_id", type_=BigInteger),
    bindparam("conversation_id", type_=BigInteger),
    bindparam("guests", type_=Text),
    bindparam("since", type_=UtcDateTime),
    bindparam("kinds", type_=ARRAY(Text)),
    *(bindparam(name, type_=ARRAY(Integer)) for name in _NUMBERS),
)
"""The park's count is locked after those of people and networks: it is everybody's."""
_GIVE_BACK = text(
    "update guest_use set taken = taken - :n"
    " where park_id = :park_id and who = :who and kind = :kind and since = :since"
).bindparams(bindparam("park_id", type_=BigInteger), bindparam("since", type_=UtcDateTime))
