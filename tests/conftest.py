"""Real servers for the whole run: one PostgreSQL, one Valkey; a fresh database for each test."""

import itertools
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
from sqlalchemy.engine import make_url
from xdist.scheduler import LoadScopeScheduling

from parkline.database import Sessions, create_database, database, drop_database, libpq_url, migrate
from parkline.embedded import postgres, valkey

SHANGHAI = ZoneInfo("Asia/Shanghai")
WEDNESDAY_MORNING = datetime(2026, 12, 2, 9, 30, tzinfo=SHANGHAI)
"""An ordinary workday, before the lunch cut-off: the `now` of tests that need one."""

_numbers = itertools.count()


SCRATCH_PARK = ("test_dialogues", "test_interleaving")
"""Of tests/e2e: those that talk to the park with the clock to set."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What brings up whole installations comes first, so that the rest fills the time beside it."""
    items.sort(key=lambda item: _installation(item.nodeid) is None)


class ByInstallation(LoadScopeScheduling):
    """Each installation is brought up once, in one process; every other test goes where there is
    time. (xdist's own groups are names that pytest 9.2 does not look at.)"""

    def _split_scope(self, nodeid: str) -> str:
        return _installation(nodeid) or nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByInstallation:
    return ByInstallation(config, log)


def _installation(nodeid: str) -> str | None:
    path = Path(nodeid.partition("::")[0])
    if not {"e2e", "chaos"} & set(path.parts):
        return None
    return "scratch park" if path.stem in SCRATCH_PARK else "parkline up"


@pytest.fixture(scope="session")
def scratch() -> Iterator[Path]:
    """A folder that PostgreSQL's own user may enter."""
    with tempfile.TemporaryDirectory(prefix="parkline-", dir="/tmp") as folder:
        path = Path(folder)
        path.chmod(0o755)
        yield path


@pytest.fixture(scope="session")
def postgres_url(scratch: Path) -> Iterator[str]:
    with postgres(scratch / "postgres") as url:
        _without_waiting_for_the_disk(url)
        yield url


def _without_waiting_for_the_disk(url: str) -> None:
    """What a test wrote need not survive a power cut. Copying a database takes a tenth as long."""
    with psycopg.connect(libpq_url(url), autocommit=True) as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
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
    return url


def _copy(postgres_url: str, template_url: str) -> str:
    name = f"test_{next(_numbers)}"
    with psycopg.connect(libpq_url(postgres_url), autocommit=True) as connection:
        template = make_url(template_url).database
        connection.execute(f"create database {name} template {template} strategy file_copy")
    return make_url(postgres_url).set(database=name).render_as_string(hide_password=False)


@pytest.fixture
def database_url(postgres_url: str, template_url: str) -> Iterator[str]:
    """A migrated database of the test's own."""
    url = _copy(postgres_url, template_url)
    yield url
    drop_database(postgres_url, str(make_url(url).database))


@pytest.fixture
async def sessions(database_url: str) -> AsyncIterator[Sessions]:
    async with database(database_url) as sessions:
        yield sessions
