"""The embedded stores are reached from this machine alone, and the database by its own user."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest
from redis.asyncio import Redis
from redis.exceptions import ResponseError

from parkline.database import libpq_url

OTHERS = 0o007


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
    [socket] = parse_qs(urlsplit(postgres_url).query)["host"]
    assert Path(socket).stat().st_mode & OTHERS == 0


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
