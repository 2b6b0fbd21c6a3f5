"""Turns by a line: what goes over it, and what becomes of a turn when it ends."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from connectors.bot.client import BotDown, BotFailed, Dialogue, Utterance
from services.conversations.conversations import Reply
from tests.connectors.bot.fake import TOKEN, FakeBot

TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

Frame = dict[str, Any]


def utterance(text: str = "你好", message_id: str = "7") -> Utterance:
    return Utterance("1:2", message_id, text, None, {"park_id": 1})


@dataclass
class LineBot:
    """Speaks frames. `turn`: what it does with one; it gives what follows the turn's number."""

    url: str = ""
    connections: int = 0
    heard: list[Frame] = field(default_factory=list)
    turn: Callable[["LineBot", Frame], Awaitable[Frame | None]] | None = None
    socket: web.WebSocketResponse | None = None
    acted: dict[int, asyncio.Future[Frame]] = field(default_factory=dict)

    async def line(self, request: web.Request) -> web.WebSocketResponse:
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            raise web.HTTPUnauthorized
        self.socket = socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.connections += 1
        async with asyncio.TaskGroup() as tasks:
            async for message in socket:
                frame = json.loads(message.data)
                self.heard.append(frame)
                if frame["kind"] == "turn":
                    tasks.create_task(self._answer(socket, frame))
                elif frame["kind"] == "acted":
                    self.acted[frame["of"]].set_result(frame)
        return socket

    async def _answer(self, socket: web.WebSocketResponse, frame: Frame) -> None:
        assert self.turn is not None
        if (answer := await self.turn(self, frame)) is not None:
            await socket.send_json({"kind": "turned", "of": frame["of"], **answer})

    async def act(self, number: int, call: Any) -> Frame:
        """Call an action."""
        assert self.socket is not None
        self.acted[number] = asyncio.get_running_loop().create_future()
        frame = {"kind": "act", "of": number, "body": call, "traceparent": TRACE}
        await self.socket.send_json(frame)
        return await self.acted[number]


def said(text: str) -> Frame:
    return {"status": 200, "body": {"messages": [{"text": text, "buttons": [], "custom": {}}]}}


async def echoes(_bot: LineBot, frame: Frame) -> Frame:
    return said(f"re: {frame['body']['text']}")


@pytest.fixture
async def bot() -> AsyncIterator[LineBot]:
    bot = LineBot(turn=echoes)
    app = web.Application()
    app.router.add_get("/webhooks/parkline/line", bot.line)
    async with TestServer(app, host="127.0.0.1") as server:
        bot.url = str(server.make_url("")).rstrip("/")
        yield bot
        if bot.socket is not None:
            await bot.socket.close()


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as client:
        yield client


async def act(call: Any, traceparent: str | None) -> tuple[int, Any]:
    return 200, {"events": [], "responses": [{"text": f"did {call['next_action']}"}],
                 "trace": traceparent}  # fmt: skip


def dialogue(
    client: aiohttp.ClientSession, *urls: str, token: str = TOKEN, timeout: float = 5
) -> Dialogue:
    made = Dialogue(client, urls, token, timeout=timeout)
    made.act_by(act)
    return made


async def test_turns_go_by_one_connection_side_by_side(
    client: aiohttp.ClientSession, bot: LineBot
) -> None:
    first = asyncio.Event()

    async def the_second_first(_bot: LineBot, frame: Frame) -> Frame:
        if frame["body"]["text"] == "一":
            await first.wait()
        else:
            first.set()
        return said(frame["body"]["text"])

    bot.turn = the_second_first
    talk = dialogue(client, bot.url)
    answers = await asyncio.gather(*(talk.turn(utterance(text)) for text in ("一", "二")))
    assert [answer.replies for answer in answers] == [[Reply("一")], [Reply("二")]]
    assert bot.connections == 1


async def test_its_actions_come_back_by_it(client: aiohttp.ClientSession, bot: LineBot) -> None:
    async def acts(bot: LineBot, _frame: Frame) -> Frame:
        done = await bot.act(5, {"next_action": "action_greet"})
        assert (done["status"], done["body"]["trace"]) == (200, TRACE)
        return said(done["body"]["responses"][0]["text"])

    bot.turn = acts
    answer = await dialogue(client, bot.url).turn(utterance())
    assert answer.replies == [Reply("did action_greet")]


@pytest.mark.parametrize(
    ("status", "problem"), [(503, BotDown), (500, BotFailed), (400, BotFailed)]
)
async def test_what_it_refuses(
    client: aiohttp.ClientSession, bot: LineBot, status: int, problem: type[Exception]
) -> None:
    async def refuses(_bot: LineBot, _frame: Frame) -> Frame:
        return {"status": status, "body": {"error": {"code": "x"}}}

    bot.turn = refuses
    with pytest.raises(problem, match=f"HTTP {status}"):
        await dialogue(client, bot.url).turn(utterance())


async def test_a_turn_whose_line_breaks_off_is_asked_for_once_more(
    client: aiohttp.ClientSession, bot: LineBot
) -> None:
    async def breaks_off_once(bot: LineBot, frame: Frame) -> Frame | None:
        if bot.connections == 1:
            assert bot.socket is not None
            await bot.socket.close()
            return None
        return await echoes(bot, frame)

    bot.turn = breaks_off_once
    answer = await dialogue(client, bot.url).turn(utterance())
    assert (answer.replies, bot.connections) == ([Reply("re: 你好")], 2)


async def test_a_line_that_always_breaks_off_is_a_bot_that_is_down(
    client: aiohttp.ClientSession, bot: LineBot
) -> None:
    async def breaks_off(bot: LineBot, _frame: Frame) -> None:
        assert bot.socket is not None
        await bot.socket.close()

    bot.turn = breaks_off
    with pytest.raises(BotDown):
        await dialogue(client, bot.url).turn(utterance())


async def test_a_turn_that_takes_too_long_is_given_up(
    client: aiohttp.ClientSession, bot: LineBot
) -> None:
    async def hangs(_bot: LineBot, _frame: Frame) -> None:
        return None

    bot.turn = hangs
    talk = dialogue(client, bot.url, timeout=0.2)
    with pytest.raises(BotDown):
        await talk.turn(utterance())
    bot.turn = echoes
    for _ in range(2):
        await talk.turn(utterance())
    [given_up] = [frame["of"] for frame in bot.heard if frame["kind"] == "given up"]
    assert given_up == bot.heard[0]["of"]


async def test_the_next_bot_has_it_where_nobody_is(
    client: aiohttp.ClientSession, bot: LineBot
) -> None:
    answer = await dialogue(client, f"http://127.0.0.1:{unused_port()}", bot.url).turn(utterance())
    assert answer.replies == [Reply("re: 你好")]


async def test_a_wrong_token_is_a_failure_not_a_wait(
    client: aiohttp.ClientSession, bot: LineBot
) -> None:
    with pytest.raises(BotFailed, match="HTTP 401"):
        await dialogue(client, bot.url, token="another").turn(utterance())
    assert bot.heard == []


@pytest.mark.parametrize("frame", ["[", "[]", "{}", '{"kind": "turned", "of": 0}'])
async def test_a_frame_that_is_not_as_agreed_is_a_failure(
    client: aiohttp.ClientSession, bot: LineBot, frame: str
) -> None:
    async def stammers(bot: LineBot, _frame: Frame) -> None:
        assert bot.socket is not None
        await bot.socket.send_str(frame)

    bot.turn = stammers
    with pytest.raises(BotFailed, match="not as agreed"):
        await dialogue(client, bot.url).turn(utterance())


async def test_a_bot_of_a_version_before_has_requests(client: aiohttp.ClientSession) -> None:
    older = FakeBot()
    app = web.Application()
    app.router.add_post("/webhooks/parkline/turn", older.turn)
    async with TestServer(app, host="127.0.0.1") as server:
        url = str(server.make_url("")).rstrip("/")
        answer = await dialogue(client, url).turn(utterance())
    assert answer.replies == [Reply("re: 你好")]
