"""The web build with the API and the web chat under it, without a bot: quick to bring up."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Page

from tests.api.driver import Api
from tests.e2e.browser import PHONE


@asynccontextmanager
async def phone(
    browser: Browser,
    api: Api,
    path: str = "pages/home/index",
    *,
    locale: str = "zh-CN",
    scheme: str = "light",
) -> AsyncIterator[Page]:
    """The app on a new phone whose clock is the park's; an error of its scripts fails the test."""
    context = await browser.new_context(
        locale=locale,
        timezone_id="Asia/Shanghai",
        viewport=PHONE,
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = await context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    await page.clock.install(time=api.clock())
    await page.goto(f"{api.url}app/#/{path}")
    yield page
    await context.close()
    assert errors == []
