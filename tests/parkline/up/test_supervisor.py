"""Children that fall are started again, ever later; all of them end in time."""

import asyncio
import json
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from parkline.process.serving import listening
from parkline.settings.settings import Settings
from parkline.stores.embedded import Backing
from parkline.up import children, crew, supervisor
from parkline.up.children import Child
from parkline.up.crew import Counts, Doors
from tests.kit.waiting import until

NewChild = Callable[[str], Child]


@pytest.fixture
async def new_child(tmp_path: Path) -> AsyncIterator[NewChild]:
    """Children that run a few lines of Python; their log is where they print to."""
    made = []

    def make(code: str) -> Child:
        command = [sys.executable, "-u", "-c", code]
        child = Child(f"child-{len(made)}", command, {"MARK": "ours"}, tmp_path / "log")
        made.append(child)
        return child

    yield make
    for child in made:
        await child.stop()


async def printed(child: Child, text: str) -> None:
    async def there() -> bool:
        return child.log.exists() and text in child.log.read_text()

    await until(there)


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "RESTART_SECONDS", (0.01, 0.02))


@pytest.mark.usefixtures("waits")
async def test_a_child_that_falls_starts_again(new_child: NewChild) -> None:
    child = new_child("print('up', end=' '); raise SystemExit(3)")
    child.begin()
    await printed(child, "up up up up")
    assert child.falls >= 3


async def test_each_fall_waits_longer_and_the_last_wait_remains(
    new_child: NewChild, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    sleep = asyncio.sleep

    async def note(seconds: float) -> None:
        if asyncio.current_task() is child.task:
            waited.append(seconds)
            seconds = 0
        await sleep(seconds)

    child = new_child("")
    monkeypatch.setattr(children.asyncio, "sleep", note)
    child.begin()

    async def seven_falls() -> bool:
        return len(waited) >= 7

    await until(seven_falls)
    assert waited[:7] == [0.5, 1, 2, 5, 10, 10, 10]


async def test_a_child_that_stood_long_enough_starts_counting_anew(
    new_child: NewChild, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(children, "STEADY_SECONDS", 0)
    monkeypatch.setattr(children, "RESTART_SECONDS", (0.01, 60))
    child = new_child("print('up', end=' ')")
    child.begin()
    await printed(child, "up up up")


async def test_a_child_has_our_variables_and_a_log_of_its_own(new_child: NewChild) -> None:
    child = new_child("import os, sys; sys.stderr.write(os.environ['MARK']); sys.stdin.read()")
    child.begin()
    await printed(child, "ours")


async def test_a_child_that_is_asked_to_stop_may_finish(new_child: NewChild) -> None:
    child = new_child(
        "import signal, sys\n"
        "def end(*_): print('finished'); sys.exit()\n"
        "signal.signal(signal.SIGTERM, end)\n"
        "print('up'); signal.pause()"
    )
    child.begin()
    await printed(child, "up")
    await child.stop()

    assert child.process is not None
    assert child.process.returncode == 0
    assert child.log.read_text() == "up\nfinished\n", "and it did not start again"


async def test_a_child_that_will_not_end_is_made_to(
    new_child: NewChild, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(children, "STOP_SECONDS", 0.2)
    child = new_child(
        "import signal\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "print('up')\n"
        "while True: signal.pause()"
    )
    child.begin()
    await printed(child, "up")
    started = time.monotonic()
    await child.stop()

    assert time.monotonic() - started < 5
    assert child.process is not None
    assert await child.process.wait() == -signal.SIGKILL


async def test_a_child_can_be_stopped_while_it_waits_to_start_again(new_child: NewChild) -> None:
    child = new_child("print('up')")
    child.begin()
    await printed(child, "up")
    started = time.monotonic()
    await child.stop()
    assert time.monotonic() - started < 5
    assert child.task is not None
    assert child.task.done()


async def test_a_child_runs_in_our_folder_so_that_it_reads_the_same_env_file(
    new_child: NewChild, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("PARKLINE_PARK=riverside\n")
    child = new_child("print('park', open('.env').read())")
    child.begin()
    await printed(child, "park PARKLINE_PARK=riverside")
    await child.stop()


async def test_a_child_that_never_began_can_be_stopped(new_child: NewChild) -> None:
    await new_child("").stop()


async def test_a_command_that_cannot_start_is_tried_again_and_stops_with_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(children, "RESTART_SECONDS", (0.01,))
    child = Child("missing", [str(tmp_path / "missing")], {}, tmp_path / "log")
    child.begin()

    async def fell_twice() -> bool:
        return child.falls >= 2

    await until(fell_twice)
    await child.stop()
    assert "missing" in child.log.read_text()


async def test_waiting_for_the_gateway_ends_when_it_is_ready_and_has_a_bot(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked, answers = 0, [(503, ["bot"]), (200, ["bot"]), (200, [])]

    async def readyz(_request: web.Request) -> web.Response:
        nonlocal asked
        asked += 1
        status, degraded = answers[asked - 1]
        return web.json_response({"degraded": degraded}, status=status)

    app = web.Application()
    app.router.add_get("/readyz", readyz)
    async with TestServer(app) as server, asyncio.timeout(20):
        await supervisor._wait_ready(str(server.make_url("")).rstrip("/"))
    assert asked == 3


@pytest.fixture
def doors() -> Iterator[Doors]:
    with listening("127.0.0.1", 0) as gateway, listening("127.0.0.1", 0) as actions:
        yield Doors(gateway, actions)


STORES = Backing("postgresql://localhost/park", "redis://localhost/0")


def test_only_the_demo_knows_the_demo(tmp_path: Path, doors: Doors) -> None:
    demo = crew.crew(Settings(demo=True), STORES, tmp_path, Counts(), doors)
    assert [child.name for child in demo] == ["bot", "gateway", "worker"]
    assert demo[1].variables["PARKLINE_DEMO"] == "true"

    ours = crew.crew(Settings(secret_key="s" * 32), STORES, tmp_path, Counts(), doors)
    assert not {"PARKLINE_DEMO", "PARKLINE_WEBHOOK_ALLOW"} & set(ours[1].variables)


URLS = ("DATABASE_URL", "GATEWAY_DATABASE_URL", "WORKER_DATABASE_URL", "REPORTS_DATABASE_URL")


def urls_of(child: Child) -> set[str]:
    """A child inherits what it is not given, so it is given all."""
    return {child.variables[f"PARKLINE_{name}"] for name in URLS}


def test_each_process_is_given_the_url_of_its_own_role_and_no_other(
    tmp_path: Path, doors: Doors
) -> None:
    settings = Settings(
        demo=True,
        database_url="postgresql://owner@localhost/park",
        gateway_database_url="postgresql://gate@localhost/park",
        worker_database_url="postgresql://work@localhost/park",
    )
    bot, gateway, worker = crew.crew(settings, STORES, tmp_path, Counts(), doors)
    assert urls_of(bot) == {""}
    assert urls_of(gateway) == {"postgresql://gate@localhost/park"}
    assert urls_of(worker) == {"postgresql://work@localhost/park"}


def test_with_one_url_it_works_alone(tmp_path: Path, doors: Doors) -> None:
    settings = Settings(demo=True, database_url="postgresql://localhost/park")
    bot, gateway, worker = crew.crew(settings, STORES, tmp_path, Counts(), doors)
    assert urls_of(bot) == {""}
    assert urls_of(gateway) == urls_of(worker) == {"postgresql://localhost/park"}


def test_several_of_a_role_share_the_doors_and_know_every_bot(tmp_path: Path, doors: Doors) -> None:
    settings = Settings(demo=True, bot_port=7000, worker_metrics_port=7100)
    many = crew.crew(settings, STORES, tmp_path, Counts(2, 2, 2), doors)
    assert [child.name for child in many] == [
        *("bot", "bot-2", "gateway", "gateway-2", "worker", "worker-2")
    ]
    by_name = {child.name: child for child in many}
    gateways = [by_name["gateway"], by_name["gateway-2"]]
    for gateway in gateways:
        bots = json.loads(gateway.variables["PARKLINE_BOT_URLS"])
        assert bots == ["http://127.0.0.1:7000", "http://127.0.0.1:7001"]
        assert list(gateway.files) == [doors.gateway.fileno(), doors.actions.fileno()]
    assert gateways[0].health != gateways[1].health
    assert by_name["bot-2"].variables["PARKLINE_BOT_PORT"] == "7001"
    assert by_name["worker-2"].health == "http://127.0.0.1:7101/readyz"


SERVER = """
import http.server, os, signal, sys
class Ready(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers(); self.wfile.write(b"ok")
    def log_message(self, *_): pass
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
print(f"up {os.getpid()}")
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Ready).serve_forever()
"""


async def test_rolling_restarts_one_after_another_and_leaves_the_others_if_one_stays_away(
    new_child: NewChild, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = new_child(SERVER), new_child(SERVER)
    said: list[str] = []
    for child in (first, second):
        port = unused_port()
        child.command = [*child.command, str(port)]
        child.health = f"http://127.0.0.1:{port}/"
        child.begin()
        await child.ready()
    assert first.process is not None
    assert second.process is not None
    before = [first.process.pid, second.process.pid]

    await supervisor.roll([first, second], said.append)
    after = [first.process.pid, second.process.pid]
    assert said == ["restarting child-0", "restarting child-1", "restarted"]
    assert not set(before) & set(after)
    assert (first.falls, second.falls) == (0, 0), "what is wanted is no fall"

    monkeypatch.setattr(supervisor, "READY_SECONDS", 0.5)
    first.command = [sys.executable, "-c", "import time; time.sleep(60)"]
    await supervisor.roll([first, second], said.append)
    assert said[-1].startswith("child-0 is not ready again; the others stay as they are")
    assert second.process.pid == after[1]


@dataclass
class Restarted:
    """A child that is ready at once."""

    name: str
    health: str | None = "http://127.0.0.1/readyz"
    log: str = ""

    async def restart(self) -> None: ...

    async def ready(self) -> None: ...


async def test_bots_are_restarted_after_the_gateways_that_answer_them() -> None:
    said: list[str] = []
    names = ("bot", "bot-2", "gateway", "worker")
    await supervisor.roll([cast(Child, Restarted(name)) for name in names], said.append)
    order = [line.removeprefix("restarting ") for line in said[:-1]]
    assert order == ["gateway", "worker", "bot", "bot-2"]
