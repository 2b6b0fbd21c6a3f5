"""Items by outlet, category, and what somebody types."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import OFF_MENU, Item, Outlet

_BESIDE = (
    (Outlet.park_id == Item.park_id) & (Outlet.id == Item.outlet_id) & Outlet.kind.not_in(OFF_MENU)
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """All that is given must fit. `kind` is the outlet's, `outlet` its code, `category` a name in
    either language, `said` a part of a name, an alias or a category."""

    kind: str | None = None
    outlet: str | None = None
    category: str | None = None
    said: str | None = None


async def search(
    session: AsyncSession,
    park_id: int,
    wanted: Wanted,
    *,
    after: tuple[int, int] | None = None,
    limit: int,
) -> list[tuple[Item, Outlet]]:
    """Items on sale in menu order, after the one with this (sort, id)."""
    query = (
        select(Item, Outlet)
        .join(Outlet, _BESIDE)
        .where(Item.park_id == park_id, Item.active, *_conditions(wanted))
        .order_by(Item.sort, Item.id)
        .limit(limit)
    )
    if after is not None:
        query = query.where(tuple_(Item.sort, Item.id) > after)
    return [(item, outlet) for item, outlet in await session.execute(query)]


async def find(session: AsyncSession, park_id: int, item_id: int) -> tuple[Item, Outlet] | None:
    """An item on sale, and who sells it."""
    found = await session.execute(
        select(Item, Outlet)
        .join(Outlet, _BESIDE)
        .where(Item.park_id == park_id, Item.id == item_id, Item.active)
    )
    row = found.one_or_none()
    return None if row is None else (row[0], row[1])


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.kind is not None:
        found.append(Outlet.kind == wanted.kind)
    if wanted.outlet is not None:
        found.append(Outlet.code == wanted.outlet)
    if wanted.category is not None:
        found.append(or_(Item.category_zh == wanted.category, Item.category_en == wanted.category))
    if wanted.said:
        found.append(_says(wanted.said))
    return found


def _says(said: str) -> ColumnElement[bool]:
    columns = (
        Item.name_zh,
        Item.name_en,
        Item.category_zh,
        Item.category_en,
        func.array_to_string(Item.aliases, "\n"),
    )
    return or_(*(column.icontains(said, autoescape=True) for column in columns))
