"""Pictures of what is sold: cleaned, one for each item, at an address that nobody guesses."""

from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import func, select

from models.catalogue import Item, ItemPicture
from models.staff import AuditEntry
from services.catalogue import pictures
from services.kit.audit import By
from services.kit.errors import NotFound
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.given.factories import make_park
from tests.given.photo_files import SECRETS, encoded, picture, telltale_jpeg


def by(demo: DemoPark) -> By:
    return By(demo.id, None, WEDNESDAY_MORNING)


async def test_a_picture_is_cleaned_and_made_small() -> None:
    cleaned = pictures.clean(telltale_jpeg())
    assert [secret for secret in SECRETS if secret in cleaned.image + cleaned.thumbnail] == []
    large = pictures.clean(encoded(picture((3000, 1500))))
    assert (large.width, large.height) == (1080, 540)
    assert Image.open(BytesIO(large.thumbnail)).size == (320, 160)


async def test_the_newest_takes_the_place_of_the_one_before(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        item = await session.get_one(Item, (demo.id, demo.items["beef_noodles"]))
        first = await pictures.put(session, by(demo), item, pictures.clean(encoded(picture())))
        old = first.digest
        other = pictures.clean(encoded(picture((300, 300))))
        await pictures.put(session, by(demo), item, other)
    async with demo.sessions() as session:
        assert await session.scalar(select(func.count()).select_from(ItemPicture)) == 1
        found = (await pictures.of_items(session, demo.id, [item.id, 0]))[item.id]
        assert (found.width, found.height) == (300, 300)
        loaded = await pictures.load_public(session, demo.id, item.id, found.digest)
        assert loaded.image == other.image
        for digest in (old, "", found.digest[:-1]):
            with pytest.raises(NotFound):
                await pictures.load_public(session, demo.id, item.id, digest)


async def test_another_park_has_it_not(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        other = await make_park(session)
        item = await session.get_one(Item, (demo.id, demo.items["beef_noodles"]))
        cleaned = pictures.clean(encoded(picture()))
        kept = await pictures.put(session, by(demo), item, cleaned)
        assert await pictures.of_items(session, other.id, [item.id]) == {}
        with pytest.raises(NotFound):
            await pictures.load_public(session, other.id, item.id, kept.digest)


async def test_what_was_put_and_taken_away_is_noted(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        item = await session.get_one(Item, (demo.id, demo.items["beef_noodles"]))
        cleaned = pictures.clean(encoded(picture()))
        await pictures.put(session, by(demo), item, cleaned)
        for _ in range(2):
            await pictures.remove(session, by(demo), item)
        noted = list(await session.scalars(select(AuditEntry).order_by(AuditEntry.id)))
    assert [(one.action, one.subject) for one in noted] == [("item.picture", f"item:{item.id}")] * 2
    assert noted[0].before == noted[1].after == {"picture": None}
