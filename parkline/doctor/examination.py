"""All checks, one after another; one that fails is a finding itself."""

from collections.abc import Awaitable, Callable

import psycopg
from psycopg import AsyncConnection

from parkline.doctor import (
    around,
    database,
    fence,
    moves,
    numbers,
    queues,
    readers,
    retention,
    units,
    vendors,
)
from parkline.doctor.findings import Finding
from parkline.process.clock import Clock, system_clock
from parkline.settings.settings import Settings
from parkline.stores.database import libpq_url

Outer = Callable[[Settings, Clock], Awaitable[list[Finding]]]
Inner = Callable[[AsyncConnection, Settings, Clock], Awaitable[list[Finding]]]

AROUND: tuple[Outer, ...] = (
    around.model,
    around.mini_app,
    around.bots,
    around.redis,
    around.disk,
    around.certificates,
    around.platform_clocks,
    around.tools,
    units.units,
    readers.reader,
)
WITHIN: tuple[Inner, ...] = (
    database.server,
    database.schema,
    database.clock,
    fence.row_level_security,
    moves.moves,
    queues.waiting,
    queues.workers,
    vendors.endpoints,
    vendors.told_twice,
    vendors.secrets_kept,
    vendors.platforms,
    vendors.channel_accounts,
    vendors.demo,
    numbers.parks,
    numbers.emergency,
    numbers.operators,
    numbers.outlets,
    retention.passes,
    retention.unlimited,
    readers.spending,
)


async def examine(settings: Settings, clock: Clock = system_clock) -> list[Finding]:
    """Changes nothing. Takes some seconds where something does not answer."""
    found = await _within(settings, clock)
    for check in AROUND:
        found += await _tried(check.__name__, check(settings, clock))
    order = {"error": 0, "warning": 1, "info": 2}
    return sorted(found, key=lambda finding: order[finding.level])


async def _within(settings: Settings, clock: Clock) -> list[Finding]:
    if settings.database_url is None:
        mend = "set PARKLINE_DATABASE_URL; `parkline up` prints the one it runs on"
        return [Finding("error", "database", "the settings name no database", mend)]
    url, found = libpq_url(settings.database_url), list[Finding]()
    try:
        connection = await AsyncConnection.connect(url, autocommit=True, connect_timeout=5)
    except psycopg.OperationalError:
        mend = "start PostgreSQL, or correct PARKLINE_DATABASE_URL"
        return [Finding("error", "database", "the database does not answer", mend)]
    async with connection:
        for check in WITHIN:
            found += await _tried(check.__name__, check(connection, settings, clock))
    return found


async def _tried(name: str, check: Awaitable[list[Finding]]) -> list[Finding]:
    try:
        return await check
    except psycopg.errors.UndefinedTable:
        return []  # The schema's own finding says it.
    except Exception as problem:
        what = f"the check {name!r} could not be made: {type(problem).__name__}"
        return [Finding("warning", "check", what, "see whether the log says more")]
