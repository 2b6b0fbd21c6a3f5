"""Programs of others with the clients of `make sdk`: by phone to an order."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest
from aiohttp import ClientSession

from api.frame.app import document
from connectors.sms.gateway import SmsGateway
from parkline.settings.settings import ROOT
from tests.api.driver import Api, open_api
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.kit.sms_gateway import SECRET, FakeGateway, sms_gateway
from tests.kit.waiting import until

SDK = ROOT / "dist" / "sdk"
PYTHON = ROOT / ".cache" / "sdk" / "venv" / "bin" / "python"
PHONE = "+8613800138000"
PROGRAMS = {
    "python": [str(PYTHON), str(ROOT / "sdk" / "examples" / "order.py")],
    "typescript": ["node", str(SDK / "typescript" / "order.js")],
}


def made_of_the_present_document() -> bool:
    made = SDK / "ready"
    return made.exists() and json.loads((SDK / "openapi.json").read_text("utf-8")) == document()


pytestmark = [
    pytest.mark.skipif(
        not made_of_the_present_document(), reason="no clients of the present API: make sdk"
    ),
    pytest.mark.timeout(180),
]


def clock() -> datetime:
    return WEDNESDAY_MORNING


@pytest.fixture
async def gateway() -> AsyncIterator[FakeGateway]:
    async with sms_gateway(clock) as gateway:
        yield gateway


@pytest.fixture
async def by_phone(demo: DemoPark, gateway: FakeGateway) -> AsyncIterator[Api]:
    async with ClientSession() as http:
        sms = SmsGateway(http, gateway.url, SECRET, clock)
        async with open_api(demo, sms=sms) as api:
            yield api


@pytest.mark.parametrize("language", PROGRAMS)
async def test_an_app_signs_in_by_phone_and_orders(
    language: str, by_phone: Api, gateway: FakeGateway
) -> None:
    origin = str(by_phone.url).rstrip("/")
    path = f"{Path(sys.executable).parent}:{ROOT}/.cache/node/bin:{os.environ['PATH']}"
    program = await asyncio.create_subprocess_exec(
        *PROGRAMS[language],
        *(origin, PHONE),
        env={"PATH": path, "PYTHONPATH": str(SDK / "python"), "no_proxy": "*"},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )

    async def asked_or_over() -> bool:
        return bool(gateway.sent) or program.returncode is not None

    await until(asked_or_over, seconds=90)
    code = gateway.last_code(PHONE) if gateway.sent else ""
    said = (await program.communicate(f"{code}\n".encode()))[0].decode()
    assert program.returncode == 0, said
    assert said.splitlines()[-1].removeprefix("code: ").endswith(" is placed")
