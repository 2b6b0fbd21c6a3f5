"""How fast a park moves: rows a second out, in, and compared, between two databases of one server.

docs/performance.md cites the figures.
"""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from cryptography.fernet import Fernet

from bench.figures import Figure, Run
from bench.seeding import seed
from bench.stores import stores
from parkline.operating.moving import exporting, importing, verifying
from parkline.operating.moving.exporting import Patience
from parkline.settings import secrets
from parkline.stores.database import libpq_url

ROWS, QUICK_ROWS = 1_000_000, 50_000
"""Events, which are the widest of the many rows of a park: some 450 bytes each."""
PASSPHRASE = b"a passphrase of the bench"

EVENTS = """
insert into event (park_id, uid, type, version, subject, sequence, data, occurred_at, handled_at)
select p.id, gen_random_uuid(), 'order.placed', 1, 'order:' || (1000000 + n / 5), n %% 5 + 1,
    jsonb_build_object('order', jsonb_build_object('id', n, 'order_no', 'O-' || n, 'note',
        repeat('少辣 ', 20), 'total', 2200, 'lines', jsonb_build_array(1, 2, 3))), now(), now()
from park p, generate_series(1, %s) n
"""


def measure(run: Run) -> list[Figure]:
    """Rows a second of export, import and verify."""
    rows = QUICK_ROWS if run.quick else ROWS
    with stores(run.folder) as backing:
        old, new = backing.database("old"), backing.database("new")
        asyncio.run(seed(old))
        with psycopg.connect(libpq_url(old)) as connection:
            slug = str(connection.execute("select slug from park").fetchall()[0][0])
            connection.execute(EVENTS, [rows])
        with psycopg.connect(libpq_url(old), autocommit=True) as connection:
            connection.execute("vacuum analyze event")
        return _move(run, old, new, slug)


def _move(run: Run, old: str, new: str, slug: str) -> list[Figure]:
    vaults = {
        secrets.VAULT: Fernet(Fernet.generate_key()),
        secrets.PLATFORM_TOKENS: Fernet(Fernet.generate_key()),
    }
    folder = run.folder / "export"
    moments: dict[str, float] = {}

    def at(step: str) -> None:
        moments[step] = time.monotonic()

    steps: dict[str, Callable[[], object]] = {
        "export": lambda: exporting.export(
            *(old, slug, folder),
            passphrase=PASSPHRASE, vaults=vaults, clock=_now, at=at,
            patience=Patience(settles=0),
        ),
        "import": lambda: importing.take_in(
            new, folder, passphrase=PASSPHRASE, vaults=vaults, clock=_now, at=at
        ),
        "verify": lambda: verifying.verify(
            new, folder, passphrase=PASSPHRASE, vaults=vaults, at=at
        ),
    }  # fmt: skip
    seconds = {name: _timed(work) for name, work in steps.items()}
    with psycopg.connect(libpq_url(new)) as connection:
        rows = int(connection.execute("select count(*) from event").fetchall()[0][0])
    run.say(f"{rows} events, {_size(folder)} bytes of files")
    resting = moments["moving"] - moments["read_only"]
    how = f"{rows} events of one park, with all else that it has"
    return [
        *(
            Figure(f"moving: {name}", rows / taken, "rows/s", how, 1, better="higher")
            for name, taken in seconds.items()
        ),
        Figure("moving: closing its tables", resting, "s", "two triggers on each table", 1),
    ]


def _timed(work: Callable[[], object]) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir())


def _now() -> datetime:
    return datetime.now(UTC)
