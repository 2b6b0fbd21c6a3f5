"""The system's Chromium, and what tests do on the pages of tenants, vendors and staff."""

import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from urllib.parse import quote

from PIL import Image, ImageDraw
from playwright.async_api import Browser, FilePayload, Locator, Page, ViewportSize, expect

from parkline.demo.desk.data import DEMO_PASSWORD
from tests.kit.installation import ROOT

IMAGES = ROOT / "docs" / "images"
PHONE: ViewportSize = {"width": 390, "height": 844}
WIDE: ViewportSize = {"width": 1280, "height": 800}
BOT_SECONDS = 30_000
"""Milliseconds that a busy machine may need for a turn."""


@asynccontextmanager
async def chat(browser: Browser, url: str, locale: str = "zh-CN") -> AsyncIterator[Page]:
    """The web chat on a new tenant's phone; an error on the page fails the test."""
    async with await browser.new_context(
        locale=locale, timezone_id="Asia/Shanghai", viewport=PHONE
    ) as context:
        page = await context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        await page.goto(url)
        await online(page)
        yield page
    assert errors == []


@asynccontextmanager
async def board(browser: Browser, url: str, locale: str = "zh-CN") -> AsyncIterator[Page]:
    """The vendors' screen on a tablet."""
    async with await browser.new_context(locale=locale, viewport=WIDE) as context:
        page = await context.new_page()
        await page.goto(url)
        await expect(page.locator("#connection")).to_have_class("live")
        yield page


async def online(page: Page) -> None:
    await expect(page.locator("#status")).to_have_attribute("data-state", "online", timeout=30_000)


async def say(page: Page, text: str) -> None:
    await page.locator("#text").fill(text)
    await page.locator("#text").press("Enter")


async def press(page: Page, title: str) -> None:
    await page.locator(".chip:enabled", has_text=title).first.click(timeout=BOT_SECONDS)


def bubble(page: Page, text: str) -> Locator:
    """Messages of ours that hold `text`."""
    return page.locator(".item.out .text", has_text=text)


def card(page: Page, order_no: str) -> Locator:
    return page.locator("article", has_text=order_no)


@asynccontextmanager
async def desk(
    browser: Browser,
    url: str,
    login: str,
    path: str = "/desk/inbox",
    *,
    viewport: ViewportSize = WIDE,
    forgiven: str = "^$",
) -> AsyncIterator[Page]:
    """A page of the desk at `path`, signed in, in the language of the account.

    Whatever the browser calls an error fails the test, but for what `forgiven` (a pattern) finds.
    """
    async with await browser.new_context(viewport=viewport, timezone_id="Asia/Shanghai") as context:
        page = await context.new_page()
        errors = errors_of(page)
        await page.goto(f"{url}desk/sign-in?next={quote(path.removeprefix('/desk'))}")
        await page.locator("[name=login]").fill(login)
        await page.locator("[name=password]").fill(DEMO_PASSWORD)
        await page.locator("#sign-in button").click()
        await live(page)
        yield page
    assert [error for error in errors if not re.search(forgiven, error)] == []


def errors_of(page: Page) -> list[str]:
    """Filled with what the browser calls an error: of scripts, refused by the policy, not found."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    return errors


async def live(page: Page) -> None:
    """The page hears what happens."""
    connection = page.locator("[data-connection]")
    await expect(connection).to_have_attribute("data-state", "live", timeout=30_000)


async def send_photo(page: Page, caption: str, photo: FilePayload) -> None:
    await page.locator("#files").set_input_files(photo)
    await expect(page.locator("#tray li")).to_have_count(1)
    await say(page, caption)


async def rate(page: Page, stars: int) -> None:
    """Press the stars that were offered last."""
    await page.locator(".stars:not(.closed) button").nth(stars - 1).click(timeout=BOT_SECONDS)


async def heard(page: Page, text: str | re.Pattern[str]) -> str:
    """Wait until the tenant has read `text` from us; the whole message."""
    told = page.locator(".item.out .text", has_text=text).last
    await expect(told).to_be_visible(timeout=BOT_SECONDS)
    return await told.inner_text()


async def ticket_no(page: Page) -> str:
    """Of the ticket that we told the tenant of."""
    found = re.search(r"T-\w+", await heard(page, re.compile(r"工单.*T-\w+")))
    assert found is not None
    return found[0]


def row(inbox: Page, conversation: str) -> Locator:
    """A conversation in the list of the desk's inbox."""
    return inbox.locator(f"[data-rows] [data-open-conversation='{conversation}']")


def photo(colour: str = "steelblue") -> FilePayload:
    """A picture as a phone takes it."""
    made = BytesIO()
    picture = Image.new("RGB", (800, 600), "gainsboro")
    ImageDraw.Draw(picture).rounded_rectangle((120, 180, 680, 330), 24, fill=colour)
    picture.save(made, "JPEG")
    return {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": made.getvalue()}


async def picture(page: Page, name: str) -> None:
    """For README and docs; only where PARKLINE_IMAGES asks for it."""
    if "PARKLINE_IMAGES" in os.environ:
        await expect(page.locator(".toast")).to_have_count(0, timeout=10_000)
        await page.screenshot(path=IMAGES / f"{name}.png")
