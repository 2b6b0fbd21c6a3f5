"""The page at a door: what it shows, what it does, and to whom it says nothing."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
import zxingcpp
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from PIL import Image
from playwright.async_api import Browser, expect
from sqlalchemy import func, select

from connectors.doors.page import MOST, TEXTS_FOLDER, WORDS, DoorPage, Rates
from models.booking import Booking
from models.people import Person
from parkline.process.clock import SetClock
from services.booking import closures, panels
from tests.given.booking import NOW, at, booked, by, park_of, reloaded, thing
from tests.given.demo_park import DemoPark
from tests.kit.axe import AXE, faults
from tests.kit.texts import messages

Client = TestClient[web.Request, web.Application]
CLOCK = SetClock(NOW)
APP = "https://park.example/app/"


@pytest.fixture
async def http(demo: DemoPark) -> AsyncIterator[Client]:
    CLOCK.moment = NOW
    ticks = iter(range(1_000_000))
    rates = Rates.new(lambda: next(ticks) / 1000)
    app = web.Application()
    app.add_routes(DoorPage(demo.id, demo.sessions, CLOCK, APP, (), rates).routes())
    async with TestClient(TestServer(app, host="127.0.0.1")) as http:
        yield http


async def door(demo: DemoPark, code: str = "a_301") -> str:
    """The path of its page."""
    async with demo.sessions.begin() as session:
        row = (await thing(session, demo, code)).resource
        return f"/door/{await panels.issue(session, by(demo), row.id)}"


async def state(http: Client, path: str) -> dict[str, Any]:
    answer = await http.get(f"{path}/state")
    assert answer.status == 200
    found: dict[str, Any] = await answer.json()
    return found


async def press(http: Client, path: str, action: str, **body: str) -> tuple[int, dict[str, Any]]:
    answer = await http.post(f"{path}/{action}", json=body)
    return answer.status, await answer.json() if answer.status in {200, 409} else {}


def utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


async def test_it_says_what_is_and_what_comes_and_of_nobody(demo: DemoPark, http: Client) -> None:
    await booked(demo, starts_at=at(9), hours=1.5, title="裁员讨论", now=at(8))
    await booked(demo, starts_at=at(14))
    shown = await state(http, path := await door(demo))
    assert shown["current"]["until"] == utc(at(10, 30))
    assert shown["next"] == {"from": utc(at(14)), "until": utc(at(15)), "closed": False}
    assert (shown["checked_in"], shown["can"], shown["books"]) == (False, ["check_in"], [])
    page = await (await http.get(path)).text()
    assert "裁员" not in page + str(shown)
    assert "B-" not in str(shown)


async def test_a_free_room_is_used_at_once_by_whoever_stands_there(
    demo: DemoPark, http: Client
) -> None:
    CLOCK.moment = at(9, 40)
    await booked(demo, starts_at=at(11))
    path = await door(demo)
    books = (await state(http, path))["books"]
    assert books == [utc(at(10)), utc(at(10, 30))]
    status, shown = await press(http, path, "book", until=books[1])
    assert (status, shown["checked_in"], shown["can"]) == (200, True, ["end"])
    assert shown["extends"] == [utc(at(11))]
    async with demo.sessions() as session:
        made = await session.scalar(select(Booking).order_by(Booking.id.desc()).limit(1))
        assert made is not None
        who = await session.get_one(Person, (demo.id, made.person_id))
    assert (made.status, made.starts_at, made.ends_at) == ("checked_in", at(9, 30), at(10, 30))
    assert (who.stands_for, made.company_id) == ("door", None)
    assert (await press(http, path, "extend", until=utc(at(11))))[0] == 200
    assert (await reloaded(demo, made.id)).ends_at == at(11)
    status, shown = await press(http, path, "end")
    assert (status, shown["current"]) == (200, None)


async def test_who_has_booked_checks_in_and_ends(demo: DemoPark, http: Client) -> None:
    booking = await booked(demo, starts_at=at(9, 30), now=at(9))
    path = await door(demo)
    assert (await state(http, path))["check_in_by"] == utc(at(9, 45))
    assert (await press(http, path, "check_in"))[1]["checked_in"]
    CLOCK.moment = at(10)
    assert (await press(http, path, "end"))[1]["current"] is None
    assert (await reloaded(demo, booking.id)).status == "completed"


async def test_ten_press_at_once_and_one_has_it(demo: DemoPark, http: Client) -> None:
    path = await door(demo)
    until = (await state(http, path))["books"][0]
    answers = await asyncio.gather(*(press(http, path, "book", until=until) for _ in range(10)))
    assert sorted(status for status, _ in answers) == [200] + [409] * 9
    async with demo.sessions() as session:
        assert await session.scalar(select(func.count()).select_from(Booking)) == 1


@pytest.mark.parametrize("code", ["hall_east", "a_301"])
async def test_what_is_not_offered_is_refused(demo: DemoPark, http: Client, code: str) -> None:
    path = await door(demo, code)
    if code == "hall_east":
        assert (await state(http, path))["books"] == []
    for until in (at(9, 45), at(20), at(9)):
        assert (await press(http, path, "book", until=utc(until)))[0] == 409
    for action in ("check_in", "end"):
        assert (await press(http, path, action))[0] == 409
    assert (await press(http, path, "extend", until=utc(at(11))))[0] == 409


async def test_a_closure_is_shown_and_nothing_is_offered(demo: DemoPark, http: Client) -> None:
    async with demo.sessions.begin() as session:
        row = (await thing(session, demo, "a_301")).resource
        await closures.close(
            session, by(demo), await park_of(session, demo), row.id,
            starts_at=at(9), ends_at=at(12), reason="换地毯",
        )  # fmt: skip
    shown = await state(http, await door(demo))
    assert (shown["current"]["closed"], shown["books"], shown["can"]) == (True, [], [])
    assert "地毯" not in str(shown)


async def test_an_address_that_was_taken_back_or_replaced_is_none(
    demo: DemoPark, http: Client
) -> None:
    first, second = await door(demo), await door(demo)
    assert (await http.get(first)).status == 404
    assert (await http.get(second)).status == 200
    async with demo.sessions.begin() as session:
        row = (await thing(session, demo, "a_301")).resource
        await panels.revoke(session, by(demo), row.id)
    answer = await http.get(second, headers={"Accept-Language": "zh-CN"})
    assert answer.status == 404
    assert "这个地址已经失效" in await answer.text()
    assert (await http.post(f"{second}/check_in", json={})).status == 404


@pytest.mark.parametrize("body", ["{", "[]", '{"until": "noon"}', "{}", '{"x": 1}', "x" * 5_000])
async def test_what_is_no_request_is_refused(demo: DemoPark, http: Client, body: str) -> None:
    headers = {"Content-Type": "application/json"}
    answer = await http.post(f"{await door(demo)}/book", data=body, headers=headers)
    assert answer.status in {400, 413}
    form = await http.post(f"{await door(demo)}/book", data={"until": "2026-12-02T10:00:00Z"})
    assert form.status == 415


async def test_too_many_are_asked_to_wait_and_other_doors_are_not(
    demo: DemoPark, http: Client
) -> None:
    path, other = await door(demo), await door(demo, "a_302")
    found = {(await http.get(f"{path}/state")).status for _ in range(MOST + 5)}
    assert found == {200, 429}
    assert (await http.get(f"{other}/state")).status == 200
    guesses = [(await http.get(f"/door/guess{n}/state")).status for n in range(MOST + 5)]
    assert guesses.count(404) == MOST
    assert guesses[-1] == 429


async def test_nobody_indexes_keeps_or_passes_it_on(demo: DemoPark, http: Client) -> None:
    answer = await http.get(await door(demo))
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_both_languages_say_the_same() -> None:
    zh, en = (messages(TEXTS_FOLDER / f"{one}.ftl") for one in ("zh", "en"))
    assert list(zh) == list(en)
    assert {f"door-{one}" for one in WORDS} | {"door-unknown"} == set(zh)


async def test_a_page_shows_follows_and_says_when_it_is_offline(
    demo: DemoPark, http: Client, browser: Browser
) -> None:
    await booked(demo, starts_at=at(11))
    path = await door(demo)
    context = await browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 800})
    page = await context.new_page()
    await page.goto(str(http.make_url(path)))
    await expect(page.locator("#state")).to_have_text("空闲")
    await expect(page.locator("#until")).to_have_text("到 11:00")
    await page.get_by_role("button", name="现在就用 · 到 10:00").click()
    await expect(page.locator("#state")).to_have_text("使用中")
    await page.get_by_role("button", name="English").click()
    await expect(page.locator("#state")).to_have_text("In use")
    await page.get_by_role("button", name="End now").click()
    await page.get_by_role("button", name="End it now?").click()
    await expect(page.locator("#state")).to_have_text("Free")
    if AXE.exists():
        assert await faults(page) == []
        await page.get_by_role("button", name="Dark / light").click()
        assert await faults(page) == []
    code = zxingcpp.read_barcodes(
        picture(await page.locator("#code").screenshot()), zxingcpp.BarcodeFormat.QRCode
    )
    assert [one.text for one in code] == [f"{APP}#/pages/booking/door?at=a_301"]
    await context.set_offline(True)
    await expect(page.get_by_role("alert")).to_have_text(
        "No connection. What you see may be old.", timeout=30_000
    )
    await context.set_offline(False)
    await expect(page.get_by_role("alert")).to_have_count(0, timeout=30_000)
    await context.close()


def picture(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("L")
