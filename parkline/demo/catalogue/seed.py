"""Vendors, outlets and what they sell, in the database."""

from models.catalogue import Item, ItemOption, Outlet, ServiceWindow
from models.vendors import Vendor
from parkline.demo.catalogue.data import (
    CatalogueData,
    CategoryEntry,
    FactsEntry,
    ItemEntry,
    OptionEntry,
)
from parkline.demo.rows import Row, upsert
from parkline.demo.seeds import Seeding


async def seed_catalogue(seeding: Seeding, data: CatalogueData) -> None:
    session, park = seeding.session, seeding.park
    vendors = await upsert(
        session,
        park,
        Vendor,
        ("code",),
        (vendor.model_dump(exclude={"outlets"}) for vendor in data.vendors),
    )
    outlets = await upsert(
        session,
        park,
        Outlet,
        ("code",),
        (
            {**outlet.model_dump(exclude={"windows"}), "vendor_id": vendors[vendor.code,].id}
            for vendor, outlet in data.outlets()
        ),
    )
    await upsert(
        session,
        park,
        ServiceWindow,
        ("outlet_id", "meal"),
        (
            {**window.model_dump(), "outlet_id": outlets[outlet.code,].id}
            for _, outlet in data.outlets()
            for window in outlet.windows
        ),
    )
    await _items(seeding, data, {code: outlet.id for (code,), outlet in outlets.items()})


async def _items(seeding: Seeding, data: CatalogueData, outlet_ids: dict[str, int]) -> None:
    session, park = seeding.session, seeding.park
    items = await upsert(
        session,
        park,
        Item,
        ("code",),
        (
            {
                **item_row(category, item, sort),
                **facts_row(data.facts.get(item.code)),
                "outlet_id": outlet_ids[menu.outlet],
            }
            for sort, (menu, category, item) in enumerate(data.items(), start=1)
        ),
        once=("stock",),
    )
    await upsert(
        session,
        park,
        ItemOption,
        ("item_id", "code"),
        (
            {**option_row(option), "item_id": items[item.code,].id}
            for _, category, item in data.items()
            for option in data.options_of(category, item)
        ),
    )


def item_row(category: CategoryEntry, item: ItemEntry, sort: int) -> Row:
    """An item's columns but its outlet. Quantities that nobody gave are left to the database."""
    row = item.model_dump(include={"code", "name_zh", "name_en", "price", "aliases", "stock"})
    row |= {"category_zh": category.name_zh, "category_en": category.name_en, "sort": sort}
    row |= {"unit_zh": category.told(item, "unit_zh") or "份"}
    row |= {"unit_en": category.told(item, "unit_en") or ""}
    for setting in ("meals", "min_quantity", "max_quantity"):
        if (value := category.told(item, setting)) is not None:
            row[setting] = value
    return row


def facts_row(facts: FactsEntry | None) -> Row:
    """What is known of an item, under the names of its columns."""
    if facts is None:
        return {}
    row = facts.model_dump(include={"allergens", "diet", "spice", "calories"})
    row |= {"description_zh": facts.zh, "description_en": facts.en}
    return row | {"allergen_note_zh": facts.note_zh, "allergen_note_en": facts.note_en}


def option_row(option: OptionEntry) -> Row:
    return option.model_dump()
