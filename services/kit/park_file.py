"""The file of a park: what domains bring to it, and how the database is brought to what it says.

A domain brings a `Section` for each of its lists. An entry is found by its key. What an entry does
not say stays as it is, and so do rows that the file does not name; a list inside an entry, such as
an outlet's windows, is said as a whole.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from sqlalchemy import select

from models.base import ParkScoped
from services.kit.audit import By, record
from services.kit.errors import Conflict, ParkError
from services.kit.phones import is_dialable
from services.kit.snapshots import snapshot

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from models.park import Park

Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]{0,63}$")]
Label = Annotated[str, Field(min_length=1)]
Weekdays = Annotated[list[Annotated[int, Field(ge=1, le=7)]], Field(min_length=1)]
"""ISO weekdays, 1 is Monday."""


class Entry(BaseModel):
    """What a section lists."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Named(Entry):
    name_zh: Label
    name_en: Label


def phone(number: str) -> str:
    """Raises ValueError for one that no telephone dials."""
    if not is_dialable(number):
        raise ValueError("a phone number is 3 to 15 digits, such as 119 or +86 10 5555 0119")
    return number


def cleaned(texts: Sequence[str]) -> list[str]:
    """Each once, without needless blanks; empty ones are left out."""
    return list(dict.fromkeys(text for one in texts if (text := " ".join(one.split()))))


Phone = Annotated[str, AfterValidator(phone)]
Texts = Annotated[list[str], AfterValidator(cleaned)]


@dataclass(frozen=True, slots=True)
class Filing:
    """Who brings what is in a file into which park."""

    session: AsyncSession
    park: Park
    by: By
    passwords: dict[str, str] = field(default_factory=dict)
    """By login: first passwords that were chosen for new staff."""
    made_passwords: dict[str, str] = field(default_factory=dict)
    """By login: those that were made for the others. Nobody can read them later."""


@dataclass(frozen=True, slots=True)
class Section[E: Entry]:
    """A list of a park's file."""

    name: str
    entry: type[E]
    key: tuple[str, ...]
    """The fields that an entry is found by. They cannot be changed by a file."""
    place: int
    """In the file, and in the order in which sections are brought in."""
    present: Callable[[AsyncSession, Park], Awaitable[list[E]]]
    """What the park has, in a stable order."""
    put: Callable[[Filing, E], Awaitable[None]]
    """Adds the entry's rows, or changes those that its key finds. Raises ParkError."""
    single: bool = False
    """One entry alone, no list: the park."""
    once: tuple[str, ...] = ()
    """Fields that count for a new entry only."""
    spread: Callable[[E], Sequence[E]] = lambda entry: (entry,)
    """An entry that stands for several, such as a week of holidays, as those."""

    @property
    def brief(self) -> str:
        return f"in the park's file: {self.name}"


@dataclass(frozen=True, slots=True)
class Change:
    """An entry that is new, or whose `fields` (before, after) differ."""

    section: str
    key: tuple[Any, ...]
    kind: Literal["added", "changed"]
    fields: Mapping[str, tuple[Any, Any]]


class EntryRefused(Conflict):
    """A rule of the park refuses an entry. `details`: section, number (from 0), field."""

    code = "entry_refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    changes: tuple[Change, ...]
    unchanged: int


async def bring_in(
    filing: Filing, sections: Sequence[Section[Any]], wanted: Mapping[str, Sequence[Entry]]
) -> Outcome:
    """Make the park hold what is `wanted`, by section. Repeated, it changes nothing.

    Flushes; the caller commits all of it, or nothing. Raises EntryRefused.
    """
    changes, unchanged = list[Change](), 0
    for section in sorted(sections, key=lambda one: one.place):
        if section.name not in wanted:
            continue
        had = await section.present(filing.session, filing.park)
        present = {_key(section, one): one for one in had}
        for number, entry in enumerate(wanted[section.name]):
            for one in section.spread(entry):
                change = _difference(section, present.get(_key(section, one)), one)
                if change is None:
                    unchanged += 1
                    continue
                await _put(filing, section, number, _whole(present.get(change.key), one))
                present[change.key] = one
                changes.append(change)
    return Outcome(tuple(changes), unchanged)


def _key(section: Section[Any], entry: Entry) -> tuple[Any, ...]:
    return () if section.single else tuple(getattr(entry, name) for name in section.key)


def _difference(section: Section[Any], present: Entry | None, wanted: Entry) -> Change | None:
    key = _key(section, wanted)
    if present is None:
        said = {name: (None, getattr(wanted, name)) for name in type(wanted).model_fields}
        return Change(section.name, key, "added", said)
    differing = {
        name: (getattr(present, name), getattr(wanted, name))
        for name in type(wanted).model_fields
        if name in wanted.model_fields_set
        and name not in section.once
        and getattr(present, name) != getattr(wanted, name)
    }
    return Change(section.name, key, "changed", differing) if differing else None


def _whole(present: Entry | None, wanted: Entry) -> Entry:
    """With what is there for what `wanted` does not say."""
    if present is None:
        return wanted
    said = {name: getattr(wanted, name) for name in wanted.model_fields_set}
    return present.model_copy(update=said)


async def _put(filing: Filing, section: Section[Any], number: int, entry: Entry) -> None:
    try:
        await section.put(filing, entry)
        await filing.session.flush()
    except ParkError as refused:
        raise EntryRefused(
            str(refused),
            section=section.name,
            number=number,
            field=refused.details.get("field", ""),
        ) from refused


def as_there[E: Entry](entry: type[E], row: Any, **others: Any) -> E:
    """What stands in the database, even where a file may no longer say so; `others` are the fields
    that are no columns of the row."""
    columns = {name: getattr(row, name) for name in entry.model_fields if name not in others}
    return entry.model_construct(set(entry.model_fields), **columns, **others)


async def keep[T: ParkScoped](
    filing: Filing,
    table: type[T],
    noun: str,
    found_by: Mapping[str, Any],
    values: Mapping[str, Any],
) -> T:
    """The row of the park with the columns `found_by`, made where there is none, with these
    `values`; noted as noun.add or noun.edit where something changed."""
    session, by = filing.session, filing.by
    wanted = {"park_id": by.park_id, **found_by}
    row = await session.scalar(select(table).filter_by(**wanted).with_for_update())
    verb, before = "edit", snapshot(row, values) if row else {}
    if row is None:
        verb, row = "add", table(**wanted)
        session.add(row)
    for column, value in values.items():
        setattr(row, column, value)
    await session.flush()
    record(
        *(session, by, f"{noun}.{verb}", f"{noun}:{row.id}"),
        before=before,
        after=snapshot(row, [*(found_by if verb == "add" else ()), *values]),
    )
    return row
