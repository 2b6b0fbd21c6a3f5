"""Each process has a database role with what it needs, and no more."""

import re
from collections.abc import Iterator

import psycopg
import pytest
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.engine import make_url

from models.base import Base
from parkline.settings.settings import Settings
from parkline.stores import database_roles
from parkline.stores.database import (
    Sessions,
    create_database,
    database,
    drop_database,
    libpq_url,
    migrate,
)
from parkline.stores.database_roles import Process, Role, RoleRefused, as_role
from parkline.stores.role_rules import JOBS, RULES
from tests.kit.databases import ROLE
from tests.parkline.cli.commands import Parkline

SECRET = "s" * 32
PROCESSES = ("gateway", "worker", "reports")
LOGS = ("audit_entry", "account_entry", "refund")
RETAINED = {("worker", "audit_entry"), ("worker", "event")}
"""Of what is only added to: what the worker deletes once its period is over."""
NAMED_LIKE_A_SECRET = re.compile(
    r"secret|token(?!s)|hash|password|sealed|pickup_code|image|thumbnail"
)

pytestmark = pytest.mark.skipif(ROLE is not None, reason="needs the owner of the database")


def denied(url: str, process: Process, statement: str) -> bool:
    """Whether a role may not do something. What it may is undone."""
    with psycopg.connect(libpq_url(as_role(url, process))) as connection:
        try:
            connection.execute(statement)  # type: ignore[arg-type]
        except psycopg.errors.InsufficientPrivilege:
            return True
        finally:
            connection.rollback()
    return False


def test_every_table_has_a_rule_and_every_rule_a_table() -> None:
    assert set(RULES) == set(Base.metadata.tables)


def test_every_column_that_a_rule_names_is_there() -> None:
    missing = [
        f"{name}.{column}"
        for name, rule in RULES.items()
        for column in (*rule.hidden, *rule.gateway_updates, *rule.worker_updates)
        if column not in Base.metadata.tables[name].columns
    ]
    assert missing == []


@pytest.mark.parametrize("process", PROCESSES)
def test_the_database_grants_what_the_rules_say(database_url: str, process: Process) -> None:
    """By PostgreSQL's own account, of whole tables."""
    names = {"r": "SELECT", "i": "INSERT", "u": "UPDATE", "d": "DELETE"}
    with psycopg.connect(libpq_url(database_url)) as connection:
        for table, rule in RULES.items():
            whole = rule.reported and not rule.hidden
            letters = {"gateway": rule.gateway, "worker": rule.worker}
            wanted = letters.get(process, "r" if whole else "")
            held = {
                privilege
                for (privilege,) in connection.execute(
                    "select privilege from unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE',"
                    " 'TRUNCATE', 'TRIGGER', 'REFERENCES']) privilege"
                    " where has_table_privilege(%s, %s, privilege)",
                    [f"parkline_{process}", f'"{table}"'],
                )
            }
            assert held == {names[letter] for letter in wanted if letter != "l"}, table


@pytest.mark.parametrize("process", ["gateway", "worker"])
@pytest.mark.parametrize("table", LOGS)
def test_a_log_is_only_added_to(database_url: str, process: Process, table: str) -> None:
    may_delete = (process, table) in RETAINED
    assert denied(database_url, process, f"delete from {table}") == (not may_delete)
    assert denied(database_url, process, f"update {table} set park_id = park_id")
    assert denied(database_url, process, f"truncate {table}")
    assert not denied(database_url, process, f"select from {table}")


@pytest.mark.parametrize("process", ["gateway", "worker"])
def test_of_a_log_only_what_is_personal_can_be_changed(database_url: str, process: Process) -> None:
    """Erasing a person empties it."""
    for table, personal in (("audit_entry", {"before", "after"}), ("refund", {"reason"})):
        may = {
            column.name
            for column in Base.metadata.tables[table].columns
            if not denied(database_url, process, f"update {table} set {column.name} = default")
        }
        assert may == personal, table


@pytest.mark.parametrize("process", ["gateway", "worker"])
def test_what_happened_is_not_rewritten(database_url: str, process: Process) -> None:
    for column in ("type", "subject", "sequence", "occurred_at", "uid"):
        assert denied(database_url, process, f"update event set {column} = {column}"), column
    assert denied(database_url, process, "delete from event") == (process == "gateway")


def test_only_the_worker_says_that_an_event_was_handled(database_url: str) -> None:
    assert denied(database_url, "gateway", "update event set handled_at = now()")
    assert not denied(database_url, "worker", "update event set handled_at = now()")


def test_the_worker_sees_no_password_and_no_vendors_key(database_url: str) -> None:
    assert denied(database_url, "worker", "select hash from api_key")
    assert denied(database_url, "worker", "select key_hash from gate")
    assert denied(database_url, "worker", "update staff set password_hash = ''")
    assert denied(database_url, "worker", "update endpoint set url = url")


def test_reports_change_nothing_and_read_no_secret(database_url: str) -> None:
    for name, table in Base.metadata.tables.items():
        for statement in (f'delete from "{name}"', f'update "{name}" set park_id = park_id'):
            if "park_id" in table.columns or statement.startswith("delete"):
                assert denied(database_url, "reports", statement), statement
        for column in table.columns:
            if NAMED_LIKE_A_SECRET.search(column.name):
                statement = f'select "{column.name}" from "{name}"'
                assert denied(database_url, "reports", statement), statement
    for name in JOBS:
        assert denied(database_url, "reports", f"select from {name}")


def test_reports_read_what_they_are_made_of(database_url: str) -> None:
    for statement in (
        'select status, total, slot_start from "order"',
        "select created_at, author from message",
        "select category, status, resolved_at from ticket",
        "select login, roles from staff",
        "select * from account_month",
    ):
        assert not denied(database_url, "reports", statement), statement


def test_the_worker_may_write_all_that_an_unanswered_question_of_danger_opens(
    database_url: str,
) -> None:
    tables = ("danger_sign", "ticket", "ticket_change", "ticket_observer", "handoff", "guest_use")
    statement = "insert into {0} overriding user value select * from {0} where false"
    refused = [t for t in tables if denied(database_url, "worker", statement.format(t))]
    assert refused == []


@pytest.mark.parametrize("process", PROCESSES)
def test_nobody_makes_or_changes_tables(database_url: str, process: Process) -> None:
    assert denied(database_url, process, "create table more (id int)")
    assert denied(database_url, process, 'alter table "order" add column more int')
    assert denied(database_url, process, "create schema more")


@pytest.fixture
def empty(postgres_url: str) -> Iterator[str]:
    """A migrated database whose roles are not made."""
    url = create_database(postgres_url, "without_roles")
    migrate(url)
    yield url
    drop_database(postgres_url, "without_roles")
    with psycopg.connect(libpq_url(postgres_url), autocommit=True) as connection:
        for name in ("own_gateway", "own_worker", "own_reports"):
            connection.execute(f"drop role if exists {name}")  # type: ignore[arg-type]


def own(url: str) -> dict[str, str]:
    """Variables of an installation whose roles have names and passwords of their own."""
    return {
        "SECRET_KEY": SECRET,
        "DATABASE_URL": url,
        **{
            f"{process.upper()}_DATABASE_URL": make_url(url)
            .set(username=f"own_{process}", password=f"pw of {process}")
            .render_as_string(hide_password=False)
            for process in PROCESSES
        },
    }


def test_the_command_makes_them_and_takes_away_what_is_too_much(
    parkline: Parkline, empty: str
) -> None:
    first = parkline("database", "roles", **own(empty))
    assert first.exit_code == 0, first.output
    assert "own_gateway: the gateway's role" in first.stdout
    assert "pw of" not in first.output
    with psycopg.connect(libpq_url(empty)) as connection:
        connection.execute("grant delete on audit_entry to own_gateway")
        kept = connection.execute(
            "select rolname, rolpassword from pg_authid where rolname like 'own_%' order by 1"
        ).fetchall()
    assert [name for name, _ in kept] == ["own_gateway", "own_reports", "own_worker"]
    assert all(password.startswith("SCRAM-SHA-256$") for _, password in kept)
    assert parkline("database", "roles", **own(empty)).exit_code == 0
    with psycopg.connect(libpq_url(empty)) as connection:
        found = connection.execute(
            "select has_table_privilege('own_gateway', 'audit_entry', 'DELETE')"
        ).fetchone()
    assert found == (False,)


def test_a_migration_brings_named_roles_up_to_date(parkline: Parkline, empty: str) -> None:
    more = {"REDIS_URL": "redis://127.0.0.1:1/0"}
    assert parkline("migrate", **own(empty), **more).exit_code == 0
    with psycopg.connect(libpq_url(empty)) as connection:
        found = connection.execute(
            "select has_table_privilege('own_worker', 'message', 'INSERT')"
        ).fetchone()
    assert found == (True,)


def test_sql_is_printed_without_changing_anything(parkline: Parkline, empty: str) -> None:
    said = parkline("database", "roles", "--sql", **own(empty))
    assert said.exit_code == 0
    assert 'grant insert on "public"."audit_entry" to "own_gateway";' in said.stdout
    assert "pw of" not in said.output
    with psycopg.connect(libpq_url(empty)) as connection:
        roles_ = connection.execute("select from pg_roles where rolname = 'own_gateway'")
        assert roles_.rowcount == 0


def test_the_owner_is_nobodys_role(empty: str) -> None:
    owner = str(make_url(empty).username)
    with pytest.raises(RoleRefused, match="the owner of PARKLINE_DATABASE_URL"):
        database_roles.apply(empty, [Role("gateway", owner)])


def test_who_may_make_no_roles_is_told_so(database_url: str) -> None:
    with pytest.raises(RoleRefused, match="needs CREATEROLE"):
        database_roles.apply(as_role(database_url, "gateway"), [Role("worker", "another_role")])


def test_two_processes_with_one_role_are_refused() -> None:
    url = "postgresql://one@db.example/parkline"
    chosen = Settings(  # type: ignore[call-arg]
        _env_file=None,
        secret_key=SecretStr(SECRET),
        gateway_database_url=url,
        worker_database_url=url,
    )
    with pytest.raises(RoleRefused, match="name the same role"):
        database_roles.roles_of(chosen)


async def test_jobs_are_deferred_and_events_announced_as_the_gateways_role(
    sessions: Sessions, database_url: str
) -> None:
    async with database(as_role(database_url, "gateway")) as gateway, gateway.begin() as session:
        made = await session.scalar(
            text(
                "insert into procrastinate_jobs (queue_name, task_name, args)"
                " values ('a', 'b', '{}') returning id"
            )
        )
        await session.execute(text("select pg_notify('parkline_events', '')"))
    async with sessions() as session:
        assert await session.scalar(text("select count(*) from procrastinate_jobs")) == 1
    assert made
