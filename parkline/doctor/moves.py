"""Parks that are not served here: a move that nobody has finished, rows that nobody needs."""

from datetime import timedelta

from psycopg import AsyncConnection

from parkline.doctor.findings import Finding, graded, spoken
from parkline.process.clock import Clock
from parkline.settings.settings import Settings

RESTS, RESTS_LONG = timedelta(minutes=15), timedelta(hours=1)
"""Its people wait meanwhile."""
KEPT = timedelta(days=7)
"""As `parkline park sweep` has it."""


async def moves(connection: AsyncConnection, _settings: Settings, clock: Clock) -> list[Finding]:
    found, now = list[Finding](), clock()
    parks = await connection.execute(
        "select slug, state, %(now)s - state_since,"
        " exists (select from building b where b.park_id = park.id)"
        " from park where state <> 'active' order by id",
        {"now": now},
    )
    for slug, state, since, has_rows in await parks.fetchall():
        if state != "gone":
            what = f"{slug} has been at rest for {spoken(since)}"
            mend = "finish its move, or `parkline park reopen`"
            found += graded("park-at-rest", since, what, mend, warn=RESTS, fail=RESTS_LONG)
        elif has_rows and since >= KEPT:
            what = f"{slug} has been gone for {spoken(since)}, and its rows are here"
            found.append(Finding("warning", "park-gone", what, "`parkline park sweep`"))
    return found
