"""PostgreSQL: its version, what would lose data, the schema, its clock."""

from datetime import timedelta

from psycopg import AsyncConnection

from parkline.doctor.findings import Finding, graded, spoken
from parkline.process.clock import Clock
from parkline.settings.settings import Settings
from parkline.stores import postgres_programs as programs
from parkline.stores import schema as schemas

TESTED = 18
OLDEST = 14
SKEW = timedelta(seconds=2)
TOO_MUCH_SKEW = timedelta(seconds=20)
"""Leases of 30 seconds are dated by each process's own clock."""
LOSES = {"fsync": "error", "full_page_writes": "error", "synchronous_commit": "warning"}


async def server(connection: AsyncConnection, _settings: Settings, _clock: Clock) -> list[Finding]:
    found = list[Finding]()
    version = connection.info.server_version // 10_000
    if version != TESTED:
        level = "error" if version < OLDEST else "info"
        what = f"PostgreSQL is version {version}; {TESTED} is what is tested"
        found.append(Finding(level, "postgresql-version", what))  # type: ignore[arg-type]
    if why := programs.lacking(programs.version_of(connection.info.server_version)):
        what, _, mend = why.partition(": ")
        what += ": a backup may not be restored elsewhere"
        found.append(Finding("warning", "postgresql-programs", what, mend))
    rows = await connection.execute(
        "select name, setting from pg_settings where name = any(%s)", [list(LOSES)]
    )
    for name, setting in await rows.fetchall():
        if setting == "off":
            what = f"{name} is off: a power cut loses what was acknowledged"
            mend = f"alter system set {name} = on; select pg_reload_conf();"
            found.append(Finding(LOSES[name], "loses-data", what, mend))  # type: ignore[arg-type]
    return found


async def schema(connection: AsyncConnection, _settings: Settings, _clock: Clock) -> list[Finding]:
    heads = schemas.heads()
    if len(heads) > 1:
        what = f"migrations have {len(heads)} heads: {', '.join(heads)}"
        return [Finding("error", "migration-heads", what, "this checkout mixes two versions")]
    rows = await connection.execute("select to_regclass('alembic_version') is not null")
    present = frozenset[str]()
    if ((await rows.fetchone()) or (False,))[0]:
        rows = await connection.execute("select version_num from alembic_version")
        present = frozenset(row[0] for row in await rows.fetchall())
    found = schemas.compared(present)
    return [] if found.fits else [Finding("error", "migrations", found.what, found.mend)]


async def clock(connection: AsyncConnection, _settings: Settings, clock: Clock) -> list[Finding]:
    before = clock()
    rows = await connection.execute("select clock_timestamp()")
    [theirs] = await rows.fetchone() or [before]
    skew = theirs - (before + (clock() - before) / 2)
    return skewed("PostgreSQL", skew)


def skewed(whose: str, skew: timedelta) -> list[Finding]:
    side = "ahead of" if skew > timedelta(0) else "behind"
    what = f"the clock of {whose} is {spoken(skew)} {side} ours"
    mend = "let chrony or systemd-timesyncd set the clock of every machine"
    return graded("clock", abs(skew), what, mend, warn=SKEW, fail=TOO_MUCH_SKEW)
