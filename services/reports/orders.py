"""What was ordered, where, for when, and for how much."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import Time, and_, cast, func, literal, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Outlet
from models.ordering import Order
from services.ordering.orders import RELEASING
from services.reports.period import Period

SLOT_MINUTES = 30
_ANY_MIDNIGHT = datetime(2000, 1, 1)  # noqa: DTZ001 - slots are cut by the clock on the wall.


@dataclass(frozen=True, slots=True)
class Ordered:
    """Orders of an outlet for one half hour of the day, by the clock on the wall.

    `fell_through`: of them rejected, cancelled, expired. `revenue`: of the others, in minor units.
    """

    outlet_id: int
    name_zh: str
    name_en: str
    slot: time | None
    """Where the half hour begins; None for orders without a slot."""
    currency: str
    orders: int
    fell_through: int
    revenue: int


async def ordered(session: AsyncSession, park_id: int, period: Period) -> list[Ordered]:
    """Orders placed in the period, by outlet, slot and currency."""
    slot = cast(
        func.date_bin(
            text(f"interval '{SLOT_MINUTES} minutes'"),
            func.timezone(period.zone.key, Order.slot_start),
            literal(_ANY_MIDNIGHT),
        ),
        Time,
    )
    fell_through = Order.status.in_(RELEASING)
    rows = await session.execute(
        select(
            Outlet.id,
            Outlet.name_zh,
            Outlet.name_en,
            slot.label("slot"),
            Order.currency,
            func.count(),
            func.count().filter(fell_through),
            func.coalesce(func.sum(Order.total).filter(~fell_through), 0),
        )
        .join(Outlet, and_(Outlet.park_id == Order.park_id, Outlet.id == Order.outlet_id))
        .where(Order.park_id == park_id, period.within(Order.placed_at))
        .group_by(Outlet.id, Outlet.name_zh, Outlet.name_en, text("slot"), Order.currency)
        .order_by(Outlet.id, text("slot"), Order.currency)
    )
    return [Ordered(*row[:-1], revenue=int(row[-1])) for row in rows]


def revenue(found: Iterable[Ordered]) -> dict[str, int]:
    """Minor units by currency."""
    sums: dict[str, int] = {}
    for row in found:
        sums[row.currency] = sums.get(row.currency, 0) + row.revenue
    return dict(sorted(sums.items()))
