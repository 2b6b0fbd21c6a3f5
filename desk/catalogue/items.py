"""One item: its names, price, meals and limits, and the choices that it offers."""

import re
from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, Field

from desk.catalogue.menu import HERE, ITEM, MAY, Pieces, Price, area
from desk.frame.call import Visit
from desk.frame.changes import Lines, Version, by, change
from desk.frame.forms import Id
from models import Item, ItemOption, ItemPicture, Outlet
from services.catalogue import admin, option_admin, pictures
from services.catalogue.admin import COLUMNS, LONGEST_NAME, MOST_AT_ONCE, Described
from services.catalogue.option_admin import Choice
from services.kit.money import minor_units, plain_amount
from services.kit.snapshots import snapshot, version

_SEPARATORS = re.compile(r"[\n,，、;；]")

Label = Annotated[str, Field(max_length=LONGEST_NAME)]
Quantity = Annotated[int, Field(ge=1, le=MOST_AT_ONCE)]


class InOutlet(BaseModel):
    outlet: Id


class Entered(BaseModel):
    name_zh: Label
    name_en: Label
    aliases: Lines = ""
    category_zh: Label = ""
    category_en: Label = ""
    unit_zh: Label = "份"
    unit_en: Label = ""
    price: Price
    meals: list[str] = Field(default_factory=list)
    min_quantity: Quantity = 1
    max_quantity: Quantity = 20
    active: bool = False
    stock: Pieces | None = None
    anyway: bool = False
    version: Version = ""

    def described(self, currency: str) -> Described:
        plain = self.model_dump(exclude={"stock", "anyway", "version"})
        return Described(
            **plain
            | {
                "price": minor_units(self.price, currency),
                "meals": tuple(self.meals),
                "aliases": listed(self.aliases),
            }
        )


class EnteredNew(Entered):
    outlet: Id


class EnteredOption(BaseModel):
    group: Label
    name_zh: Label
    name_en: Label
    aliases: Lines = ""
    price: Price = "0"
    version: Version = ""

    def choice(self, currency: str) -> Choice:
        return Choice(
            group=self.group,
            name_zh=self.name_zh,
            name_en=self.name_en,
            aliases=listed(self.aliases),
            price_delta=minor_units(self.price, currency, signed=True),
        )


def listed(text: str) -> tuple[str, ...]:
    """Names with commas or line breaks between."""
    return tuple(part.strip() for part in _SEPARATORS.split(text) if part.strip())


@area.get(HERE + "/new", allows=MAY)
async def new(visit: Visit) -> web.Response:
    wanted = visit.query(InOutlet)
    outlet = await admin.find_outlet(visit.session, visit.park.id, wanted.outlet)
    return await _page(visit, outlet, None)


@area.get(ITEM, allows=MAY)
async def show(visit: Visit) -> web.Response:
    item = await _item(visit)
    outlet = await admin.find_outlet(visit.session, visit.park.id, item.outlet_id)
    return await _page(visit, outlet, item)


@change(area, HERE, allows=MAY)
async def add(visit: Visit) -> web.Response:
    entered = await visit.form(EnteredNew)
    outlet = await admin.find_outlet(visit.session, visit.park.id, entered.outlet)
    plain = Entered.model_validate(entered.model_dump(exclude={"outlet"}))
    item = await admin.add(
        visit.session,
        by(visit),
        outlet,
        plain.described(visit.park.currency),
        stock=entered.stock,
        anyway=entered.anyway,
    )
    visit.toast("catalogue-added", name=item.name_zh if visit.language == "zh" else item.name_en)
    return visit.redirect(f"{HERE}?outlet={outlet.id}")


@change(area, ITEM, allows=MAY)
async def edit(visit: Visit) -> web.Response:
    entered = await visit.form(Entered)
    item = await _item(visit)
    await admin.edit(
        visit.session,
        by(visit),
        item,
        entered.described(visit.park.currency),
        seen=entered.version,
        anyway=entered.anyway,
    )
    visit.toast("catalogue-saved")
    return visit.redirect(f"{HERE}/items/{item.id}")


@change(area, ITEM + "/options", allows=MAY)
async def add_option(visit: Visit) -> web.Response:
    entered = await visit.form(EnteredOption)
    item = await _item(visit)
    choice = entered.choice(visit.park.currency)
    await option_admin.add(visit.session, by(visit), item, choice)
    return _saved(visit, item)


@change(area, ITEM + "/options/{option}", allows=MAY)
async def edit_option(visit: Visit) -> web.Response:
    entered = await visit.form(EnteredOption)
    item = await _item(visit)
    option = await _option(visit, item)
    choice = entered.choice(visit.park.currency)
    await option_admin.edit(visit.session, by(visit), option, choice, seen=entered.version)
    return _saved(visit, item)


@change(area, ITEM + "/options/{option}/remove", allows=MAY)
async def remove_option(visit: Visit) -> web.Response:
    item = await _item(visit)
    await option_admin.remove(visit.session, by(visit), await _option(visit, item))
    return _saved(visit, item)


async def _page(visit: Visit, outlet: Outlet, item: Item | None) -> web.Response:
    options = await option_admin.options_of(visit.session, item) if item else []
    return visit.render(
        "catalogue/item.html",
        outlet=outlet,
        item=item,
        picture=await _picture(visit, item),
        served=await admin.meals_of(visit.session, outlet),
        options=options,
        known=await option_admin.known(visit.session, visit.park.id),
        version=version(snapshot(item, COLUMNS)) if item else "",
        version_of=lambda option: version(snapshot(option, option_admin.COLUMNS)),
        amount=lambda minor: plain_amount(minor, visit.park.currency),
        categories=await _categories(visit, outlet),
    )


async def _picture(visit: Visit, item: Item | None) -> ItemPicture | None:
    if item is None:
        return None
    found = await pictures.of_items(visit.session, visit.park.id, [item.id])
    return found.get(item.id)


async def _categories(visit: Visit, outlet: Outlet) -> list[tuple[str, str]]:
    items = await admin.items_of(visit.session, outlet)
    return list(dict.fromkeys((item.category_zh, item.category_en) for item in items))


def _saved(visit: Visit, item: Item) -> web.Response:
    visit.toast("catalogue-saved")
    return visit.redirect(f"{HERE}/items/{item.id}")


async def _item(visit: Visit) -> Item:
    return await admin.find(visit.session, visit.park.id, visit.id("item"))


async def _option(visit: Visit, item: Item) -> ItemOption:
    return await option_admin.find(visit.session, item, visit.id("option"))
