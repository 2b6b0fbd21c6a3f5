"""Whether what has served its time is removed, and whether everything has a period."""

from datetime import timedelta

from psycopg import AsyncConnection

from parkline.doctor.findings import Finding, graded, spoken
from parkline.process.clock import Clock
from parkline.settings.settings import Settings

LAGS, STANDS = timedelta(days=2), timedelta(days=7)
"""A pass is made about once a day."""

BEHIND = """
    select park.slug, pass.rule, coalesce(pass.finished_at, pass.began_at)
    from park cross join lateral (
        select rule, finished_at, began_at from retention_pass where park_id = park.id
        order by coalesce(finished_at, began_at) limit 1
    ) pass order by 3
"""
NEVER = """
    select slug, (select min(occurred_at) from event where park_id = park.id) from park
    where not exists (select from retention_pass where park_id = park.id)
"""
UNLIMITED = """
    select park.slug, string_agg(period.kind, ', ' order by period.kind)
    from retention_period period join park on park.id = period.park_id
    where period.days is null group by 1 order by 1
"""
MEND = "is a worker up? Its log says `retention.step_failed` where a step takes too long"


async def passes(connection: AsyncConnection, _settings: Settings, clock: Clock) -> list[Finding]:
    found, now = list[Finding](), clock()
    for slug, rule, since in await (await connection.execute(BEHIND)).fetchall():
        what = f"what {slug} keeps was not gone through for {spoken(now - since)} ({rule})"
        found += graded("retention-lags", now - since, what, MEND, warn=LAGS, fail=STANDS)
    for slug, oldest in await (await connection.execute(NEVER)).fetchall():
        if oldest is not None:
            what = f"what {slug} keeps was never gone through"
            found += graded("retention-lags", now - oldest, what, MEND, warn=LAGS, fail=STANDS)
    return found


async def unlimited(
    connection: AsyncConnection, _settings: Settings, _clock: Clock
) -> list[Finding]:
    return [
        Finding(
            *("warning", "retention-unlimited"),
            f"{slug} keeps without limit: {kinds}",
            "give each a period at the desk (settings, retention)",
        )
        for slug, kinds in await (await connection.execute(UNLIMITED)).fetchall()
    ]
