"""The page at a room's door: free, booked, in use, closed, and without a network."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from playwright.async_api import Browser, expect

from connectors.doors.page import DoorPage, Rates
from parkline.process.clock import SetClock
from services.booking import closures, panels
from tests.given.booking import NOW, at, booked, by, park_of, thing
from tests.given.demo_park import DemoPark
from tests.walk.sheets import LOCALES, LOOKS, SIZES, WANTED, lay_out, shot

pytestmark = WANTED
ROOMS = {"free": "c_501", "soon": "a_301", "in-use": "a_302", "booked": "b_201", "closed": "b_301"}
STATES = {"free": "free", "soon": "free", "in-use": "taken", "booked": "held", "closed": "closed"}


@pytest.fixture
async def http(demo: DemoPark) -> AsyncIterator[TestClient[web.Request, web.Application]]:
    app = web.Application()
    rates = Rates.new(lambda: 0.0)
    clock = SetClock(at(9, 40))
    app.add_routes(
        DoorPage(demo.id, demo.sessions, clock, "https://park.example/app/", (), rates).routes()
    )
    async with TestClient(TestServer(app, host="127.0.0.1")) as http:
        yield http


async def _doors(demo: DemoPark) -> dict[str, str]:
    await booked(demo, "a_301", at(11), hours=2)
    await booked(demo, "a_302", at(9, 30), hours=1.5, now=NOW)
    await booked(demo, "a_302", at(14), hours=1)
    await booked(demo, "b_201", at(9, 30), hours=2, now=NOW)
    paths = {}
    async with demo.sessions.begin() as session:
        for name, code in ROOMS.items():
            row = (await thing(session, demo, code)).resource
            if name == "closed":
                await closures.close(
                    session, by(demo), await park_of(session, demo), row.id,
                    starts_at=at(9), ends_at=at(12), reason="换地毯",
                )  # fmt: skip
            paths[name] = f"/door/{await panels.issue(session, by(demo), row.id)}"
    return paths


async def test_a_door_in_every_state(
    demo: DemoPark, http: TestClient[web.Request, web.Application], browser: Browser
) -> None:
    paths = await _doors(demo)
    await http.post(f"{paths['in-use']}/check_in", json={})
    for size, viewport in SIZES.items():
        shots = []
        for language, scheme in LOOKS:
            async with await browser.new_context(
                viewport=viewport,
                locale=LOCALES[language],
                color_scheme="dark" if scheme == "dark" else "light",
            ) as context:
                page = await context.new_page()
                for name, path in paths.items():
                    await page.goto(str(http.make_url(path)))
                    await expect(page.locator("#now")).to_have_attribute("data-state", STATES[name])
                    shots.append((f"{language}-{scheme}-{name}", await shot(page, size)))
                await context.set_offline(True)
                await expect(page.get_by_role("alert")).to_be_visible(timeout=30_000)
                shots.append((f"{language}-{scheme}-offline", await shot(page, size)))
        lay_out(f"door-{size}", size, shots)
