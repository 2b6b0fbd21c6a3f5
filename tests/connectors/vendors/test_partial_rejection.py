"""A vendor rejects a part of an order by the API."""

import pytest

from models.ordering import Order, OrderLine
from parkline.stores.database import Sessions
from services.ordering import orders
from tests.connectors.vendors.calling import Api, problem, serve, status_of
from tests.given import factories


async def two_lines(api: Api) -> Order:
    """Two bowls of one dish and two of another."""
    order = await api.world.order(quantity=2)
    async with api.world.sessions.begin() as session:
        item = await factories.make_item(session, api.world.outlet, code="cola", price=500)
        loaded = await orders.load(session, order.park_id, order.id, lock=True)
        loaded.lines.append(
            OrderLine(
                park_id=order.park_id,
                item_id=item.id,
                position=2,
                name_zh="可乐",
                name_en="cola",
                unit_zh="罐",
                unit_en="can",
                quantity=2,
                unit_price=500,
            )
        )
        loaded.total += 1000
    return loaded


async def test_the_rest_is_shown_and_goes_on(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        order = await two_lines(api)
        bowl, cola = (await api.get(f"/orders/{order.id}"))["lines"]
        said = {"json": {"reason": "可乐没了", "lines": [{"id": cola["id"]}]}}
        for _ in range(2):
            answer = await api.call("POST", f"/orders/{order.id}/reject", **said)
            shown = await answer.json()
            assert (answer.status, shown["status"], shown["total"]) == (200, "placed", 4400)
            assert [line["id"] for line in shown["lines"]] == [bowl["id"]]
        assert len(await api.world.events("order.reduced")) == 1
        answer = await api.call("POST", f"/orders/{order.id}/accept")
        assert (await answer.json())["status"] == "accepted"


@pytest.mark.parametrize(
    "lines",
    [
        [], {}, "x", [5], [{}], [{"id": 0}], [{"id": "1"}], [{"id": True}], [{"id": 1, "left": -1}],
        [{"id": 1, "left": 0.5}], [{"id": 1, "left": None}], [{"id": 2**63}], [{"id": 4711}],
        [{"id": n} for n in range(1, 102)],
    ],
)  # fmt: skip
async def test_lines_that_make_no_sense(sessions: Sessions, lines: object) -> None:
    async with serve(sessions) as api:
        order = await two_lines(api)
        said = {"json": {"reason": "no", "lines": lines}}
        answer = await api.call("POST", f"/orders/{order.id}/reject", **said)
        assert await problem(answer) == (400, "invalid")
        assert await status_of(api, order) == "placed"


async def test_a_part_needs_a_reason_too(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        order = await two_lines(api)
        [line, _] = (await api.get(f"/orders/{order.id}"))["lines"]
        said = {"json": {"lines": [{"id": line["id"]}]}}
        answer = await api.call("POST", f"/orders/{order.id}/reject", **said)
        assert await problem(answer) == (400, "invalid")


async def test_a_line_twice_is_refused(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        order = await two_lines(api)
        [line, _] = (await api.get(f"/orders/{order.id}"))["lines"]
        twice = [{"id": line["id"]}, {"id": line["id"], "left": 1}]
        said = {"json": {"reason": "no", "lines": twice}}
        answer = await api.call("POST", f"/orders/{order.id}/reject", **said)
        assert await problem(answer) == (400, "invalid")
