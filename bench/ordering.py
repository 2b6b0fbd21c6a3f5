"""A park whose orders are placed at any rate: events of orders, without the orders' own work."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Outlet
from models.ordering import Order
from models.vendors import Vendor
from parkline.process.clock import system_clock
from parkline.settings import secrets
from parkline.settings.settings import Settings
from parkline.stores.database import Sessions
from services.events.publish import publish
from services.ordering import describing
from services.ordering.events import OrderPlaced
from services.vendors.deliveries import Told
from services.vendors.endpoints import (
    MAX_RATE,
    CheckedUrl,
    disable_endpoint,
    enable_endpoint,
    register_endpoint,
)

_OTHERS_WANT_NOTHING = text(
    "update endpoint set status = 'disabled', event_types = array['nothing']"
)
_DROP = text(
    "update delivery set status = 'cancelled', next_attempt_at = null"
    " where endpoint_id = :endpoint and status = 'pending'"
)
_ORDER = text('select id from "order" where park_id = :park and id = :order for update')


@dataclass(slots=True)
class Vendors:
    """The vendors of a park, one endpoint each at one server."""

    sessions: Sessions
    park_id: int
    endpoints: list[int]
    """In the order of their vendors."""
    placed: list[list[OrderPlaced]]
    """For each vendor: events that have not been published yet, each of an order of its own."""
    _turn: int = 0

    def next(self) -> tuple[int, OrderPlaced]:
        """Which vendor's, and the event. By turns, so that each vendor gets as many."""
        self._turn = (self._turn + 1) % len(self.placed)
        return self._turn, self.placed[self._turn].pop()

    async def send_to(self, at: int, url: str) -> None:
        """From now on that vendor's webhooks go there; what waits for it is dropped."""
        async with self.sessions.begin() as session:
            which = (session, self.park_id, self.endpoints[at])
            await disable_endpoint(*which, reason="bench", now=system_clock())
            await session.execute(_DROP, {"endpoint": self.endpoints[at]})
            endpoint = await enable_endpoint(*which, now=system_clock())
            endpoint.url = url


async def vendors(sessions: Sessions, settings: Settings, server: str) -> Vendors:
    """Each vendor who had orders in a park with a past (bench.history) gets an endpoint at
    `server`."""
    async with sessions.begin() as session:
        await session.execute(_OTHERS_WANT_NOTHING)
        had_orders = select(Outlet.vendor_id).join(
            Order, (Order.park_id == Outlet.park_id) & (Order.outlet_id == Outlet.id)
        )
        found = (
            await session.scalars(
                select(Vendor).where(Vendor.id.in_(had_orders)).order_by(Vendor.id)
            )
        ).all()
        made = []
        for vendor in found:
            endpoint, _ = await register_endpoint(
                session,
                secrets.vault(settings),
                park_id=vendor.park_id,
                vendor_id=vendor.id,
                url=CheckedUrl(f"{server}/hooks/{vendor.id}"),
                now=system_clock(),
                rate_per_second=MAX_RATE,
            )
            made.append(endpoint.id)
        placed = [await _placed(session, vendor) for vendor in found]
    return Vendors(sessions, found[0].park_id, made, placed)


async def _placed(session: AsyncSession, vendor: Vendor) -> list[OrderPlaced]:
    """What is said of the vendor's orders, as if they had just been placed for in an hour."""
    chosen = await session.scalars(
        select(Order)
        .join(Outlet, (Outlet.park_id == Order.park_id) & (Outlet.id == Order.outlet_id))
        .where(Outlet.vendor_id == vendor.id, Order.placed_at.is_not(None))
        .order_by(Order.id)
    )
    now = system_clock()
    times = {
        "status": "placed",
        "placed_at": now,
        "accept_by": now + timedelta(hours=1),
        "slot_end": now + timedelta(hours=2),
    }
    described = [await describing.describe(session, order) for order in chosen]
    return [OrderPlaced(order=order.model_copy(update=times)) for order in described]


@dataclass(slots=True)
class Said:
    """When each event was committed, by the machine's monotonic clock; and how late we were."""

    at: dict[str, float] = field(default_factory=dict)
    """By webhook-id: the moment before COMMIT was sent."""
    vendor: dict[str, int] = field(default_factory=dict)
    """Whose it is, by webhook-id."""
    late: float = 0.0
    """Seconds by which the latest began after its time."""


async def commit(at: Vendors, said: Said) -> None:
    """One order's event, as whoever changes an order publishes it."""
    vendor, event = at.next()
    async with at.sessions() as session:
        await session.execute(_ORDER, {"park": at.park_id, "order": event.order.id})
        row = await publish(session, at.park_id, event, now=system_clock())
        moment = time.monotonic()
        await session.commit()
    id_ = Told.of(row).message_id
    said.at[id_], said.vendor[id_] = moment, vendor


async def at_rate(at: Vendors, rate: float, seconds: float) -> Said:
    """Commit so many a second, each at its time whether or not those before it are done."""
    said, began, running = Said(), time.monotonic(), set[asyncio.Task[None]]()
    for number in range(round(rate * seconds)):
        due = began + number / rate
        await asyncio.sleep(max(due - time.monotonic(), 0))
        said.late = max(said.late, time.monotonic() - due)
        task = asyncio.create_task(commit(at, said))
        running.add(task)
        task.add_done_callback(running.discard)
    await asyncio.gather(*running)
    return said


async def at_once(at: Vendors, count: int, *, side_by_side: int = 8) -> Said:
    """Commit so many, as fast as it goes."""
    said = Said()

    async def some(share: Sequence[int]) -> None:
        for _ in share:
            await commit(at, said)

    shares = [range(count)[n::side_by_side] for n in range(side_by_side)]
    await asyncio.gather(*(some(share) for share in shares))
    return said
