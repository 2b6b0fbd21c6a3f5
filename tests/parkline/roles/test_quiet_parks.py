"""Fifty parks in which nobody does anything cost a gateway little."""

import asyncio
import gc
import tracemalloc
from collections.abc import Iterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from pydantic import SecretStr

from parkline.process.clock import SetClock
from parkline.process.core import core
from parkline.roles.world import desk_live, public_app
from parkline.settings.settings import Settings
from services.park import hosts
from tests.given import factories
from tests.given.demo_park import WEDNESDAY_MORNING
from tests.kit.databases import Copies
from tests.kit.statements import counted

PARKS = 50
MOST_MEGABYTES = 60
SECONDS = 6.0
MOST_STATEMENTS = 30
"""In so many seconds: what looks every second or two looks for all parks at once."""
PATHS = ("/", "/desk/sign-in", "/api/v1/park", "/vendor/sign-in")
SETTINGS = Settings(_env_file=None, demo=True, secret_key=SecretStr("s" * 32))  # type: ignore[call-arg]


@pytest.fixture
def traced() -> Iterator[None]:
    """Memory is counted: what a process of tests has freed before would hide what is taken."""
    tracemalloc.start()
    yield
    tracemalloc.stop()


def megabytes() -> float:
    gc.collect()
    return tracemalloc.get_traced_memory()[0] / 1024 / 1024


@pytest.mark.timeout(400)
@pytest.mark.usefixtures("traced")
async def test_fifty_quiet_parks_cost_little(demo_copies: Copies) -> None:
    clock = SetClock(WEDNESDAY_MORNING)
    with demo_copies.one() as url:
        async with core(SETTINGS, url, None, clock) as made, desk_live(made, clock) as live:
            app: web.Application = public_app(SETTINGS, made, live, clock)
            async with TestClient(TestServer(app, host="127.0.0.1")) as http:
                async with made.sessions.begin() as session:
                    await hosts.add(session, made.park.id, "daybreak.localhost", "site")
                    for number in range(PARKS):
                        park = await factories.make_park(session, slug=f"quiet{number}")
                        await hosts.add(session, park.id, f"quiet{number}.localhost", "site")
                await made.parks.refresh()
                for _ in range(3):
                    await visit(http, "daybreak.localhost")
                before = megabytes()
                for number in range(PARKS):
                    await visit(http, f"quiet{number}.localhost")
                taken = megabytes() - before
                with counted(made.sessions) as few, counted(made.turn_sessions) as more:
                    await asyncio.sleep(SECONDS)
                sent = len(few) + len(more)
    print(f"{taken:.1f} MB, {sent / SECONDS:.1f} statements a second")
    assert taken < MOST_MEGABYTES
    assert sent <= MOST_STATEMENTS


async def visit(http: TestClient[web.Request, web.Application], host: str) -> None:
    http.session.cookie_jar.clear()
    for path in PATHS:
        async with http.get(path, headers={"Host": host}) as answer:
            await answer.read()
            assert answer.status in {200, 401}, (path, answer.status)
