"""What outlets sell: the menu as a table, with prices and stock that are edited in place."""

from itertools import groupby
from typing import Annotated, Any

from aiohttp import web
from pydantic import BaseModel, Field

from desk.frame.call import Call
from desk.frame.changes import Version, by, change
from desk.frame.forms import Id
from desk.frame.routing import Area
from models.catalogue import Item
from services.catalogue import admin, stock_admin
from services.catalogue.admin import PRICE
from services.catalogue.stock_admin import MOST_PIECES, StockMoved
from services.kit.errors import NotFound
from services.kit.money import format_money, minor_units, plain_amount
from services.kit.snapshots import ChangedMeanwhile, snapshot, version

area = Area("catalogue")

HERE, MAY = "/operate/catalogue", "operate.catalogue"
ITEM = HERE + "/items/{item}"
NO_LIMIT = "none"

Price = Annotated[str, Field(max_length=20)]
Pieces = Annotated[int, Field(ge=0, le=MOST_PIECES)]


class Chosen(BaseModel):
    outlet: Id | None = None
    q: str = Field("", max_length=100)


class NewPrice(BaseModel):
    price: Price
    version: Version


class Counted(BaseModel):
    """No pieces: no limit. `seen` is the stock that was shown, NO_LIMIT without one."""

    pieces: Pieces | None = None
    seen: str = Field(pattern=r"^(none|\d{1,7})$")


class More(BaseModel):
    pieces: int = Field(ge=-MOST_PIECES, le=MOST_PIECES)


class Switched(BaseModel):
    active: bool = False


@area.get(HERE, allows=MAY)
async def menu(call: Call) -> web.Response:
    chosen = call.query(Chosen)
    outlets = await admin.outlets(call.session, call.park.id)
    outlet = next((one for one in outlets if chosen.outlet in {None, one.id}), None)
    if outlet is None and chosen.outlet is not None:
        raise NotFound(f"outlet {chosen.outlet}")
    items = await admin.items_of(call.session, outlet) if outlet else []
    context: dict[str, Any] = {
        "outlet": outlet,
        "q": chosen.q,
        "groups": _by_category([item for item in items if _matches(item, chosen.q)], call),
        **table(call),
    }
    if call.is_htmx:
        return call.fragment("catalogue/_items.html", **context)
    return call.render("catalogue/menu.html", outlets=outlets, **context)


@change(area, ITEM + "/price", allows=MAY)
async def price(call: Call) -> web.Response:
    entered = await call.form(NewPrice)
    item = await _item(call)
    wanted = minor_units(entered.price, call.park.currency)
    try:
        await admin.set_price(call.session, by(call), item, wanted, seen=entered.version)
    except ChangedMeanwhile:
        call.toast("catalogue-price-moved", tone="bad", price=_money(call, item.price))
    return _row(call, item)


@change(area, ITEM + "/stock", allows=MAY)
async def stock(call: Call) -> web.Response:
    entered = await call.form(Counted)
    item = await _item(call)
    seen = None if entered.seen == NO_LIMIT else int(entered.seen)
    try:
        await stock_admin.set_stock(call.session, by(call), item, entered.pieces, seen=seen)
    except StockMoved:
        call.toast("catalogue-stock-moved", tone="bad")
    return _row(call, item)


@change(area, ITEM + "/stock/add", allows=MAY)
async def more_stock(call: Call) -> web.Response:
    entered = await call.form(More)
    item = await _item(call)
    await stock_admin.add_stock(call.session, by(call), item, entered.pieces)
    return _row(call, item)


@change(area, ITEM + "/active", allows=MAY)
async def active(call: Call) -> web.Response:
    entered = await call.form(Switched)
    item = await _item(call)
    await admin.switch(call.session, by(call), item, active=entered.active)
    return _row(call, item)


def table(call: Call) -> dict[str, Any]:
    """What the rows of the table are shown with."""
    return {
        "price_of": lambda item: plain_amount(item.price, call.park.currency),
        "version_of": lambda item: version(snapshot(item, PRICE)),
        "sign": format_money(0, call.park.currency, call.language).strip("0.,"),
    }


async def _item(call: Call) -> Item:
    return await admin.find(call.session, call.park.id, call.id("item"))


def _row(call: Call, item: Item) -> web.Response:
    """The row as it is now; without htmx, the whole table."""
    if not call.is_htmx:
        return call.redirect(f"{HERE}?outlet={item.outlet_id}")
    return call.fragment("catalogue/_item.html", item=item, **table(call))


def _money(call: Call, minor: int) -> str:
    return format_money(minor, call.park.currency, call.language)


def _by_category(items: list[Item], call: Call) -> list[tuple[str, list[Item]]]:
    def category(item: Item) -> str:
        return item.category_zh if call.language == "zh" else item.category_en

    order = list(dict.fromkeys(category(item) for item in items))
    sorted_items = sorted(items, key=lambda item: order.index(category(item)))
    return [(key, list(found)) for key, found in groupby(sorted_items, category)]


def _matches(item: Item, q: str) -> bool:
    text = "\n".join([item.name_zh, item.name_en, *item.aliases, item.code]).casefold()
    return all(word in text for word in q.casefold().split())
