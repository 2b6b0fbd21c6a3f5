"""The statements that something sends to the database."""

import math
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from parkline.stores.database import Sessions


@contextmanager
def counted(sessions: Sessions) -> Iterator[list[str]]:
    """Those of the block, without BEGIN and COMMIT."""
    engine = sessions.kw["bind"].sync_engine
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


async def rows_read(sessions: Sessions, table: str, ask: Callable[[], Awaitable[object]]) -> int:
    """How many rows of a table the statements of `ask` read, by PostgreSQL's own count; each look
    into an index or a correlated query counts as one at least."""
    engine = sessions.kw["bind"].sync_engine
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        if statement.lstrip().lower().startswith(("select", "with")):
            asked.append((statement, values))

    event.listen(engine, "before_cursor_execute", note)
    try:
        await ask()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    async with sessions() as session:
        connection = await session.connection()
        # A table of a test is read whole rather than by its index: looks are what counts here.
        await connection.exec_driver_sql("set local enable_seqscan = off")
        await connection.exec_driver_sql("set local enable_hashjoin = off")
        await connection.exec_driver_sql("set local enable_mergejoin = off")
        plans = [
            (await connection.exec_driver_sql(f"explain (analyze, format json) {said}", values))
            .scalar_one()[0]["Plan"]
            for said, values in asked
        ]  # fmt: skip
    return sum(_read(plan, table) for plan in plans)


def _read(plan: dict[str, Any], table: str) -> int:
    own = 0
    if plan.get("Relation Name") == table:
        own = math.ceil(plan["Actual Loops"] * max(plan["Actual Rows"], 1))
    return own + sum(_read(part, table) for part in plan.get("Plans", ()))
