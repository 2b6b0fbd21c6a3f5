"""What waits, and for how long; and whether anybody works at it."""

from datetime import timedelta
from typing import LiteralString

from psycopg import AsyncConnection

from parkline.doctor.findings import Finding, graded, spoken
from parkline.process.clock import Clock
from parkline.settings.settings import Settings

HEARTBEAT_KEPT = timedelta(seconds=15)
GATEWAYS = "is a gateway up, is a bot up? `/readyz` says which; then the log of the gateway"
WORKERS = "is a worker up, and is it busy? Start another; then the log of the worker"

START = "start `parkline worker` (with systemd: systemctl start parkline-worker@8082)"

WAITS: tuple[tuple[str, str, LiteralString, str, timedelta, timedelta], ...] = (
    (
        "messages", "a tenant's message has waited for an answer",
        "select min(created_at) from message where status = 'received'"
        " and park_id not in (select id from park where state <> 'active')",
        GATEWAYS, timedelta(seconds=30), timedelta(minutes=5),
    ),
    (
        "pushes", "an answer has waited to be sent to its platform",
        "select min(m.created_at) from message m join conversation c"
        " on c.park_id = m.park_id and c.id = m.conversation_id"
        " where m.status = 'waiting' and coalesce(c.push_at, m.created_at) < %(now)s"
        " and m.park_id not in (select id from park where state <> 'active')",
        "is a gateway up, and does the platform answer? parkline_pushes_total says",
        timedelta(minutes=5), timedelta(hours=1),
    ),
    (
        "events", "an event has waited for its handlers",
        "select min(occurred_at) from event where handled_at is null"
        " and park_id not in (select id from park where state <> 'active')",
        WORKERS, timedelta(seconds=30), timedelta(minutes=5),
    ),
    (
        "jobs", "a job has been due",
        "select min(coalesce(j.scheduled_at, e.at)) from procrastinate_jobs j"
        " join procrastinate_events e on e.job_id = j.id and e.type = 'deferred'"
        " where j.status = 'todo' and j.task_name <> 'deliver'"
        " and coalesce(j.scheduled_at, e.at) < %(now)s",
        WORKERS, timedelta(minutes=1), timedelta(minutes=10),
    ),
    (
        "deliveries", "a webhook has been due",
        "select min(coalesce(d.next_attempt_at, d.created_at)) from delivery d"
        " join endpoint e on e.park_id = d.park_id and e.id = d.endpoint_id"
        " where d.status = 'pending' and e.status = 'active' and e.failing_since is null"
        " and coalesce(d.next_attempt_at, d.created_at) < %(now)s"
        " and d.park_id not in (select id from park where state <> 'active')",
        WORKERS, timedelta(minutes=2), timedelta(minutes=15),
    ),
)  # fmt: skip
"""Code, what, since when the oldest waits, mend, and from when on it is a warning or an error."""


async def waiting(connection: AsyncConnection, _settings: Settings, clock: Clock) -> list[Finding]:
    found, now = list[Finding](), clock()
    for code, said, query, mend, warn, fail in WAITS:
        rows = await connection.execute(query, {"now": now})
        [since] = await rows.fetchone() or [None]
        if since is not None:
            what = f"{said} for {spoken(now - since)}"
            found += graded(f"waiting-{code}", now - since, what, mend, warn=warn, fail=fail)
    return found


async def workers(connection: AsyncConnection, _settings: Settings, _clock: Clock) -> list[Finding]:
    """Heartbeats are dated by PostgreSQL."""
    rows = await connection.execute(
        "select count(*) filter (where last_heartbeat > now() - %(kept)s),"
        " (select count(*) from procrastinate_jobs j where status = 'doing' and not exists"
        " (select from procrastinate_workers w where w.id = j.worker_id"
        " and last_heartbeat > now() - %(kept)s)) from procrastinate_workers",
        {"kept": HEARTBEAT_KEPT},
    )
    alive, orphans = await rows.fetchone() or (0, 0)
    found = list[Finding]()
    if not alive:
        found.append(Finding("error", "workers", "no worker runs", START))
    if orphans:
        what = f"{orphans} jobs are in the hands of workers that are gone"
        mend = "any worker takes them back within seconds of its start"
        found.append(Finding("warning", "orphaned-jobs", what, mend))
    return found
