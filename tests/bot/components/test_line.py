"""A gateway's line: turns side by side, and their actions by the same connection."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from bot.components.serving import actions, ahead, line
from bot.components.serving.actions import ActionsEndpoint
from bot.components.serving.line import LEAVING, Line, Run

Frame = dict[str, Any]


class Socket:
    """Frames that come are put into `comes`; those that went are in `went`."""

    def __init__(self) -> None:
        self.comes: asyncio.Queue[Frame | None] = asyncio.Queue()
        self.went: asyncio.Queue[Frame] = asyncio.Queue()

    async def recv(self) -> str | None:
        frame = await self.comes.get()
        return None if frame is None else json.dumps(frame)

    async def send(self, message: str) -> None:
        self.went.put_nowait(json.loads(message))


def turn(number: int, body: Any = None) -> Frame:
    return {"kind": "turn", "of": number, "body": body or {}}


def talked(run: Run, talk: Callable[[Socket, Line], Awaitable[None]]) -> None:
    async def served() -> None:
        socket = Socket()
        one = Line(socket, run)
        serving = asyncio.create_task(one.serve())
        await asyncio.wait_for(talk(socket, one), 5)
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)

    asyncio.run(served())


async def well(body: Any, traceparent: str | None) -> tuple[int, Any]:
    return 200, {"heard": body, "trace": traceparent}


def test_a_turn_is_answered_under_its_number() -> None:
    async def talk(socket: Socket, _line: Line) -> None:
        socket.comes.put_nowait({**turn(3, {"text": "你好"}), "traceparent": "00-x"})
        body = {"heard": {"text": "你好"}, "trace": "00-x"}
        assert await socket.went.get() == {"kind": "turned", "of": 3, "status": 200, "body": body}

    talked(well, talk)


def test_actions_go_back_by_the_line_that_the_turn_came_by() -> None:
    endpoint = ActionsEndpoint(EndpointConfig("http://127.0.0.1:9/nobody"))

    async def acts(body: Any, _traceparent: str | None) -> tuple[int, Any]:
        actions.trouble.set(None)
        ahead.forget()
        try:
            return 200, await endpoint.request(json={"next_action": body["action"]})
        except ClientResponseError as refused:
            return 500, {"refused": refused.status}

    async def talk(socket: Socket, _line: Line) -> None:
        for number, action in enumerate(["one", "two", "three"]):
            socket.comes.put_nowait(turn(number, {"action": action}))
        calls = [await socket.went.get() for _ in range(3)]
        assert {call["body"]["next_action"] for call in calls} == {"one", "two", "three"}
        for call in reversed(calls):
            name = call["body"]["next_action"]
            status = 400 if name == "two" else 200
            answer = {"kind": "acted", "of": call["of"], "status": status, "body": {"did": name}}
            socket.comes.put_nowait(answer)
        answers = {frame["of"]: frame for frame in [await socket.went.get() for _ in range(3)]}
        assert answers[0]["body"] == {"did": "one"}
        assert answers[1]["body"] == {"refused": 400}
        assert answers[2]["body"] == {"did": "three"}

    talked(acts, talk)


def test_who_comes_by_no_line_has_none() -> None:
    assert line.here() is None


def test_a_turn_that_is_given_up_or_whose_line_ends_is_broken_off() -> None:
    async def talk(socket: Socket, _line: Line) -> None:
        for number in (1, 2):
            socket.comes.put_nowait(turn(number, {"n": number}))
        assert [await begun.get(), await begun.get()] == [1, 2]
        socket.comes.put_nowait({"kind": "given up", "of": 1})
        assert await ended.get() == 1
        socket.comes.put_nowait(None)
        assert await ended.get() == 2

    begun: asyncio.Queue[int] = asyncio.Queue()
    ended: asyncio.Queue[int] = asyncio.Queue()

    async def hangs(body: Any, _traceparent: str | None) -> tuple[int, Any]:
        begun.put_nowait(body["n"])
        try:
            await asyncio.Event().wait()
        finally:
            ended.put_nowait(body["n"])
        raise AssertionError

    talked(hangs, talk)


def test_a_bot_that_leaves_ends_what_runs_and_begins_nothing() -> None:
    go = asyncio.Event()

    async def waits(_body: Any, _traceparent: str | None) -> tuple[int, Any]:
        await go.wait()
        return 200, {}

    async def talk(socket: Socket, one: Line) -> None:
        socket.comes.put_nowait(turn(1))
        await asyncio.sleep(0.01)
        leaving = asyncio.create_task(one.leave(5))
        await asyncio.sleep(0)
        socket.comes.put_nowait(turn(2))
        refused = await socket.went.get()
        assert refused == {"kind": "turned", "of": 2, "status": 503, "body": LEAVING}
        go.set()
        await leaving
        assert (await socket.went.get())["of"] == 1

    talked(waits, talk)
