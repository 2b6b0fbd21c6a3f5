"""What goes wrong around a command, in one sentence that says what to do, in place of a traceback.

Whatever is not told here is a fault of ours, and its traceback is wanted. Read with every call of
`parkline`: nothing is imported that would not have been to raise what is told.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from typing import Any

import typer
from typer.core import TyperGroup

MIGRATE = "the database lacks tables: `parkline migrate` makes them"
AHEAD = "a newer version made this database: run that one, or a newer"
UNREACHABLE = "the database cannot be reached: start PostgreSQL, or correct PARKLINE_DATABASE_URL"
REDIS = "Redis cannot be reached: start it, or correct PARKLINE_REDIS_URL"

BY_SQLSTATE = {
    "28P01": "the database refuses the password of PARKLINE_DATABASE_URL: correct it",
    "28000": "the database refuses this role: correct PARKLINE_DATABASE_URL or pg_hba.conf",
    "3D000": "there is no such database: make it (createdb), or correct PARKLINE_DATABASE_URL",
    "42P01": MIGRATE,
    "42703": MIGRATE,
    "3F000": MIGRATE,
    "42501": "the database's role may not do this: use the URL of the database's owner",
    "53300": "the database has no connection left: raise max_connections, or stop something",
    "57P03": "the database is starting or stopping: try again in a moment",
    "25006": "the database only lets itself be read: PARKLINE_DATABASE_URL names a standby",
}
"""SQLSTATE: https://www.postgresql.org/docs/18/errcodes-appendix.html"""
BY_WORDS = {
    "password authentication failed": BY_SQLSTATE["28P01"],
    "no password supplied": BY_SQLSTATE["28P01"],
    "does not exist": BY_SQLSTATE["3D000"],
}
"""libpq gives no SQLSTATE for what it met while it connected."""
FILES = frozenset(
    {
        *(errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT),
        *(errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EEXIST),
    }
)


class Group(TyperGroup):
    """Ends a command with one line and status 1 where something around it went wrong."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except (typer.Exit, typer.Abort):
            raise  # The command has said what is wrong.
        except Exception as problem:
            if (told := said(problem)) is None:
                raise
            typer.echo(f"parkline: {told}", err=True)
            raise typer.Exit(1) from None


def said(problem: BaseException) -> str | None:
    """The sentence for a problem that its causes make known; None for one of ours."""
    for one in _causes(problem):
        if told := _database(one) or _module(one) or _system(one):
            return told
    return None


def _causes(problem: BaseException) -> Iterator[BaseException]:
    """The problem, what the driver said, what it was raised from, and all of a group."""
    met, waiting = set[int](), [problem]
    while waiting:
        one = waiting.pop(0)
        if id(one) in met:
            continue
        met.add(id(one))
        yield one
        inner = (getattr(one, "orig", None), one.__cause__, one.__context__)
        waiting += [cause for cause in inner if isinstance(cause, BaseException)]
        if isinstance(one, BaseExceptionGroup):
            waiting += one.exceptions


def _database(one: BaseException) -> str | None:
    state = getattr(one, "sqlstate", None)
    if isinstance(state, str) and state in BY_SQLSTATE:
        return BY_SQLSTATE[state]
    if _named(one, "psycopg", "OperationalError"):
        words = str(one)
        return next((told for part, told in BY_WORDS.items() if part in words), UNREACHABLE)
    return None


def _module(one: BaseException) -> str | None:
    if _named(one, "redis", "ConnectionError") or _named(one, "redis", "TimeoutError"):
        return REDIS
    if _named(one, "alembic", "CommandError") and "Can't locate revision" in str(one):
        return AHEAD
    return None


def _named(one: BaseException, package: str, name: str) -> bool:
    """By name, so that no driver is imported to look."""
    return any(
        kind.__name__ == name and kind.__module__.split(".")[0] == package
        for kind in type(one).__mro__
    )


def _system(one: BaseException) -> str | None:
    if not isinstance(one, OSError):
        return None
    if one.errno == errno.EADDRINUSE:
        return f"the address is taken ({one}): stop what listens there, or set another port"
    if one.filename is not None and one.errno in FILES:
        return f"{one.filename}: {one.strerror}: correct the path, or who may write there"
    if isinstance(one, ConnectionError | TimeoutError) or _named(one, "socket", "gaierror"):
        return UNREACHABLE
    return None
