"""What the catalogue brings to a park's file: outlets with their windows, items with options."""

from collections.abc import Sequence
from datetime import time
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import ALLERGENS, FACILITY, HOTTEST, SERVICE, Item, ItemOption, Outlet
from models.park import Park
from models.vendors import Vendor
from services.catalogue import admin, option_admin, window_admin
from services.catalogue.admin import Described
from services.catalogue.food_facts import LONGEST, MOST_CALORIES, contradicting
from services.catalogue.option_admin import Choice
from services.catalogue.window_admin import Served
from services.kit.errors import Invalid
from services.kit.money import minor_units, plain_amount
from services.kit.park_file import Code, Entry, Filing, Label, Named, Section, Texts, as_there, keep
from services.kit.snapshots import snapshot, version

Meal = Literal["breakfast", "lunch", "dinner", "all_day"]
Fulfilment = Literal["pickup", "delivery", "locker", "desk", "counter", "on_site"]
FULFILMENTS = {
    "catering": ("pickup", "delivery"),
    "shopping": ("locker", "desk", "counter"),
    SERVICE: ("on_site",),
    FACILITY: ("on_site",),
}


class WindowEntry(Entry):
    """Clock times of the park; waits in minutes; `capacity` is orders per slot."""

    meal: Meal
    weekdays: list[Annotated[int, Field(ge=1, le=7)]]
    on_holidays: bool = False
    starts: time
    ends: time
    cutoff: time | None = None
    lead_minutes: Annotated[int, Field(ge=0)] = 0
    slot_minutes: Annotated[int, Field(ge=1)] = 15
    capacity: Annotated[int, Field(ge=1)] | None = None


def _by_clock(windows: list[WindowEntry]) -> list[WindowEntry]:
    return sorted(windows, key=lambda one: (one.starts, one.ends, one.meal, one.weekdays))


class OutletEntry(Named):
    code: Code
    vendor: Code
    kind: Literal["catering", "shopping", "service", "facility"] = "catering"
    place_zh: Label
    place_en: Label
    fulfilments: Annotated[list[Fulfilment], Field(min_length=1)]
    windows: Annotated[list[WindowEntry], AfterValidator(_by_clock)] = Field(default_factory=list)

    @model_validator(mode="after")
    def _goes_with_its_kind(self) -> Self:
        allowed = FULFILMENTS[self.kind]
        if unknown := [one for one in self.fulfilments if one not in allowed]:
            told = f"an outlet of {self.kind} has {', '.join(allowed)}, not {', '.join(unknown)}"
            raise ValueError(told)
        return self


class OptionEntry(Named):
    """`price_delta` in the park's currency, below zero for a discount."""

    code: Code
    group: Label
    aliases: Texts = Field(default_factory=list)
    price_delta: Decimal = Decimal(0)


def _by_group(options: list[OptionEntry]) -> list[OptionEntry]:
    """Groups in the order of the alphabet, as menus show them; inside one as they are said."""
    return sorted(options, key=lambda one: one.group)


Allergen = Literal[
    "gluten", "crustaceans", "eggs", "fish", "peanuts", "soybeans", "milk", "nuts",
    "celery", "mustard", "sesame", "sulphites", "lupin", "molluscs",
]  # fmt: skip
Said = Annotated[
    str, Field(max_length=LONGEST), AfterValidator(lambda said: " ".join(said.split()))
]


def _in_order(codes: list[Allergen]) -> list[Allergen]:
    return sorted(set(codes), key=ALLERGENS.index)


class ItemEntry(Named):
    """`price` in the park's currency. `stock` counts for a new item: later orders change it.

    `allergens`, `diet`, `spice` and `calories` (kcal of one unit) are of the item without options,
    and null where nobody has said; no allergens at all are an empty list.
    """

    code: Code
    outlet: Code
    price: Annotated[Decimal, Field(ge=0)]
    meals: Annotated[list[Meal], Field(min_length=1)]
    aliases: Texts = Field(default_factory=list)
    category_zh: str = ""
    category_en: str = ""
    unit_zh: Label = "份"
    unit_en: str = ""
    min_quantity: Annotated[int, Field(ge=1)] = 1
    max_quantity: Annotated[int, Field(ge=1)] = 20
    active: bool = True
    stock: Annotated[int, Field(ge=0)] | None = None
    description_zh: Said = ""
    description_en: Said = ""
    allergens: Annotated[list[Allergen], AfterValidator(_in_order)] | None = None
    allergen_note_zh: Said = ""
    allergen_note_en: Said = ""
    diet: Literal["vegan", "vegetarian", "neither"] | None = None
    spice: Annotated[int, Field(ge=0, le=HOTTEST)] | None = None
    calories: Annotated[int, Field(ge=0, le=MOST_CALORIES)] | None = None
    options: Annotated[list[OptionEntry], AfterValidator(_by_group)] = Field(default_factory=list)

    @model_validator(mode="after")
    def _quantities(self) -> Self:
        if self.min_quantity > self.max_quantity:
            raise ValueError("min_quantity is at most max_quantity")
        return self

    @model_validator(mode="after")
    def _diet(self) -> Self:
        if wrong := contradicting(self.diet, self.allergens or []):
            raise ValueError(f"what is {self.diet} contains no {', '.join(wrong)}")
        return self


async def _outlets(session: AsyncSession, park: Park) -> list[OutletEntry]:
    windows = await window_admin.windows_of(session, park.id)
    rows = await session.execute(
        select(Outlet, Vendor.code)
        .join(Vendor, (Vendor.park_id == Outlet.park_id) & (Vendor.id == Outlet.vendor_id))
        .where(Outlet.park_id == park.id)
        .order_by(Outlet.id)
    )
    return [
        as_there(
            OutletEntry,
            outlet,
            vendor=vendor,
            windows=_by_clock([as_there(WindowEntry, one) for one in windows.get(outlet.id, [])]),
        )
        for outlet, vendor in rows
    ]


async def _put_outlet(filing: Filing, entry: OutletEntry) -> None:
    vendor_id = await filing.session.scalar(
        select(Vendor.id).where(Vendor.park_id == filing.park.id, Vendor.code == entry.vendor)
    )
    if vendor_id is None:
        raise Invalid(f"there is no vendor {entry.vendor!r}", field="vendor")
    values = entry.model_dump(exclude={"code", "vendor", "windows"}) | {"vendor_id": vendor_id}
    outlet = await keep(filing, Outlet, "outlet", {"code": entry.code}, values)
    await _put_windows(filing, outlet, entry.windows)


async def _put_windows(filing: Filing, outlet: Outlet, wanted: Sequence[WindowEntry]) -> None:
    """Windows have no name: those that stand as they are wanted stay, the others are replaced."""
    session, by = filing.session, filing.by
    missing = list(wanted)
    for row in (await window_admin.windows_of(session, by.park_id)).get(outlet.id, []):
        entry = as_there(WindowEntry, row)
        if entry in missing:
            missing.remove(entry)
        else:
            await window_admin.remove(session, by, row)
    for one in missing:
        await window_admin.add(session, by, outlet, Served(**one.model_dump()))


async def _items(session: AsyncSession, park: Park) -> list[ItemEntry]:
    options: dict[int, list[ItemOption]] = {}
    for option in await session.scalars(
        select(ItemOption)
        .where(ItemOption.park_id == park.id)
        .order_by(ItemOption.group, ItemOption.id)
    ):
        options.setdefault(option.item_id, []).append(option)
    rows = await session.execute(
        select(Item, Outlet.code)
        .join(Outlet, (Outlet.park_id == Item.park_id) & (Outlet.id == Item.outlet_id))
        .where(Item.park_id == park.id)
        .order_by(Outlet.id, Item.sort, Item.id)
    )
    return [
        as_there(
            ItemEntry,
            item,
            outlet=outlet,
            price=_amount(item.price, park),
            options=_by_group([_option(one, park) for one in options.get(item.id, [])]),
        )
        for item, outlet in rows
    ]


def _option(row: ItemOption, park: Park) -> OptionEntry:
    return as_there(OptionEntry, row, price_delta=_amount(row.price_delta, park))


async def _put_item(filing: Filing, entry: ItemEntry) -> None:
    session, by = filing.session, filing.by
    outlet = await session.scalar(
        select(Outlet).where(Outlet.park_id == by.park_id, Outlet.code == entry.outlet)
    )
    if outlet is None:
        raise Invalid(f"there is no outlet {entry.outlet!r}", field="outlet")
    described = _described(filing.park, entry)
    item = await session.scalar(
        select(Item).where(Item.park_id == by.park_id, Item.code == entry.code)
    )
    if item is None:
        item = await admin.add(
            session, by, outlet, described, code=entry.code, stock=entry.stock, anyway=True
        )
    elif item.outlet_id != outlet.id:
        raise Invalid(
            "an item stays in its outlet; another outlet's has another code", field="outlet"
        )
    else:
        seen = version(snapshot(item, admin.COLUMNS))
        await admin.edit(session, by, item, described, seen=seen, anyway=True)
    await _put_options(filing, item, entry.options)


def _described(park: Park, entry: ItemEntry) -> Described:
    columns = entry.model_dump(exclude={"code", "outlet", "stock", "options", "price"})
    for name in ("meals", "aliases", "allergens"):
        columns[name] = None if columns[name] is None else tuple(columns[name])
    return Described(price=minor_units(str(entry.price), park.currency), **columns)


async def _put_options(filing: Filing, item: Item, wanted: Sequence[OptionEntry]) -> None:
    """Those that stay where they are wanted are changed; in another order all are made anew, since
    they are shown in the order in which they were added."""
    session, by = filing.session, filing.by
    rows = await option_admin.options_of(session, item)
    codes = [one.code for one in wanted]
    kept = [one for one in rows if one.code in codes]
    groups = {one.code: one.group for one in wanted}
    in_place = [one.code for one in kept] == codes[: len(kept)] and all(
        groups[one.code] == one.group for one in kept
    )
    for former in rows:
        if not in_place or former not in kept:
            await option_admin.remove(session, by, former)
    there = {one.code: one for one in kept} if in_place else {}
    for one in wanted:
        row = there.get(one.code)
        if row is None:
            await option_admin.add(session, by, item, _choice(filing.park, one), code=one.code)
        elif _option(row, filing.park) != one:
            seen = version(snapshot(row, option_admin.COLUMNS))
            await option_admin.edit(session, by, row, _choice(filing.park, one), seen=seen)


def _choice(park: Park, entry: OptionEntry) -> Choice:
    delta = minor_units(str(entry.price_delta), park.currency, signed=True)
    return Choice(entry.group, entry.name_zh, entry.name_en, tuple(entry.aliases), delta)


def _amount(minor: int, park: Park) -> Decimal:
    return Decimal(plain_amount(minor, park.currency))


ITEMS = Section("items", ItemEntry, ("code",), 55, _items, _put_item, once=("stock",))
SECTIONS = (
    Section("outlets", OutletEntry, ("code",), 50, _outlets, _put_outlet),
    ITEMS,
)
