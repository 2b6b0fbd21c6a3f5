"""The schema's way up and down, and the triggers that it brings."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from alembic import command
from psycopg.errors import LockNotAvailable
from sqlalchemy.exc import OperationalError

from parkline.stores import database
from parkline.stores.database import (
    alembic_config,
    create_database,
    drop_database,
    libpq_url,
    migrate,
)

OURS = """
    select 'table ' || schemaname || '.' || tablename from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema')
    union select 'function ' || p.proname from pg_proc p
        join pg_namespace n on n.oid = p.pronamespace
        where n.nspname not in ('pg_catalog', 'information_schema')
    union select 'type ' || t.typname from pg_type t
        join pg_namespace n on n.oid = t.typnamespace
        where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
        and t.typname !~ 'alembic_version$'
    union select 'schema ' || nspname from pg_namespace
        where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')
"""


@pytest.fixture
def empty_url(postgres_url: str) -> Iterator[str]:
    yield create_database(postgres_url, "migrations")
    drop_database(postgres_url, "migrations")


def query(url: str, sql: str, *values: Any) -> set[Any]:
    with psycopg.connect(libpq_url(url)) as connection:
        return {row[0] for row in connection.execute(sql, values or None)}


def test_up_is_what_the_models_say_and_down_leaves_nothing_and_up_again(empty_url: str) -> None:
    migrate(empty_url)
    command.check(alembic_config(empty_url))
    there = query(empty_url, OURS)
    assert {
        "table public.order", "table public.procrastinate_jobs",
        "function raise_knowledge_version",
    } <= there  # fmt: skip
    migrate(empty_url)  # Nothing to do.
    assert query(empty_url, OURS) == there

    command.downgrade(alembic_config(empty_url), "base")
    assert query(empty_url, OURS) == {"table public.alembic_version"}

    migrate(empty_url)
    command.check(alembic_config(empty_url))
    assert query(empty_url, OURS) == there


def test_each_migration_may_be_refused_as_often_as_the_first(
    empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgrade = command.upgrade
    upgrade(alembic_config(empty_url), "0104")
    refusals = 0

    def refused_at_each(config: Any, revision: str) -> None:
        """As where each migration gets its locks at the second try."""
        nonlocal refusals
        refusals += 1
        if refusals % 2 == 0:
            upgrade(config, "+1")
        if query(empty_url, "select version_num from alembic_version") != {"0108"}:
            raise OperationalError("alter table", None, LockNotAvailable())

    monkeypatch.setattr(command, "upgrade", refused_at_each)
    monkeypatch.setattr(database, "MIGRATION_TRIES", 3)
    migrate(empty_url, "0108")
    assert refusals == 8
    monkeypatch.setattr(database, "MIGRATION_TRIES", 1)
    command.downgrade(alembic_config(empty_url), "-1")
    with pytest.raises(OperationalError):
        migrate(empty_url, "0108")
    assert refusals == 9


SETUP = """
    insert into park (slug, name_zh, name_en, timezone, currency, emergency_phone, desk_phone,
        acceptance_minutes) values ('p', 'p', 'p', 'UTC', 'CNY', '1', '2', 10);
    insert into vendor (park_id, code, name_zh, name_en) values (1, 'v', 'v', 'v');
    insert into outlet (park_id, vendor_id, code, kind, name_zh, name_en, place_zh, place_en,
        fulfilments) values (1, 1, 'o', 'catering', 'o', 'o', 'o', 'o', '{}');
    insert into item (park_id, outlet_id, code, name_zh, name_en, price, meals, stock)
        values (1, 1, 'i', '面', 'noodles', 100, '{}', 5);
    insert into item_option (park_id, item_id, code, "group", name_zh, name_en)
        values (1, 1, 'x', 'g', '辣', 'hot');
    insert into building (park_id, code, name_zh, name_en, aliases, floors, basements)
        values (1, 'A', 'A座', 'A', '{}', 3, 0);
    insert into faq (park_id, slug, questions, answer_zh, answer_en)
        values (1, 's', '{q}', '答', 'a');
    insert into service_window (park_id, outlet_id, meal, weekdays, on_holidays, starts, ends,
        lead_minutes, slot_minutes) values (1, 1, 'lunch', '{1}', false, '11:00', '13:00', 0, 15);
    insert into calendar_day (park_id, day, kind, name_zh, name_en)
        values (1, '2031-01-01', 'holiday', '元旦', 'New Year');
"""
DISH = """
    insert into item (park_id, outlet_id, code, name_zh, name_en, price, meals)
    values (1, 1, 'new', '新菜', 'new dish', 100, '{lunch}')
"""
HOURS = """
    insert into business_hours (park_id, weekdays, starts, ends) values (1, '{6}', '10:00', '11:00')
"""

POOL = """
    insert into booking_pool (park_id, code, kind, name_zh, name_en)
    values (1, 'rooms', 'room', '会议室', 'Rooms')
"""
PROMISE = """
    insert into sla_policy (park_id, kind, urgency, respond_minutes, resolve_minutes)
    values (1, 'repair', 'normal', 30, 60)
"""


@pytest.mark.parametrize(
    ("change", "raised"),
    [
        (DISH, 1),
        ("update item set aliases = '{noodle}'", 1),
        ("update item set active = false", 1),
        ("delete from item_option", 1),
        ("update item_option set name_en = 'spicy'", 1),
        ("update building set name_en = 'Tower A'", 1),
        ("update faq set questions = '{q, r}'", 1),
        ("update item set stock = 4", 0),
        ("update item set price = 200, sort = 3", 0),
        ("update item_option set price_delta = 5", 1),
        ("update item_option set price_delta = price_delta", 0),
        (PROMISE, 1),
        ("update building set floors = 4", 1),
        (HOURS, 1),
        ("update service_window set capacity = 9", 1),
        ("delete from calendar_day", 1),
        ("update faq set answer_zh = '好'", 1),
        (POOL, 1),
        ("insert into lane (park_id) values (1)", 1),
    ],
)
def test_what_the_bot_must_know_and_what_turns_keep_is_counted_when_it_changes(
    database_url: str, change: str, raised: int
) -> None:
    """By plain SQL too; stock and prices of items are neither's business."""
    with psycopg.connect(libpq_url(database_url)) as connection:
        connection.execute(SETUP)
        version = "select version from knowledge_version where park_id = 1"
        before = connection.execute(version).fetchone()
        connection.execute(change)
        after = connection.execute(version).fetchone()
    assert before is not None
    assert after is not None
    assert after[0] - before[0] == raised
