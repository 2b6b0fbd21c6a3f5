"""The page of a pass: what its holder needs, in their language, and nothing of who they are."""

from collections.abc import AsyncIterator
from datetime import datetime, time, timedelta
from io import BytesIO

import pytest
import zxingcpp
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from PIL import Image

from connectors.gates.page import TEXTS_FOLDER, pass_routes
from models.park import Park
from models.people import Person
from parkline.process.clock import SetClock
from services.visits import visits
from tests.given.demo_park import SHANGHAI, DemoPark
from tests.given.visits import FIVE, KEY, NOW, THREE, advance, registered, token_of
from tests.kit.texts import messages

Client = TestClient[web.Request, web.Application]
CLOCK = SetClock(THREE)


@pytest.fixture
async def http(demo: DemoPark) -> AsyncIterator[Client]:
    CLOCK.moment = THREE
    app = web.Application()
    app.add_routes(pass_routes(demo.id, demo.sessions, CLOCK, lambda _park: [KEY.public_key()]))
    async with TestClient(TestServer(app, host="127.0.0.1")) as http:
        yield http


async def page(http: Client, token: str, language: str = "zh-CN") -> str:
    answer = await http.get(f"/pass/{token}", headers={"Accept-Language": language})
    assert answer.status == 200
    return await answer.text()


async def test_it_shows_the_code_the_time_and_the_place(demo: DemoPark, http: Client) -> None:
    visit = await registered(demo, headcount=2)
    token = await token_of(demo, visit)
    zh, en = await page(http, token), await page(http, token, "en-GB,en;q=0.9")
    for shown in ("现在可以入园", "今天 15:00–17:00", "B座12楼", "2 人", visit.visit_no, "<img"):
        assert shown in zh
    for shown in ("Ready to use", "today 15:00–17:00", "Building B, floor 12", "2 people"):
        assert shown in en


async def test_the_picture_of_the_code_is_read_by_somebody_elses_reader(
    demo: DemoPark, http: Client
) -> None:
    visit = await registered(demo)
    token = await token_of(demo, visit)
    assert f'src="/pass/{token}/qr.png"' in await page(http, token)
    answer = await http.get(f"/pass/{token}/qr.png")
    assert (answer.status, answer.content_type) == (200, "image/png")
    assert answer.headers["Cache-Control"] == "no-store"
    picture = Image.open(BytesIO(await answer.read())).convert("L")
    found = zxingcpp.read_barcodes(picture, zxingcpp.BarcodeFormat.QRCode)
    assert [code.text for code in found] == [token]


async def test_what_does_not_open_has_no_picture(demo: DemoPark, http: Client) -> None:
    visit = await registered(demo)
    token = await token_of(demo, visit)
    await advance(demo, visit, "cancel")
    for shown in (token, token[:-2] + "AA", "x"):
        assert (await http.get(f"/pass/{shown}/qr.png")).status == 404


async def test_it_tells_which_cars_by_the_ends_of_their_plates(
    demo: DemoPark, http: Client
) -> None:
    visit = await registered(demo, more_plates=["浙F9X233"])
    token = await token_of(demo, visit)
    zh, en = await page(http, token), await page(http, token, "en-GB,en;q=0.9")
    assert "尾号 345<br>尾号 233" in zh
    assert "ending in 345<br>ending in 233" in en
    assert "浙F9X233" not in zh + en


async def test_it_says_nothing_of_who_comes(demo: DemoPark, http: Client) -> None:
    visit = await registered(demo, company="远航物流", reason="面试")
    shown = await page(http, await token_of(demo, visit))
    assert not [
        one for one in ("王小明", "13900001234", "粤BD12345", "远航", "面试") if one in shown
    ]


async def test_nobody_indexes_keeps_or_passes_it_on(demo: DemoPark, http: Client) -> None:
    answer = await http.get(f"/pass/{await token_of(demo, await registered(demo))}")
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "script-src" not in answer.headers["Content-Security-Policy"]


async def test_before_its_time_it_says_from_when(demo: DemoPark, http: Client) -> None:
    token = await token_of(demo, await registered(demo))
    CLOCK.moment = NOW - timedelta(days=1)
    assert "明天 12月2日 周三 14:00 起可以入园" in await page(http, token)


async def test_what_opens_nothing_shows_no_code(demo: DemoPark, http: Client) -> None:
    over, withdrawn, used = [await registered(demo) for _ in range(3)]
    await advance(demo, withdrawn, "cancel")
    assert "已失效" in (shown := await page(http, await token_of(demo, withdrawn)))
    assert "<img" not in shown
    async with demo.sessions.begin() as session:
        held = await visits.pass_of(session, used)
        assert held is not None
        held.entries = held.max_entries
    assert "入园次数已用完" in (shown := await page(http, await token_of(demo, used)))
    assert "<img" not in shown
    CLOCK.moment = FIVE
    assert "已过有效期" in (shown := await page(http, await token_of(demo, over)))
    assert "<img" not in shown


async def test_several_days_show_their_hours(demo: DemoPark, http: Client) -> None:
    starts = datetime(2026, 12, 4, 9, 0, tzinfo=SHANGHAI)
    ends = starts + timedelta(days=2, hours=9)
    visit = await registered(demo, starts=starts, ends=ends, daily=(time(9), time(18)))
    token = await token_of(demo, visit)
    assert "后天 12月4日 周五至12月6日 周日，每天 09:00–18:00" in await page(http, token)
    assert "Fri 4 Dec to Sun 6 Dec, 09:00–18:00 each day" in await page(http, token, "en")
    CLOCK.moment = starts + timedelta(hours=12)
    night = await page(http, token)
    assert "每天 09:00–18:00 可以入园" in night
    assert "<img" in night


@pytest.mark.parametrize("token", ["x", "PL1.a.b", "%E9%97%A8", "A" * 3_000])
async def test_what_is_no_pass_is_not_found(http: Client, token: str) -> None:
    answer = await http.get(f"/pass/{token}")
    assert answer.status == 404
    assert "没有找到这张通行证" in await answer.text()


def test_both_languages_say_the_same() -> None:
    zh, en = (messages(TEXTS_FOLDER / f"{language}.ftl") for language in ("zh", "en"))
    assert list(zh) == list(en)
    assert zh == en


async def test_who_comes_from_outside_sees_whom_where_and_a_number_to_dial(
    demo: DemoPark, http: Client
) -> None:
    visit = await registered(demo)
    async with demo.sessions.begin() as session:
        host = await session.get_one(Person, (demo.id, visit.host_id))
        host.name = "李晓明"
    token = await token_of(demo, visit)
    zh, en = await page(http, token), await page(http, token, "en")
    assert "李晓明" in zh
    assert "上海市浦东新区启明路 88 号" in zh
    assert "88 Qiming Road, Pudong, Shanghai" in en
    assert 'href="https://uri.amap.com/' in zh
    assert 'href="tel:+862155508001">+86 21 5550 8001</a>' in zh
    assert "8001</a>" in en


async def test_a_park_that_has_said_nothing_of_it_shows_what_it_has(
    demo: DemoPark, http: Client
) -> None:
    visit = await registered(demo)
    async with demo.sessions.begin() as session:
        park = await session.get_one(Park, demo.id)
        park.public_phone = park.address_zh = park.map_url = ""
    zh = await page(http, await token_of(demo, visit))
    assert 'href="tel:8001"' in zh
    assert "地址" not in zh


async def test_a_guest_takes_the_visit_into_a_calendar(demo: DemoPark, http: Client) -> None:
    visit = await registered(demo)
    token = await token_of(demo, visit)
    assert f'href="/pass/{token}/visit.ics"' in await page(http, token)
    answer = await http.get(f"/pass/{token}/visit.ics", headers={"Accept-Language": "en"})
    assert (answer.status, answer.content_type) == (200, "text/calendar")
    said = (await answer.text()).replace("\r\n ", "")
    assert "DTSTART:20261202T070000Z\r\nDTEND:20261202T090000Z\r\n" in said
    assert f"UID:{visit.visit_no}@daybreak" in said
    assert "88 Qiming Road\\, Pudong\\, Shanghai\\, Building B\\, floor 12" in said
    assert token not in said


async def test_a_visit_that_is_over_is_in_no_calendar(demo: DemoPark, http: Client) -> None:
    visit = await registered(demo)
    token = await token_of(demo, visit)
    CLOCK.moment = FIVE + timedelta(minutes=1)
    assert "visit.ics" not in await page(http, token)
    assert (await http.get(f"/pass/{token}/visit.ics")).status == 404
