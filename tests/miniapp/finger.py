"""Somebody's finger on the screen, which counts what it taps."""

from dataclasses import dataclass

from playwright.async_api import Locator, Page

from tests.miniapp.serving import SLOW

TAPS = 8
"""That a first lunch may take somebody who has never seen the app."""


@dataclass
class Finger:
    page: Page
    taps: int = 0

    async def tap(self, name: str, *, role: str = "button") -> None:
        await self.on(self.page.get_by_role(role, name=name, exact=True).first)  # type: ignore[arg-type]

    async def on(self, what: Locator) -> None:
        await what.click(timeout=SLOW)
        self.taps += 1
