"""Photos over HTTP: what is taken in, and how they are shown."""

import pytest
from aiohttp import ClientSession
from sqlalchemy import text

from tests.connectors.channels.webchat.driver import WebDriver
from tests.connectors.channels.webchat.uploading import ID, PHOTO, Answer, kept, post
from tests.contract.channels import stored
from tests.contract.installation import EchoTurns, Installation
from tests.given.photo_files import POLYGLOT_TAIL, decoded, polyglot, telltale_jpeg


async def address(installation: Installation) -> str:
    [message] = await stored(installation)
    [photo] = message.data["photos"]
    return f"/chat/photos/{photo['id']}/{photo['token']}"


async def test_a_photo_is_stored_with_its_message_and_acknowledged(
    driver: WebDriver, installation: Installation, turns: EchoTurns
) -> None:
    turns.pause()
    answer = await post(driver, PHOTO)
    [message] = await stored(installation)
    [photo] = await kept(installation)
    assert answer == Answer(200, {"type": "ack", "id": ID, "seq": 1})
    assert (message.text, message.payload, message.status) == ("", "/photo", "received")
    assert message.data["photos"] == [
        {"id": photo.id, "token": photo.token, "width": 400, "height": 300}
    ]


async def test_several_photos_with_a_caption_are_one_message_that_is_answered(
    driver: WebDriver, installation: Installation
) -> None:
    async with driver.tenant("li") as li:
        answer = await post(driver, PHOTO, PHOTO, caption="  空调漏水 ")
        frame = await li.until("message")
        assert (frame["id"], frame["text"], len(frame["data"]["photos"])) == (ID, "空调漏水", 2)
        assert (await li.hear()).text == "echo: 空调漏水"
    [message] = await stored(installation)
    assert (answer.status, message.payload) == (200, None)


async def test_the_same_upload_twice_is_one_message(
    driver: WebDriver, installation: Installation
) -> None:
    assert await post(driver, PHOTO) == await post(driver, PHOTO)
    assert len(await stored(installation)) == len(await kept(installation)) == 1


async def test_another_visitors_same_id_is_another_message(
    driver: WebDriver, installation: Installation
) -> None:
    await post(driver, PHOTO, who="li")
    await post(driver, PHOTO, who="wang")
    assert len(await stored(installation)) == 2


@pytest.mark.parametrize("path", ["", "/thumb"])
async def test_a_photo_is_shown_as_a_picture_and_nothing_else(
    driver: WebDriver, installation: Installation, path: str
) -> None:
    await post(driver, telltale_jpeg())
    shown = await address(installation) + path
    async with ClientSession(driver.url) as browser, browser.get(shown) as response:
        body, headers = await response.read(), response.headers
    image = decoded(body)
    assert (image.format, image.size) == ("JPEG", (320, 240) if path else (640, 480))
    assert b"SECRET" not in body
    assert headers["Content-Type"] == "image/jpeg"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Content-Disposition"] == "inline; filename=photo.jpg"
    assert headers["Cache-Control"] == "private, max-age=31536000, immutable"


async def test_a_guessed_address_shows_nothing(
    driver: WebDriver, installation: Installation
) -> None:
    await post(driver, PHOTO)
    shown = await address(installation)
    photo_id = shown.split("/")[3]
    async with ClientSession(driver.url) as browser:
        for guess in (
            shown[:-1],
            f"/chat/photos/{photo_id}/{'A' * 22}",
            f"/chat/photos/{photo_id}/",
            f"/chat/photos/{int(photo_id) + 1}/{shown.split('/')[4]}",
            f"/chat/photos/999999999999999999/{'A' * 22}",
            "/chat/photos/one/two",
        ):
            async with browser.get(guess) as response:
                assert response.status == 404, guess


async def test_a_page_behind_a_photo_is_not_kept(
    driver: WebDriver, installation: Installation
) -> None:
    assert (await post(driver, polyglot())).status == 200
    async with installation.sessions() as session:
        everything = await session.scalar(text("select image || thumbnail from photo"))
    assert isinstance(everything, bytes)
    assert POLYGLOT_TAIL not in everything
    assert b"<script" not in everything
