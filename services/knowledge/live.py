"""What the bot must know of a park, in one document: names to recognise, never prices or stock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Item, ItemOption, Outlet
from models.knowledge import Faq, KnowledgeVersion
from models.park import Building, Park
from services.kit.errors import NotFound
from services.kit.naming import names
from services.park import places

ITEM_KINDS = {"catering": "dish", "shopping": "product"}
"""By the kind of the outlet that sells the item; what is sold by quote alone is nothing to ask
for."""


@dataclass(frozen=True, slots=True)
class Sold:
    """An item and the kind of the outlet that sells it."""

    item: Item
    outlet_kind: str


async def knowledge(session: AsyncSession, park_id: int) -> dict[str, Any]:
    """The document of a park as it is now. Raises NotFound.

    {"park_id", "version", "timezone", "items": [{"id", "kind", "names", "units"}],
    "options": [{"code", "names"}], "buildings": [{"code", "names"}],
    "faqs": [{"id", "questions"}]}. `version` rises with every change of what is in it.
    """
    park = await session.get(Park, park_id)
    if park is None:
        raise NotFound(f"no park {park_id}")
    # Read before the rest: a change in between is then fetched again, not missed.
    version = await session.scalar(
        select(KnowledgeVersion.version).where(KnowledgeVersion.park_id == park_id)
    )
    return {"park_id": park_id} | document(
        version=version or 0,
        timezone=park.timezone,
        sold=await _sold(session, park_id),
        options=await _options(session, park_id),
        buildings=(await places.buildings(session, park_id)).values(),
        faqs=await _faqs(session, park_id),
    )


def document(
    *,
    version: int,
    timezone: str,
    sold: Iterable[Sold],
    options: Iterable[ItemOption],
    buildings: Iterable[Building],
    faqs: Iterable[Faq],
) -> dict[str, Any]:
    """The document out of its rows, which need no session."""
    return {
        "version": version,
        "timezone": timezone,
        "items": [_item(one) for one in sold],
        "options": _distinct(options),
        "buildings": [{"code": one.code, "names": names(one)} for one in buildings],
        "faqs": [{"id": f"faq/{one.slug}", "questions": list(one.questions)} for one in faqs],
    }


def _item(sold: Sold) -> dict[str, Any]:
    item = sold.item
    units = [unit for unit in (item.unit_zh, item.unit_en) if unit]
    kind = ITEM_KINDS[sold.outlet_kind]
    return {"id": item.id, "kind": kind, "names": names(item), "units": units}


def _distinct(options: Iterable[ItemOption]) -> list[dict[str, Any]]:
    """One entry a code, with the names that it has on any item."""
    found: dict[str, dict[str, None]] = {}
    for option in options:
        found.setdefault(option.code, {}).update(dict.fromkeys(names(option)))
    return [{"code": code, "names": list(called)} for code, called in found.items()]


async def _sold(session: AsyncSession, park_id: int) -> list[Sold]:
    rows = await session.execute(
        select(Item, Outlet.kind)
        .join(Outlet, (Outlet.park_id == Item.park_id) & (Outlet.id == Item.outlet_id))
        .where(Item.park_id == park_id, Item.active, Outlet.kind.in_(ITEM_KINDS))
        .order_by(Item.id)
    )
    return [Sold(item, kind) for item, kind in rows]


async def _options(session: AsyncSession, park_id: int) -> Sequence[ItemOption]:
    rows = await session.scalars(
        select(ItemOption)
        .join(Item, (Item.park_id == ItemOption.park_id) & (Item.id == ItemOption.item_id))
        .where(ItemOption.park_id == park_id, Item.active)
        .order_by(ItemOption.id)
    )
    return rows.all()


async def _faqs(session: AsyncSession, park_id: int) -> Sequence[Faq]:
    rows = await session.scalars(
        select(Faq).where(Faq.park_id == park_id, Faq.active).order_by(Faq.slug)
    )
    return rows.all()
