"""What may be said of a table that holds something of people: the vocabulary of the registry."""

from collections.abc import Awaitable, Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any, Literal

from models.base import Base
from models.conversations import Conversation
from models.people import Person

Owner = Literal["tenant", "visitor", "staff"]

GONE = "***"
"""What stands where words had to go and a column cannot be empty."""


class Value(Enum):
    """What a forgotten column gets instead, where no constant will do."""

    MOMENT = "when it was erased"
    TOMBSTONE = "erased: and the row's id, unlike every other"
    STRIPPED = "the same JSON, with MEMBERS emptied however deep they stand"


MEMBERS = frozenset(
    {
        *("contact_name", "contact_phone", "note", "allergy_note", "status_reason", "reason"),
        *("invoice", "room", "place", "floor"),
    }
)
"""Members of events and of audit entries that say something of a person."""


@dataclass(frozen=True, slots=True)
class Link:
    """How a row leads to its person: `column` is `prefix` followed by `by` of a row of `to`.

    With `member`, it is that member of the JSON column. `to` is Person or another table of the
    registry, whose own links lead on. A link that is not `exported` is followed by erasure alone.
    """

    column: str
    to: type[Base]
    by: str = "id"
    prefix: str = ""
    member: str | None = None
    exported: bool = True


@dataclass(frozen=True, slots=True)
class Forget:
    """The row stays, `why`; these columns get these values, where they hold anything."""

    columns: Mapping[str, Any]
    why: str


@dataclass(frozen=True, slots=True)
class Delete:
    """The row goes."""


@dataclass(frozen=True, slots=True)
class Keep:
    """The row stays as it is, `why`."""

    why: str


@dataclass(frozen=True, slots=True)
class Section:
    """The part of an export that holds the table's rows."""

    name: str


@dataclass(frozen=True, slots=True)
class NotExported:
    why: str


@dataclass(frozen=True, slots=True)
class PersonalTable:
    """What a table holds of people."""

    table: type[Base]
    holds: str
    owner: Owner
    links: tuple[Link, ...]
    """A row is theirs if one of them leads to them. None: it is of no tenant's, and no tenant's
    erasure touches it."""
    erasure: Forget | Delete | Keep
    export: Section | NotExported
    stays: frozenset[str] = field(default_factory=frozenset)
    """Columns of text, JSON, lists or bytes that remain: codes, numbers and states of ours."""
    kept: tuple[str, ...] = ()
    """For how long: codes of retention periods, or of what is kept for a time that is fixed."""


@dataclass(frozen=True, slots=True)
class Personal:
    """What a domain's tables hold of people."""

    tables: tuple[PersonalTable, ...]
    nothing: Mapping[type[Base], str] = field(default_factory=dict)
    """Its tables that hold nothing of a tenant, a visitor or staff; why."""
    subjects: Mapping[str, type[Base]] = field(default_factory=dict)
    """What its events and audit entries are about: "order" of "order:42"."""
    ends: Callable[..., Awaitable[None]] | None = None
    """`ends(session, park_id, people, now=…)` ends what is open of people who are forgotten, before
    anything is."""
    elsewhere: Callable[..., Awaitable["Elsewhere"]] | None = None
    """`elsewhere(session, park_id, people)`: who else was told of them, and what."""

    @property
    def brief(self) -> str:
        return "personal: " + ", ".join(one.table.__tablename__ for one in self.tables)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What others were told of somebody stands in the others' chats."""

    told: Sequence[tuple[int, datetime]] = ()
    """Who, and when they were first."""
    words: Set[str] = frozenset()
    """What they may have been told beside a name and a number."""


def impersonal(why: str, *tables: type[Base]) -> dict[type[Base], str]:
    """For `Personal.nothing`."""
    return dict.fromkeys(tables, why)


def nothing(columns: str) -> dict[str, Any]:
    return dict.fromkeys(columns.split())


def stays(columns: str) -> frozenset[str]:
    return frozenset(columns.split())


COPY = NotExported("a copy of what other sections hold")
SECRET = NotExported("hashes of secrets, which say nothing of anybody")
OF_PERSON = (Link("person_id", Person),)
OF_CONVERSATION = (Link("conversation_id", Conversation),)
BOOKS = "the books need their sums and times; what names the person is forgotten elsewhere"
