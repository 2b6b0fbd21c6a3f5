"""The vendor API's other half: a vendor's program keeps its menu, stock and hours, and reads its
statements. What it changes stands in the park's audit log under its API key."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, time
from typing import Annotated, Any, Literal

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from connectors.vendors.api import MAX_BODY, PREFIX, VendorApi
from edge import bodies
from edge.bodies import Json
from models.catalogue import Item, Outlet, ServiceWindow
from models.park import Park
from models.vendors import ApiKey
from services.catalogue import admin, of_vendor, stock_admin, window_admin
from services.catalogue.admin import PRICE
from services.catalogue.stock_admin import MOST_PIECES
from services.catalogue.window_admin import (
    LONGEST_LEAD,
    LONGEST_SLOT,
    MOST_ORDERS,
    MOST_WINDOWS,
    SHORTEST_SLOT,
    Served,
)
from services.kit.audit import By
from services.kit.errors import Invalid, NotFound
from services.kit.money import LARGEST
from services.kit.snapshots import snapshot, version
from services.ordering import vendor_statement

Work = Callable[[AsyncSession, ApiKey], Awaitable[Json]]


class Said(BaseModel):
    """A body; what it does not know is refused, so that a typing error changes nothing."""

    model_config = ConfigDict(extra="forbid", strict=True)


class ItemChange(Said):
    price: int | None = Field(None, ge=0, le=LARGEST)
    stock: int | None = Field(None, ge=0, le=MOST_PIECES)
    stock_change: int | None = Field(None, ge=-MOST_PIECES, le=MOST_PIECES)
    active: bool | None = None


class WindowSaid(Said):
    meal: Literal["breakfast", "lunch", "dinner", "all_day"]
    weekdays: list[Annotated[int, Field(ge=1, le=7)]] = Field(max_length=7)
    on_holidays: bool = False
    starts: time = Field(strict=False)
    ends: time = Field(strict=False)
    cutoff: time | None = Field(None, strict=False)
    lead_minutes: int = Field(0, ge=0, le=LONGEST_LEAD)
    slot_minutes: int = Field(15, ge=SHORTEST_SLOT, le=LONGEST_SLOT)
    capacity: int | None = Field(None, ge=1, le=MOST_ORDERS)


class Hours(Said):
    windows: list[WindowSaid] = Field(max_length=MOST_WINDOWS)


def keeping_routes(api: VendorApi) -> list[web.RouteDef]:
    """For the same app as `connectors.vendors.api.order_routes`, which share `api`."""
    keeping = Keeping(api)
    return [
        web.get(f"{PREFIX}/items", keeping.list_items),
        web.patch(PREFIX + "/items/{item}", keeping.change_item),
        web.get(f"{PREFIX}/outlets", keeping.list_outlets),
        web.put(PREFIX + "/outlets/{outlet}/hours", keeping.set_hours),
        web.get(PREFIX + "/statements/{month}", keeping.statement),
    ]


@dataclass(frozen=True, slots=True)
class Keeping:
    api: VendorApi

    async def list_items(self, request: web.Request) -> web.Response:
        async def work(session: AsyncSession, key: ApiKey) -> Json:
            found = await of_vendor.outlets(session, key.park_id, key.vendor_id)
            return {
                "items": [
                    _item(item, outlet)
                    for outlet in found
                    for item in await admin.items_of(session, outlet)
                ]
            }

        return await self._answer(request, work)

    async def change_item(self, request: web.Request) -> web.Response:
        """Only what is said changes; all of it, or nothing."""
        body = await self._body(request)

        async def work(session: AsyncSession, key: ApiKey) -> Json:
            change = _parsed(ItemChange, body)
            reference = request.match_info["item"]
            item = await of_vendor.item_by(session, key.park_id, key.vendor_id, reference)
            await self._change(session, self._by(key), item, change)
            outlet = await session.get_one(Outlet, (item.park_id, item.outlet_id))
            return _item(item, outlet)

        return await self._answer(request, work)

    async def _change(self, session: AsyncSession, by: By, item: Item, change: ItemChange) -> None:
        said = change.model_fields_set
        if {"stock", "stock_change"} <= said:
            raise Invalid("say stock or stock_change, not both", field="stock_change")
        if any(getattr(change, name) is None for name in said - {"stock"}):
            raise Invalid("only a stock may be null: no limit", field=sorted(said)[0])
        await session.refresh(item, with_for_update={"key_share": True})
        if "stock" in said:
            await stock_admin.set_stock(session, by, item, change.stock, seen=item.stock)
        if change.stock_change is not None:
            await stock_admin.add_stock(session, by, item, change.stock_change)
        if change.price is not None:
            seen = version(snapshot(item, PRICE))
            await admin.set_price(session, by, item, change.price, seen=seen)
        if change.active is not None:
            await admin.switch(session, by, item, active=change.active)

    async def list_outlets(self, request: web.Request) -> web.Response:
        async def work(session: AsyncSession, key: ApiKey) -> Json:
            windows = await window_admin.windows_of(session, key.park_id)
            found = await of_vendor.outlets(session, key.park_id, key.vendor_id)
            return {"outlets": [_outlet(one, windows.get(one.id, [])) for one in found]}

        return await self._answer(request, work)

    async def set_hours(self, request: web.Request) -> web.Response:
        """The windows of an outlet are those that are said, and no others."""
        body = await self._body(request)

        async def work(session: AsyncSession, key: ApiKey) -> Json:
            hours = _parsed(Hours, body)
            outlet = await of_vendor.outlet_by(
                session, key.park_id, key.vendor_id, request.match_info["outlet"]
            )
            wanted = [Served(**one.model_dump()) for one in hours.windows]
            await window_admin.replace(session, self._by(key), outlet, wanted)
            windows = await window_admin.windows_of(session, key.park_id)
            return _outlet(outlet, windows.get(outlet.id, []))

        return await self._answer(request, work)

    async def statement(self, request: web.Request) -> web.Response:
        async def work(session: AsyncSession, key: ApiKey) -> Json:
            park = await session.get_one(Park, key.park_id)
            month = _month(request.match_info["month"])
            found = await vendor_statement.statement(session, park, key.vendor_id, month)
            return _statement(found, park)

        return await self._answer(request, work)

    def _by(self, key: ApiKey) -> By:
        return By(key.park_id, None, self.api.clock(), actor=f"api_key:{key.id}")

    async def _body(self, request: web.Request) -> Json:
        """Nobody's body is waited for who has no key. Raises Unauthorized, Invalid, TooLarge."""
        async with self.api.sessions.begin() as session:
            await self.api.key_of(session, request)
        return await bodies.read(request, limit=MAX_BODY)

    async def _answer(self, request: web.Request, work: Work) -> web.Response:
        async with self.api.sessions.begin() as session:
            shown = await work(session, await self.api.key_of(session, request))
        return bodies.answer(shown)


def _parsed[M: Said](model: type[M], body: Json) -> M:
    """Raises Invalid, which names the first field that does not fit."""
    try:
        return model.model_validate(body)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        field = ".".join(map(str, first["loc"]))
        raise Invalid(f"{field}: {first['msg']}", field=field) from None


def _month(said: str) -> date:
    """Raises NotFound for what is no month."""
    try:
        return date.fromisoformat(f"{said}-01")
    except ValueError:
        raise NotFound("no such month: it is written 2026-12") from None


def _item(item: Item, outlet: Outlet) -> Json:
    return {
        "id": item.id,
        "code": item.code,
        "outlet": outlet.code,
        "name_zh": item.name_zh,
        "name_en": item.name_en,
        "price": item.price,
        "stock": item.stock,
        "active": item.active,
        "meals": item.meals,
    }


def _outlet(outlet: Outlet, windows: list[ServiceWindow]) -> Json:
    return {
        "id": outlet.id,
        "code": outlet.code,
        "kind": outlet.kind,
        "name_zh": outlet.name_zh,
        "name_en": outlet.name_en,
        "windows": [_window(one) for one in windows],
    }


def _window(row: ServiceWindow) -> Json:
    clocks: dict[str, Any] = {
        name: f"{at:%H:%M}" if (at := getattr(row, name)) is not None else None
        for name in ("starts", "ends", "cutoff")
    }
    names = ("meal", "weekdays", "on_holidays", "lead_minutes", "slot_minutes", "capacity")
    return {name: getattr(row, name) for name in names} | clocks


def _statement(found: vendor_statement.Statement, park: Park) -> Json:
    return {
        "month": f"{found.month:%Y-%m}",
        "currency": park.currency,
        "through_park": found.through_park,
        "on_pickup": found.on_pickup,
        "lines": [
            {
                "at": line.at.isoformat(),
                "kind": line.kind,
                "order_no": line.order_no,
                "outlet": line.outlet.code,
                "method": line.method,
                "amount": line.amount,
                "cause": line.cause,
            }
            for line in found.lines
        ],
    }
