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
BOOKED_SETUP = """
    insert into booking_pool (park_id, code, kind, name_zh, name_en)
        values (1, 'r', 'room', 'r', 'r');
    insert into lane (park_id) values (1);
    insert into booking_resource (park_id, pool_id, lane_id, code, name_zh, name_en)
        values (1, 1, 1, 'r1', 'r1', 'r1');
    insert into allowance (park_id, what, scope, period, amount, beyond)
        values (1, 'booking:r', 'person', 'month', 600, 'refuse');
    insert into person (park_id, name, language, created_at)
        select 1, 'li', 'zh', now() from generate_series(1, 100000);
    insert into identity (park_id, person_id, channel, external_id)
        select 1, id, 'webchat', 'old-' || id from person;
    insert into visit (park_id, visit_no, status, host_id, names, headcount, starts_at, ends_at,
            created_at, updated_at)
        select 1, 'V-' || id, 'approved', id, '{}', 1, now(), now() + interval '1 hour', now(),
            now() from person;
"""
BOOKED_ROUND = (
    "with one as (insert into person (park_id, name, language, created_at)"
    " values (1, 'new', 'zh', now()) returning id) insert into identity"
    " (park_id, person_id, channel, external_id) select 1, id, 'webchat', 'new-' || id from one",
    "insert into identity (park_id, person_id, channel, external_id)"
    " values (1, 1, 'webchat', 'old-1') on conflict do nothing",
    "update allowance set amount = amount + 1 where park_id = 1 and id = 1",
    "insert into booking_closure (park_id, resource_id, starts_at, ends_at, reason, created_at)"
    " values (1, 1, now(), now() + interval '1 hour', 'x', now())",
    "insert into visit (park_id, visit_no, status, host_id, names, headcount, starts_at, ends_at,"
    " created_at, updated_at) values (1, 'new-' || gen_random_uuid(), 'approved', 1, '{}', 1,"
    " now(), now() + interval '1 hour', now(), now())",
    "select count(*) from booking_pool p join park on park.id = p.park_id where p.active",
)
"""The same of rooms, identities and visits, on tables that have rows already."""


@dataclass(frozen=True)
class Version:
    """A version before: its revision, what stands in its database, and what it writes."""

    revision: str
    setup: str
    round: tuple[str, ...]
    counted: tuple[str, ...]
    """Queries that count one for each round."""


VERSIONS = {
    "0036": Version(
        *("0036", SETUP, ROUND),
        (
            *(f"select count(*) from {table}" for table in ("person", "endpoint", "audit_entry")),
            "select 1000000 - stock from item",
        ),
    ),
    "0086": Version(
        *("0086", SETUP + BOOKED_SETUP, BOOKED_ROUND),
        (
            "select count(*) from identity where external_id like 'new-%'",
            "select count(*) from booking_closure",
            "select count(*) from visit where visit_no like 'new-%'",
            "select amount - 600 from allowance",
        ),
    ),
}


@dataclass(slots=True)
class Load:
    url: str
    round: tuple[str, ...]
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
                        for statement in self.round[:: -1 if number % 2 else 1]:
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
def load(url: str, version: Version) -> Iterator[Load]:
    made = Load(url, version.round)
    writers = [threading.Thread(target=made.write, args=(n,)) for n in range(WRITERS)]
    for writer in writers:
        writer.start()
    try:
        yield made
    finally:
        made.over.set()
        for writer in writers:
            writer.join(30)


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> Version:
    return VERSIONS[request.param]


@pytest.fixture
def earlier_url(postgres_url: str, version: Version) -> Iterator[str]:
    url = create_database(postgres_url, "upgraded")
    command.upgrade(alembic_config(url), version.revision)
    with psycopg.connect(libpq_url(url)) as connection:
        connection.execute(version.setup)
    yield url
    drop_database(postgres_url, "upgraded")


def test_nobody_who_writes_meanwhile_is_refused_and_nothing_is_lost(
    earlier_url: str, version: Version
) -> None:
    with load(earlier_url, version) as writing:
        writing.go_on()
        before = sum(writing.rounds)
        migrate(earlier_url)
        meanwhile = sum(writing.rounds) - before
        writing.go_on()  # As the version before does until it is restarted.
    assert writing.faults == []
    done = sum(writing.rounds)
    with psycopg.connect(libpq_url(earlier_url)) as connection:
        for query in version.counted:
            [found] = connection.execute(query).fetchone() or [0]
            assert found == done, query
    command.check(alembic_config(earlier_url))
    print(f"{meanwhile} rounds while it was migrated; the longest took {writing.longest:.2f} s")
