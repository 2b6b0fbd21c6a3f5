"""What somebody who helps from afar needs to know of an installation, in one ZIP; nobody's data.

Each part says only what it names: figures, words of our code and names of tables. Where a part
cannot be had, its file says why, so that a bundle is made of an installation that is down, too.
"""

import asyncio
import json
import os
import platform
import zipfile
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Any

import aiohttp
import psycopg
from psycopg import AsyncConnection
from redis.asyncio import Redis

from parkline.doctor.examination import examine
from parkline.doctor.findings import status_of
from parkline.doctor.log_excerpts import excerpt
from parkline.process.clock import Clock, system_clock
from parkline.settings.settings import Settings
from parkline.stores import schema
from parkline.stores.database import libpq_url

PATIENCE = 5.0
"""Seconds for what is asked."""
METRICS_MOST = 4 * 1024 * 1024
README = """\
What `parkline support` tells of an installation. No name, number, message or secret is in it;
docs/guides/operating.md says what each file holds. Look through it before you give it away.
"""

Part = Callable[[], Awaitable[str]]


async def write(
    file: Path, settings: Settings, logs: Sequence[Path], clock: Clock = system_clock
) -> list[str]:
    """Write the bundle, readable by its owner alone; the names of what is in it.

    `logs` are read beside those of `parkline up`. Raises OSError, FileExistsError.
    """
    parts = _parts(settings, logs, clock)
    said = {"README.txt": README}
    for name, part in parts.items():
        said[name] = await _tried(part)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with (
        os.fdopen(descriptor, "wb") as opened,
        zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for name, text in said.items():
            packed.writestr(name, text)
    return list(said)


def _parts(settings: Settings, logs: Sequence[Path], clock: Clock) -> Mapping[str, Part]:
    ours = sorted((settings.data_dir / "log").glob("*.log"))
    port = settings.gateway_metrics_port or settings.port
    host = "127.0.0.1" if settings.gateway_metrics_port else settings.host
    files = [*ours, *logs]
    return {
        "versions.json": lambda: _versions(settings, clock),
        "settings.json": lambda: _settings(settings),
        "doctor.json": lambda: _doctor(settings, clock),
        "database.json": lambda: _database(settings),
        "metrics/gateway.txt": lambda: _metrics(f"http://{host}:{port}/metrics"),
        "metrics/worker.txt": lambda: _metrics(
            f"http://127.0.0.1:{settings.worker_metrics_port}/metrics"
        ),
        **{
            f"log/{number}-{_label(path)}": partial(asyncio.to_thread, excerpt, path)
            for number, path in enumerate(files, 1)
        },
    }


def _label(path: Path) -> str:
    """The role of one of our logs; another file may be called after somebody."""
    role = path.stem.partition("-")[0]
    return f"{role}.log" if role in {"gateway", "worker", "bot", "vendor", "up"} else "given.log"


async def _tried(part: Part) -> str:
    try:
        return await part()
    except Exception as problem:
        return _json({"missing": type(problem).__name__})


def _json(said: object) -> str:
    return json.dumps(said, indent=1, ensure_ascii=False, default=str) + "\n"


async def _versions(settings: Settings, clock: Clock) -> str:
    installed = {one.metadata["Name"]: one.version for one in metadata.distributions()}
    said: dict[str, Any] = {
        "made_at": clock().isoformat(),
        "parkline": installed.get("parkline"),
        "python": platform.python_version(),
        "system": [platform.system(), platform.release(), platform.machine()],
        "cpus": os.cpu_count(),
        "memory_bytes": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        "redis": None,
        "packages": dict(sorted(installed.items())),
    }
    if settings.redis_url is not None:
        async with Redis.from_url(settings.redis_url, socket_timeout=PATIENCE) as redis:
            try:
                info = await redis.info("server")
                said["redis"] = {name: info.get(name) for name in ("redis_version", "server_name")}
            except Exception as problem:
                said["redis"] = {"missing": type(problem).__name__}
    return _json(said)


async def _settings(settings: Settings) -> str:
    """Figures and switches as they are; of all else whether it was set, for a name of a host or a
    path tells more than one may want to."""
    said: dict[str, Any] = {}
    for name, field in type(settings).model_fields.items():
        value = getattr(settings, name)
        is_default = value == field.get_default(call_default_factory=True)
        if isinstance(value, bool | int | float) and not isinstance(value, str):
            said[name] = value
        else:
            said[name] = "default" if is_default else "set"
    return _json(said)


async def _doctor(settings: Settings, clock: Clock) -> str:
    """Without the words of findings, which name logins, vendors and numbers to call."""
    findings = await examine(settings, clock)
    told = [{"level": one.level, "code": one.code} for one in findings]
    return _json({"status": status_of(findings), "findings": told})


async def _database(settings: Settings) -> str:
    assert settings.database_url is not None
    url = libpq_url(settings.database_url)
    async with await AsyncConnection.connect(
        url, autocommit=True, connect_timeout=int(PATIENCE)
    ) as connection:
        return _json({name: await _asked(connection, text) for name, text in QUERIES.items()} | {
            "revision_of_the_program": list(schema.heads()),
        })  # fmt: skip


async def _asked(connection: AsyncConnection, text: str) -> object:
    try:
        cursor = await connection.execute(text.encode())
    except psycopg.Error as problem:
        return {"missing": type(problem).__name__}
    names = [column.name for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in await cursor.fetchall()]


QUERIES = {
    "server": "select current_setting('server_version') as version,"
    " pg_database_size(current_database()) as bytes,"
    " (select count(*) from pg_stat_activity where datname = current_database()) as connections,"
    " current_setting('max_connections')::int as max_connections",
    "revision": "select version_num from alembic_version",
    "tables": "select schemaname || '.' || relname as name, n_live_tup as rows,"
    " pg_total_relation_size(relid) as bytes, last_autovacuum, last_autoanalyze"
    " from pg_stat_user_tables order by 3 desc, 1",
    "columns": "select table_schema || '.' || table_name as table_name, count(*) as columns,"
    " md5(string_agg(column_name || data_type || is_nullable, ',' order by column_name)) as digest"
    " from information_schema.columns where table_schema in ('public', 'rasa')"
    " group by 1 order by 1",
    "invalid_indexes": "select indexrelid::regclass::text as name from pg_index"
    " where not indisvalid order by 1",
    "jobs": "select task_name, status::text, count(*) from procrastinate_jobs"
    " group by 1, 2 order by 1, 2",
    "waiting": "select (select count(*) from event where handled_at is null) as events,"
    " (select count(*) from delivery where status = 'pending') as deliveries",
}
"""Figures alone, and names of tables, tasks and indexes. `digest` is of a table's columns: where it
differs from that of another installation of the same revision, somebody changed a table by hand."""


async def _metrics(url: str) -> str:
    timeout = aiohttp.ClientTimeout(total=PATIENCE)
    async with aiohttp.ClientSession(timeout=timeout) as http, http.get(url) as answer:
        body = await answer.content.read(METRICS_MOST)
        return body.decode("utf-8", "replace")
