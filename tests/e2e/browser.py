"""The system's Chromium, and what tests do on the two pages."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, Locator, Page, expect

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
BOT_SECONDS = 15_000
"""Milliseconds that a busy machine may need for a turn."""


@asynccontextmanager
async def chat(browser: Browser, url: str, locale: str = "zh-CN") -> AsyncIterator[Page]:
    """The web chat on a new tenant's phone; an error on the page fails the test."""
    context = await browser.new_context(locale=locale, timezone_id="Asia/Shanghai", viewport=PHONE)
    page = await context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    await page.goto(url)
    await online(page)
    yield page
    await context.close()
    assert errors == []


@asynccontextmanager
async def board(browser: Browser, url: str, locale: str = "zh-CN") -> AsyncIterator[Page]:
    """The vendors' screen on a tablet."""
    viewport = {"width": 1280, "height": 800}
    context = await browser.new_context(locale=locale, viewport=viewport)
    page = await context.new_page()
    await page.goto(url)
    await expect(page.locator("#connection")).to_have_class("live")
    yield page
    await context.close()


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
