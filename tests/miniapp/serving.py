"""The web build with the API and the web chat under it, without a bot: quick to bring up."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Page, ViewportSize

from tests.api.driver import Api
from tests.e2e.browser import PHONE

SCREENS = {
    "home": "pages/home/index",
    "told": "pages/home/announcement?id={told}",
    "order": "pages/order/index",
    "service": "pages/service/index",
    "messages": "pages/messages/index",
    "me": "pages/me/index",
    "checkout": "pages/order/checkout",
    "order-detail": "pages/order/detail?no={order}",
    "order-eaten": "pages/order/detail?no={eaten}",
    "complain": "pages/order/complain?no={eaten}",
    "receipt": "pages/order/receipt?no={eaten}",
    "order-list": "pages/order/list",
    "repair-new": "pages/repair/new",
    "repair-detail": "pages/repair/detail?no={repair}",
    "repair-list": "pages/repair/list",
    "repair-rate": "pages/repair/detail?no={resolved}",
    "visit-new": "pages/visit/new",
    "visit-detail": "pages/visit/detail?no={visit}",
    "visit-list": "pages/visit/list",
    "lost-new": "pages/lost/new",
    "find-new": "pages/lost/new?kind=found",
    "lost-match": "pages/lost/detail?no={lost}",
    "lost-mine": "pages/lost/detail?no={mine}",
    "find": "pages/lost/detail?no={find}",
    "lost-list": "pages/lost/list",
    "profile": "pages/me/profile",
    "notices": "pages/me/notices",
    "approvals": "pages/me/approvals",
    "code": "pages/me/code",
    "data": "pages/me/data",
    "tokens": "pages/me/tokens",
}
"""Every page; what stands in braces is a number of `filled.fill`."""
NUMBERS = ("order", "eaten", "repair", "resolved", "visit", "told", "lost", "mine", "find")


@asynccontextmanager
async def phone(
    browser: Browser,
    api: Api,
    path: str = "pages/home/index",
    *,
    locale: str = "zh-CN",
    scheme: str = "light",
    viewport: ViewportSize = PHONE,
    keeps_shell: bool = False,
) -> AsyncIterator[Page]:
    """The app on a new phone whose clock is the park's; an error of its scripts fails the test.

    The app's files are kept on the phone where it `keeps_shell`.
    """
    context = await browser.new_context(
        locale=locale,
        timezone_id="Asia/Shanghai",
        viewport=viewport,
        color_scheme=scheme,  # type: ignore[arg-type]
        # Requests of a service worker pass by the routes of a page.
        service_workers="allow" if keeps_shell else "block",
    )
    page = await context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    await page.clock.install(time=api.clock())
    await page.goto(f"{api.url}app/#/{path}")
    yield page
    await context.close()
    assert errors == []
