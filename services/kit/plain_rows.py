"""Rows that are only looked at, read without the books that a session keeps of an object.

For the statements that every message sends: reading a row as a mapped object costs more there than
the statement.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, FromClause
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import make_transient_to_detached
from sqlalchemy.orm.attributes import manager_of_class

from models.base import Base, UtcDateTime, table_of


@cache
def unsaid(row: type[Base]) -> Mapping[str, None]:
    """What may be left out of a new row, said to be nothing: else a session does not know it once
    the row is written, and reads it back."""
    columns = table_of(row).columns
    said = [one for one in columns if one.default is None and one.server_default is None]
    return dict.fromkeys(one.name for one in said if one.nullable)


class Plain[R: Base]:
    """Makes objects of a mapped class that no session knows: what is changed in one is not written.

    An attribute is called as its column is.
    """

    def __init__(self, row: type[R]) -> None:
        self._manager = manager_of_class(row)
        self._names = tuple(column.name for column in table_of(row).columns)
        self._key = self._names.index("id")
        columns = table_of(row).columns
        self._moments = [one.name for one in columns if isinstance(one.type, UtcDateTime)]

    def columns(self, source: FromClause) -> list[ColumnElement[Any]]:
        """Of the table, or of an alias or CTE of it, in the order that `of` takes them in."""
        return [source.c[name] for name in self._names]

    def of(self, row: Sequence[Any], start: int = 0) -> R | None:
        """The object whose columns begin at `start` of a row; None where an outer join found
        none."""
        if row[start + self._key] is None:
            return None
        return self.named(self.values(row, start))

    def named(self, values: Mapping[str, Any]) -> R:
        """The same of values by name."""
        made: R = self._manager.new_instance()
        made.__dict__.update(values)
        return made

    def read_by(self, session: AsyncSession, values: Mapping[str, Any]) -> R:
        """The same as if the session had read it: what is changed in it is written. The session
        must not know the row yet."""
        made = self.named(values)
        make_transient_to_detached(made)
        session.add(made)
        return made

    def known(self, row: R) -> dict[str, Any] | None:
        """Values by name of an object that has all of them; None of one that would read some."""
        values = row.__dict__
        if not all(name in values for name in self._names):
            return None
        return {name: values[name] for name in self._names}

    def values(self, row: Sequence[Any], start: int = 0) -> dict[str, Any]:
        """By name, of the columns that begin at `start` of a row."""
        found = row[start : start + len(self._names)]
        return dict(zip(self._names, found, strict=True))

    def of_json(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """By name, of what to_jsonb makes of a row whose columns are moments, numbers, texts, lists
        of these, and JSON."""
        moments = {name: values[name] for name in self._moments if values[name] is not None}
        return {**values, **{name: _moment(said) for name, said in moments.items()}}

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self._names)


def _moment(said: str) -> datetime:
    return datetime.fromisoformat(said).astimezone(UTC)
