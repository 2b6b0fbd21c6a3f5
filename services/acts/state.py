"""What a clerk knows when a message comes. It is read once a turn and is a value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Any

from services.acts.values import Fields, Line, What

RECENT = timedelta(minutes=30)
"""So long what was made may be spoken of as "it", and what was given up can come back."""


JUST = timedelta(minutes=3)
"""So long what was made is still what is spoken of: "and a cola" goes into it without a word."""


class Standing(StrEnum):
    """How far a thing is."""

    DRAFT = "draft"
    """Being put together: a cart, a report or a registration in pieces."""
    MADE = "made"
    """Placed, reported, registered."""
    DROPPED = "dropped"
    """Given up or called off within RECENT; it can come back."""


@dataclass(frozen=True, slots=True)
class StandingLine:
    """A line of a cart or an order."""

    id: int
    item: int
    name_zh: str
    name_en: str
    quantity: int
    options: tuple[str, ...] = ()
    """Codes."""
    note: str | None = None
    counted: bool = True
    """Whether it was said how many; else it is the least that may be ordered."""
    words: frozenset[str] = frozenset()
    """Everything that it is called, case folded: names, aliases, its options' names."""
    tags: frozenset[str] = frozenset()
    """Properties of the line as it is ordered (a dish without chilli is not spicy): codes and what
    they are called in both languages: spicy, 辣, vegetarian, drink, 喝的 …."""
    offers: frozenset[str] = frozenset()
    """Codes of the options that its item has; empty if nobody knows."""
    groups: frozenset[tuple[str, str]] = frozenset()
    """Each code of those, with the group of which a line has one at the most."""
    takes: frozenset[str] = frozenset()
    """Codes of options that things of its sort (drinks, dishes) have: what may be wished for."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that the conversation is about."""

    what: What
    standing: Standing
    id: str
    """Of the row, or of the draft that has none: unique within the state."""
    number: str | None = None
    """O…, T…, V…; None for a draft."""
    title: Mapping[str, str] = field(default_factory=dict)
    """What it is called when it is asked about, by language."""
    lines: tuple[StandingLine, ...] = ()
    """In their order."""
    removed: tuple[StandingLine, ...] = ()
    """Lines that were taken out, the last one last."""
    spoken: tuple[int, ...] = ()
    """Ids of those lines that the last change was on ("it"); empty if nobody knows."""
    fields: Mapping[str, Any] = field(default_factory=dict)
    """What stands, under the names and in the types of services.acts.values.Fields: a Place, a
    When with `start` and `day`, a Count with `exactly`, a tuple of names. A bare datetime and a
    bare number are understood as well."""
    missing: tuple[str, ...] = ()
    """Of those, what is still to be asked, in order."""
    touched_at: datetime | None = None
    """When it was made, changed or given up last."""
    may: frozenset[str] = frozenset()
    """Acts that still work on it, by name: edit, correct, cancel, restore, urge, confirm. What is
    being put together may also be given something, confirmed and given up without being listed."""
    status: str | None = None
    """Of the row, for a refusal that says what stands."""
    serial: int | None = None
    """Grows with each one of its kind that is made: the row's id. "The first", "the second" of
    several things go by it."""


@dataclass(frozen=True, slots=True)
class Change:
    """A thing as it was before the last message that changed anything."""

    thing: str
    """Its id."""
    at: datetime
    fields: Fields = field(default_factory=Fields)
    """Those that were changed, as far as they stood."""
    lines: tuple[Line, ...] | None = None
    """All of them; None if none were changed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Our last message, if it waits for something."""

    expects: str
    """location, slot, phone, confirm …: as it is stored with the message."""
    thing: str | None = None
    """The id of the thing that it is about."""
    field_name: str | None = None
    """The field of services.acts.values.Fields that answers it; None where a yes or a choice
    does."""
    offered: tuple[Mapping[str, Any], ...] = ()
    """The choices in their order: `item`, `number`, `quantity`, `command`, `title`."""


@dataclass(frozen=True, slots=True)
class Eater:
    """Who has what of an order, as it was said lately."""

    name: str
    """Case folded."""
    item: int
    many: int = 1
    options: tuple[str, ...] = ()
    """Codes."""


@dataclass(frozen=True, slots=True)
class State:
    now: datetime
    zone: tzinfo
    language: str
    things: tuple[Thing, ...] = ()
    """The one that was spoken of last first."""
    asked: Asked | None = None
    changed: tuple[Change, ...] = ()
    """What the last message that changed anything has changed."""
    asked_about: int | None = None
    """The item that the message before asked about, and that stands in no order."""
    eaters: tuple[Eater, ...] = ()
    """Who was said to have what of an order, the last one first."""
    with_people: bool = False
    """Whether the conversation waits for staff, or is with them."""

    def thing(self, identity: str | None) -> Thing | None:
        return next((one for one in self.things if one.id == identity), None)

    def recent(self, thing: Thing) -> bool:
        """Whether it was touched within RECENT."""
        return thing.touched_at is not None and self.now - thing.touched_at <= RECENT

    def just(self, thing: Thing) -> bool:
        """Whether it was touched within JUST."""
        return thing.touched_at is not None and self.now - thing.touched_at <= JUST

    def rests(self, thing: Thing) -> bool:
        """Whether it was begun and left: what does not name it is not about it."""
        return thing.touched_at is not None and not self.recent(thing)
