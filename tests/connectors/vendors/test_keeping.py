"""A vendor's program keeps its menu, stock and hours, and reads its statement; nobody else's."""

from typing import Any

import pytest
from sqlalchemy import select

from models.catalogue import Item, Outlet, ServiceWindow
from models.staff import AuditEntry
from models.vendors import Vendor
from parkline.stores.database import Sessions
from tests.connectors.vendors.calling import Api, problem, serve

LUNCH: dict[str, Any] = {
    "meal": "lunch", "weekdays": [1, 2, 3], "starts": "11:30", "ends": "13:30", "capacity": 9,
}  # fmt: skip
DINNER: dict[str, Any] = {"meal": "dinner", "weekdays": [5], "starts": "17:00", "ends": "19:00"}


async def item_of(api: Api) -> Item:
    order = await api.world.order()
    async with api.world.sessions() as session:
        return await session.get_one(Item, (order.park_id, order.lines[0].item_id))


async def test_an_item_is_changed_by_what_is_said_and_noted_under_the_key(
    sessions: Sessions,
) -> None:
    async with serve(sessions) as api:
        item = await item_of(api)
        path = f"/items/{item.code}"

        async def change(**said: Any) -> Any:
            answer = await api.call("PATCH", path, json=said)
            assert answer.status == 200, await answer.text()
            return await answer.json()

        assert (await change(stock=5))["stock"] == 5
        assert (await change(stock_change=-2, price=1950))["stock"] == 3
        assert (await change(active=False))["active"] is False
        kept = await change(stock=None)
        assert (kept["stock"], kept["price"], kept["active"]) == (None, 1950, False)
        listed = await api.get("/items")
        assert kept in listed["items"]
    async with sessions() as session:
        entries = (await session.scalars(select(AuditEntry).order_by(AuditEntry.id))).all()
    noted = [one for one in entries if one.subject == f"item:{item.id}"]
    assert len(noted) == 5
    assert all(str(one.actor).startswith("api_key:") for one in noted)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"stock": -1}, "stock"),
        ({"stock": "5"}, "stock"),
        ({"stock": 5, "stock_change": 1}, "stock_change"),
        ({"price": None}, "price"),
        ({"prise": 5}, "prise"),
        ({"stock_change": 5}, "pieces"),
        ({"price": 5, "stock": 2_000_000}, "stock"),
    ],
)
async def test_what_does_not_fit_names_its_field_and_changes_nothing(
    sessions: Sessions, said: dict[str, Any], field: str
) -> None:
    async with serve(sessions) as api:
        item = await item_of(api)
        answer = await api.call("PATCH", f"/items/{item.id}", json=said)
        assert await problem(answer) == (400, "invalid")
        assert (await answer.json())["details"]["field"] == field
        async with sessions() as session:
            now = await session.get_one(Item, (item.park_id, item.id))
        assert (now.price, now.stock, now.active) == (item.price, item.stock, item.active)


async def test_an_outlet_serves_in_the_windows_that_were_said_and_in_no_others(
    sessions: Sessions,
) -> None:
    async with serve(sessions) as api:
        order = await api.world.order()
        path = f"/outlets/{order.outlet_id}/hours"

        async def put(*windows: dict[str, Any]) -> list[dict[str, Any]]:
            answer = await api.call("PUT", path, json={"windows": windows})
            assert answer.status == 200, await answer.text()
            return (await answer.json())["windows"]  # type: ignore[no-any-return]

        async def ids() -> list[int]:
            async with sessions() as session:
                rows = await session.scalars(select(ServiceWindow.id).order_by(ServiceWindow.id))
                return list(rows)

        first = await put(LUNCH, DINNER)
        assert [one["meal"] for one in first] == ["lunch", "dinner"]
        assert first[0]["starts"] == "11:30"
        before = await ids()
        assert await put(*first) == first
        assert await ids() == before
        assert [one["meal"] for one in await put(DINNER)] == ["dinner"]
        assert await ids() == before[1:]
        overlapping = await api.call(
            "PUT", path, json={"windows": [LUNCH, LUNCH | {"weekdays": [3]}]}
        )
        assert await problem(overlapping) == (400, "invalid")
        assert await ids() == before[1:]
        assert await put() == []


async def test_another_vendors_things_do_not_exist(sessions: Sessions) -> None:
    async with serve(sessions) as api:
        mine = await item_of(api)
        async with sessions.begin() as session:
            twin = Vendor(park_id=mine.park_id, code="twin", name_zh="二食堂", name_en="Twin")
            session.add(twin)
            await session.flush()
            outlet = Outlet(
                park_id=mine.park_id, vendor_id=twin.id, code="twins", kind="catering",
                name_zh="二食堂", name_en="Twin", place_zh="", place_en="", fulfilments=["pickup"],
            )  # fmt: skip
            session.add(outlet)
            await session.flush()
            item = Item(
                park_id=mine.park_id, outlet_id=outlet.id, code="twins_rice", name_zh="饭",
                name_en="rice", price=100, meals=["lunch"],
            )  # fmt: skip
            session.add(item)
            await session.flush()
            references = (item.id, item.code), (outlet.id, outlet.code)
        for one in references[0]:
            answer = await api.call("PATCH", f"/items/{one}", json={"stock": 0})
            assert await problem(answer) == (404, "not_found")
        for one in references[1]:
            answer = await api.call("PUT", f"/outlets/{one}/hours", json={"windows": []})
            assert await problem(answer) == (404, "not_found")
        assert "twins_rice" not in str(await api.get("/items"))
        assert "twins" not in str(await api.get("/outlets"))
