"""A gateway's line: turns come by one connection that stays open, and their actions go back by it.

A request over HTTP costs the bot more than what it says: a head to be read and written each way, a
session, middlewares, a task. Frames are texts of JSON (docs/decisions/0058-turns-go-by-a-line.md).
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any, Protocol

import ujson  # Sanic's own, twice as fast as Python's.

NOT_READY = 503
LEAVING: dict[str, Any] = {"error": {"code": "not_ready"}}

Answered = tuple[int, Any]
"""A status as HTTP has it, and the body."""
Run = Callable[[Any, "str | None"], Awaitable[Answered]]
"""Runs the turn of a body, as part of the trace of a `traceparent`."""


class Socket(Protocol):
    """What of Sanic's is used."""

    async def recv(self) -> str | bytes | None: ...

    async def send(self, message: str) -> None: ...


_here: ContextVar[Line | None] = ContextVar("line", default=None)


def here() -> Line | None:
    """The line by which the turn came that goes on here."""
    return _here.get()


class Line:
    """One gateway's connection. When it ends, so do its turns, as a request does whose client has
    gone."""

    def __init__(self, socket: Socket, run: Run) -> None:
        self._socket = socket
        self._run = run
        self._turns: dict[int, asyncio.Task[None]] = {}
        self._calls: dict[int, asyncio.Future[Answered]] = {}
        self._numbers = itertools.count()
        self._leaving = False

    async def serve(self) -> None:
        """Until the connection ends."""
        _here.set(self)
        try:
            while (text := await self._socket.recv()) is not None:
                self._hear(ujson.loads(text))
        finally:
            for task in self._turns.values():
                task.cancel()

    def _hear(self, said: dict[str, Any]) -> None:
        number = said["of"]
        if said["kind"] == "turn":
            task = asyncio.create_task(self._turn(number, said["body"], said.get("traceparent")))
            self._turns[number] = task
            task.add_done_callback(lambda _: self._turns.pop(number, None))
        elif said["kind"] == "acted":
            call = self._calls.pop(number, None)
            if call is not None and not call.done():
                call.set_result((said["status"], said["body"]))
        elif said["kind"] == "given up" and number in self._turns:
            self._turns[number].cancel()

    async def _turn(self, number: int, body: Any, traceparent: str | None) -> None:
        if self._leaving:
            status, answer = NOT_READY, LEAVING
        else:
            status, answer = await self._run(body, traceparent)
        await self._say("turned", number, status=status, body=answer)

    async def act(self, call: Any, traceparent: str | None) -> Answered:
        """What the gateway's action says to a call."""
        number = next(self._numbers)
        answer = self._calls[number] = asyncio.get_running_loop().create_future()
        try:
            await self._say("act", number, body=call, traceparent=traceparent)
            acted: Answered = await answer
            return acted
        finally:
            self._calls.pop(number, None)

    async def _say(self, kind: str, number: int, **said: Any) -> None:
        frame = {"kind": kind, "of": number, **said}
        await self._socket.send(
            ujson.dumps(frame, ensure_ascii=False, escape_forward_slashes=False)
        )

    async def leave(self, seconds: float) -> None:
        """Begin no turn anymore, and let those that run end."""
        self._leaving = True
        if self._turns:
            await asyncio.wait(list(self._turns.values()), timeout=seconds)
