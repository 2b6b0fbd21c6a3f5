"""Listening sockets that somebody else holds open."""

import asyncio
import os
import socket

import aiohttp
import pytest
from aiohttp import web
from procrastinate.jobs import Job

from parkline.process.serving import (
    LAST_CALL_SECONDS,
    Stop,
    inherited,
    listening,
    say_goodbye,
    serving,
)
from parkline.roles import jobs


def test_a_socket_by_the_number_that_the_settings_name() -> None:
    with listening("127.0.0.1", 0) as door:
        found = inherited("gateway", {"gateway": os.dup(door.fileno())}, {})
        assert found is not None
        with found:
            assert found.getsockname() == door.getsockname()
    assert inherited("actions", {}, {}) is None


def test_systemds_are_ours_only_if_they_were_meant_for_this_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[int] = []
    monkeypatch.setattr(
        "parkline.process.serving.socket.socket", lambda *, fileno: opened.append(fileno)
    )
    given = {"LISTEN_FDS": "2", "LISTEN_FDNAMES": "gateway:actions"}
    inherited("actions", {}, {**given, "LISTEN_PID": str(os.getpid())})
    inherited("actions", {}, {**given, "LISTEN_PID": str(os.getpid() + 1)})
    assert opened == [4]


async def test_who_leaves_says_with_its_answers_that_they_are_the_last_on_their_connections() -> (
    None
):
    """Else the client's next request, on a connection that it takes for open, is lost."""

    async def answer(_request: web.Request) -> web.Response:
        return web.Response()

    app, stop = web.Application(), Stop()
    app.router.add_post("/", answer)
    say_goodbye(app, stop)
    async with serving(app, "127.0.0.1", 0) as port, aiohttp.ClientSession() as client:
        said = []
        for leaving in (False, True):
            if leaving:
                stop.ask()
            async with client.post(f"http://127.0.0.1:{port}/") as response:
                said.append(response.headers.get("Connection"))
    assert said == [None, "close"]


async def test_who_has_come_in_and_is_slow_to_say_what_for_is_still_answered() -> None:
    """A busy client connects, and writes its request half a second later."""

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(text="here you are")

    app = web.Application()
    app.router.add_get("/", answer)
    said: list[bytes] = []

    async def ask_slowly(port: int, connected: asyncio.Event) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        connected.set()
        await asyncio.sleep(0.5)
        writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        said.append(await reader.read())
        writer.close()

    connected = asyncio.Event()
    server = serving(app, "127.0.0.1", 0, last_call=LAST_CALL_SECONDS)
    async with asyncio.TaskGroup() as clients, server as port:
        clients.create_task(ask_slowly(port, connected))
        await connected.wait()
    assert b"here you are" in said[0]


async def test_who_is_accepted_in_the_very_round_of_leaving_is_answered() -> None:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(text="here")

    app = web.Application()
    app.router.add_get("/", answer)
    with listening("127.0.0.1", 0) as door, socket.socket() as client:
        async with serving(
            app, "", 0, listener=socket.socket(fileno=os.dup(door.fileno())), last_call=0.2
        ):
            client.settimeout(5)
            client.connect(door.getsockname())
            client.sendall(b"GET / HTTP/1.0\r\n\r\n")
            await asyncio.sleep(0)  # The loop accepts it,
            await asyncio.sleep(0)  # and would make its transport after we have left.
        said = b""
        while part := client.recv(1024):
            said += part
    assert said.endswith(b"here")


@pytest.mark.parametrize("strategy", [jobs._Patiently(), jobs._AtItsTime()])
def test_a_job_that_is_cut_off_is_another_workers_at_once(
    strategy: jobs._Patiently | jobs._AtItsTime,
) -> None:
    job = Job(id=1, queue="q", lock=None, queueing_lock=None, task_name="t", attempts=5)
    decision = strategy.get_retry_decision(exception=asyncio.CancelledError(), job=job)
    assert decision is jobs.AT_ONCE
