"""The web chat's page in a real browser."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from playwright.async_api import Browser, Page, expect
from sqlalchemy import select, update

from models.conversations import Message
from parkline.stores.database import Sessions
from services.conversations.conversations import Reply
from tests.connectors.channels.webchat.driver import FACE, served
from tests.contract.installation import Installation, installed

COMPOSE_THEN_ENTER = """(field, composing) => {
    const enter = { key: "Enter", bubbles: true, cancelable: true, ...composing };
    field.dispatchEvent(new KeyboardEvent("keydown", enter));
}"""

FILL_STORAGE = """() => {
    Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
}"""


class Server:
    """The web chat on one port, that can go away and come back."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._running = AsyncExitStack()
        self.port = 0

    async def start(self) -> None:
        serving = served(self._installation.door, port=self.port)
        self.port = await self._running.enter_async_context(serving)

    async def stop(self) -> None:
        await self._running.aclose()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"


@pytest.fixture
async def installation(sessions: Sessions, redis_url: str) -> AsyncIterator[Installation]:
    async with installed(sessions, redis_url) as installation:
        yield installation


@pytest.fixture
async def server(installation: Installation) -> AsyncIterator[Server]:
    server = Server(installation)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def page(browser: Browser, server: Server) -> AsyncIterator[Page]:
    """The page of a Chinese reader's phone; any error on it fails the test."""
    context = await browser.new_context(
        locale="zh-CN", timezone_id="Asia/Shanghai", viewport={"width": 390, "height": 844}
    )
    page = await context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    await page.goto(server.url)
    await expect(page.locator("#status")).to_have_attribute("data-state", "online")
    yield page
    await context.close()
    assert errors == []


async def say(page: Page, text: str) -> None:
    await page.locator("#text").fill(text)
    await page.locator("#text").press("Enter")


async def inbound(installation: Installation) -> list[str]:
    async with installation.sessions() as session:
        found = await session.scalars(
            select(Message.text).where(Message.direction == "in").order_by(Message.id)
        )
        return list(found)


async def test_a_message_is_sent_and_answered(page: Page) -> None:
    await say(page, "两份牛肉面")
    await expect(page.locator(".item .text")).to_have_text(["两份牛肉面", "echo: 两份牛肉面"])
    await expect(page.locator(".item.in")).to_have_attribute("data-state", "sent")


async def test_a_suggestion_is_sent_by_one_click(page: Page) -> None:
    await page.get_by_role("button", name=FACE.suggestions[3].zh).click()
    await expect(page.locator(".item .text").first).to_have_text("Wi-Fi 怎么连？")
    await expect(page.locator("#welcome")).to_be_hidden()


async def test_reload_keeps_the_history(page: Page, installation: Installation) -> None:
    await say(page, "hello")
    await expect(page.locator(".item.out")).to_have_count(1)
    await page.reload()
    await expect(page.locator(".item .text")).to_have_text(["hello", "echo: hello"])
    assert await inbound(installation) == ["hello"]


async def test_what_is_typed_while_the_server_is_down_is_delivered_once(
    page: Page, server: Server, installation: Installation
) -> None:
    await say(page, "before")
    await expect(page.locator(".item.out")).to_have_count(1)
    await server.stop()
    await expect(page.locator("#status")).to_have_attribute("data-state", "offline")
    await say(page, "while down 1")
    await say(page, "while down 2")
    await expect(page.locator(".item[data-state=queued]")).to_have_count(2)
    await server.start()
    await expect(page.locator("#status")).to_have_attribute("data-state", "online", timeout=15_000)
    await expect(page.locator(".item.out .text")).to_have_text(
        ["echo: before", "echo: while down 1", "echo: while down 2"]
    )
    assert await inbound(installation) == ["before", "while down 1", "while down 2"]


async def test_without_a_network_the_page_says_so_at_once(page: Page) -> None:
    await say(page, "before")
    await expect(page.locator(".item.out")).to_have_count(1)
    await page.context.set_offline(True)
    await expect(page.locator("#status")).to_have_attribute("data-state", "offline", timeout=3_000)
    await page.context.set_offline(False)
    await expect(page.locator("#status")).to_have_attribute("data-state", "online", timeout=15_000)


async def test_what_was_not_sent_outlives_a_reload(
    page: Page, server: Server, installation: Installation
) -> None:
    await page.route_web_socket(re.compile("/chat/ws"), lambda ws: ws.close())
    await page.reload()
    await say(page, "kept")
    await expect(page.locator(".item[data-state=queued] .text")).to_have_text("kept")
    await page.unroute_all()
    other = await page.context.new_page()
    await page.close()
    await other.goto(server.url)
    await expect(other.locator(".item .text")).to_have_text(["kept", "echo: kept"])
    assert await inbound(installation) == ["kept"]


async def test_without_room_to_keep_it_a_message_still_waits_for_the_server(
    page: Page, server: Server, installation: Installation
) -> None:
    await page.evaluate(FILL_STORAGE)
    await server.stop()
    await say(page, "not kept")
    await expect(page.locator(".item[data-state=queued]")).to_have_count(1)
    await server.start()
    await expect(page.locator(".item.out .text")).to_have_text("echo: not kept", timeout=15_000)
    assert await inbound(installation) == ["not kept"]


async def test_a_message_that_cannot_be_sent_says_so_and_can_be_removed(
    page: Page, installation: Installation
) -> None:
    installation.turns.answer_with(Reply("好吗？", buttons=[{"title": "好", "payload": "/a"}]))
    await say(page, "hello")
    await expect(page.locator(".chip")).to_be_enabled()
    async with installation.sessions.begin() as session:
        await session.execute(update(Message).values(buttons=[]))
    await page.locator(".chip").click()
    await expect(page.locator("#hint")).to_have_text("这个选项已经失效，请直接打字告诉我。")
    await expect(page.locator(".item[data-state=failed] .text")).to_have_text("好")
    await say(page, "later")
    await expect(page.locator(".item.out .text").last).to_have_text("echo: later")
    await page.get_by_role("button", name="删除").click()
    await expect(page.locator(".item[data-state=failed]")).to_have_count(0)
    await page.reload()
    await expect(page.locator(".item.in .text")).to_have_text(["hello", "later"])


async def test_buttons_are_pressed_once_and_then_closed(
    page: Page, installation: Installation
) -> None:
    buttons = [{"title": "确认", "payload": "/affirm"}, {"title": "取消", "payload": "/deny"}]
    installation.turns.answer_with(Reply("两份牛肉面，共 ¥44。\n确认下单吗？", buttons=buttons))
    await say(page, "两份牛肉面")
    await page.get_by_role("button", name="确认").click()
    await expect(page.locator(".item.in .text")).to_have_text(["两份牛肉面", "确认"])
    for chip in await page.locator(".chip").all():
        await expect(chip).to_be_disabled()


async def test_markup_is_shown_not_run(page: Page) -> None:
    nasty = "<img src=x onerror=\"document.title='owned'\"><b>bold</b>"
    await say(page, nasty)
    await expect(page.locator(".item .text")).to_have_text([nasty, f"echo: {nasty}"])
    assert await page.locator(".item .text *").count() == 0
    assert await page.title() == "启明科技园"


async def test_an_address_is_a_link_and_nothing_else_is(page: Page) -> None:
    said = 'see https://park.example/p/PL1?x=1&y="><b>2, or javascript:alert(1)。'
    await say(page, said)
    links = page.locator(".item.in .text a")
    await expect(links).to_have_count(1)
    assert await links.get_attribute("href") == "https://park.example/p/PL1?x=1&y="
    assert await links.get_attribute("rel") == "noopener noreferrer"
    await expect(page.locator(".item.in .text")).to_have_text(said)


@pytest.mark.parametrize("composing", [{"isComposing": True}, {"keyCode": 229}])
async def test_enter_that_picks_a_word_does_not_send(
    page: Page, composing: dict[str, object]
) -> None:
    field = page.locator("#text")
    await field.fill("niurou")
    await field.evaluate(COMPOSE_THEN_ENTER, composing)
    await expect(page.locator(".item")).to_have_count(0)
    assert await field.input_value() == "niurou"
    await field.evaluate(COMPOSE_THEN_ENTER, {})
    await expect(page.locator(".item.in .text")).to_have_text("niurou")


async def test_shift_enter_starts_a_line(page: Page) -> None:
    field = page.locator("#text")
    await field.fill("one")
    await field.press("Shift+Enter")
    await field.type("two")
    await field.press("Enter")
    await expect(page.locator(".item.in .text")).to_have_text("one\ntwo", use_inner_text=True)


async def test_a_text_too_long_stays_where_it_can_be_shortened(page: Page) -> None:
    field = page.locator("#text")
    await field.fill("面" * 2_001)
    await expect(page.locator("#hint")).to_have_text("2001 / 2000 字，请分成几条发送")
    await expect(page.locator("#send")).to_be_disabled()
    await field.press("Enter")
    await expect(page.locator(".item")).to_have_count(0)
    assert await field.input_value() == "面" * 2_001


async def test_the_dots_show_while_an_answer_is_made(
    page: Page, installation: Installation
) -> None:
    installation.turns.pause()
    await say(page, "hello")
    await expect(page.locator("#typing")).to_be_visible()
    installation.turns.resume()
    await expect(page.locator(".item.out")).to_have_count(1)
    await expect(page.locator("#typing")).to_be_hidden()


async def test_the_language_is_switched_and_remembered(page: Page) -> None:
    await expect(page.locator("h1")).to_have_text("启明科技园")
    await page.get_by_role("button", name="Switch to English").click()
    await expect(page.locator("h1")).to_have_text("Daybreak Science Park")
    await page.reload()
    await expect(page.locator("#text")).to_have_attribute("placeholder", "Message")
    await expect(page.locator("html")).to_have_attribute("lang", "en")


async def test_the_page_asks_nobody_else_for_anything(page: Page, server: Server) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.reload()
    await expect(page.locator("#status")).to_have_attribute("data-state", "online")
    assert asked
    assert [url for url in asked if not url.startswith(server.url)] == []


async def test_two_tabs_of_one_visitor_show_the_same_conversation(
    page: Page, server: Server
) -> None:
    other = await page.context.new_page()
    await other.goto(server.url)
    await expect(other.locator("#status")).to_have_attribute("data-state", "online")
    await say(page, "hello")
    await expect(other.locator(".item .text")).to_have_text(["hello", "echo: hello"])
