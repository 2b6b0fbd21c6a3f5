"""A database role for each process, with no more than it needs.

The owner of the database (PARKLINE_DATABASE_URL) migrates and makes the roles; the gateway, the
worker and whoever makes reports each connect as one of them. Called again it takes away what a
role should not have any more.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import psycopg
from psycopg import sql
from psycopg.pq import TransactionStatus
from sqlalchemy import Table
from sqlalchemy.engine import make_url

from models.base import Base
from parkline.failing import Failed
from parkline.settings.settings import Settings
from parkline.stores.database import libpq_url
from parkline.stores.role_rules import JOBS, RULES
from services.kit.rights import NOTHING

Process = Literal["gateway", "worker", "reports"]
PROCESSES: tuple[Process, ...] = ("gateway", "worker", "reports")
PRIVILEGES = {"r": "select", "i": "insert", "u": "update", "d": "delete"}
LOCKING = ("park_id",)
"""The column that a process may update where it only locks rows (SELECT … FOR UPDATE): PostgreSQL
asks for UPDATE on a column at least, and this one is part of every key."""
LOCK = 7275463
"""The migrations' own: neither runs while the other does."""


class RoleRefused(Failed):
    """The roles could not be made; the message says why."""


@dataclass(frozen=True, slots=True)
class Role:
    """A process's role. With neither password nor `can_log_in` nobody signs in by it: whoever runs
    the database gives it a password, or another role that may become it."""

    process: Process
    name: str
    password: str | None = None
    can_log_in: bool = False
    is_fenced: bool = False
    """Whether row-level security holds it. Reports, which are of all parks, it never holds; gateway
    and worker become another role for what takes from the queues of all parks (`across`)."""


@dataclass(frozen=True, slots=True)
class Grant:
    """On a table; on some columns of it alone, if there are any."""

    table: str
    privilege: str
    columns: tuple[str, ...] = ()


def across(name: str) -> str:
    """The role that a process becomes for what is of no park (services.kit.fence)."""
    return f"{name}_across"


def default_name(process: Process) -> str:
    return f"parkline_{process}"


def roles_of(settings: Settings) -> list[Role]:
    """Named, and with the password, as the settings' URLs say. Raises RoleRefused."""
    urls: Mapping[Process, str | None] = {
        "gateway": settings.gateway_database_url,
        "worker": settings.worker_database_url,
        "reports": settings.reports_database_url,
    }
    found = []
    for process in PROCESSES:
        url = make_url(said) if (said := urls[process]) else None
        name = (url.username if url else None) or default_name(process)
        password = str(url.password) if url and url.password else None
        found.append(Role(process, name, password, url is not None, is_fenced=settings.rls))
    if len({role.name for role in found}) < len(found):
        raise RoleRefused("two of the processes' URLs name the same role: each needs its own")
    return found


def embedded() -> list[Role]:
    """Of a server that runs here, on a socket that only we reach: without passwords."""
    return [Role(one, default_name(one), can_log_in=True, is_fenced=True) for one in PROCESSES]


def as_role(url: str, process: Process) -> str:
    """The same database for a role of the default name: an embedded server asks for no password."""
    changed = make_url(url).set(username=default_name(process))
    return changed.render_as_string(hide_password=False)


def grants(process: Process) -> Iterator[Grant]:
    """Everything that a process may do, table by table."""
    for name, table in sorted(Base.metadata.tables.items()):
        yield from _of_reports(name, table) if process == "reports" else _of_table(process, name)
    yield Grant("alembic_version", "select")
    if process != "reports":
        for name, (gateway, worker) in JOBS.items():
            yield from _letters(name, gateway if process == "gateway" else worker)


def _of_table(process: Process, name: str) -> Iterator[Grant]:
    """A table without a rule is nobody's."""
    if (rule := RULES.get(name)) is None:
        return
    is_gateway = process == "gateway"
    yield from _letters(name, rule.gateway if is_gateway else rule.worker)
    if columns := rule.gateway_updates if is_gateway else rule.worker_updates:
        yield Grant(name, "update", columns)


def _letters(table: str, letters: str) -> Iterator[Grant]:
    for letter in letters or NOTHING:
        if letter == "l":
            yield Grant(table, PRIVILEGES["u"], LOCKING)
        else:
            yield Grant(table, PRIVILEGES[letter])


def _of_reports(name: str, table: Table) -> Iterator[Grant]:
    rule = RULES.get(name)
    if rule is None or not rule.reported:
        return
    if not rule.hidden:
        yield Grant(name, "select")
        return
    yield Grant(name, "select", tuple(c.name for c in table.columns if c.name not in rule.hidden))


def statements(role: Role, database: str) -> Iterator[sql.Composed]:
    """What makes the grants of a role that exists, and takes away any other."""
    yield from _statements(role.process, sql.Identifier(role.name), database)
    if not role.is_fenced:
        return
    beyond = sql.Identifier(beyond_fence(role))
    yield sql.SQL("alter role {} bypassrls").format(beyond)
    if role.process != "reports":
        yield from _statements(role.process, beyond, database)
        yield sql.SQL("grant {} to {}").format(beyond, sql.Identifier(role.name))


def beyond_fence(role: Role) -> str:
    """Name of the role that row-level security does not hold, for a process's work on all parks."""
    return role.name if role.process == "reports" else across(role.name)


def _statements(process: Process, name: sql.Identifier, database: str) -> Iterator[sql.Composed]:
    for kind in ("tables", "sequences"):
        yield sql.SQL("revoke all on all {} in schema public from {}").format(sql.SQL(kind), name)
    yield sql.SQL("grant connect on database {} to {}").format(sql.Identifier(database), name)
    yield sql.SQL("grant usage on schema public to {}").format(name)
    if process != "reports":  # The job queue's; our own columns are identities.
        yield sql.SQL("grant usage on all sequences in schema public to {}").format(name)
    for grant in grants(process):
        columns = sql.SQL(", ").join(map(sql.Identifier, grant.columns))
        yield sql.SQL("grant {}{} on {} to {}").format(
            sql.SQL(grant.privilege),
            sql.SQL(" ({})").format(columns) if grant.columns else sql.SQL(""),
            sql.Identifier("public", grant.table),
            name,
        )


def script(roles: list[Role], owner_url: str) -> str:
    """What `apply` runs, for whoever runs it by hand; without passwords."""
    database = str(make_url(owner_url).database)
    lines = ["revoke create on schema public from public;"]
    for role in roles:
        lines.append(f"-- create role {sql.Identifier(role.name).as_string()} login;")
        if role.is_fenced and (name := beyond_fence(role)) != role.name:
            lines.append(f"-- create role {sql.Identifier(name).as_string()} nologin;")
        lines += [f"{one.as_string()};" for one in statements(role, database)]
    return "\n".join(lines)


def apply(owner_url: str, roles: list[Role]) -> None:
    """Make or change the roles and what they may do, in one transaction. Raises RoleRefused."""
    try:
        with psycopg.connect(libpq_url(owner_url)) as connection:
            connection.execute("select pg_advisory_xact_lock(%s)", [LOCK])
            _check_owner(connection, roles)
            connection.execute("revoke create on schema public from public")
            database = connection.info.dbname
            for role in roles:
                _make(connection, role)
                for statement in statements(role, database):
                    connection.execute(statement)
            assert connection.info.transaction_status == TransactionStatus.INTRANS
    except psycopg.errors.InsufficientPrivilege as refusal:
        raise RoleRefused(
            "the role of PARKLINE_DATABASE_URL may not do this: it needs CREATEROLE and has to own"
            " the tables, and with PARKLINE_RLS it needs BYPASSRLS, which a superuser gives"
            f" ({refusal.diag.message_primary})"
        ) from None
    except psycopg.errors.UndefinedTable:
        raise RoleRefused("the database is not at the present schema: `parkline migrate`") from None


def follow(settings: Settings, owner_url: str) -> None:
    """After a migration: the roles that the settings name may use what is new. Raises
    RoleRefused."""
    if named := [role for role in roles_of(settings) if role.can_log_in]:
        apply(owner_url, named)


def _check_owner(connection: psycopg.Connection, roles: list[Role]) -> None:
    """Raises RoleRefused: the owner's rights are not to be taken away."""
    if any(role.name == connection.info.user for role in roles):
        raise RoleRefused(
            f"{connection.info.user!r} is the owner of PARKLINE_DATABASE_URL: give each process a"
            " role of its own"
        )


def _make(connection: psycopg.Connection, role: Role) -> None:
    name = sql.Identifier(role.name)
    _create(connection, role.name)
    if role.is_fenced:
        _create(connection, beyond_fence(role))
    if role.password is not None:
        # As PostgreSQL would keep it, so that no log has the password itself.
        kept = connection.pgconn.encrypt_password(role.password.encode(), role.name.encode())
        connection.execute(
            sql.SQL("alter role {} login password {}").format(name, sql.Literal(kept.decode()))
        )
    elif role.can_log_in:
        connection.execute(sql.SQL("alter role {} login").format(name))


def _create(connection: psycopg.Connection, name: str) -> None:
    """Two installations of one server may share a role."""
    found = connection.execute("select from pg_roles where rolname = %s", [name])
    if not found.rowcount:
        connection.execute(sql.SQL("create role {} nologin").format(sql.Identifier(name)))
