"""The vendor API: what a vendor does to its orders."""

import asyncio

from parkline.stores.database import Sessions
from services.events.publish import publish
from services.ordering import describing, orders
from services.ordering.events import OrderAmended
from tests.connectors.vendors.calling import NOW, problem, serve, status_of
from tests.given import factories


async def test_an_order_goes_through_its_states(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        order = await api.world.order()
        seen = []
        for action in ["accept", "preparing", "ready", "delivering", "complete"]:
            response = await api.call("POST", f"/orders/{order.id}/{action}")
            seen.append((response.status, (await response.json())["status"]))

    assert seen == [
        (200, "accepted"),
        (200, "preparing"),
        (200, "ready"),
        (200, "delivering"),
        (200, "completed"),
    ]
    assert len(await api.world.events("order.accepted")) == 1


async def test_an_order_is_found_by_its_number_too(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        order = await api.world.order(order_no="O-7K3M9Q", note="不要辣")
        shown = await api.get("/orders/O-7K3M9Q")
        assert shown == await api.get(f"/orders/{order.id}")

    assert (shown["order_no"], shown["note"], shown["total"]) == ("O-7K3M9Q", "不要辣", 4400)


async def test_a_repeated_call_answers_200_and_does_nothing_more(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        order = await api.world.order()
        for _ in range(3):
            response = await api.call("POST", f"/orders/{order.id}/accept")
            assert (response.status, (await response.json())["status"]) == (200, "accepted")

    assert len(await api.world.events("order.accepted")) == 1


async def test_what_was_amended_is_accepted_as_it_is_now_or_not_at_all(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        order = await api.world.order()
        async with sessions.begin() as session:
            loaded = await orders.load(session, order.park_id, order.id)
            told = OrderAmended(order=await describing.describe(session, loaded), changed=["lines"])
            for _ in range(2):
                await publish(session, order.park_id, told, now=NOW)
        path, key = f"/orders/{order.id}/accept", {"idempotency-key": "once"}
        for body in ({}, {"sequence": 1}):
            response = await api.call("POST", path, json=body)
            assert (await response.json())["details"] == {"sequence": 2}
            assert await problem(response) == (409, "order_amended")
        for _ in range(2):
            response = await api.call("POST", path, json={"sequence": 2}, headers=key)
            assert (response.status, (await response.json())["status"]) == (200, "accepted")


async def test_a_sequence_is_a_number_of_an_event(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        order = await api.world.order()
        for wrong in (0, -1, "1", 1.5, True, 2**31):
            response = await api.call(
                "POST", f"/orders/{order.id}/accept", json={"sequence": wrong}
            )
            assert await problem(response) == (400, "invalid"), wrong


async def test_a_call_out_of_order_is_a_conflict_that_says_where_the_order_is(
    sessions: Sessions,
) -> None:
    async with serve(sessions) as api:
        order = await api.world.order(status="completed")
        response = await api.call("POST", f"/orders/{order.id}/accept")
        body = await response.json()

        assert await problem(response) == (409, "illegal_transition")
        assert body["details"] == {"status": "completed", "action": "accept"}


async def test_every_call_in_every_state_answers_200_or_409(sessions: Sessions) -> None:
    states = "placed accepted preparing ready delivering completed rejected cancelled expired"
    async with serve(sessions) as api:
        for state in states.split():
            for action in orders.VENDOR_ACTIONS:
                order = await api.world.order(status=state)
                response = await api.call(
                    "POST", f"/orders/{order.id}/{action}", json={"reason": "sold out"}
                )
                assert response.status in (200, 409), (state, action)


async def test_a_rejection_needs_a_reason_and_keeps_it(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        order = await api.world.order()
        for body in ({}, {"reason": ""}, {"reason": "  "}, {"reason": 5}, {"reason": "x" * 501}):
            response = await api.call("POST", f"/orders/{order.id}/reject", json=body)
            assert await problem(response) == (400, "invalid")
        assert await status_of(api, order) == "placed"

        response = await api.call("POST", f"/orders/{order.id}/reject", json={"reason": "卖完了"})
        shown = await response.json()

    assert (shown["status"], shown["status_reason"]) == ("rejected", "卖完了")


async def test_another_vendors_order_and_a_draft_do_not_exist(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        async with sessions.begin() as session:
            stranger = await factories.make_vendor(session, api.world.park)
            outlet = await factories.make_outlet(session, stranger)
            theirs = await factories.make_order(session, outlet)
        draft = await api.world.order(status="draft")
        for reference in (theirs.id, theirs.order_no, draft.id, 404, "O-NOPE", "9" * 30, "%00"):
            assert await problem(await api.call("GET", f"/orders/{reference}")) == (
                404,
                "not_found",
            )
            accept = await api.call("POST", f"/orders/{reference}/accept")
            assert await problem(accept) == (404, "not_found")
        assert await status_of(api, theirs) == "placed"
        assert (await api.get("/orders"))["orders"] == []
        assert (await api.get("/events"))["events"] == []


async def test_an_idempotency_key_repeats_the_first_answer(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        order = await api.world.order()
        key = {"headers": {"idempotency-key": "k1"}}
        first = await (await api.call("POST", f"/orders/{order.id}/accept", **key)).json()
        await api.call("POST", f"/orders/{order.id}/preparing")
        again = await api.call("POST", f"/orders/{order.id}/accept", **key)

        assert again.status == 200
        assert await again.json() == first
        other = await api.call("POST", f"/orders/{order.id}/ready", **key)
        assert await problem(other) == (409, "idempotency_mismatch")
        assert await status_of(api, order) == "preparing"


async def test_two_calls_at_once_with_one_key_act_once(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        order = await api.world.order()
        key = {"headers": {"idempotency-key": "k1"}}
        answers = await asyncio.gather(
            *(api.call("POST", f"/orders/{order.id}/accept", **key) for _ in range(8))
        )

        assert {a.status for a in answers} == {200}
    assert len(await api.world.events("order.accepted")) == 1
