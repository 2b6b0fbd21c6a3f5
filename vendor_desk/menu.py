"""What a vendor sells: sold out or not, how many are left, and what it costs."""

from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, Field

from models.catalogue import Item
from services.catalogue import admin, of_vendor, stock_admin
from services.catalogue.admin import PRICE
from services.catalogue.stock_admin import MOST_PIECES
from services.kit.money import minor_units, plain_amount
from services.kit.snapshots import snapshot, version
from vendor_desk.call import Call
from vendor_desk.routing import Room

room = Room()

STOCK, COST = "menu.stock", "menu.price"
HERE, ITEM = "/menu", "/menu/items/{item}"
NO_LIMIT = "none"


class Counted(BaseModel):
    """No pieces: no limit. `seen` is the stock that was shown, NO_LIMIT without one."""

    pieces: Annotated[int, Field(ge=0, le=MOST_PIECES)] | None = None
    seen: str = Field(pattern=r"^(none|\d{1,7})$")


class Switched(BaseModel):
    active: bool = False


class NewPrice(BaseModel):
    price: str = Field(max_length=20)
    version: str = Field(max_length=16)


@room.get(HERE, allows=STOCK)
async def menu(call: Call) -> web.Response:
    outlets = await of_vendor.outlets(call.session, call.park.id, call.vendor.id)
    return call.render(
        "menu.html",
        outlets=[(one, await admin.items_of(call.session, one)) for one in outlets],
        price_of=lambda item: plain_amount(item.price, call.park.currency),
        version_of=lambda item: version(snapshot(item, PRICE)),
    )


@room.post(ITEM + "/stock", allows=STOCK)
async def stock(call: Call) -> web.Response:
    """What was sold since the page was shown is not forgotten: it is told, and counted anew."""
    entered, item = await call.form(Counted), await _item(call)
    seen = None if entered.seen == NO_LIMIT else int(entered.seen)
    await stock_admin.set_stock(call.session, call.by, item, entered.pieces, seen=seen)
    return _saved(call, item)


@room.post(ITEM + "/active", allows=STOCK)
async def active(call: Call) -> web.Response:
    """Sold out for now, or there again."""
    entered, item = await call.form(Switched), await _item(call)
    await admin.switch(call.session, call.by, item, active=entered.active)
    return _saved(call, item)


@room.post(ITEM + "/price", allows=COST)
async def price(call: Call) -> web.Response:
    entered, item = await call.form(NewPrice), await _item(call)
    wanted = minor_units(entered.price, call.park.currency)
    await admin.set_price(call.session, call.by, item, wanted, seen=entered.version)
    return _saved(call, item)


async def _item(call: Call) -> Item:
    return await of_vendor.item(call.session, call.park.id, call.vendor.id, call.id("item"))


def _saved(call: Call, item: Item) -> web.Response:
    call.toast("vendor-saved-of", name=getattr(item, f"name_{call.language}"))
    return call.redirect(f"{HERE}#item-{item.id}")
