"""How long rows that hold people are kept, and what is done with them then: the vocabulary."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, true, update
from sqlalchemy.ext.asyncio import AsyncSession

from models.base import Base

Yes = ColumnElement[bool]
HALF_A_YEAR = 180
"""In days."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind with a period of its own. Days count from the end of what a row is about."""

    days: int | None
    """The default. None: without limit."""
    why: str
    """The reason for the default, for docs/reference/privacy.md."""
    counts_from: str
    """What the period counts from, for docs/reference/privacy.md."""
    usual_minimum: int | None = None
    """Days that a law usually asks for; the settings page says so below it."""
    law: str = ""
    """Which law that is."""
    may_be_unlimited: bool = True
    seen_with: tuple[str, ...] = ()
    """Permissions with any of which the desk shows it. None: no page of the desk does."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Locked rows of a park, by their keys, all of which are `due`."""

    park_id: int
    keys: Sequence[int]
    due: ColumnElement[bool]
    now: datetime

    def of(self, column: Any) -> list[ColumnElement[bool]]:
        return [column.class_.park_id == self.park_id, column.in_(self.keys)]


Act = Callable[[AsyncSession, Batch], Awaitable[None]]


def drop(table: Any, key: str = "id") -> Act:
    """Delete the rows."""

    async def act(session: AsyncSession, batch: Batch) -> None:
        gone = delete(table).where(*batch.of(getattr(table, key)), batch.due)
        await session.execute(gone.execution_options(synchronize_session=False))

    return act


def clear(table: Any, values: Mapping[str, Any]) -> Act:
    """Keep the rows with these values."""

    async def act(session: AsyncSession, batch: Batch) -> None:
        await session.execute(update(table).where(*batch.of(table.id)).values(**values))

    return act


@dataclass(frozen=True, slots=True)
class Rule:
    """`due` gets the limit: what ended before it has served its time."""

    kind: str
    table: type[Base]
    born: Any
    """Column by which a row is too young for the rule, however it ended."""
    due: Callable[[datetime], Yes]
    act: Act | None
    """None: something else removes them (services.privacy.housekeeping), and the walk only looks.
    """
    holds: Yes = field(default_factory=true)
    """Whether anything is left of a row to remove."""
    key: str = "id"
    in_order: bool = True
    """Whether rows are born in the order of `key`."""
    at_once: int = 1000
    """Rows that one transaction acts on."""


@dataclass(frozen=True, slots=True)
class Retention:
    """What a domain keeps for a period that operators choose: kinds by code, rules by name."""

    kinds: Mapping[str, Kind]
    rules: Mapping[str, Rule]
    """In the order in which they take their turns. Those of one kind share its period."""

    @property
    def brief(self) -> str:
        return "kept for a period: " + ", ".join(self.kinds or self.rules)


@dataclass(frozen=True, slots=True)
class KeepsBusy:
    """What a domain has open of people: while it is, nothing is removed of them or of what they
    wrote. `of(park, person)` gets two columns."""

    of: Callable[[Any, Any], Yes]


def says(table: type[Base], values: Mapping[str, Any]) -> Yes:
    """Whether any of these columns says something else than what it is to say."""
    columns = table.__table__.c
    return or_(*(columns[name].is_distinct_from(value) for name, value in values.items()))
