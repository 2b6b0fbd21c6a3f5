"""Taking a park to rest, so that nothing of it changes any more, and waking it again.

First nobody begins anything (`read_only`: edges answer 503, workers pass over the park), and what
was begun ends. Then triggers refuse every write: whoever passed a check a moment before fails as by
a database that is away, with nothing of it kept. PostgreSQL makes a trigger only when nobody is
writing the table, so once the last one stands no transaction is on its way either.
"""

import random
import time
import uuid

import psycopg
from psycopg import sql

from parkline.operating.moving.databases import (
    At,
    Connection,
    MovedPark,
    by_slug,
    copying,
    set_state,
)
from parkline.operating.moving.errors import MoveRefused
from parkline.operating.moving.tables import Copied, copied
from parkline.process.clock import Clock

PATIENCE_SECONDS = 30.0
"""For what was begun: a turn's lease lasts as long (connectors.bot.answering.LEASE)."""
SETTLE_SECONDS = 2.0
"""Until every gateway has read the park's state, and what it was sending has been answered."""
POLL_SECONDS = 0.2
LOCK_MILLISECONDS = 400
"""A trigger waits so long for its table, and everybody who writes there behind it."""
TRIES = 150
JOBS = "procrastinate_jobs"
UNFENCED = frozenset({"resting_job"})

_UNDER_WAY = """
select
    (select count(*) from conversation
        where park_id = %(park)s and (lease_until > %(now)s or push_until > %(now)s)),
    (select count(*) from procrastinate_jobs
        where status = 'doing' and args ->> 'park_id' = %(park)s::text)
"""
_REST_JOBS = """
with taken as (
    delete from procrastinate_jobs where status = 'todo' and args ->> 'park_id' = %(park)s::text
    returning *
)
insert into resting_job (park_id, queue_name, task_name, priority, lock, queueing_lock, args,
    scheduled_at, attempts)
select %(park)s, queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at, attempts
from taken order by id
"""
# A lock begins with the park, where it is of one (services/notices/notices.py).
_WAKE_JOBS = """
with taken as (
    delete from resting_job where park_id = %(park)s returning *
)
insert into procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args,
    scheduled_at, attempts)
select queue_name, task_name, priority,
    case when starts_with(lock, (args ->> 'park_id') || ':')
        then %(park)s || substr(lock, length(args ->> 'park_id') + 1) else lock end,
    case when starts_with(queueing_lock, (args ->> 'park_id') || ':')
        then %(park)s || substr(queueing_lock, length(args ->> 'park_id') + 1)
        else queueing_lock end,
    jsonb_set(args, '{park_id}', to_jsonb(%(park)s::bigint)), scheduled_at, attempts
from taken order by id
"""
_STALLED = """
update procrastinate_jobs j set status = 'todo', worker_id = null
where status = 'doing' and args ->> 'park_id' = %(park)s::text and not exists (
    select from procrastinate_workers w
    where w.id = j.worker_id and w.last_heartbeat > now() - interval '10 seconds'
)
"""


def take_to_rest(
    connection: Connection,
    slug: str,
    *,
    clock: Clock,
    at: At,
    patience: float = PATIENCE_SECONDS,
    settle: float = SETTLE_SECONDS,
) -> MovedPark:
    """From there on nothing of the park changes. Safe to repeat, also after it was cut off.

    Raises MoveRefused for a park that arrives or is gone, and where a job does not end.
    """
    at("read_only")
    with copying(connection):
        park = by_slug(connection, slug, lock=True)
        _refuse_unless_here(park)
        if park.state == "active":
            set_state(connection, park, "read_only", now=clock(), role="leaving", move=None)
    at("drained")
    _drain(connection, park.id, clock, patience=patience, settle=settle)
    for one in copied():
        if one.name not in UNFENCED:
            at(f"fence:{one.name}")
            _fence(connection, one, park.id)
    at(f"fence:{JOBS}")
    _fence_jobs(connection, park.id)
    at("jobs")
    _rest_jobs(connection, park.id, patience)
    at("moving")
    with copying(connection):
        park = by_slug(connection, slug, lock=True)
        _refuse_unless_here(park)
        if park.state == "read_only":
            set_state(connection, park, "moving", now=clock(), role="leaving", move=uuid.uuid4())
    return by_slug(connection, slug)


def wake(connection: Connection, park: MovedPark, *, clock: Clock, at: At) -> None:
    """Have the park be served here, in one transaction but for the triggers, which go first. A
    park that still had some would refuse what it takes; take_to_rest puts them back."""
    at("unfenced")
    unfence(connection, park.id)
    at("awake")
    with copying(connection):
        connection.execute(_WAKE_JOBS, {"park": park.id})
        # Leases of processes elsewhere, or of those that were cut off.
        connection.execute(
            "update conversation set lease_token = null, lease_until = null, push_token = null,"
            " push_until = null where park_id = %s"
            " and (lease_until is not null or push_until is not null)",
            [park.id],
        )
        set_state(connection, park, "active", now=clock(), role=None, move=park.move)
        connection.execute("notify parkline_events")


def unfence(connection: Connection, park_id: int) -> None:
    """One table after another, as the fence was made."""
    names = [f"at_rest_{park_id}", f"at_rest_{park_id}_old"]
    found = connection.execute(
        "select tgname, tgrelid::regclass::text from pg_trigger where tgname = any(%s)", [names]
    ).fetchall()
    for trigger, table in found:
        statement = sql.SQL("drop trigger if exists {} on {}").format(
            sql.Identifier(trigger), sql.SQL(table)
        )
        locking(connection, [statement])


def is_fenced(connection: Connection, park_id: int) -> bool:
    """Whether every table refuses writes of the park."""
    found = connection.execute(
        "select count(*) from pg_trigger where tgname = %s", [f"at_rest_{park_id}"]
    ).fetchone()
    return found == (len([one for one in copied() if one.name not in UNFENCED]) + 1,)


def _refuse_unless_here(park: MovedPark) -> None:
    if park.state == "gone":
        raise MoveRefused(f"{park.slug} is gone to {park.moved_to or 'another installation'}")
    if park.role == "arriving":
        raise MoveRefused(f"{park.slug} arrives here: `parkline park switch` completes that")


def _drain(
    connection: Connection, park_id: int, clock: Clock, *, patience: float, settle: float
) -> None:
    """Wait for turns, pushes and jobs that run. What has not ended then is cut off as by a crash,
    and done again by whoever has the park next."""
    time.sleep(settle)
    ends = time.monotonic() + patience
    while time.monotonic() < ends:
        row = connection.execute(_UNDER_WAY, {"park": park_id, "now": clock()}).fetchone()
        if row is None or not any(row):
            return
        time.sleep(POLL_SECONDS)


def _fence(connection: Connection, one: Copied, park_id: int) -> None:
    """Other parks' rows cost a comparison. The park's own row may change its state, by whoever
    says that they copy."""
    make = (
        "create or replace trigger {name} before {what} on {table} for each row"
        " when ({row}.{column} = {park}) execute function refuse_at_rest()"
    )
    parts = {
        "table": sql.Identifier(one.name),
        "column": sql.Identifier(one.park),
        "park": sql.Literal(park_id),
    }
    new = sql.SQL(make).format(
        name=sql.Identifier(f"at_rest_{park_id}"),
        what=sql.SQL("insert or update"),
        row=sql.SQL("new"),
        **parts,
    )
    old = sql.SQL(make).format(
        name=sql.Identifier(f"at_rest_{park_id}_old"),
        what=sql.SQL("delete"),
        row=sql.SQL("old"),
        **parts,
    )
    locking(connection, [new, old])


def _fence_jobs(connection: Connection, park_id: int) -> None:
    """No more are queued; those that run may end."""
    statement = sql.SQL(
        "create or replace trigger {} before insert on procrastinate_jobs for each row"
        " when (new.args ->> 'park_id' = {}) execute function refuse_at_rest()"
    )
    name = sql.Identifier(f"at_rest_{park_id}")
    locking(connection, [statement.format(name, sql.Literal(str(park_id)))])


def locking(connection: Connection, statements: list[sql.Composed]) -> None:
    """One transaction on one table, which lets go of its lock rather than have others wait."""
    for tried in range(TRIES):
        try:
            with connection.transaction():
                connection.execute(
                    "select set_config('lock_timeout', %s, true)", [str(LOCK_MILLISECONDS)]
                )
                for statement in statements:
                    connection.execute(statement)
        except (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected):
            if tried == TRIES - 1:
                raise MoveRefused(
                    "a transaction runs for so long that no table can be closed: end it, and say"
                    " the same again"
                ) from None
            time.sleep(random.uniform(0.05, 0.3))  # noqa: S311 - nobody guesses it
        else:
            return


def _rest_jobs(connection: Connection, park_id: int, patience: float) -> None:
    """Those that wait, and those that run once they have ended."""
    ends = time.monotonic() + patience
    while True:
        with connection.transaction():
            connection.execute(_STALLED, {"park": park_id})
            connection.execute(_REST_JOBS, {"park": park_id})
        left = connection.execute(
            "select task_name from procrastinate_jobs where status in ('todo', 'doing')"
            " and args ->> 'park_id' = %s::text limit 1",
            [park_id],
        ).fetchone()
        if left is None:
            return
        if time.monotonic() > ends:
            raise MoveRefused(
                f"a job {left[0]} of the park still runs: say the same again, or stop the worker"
            )
        time.sleep(POLL_SECONDS)
