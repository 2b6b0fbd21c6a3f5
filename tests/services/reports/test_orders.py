"""What was ordered, where, for when, and for how much."""

from datetime import time
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Outlet
from services.reports.orders import Ordered, ordered, revenue
from tests.given.factories import make_order, make_outlet, make_park, make_vendor
from tests.given.reports import days, moments
from tests.given.sla_desk import SlaDesk


async def place(session: AsyncSession, outlet: Outlet, at: str, **values: Any) -> None:
    values = {"slot_start": "12-02 12:00", "total": 1000, **values}
    await make_order(session, outlet, **moments({"placed_at": at, **values}))


async def test_orders_count_by_outlet_half_hour_and_currency(desk: SlaDesk) -> None:
    session = desk.session
    vendor = await make_vendor(session, desk.park)
    noodles, shop = await make_outlet(session, vendor), await make_outlet(session, vendor)
    await place(session, noodles, "12-02 00:00", slot_start="12-02 12:00")
    await place(session, noodles, "12-02 10:00", slot_start="12-03 12:29", total=2500)
    await place(session, noodles, "12-02 10:00", slot_start="12-02 12:30")
    for status in ("rejected", "cancelled", "expired"):
        await place(session, noodles, "12-02 10:00", status=status)
    await place(session, noodles, "12-02 10:00", currency="USD", total=300)
    await place(session, shop, "12-02 23:59:59", slot_start=None, slot_end=None)
    await place(session, shop, "12-01 23:59:59")
    await place(session, shop, "12-03 00:00")
    await make_order(session, shop, status="draft")
    found = await ordered(session, desk.park.id, days("12-02"))

    def row(outlet: Outlet, *counted: Any) -> Ordered:
        return Ordered(outlet.id, outlet.name_zh, outlet.name_en, *counted)

    assert found == [
        row(noodles, time(12), "CNY", 5, 3, 3500),
        row(noodles, time(12), "USD", 1, 0, 300),
        row(noodles, time(12, 30), "CNY", 1, 0, 1000),
        row(shop, None, "CNY", 1, 0, 1000),
    ]
    assert revenue(found) == {"CNY": 5500, "USD": 300}


async def test_another_park_is_not_counted(desk: SlaDesk) -> None:
    vendor = await make_vendor(desk.session, await make_park(desk.session))
    await place(desk.session, await make_outlet(desk.session, vendor), "12-02 10:00")
    assert await ordered(desk.session, desk.park.id, days("12-02")) == []
