"""One item: its names, price, meals and limits, and the choices that it offers."""

import re
from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, Field

from desk.catalogue.menu import HERE, ITEM, MAY, Pieces, Price
from desk.frame.call import Call
from desk.frame.changes import Lines, Version, by, change
from desk.frame.forms import Id
from desk.frame.routing import Area
from models.catalogue import ALLERGENS, DIETS, HOTTEST, Item, ItemOption, ItemPicture, Outlet
from services.catalogue import admin, food_facts, option_admin, pictures
from services.catalogue.admin import COLUMNS, LONGEST_NAME, MOST_AT_ONCE, Described
from services.catalogue.option_admin import Choice
from services.kit.money import minor_units, plain_amount
from services.kit.snapshots import snapshot, version

area = Area("catalogue")

_SEPARATORS = re.compile(r"[\n,，、;；]")

Label = Annotated[str, Field(max_length=LONGEST_NAME)]
Told = Annotated[str, Field(max_length=food_facts.LONGEST)]
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
    description_zh: Told = ""
    description_en: Told = ""
    allergens_known: bool = False
    """Without it and without an allergen nobody has said; alone, that there are none."""
    allergens: list[str] = Field(default_factory=list)
    allergen_note_zh: Told = ""
    allergen_note_en: Told = ""
    diet: str | None = None
    spice: int | None = None
    calories: int | None = None
    anyway: bool = False
    version: Version = ""

    def described(self, currency: str) -> Described:
        plain = self.model_dump(exclude={"stock", "anyway", "version", "allergens_known"})
        known = self.allergens_known or bool(self.allergens)
        return Described(
            **plain
            | {
                "price": minor_units(self.price, currency),
                "meals": tuple(self.meals),
                "aliases": listed(self.aliases),
                "allergens": tuple(self.allergens) if known else None,
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
async def new(call: Call) -> web.Response:
    wanted = call.query(InOutlet)
    outlet = await admin.find_outlet(call.session, call.park.id, wanted.outlet)
    return await _page(call, outlet, None)


@area.get(ITEM, allows=MAY)
async def show(call: Call) -> web.Response:
    item = await _item(call)
    outlet = await admin.find_outlet(call.session, call.park.id, item.outlet_id)
    return await _page(call, outlet, item)


@change(area, HERE, allows=MAY)
async def add(call: Call) -> web.Response:
    entered = await call.form(EnteredNew)
    outlet = await admin.find_outlet(call.session, call.park.id, entered.outlet)
    plain = Entered.model_validate(entered.model_dump(exclude={"outlet"}))
    item = await admin.add(
        call.session,
        by(call),
        outlet,
        plain.described(call.park.currency),
        stock=entered.stock,
        anyway=entered.anyway,
    )
    call.toast("catalogue-added", name=item.name_zh if call.language == "zh" else item.name_en)
    return call.redirect(f"{HERE}?outlet={outlet.id}")


@change(area, ITEM, allows=MAY)
async def edit(call: Call) -> web.Response:
    entered = await call.form(Entered)
    item = await _item(call)
    await admin.edit(
        call.session,
        by(call),
        item,
        entered.described(call.park.currency),
        seen=entered.version,
        anyway=entered.anyway,
    )
    call.toast("catalogue-saved")
    return call.redirect(f"{HERE}/items/{item.id}")


@change(area, ITEM + "/options", allows=MAY)
async def add_option(call: Call) -> web.Response:
    entered = await call.form(EnteredOption)
    item = await _item(call)
    choice = entered.choice(call.park.currency)
    await option_admin.add(call.session, by(call), item, choice)
    return _saved(call, item)


@change(area, ITEM + "/options/{option}", allows=MAY)
async def edit_option(call: Call) -> web.Response:
    entered = await call.form(EnteredOption)
    item = await _item(call)
    option = await _option(call, item)
    choice = entered.choice(call.park.currency)
    await option_admin.edit(call.session, by(call), option, choice, seen=entered.version)
    return _saved(call, item)


@change(area, ITEM + "/options/{option}/remove", allows=MAY)
async def remove_option(call: Call) -> web.Response:
    item = await _item(call)
    await option_admin.remove(call.session, by(call), await _option(call, item))
    return _saved(call, item)


async def _page(call: Call, outlet: Outlet, item: Item | None) -> web.Response:
    options = await option_admin.options_of(call.session, item) if item else []
    return call.render(
        "catalogue/item.html",
        outlet=outlet,
        item=item,
        picture=await _picture(call, item),
        served=await admin.meals_of(call.session, outlet),
        options=options,
        known=await option_admin.known(call.session, call.park.id),
        version=version(snapshot(item, COLUMNS)) if item else "",
        version_of=lambda option: version(snapshot(option, option_admin.COLUMNS)),
        amount=lambda minor: plain_amount(minor, call.park.currency),
        categories=await _categories(call, outlet),
        allergens=ALLERGENS,
        diets=DIETS,
        levels=range(HOTTEST + 1),
    )


async def _picture(call: Call, item: Item | None) -> ItemPicture | None:
    if item is None:
        return None
    found = await pictures.of_items(call.session, call.park.id, [item.id])
    return found.get(item.id)


async def _categories(call: Call, outlet: Outlet) -> list[tuple[str, str]]:
    items = await admin.items_of(call.session, outlet)
    return list(dict.fromkeys((item.category_zh, item.category_en) for item in items))


def _saved(call: Call, item: Item) -> web.Response:
    call.toast("catalogue-saved")
    return call.redirect(f"{HERE}/items/{item.id}")


async def _item(call: Call) -> Item:
    return await admin.find(call.session, call.park.id, call.id("item"))


async def _option(call: Call, item: Item) -> ItemOption:
    return await option_admin.find(call.session, item, call.id("option"))
