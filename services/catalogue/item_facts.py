"""What the catalogue knows of an item, and what it does not."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Item, ItemOption, Outlet

SPICE = "spice"
"""The group of options that say how hot it is."""


@dataclass(frozen=True, slots=True)
class Facts:
    """An item with who sells it and the ways in which it is sold, in menu order."""

    item: Item
    outlet: Outlet
    options: Sequence[ItemOption]

    @property
    def spice_options(self) -> Sequence[ItemOption]:
        """How hot it can be had; empty where nobody has said anything of it."""
        return [option for option in self.options if option.group == SPICE]


async def of(session: AsyncSession, park_id: int, item_ids: Sequence[int]) -> list[Facts]:
    """Of items on sale, in the order of their ids as they were given."""
    found = await session.execute(
        select(Item, Outlet)
        .join(Outlet, (Outlet.park_id == Item.park_id) & (Outlet.id == Item.outlet_id))
        .where(Item.park_id == park_id, Item.id.in_(item_ids), Item.active)
    )
    rows = {item.id: (item, outlet) for item, outlet in found}
    options = await session.scalars(
        select(ItemOption)
        .where(ItemOption.park_id == park_id, ItemOption.item_id.in_(rows))
        .order_by(ItemOption.id)
    )
    by_item: dict[int, list[ItemOption]] = {}
    for option in options:
        by_item.setdefault(option.item_id, []).append(option)
    return [Facts(*rows[id_], by_item.get(id_, [])) for id_ in item_ids if id_ in rows]
