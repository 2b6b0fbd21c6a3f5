"""Whom an event of a domain concerns among staff, and what they are told of it.

Domains bring `Alerts` and `Settles`. Both run in the worker, in the transaction of the event's
other handlers; pages hear of it by an event of their own, which names who is concerned.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import any_, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

import services
from models.alerts import PushSubscription, StaffAlert
from models.events import EventRow
from models.staff import Staff
from services.alerts.events import AlertsRaised, AlertsSettled
from services.events.base import Event
from services.events.follows import Told, Which
from services.events.publish import defer, publish
from services.events.registry import known
from services.kit.plugins import found
from services.staff.permissions import by_role

PUSH_ALERT = "push_alert"
"""Task that pushes one alert to the browsers of whose it is."""


def _always(_event: Event) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Raised:
    """`staff` are alerted of `kind`; `about` are codes that its words need."""

    kind: str
    staff: Collection[int]
    urgent: bool = False
    about: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Words:
    """What an alert says, in one language. `path` is of the desk's page about it."""

    title: str
    line: str
    path: str


@dataclass(frozen=True, slots=True)
class Alerts:
    """Events that alert single people. `raised(session, row, event)`: whom, of what.
    `words(session, alert, language)`: what an alert about a `subject` of this domain says; None
    where what it was about is gone."""

    of: Which
    raised: Callable[..., Awaitable[Sequence[Raised]]]
    subject: str
    """Such as "ticket" of ticket:17."""
    words: Callable[..., Awaitable[Words | None]]

    @property
    def brief(self) -> str:
        return "alerts people: " + _types(self.of)


@dataclass(frozen=True, slots=True)
class Settles:
    """Events after which nothing is left to do about alerts of their subject, of some kinds.
    `by(session, row, event)`: who of staff saw to it."""

    of: Which
    kinds: Collection[str]
    by: Callable[..., Awaitable[int | None]]
    when: Callable[[Any], bool] = _always
    """Of the event."""

    @property
    def brief(self) -> str:
        return "settles alerts: " + _types(self.of)


def _types(of: Which) -> str:
    return ", ".join(sorted(kind.type for kind in known().values() if of(kind)))


def may_alert(kind: type[Event]) -> bool:
    return any(one.of(kind) for one in found(services, Alerts))


def may_settle(kind: type[Event]) -> bool:
    return any(one.of(kind) for one in found(services, Settles))


async def raise_alerts(
    session: AsyncSession, row: EventRow, event: Event, now: datetime
) -> Sequence[Told]:
    """Alert whom the event concerns, once for each kind and subject that they have not seen."""
    alerted: set[int] = set()
    for one in found(services, Alerts):
        if one.of(type(event)):
            for raised in await one.raised(session, row, event):
                alerted |= await _keep(session, row, raised, now)
    if alerted:
        told = AlertsRaised(event_id=row.id, staff_ids=sorted(alerted))
        await publish(session, row.park_id, told, now=now)
    return ()


async def settle_alerts(
    session: AsyncSession, row: EventRow, event: Event, now: datetime
) -> Sequence[Told]:
    """Nobody is alerted any more of what somebody saw to; those who were hear who it was."""
    settled: set[int] = set()
    for one in found(services, Settles):
        if one.of(type(event)):
            if not one.when(event):
                continue
            by = await one.by(session, row, event)
            gone = await session.scalars(
                update(StaffAlert)
                .where(
                    StaffAlert.park_id == row.park_id,
                    StaffAlert.subject == event.subject,
                    StaffAlert.kind.in_(one.kinds),
                    StaffAlert.settled_at.is_(None),
                )
                .values(
                    settled_at=now, settled_by=by, seen_at=func.coalesce(StaffAlert.seen_at, now)
                )
                .returning(StaffAlert.staff_id)
            )
            settled |= set(gone)
    if settled:
        told = AlertsSettled(event_id=row.id, staff_ids=sorted(settled))
        await publish(session, row.park_id, told, now=now)
    return ()


async def _keep(session: AsyncSession, row: EventRow, raised: Raised, now: datetime) -> set[int]:
    """Whose alerts were raised. They are pushed to the browsers that take it."""
    staff = sorted(set(raised.staff))
    if not staff:
        return set()
    values = [
        {
            "park_id": row.park_id,
            "staff_id": one,
            "kind": raised.kind,
            "subject": row.subject,
            "urgent": raised.urgent,
            "about": dict(raised.about),
            "created_at": now,
        }
        for one in staff
    ]
    adding = insert(StaffAlert).values(values)
    kept = await session.execute(
        adding.on_conflict_do_update(
            index_elements=["park_id", "staff_id", "kind", "subject"],
            index_where=StaffAlert.seen_at.is_(None),
            set_={
                "times": StaffAlert.times + 1,
                "created_at": now,
                "urgent": StaffAlert.urgent | adding.excluded.urgent,
                "about": adding.excluded.about,
            },
        ).returning(StaffAlert.id, StaffAlert.staff_id)
    )
    by_staff = {staff_id: alert_id for alert_id, staff_id in kept}
    takes = await session.scalars(
        select(PushSubscription.staff_id)
        .where(
            PushSubscription.park_id == row.park_id, PushSubscription.staff_id.in_(by_staff.keys())
        )
        .distinct()
    )
    for staff_id in sorted(takes):
        args = {"park_id": row.park_id, "alert_id": by_staff[staff_id]}
        await defer(session, PUSH_ALERT, queue="alarms", args=args)
    return set(by_staff)


async def with_role(session: AsyncSession, park_id: int, *roles: str) -> list[int]:
    """Active staff who have one of these roles."""
    found = await session.scalars(
        select(Staff.id).where(
            Staff.park_id == park_id,
            Staff.active,
            or_(*(any_(Staff.roles) == role for role in roles)),
        )
    )
    return sorted(found)


async def with_permission(session: AsyncSession, park_id: int, *permissions: str) -> list[int]:
    """Active staff who have one of these permissions."""
    roles = [role for role, held in by_role().items() if held & set(permissions)]
    return await with_role(session, park_id, *roles)


async def words_of(session: AsyncSession, alert: StaffAlert, language: str) -> Words | None:
    """What an alert says; None where what it was about is gone."""
    kind = alert.subject.partition(":")[0]
    for one in found(services, Alerts):
        if one.subject == kind:
            return await one.words(session, alert, language)
    return None
