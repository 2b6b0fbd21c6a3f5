"""Lost and found things: their states, and what moves with them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.lost import LostItem
from models.people import Person
from services.events.publish import publish
from services.events.states import Move, Transition, move, transition
from services.kit.errors import IllegalTransition, NotFound, Refused
from services.kit.numbers import new_number
from services.lost import events, settings
from services.lost.facts import Facts, check
from services.people import guest_limits

ACTIONS: dict[str, Move] = {
    "store": transition("reported", "stored", events.LostStored),
    "match": move("reported stored", "matched"),
    "claim": move("matched", "claimed"),
    "reopen": move("matched claimed", "reported"),
    "release": move("matched claimed", "stored"),
    "hand_out": transition("claimed", "handed_out", events.LostHandedOut),
    "give_back": transition("stored matched", "returned", events.LostReturned),
    "dispose": transition("stored matched", "disposed", events.LostDisposed),
    "withdraw": transition("reported matched claimed", "withdrawn", events.LostWithdrawn),
    "expire": transition("reported matched", "expired", events.LostExpired),
}
"""The state machine of both kinds, whole. A thing is born reported (`report`), and one that is
handed in at the desk is stored at once (`take_in`). What is said of matches and claims has events
of its own (services/lost/claims.py)."""
ONLY: Mapping[str, str] = {
    "store": "found",
    "release": "found",
    "give_back": "found",
    "dispose": "found",
    "expire": "lost",
}
"""Actions that are of one kind alone."""

OPEN = frozenset({"reported", "stored", "matched", "claimed"})
CLOSED = frozenset(rule.target for rule in ACTIONS.values()) - OPEN
MOST_OPEN = 10
"""Things that one person may have open at once."""


class TooManyOpen(Refused):
    """`details`: `limit`."""

    code = "too_many_lost"


class WithDesk(Refused):
    """The desk has it: who found it cannot take the report back."""

    code = "lost_with_desk"


async def report(
    session: AsyncSession,
    person: Person,
    facts: Facts,
    *,
    conversation: Conversation | None,
    now: datetime,
) -> LostItem:
    """What a tenant has lost or found.

    Raises Invalid (category, colour, description, period), TooManyOpen, GuestLimit.
    """
    check(facts, now)
    await session.get_one(
        Person, (person.park_id, person.id), with_for_update={"key_share": True}
    )  # Two reports at once count each other.
    mine = (LostItem.park_id == person.park_id) & (LostItem.person_id == person.id)
    held = await session.scalar(select(func.count()).where(mine, LostItem.status.in_(OPEN)))
    if (held or 0) >= MOST_OPEN:
        raise TooManyOpen(limit=MOST_OPEN)
    if conversation is not None:
        await guest_limits.take_one(session, conversation, "ticket", now=now)
    item = await _new(
        session,
        person.park_id,
        facts,
        now,
        person_id=person.id,
        conversation_id=conversation.id if conversation else None,
    )
    await publish(session, item.park_id, events.LostReported(**summary(item)), now=now)
    return item


async def take_in(
    session: AsyncSession,
    park_id: int,
    facts: Facts,
    *,
    staff_id: int | None,
    shelf: str | None,
    finder: str | None,
    now: datetime,
) -> LostItem:
    """What somebody hands in at the desk, which keeps it from now on. `staff_id` is who takes it
    in; None: the demo. Raises Invalid."""
    check(facts, now)
    item = await _new(session, park_id, facts, now, staff_id=staff_id, finder=finder)
    await publish(session, park_id, events.LostReported(**summary(item)), now=now)
    return await store(session, park_id, item.id, shelf=shelf, staff_id=staff_id, now=now)


async def store(
    session: AsyncSession,
    park_id: int,
    item_id: int,
    *,
    shelf: str | None,
    staff_id: int | None,
    now: datetime,
) -> LostItem:
    """The desk has a found thing. One that may be somebody's already stays matched or claimed.

    Again, it moves to another shelf and says nothing. Raises NotFound, IllegalTransition.
    """
    item = await load(session, park_id, item_id, lock=True)
    if item.kind != "found" or item.status not in OPEN:
        raise _illegal(item, "store")
    item.shelf, item.updated_at = shelf, now
    if item.stored_at is not None:
        return item
    item.stored_at, item.staff_id = now, staff_id or item.staff_id
    if item.status == "reported":
        return await advance(session, park_id, item_id, "store", now=now)
    await session.flush()
    await publish(session, park_id, events.LostStored(**summary(item)), now=now)
    return item


async def one_at_a_time(session: AsyncSession, park_id: int, category: str) -> None:
    """Wait for whoever else changes things of a category, or what may be the same, until they
    commit. Things are only ever matched within one, so nobody who waits here holds what another
    waits for. To be called before the first row is locked, for one category in a transaction."""
    await session.execute(select(func.pg_advisory_xact_lock(_key(park_id, category))))


async def is_free(session: AsyncSession, park_id: int, category: str) -> bool:
    """The same without waiting: whether nobody else is at it."""
    return bool(
        await session.scalar(select(func.pg_try_advisory_xact_lock(_key(park_id, category))))
    )


def _key(park_id: int, category: str) -> ColumnElement[int]:
    return func.hashtextextended(f"lost:{park_id}:{category}", 0)


async def load(
    session: AsyncSession, park_id: int, item_id: int, *, lock: bool = False
) -> LostItem:
    """A thing by its id, its row locked if asked. Raises NotFound."""
    item = await session.get(
        LostItem,
        (park_id, item_id),
        with_for_update={"key_share": True} if lock else None,
        populate_existing=lock,
    )
    if item is None:
        raise NotFound(f"lost item {item_id}")
    return item


async def find_by_number(session: AsyncSession, park_id: int, item_no: str) -> LostItem | None:
    return await session.scalar(
        select(LostItem).where(LostItem.park_id == park_id, LostItem.item_no == item_no)
    )


async def advance(
    session: AsyncSession,
    park_id: int,
    item_id: int,
    action: str,
    *,
    now: datetime,
    reason: str | None = None,
) -> LostItem:
    """Move a thing by one of ACTIONS, and publish the event that says so, if there is one.

    Asking again for a state that is reached changes nothing. Raises NotFound, IllegalTransition.
    """
    item = await load(session, park_id, item_id, lock=True)
    rule = ACTIONS[action]
    if ONLY.get(action, item.kind) != item.kind:
        raise _illegal(item, action)
    if item.status == rule.target:
        return item
    rule.check(item.item_no, item.status, action)
    item.status, item.status_reason, item.updated_at = rule.target, reason, now
    if rule.target in CLOSED:
        item.closed_at, item.next_alarm_at = now, None
    await session.flush()
    if isinstance(rule, Transition):
        await publish(session, park_id, rule.event(**summary(item)), now=now)
    return item


def allowed(item: LostItem, action: str) -> bool:
    """Whether the state and the kind of a thing let it be moved so."""
    return ONLY.get(action, item.kind) == item.kind and item.status in ACTIONS[action].sources


def back(item: LostItem) -> str:
    """The action by which a thing is again as it was before anybody claimed it."""
    return "release" if item.stored_at is not None else "reopen"


def summary(item: LostItem) -> dict[str, Any]:
    """What every event of a thing says. Nothing personal: events live longer than that may."""
    return {
        "item_id": item.id,
        "item_no": item.item_no,
        "kind": item.kind,
        "status": item.status,
        "category": item.category,
    }


async def _new(
    session: AsyncSession, park_id: int, facts: Facts, now: datetime, **whose: Any
) -> LostItem:
    days = await settings.unclaimed_days(session, park_id)
    item = LostItem(
        park_id=park_id,
        item_no=new_number("L"),
        kind=facts.kind,
        status="reported",
        category=facts.category,
        colour=facts.colour,
        description=facts.description.strip(),
        mark=(facts.mark or "").strip() or None if facts.kind == "lost" else None,
        phone=facts.phone,
        **{name: facts.place.get(name) for name in ("building", "floor", "room", "place")},
        from_at=facts.from_at,
        until_at=facts.until_at,
        next_alarm_at=now + timedelta(days=days),
        created_at=now,
        updated_at=now,
        **whose,
    )
    session.add(item)
    await session.flush()
    return item


def _illegal(item: LostItem, action: str) -> IllegalTransition:
    return IllegalTransition(
        f"{item.item_no} is {item.kind} and {item.status}: it cannot {action}",
        status=item.status,
        action=action,
    )
