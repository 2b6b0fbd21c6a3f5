"""Signing out everywhere ends a browser's cookie, whoever holds a copy of it."""

from datetime import timedelta

import pytest
from aiohttp import ClientSession, WSMsgType
from sqlalchemy import select

from connectors.channels.base import Door
from connectors.channels.webchat import guests
from connectors.channels.webchat.guests import Guest
from models.conversations import Conversation
from models.people import ChannelIdentity, Person
from services.people import browsers
from services.privacy import erasure
from tests.connectors.channels.webchat.driver import KEY, PATIENCE, WebDriver
from tests.connectors.channels.webchat.test_webchat_socket import broken
from tests.connectors.channels.webchat.uploading import PHOTO, form
from tests.contract.installation import Installation, clock


async def sign_out(door: Door, external_id: str) -> int:
    """As the API does, of whoever a browser is; their conversation."""
    async with door.sessions.begin() as session:
        person = await session.scalar(
            select(Person)
            .join(ChannelIdentity, ChannelIdentity.person_id == Person.id)
            .where(ChannelIdentity.external_id == external_id)
        )
        assert person is not None
        [talk] = await browsers.sign_out_everywhere(session, person, now=clock())
    await door.feed.publish(door.park_id, talk)
    return talk


async def test_an_open_socket_is_closed(driver: WebDriver, installation: Installation) -> None:
    async with driver.tenant("li") as li, driver.tenant("wang") as wang:
        await sign_out(installation.door, driver.external_id("li"))
        closing = await li.ws.receive(timeout=PATIENCE)
        assert (closing.type, closing.data) == (WSMsgType.CLOSE, 4401)
        assert (await wang.say("你好")).seq == 1


async def test_so_is_that_of_somebody_who_was_forgotten(
    driver: WebDriver, installation: Installation
) -> None:
    door = installation.door
    async with driver.tenant("li") as li:
        async with door.sessions.begin() as session:
            person = (await session.scalars(select(Person))).one()
            held = await erasure.erase(session, person, now=clock())
        for talk in held.conversations:
            await door.feed.publish(door.park_id, talk)
        closing = await li.ws.receive(timeout=PATIENCE)
        assert (closing.type, closing.data) == (WSMsgType.CLOSE, 4401)


async def test_the_cookie_opens_nothing_any_more(
    driver: WebDriver, installation: Installation
) -> None:
    async with driver.tenant("li") as li:
        await li.say("我的手机号是13800000000")
    await sign_out(installation.door, driver.external_id("li"))
    assert await driver.closing("li") == (WSMsgType.CLOSE, 4401)
    async with driver.browser("li") as browser:
        for path, data in (("/chat/photos", form([PHOTO])), ("/chat/login-code", None)):
            async with browser.post(path, data=data) as answer:
                assert answer.status == 401, path
                assert (await answer.json())["code"] == "unknown_visitor"


async def test_the_browser_becomes_somebody_new(
    driver: WebDriver, installation: Installation
) -> None:
    async with driver.tenant("li") as li:
        await li.say("秘密")
    old = await sign_out(installation.door, driver.external_id("li"))
    async with driver.browser("li") as browser, browser.get("/") as page:
        cookie = page.cookies[guests.COOKIE].value
    guest = guests.verify(cookie, KEY, now=clock())
    assert guest is not None
    assert guest.id != driver.external_id("li")
    headers = {"Origin": driver.url, "Cookie": f"{guests.COOKIE}={cookie}"}
    async with (
        ClientSession(driver.url, headers=headers) as browser,
        browser.ws_connect("/chat/ws") as ws,
    ):
        # The page remembers what it has shown of the conversation before: it has to start over.
        await ws.send_json({"type": "hello", "after": 1})
        heard = [await ws.receive_json(timeout=PATIENCE) for _ in range(3)]
    assert [frame["type"] for frame in heard] == ["reset", "attention", "ready"]
    async with installation.door.sessions() as session:
        talks = (await session.scalars(select(Conversation.id).order_by(Conversation.id))).all()
    assert len(talks) == 2
    assert talks[0] == old


async def test_an_old_cookie_is_not_renewed_into_a_good_one(
    driver: WebDriver, installation: Installation
) -> None:
    async with driver.tenant("li"):
        pass
    await sign_out(installation.door, driver.external_id("li"))
    since = clock() - timedelta(days=31)
    stale = guests.sign(Guest(driver.external_id("li"), since), KEY)
    headers = {"Cookie": f"{guests.COOKIE}={stale}"}
    async with ClientSession(driver.url, headers=headers) as browser, browser.get("/") as page:
        renewed = guests.verify(page.cookies[guests.COOKIE].value, KEY, now=clock())
    assert renewed is not None
    assert renewed.id != driver.external_id("li")


@pytest.mark.parametrize("days", [0, 31])
async def test_while_nobody_can_say_it_a_cookie_is_neither_renewed_nor_replaced(
    driver: WebDriver, monkeypatch: pytest.MonkeyPatch, days: int
) -> None:
    monkeypatch.setattr("services.people.browsers.signed_out", broken)
    since = clock() - timedelta(days=days)
    cookie = guests.sign(Guest(driver.external_id("li"), since), KEY)
    headers = {"Cookie": f"{guests.COOKIE}={cookie}"}
    async with ClientSession(driver.url, headers=headers) as browser, browser.get("/") as page:
        assert page.status == 200
        assert guests.COOKIE not in page.cookies
