"""docs/zh/vendor-api.md says what the code does, and its programs take what is really sent."""

import asyncio
import json
import os
import re
import shutil
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import unused_port

from connectors.vendors import exchange, signing
from connectors.vendors.ping import Pinger
from models.vendors import Endpoint
from parkline.settings.settings import ROOT
from parkline.stores.database import Sessions
from services.ordering.orders import VENDOR_ACTIONS
from services.vendors import deliveries, retries
from services.vendors.attempts import Done
from services.vendors.deliveries import One
from services.vendors.endpoints import VENDOR_EVENTS
from tests.connectors.vendors.calling import serve, status_of
from tests.connectors.vendors.rotating import rotate
from tests.contract.vendor_delivery import (
    LOOPBACK,
    VAULT,
    World,
    deliver_due,
    deliverer,
    make_world,
)
from tests.kit.waiting import PATIENCE, until

PAGE = (ROOT / "docs" / "zh" / "vendor-api.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


[RECEIVER, CATCHING_UP] = blocks("python")
[STEPS] = blocks("sh")


@dataclass(frozen=True)
class Language:
    """A program of the page, and what runs it."""

    runs: Sequence[str]
    file: str
    source: str


LANGUAGES = [
    Language([sys.executable], "receiver.py", RECEIVER),
    Language(["node"], "receiver.mjs", blocks("js")[0]),
    Language(["java", "-XX:TieredStopAtLevel=1"], "Receiver.java", blocks("java")[0]),
]


def test_every_event_and_every_call_is_described() -> None:
    for name in [*VENDOR_EVENTS, *VENDOR_ACTIONS]:
        assert f"`{name}`" in PAGE, name


def test_the_schedule_is_the_real_one() -> None:
    units = {"秒": "seconds", "分钟": "minutes", "小时": "hours"}
    row = next(line for line in PAGE.splitlines() if "上下浮动" in line)
    waits = re.findall(r"(\d+) (秒|分钟|小时)", row.split("|", 2)[2])
    assert tuple(timedelta(**{units[unit]: int(n)}) for n, unit in waits) == retries.SCHEDULE


def test_the_example_to_compare_with_is_signed_as_we_sign() -> None:
    table = PAGE.partition("### 对一下算法")[2].partition("###")[0]
    secret, id_, timestamp, body, signature = re.findall(r"\| `([^`]+)` \|$", table, re.MULTILINE)
    assert signing.sign(secret, id_, timestamp, body.encode()) == signature


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.file)
async def test_a_receiver_takes_what_is_delivered_and_refuses_what_is_not_ours(
    sessions: Sessions, tmp_path: Path, language: Language
) -> None:
    if shutil.which(language.runs[0]) is None:
        pytest.skip(f"no {language.runs[0]}")
    world, url = await make_world(sessions), f"http://127.0.0.1:{unused_port()}/webhooks"
    endpoint, secret = await world.endpoint(url)
    async with running(language, tmp_path, url, secret):
        now = datetime.now(UTC)
        async with deliverer(sessions, deadline=PATIENCE) as courier:
            [sent] = await world.place(now=now)
            assert await deliver_due(courier, now=now) == {sent: Done("delivered")}
            new = await rotate(world, endpoint, overlap=timedelta(days=7))
            [signed_twice] = await world.place(now=now)
            assert await deliver_due(courier, now=now) == {signed_twice: Done("delivered")}
        assert new != secret
        assert await pinged(sessions, endpoint) == 204
        assert await refused(url, secret) == [401] * 5


async def test_the_python_receiver_keeps_each_event_once_however_often_it_comes(
    sessions: Sessions, tmp_path: Path
) -> None:
    world, url = await make_world(sessions), f"http://127.0.0.1:{unused_port()}/webhooks"
    endpoint, secret = await world.endpoint(url)
    async with (
        running(LANGUAGES[0], tmp_path, url, secret) as process,
        deliverer(sessions, deadline=PATIENCE) as courier,
    ):
        now = datetime.now(UTC)
        [sent] = await world.place(now=now)
        assert await deliver_due(courier, now=now) == {sent: Done("delivered")}
        await replay(world, endpoint, sent)
        assert await deliver_due(courier, now=now) == {sent: Done("delivered")}
        assert len(await world.attempts(sent)) == 2
        assert await pinged(sessions, endpoint) == 204
    said = (await process.communicate())[0].decode().splitlines()
    assert [line.split()[0] for line in said if not line.startswith("127.0.0.1")] == [
        "order.placed",
        "endpoint.ping",
    ]


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl")
async def test_the_steps_of_an_order_run_as_they_stand_and_may_be_repeated(
    sessions: Sessions,
) -> None:
    async with serve(sessions) as api:
        order = await api.world.order()
        variables = {"ORDER": order.order_no, "VENDOR_API_KEY": api.key}
        variables["VENDOR_API_URL"] = str(api.http.make_url("/")).rstrip("/")

        async def answers() -> list[Any]:
            said = await run(["bash", "-euo", "pipefail", "-c", STEPS], variables)
            return [json.loads(line) for line in said.splitlines()]

        first = await answers()
        assert await status_of(api, order) == "completed"
        assert [one["status"] for one in first] == ["accepted", "preparing", "ready", "completed"]
        assert await answers() == first


async def test_catching_up_reads_every_event_once_and_goes_on_where_it_stopped(
    sessions: Sessions, tmp_path: Path
) -> None:
    async with serve(sessions) as api:
        variables = {"VENDOR_API_KEY": api.key, "VENDOR_POSITION": str(tmp_path / "position")}
        variables["VENDOR_API_URL"] = str(api.http.make_url("/")).rstrip("/")

        async def read() -> int:
            return len((await run([sys.executable, "-c", CATCHING_UP], variables)).splitlines())

        for _ in range(3):
            await api.world.publish(await api.world.order())
        assert [await read(), await read()] == [3, 0]
        await api.world.publish(await api.world.order())
        assert await read() == 1


@asynccontextmanager
async def running(
    language: Language, folder: Path, url: str, secret: str
) -> AsyncIterator[Process]:
    """The page's receiver as a process of its own, once it answers."""
    (folder / language.file).write_text(language.source, "utf-8")
    port = url.rpartition(":")[2].partition("/")[0]
    ours = {"VENDOR_WEBHOOK_SECRET": secret, "PORT": port, "VENDOR_DB": str(folder / "events.db")}
    process = await asyncio.create_subprocess_exec(
        *language.runs, language.file, cwd=folder, env=os.environ | ours, stdout=PIPE, stderr=STDOUT
    )

    async def answers() -> bool:
        assert process.returncode is None
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", int(port))
        except ConnectionRefusedError:
            return False
        writer.close()
        await writer.wait_closed()
        return True

    try:
        await until(answers)
        yield process
    finally:
        process.terminate()
        await process.wait()


async def run(command: Sequence[str], variables: dict[str, str]) -> str:
    """What it prints. Raises AssertionError with that, if it fails."""
    process = await asyncio.create_subprocess_exec(
        *command, env=os.environ | variables | {"no_proxy": "*"}, stdout=PIPE, stderr=STDOUT
    )
    said = (await process.communicate())[0].decode()
    assert process.returncode == 0, said
    return said


async def pinged(sessions: Sessions, endpoint: Endpoint) -> int | None:
    """What a test of the endpoint from the desk is answered."""
    pinger = Pinger(
        sessions, VAULT, lambda: exchange.client(LOOPBACK), lambda: datetime.now(UTC),
        deadline=PATIENCE,
    )  # fmt: skip
    return (await pinger.ping(endpoint.park_id, endpoint.id)).status


async def replay(world: World, endpoint: Endpoint, delivery: int) -> None:
    async with world.sessions.begin() as session:
        await deliveries.replay(session, world.park.id, endpoint.id, One(delivery))


async def refused(url: str, secret: str) -> list[int]:
    """The answers to what is not ours or not of now: altered, of yesterday, signed by another key,
    without a signature, with none of the headers."""
    body, now = b'{"type": "order.placed", "id": "evt_1", "data": {}}', datetime.now(UTC)
    good = signing.headers([secret], "evt_1", now, body)
    cases = [
        (good, body + b" "),
        (signing.headers([secret], "evt_1", now - timedelta(days=1), body), body),
        (signing.headers(["whsec_YW5vdGhlcg=="], "evt_1", now, body), body),
        ({name: value for name, value in good.items() if name != "webhook-signature"}, body),
        ({}, body),
    ]
    async with ClientSession() as http:
        return [(await http.post(url, headers=own, data=sent)).status for own, sent in cases]
