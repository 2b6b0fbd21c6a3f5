"""What a vendor reads by its cursor: every event once, orders by what happened last."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import text

from parkline.stores.database import Sessions
from services.conversations.events import MessageReceived
from services.events.publish import publish
from services.ordering import orders
from services.vendors import vendor_orders
from tests.connectors.vendors.calling import problem, serve
from tests.contract.vendor_delivery import NOW


async def test_a_vendor_that_lost_its_webhooks_reads_every_event_once(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        order = await api.world.order()
        await api.world.owe(order)
        await api.world.place()
        await api.call("POST", f"/orders/{order.id}/accept")

        read: list[dict[str, Any]] = []
        cursor = "0"
        while page := await api.get(f"/events?cursor={cursor}&limit=2"):
            if not page["events"]:
                break
            assert len(page["events"]) <= 2
            read += page["events"]
            cursor = page["cursor"]

    assert [event["type"] for event in read] == ["order.placed", "order.placed", "order.accepted"]
    assert [event["sequence"] for event in read] == [1, 1, 2]
    assert set(read[0]) == {"type", "id", "timestamp", "park", "data", "sequence"}


async def test_a_cursor_goes_past_what_is_not_the_vendors(sessions: Sessions) -> None:
    """Else a vendor of few orders would read all of the park's events at every look."""
    async with serve(sessions) as api:
        order = await api.world.order()
        await api.world.owe(order)
        before = await api.get("/events")
        async with sessions.begin() as session:
            told = MessageReceived(conversation_id=order.conversation_id or 0, message_id=1)
            row = await publish(session, order.park_id, told, now=NOW)
        for path in ("/events", "/orders"):
            page = await api.get(f"{path}?cursor={before['cursor']}")
            assert page["cursor"] == str(row.id)
            again = await api.get(f"{path}?cursor={page['cursor']}")
            assert again["cursor"] == page["cursor"]


async def test_an_event_still_uncommitted_is_waited_for_and_not_passed_by(
    sessions: Sessions,
) -> None:
    """Also when its transaction began after that of the event with the higher id."""
    async with serve(sessions) as api:
        slow, quick = await api.world.order(), await api.world.order()
        async with sessions() as early, sessions() as late:
            await early.execute(text("select pg_current_xact_id()"))
            await orders.advance(late, slow.park_id, slow.id, "accept", now=NOW)
            await orders.advance(early, quick.park_id, quick.id, "accept", now=NOW)
            await early.commit()
            reading = asyncio.create_task(api.get("/events"))
            done, _ = await asyncio.wait([reading], timeout=0.2)
            assert not done
            await late.commit()
        page = await reading

    assert [event["data"]["order"]["id"] for event in page["events"]] == [slow.id, quick.id]


async def test_events_that_stay_uncommitted_make_the_reader_ask_again(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vendor_orders, "PATIENCE_SECONDS", 0.05)
    async with serve(sessions) as api:
        order = await api.world.order()
        async with sessions() as stuck:
            await orders.advance(stuck, order.park_id, order.id, "accept", now=NOW)
            for path in ("/events", "/orders"):
                response = await api.call("GET", path)
                assert await problem(response) == (503, "busy")
                assert response.headers["retry-after"] == "1"


async def test_orders_are_listed_by_the_last_thing_that_happened(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        first, second = await api.world.order(), await api.world.order()
        await api.world.owe(first)
        await api.world.owe(second)
        await api.call("POST", f"/orders/{first.id}/accept")
        page = await api.get("/orders")
        assert [order["id"] for order in page["orders"]] == [second.id, first.id]

        await api.call("POST", f"/orders/{second.id}/accept")
        news = await api.get(f"/orders?cursor={page['cursor']}")

    assert [(o["id"], o["status"]) for o in news["orders"]] == [(second.id, "accepted")]
