"""A line to one bot: turns go by a connection that stays open, and their actions come back by it.

A request over HTTP costs either side more than what it says, and a turn is one with one or two the
other way. What stands in a frame is in docs/decisions/0058-turns-go-by-a-line.md.
"""

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any

import aiohttp
import orjson

from services.kit import tracing

Acted = tuple[int, Any]
"""A status as HTTP has it, and the body."""
Act = Callable[[Any, str | None], Awaitable[Acted]]
"""Runs an action that a turn calls for, as part of the trace of a `traceparent`. Raises nothing."""

MAX_FRAME = 4 * 1024 * 1024
OPEN_SECONDS = 5.0


class Line:
    """Connects with the first turn, and anew after the connection has ended."""

    def __init__(
        self, client: aiohttp.ClientSession, url: str, headers: Mapping[str, str], act: Act
    ) -> None:
        self._client = client
        self._url = url
        self._headers = headers
        self._act = act
        self._connection: asyncio.Task[_Connection] | None = None

    async def turn(self, body: Any) -> Acted:
        """What the bot answers, or how it refuses the line. Whoever stops waiting has given the
        turn up.

        Raises aiohttp.ClientConnectorError or ConnectionTimeoutError where nobody took it, another
        aiohttp.ClientError where the connection breaks off, ValueError for what is not as agreed.
        """
        if self._connection is None or _is_over(self._connection):
            self._connection = asyncio.create_task(self._connect())
        try:
            connection = await asyncio.shield(self._connection)  # Others wait for the same.
        except aiohttp.WSServerHandshakeError as refused:
            return refused.status, {}
        return await connection.turn(body)

    async def _connect(self) -> "_Connection":
        try:
            async with asyncio.timeout(OPEN_SECONDS):
                socket = await self._client.ws_connect(
                    self._url, headers=self._headers, max_msg_size=MAX_FRAME
                )
        except TimeoutError as problem:
            raise aiohttp.ConnectionTimeoutError(f"{self._url} does not answer") from problem
        return _Connection(socket, self._act)


def _is_over(connecting: "asyncio.Task[_Connection]") -> bool:
    if not connecting.done():
        return False
    failed = connecting.cancelled() or connecting.exception() is not None
    return failed or connecting.result().closed


class _Connection:
    def __init__(self, socket: aiohttp.ClientWebSocketResponse, act: Act) -> None:
        self._socket = socket
        self._act = act
        self._turns: dict[int, asyncio.Future[Acted]] = {}
        self._numbers = itertools.count()
        self._tasks: set[asyncio.Task[None]] = set()
        self._run(self._listen())

    @property
    def closed(self) -> bool:
        return self._socket.closed

    async def turn(self, body: Any) -> Acted:
        number, answer = next(self._numbers), asyncio.get_running_loop().create_future()
        self._turns[number] = answer
        try:
            await self._say("turn", number, body=body, **tracing.headers())
            acted: Acted = await answer
        finally:
            if self._turns.pop(number, None) is not None and not self.closed:
                self._run(self._say("given up", number))
        return acted

    async def _listen(self) -> None:
        """Until the connection ends, and with it the turns that went by it."""
        ended: Exception = aiohttp.ServerDisconnectedError()
        try:
            async for message in self._socket:
                if message.type is aiohttp.WSMsgType.TEXT:
                    self._hear(orjson.loads(message.data))
        except (ValueError, KeyError, TypeError) as problem:
            ended = ValueError(f"a frame that is not as agreed: {problem!r}")
        finally:
            await self._socket.close()
            for answer in self._turns.values():
                if not answer.done():
                    answer.set_exception(ended)

    def _hear(self, said: Mapping[str, Any]) -> None:
        if said["kind"] == "act":
            self._run(self._acted(said["of"], said["body"], said.get("traceparent")))
        elif said["kind"] == "turned":
            acted = said["status"], said["body"]
            answer = self._turns.pop(said["of"], None)
            if answer is not None and not answer.done():
                answer.set_result(acted)

    async def _acted(self, number: int, call: Any, traceparent: str | None) -> None:
        status, answer = await self._act(call, traceparent)
        await self._say("acted", number, status=status, body=answer)

    async def _say(self, kind: str, number: int, **said: Any) -> None:
        frame = {"kind": kind, "of": number, **said}
        text = orjson.dumps(frame, option=orjson.OPT_NON_STR_KEYS).decode()
        await self._socket.send_str(text)

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        """Of a connection that ends while something is said by it, its turns are told."""
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()
