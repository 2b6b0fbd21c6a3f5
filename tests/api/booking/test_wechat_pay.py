"""Hours paid by WeChat Pay through the API, at the simulated platform."""

from typing import Any

from tests.api.driver import Tenant
from tests.given.hire import charged, free_first, orders_of_hours
from tests.given.wechat_shop import Shop, shop
from tests.services.hire.test_wechat_pay import worked

__all__ = ["shop"]
COURT = {
    "resource": "court_2",
    "from_at": "2026-12-02T14:00:00+08:00",
    "until_at": "2026-12-02T15:00:00+08:00",
    "pays_minutes": 60,
    "pays": 6_000,
    "payment": "wechat_pay",
}


async def held(shop: Shop) -> tuple[Tenant, dict[str, Any]]:
    li = await shop.tenant()
    await free_first(shop.demo, who=li.person.id)
    return li, await li.post("/bookings", COURT, status=201)


async def begun(shop: Shop) -> tuple[Tenant, dict[str, Any]]:
    """The sheet is open."""
    li, shown = await held(shop)
    asked = await li.post(f"/orders/{shown['order_no']}/pay")
    assert asked["amount"]["text"] == "¥60"
    assert asked["pay_by"] == shown["pay_by"]
    return li, shown


async def test_it_is_held_paid_and_theirs(shop: Shop) -> None:
    li, shown = await begun(shop)
    assert (shown["status"], shown["can"]) == ("held", ["pay", "cancel"])
    assert shown["status_text"] == "已为您保留，等您付款"
    assert shown["pay_by"] == "2026-12-02T09:45:00+08:00"
    await shop.pays(shown["order_no"])
    assert await shop.told() == [204]
    await worked(shop.demo, now=shop.api.clock())
    had = await li.get(f"/bookings/{shown['booking_no']}")
    assert (had["status"], had["pay_by"], had["payment"]) == ("confirmed", None, "wechat_pay")
    assert (await li.get(f"/orders/{shown['order_no']}"))["payment_status"] == "succeeded"


async def test_cancelled_in_time_the_platform_gives_it_back(shop: Shop) -> None:
    li, shown = await begun(shop)
    await shop.pays(shown["order_no"])
    await shop.told()
    await worked(shop.demo, now=shop.api.clock())
    await li.post(f"/bookings/{shown['booking_no']}/cancel", {})
    assert await shop.returned() == 6_000


async def test_unpaid_it_is_closed_at_the_platform_and_free(shop: Shop) -> None:
    li, shown = await begun(shop)
    shop.later(minutes=16)
    assert await shop.watch(shown["order_no"]) is None
    await worked(shop.demo, now=shop.api.clock())
    [order] = await orders_of_hours(shop.demo)
    assert order.status == "cancelled"
    await charged(shop.demo, li.person.id, now=shop.api.clock())


async def test_the_callback_is_lost_and_the_worker_finds_out(shop: Shop) -> None:
    li, shown = await begun(shop)
    shop.simulator.courier.lost = True
    await shop.pays(shown["order_no"])
    shop.later(minutes=2)
    assert await shop.watch(shown["order_no"]) is None
    await worked(shop.demo, now=shop.api.clock())
    assert (await li.get(f"/bookings/{shown['booking_no']}"))["status"] == "confirmed"


async def test_who_calls_the_order_off_has_no_cart_of_hours(shop: Shop) -> None:
    li, shown = await begun(shop)
    await li.post(f"/orders/{shown['order_no']}/cancel")
    await worked(shop.demo, now=shop.api.clock())
    assert (await li.get(f"/bookings/{shown['booking_no']}"))["status"] == "expired"
    assert (await li.get("/carts"))["carts"] == []
    assert [one.status for one in await orders_of_hours(shop.demo)] == ["cancelled"]


async def test_nothing_is_held_for_who_cannot_pay(shop: Shop) -> None:
    stranger = await shop.api.tenant()
    await free_first(shop.demo, who=stranger.person.id)
    refused = await stranger.post("/bookings", COURT, status=422)
    assert refused["code"] == "payer_unknown"
