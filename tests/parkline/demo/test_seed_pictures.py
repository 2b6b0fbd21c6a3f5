"""The demo's dishes have pictures; what an operator uploaded stays."""

from sqlalchemy import select

from models.catalogue import Item, ItemPicture, Outlet
from models.park import Park
from parkline.demo.drawn.dishes import DISHES
from parkline.demo.seed_pictures import FOLDER, seed_pictures
from services.catalogue import pictures
from services.kit.audit import By
from tests.given.demo_park import WEDNESDAY_MORNING as NOW
from tests.given.demo_park import DemoPark
from tests.given.photo_files import encoded, picture

LIGHT = 24 * 1024
"""Bytes of a picture in the repository."""


def test_every_picture_is_drawn_by_our_own_code_and_small() -> None:
    files = {path.stem: path.stat().st_size for path in FOLDER.glob("*.webp")}
    assert files.keys() == DISHES.keys()
    assert {code: size for code, size in files.items() if size > LIGHT} == {}


async def test_every_dish_gets_one_and_an_operators_own_stays(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        park = await session.get_one(Park, demo.id)
        latte = await session.get_one(Item, (demo.id, demo.items["latte"]))
        own = pictures.clean(encoded(picture()))
        kept = await pictures.put(session, By(demo.id, None, NOW), latte, own)
        mine = kept.digest
        assert await seed_pictures(session, park, now=NOW) == len(DISHES) - 1
        assert await seed_pictures(session, park, now=NOW) == 0
        without = await session.scalars(
            select(Item.code)
            .join(Outlet, Outlet.id == Item.outlet_id)
            .outerjoin(ItemPicture, ItemPicture.item_id == Item.id)
            .where(Outlet.kind == "catering", ItemPicture.item_id.is_(None))
        )
        assert list(without) == []
        assert (await pictures.load(session, demo.id, latte.id)).digest == mine
