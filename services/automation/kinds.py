"""What domains bring to rules: events, what may be asked of them, and what may be done."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

import services
from models.events import EventRow
from services.events.base import Event
from services.events.follows import Told
from services.kit.plugins import found

Value = str | int | bool | None
Kind = Literal["choice", "number", "words", "yes"]
OPERATORS: Mapping[Kind, tuple[str, ...]] = {
    "choice": ("is", "is_not"),
    "number": ("at_least", "at_most"),
    "words": ("contains", "lacks"),
    "yes": ("holds", "holds_not"),
}
"""How a field may be asked for, by its kind."""


@dataclass(frozen=True, slots=True)
class Field:
    """What may be asked of an event. `read(session, row, event)`: what it was; as far as the event
    does not say it, what it is now. `choices` of kind choice: codes, or where the park has its own,
    `rows`, the name of one of the desk's lists (buildings)."""

    name: str
    kind: Kind
    read: Callable[[AsyncSession, EventRow, Event], Awaitable[Value]]
    choices: Sequence[str] = ()
    rows: str = ""


@dataclass(frozen=True, slots=True)
class RuleEvent:
    """An event that may start a rule."""

    of: type[Event]
    about: str
    """The kind of its subject: ticket, conversation."""
    fields: Sequence[Field]

    @property
    def brief(self) -> str:
        return f"may start a rule: {self.of.type}"


@dataclass(frozen=True, slots=True)
class Param:
    """What an action needs to be told. `kind`: choice (of `choices`), text, staff (an id), role or
    label (an id)."""

    name: str
    kind: Literal["choice", "text", "staff", "role", "label"]
    choices: Sequence[str] = ()
    longest: int = 500


@dataclass(frozen=True, slots=True)
class Doing:
    """One action of one rule on one subject. `values` by the names of the action's Params."""

    park_id: int
    id: int
    rule: str
    values: Mapping[str, str]
    now: datetime


@dataclass(frozen=True, slots=True)
class RuleAction:
    """What a rule may do. `blocked(session, doing)`: the code of why it would change nothing, None
    where it would do something; it writes nothing. `run` does it, and tells whose sockets to wake.
    """

    do: str
    about: str
    params: Sequence[Param]
    blocked: Callable[[AsyncSession, Doing], Awaitable[str | None]]
    run: Callable[[AsyncSession, Doing], Awaitable[Sequence[Told]]]

    @property
    def brief(self) -> str:
        return f"a rule may: {self.do} ({self.about})"


@cache
def events() -> Mapping[str, RuleEvent]:
    """By type, in the order of their domains."""
    return {one.of.type: one for one in found(services, RuleEvent)}


@cache
def actions() -> Mapping[tuple[str, str], RuleAction]:
    """By the kind of subject and what they do."""
    return {(one.about, one.do): one for one in found(services, RuleAction)}


def may_start(kind: type[Event]) -> bool:
    return any(one.of is kind for one in found(services, RuleEvent))


def field_of(event: RuleEvent, name: str) -> Field | None:
    return next((one for one in event.fields if one.name == name), None)


def of_data(name: str) -> Callable[[AsyncSession, EventRow, Event], Awaitable[Value]]:
    """Reads what the event itself says under that name."""

    async def read(_session: AsyncSession, _row: EventRow, event: Event) -> Value:
        found_: Value = getattr(event, name, None)
        return found_

    return read
