"""When a vendor expects an order: said with a step, or on its own."""

from datetime import timedelta

import pytest

from connectors.vendors.api import LONGEST_AHEAD
from parkline.stores.database import Sessions
from tests.connectors.vendors.calling import NOW, problem, serve

SOON = NOW + timedelta(minutes=20)


@pytest.mark.parametrize("action", ["accept", "preparing"])
async def test_it_is_said_with_a_step(sessions: Sessions, action: str) -> None:
    async with serve(sessions) as api:
        order = await api.world.order(status={"accept": "placed"}.get(action, "accepted"))
        said = {"json": {"expected_at": SOON.isoformat()}}
        shown = await (await api.call("POST", f"/orders/{order.id}/{action}", **said)).json()
        assert shown["expected_at"] == "2026-12-02T01:50:00Z"
        [event] = await api.world.events(f"order.{shown['status']}")
        assert event.data["order"]["expected_at"] == "2026-12-02T01:50:00Z"
        later = {"json": {"expected_at": (SOON + timedelta(hours=1)).isoformat()}}
        again = await (await api.call("POST", f"/orders/{order.id}/{action}", **later)).json()
        assert again["expected_at"] == shown["expected_at"]


async def test_it_is_said_on_its_own_and_told_once(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        order = await api.world.order(status="preparing")
        for _ in range(2):
            said = {"json": {"expected_at": "2026-12-02T09:50:00.7+08:00"}}
            answer = await api.call("POST", f"/orders/{order.id}/eta", **said)
            shown = await answer.json()
            assert (answer.status, shown["status"]) == (200, "preparing")
        assert shown["expected_at"] == "2026-12-02T01:50:00Z"
        assert len(await api.world.events("order.estimated")) == 1


async def test_only_what_is_accepted_and_not_over_is_expected(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        for status in (
            *("placed", "accepted", "preparing", "ready", "delivering"),
            *("completed", "rejected", "cancelled", "expired"),
        ):
            order = await api.world.order(status=status)
            said = {"json": {"expected_at": SOON.isoformat()}}
            answer = await api.call("POST", f"/orders/{order.id}/eta", **said)
            is_under_way = status in {"accepted", "preparing", "ready", "delivering"}
            assert answer.status == (200 if is_under_way else 409), status
            if not is_under_way:
                assert (await answer.json())["details"] == {"status": status, "action": "eta"}


@pytest.mark.parametrize(
    "moment",
    [
        "12:10", "2026-12-02T12:10:00", 5, True, [], {}, "", NOW.isoformat(),
        (NOW + LONGEST_AHEAD + timedelta(seconds=1)).isoformat(), "9999-12-31T23:59:59-23:59",
    ],
)  # fmt: skip
async def test_what_is_no_moment_to_come_is_refused(sessions: Sessions, moment: object) -> None:
    async with serve(sessions) as api:
        for action, status in (("eta", "accepted"), ("accept", "placed")):
            order = await api.world.order(status=status)
            said = {"json": {"expected_at": moment}}
            answer = await api.call("POST", f"/orders/{order.id}/{action}", **said)
            assert await problem(answer) == (400, "invalid")
        assert await api.world.events("order.accepted") == []


async def test_other_vendors_orders_are_not_expected(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        said = {"json": {"expected_at": SOON.isoformat()}}
        answer = await api.call("POST", "/orders/4711/eta", **said)
        assert await problem(answer) == (404, "not_found")
