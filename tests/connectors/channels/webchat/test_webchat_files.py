"""Documents and voice messages over HTTP."""

import uuid
from io import BytesIO
from typing import Any

import pytest
from aiohttp import ClientSession, FormData

from models.conversations import Message
from services.conversations import conversations
from tests.connectors.channels.webchat.driver import WebDriver
from tests.contract.installation import Installation
from tests.services.kit.test_file_checking import PDF, WEBM


async def send(browser: ClientSession, body: bytes, **fields: str) -> tuple[int, dict[str, Any]]:
    form = FormData(quote_fields=False)  # As browsers write names.
    for name, value in {"id": str(uuid.uuid4()), **fields}.items():
        form.add_field(name, value)
    form.add_field("file", BytesIO(body), filename="租约.pdf", content_type="text/html")
    async with browser.post("/chat/files", data=form) as answer:
        return answer.status, await answer.json()


async def log(installation: Installation, driver: WebDriver) -> list[Message]:
    conversation = await installation.door.open("webchat", driver.external_id("li"))
    async with installation.sessions() as session:
        return await conversations.since(session, conversation, 0)


async def test_a_document_comes_back_to_be_saved_and_never_as_a_page(
    driver: WebDriver, installation: Installation
) -> None:
    async with driver.browser("li") as browser:
        status, frame = await send(browser, PDF)
        assert (status, frame["type"]) == (200, "ack")
        sent, told = await log(installation, driver)
        [file] = sent.data["files"]
        async with browser.get(f"/chat/files/{file['id']}/{file['token']}") as answer:
            assert await answer.read() == PDF
            headers = answer.headers
        async with browser.get(f"/chat/files/{file['id']}/guessed") as guessed:
            assert guessed.status == 404
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E7%A7%9F")
    assert "sandbox" in headers["Content-Security-Policy"]
    assert [one["title"] for one in told.buttons] == ["转人工"]


async def test_a_voice_message_keeps_how_long_it_is(
    driver: WebDriver, installation: Installation
) -> None:
    async with driver.browser("li") as browser:
        assert (await send(browser, WEBM, seconds="3.2"))[0] == 200
        [file] = (await log(installation, driver))[0].data["files"]
        async with browser.get(f"/chat/files/{file['id']}/{file['token']}") as answer:
            assert answer.headers["Content-Type"] == "audio/webm"
    assert (file["kind"], file["seconds"], file["name"]) == ("voice", 4, "")


@pytest.mark.parametrize(
    ("body", "fields", "refusal"),
    [
        (b"<html>", {}, (400, "file_type")),
        (PDF, {"seconds": "3"}, (400, "file_type")),
        (WEBM, {"seconds": "600"}, (413, "file_too_large")),
        (PDF + b"\0" * (8 * 1024 * 1024), {}, (413, "file_too_large")),
        (PDF, {"seconds": "soon"}, (400, "bad_frame")),
        (PDF, {"id": "none"}, (400, "bad_frame")),
        (PDF, {"caption": "x" * 2001}, (400, "text_too_long")),
    ],
)
async def test_what_is_refused_says_why_in_both_languages_and_stores_nothing(
    driver: WebDriver,
    installation: Installation,
    body: bytes,
    fields: dict[str, str],
    refusal: tuple[int, str],
) -> None:
    async with driver.browser("li") as browser:
        status, frame = await send(browser, body, **fields)
    assert (status, frame["code"]) == refusal
    assert frame["text_zh"] != frame["text_en"]
    assert await log(installation, driver) == []


async def test_only_our_page_and_a_known_guest_may_send(driver: WebDriver) -> None:
    evil = {"Origin": "https://evil.example"}
    async with (
        ClientSession(driver.url, headers=evil) as browser,
        browser.post("/chat/files", data={"id": "x"}) as answer,
    ):
        assert answer.status == 403
    async with ClientSession(driver.url, headers={"Origin": driver.url}) as browser:
        assert (await send(browser, PDF))[0] == 401
