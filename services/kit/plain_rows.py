"""Rows that are only looked at, read without the books that a session keeps of an object.

For the statements that every message sends: reading a row as a mapped object costs more there than
the statement.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause
from sqlalchemy.orm.attributes import manager_of_class

from models.base import Base, table_of


class Plain[R: Base]:
    """Makes objects of a mapped class that no session knows: what is changed in one is not written.

    An attribute is called as its column is.
    """

    def __init__(self, row: type[R]) -> None:
        self._manager = manager_of_class(row)
        self._names = tuple(column.name for column in table_of(row).columns)
        self._key = self._names.index("id")

    def columns(self, source: FromClause) -> list[ColumnElement[Any]]:
        """Of the table, or of an alias or CTE of it, in the order that `of` takes them in."""
        return [source.c[name] for name in self._names]

    def of(self, row: Sequence[Any], start: int = 0) -> R | None:
        """The object whose columns begin at `start` of a row; None where an outer join found
        none."""
        values = row[start : start + len(self._names)]
        if values[self._key] is None:
            return None
        return self.named(dict(zip(self._names, values, strict=True)))

    def named(self, values: Mapping[str, Any]) -> R:
        """The same of values by name."""
        made: R = self._manager.new_instance()
        made.__dict__.update(values)
        return made

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self._names)
