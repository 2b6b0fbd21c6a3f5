"""The property's outlet and its items in the database."""

from models.catalogue import SERVICE, Item, Outlet
from models.vendors import Vendor
from parkline.demo.quotes.data import QuotesData
from parkline.demo.rows import upsert
from parkline.demo.seeds import Seeding


async def seed_quotes(seeding: Seeding, data: QuotesData) -> None:
    """Nothing of it is in a menu: work is sold by quote alone."""
    session, park = seeding.session, seeding.park
    for one in data.works:
        named = one.model_dump(include={"code", "name_zh", "name_en"})
        vendors = await upsert(session, park, Vendor, ("code",), [named])
        place = one.model_dump(include={"place_zh", "place_en"})
        outlet = named | place | {"vendor_id": vendors[one.code,].id, "kind": SERVICE}
        outlets = await upsert(
            session, park, Outlet, ("code",), [outlet | {"fulfilments": ["on_site"]}]
        )
        rows = (
            {
                **work.model_dump(),
                "outlet_id": outlets[one.code,].id,
                "category_zh": "维修",
                "category_en": "Works",
                "meals": ["all_day"],
                "sort": sort,
            }
            for sort, work in enumerate(one.items, start=1)
        )
        await upsert(session, park, Item, ("code",), rows)
