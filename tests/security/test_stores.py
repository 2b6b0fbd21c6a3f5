"""The embedded stores are reached from this machine alone, and the database by its own user."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest
from redis.asyncio import Redis
from redis.exceptions import ResponseError

from parkline.stores.database import libpq_url
from parkline.stores.embedded import postgres, valkey

OTHERS = 0o007
READ_BY_OTHERS = 0o044
LONGEST_SOCKET = 107
"""Characters that a path to a socket may have."""


@pytest.fixture
def usual_umask() -> Iterator[None]:
    """With which a file is read by everybody, unless somebody thought of it."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_postgresql_listens_on_a_socket_that_others_cannot_reach(postgres_url: str) -> None:
    with psycopg.connect(libpq_url(postgres_url)) as connection:
        asked = {}
        for name in ("listen_addresses", "data_directory"):
            row = connection.execute(f"show {name}").fetchone()  # type: ignore[arg-type]
            assert row is not None
            asked[name] = str(row[0])
    assert asked["listen_addresses"] == ""
    data = Path(asked["data_directory"])
    assert data.stat().st_mode & OTHERS == 0
    assert socket_folder(postgres_url).stat().st_mode & OTHERS == 0


def socket_folder(url: str) -> Path:
    [folder] = parse_qs(urlsplit(url).query)["host"]
    return Path(folder)


def test_nor_one_that_stands_elsewhere_because_a_path_is_too_long(
    scratch: Path, usual_umask: None
) -> None:
    directory = scratch / ("long" * 30) / "postgres"
    assert len(str(directory)) > LONGEST_SOCKET
    with postgres(directory) as url:
        folder = socket_folder(url)
        assert folder != directory
        assert folder.stat().st_mode & OTHERS == 0
        with psycopg.connect(libpq_url(url)) as connection:
            assert connection.execute("select 1").fetchone() == (1,)


@pytest.mark.skipif(os.geteuid() != 0, reason="who is not root has one user for everything")
def test_no_folder_above_it_is_opened_to_be_read(scratch: Path, usual_umask: None) -> None:
    home = scratch / "home"
    home.mkdir(mode=0o700)
    with postgres(home / "data" / "postgres"):
        assert home.stat().st_mode & READ_BY_OTHERS == 0


def test_what_valkey_writes_is_its_owners(scratch: Path, usual_umask: None) -> None:
    directory = scratch / "valkey-of-its-own"
    with valkey(directory):
        assert directory.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("setting", "value"), [("bind", "127.0.0.1"), ("protected-mode", "yes")])
async def test_valkey_listens_on_loopback(redis_url: str, setting: str, value: str) -> None:
    async with Redis.from_url(redis_url, decode_responses=True) as redis:
        assert await redis.config_get(setting) == {setting: value}


@pytest.mark.parametrize(
    "command", ["CONFIG SET dir /tmp", "MODULE LOAD /tmp/x.so", "DEBUG SLEEP 0"]
)
async def test_who_speaks_to_valkey_writes_no_file_and_loads_no_code(
    redis_url: str, command: str
) -> None:
    async with Redis.from_url(redis_url) as redis:
        with pytest.raises(ResponseError, match=r"protected config|not allowed"):
            await redis.execute_command(*command.split())
