"""What people and operators enter, by the ways in that they have, is text on every screen.

Nothing of it needs the policy of a page to stop it: a violation fails the test as an error does.
"""

from collections.abc import AsyncIterator, Callable

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from parkline.channels.miniapp import BUILD
from tests.e2e.browser import BOT_SECONDS, board, chat, desk, errors_of, say
from tests.e2e.stack import payloads as p
from tests.e2e.stack.payloads import Stored
from tests.e2e.stack.stack import Stack

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(240)]

Where = Callable[[Stored], str]
DESK: dict[str, tuple[str, Where, list[str]]] = {
    "inbox": ("agent", lambda s: f"inbox/{s.conversation}?tab=bot", [p.CAPTION, p.PERSON]),
    "board": ("dispatcher", lambda _: "tickets?view=board", [p.FAULT, p.PLACE]),
    "ticket": ("dispatcher", lambda s: f"tickets/{s.ticket}", [p.FAULT, p.PERSON, p.PLACE]),
    "visit": ("reception", lambda s: f"visitors/{s.visit}", [p.VISITOR, p.REASON, p.PERSON]),
    "badge": ("reception", lambda s: f"visitors/{s.visit}/badge", [p.VISITOR]),
    "order": ("manager", lambda s: f"orders/{s.order}", [p.DISH, p.NOTE, p.VENDOR]),
    "catalogue": ("operator", lambda _: "operate/catalogue", [p.VENDOR]),
    "news": ("operator", lambda _: "operate/announcements", [p.NEWS]),
    "answers": ("operator", lambda _: f"operate/faq?q={p.QUESTION}", [p.QUESTION]),
    "quick replies": ("operator", lambda _: "inbox/canned", [p.QUICK]),
    "vendors": ("operator", lambda _: "operate/vendors", [p.VENDOR]),
    "changes": ("manager", lambda _: "audit", [p.DISH]),
}
APP: dict[str, tuple[Where, list[str]]] = {
    "home": (lambda _: "pages/home/index", [p.NEWS]),
    "shops": (lambda _: "pages/order/index", [p.VENDOR]),
    "order": (lambda s: f"pages/order/detail?no={s.order_no}", [p.DISH]),
    "repair": (lambda s: f"pages/repair/detail?no={s.ticket_no}", [p.FAULT, p.PLACE]),
    "visit": (lambda s: f"pages/visit/detail?no={s.visit_no}", [p.VISITOR]),
    "chat": (lambda _: "pages/messages/index", [p.CAPTION]),
    "me": (lambda _: "pages/me/index", [p.PERSON]),
}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def stored(stack: Stack, chromium: Browser) -> AsyncIterator[Stored]:
    """Everything is entered once."""
    async with desk(chromium, stack.chat_url, "operator", "/desk/operate/faq") as page:
        await p.by_operator(stack, page)
    async with chat(chromium, stack.chat_url) as tenant:
        yield await p.by_tenant(stack, tenant)


async def shows(page: Page, *words: str) -> None:
    """All of it, letter by letter, and none of it ran."""
    for each in words:
        shown = page.get_by_text(each, exact=False)
        await expect(shown.locator("visible=true").first).to_be_visible(timeout=BOT_SECONDS)
    assert await page.evaluate(p.RAN) is None
    assert await page.locator("img[src='x']").count() == 0


@pytest.mark.parametrize("login", sorted({login for login, *_ in DESK.values()}))
async def test_on_a_page_of_the_desk(
    stack: Stack, chromium: Browser, stored: Stored, login: str
) -> None:
    url = stack.chat_url
    async with desk(chromium, url, login, "/desk/", forgiven="EventSource") as page:
        for whose, path, words in DESK.values():
            if whose == login:
                await page.goto(f"{url}desk/{path(stored)}")
                await shows(page, *words)


@pytest.mark.skipif(not (BUILD / "index.html").exists(), reason="run make miniapp")
@pytest.mark.parametrize("screen", APP)
async def test_on_a_page_of_the_app(stack: Stack, stored: Stored, screen: str) -> None:
    path, words = APP[screen]
    page = await stored.tenant.new_page()
    errors = errors_of(page)
    await page.goto(f"{stack.chat_url}app/#/{path(stored)}")
    await shows(page, *words)
    await page.close()
    assert errors == []


async def test_in_the_web_chat(stack: Stack, stored: Stored) -> None:
    page = await stored.tenant.new_page()
    errors = errors_of(page)
    await page.goto(stack.chat_url)
    await say(page, p.QUESTION)
    await shows(page, p.CAPTION, p.ANSWER)
    assert p.FILE not in await page.content()
    await page.close()
    assert errors == []


async def test_on_the_vendors_board(stack: Stack, chromium: Browser, stored: Stored) -> None:
    async with board(chromium, stack.board_url) as page:
        errors = errors_of(page)
        await shows(page, stored.order_no, p.DISH, p.NOTE)
    assert errors == []


async def test_a_photo_is_no_page_and_has_no_name_of_its_own(stack: Stack, stored: Stored) -> None:
    answer = await stored.tenant.request.get(f"{stack.chat_url.rstrip('/')}{stored.photo}")
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-disposition"] == "inline; filename=photo.jpg"
    assert (await answer.body())[:2] == b"\xff\xd8"


async def test_a_pass_tells_of_the_host_and_nothing_else_of_it(
    stack: Stack, stored: Stored
) -> None:
    asks = p.Asks(stored.tenant, stack.chat_url)
    await asks.sign_in()
    shown = await asks.ask("GET", f"/visits/{stored.visit_no}/pass")
    page = await stored.tenant.new_page()
    errors = errors_of(page)
    await page.goto(f"{stack.chat_url}pass/{shown['token']}")
    await shows(page, stored.visit_no, p.PERSON)
    for secret in (p.VISITOR, p.REASON):
        assert secret not in await page.inner_text("body")
    assert errors == []
