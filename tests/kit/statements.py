"""The statements that something sends to the database."""

from collections.abc import Iterator
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
