"""The web build with the API and the web chat under it, without a bot: quick to bring up."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakKeyDictionary

from playwright.async_api import Browser, Page, Request, ViewportSize

from tests.api.driver import Api
from tests.e2e.browser import PHONE
from tests.kit.waiting import until

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
    "rooms": "pages/booking/index",
    "room-book": "pages/booking/book?thing=a_302&day=2026-12-03",
    "room-move": "pages/booking/book?thing=a_301&move={booking}",
    "room-booked": "pages/booking/detail?no={booking}",
    "room-list": "pages/booking/list",
    "room-waits": "pages/booking/list?part=waits",
    "room-series": "pages/booking/series?id={series}",
    "room-calendar": "pages/booking/calendar",
    "room-door": "pages/booking/door?at=a_301",
    "profile": "pages/me/profile",
    "notices": "pages/me/notices",
    "approvals": "pages/me/approvals",
    "code": "pages/me/code",
    "phone": "pages/me/phone",
    "data": "pages/me/data",
    "tokens": "pages/me/tokens",
}
"""Every page; what stands in braces is a number of `filled.fill`."""
NUMBERS = (
    "order",
    "eaten",
    "repair",
    "resolved",
    "visit",
    "told",
    "lost",
    "mine",
    "find",
    "booking",
    "series",
)
STANDS = """path => new Promise(requestAnimationFrame).then(() => {
    const shown = [...document.querySelectorAll("uni-page")].filter(page => page.checkVisibility());
    const page = shown.at(-1);
    const counts = animation => animation.animationName !== "shadow-preload"
        && animation.effect.getComputedTiming().endTime !== Infinity;
    return page !== undefined
        && (path === null || page.dataset.page === path.split("?")[0])
        && page.querySelector(".bone") === null
        && document.getAnimations().filter(counts).every(each => each.playState !== "running");
})"""
"""Whether the page of a path, or whichever is shown, is drawn: no grey bones, and nothing moves but
what moves for ever. uni-app has the pictures of its shadows loaded by an animation outside of the
page, which shows nothing and is over three seconds after the load."""
SLOW = 60_000
"""Milliseconds in which a page has what it asks for, beside other tests on busy cores."""
STREAM = "/live"
"""How the address of an answer ends that has no end."""

_under_way: WeakKeyDictionary[Page, set[Request]] = WeakKeyDictionary()
"""What a page has asked for and has no answer to, but for streams."""


async def settled(page: Page, path: str | None = None) -> None:
    """Wait until the page of `path` has all that it asks for, and stands still."""

    async def stands() -> bool:
        return bool(await page.evaluate(STANDS, path)) and not _under_way[page]

    async def stands_still() -> bool:
        # What the first look found drawn may ask for more in the next frame.
        return await stands() and await stands()

    await until(stands_still)


async def look(page: Page, language: str, scheme: str) -> None:
    """As the reader would choose it."""
    chosen = {"language": language, "theme": scheme, "scale": 1}
    stored = json.dumps({"type": "object", "data": chosen})
    await page.evaluate("stored => localStorage.setItem('parkline.look', stored)", stored)
    await page.reload()
    await settled(page)


def _count_requests(page: Page) -> None:
    under_way = _under_way[page] = set[Request]()

    def begun(request: Request) -> None:
        if not request.url.endswith(STREAM):
            under_way.add(request)

    def over(request: Request) -> None:
        under_way.discard(request)

    page.on("request", begun)
    page.on("requestfinished", over)
    page.on("requestfailed", over)


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
    _count_requests(page)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    await page.clock.install(time=api.clock())
    await page.goto(f"{api.url}app/#/{path}")
    yield page
    await context.close()
    assert errors == []
