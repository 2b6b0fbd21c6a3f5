"""Real servers for the whole run: one PostgreSQL, one Valkey; a database as new for each test."""

import gc
import os
import sys
import tempfile
from asyncio import AbstractEventLoop
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
import structlog
from playwright.async_api import Browser
from xdist.scheduler import LoadScopeScheduling

from parkline.settings.settings import ROOT
from parkline.stores import database_roles
from parkline.stores.database import Sessions, create_database, libpq_url, migrate
from parkline.stores.embedded import postgres, valkey
from tests.given.demo_park import demo, demo_copies, demo_template_url
from tests.kit import any_order, chromium, fenced, loops, machine
from tests.kit.databases import Copies
from tests.kit.engines import sessions_on

__all__ = ["demo", "demo_copies", "demo_template_url"]

SHANGHAI = ZoneInfo("Asia/Shanghai")
WEDNESDAY_MORNING = datetime(2026, 12, 2, 9, 30, tzinfo=SHANGHAI)
"""An ordinary workday, before the lunch cut-off: the `now` of tests that need one."""


USUAL_SECONDS = 120
"""A test that asks for more in its mark `timeout` is a long one."""


def pytest_configure() -> None:
    if any_order.WANTED:
        any_order.shuffle_what_nothing_orders()
    _keep_what_is_compiled()
    _print_tracebacks_plainly()


def _keep_what_is_compiled() -> None:
    """As `make test` does: also where the environment says otherwise, as many container images do.
    To compile all tests anew takes each process of a run twelve seconds, and each command that they
    start compiles all that it imports; Playwright's driver is one of Node."""
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ.setdefault("NODE_COMPILE_CACHE", str(ROOT / ".cache" / "node-compiled"))


def _print_tracebacks_plainly() -> None:
    """Errors that tests provoke are logged as Python prints them: Rich, which structlog takes where
    it is installed, needs a second of the processor for one with SQLAlchemy's frames in it."""
    *others, _ = structlog.get_config()["processors"]
    last = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[*others, last])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What shares an installation comes first, a folder after another, then the long ones, so that
    the rest fills the time beside them."""

    def place(item: pytest.Item) -> tuple[bool, str, bool]:
        folder = _installation(item.nodeid)
        return folder is None, folder or "", not _is_long(item)

    items.sort(key=place)


def _is_long(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("timeout")
    return mark is not None and mark.args[0] > USUAL_SECONDS


def pytest_collection() -> None:
    """Hardly anything that is made here is garbage."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Thousands of tests and all that they import stay to the end: going over them again and again
    took a twelfth of the time."""
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    fenced.switch(item.nodeid)


def pytest_asyncio_loop_factories() -> dict[str, Callable[[], AbstractEventLoop]]:
    return {"kept": loops.loop}


@pytest.fixture(scope="session", autouse=True)
def kept_loops() -> Iterator[None]:
    yield
    loops.end()


class ByFile(LoadScopeScheduling):
    """The tests of a folder in tests/e2e share an installation: one process brings it up and runs
    them. Of the others, a file goes where there is time: handed out one by one, thousands of tests
    cost the process that hands them out its time, and fixtures of a file are made in each process.
    (xdist's own groups are names that pytest 9.2 does not look at.)"""

    def _split_scope(self, nodeid: str) -> str:
        return _installation(nodeid) or nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    config.option.loadscopereorder = False  # The order is that of `pytest_collection_modifyitems`.
    return ByFile(config, log)


def pytest_xdist_auto_num_workers() -> int:
    """For `-n auto`, as `make test` says."""
    return machine.testers()


def _installation(nodeid: str) -> str | None:
    """The folder, for tests/e2e/<folder>/test_*.py."""
    folder = Path(nodeid.partition("::")[0]).parent
    return str(folder) if folder.parent.name == "e2e" else None


@pytest.fixture(scope="session")
def scratch() -> Iterator[Path]:
    """A folder that PostgreSQL's own user may enter."""
    where = machine.memory() or Path("/tmp")
    machine.sweep(where)
    with tempfile.TemporaryDirectory(prefix=machine.prefix(), dir=where) as folder:
        path = Path(folder)
        path.chmod(0o755)
        yield path


@pytest.fixture(scope="session")
def postgres_url(scratch: Path) -> Iterator[str]:
    with postgres(scratch / "postgres") as url:
        _for_tests_alone(url)
        yield url


def _for_tests_alone(url: str) -> None:
    """What a test wrote need not survive a power cut: copying a database takes a tenth as long.
    And no vacuum, which would choose places for the rows of the tests to come."""
    with psycopg.connect(libpq_url(url), autocommit=True) as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit", "autovacuum"):
            connection.execute(f"alter system set {setting} = off")
        connection.execute("select pg_reload_conf()")


@pytest.fixture(scope="session")
def redis_url(scratch: Path) -> Iterator[str]:
    with valkey(scratch / "valkey") as url:
        yield url


@pytest.fixture(scope="session")
def template_url(postgres_url: str) -> str:
    """A migrated, empty database that others are copied from."""
    url = create_database(postgres_url, "template_parkline")
    migrate(url)
    database_roles.apply(url, database_roles.embedded())
    fenced.put_up(url)
    return url


@pytest.fixture(scope="session")
def copies(postgres_url: str, template_url: str) -> Iterator[Copies]:
    copies = Copies(postgres_url, template_url)
    yield copies
    copies.close()


@pytest.fixture
def database_url(copies: Copies) -> Iterator[str]:
    """A migrated database of the test's own."""
    with copies.one() as url:
        yield url


@pytest.fixture
async def sessions(database_url: str) -> AsyncIterator[Sessions]:
    async with sessions_on(database_url) as sessions:
        yield sessions


@pytest.fixture(scope="session")
def chromium_address(scratch: Path) -> Iterator[str]:
    with chromium.kept(scratch / "chromium") as address:
        yield address


@pytest.fixture
async def browser(chromium_address: str) -> AsyncIterator[Browser]:
    """Chromium, in the event loop of the test."""
    async with chromium.lent(chromium_address) as browser:
        yield browser


@pytest.fixture
async def whole_browser(scratch: Path) -> AsyncIterator[Browser]:
    """The test's own, where the shell does not do what is looked at."""
    with chromium.kept(scratch / "whole-chromium", chromium.WHOLE) as address:
        async with chromium.connected(address) as browser:
            yield browser
