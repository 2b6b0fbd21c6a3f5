"""Photos in Telegram: fetched and cleaned, refused, and sent as photos."""

import pytest
from sqlalchemy import select

from models.tickets import Photo
from services.conversations.conversations import Reply
from tests.connectors.channels.telegram.driver import TelegramDriver, TelegramTenant
from tests.contract.channels import Receipt, stored
from tests.contract.installation import Installation
from tests.given.photo_files import encoded, picture


async def test_a_photo_is_fetched_in_its_largest_size_and_cleaned(
    li: TelegramTenant, installation: Installation
) -> None:
    li.platform.files = {"small": b"?", "large": encoded(picture((300, 200)))}
    sizes = [{"file_id": "small", "file_size": 90}, {"file_id": "large", "file_size": 9000}]
    assert await li.send({"photo": sizes, "caption": "水龙头漏水"}) == Receipt()
    [row] = await stored(installation)
    assert (row.text, len(row.data["photos"])) == ("水龙头漏水", 1)
    async with installation.sessions() as session:
        [kept] = (await session.scalars(select(Photo))).all()
    assert (kept.width, kept.height, kept.media_type) == (300, 200, "image/jpeg")


async def test_a_picture_that_comes_as_a_file_is_a_photo(
    li: TelegramTenant, installation: Installation
) -> None:
    li.platform.files = {"f": encoded(picture((30, 20)))}
    await li.send({"document": {"file_id": "f", "mime_type": "image/jpeg", "file_size": 900}})
    [row] = await stored(installation)
    assert len(row.data["photos"]) == 1


async def test_the_same_photo_twice_is_one_message(
    li: TelegramTenant, installation: Installation
) -> None:
    li.platform.files = {"f": encoded(picture((30, 20)))}
    for _ in range(2):
        await li.send({"photo": [{"file_id": "f"}]}, id="once")
    assert len(await stored(installation)) == 1


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"f": b"GIF89a"}, "photo_type"),
        ({"f": encoded(picture((30, 20)))[:-200]}, "photo_broken"),
        ({"f": b"\xff" * (10 * 1024 * 1024 + 1)}, "photo_too_large"),
        ({}, "这张照片没能从 Telegram 取到，请再发一次。"),
    ],
    ids=["another format", "broken", "too large", "gone"],
)
async def test_what_is_wrong_with_a_photo_is_said(
    li: TelegramTenant, installation: Installation, files: dict[str, bytes], code: str
) -> None:
    li.platform.files = files
    assert await li.send({"photo": [{"file_id": "f"}]}) == Receipt(code=code)
    assert await stored(installation) == []


async def test_a_photo_of_ours_is_sent_as_one(
    li: TelegramTenant, driver: TelegramDriver, installation: Installation
) -> None:
    li.platform.files = {"f": encoded(picture((30, 20)))}
    await li.send({"photo": [{"file_id": "f"}]})
    await li.hear()
    async with installation.sessions() as session:
        [kept] = (await session.scalars(select(Photo))).all()
    shown = {"photos": [{"id": kept.id, "token": kept.token}]}
    await installation.speak("telegram", driver.external_id("li"), Reply("修好了", data=shown))
    assert (await li.hear()).text == "修好了"
    assert (await li.platform.hear(li.chat_id))["photo"][:3] == b"\xff\xd8\xff"
