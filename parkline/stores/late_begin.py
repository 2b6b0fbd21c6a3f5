"""A transaction begins with the first statement that may write or lock; what is read before is
read without one.

At read committed each statement sees what was committed before it began, in a transaction or
not, so reading loses nothing, and saves the round trips of BEGIN, and of COMMIT or ROLLBACK where
nothing is written at all. SQLAlchemy asks the connection to begin before each statement as long as
it has not begun.
"""

import re
from functools import lru_cache
from typing import Any

import asyncpg  # type: ignore[import-untyped]
from sqlalchemy.dialects.postgresql.asyncpg import (
    AsyncAdapt_asyncpg_connection,
    AsyncAdapt_asyncpg_cursor,
    AsyncAdapt_asyncpg_dbapi,
)
from sqlalchemy.util.concurrency import await_

BY_STATEMENT = (None, "read_committed")
"""Levels of isolation (None: the server's own, read committed) at which a statement sees what was
committed before it began."""
_LOOKS = re.compile(r"\s*(?:select|with)\b", re.IGNORECASE)
_MORE = re.compile(
    r"\b(?:insert|update|delete|merge|into)\b|\bfor\s+(?:key\s+)?share\b"
    r"|\bprocrastinate_|advisory|set_config|nextval|setval|pg_notify|pg_current_xact_id"
    r"|\bnow\s*\(|current_timestamp",
    re.IGNORECASE,
)
"""What a statement that begins like one that reads does besides: rows that it writes or locks, jobs
and numbers by functions, locks and settings that hold until the transaction ends, and what is the
same all through a transaction."""


@lru_cache(4096)
def only_reads(statement: str) -> bool:
    return _LOOKS.match(statement) is not None and _MORE.search(statement) is None


class _Cursor(AsyncAdapt_asyncpg_cursor):
    _adapt_connection: "_Connection"

    async def _prepare_and_execute(self, operation: str, parameters: Any) -> None:
        self._adapt_connection.reads = only_reads(operation)
        try:
            await super()._prepare_and_execute(operation, parameters)  # type: ignore[no-untyped-call]
        finally:
            self._adapt_connection.reads = False


class _Connection(AsyncAdapt_asyncpg_connection):
    _cursor_cls = _Cursor
    reads = False
    """Whether what is sent now only reads. Never of a cursor of the server, which lives in a
    transaction."""

    async def _start_transaction(self) -> None:
        if not self.reads or self.isolation_level not in BY_STATEMENT:
            await super()._start_transaction()  # type: ignore[no-untyped-call]


class LateBegin(AsyncAdapt_asyncpg_dbapi):
    """asyncpg as SQLAlchemy has it, with connections that begin late: `create_async_engine(…,
    module=LateBegin())`."""

    def __init__(self) -> None:
        super().__init__(asyncpg)  # type: ignore[no-untyped-call]

    def connect(
        self, *where: Any, prepared_statement_cache_size: int = 100, **how: Any
    ) -> _Connection:
        return await_(
            _Connection.create(
                self,
                asyncpg.connect(*where, **how),
                prepared_statement_cache_size=prepared_statement_cache_size,
            )
        )
