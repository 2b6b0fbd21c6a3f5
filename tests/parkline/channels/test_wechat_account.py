"""Commands for the Official Account, on the simulated platform."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from aiohttp import web
from click.testing import Result

from parkline.simulate.wechat import Simulator
from parkline.simulate.wechat.demo import OFFICIAL
from tests.parkline.cli.commands import Parkline

MENU = """
- name: 订餐
  choices:
    - {name: 今天有什么, say: 中午有什么吃的？}
- {name: 人工, say: 转人工}
"""


@dataclass
class Platform:
    simulator: Simulator
    run: Callable[..., Result]


@pytest.fixture
def platform(parkline: Parkline, demo_url: str) -> Iterator[Platform]:
    """The simulated platform in a thread of its own: a command has a loop of its own."""
    simulator, ready, loop = (
        Simulator([replace(OFFICIAL)]),
        threading.Event(),
        asyncio.new_event_loop(),
    )
    ports: list[int] = []

    async def serve() -> None:
        runner = web.AppRunner(simulator.app())
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        ports.append(runner.addresses[0][1])
        ready.set()
        await stop.wait()
        await runner.cleanup()

    stop = asyncio.Event()
    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    ready.wait(10)

    def run(*arguments: str, **variables: str) -> Result:
        account = {
            "WECHAT_APP_ID": OFFICIAL.appid,
            "WECHAT_SECRET": OFFICIAL.secret,
            "WECHAT_TOKEN": OFFICIAL.token,
            "WECHAT_AES_KEY": OFFICIAL.aes_key,
            "WECHAT_API_URL": f"http://127.0.0.1:{ports[0]}",
        }
        return parkline(*arguments, DATABASE_URL=demo_url, **{"DEMO": "true"} | account | variables)

    yield Platform(simulator, run)
    loop.call_soon_threadsafe(stop.set)
    thread.join()
    loop.close()


def test_a_menu_is_put_under_the_chat(platform: Platform, tmp_path: Path) -> None:
    file = tmp_path / "menu.yaml"
    file.write_text(MENU, "utf-8")
    result = platform.run("wechat", "menu", str(file))
    assert result.exit_code == 0, result.stderr
    assert platform.simulator.world.menus[OFFICIAL.appid]["button"][1] == {
        "name": "人工", "type": "click", "key": "转人工",
    }  # fmt: skip


def test_a_menu_that_is_wrong_says_where(platform: Platform, tmp_path: Path) -> None:
    file = tmp_path / "menu.yaml"
    file.write_text("- {name: 订餐}\n", "utf-8")
    result = platform.run("wechat", "menu", str(file))
    assert (result.exit_code, "column 1: needs a name and one of" in result.stderr) == (1, True)


def test_a_code_says_where_people_stand(platform: Platform) -> None:
    result = platform.run("wechat", "qrcode", "A/3/301")
    assert result.exit_code == 0, result.stderr
    place, _, address = result.stdout.splitlines()[-1].partition(": ")
    assert place == "A座3楼301"
    assert address.startswith("https://mp.weixin.qq.com/cgi-bin/showqrcode?ticket=")
    assert list(platform.simulator.world.scenes.values()) == ["A/3/301"]


def test_a_code_of_no_place_is_refused(platform: Platform) -> None:
    result = platform.run("wechat", "qrcode", "Z/3")
    assert (result.exit_code, "'Z/3' is no place here" in result.stderr) == (1, True)
    assert platform.simulator.world.scenes == {}


def test_a_wrong_secret_is_said_in_one_line(platform: Platform) -> None:
    result = platform.run("wechat", "qrcode", "A/3", WECHAT_SECRET="wrong")
    assert (result.exit_code, "WeChat said no: errcode 40125" in result.stderr) == (1, True)


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"WECHAT_SECRET": ""}, "PARKLINE_WECHAT_SECRET missing"),
        ({"WECHAT_APP_ID": "", "WECHAT_TOKEN": ""}, "PARKLINE_WECHAT_APP_ID and"),
        ({"WECHAT_AES_KEY": "short"}, "PARKLINE_WECHAT_AES_KEY needs 43 characters"),
        ({"WECHAT_MINI_APP_ID": "wx1"}, "PARKLINE_WECHAT_MINI_SECRET missing"),
        ({"DEMO": "false", "SECRET_KEY": "x" * 32}, "WECHAT_SECRET is the demo's"),
        ({"WECHAT_MODE": "half"}, "'plain', 'compatible' or 'safe'"),
    ],
)
def test_half_an_account_is_refused(
    platform: Platform, variables: dict[str, str], said: str
) -> None:
    result = platform.run("wechat", "qrcode", "A/3", **variables)
    assert (result.exit_code, said in result.stderr) == (2, True), result.stderr
