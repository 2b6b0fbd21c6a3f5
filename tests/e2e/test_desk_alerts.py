"""The fire again: everybody hears it, wherever they are; one takes it, and the others see who."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import product
from typing import Any, Literal

import pytest
from playwright.async_api import Browser, Page, ViewportSize, expect

from models.staff import Staff
from services.kit.actors import ITSELF
from services.tickets import dispatch, sla_alarms, thread, tickets
from tests.desk.driver import Desk, open_desk
from tests.e2e.browser import PHONE
from tests.e2e.test_desk_danger import picture
from tests.e2e.test_desk_shell import page_of
from tests.given.alerts import NOW, Alerted, fire, report
from tests.given.demo_park import DemoPark

RINGS = """
window.rung = 0;
window.RealAudioContext = window.AudioContext;
window.AudioContext = class {
  state = "running"; currentTime = 0; destination = {};
  resume() {}
  createOscillator() {
    return { frequency: {}, connect: (to) => to, start: () => (window.rung += 1), stop() {} };
  }
  createGain() {
    const gain = { setValueAtTime() {}, exponentialRampToValueAtTime() {} };
    return { gain, connect: (to) => to };
  }
};
"""
AREAS = {
    "agent": "inbox", "dispatcher": "orders", "engineer": "tickets/mine", "reception": "visitors",
    "manager": "reports", "operator": "operate/sla",
}  # fmt: skip
CALLED = ("agent", "dispatcher", "engineer")
LARGE: ViewportSize = {"width": 1440, "height": 900}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@asynccontextmanager
async def desk_of(demo: DemoPark) -> AsyncIterator[Desk]:
    async with open_desk(demo, demo=True, live_settings={"poll_seconds": 0.05}) as desk:
        yield desk


async def at_the_desk(
    stack: AsyncExitStack, browser: Browser, desk: Desk, role: str, path: str, **how: Any
) -> tuple[Page, Staff]:
    """Somebody called like their role, on a page of the desk; their sounds are counted."""
    login = f"the-{role}"
    language = str(how.pop("language", "en"))
    member = await desk.hire(role, login=login, name=f"Kim {role}", language=language)
    page = await stack.enter_async_context(page_of(browser, desk, member=member, **how))
    await page.context.add_init_script(RINGS)
    await page.goto(str(desk.url / f"desk/{path}"))
    await expect(page.locator("[data-connection]")).to_have_attribute("data-state", "live")
    return page, member


@pytest.mark.timeout(240)
async def test_six_roles_on_six_pages_and_a_fire(browser: Browser, demo: DemoPark) -> None:
    async with AsyncExitStack() as stack:
        desk = await stack.enter_async_context(desk_of(demo))
        pages = {
            role: (await at_the_desk(stack, browser, desk, role, path))[0]
            for role, path in AREAS.items()
        }
        park = Alerted(demo)
        ticket = await fire(park)
        for role in CALLED:
            await expect(pages[role].locator("[data-alert-count]")).to_have_text("1", timeout=2000)
            await expect(pages[role].locator("#danger-banner")).to_contain_text("A")
            assert await pages[role].evaluate("window.rung") > 0, role
            assert "⚠ 1 · ● 1 · " in await pages[role].title()
        for role in set(AREAS) - set(CALLED):
            await expect(pages[role].locator("[data-alert-count]")).to_be_hidden()
            assert await pages[role].evaluate("window.rung") == 0, role
        await pages["engineer"].locator(f'[data-take-danger="{ticket.id}"]').click()
        await expect(pages["engineer"]).to_have_url(str(desk.url / f"desk/tickets/{ticket.id}"))
        await park.happens(f"ticket:{ticket.id}")
        for role in ("agent", "dispatcher"):
            await expect(pages[role].locator("#toasts")).to_contain_text(
                "Kim engineer saw to it: Danger: fire safety"
            )
            await expect(pages[role].locator("[data-alert-count]")).to_be_hidden()


async def test_what_is_late_reaches_a_manager_on_reports(browser: Browser, demo: DemoPark) -> None:
    async with AsyncExitStack() as stack:
        desk = await stack.enter_async_context(desk_of(demo))
        page, _ = await at_the_desk(stack, browser, desk, "manager", "reports")
        park = Alerted(demo)
        ticket = await report(park, urgency="normal")
        async with demo.sessions.begin() as session:
            late = await tickets.load(session, demo.id, ticket.id)
            late.data = {
                **late.data, "sla": {**late.data["sla"], "escalate_to": "manager", "always": True},
            }  # fmt: skip
            late.respond_by = late.next_alarm_at = NOW
            late.warned = True
        async with demo.sessions.begin() as session:
            await sla_alarms.ring(session, now=NOW)
        await park.happens(f"ticket:{ticket.id}")
        card = page.locator(".alert-card")
        await expect(card).to_contain_text(f"Overdue and escalated to you: {ticket.ticket_no}")
        assert await page.evaluate("window.rung") == 0  # It is not urgent.
        await card.click()
        await expect(page).to_have_url(str(desk.url / f"desk/tickets/{ticket.id}"))
        await expect(page.locator("[data-alert-count]")).to_be_hidden()


async def test_a_message_is_counted_elsewhere_and_not_on_its_own_page(
    browser: Browser, demo: DemoPark
) -> None:
    async with AsyncExitStack() as stack:
        desk = await stack.enter_async_context(desk_of(demo))
        page, engineer = await at_the_desk(stack, browser, desk, "engineer", "tickets/mine")
        park = Alerted(demo)
        ticket = await report(park)
        assert ticket.person_id is not None
        async with demo.sessions.begin() as session:
            await dispatch.assign(session, ticket, engineer, by=ITSELF, now=NOW)
        await park.happens(f"ticket:{ticket.id}")
        await expect(page.locator("[data-alert-count]")).to_have_text("1")
        await page.locator(".alert-card").click()
        await expect(page).to_have_url(str(desk.url / f"desk/tickets/{ticket.id}"))
        async with page.expect_response("**/desk/alerts/seen"):
            async with demo.sessions.begin() as session:
                await thread.answer(session, ticket, ticket.person_id, "还在滴水", now=NOW)
            await park.happens(f"ticket:{ticket.id}")
        await expect(page.locator("[data-alert-count]")).to_be_hidden()
        await page.goto(str(desk.url / "desk/tickets"))
        await expect(page.locator("[data-alert-count]")).to_be_hidden()


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_the_bell_fits_and_is_read_by_everybody(
    browser: Browser, demo: DemoPark, language: str
) -> None:
    async with AsyncExitStack() as stack:
        desk = await stack.enter_async_context(desk_of(demo))
        page, _ = await at_the_desk(
            stack, browser, desk, "dispatcher", "orders", language=language, viewport=PHONE
        )
        await fire(Alerted(demo))
        await expect(page.locator("[data-alert-count]")).to_have_text("1")
        await page.locator("#alert-bell > summary").click()
        for viewport, scheme in product((PHONE, LARGE), SCHEMES):
            await page.set_viewport_size(viewport)
            await page.emulate_media(color_scheme=scheme)
            how = (viewport["width"], scheme)
            box = await page.locator(".alert-body").bounding_box()
            assert box is not None, how
            assert box["x"] >= 0, how
            assert box["x"] + box["width"] <= viewport["width"], how
            wide = await page.evaluate("document.documentElement.scrollWidth")
            assert wide <= viewport["width"], how
            await picture(page, f"bell-{language}-{viewport['width']}-{scheme}")
