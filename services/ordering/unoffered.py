"""Ways to do a dish that its menu does not offer. They are passed on as a note, unless they cost
something or the menu leaves another choice of the same."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Item, ItemOption, Outlet
from services.catalogue import edible
from services.ordering import carts, placing_rows
from services.ordering.cart_lines import Wish
from services.ordering.line_edits import OptionRefused, joined


@dataclass(frozen=True, slots=True)
class Ways:
    """Options of the park's kitchens by code, for those that an item does not offer itself."""

    language: str = "zh"
    """In which a note says them."""
    known: Mapping[str, ItemOption] = field(default_factory=dict)

    def parted(
        self, item: Item, offered: Sequence[ItemOption], codes: Sequence[str], note: str | None
    ) -> tuple[tuple[str, ...], str | None, list[OptionRefused]]:
        """Of the codes those that the item offers, the note with what is passed on, and what to say
        of the others."""
        own = {option.code for option in offered}
        unknown = [code for code in codes if code not in own]
        noted = [code for code in unknown if self._is_noted(code, offered)]
        lost = [code for code in unknown if code not in noted]
        refused = [OptionRefused(item, lost, offered)] if lost else []
        for code in noted:
            said = self._called(code)
            note = joined(note, said)
            refused.append(OptionRefused(item, [code], offered, note=said))
        return tuple(code for code in codes if code in own), note, refused

    def _is_noted(self, code: str, offered: Sequence[ItemOption]) -> bool:
        """Not what costs more, and not where the menu leaves a choice of that very thing."""
        option = self.known.get(code)
        if option is None or option.price_delta > 0:
            return False
        return option.group not in {one.group for one in offered}

    def _called(self, code: str) -> str:
        option = self.known[code]
        return option.name_zh if self.language == "zh" else option.name_en


async def ways(session: AsyncSession, park_id: int, codes: Iterable[str], language: str) -> Ways:
    """What these codes are called, wherever a kitchen of the park offers them."""
    if not (wanted := set(codes)):
        return Ways(language)
    found = await session.scalars(
        select(ItemOption)
        .join(Item, (Item.park_id == ItemOption.park_id) & (Item.id == ItemOption.item_id))
        .join(Outlet, (Outlet.park_id == Item.park_id) & (Outlet.id == Item.outlet_id))
        .where(
            ItemOption.park_id == park_id,
            ItemOption.code.in_(wanted),
            Outlet.kind == "catering",
        )
        .order_by(ItemOption.id.desc())
    )
    return Ways(language, {option.code: option for option in found})


async def by_use(session: AsyncSession, park_id: int) -> Mapping[str, frozenset[str]]:
    """Codes of the options that the kitchens' drinks have, and those of their food."""
    found = await session.execute(
        select(Item, ItemOption.code)
        .join(ItemOption, (ItemOption.park_id == Item.park_id) & (ItemOption.item_id == Item.id))
        .join(Outlet, (Outlet.park_id == Item.park_id) & (Outlet.id == Item.outlet_id))
        .where(Item.park_id == park_id, Outlet.kind == "catering", Item.active)
    )
    codes: dict[str, set[str]] = {}
    for item, code in found:
        if (use := edible.use(item, "catering")) is not None:
            codes.setdefault(use, set()).add(code)
    return {use: frozenset(those) for use, those in codes.items()}


async def noted(
    session: AsyncSession, park_id: int, wishes: Sequence[Wish], language: str
) -> tuple[list[Wish], list[OptionRefused]]:
    """The wishes as the menus take them, and what is to be said of the rest."""
    ids = {wish.item_id for wish in wishes if wish.options}
    if not ids:
        return list(wishes), []
    items = await carts.load_items(session, park_id, ids)
    offered = await placing_rows.options_of(session, park_id, sorted(ids))
    codes = {code for wish in wishes for code in wish.options}
    known = await ways(session, park_id, codes, language)
    taken: list[Wish] = []
    refused: list[OptionRefused] = []
    for wish in wishes:
        if (item := items.get(wish.item_id)) is None:
            taken.append(wish)
            continue
        own, note, told = known.parted(item, offered.get(item.id, ()), wish.options, wish.note)
        taken.append(replace(wish, options=own, note=note))
        refused += told
    return taken, refused
