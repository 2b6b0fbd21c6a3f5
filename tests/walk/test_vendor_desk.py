"""The pages of the vendors' desk, of a canteen with orders in many states."""

import pytest
from playwright.async_api import Browser, Page

from models.ordering import Order
from models.vendors import VendorMember
from services.ordering import orders
from services.vendors import member_sessions
from tests.vendor_desk.driver import VendorDesk
from tests.walk.sheets import LOCALES, LOOKS, SIZES, WANTED, lay_out, shot
from vendor_desk import cookies

pytestmark = WANTED

PAGES = {
    "orders": "/orders",
    "order": "/orders/{order}",
    "slip": "/orders/{order}/slip",
    "menu": "/menu",
    "hours": "/hours",
    "webhooks": "/webhooks",
    "webhook": "/webhooks/{endpoint}",
    "statements": "/statements",
    "month": "/statements/2026-12",
}
STEPS = ((), ("accept",), ("accept", "preparing"), ("accept", "preparing", "ready"))


@pytest.mark.parametrize("size", SIZES)
async def test_every_page_of_the_vendors_desk(
    vendors: VendorDesk, browser: Browser, size: str
) -> None:
    numbers = await _filled(vendors)
    for language, scheme in LOOKS:
        context = await browser.new_context(
            viewport=SIZES[size],
            locale=LOCALES[language],
            color_scheme="dark" if scheme == "dark" else "light",
        )
        page = await context.new_page()
        await page.goto(str(vendors.server / "vendor/sign-in"))
        shots = [("sign-in", await shot(page, size))]
        await _sign_in(vendors, page, language)
        for name, path in PAGES.items():
            answer = await page.goto(str(vendors.server / "vendor") + path.format_map(numbers))
            assert answer is not None
            assert answer.ok, (path, answer.status)
            shots.append((name, await shot(page, size)))
        await context.close()
        lay_out(f"vendor-{size}-{language}-{scheme}", size, shots)


async def _sign_in(vendors: VendorDesk, page: Page, language: str) -> None:
    member = await vendors.member(language=language)
    async with vendors.demo.sessions.begin() as session:
        row = await session.get_one(VendorMember, (member.park_id, member.id))
        token = await member_sessions.begin(session, row, now=vendors.clock())
    assert token is not None
    cookie = {"name": cookies.COOKIE, "value": token, "path": "/vendor"}
    await page.context.add_cookies([{**cookie, "domain": vendors.server.host or ""}])  # type: ignore[list-item]


async def _filled(vendors: VendorDesk) -> dict[str, int]:
    demo = vendors.demo
    placed: list[Order] = []
    for steps in STEPS:
        async with demo.sessions.begin() as session:
            order = await demo.placed(session, "beef_noodles", "mapo_tofu_rice", quantity=2)
            for step in steps:
                await orders.advance(session, demo.id, order.id, step, now=vendors.clock())
            placed.append(order)
    endpoint, _ = await vendors.endpoint("https://kitchen.example.com/hooks")
    return {"order": placed[0].id, "endpoint": endpoint.id}
