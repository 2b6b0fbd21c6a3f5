"""The guide to an app of one's own, block by block, as a stranger follows it; with a clock."""

import asyncio
import os
import re
import sys
import time
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import unused_port

from connectors.sms.gateway import SmsGateway
from parkline.settings.settings import ROOT
from tests.api.driver import Api, open_api
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.kit.waiting import until
from tests.sdk.test_clients import made_of_the_present_document

GUIDE = ROOT / "docs" / "guides" / "building-an-app.md"
ZH = ROOT / "docs" / "zh" / "guides" / "building-an-app.md"
BLOCK = re.compile(r"^```(sh|ts)\n(.*?)^```", re.DOTALL | re.MULTILINE)
BLOCKS = [(one[1], one[2]) for one in BLOCK.finditer(GUIDE.read_text("utf-8"))]
SHELL = [text for kind, text in BLOCKS if kind == "sh"]
PROVIDER, PARK, LOGIN, MENU, ORDER, LIVE, CLIENT, INSTALL, RUN = SHELL
"""What they are for. PARK and CLIENT are what whoever runs tests has done."""
[PROGRAM] = [text for kind, text in BLOCKS if kind == "ts"]
APP_SECONDS = 900
"""A TypeScript app that signs in: a quarter of an hour for a stranger."""

pytestmark = pytest.mark.timeout(APP_SECONDS)


def clock() -> datetime:
    return WEDNESDAY_MORNING


class Folder:
    """A checkout as the guide finds it, and what the blocks leave in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.variables = os.environ | {
            "PATH": f"{Path(sys.executable).parent}:{ROOT}/.cache/node/bin:{os.environ['PATH']}",
            "SMS_PORT": str(unused_port()),
            "no_proxy": "*",
        }
        for name in (".venv", "dist"):
            (path / name).symlink_to(ROOT / name)

    async def start(self, *blocks: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *("bash", "-euo", "pipefail", "-c", "\n".join(blocks)),
            cwd=self.path,
            env=self.variables,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )

    async def follow(self, *blocks: str) -> str:
        shell = await self.start(*blocks)
        said = (await shell.communicate())[0].decode()
        assert shell.returncode == 0, said
        return said

    def codes(self) -> list[str]:
        return (self.path / "codes.txt").read_text().split()


@pytest.fixture
async def folder(tmp_path: Path) -> AsyncIterator[Folder]:
    """With the program that stands in for a provider of messages."""
    folder = Folder(tmp_path)
    said = await folder.follow(PROVIDER.rstrip() + "\necho $! > sms.pid")
    try:
        yield folder
    finally:
        os.kill(int((tmp_path / "sms.pid").read_text()), 15)
    assert said == ""


@pytest.fixture
async def park(demo: DemoPark, folder: Folder) -> AsyncIterator[Api]:
    secret = (folder.path / "sms.secret").read_text().strip()
    assert "$(cat sms.secret)" in PARK
    async with ClientSession() as http:
        url = f"http://127.0.0.1:{folder.variables['SMS_PORT']}/sms"

        async def listens() -> bool:
            try:
                async with http.get(url):
                    return True
            except OSError:
                return False

        await until(listens, seconds=60)
        async with open_api(demo, sms=SmsGateway(http, url, secret, clock)) as api:
            folder.variables["ORIGIN"] = str(api.url).rstrip("/")
            yield api


async def test_from_nothing_to_an_order_with_curl(park: Api, folder: Folder) -> None:
    assert PARK.rstrip().endswith("make demo")
    began = time.monotonic()
    said = await folder.follow(LOGIN, MENU, ORDER, LIVE)
    assert '"phone":"+8613800138000"' in said
    assert "latte" in said.lower()
    assert "\n[]\nO-" in said  # Nothing is missing, so it is placed.
    assert '"event":"order.placed"' in said
    assert '"asked":false' in said  # It was cancelled, and nobody had to be asked.
    print(f"with curl from a login to an order: {time.monotonic() - began:.0f} s")


@pytest.mark.skipif(
    not made_of_the_present_document(), reason="no clients of the present API: make sdk"
)
async def test_a_stranger_gets_to_a_typescript_app_that_signs_in(park: Api, folder: Folder) -> None:
    assert CLIENT == "make sdk\n"
    began = time.monotonic()
    await folder.follow(INSTALL)
    (folder.path / "myapp" / "app.mts").write_text(PROGRAM)
    app = await folder.start(RUN)

    async def asked_or_over() -> bool:
        return bool(folder.codes()) or app.returncode is not None

    await until(asked_or_over, seconds=APP_SECONDS - 60)
    code = folder.codes()[-1] if folder.codes() else ""
    said = (await app.communicate(f"{code}\n".encode()))[0].decode()
    took = time.monotonic() - began
    assert app.returncode == 0, said
    told = said.removeprefix("code: ").splitlines()
    assert re.fullmatch(r".*拿铁.*: ¥\d+(\.\d\d)?", told[0])
    assert re.fullmatch(r"O-\w+: .+", told[1])
    assert (told[2], told[-1]) == ("order.placed", "order.cancelled")
    assert took < APP_SECONDS
    print(f"a TypeScript app from its client to a live order: {took:.0f} s")


def test_the_chinese_page_runs_the_same_blocks() -> None:
    theirs = [(one[1], one[2]) for one in BLOCK.finditer(ZH.read_text("utf-8"))]
    assert [(kind, text) for kind, text in BLOCKS if (kind, text) in theirs] == theirs
    assert len(theirs) > 3
