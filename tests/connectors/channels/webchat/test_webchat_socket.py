import asyncio
import uuid
from contextlib import AsyncExitStack
from dataclasses import replace

import pytest
from aiohttp import ClientSession, WSMsgType, WSServerHandshakeError
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from connectors.channels.webchat.socket import Socket
from models.conversations import Conversation, Message
from services.conversations import conversations
from services.conversations.conversations import Reply
from services.handoffs import attention, handoffs
from tests.connectors.channels.webchat.driver import PATIENCE, WebDriver, WebTenant, served
from tests.contract.installation import EchoTurns, Installation, clock
from tests.given import factories


async def broken(*_: object, **__: object) -> None:
    raise OperationalError("a statement", {}, Exception("server closed the connection"))


@pytest.mark.parametrize(
    "origin", [None, "null", "", "https://evil.example", "http://127.0.0.1:1", "http://[broken"]
)
async def test_a_socket_from_another_origin_is_refused(
    driver: WebDriver, origin: str | None
) -> None:
    headers = {"Cookie": f"parkline_visitor={driver.cookie('li')}"}
    if origin is not None:
        headers["Origin"] = origin
    async with ClientSession(driver.url, headers=headers) as browser:
        with pytest.raises(WSServerHandshakeError) as refused:
            await browser.ws_connect("/chat/ws")
    assert refused.value.status == 403


async def test_the_public_origin_is_ours_too(installation: Installation) -> None:
    async with served(installation.door, public_url="https://park.example/chat") as port:
        driver = WebDriver(port)
        headers = {
            "Origin": "https://park.example",
            "Cookie": f"parkline_visitor={driver.cookie('li')}",
        }
        async with (
            ClientSession(driver.url, headers=headers) as browser,
            browser.ws_connect("/chat/ws") as ws,
        ):
            await ws.send_json({"type": "hello", "after": 0})
            heard = [await ws.receive_json(timeout=PATIENCE) for _ in range(2)]
            assert [frame["type"] for frame in heard] == ["attention", "ready"]


@pytest.mark.parametrize("cookie", ["", "parkline_visitor=v1.forged.1.x"])
async def test_an_unknown_visitor_is_told_to_fetch_the_page(driver: WebDriver, cookie: str) -> None:
    headers = {"Origin": driver.url, "Cookie": cookie}
    async with (
        ClientSession(driver.url, headers=headers) as browser,
        browser.ws_connect("/chat/ws") as ws,
    ):
        closing = await ws.receive(timeout=PATIENCE)
    assert (closing.type, closing.data) == (WSMsgType.CLOSE, 4401)


async def test_a_visitor_has_five_sockets(driver: WebDriver) -> None:
    async with AsyncExitStack() as stack:
        for _ in range(5):
            await stack.enter_async_context(driver.tenant("li"))
        browser = await stack.enter_async_context(driver.browser("li"))
        sixth = await stack.enter_async_context(browser.ws_connect("/chat/ws"))
        assert (await sixth.receive(timeout=PATIENCE)).data == 4429
        await stack.enter_async_context(driver.tenant("wang"))


async def test_the_first_word_is_hello(driver: WebDriver) -> None:
    async with driver.browser("li") as browser, browser.ws_connect("/chat/ws") as ws:
        await ws.send_json({"type": "ping"})
        assert (await ws.receive(timeout=PATIENCE)).data == 1008


async def test_the_twenty_first_message_waits(driver: WebDriver) -> None:
    async with driver.tenant("li") as li:
        codes = [(await li.say(f"message {n}")).code for n in range(21)]
    assert codes == [None] * 20 + ["rate_limited"]


async def test_what_may_be_repeated_says_when(driver: WebDriver) -> None:
    async with driver.tenant("li") as li:
        for n in range(20):
            await li.say(f"message {n}")
        id = str(uuid.uuid4())
        await li.ws.send_json({"type": "send", "id": id, "text": "one more"})
        error = await li.until("error")
    assert error["id"] == id
    assert 0 < error["retry_after"] <= 10
    assert "自动重发" in error["text_zh"]


async def test_ping_is_answered(driver: WebDriver) -> None:
    async with driver.tenant("li") as li:
        await li.ws.send_json({"type": "ping"})
        assert (await li.until("pong")) == {"type": "pong"}


async def test_a_frame_past_the_limit_closes_the_socket_only(driver: WebDriver) -> None:
    async with driver.tenant("li") as li:
        await li.ws.send_str("x" * 100_000)
        assert (await li.ws.receive(timeout=PATIENCE)).data == 1009
    async with driver.tenant("li") as again:
        assert (await again.say("still there?")).seq == 1


async def test_a_message_shows_everything_but_the_command_of_its_buttons(
    driver: WebDriver, turns: EchoTurns
) -> None:
    button = {"title": "确认", "payload": "/affirm"}
    turns.answer_with(Reply("好吗？", buttons=[button], data={"cart": {"total": 4400}}))
    id = str(uuid.uuid4())
    async with driver.tenant("li") as li:
        await li.ws.send_json({"type": "send", "id": id, "text": "两份牛肉面"})
        mine = await li.until("message")
        while (ours := await li.until("message"))["direction"] != "out":
            pass
    assert (mine["id"], mine["direction"], mine["author"]) == (id, "in", "tenant")
    assert ours["buttons"] == [{"title": "确认"}]
    assert (ours["author"], ours["data"]) == ("bot", {"cart": {"total": 4400}})
    assert ours["at"].endswith("+00:00")


async def test_typing_shows_while_an_answer_is_owed(driver: WebDriver, turns: EchoTurns) -> None:
    turns.pause()
    async with driver.tenant("li") as li:
        await li.say("hello")
        assert (await li.until("typing"))["on"] is True
        turns.resume()
        assert (await li.hear()).text == "echo: hello"


async def test_a_newcomer_gets_the_last_fifty(
    driver: WebDriver, installation: Installation
) -> None:
    replies = [Reply(f"notice {n}") for n in range(1, 61)]
    await installation.speak(driver.name, driver.external_id("li"), *replies)
    async with driver.socket("li") as ws:
        tenant = WebTenant(ws)
        assert (await tenant.until("ready"))["seq"] == 60
        heard = [(await tenant.hear()).seq for _ in range(50)]
    assert heard == list(range(11, 61))


async def test_a_long_absence_is_caught_up_with_in_full(
    driver: WebDriver, installation: Installation
) -> None:
    replies = [Reply(f"notice {n}") for n in range(1, 251)]
    await installation.speak(driver.name, driver.external_id("li"), *replies)
    async with driver.tenant("li", after=1) as li:
        heard = [(await li.hear()).seq for _ in range(249)]
    assert heard == list(range(2, 251))


async def test_a_page_that_remembers_another_conversation_starts_over(driver: WebDriver) -> None:
    async with driver.tenant("li") as li:
        await li.say("hello")
        await li.hear()
    async with driver.socket("li", after=900) as ws:
        tenant = WebTenant(ws)
        assert (await tenant.frame())["type"] == "reset"
        assert (await tenant.frame())["text"] == "hello"


async def test_at_shutdown_sockets_are_told_to_come_back(installation: Installation) -> None:
    async with AsyncExitStack() as stack:
        serving = AsyncExitStack()
        driver = WebDriver(await serving.enter_async_context(served(installation.door)))
        li = await stack.enter_async_context(driver.tenant("li"))
        stopping = asyncio.create_task(serving.aclose())
        closing = await li.ws.receive(timeout=PATIENCE)
        await stopping
    assert (closing.type, closing.data) == (WSMsgType.CLOSE, 1001)


async def test_without_a_database_nothing_is_acknowledged_and_the_socket_lives(
    driver: WebDriver, installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with driver.tenant("li") as li:
        with monkeypatch.context() as outage:
            outage.setattr("services.conversations.receiving.receive_alone", broken)
            assert (await li.say("hello")).code == "unavailable"
        assert (await li.say("hello again")).seq == 1


async def test_a_newcomer_is_asked_to_come_again_where_too_many_wait(
    installation: Installation,
) -> None:
    """Before anything is looked up or made for them; who is there already goes on."""
    full = False
    door = replace(installation.door, crowded=lambda _park, who: full and who is None)
    async with served(door) as port:
        driver = WebDriver(port)
        async with driver.tenant("li") as li:
            full = True
            assert await driver.closing("wang") == (WSMsgType.CLOSE, 1013)
            assert (await li.say("hello")).code is None
    async with installation.sessions() as session:
        assert len(list(await session.scalars(select(Conversation)))) == 1


async def test_a_page_whose_history_cannot_be_read_is_asked_to_come_again(
    driver: WebDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with driver.tenant("li") as li:
        await li.say("hello")
    with monkeypatch.context() as outage:
        outage.setattr("services.conversations.conversations.latest", broken)
        assert await driver.closing("li") == (WSMsgType.CLOSE, 1013)


async def test_so_many_pages_open_at_one_moment_and_no_more(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("connectors.channels.webchat.channel.OPENING", 0)
    async with served(installation.door) as port:
        assert await WebDriver(port).closing("li") == (WSMsgType.CLOSE, 1013)


async def test_what_this_process_wrote_is_shown_without_reading_it_again(
    driver: WebDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unread(*_: object, **__: object) -> None:
        raise AssertionError("read")

    async with driver.tenant("li") as li:
        monkeypatch.setattr("services.conversations.turns.news", unread)
        assert (await li.say("hello")).seq == 1
        assert (await li.hear()).text == "echo: hello"


async def test_who_does_not_take_what_is_sent_keeps_nobody_from_opening(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A client may leave its history unread, so that sending it never ends."""
    stuck, takes, emit = asyncio.Event(), asyncio.Event(), Socket._emit

    async def emits(socket: Socket, messages: list[Message]) -> None:
        if socket._guest.startswith("li"):
            stuck.set()
            await takes.wait()
        await emit(socket, messages)

    monkeypatch.setattr(Socket, "_emit", emits)
    monkeypatch.setattr("connectors.channels.webchat.channel.OPENING", 1)
    async with served(installation.door) as port, WebDriver(port).socket("li"):
        async with asyncio.timeout(PATIENCE):
            await stuck.wait()
        async with WebDriver(port).tenant("wang") as wang:
            assert (await wang.say("hello")).code is None
        takes.set()  # Else to hang up would take the ten seconds of who gets no answer to it.


async def test_a_tenant_sees_who_has_the_chat_who_types_and_what_was_read(
    driver: WebDriver, installation: Installation
) -> None:
    async with driver.tenant("li") as li:
        await li.say("I need a person")
        conversation = await installation.door.open("webchat", driver.external_id("li"))
        async with installation.sessions.begin() as session:
            lin = await factories.make_staff(session, conversation.park_id, name="林晓")
            found = await conversations.find(session, conversation.park_id, conversation.id)
            await handoffs.take(session, found.park_id, found.id, lin, now=clock())
            await attention.read(session, found, 1)
        feed = installation.door.feed
        await feed.attend(conversation.park_id, conversation.id)
        frame = await li.until("attention")
        assert frame == {
            "type": "attention", "owner": "staff", "name": "林晓", "presence": "here", "read": 1,
        }  # fmt: skip
        await feed.attend(conversation.park_id, conversation.id, "林晓")
        while "who" not in (typing := await li.until("typing")):
            pass
        assert typing == {"type": "typing", "on": True, "who": "林晓", "seconds": 10}
    async with driver.socket("li") as ws:
        again = WebTenant(ws)
        assert (await again.until("attention"))["read"] == 1
        await again.until("ready")
