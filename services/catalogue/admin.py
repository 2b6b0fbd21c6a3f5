"""Keeping what is sold: items, their prices and stock. The bot knows a change the next second."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import OFF_MENU, Item, Outlet, ServiceWindow
from services.catalogue import food_facts
from services.catalogue.stock_admin import counted
from services.kit.audit import By, record
from services.kit.errors import Conflict, Invalid, NotFound
from services.kit.naming import names
from services.kit.snapshots import claim, snapshot

COLUMNS = (
    *("name_zh", "name_en", "aliases", "category_zh", "category_en", "unit_zh", "unit_en"),
    *("price", "meals", "min_quantity", "max_quantity", "active"),
    *food_facts.COLUMNS,
)
"""What a form edits. Stock is not among them: orders change it all the time."""
PRICE, ACTIVE = ("price",), ("active",)

LONGEST_NAME, MOST_ALIASES = 80, 40
MOST_AT_ONCE = 1_000

_CODE = re.compile(r"[a-z0-9][a-z0-9_]{0,63}")
_WORD = re.compile(r"[a-z0-9]+")
_CODE_WORDS = 5


class CodeTaken(Conflict):
    code = "code_taken"


class NamesTaken(Conflict):
    """Another item is called so too: the bot will have to ask which. `details`: `names`."""

    code = "names_taken"


@dataclass(frozen=True, slots=True)
class Described:
    """An item as it is entered; `price` in minor units, None for what nobody has said."""

    name_zh: str
    name_en: str
    price: int
    meals: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    category_zh: str = ""
    category_en: str = ""
    unit_zh: str = "份"
    unit_en: str = ""
    min_quantity: int = 1
    max_quantity: int = 20
    active: bool = True
    description_zh: str = ""
    description_en: str = ""
    allergens: tuple[str, ...] | None = None
    allergen_note_zh: str = ""
    allergen_note_en: str = ""
    diet: str | None = None
    spice: int | None = None
    calories: int | None = None


async def outlets(session: AsyncSession, park_id: int) -> list[Outlet]:
    found = await session.scalars(
        select(Outlet).where(Outlet.park_id == park_id).order_by(Outlet.id)
    )
    return list(found)


async def find_outlet(session: AsyncSession, park_id: int, outlet_id: int) -> Outlet:
    """Raises NotFound."""
    outlet = await session.get(Outlet, (park_id, outlet_id))
    if outlet is None:
        raise NotFound(f"outlet {outlet_id}")
    return outlet


async def items_of(session: AsyncSession, outlet: Outlet) -> list[Item]:
    """In menu order."""
    found = await session.scalars(
        select(Item)
        .where(Item.park_id == outlet.park_id, Item.outlet_id == outlet.id)
        .order_by(Item.sort, Item.id)
    )
    return list(found)


async def find(session: AsyncSession, park_id: int, item_id: int) -> Item:
    """Raises NotFound."""
    item = await session.get(Item, (park_id, item_id))
    if item is None:
        raise NotFound(f"item {item_id}")
    return item


async def find_by_code(session: AsyncSession, park_id: int, code: str) -> Item:
    """Raises NotFound."""
    item = await session.scalar(select(Item).where(Item.park_id == park_id, Item.code == code))
    if item is None:
        raise NotFound(f"no item {code!r}")
    return item


async def meals_of(session: AsyncSession, outlet: Outlet) -> list[str]:
    """What the outlet serves, the earliest first."""
    found = await session.scalars(
        select(ServiceWindow.meal)
        .where(ServiceWindow.park_id == outlet.park_id, ServiceWindow.outlet_id == outlet.id)
        .group_by(ServiceWindow.meal)
        .order_by(func.min(ServiceWindow.starts))
    )
    return list(found)


async def add(
    session: AsyncSession,
    by: By,
    outlet: Outlet,
    entered: Described,
    *,
    code: str | None = None,
    stock: int | None = None,
    anyway: bool = False,
) -> Item:
    """A new item at the end of the menu; without a `code` it gets one of its English name.

    Raises Invalid, CodeTaken, and NamesTaken unless it is wanted `anyway`.
    """
    item = Item(
        park_id=by.park_id,
        outlet_id=outlet.id,
        code=await _code(session, by.park_id, code, entered.name_en),
        stock=counted(stock),
        sort=await _last_place(session, outlet) + 1,
    )
    await _describe(session, item, outlet, entered)
    if not anyway:
        await _warn_of_names(session, item, names(item))
    session.add(item)
    await session.flush()
    after = snapshot(item, (*COLUMNS, "stock"))
    record(session, by, "item.add", f"item:{item.id}", before={}, after=after)
    return item


async def edit(
    session: AsyncSession,
    by: By,
    item: Item,
    entered: Described,
    *,
    seen: str,
    anyway: bool = False,
) -> None:
    """Raises Invalid, ChangedMeanwhile, and NamesTaken unless it is wanted `anyway`."""
    subject = f"item:{item.id}"
    before = await claim(session, item, COLUMNS, seen, subject)
    outlet = await find_outlet(session, item.park_id, item.outlet_id)
    had = names(item) if item.active else []
    await _describe(session, item, outlet, entered)
    if not anyway:
        await _warn_of_names(session, item, [one for one in names(item) if one not in had])
    await session.flush()
    record(session, by, "item.edit", subject, before=before, after=snapshot(item, COLUMNS))


async def set_price(session: AsyncSession, by: By, item: Item, price: int, *, seen: str) -> None:
    """`seen` is the version of PRICE. Raises Invalid, ChangedMeanwhile."""
    subject = f"item:{item.id}"
    before = await claim(session, item, PRICE, seen, subject)
    item.price = _price(price)
    await session.flush()
    record(session, by, "item.edit", subject, before=before, after=snapshot(item, PRICE))


async def switch(session: AsyncSession, by: By, item: Item, *, active: bool) -> None:
    """Sell it, or not for now."""
    await session.refresh(item, with_for_update={"key_share": True})
    before = snapshot(item, ACTIVE)
    item.active = active
    await session.flush()
    after = snapshot(item, ACTIVE)
    record(session, by, "item.edit", f"item:{item.id}", before=before, after=after)


async def add_alias(session: AsyncSession, by: By, item: Item, alias: str) -> None:
    """Another name; one that it has already changes nothing. Raises Invalid."""
    await session.refresh(item, with_for_update={"key_share": True})
    before = snapshot(item, COLUMNS)
    item.aliases = aliases([*item.aliases, alias])
    await session.flush()
    after = snapshot(item, COLUMNS)
    record(session, by, "item.edit", f"item:{item.id}", before=before, after=after)


def aliases(entered: Iterable[str]) -> list[str]:
    """Cleaned, each once. Raises Invalid."""
    cleaned = list(dict.fromkeys(text for one in entered if (text := " ".join(one.split()))))
    if len(cleaned) > MOST_ALIASES or any(len(one) > LONGEST_NAME for one in cleaned):
        raise Invalid(
            f"up to {MOST_ALIASES} names of {LONGEST_NAME} characters each", field="aliases"
        )
    return cleaned


def name(text: str, field: str) -> str:
    """Raises Invalid."""
    cleaned = " ".join(text.split())
    if not 0 < len(cleaned) <= LONGEST_NAME:
        raise Invalid(f"a name has 1 to {LONGEST_NAME} characters", field=field)
    return cleaned


async def _describe(session: AsyncSession, item: Item, outlet: Outlet, entered: Described) -> None:
    if not entered.meals:
        raise Invalid("an item is served at some meal", field="meals")
    served = await meals_of(session, outlet)
    unknown = [meal for meal in entered.meals if meal not in served]
    if unknown and outlet.kind not in OFF_MENU:
        told = f"{outlet.code} serves {', '.join(served)}, not {', '.join(unknown)}"
        raise Invalid(told, field="meals")
    if not 1 <= entered.min_quantity <= entered.max_quantity <= MOST_AT_ONCE:
        raise Invalid("quantities go from 1, the least first", field="max_quantity")
    for column, value in asdict(entered).items():
        setattr(item, column, list(value) if isinstance(value, tuple) else value)
    item.name_zh, item.name_en = name(entered.name_zh, "name_zh"), name(entered.name_en, "name_en")
    item.aliases, item.price = aliases(entered.aliases), _price(entered.price)
    food_facts.settle(item)


async def _warn_of_names(session: AsyncSession, item: Item, fresh: Iterable[str]) -> None:
    """Raises NamesTaken where something else on sale has one of the `fresh` names."""
    if not item.active:
        return
    wanted = {called.casefold() for called in fresh}
    with session.no_autoflush:
        others = await session.scalars(
            select(Item).where(Item.park_id == item.park_id, Item.active, Item.id != (item.id or 0))
        )
    shared = [called for other in others for called in names(other) if called.casefold() in wanted]
    if shared:
        names_shared = "、".join(dict.fromkeys(shared))
        told = f"something else is called {names_shared} too"
        raise NamesTaken(told, names=names_shared, anyway=True)


def _price(price: int) -> int:
    if price < 0:
        raise Invalid("a price is not negative", field="price")
    return price


async def _last_place(session: AsyncSession, outlet: Outlet) -> int:
    place: int | None = await session.scalar(
        select(func.max(Item.sort)).where(
            Item.park_id == outlet.park_id, Item.outlet_id == outlet.id
        )
    )
    return place or 0


async def _code(session: AsyncSession, park_id: int, wanted: str | None, name_en: str) -> str:
    taken = set(await session.scalars(select(Item.code).where(Item.park_id == park_id)))
    if wanted is None:
        return free_code(name_en, taken)
    if not _CODE.fullmatch(wanted):
        raise Invalid("a code is lower-case letters, digits and _", field="code")
    if wanted in taken:
        raise CodeTaken(f"there is an item {wanted!r} already")
    return wanted


def free_code(name_en: str, taken: Sequence[str] | set[str]) -> str:
    """A code of a name's words, with a number where it is taken."""
    base = "_".join(_WORD.findall(name_en.lower())[:_CODE_WORDS])[:60] or "item"
    number, code = 1, base
    while code in taken:
        number += 1
        code = f"{base}_{number}"
    return code
