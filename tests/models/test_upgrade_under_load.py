"""A database of an earlier revision is brought up to date while people go on writing to it.

The writers know the earlier revision's columns alone, as the version before does until it is
restarted: expand first, contract a version later.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg
import pytest
from alembic import command

from parkline.stores.database import (
    alembic_config,
    create_database,
    drop_database,
    libpq_url,
    migrate,
)

EARLIER = "0036"
WRITERS = 4
ENOUGH = 20
"""Rounds of each writer before and after."""
SETUP = """
    insert into park (slug, name_zh, name_en, timezone, currency, emergency_phone, desk_phone,
        acceptance_minutes) values ('p', 'p', 'p', 'UTC', 'CNY', '1', '2', 10);
    insert into vendor (park_id, code, name_zh, name_en) values (1, 'v', 'v', 'v');
    insert into outlet (park_id, vendor_id, code, kind, name_zh, name_en, place_zh, place_en,
        fulfilments) values (1, 1, 'o', 'catering', 'o', 'o', 'o', 'o', '{}');
    insert into item (park_id, outlet_id, code, name_zh, name_en, price, meals, stock)
        values (1, 1, 'i', '面', 'noodles', 100, '{}', 1000000);
"""
ROUND = (
    "insert into person (park_id, name, language, created_at) values (1, 'li', 'zh', now())",
    "update item set stock = stock - 1 where park_id = 1 and id = 1",
    "insert into endpoint (park_id, vendor_id, url, event_types, secret, created_at)"
    " values (1, 1, 'https://v.example', '{}', 'x', now())",
    "insert into audit_entry (park_id, action, subject, at, before, after)"
    " values (1, 'item.edit', 'item:1', now(), '{}', '{}')",
    "select count(*) from person p join endpoint e on e.park_id = p.park_id where p.id < 5",
)
"""What the version before does: rows of tables that later revisions add columns to."""


@dataclass(slots=True)
class Load:
    url: str
    rounds: list[int] = field(default_factory=lambda: [0] * WRITERS)
    longest: float = 0.0
    """Seconds of one round."""
    faults: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def write(self, number: int) -> None:
        """Every other writer goes the opposite way: whoever locks tables one after another may meet
        one that holds the second and waits for the first."""
        try:
            with psycopg.connect(libpq_url(self.url), autocommit=True) as connection:
                while not self.over.is_set():
                    began = time.monotonic()
                    with connection.transaction():
                        for statement in ROUND[:: -1 if number % 2 else 1]:
                            connection.execute(statement)
                    self.longest = max(self.longest, time.monotonic() - began)
                    self.rounds[number] += 1
        except Exception as fault:
            self.faults.append(repr(fault))

    def go_on(self, seconds: float = 60) -> None:
        """Until each writer has done ENOUGH more."""
        wanted = [done + ENOUGH for done in self.rounds]
        until = time.monotonic() + seconds
        while any(done < enough for done, enough in zip(self.rounds, wanted, strict=True)):
            assert self.faults == []
            assert time.monotonic() < until, self.rounds
            time.sleep(0.02)


@contextmanager
def load(url: str) -> Iterator[Load]:
    made = Load(url)
    writers = [threading.Thread(target=made.write, args=(n,)) for n in range(WRITERS)]
    for writer in writers:
        writer.start()
    try:
        yield made
    finally:
        made.over.set()
        for writer in writers:
            writer.join(30)


@pytest.fixture
def earlier_url(postgres_url: str) -> Iterator[str]:
    url = create_database(postgres_url, "upgraded")
    command.upgrade(alembic_config(url), EARLIER)
    with psycopg.connect(libpq_url(url)) as connection:
        connection.execute(SETUP)
    yield url
    drop_database(postgres_url, "upgraded")


def test_nobody_who_writes_meanwhile_is_refused_and_nothing_is_lost(earlier_url: str) -> None:
    with load(earlier_url) as writing:
        writing.go_on()
        before = sum(writing.rounds)
        migrate(earlier_url)
        meanwhile = sum(writing.rounds) - before
        writing.go_on()  # As the version before does until it is restarted.
    assert writing.faults == []
    done = sum(writing.rounds)
    with psycopg.connect(libpq_url(earlier_url)) as connection:
        for table in ("person", "endpoint", "audit_entry"):
            [found] = connection.execute(f"select count(*) from {table}").fetchone() or [0]
            assert found == done, table
        [stock] = connection.execute("select stock from item").fetchone() or [0]
    assert stock == 1_000_000 - done
    command.check(alembic_config(earlier_url))
    print(f"{meanwhile} rounds while it was migrated; the longest took {writing.longest:.2f} s")
