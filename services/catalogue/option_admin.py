"""Keeping the choices that items offer. One code means the same choice on every item."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Item, ItemOption
from services.catalogue.admin import aliases, free_code, name
from services.kit.audit import By, record
from services.kit.errors import Conflict, NotFound
from services.kit.snapshots import claim, snapshot

COLUMNS = ("group", "name_zh", "name_en", "aliases", "price_delta")


class OptionTaken(Conflict):
    """The item offers this choice already."""

    code = "option_taken"


@dataclass(frozen=True, slots=True)
class Choice:
    """An option as it is entered; `price_delta` in minor units, below zero for a discount."""

    group: str
    name_zh: str
    name_en: str
    aliases: tuple[str, ...] = ()
    price_delta: int = 0


async def options_of(session: AsyncSession, item: Item) -> list[ItemOption]:
    """By group, as they were added."""
    found = await session.scalars(
        select(ItemOption)
        .where(ItemOption.park_id == item.park_id, ItemOption.item_id == item.id)
        .order_by(ItemOption.group, ItemOption.id)
    )
    return list(found)


async def known(session: AsyncSession, park_id: int) -> list[ItemOption]:
    """One of each code in the park: what a new option may be the same as."""
    found = await session.scalars(
        select(ItemOption)
        .where(ItemOption.park_id == park_id)
        .order_by(ItemOption.code, ItemOption.id.desc())
    )
    return list({option.code: option for option in found}.values())


async def find(session: AsyncSession, item: Item, option_id: int) -> ItemOption:
    """Raises NotFound."""
    option = await session.get(ItemOption, (item.park_id, option_id))
    if option is None or option.item_id != item.id:
        raise NotFound(f"option {option_id}")
    return option


async def add(
    session: AsyncSession, by: By, item: Item, entered: Choice, *, code: str | None = None
) -> ItemOption:
    """A choice that another item offers by the same names keeps its code, and is understood so;
    unless a `code` is said.

    Raises Invalid, OptionTaken.
    """
    option = ItemOption(park_id=by.park_id, item_id=item.id)
    _set(option, entered)
    option.code = code or await _code(session, option)
    if option.code in {other.code for other in await options_of(session, item)}:
        raise OptionTaken(option.code)
    session.add(option)
    await session.flush()
    after = snapshot(option, COLUMNS)
    record(session, by, "option.add", f"item:{item.id}", before={}, after=after)
    return option


async def edit(
    session: AsyncSession, by: By, option: ItemOption, entered: Choice, *, seen: str
) -> None:
    """Raises Invalid, ChangedMeanwhile."""
    subject = f"item:{option.item_id}"
    before = await claim(session, option, COLUMNS, seen, subject)
    _set(option, entered)
    await session.flush()
    record(session, by, "option.edit", subject, before=before, after=snapshot(option, COLUMNS))


async def remove(session: AsyncSession, by: By, option: ItemOption) -> None:
    """Orders keep what they were placed with."""
    subject, before = f"item:{option.item_id}", snapshot(option, COLUMNS)
    await session.delete(option)
    await session.flush()
    record(session, by, "option.remove", subject, before=before, after={})


def _set(option: ItemOption, entered: Choice) -> None:
    option.group = name(entered.group, "group")
    option.name_zh = name(entered.name_zh, "name_zh")
    option.name_en = name(entered.name_en, "name_en")
    option.aliases, option.price_delta = aliases(entered.aliases), entered.price_delta


async def _code(session: AsyncSession, option: ItemOption) -> str:
    others = await known(session, option.park_id)
    for other in others:
        if (other.name_zh, other.name_en.casefold()) == (option.name_zh, option.name_en.casefold()):
            return other.code
    return free_code(option.name_en, {other.code for other in others})
