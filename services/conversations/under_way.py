"""Turns that are under way in this process: what their actions need, and what these have answered.

Who takes a message reads that with it, in the same statement, and actions find it here until one of
them writes. An action that runs in another process than the turn was taken in does not, reads for
itself, and keeps its result at once.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

import services
from models.conversations import Conversation, Message
from models.park import Park
from models.people import Person
from services.conversations.message_rows import CONVERSATIONS
from services.conversations.taken_with import TakenWith
from services.kit.plain_rows import Plain
from services.kit.plugins import found

PARKS, PERSONS = Plain(Park), Plain(Person)
_READ = frozenset({"park", "conversation", "person", "last_place", "message"})
"""Tables of what is taken."""

Point = tuple[str, int]
"""Where in a turn an action ran: its name, and how many events there were before it."""


@dataclass(frozen=True, slots=True)
class Taken:
    """As it was when the message was taken."""

    park: Mapping[str, Any]
    """Values of the row, by name of the column."""
    conversation: Mapping[str, Any]
    """The same."""
    person: Mapping[str, Any]
    """The same, of who writes."""
    version: int
    """The park's."""
    last_said: tuple[dict[str, Any], list[dict[str, str]]]
    """The data and the buttons of our last message."""
    seen_last: Mapping[str, Any] | None
    """Values of a row of last_place, if there is one."""
    brought: Mapping[str, Any]
    """What domains have read with it (services.conversations.taken_with), as long as no action has
    written to any of that."""

    def rows(self, session: AsyncSession) -> tuple[Park, Conversation]:
        """Both, and the person, as rows that `session` has read: what is changed in them is
        written."""
        # A session forgets rows that nobody holds and nobody changed.
        session.info["under_way.person"] = PERSONS.read_by(session, self.person)
        return PARKS.read_by(session, self.park), CONVERSATIONS.read_by(session, self.conversation)

    def after(self, tables: Collection[str], brought: Mapping[str, Any]) -> "Taken | None":
        """What still holds once an action has written to these, and what it hands on by itself."""
        if not _READ.isdisjoint(tables):
            return None
        ways = found(services, TakenWith)
        stale = {one.name for one in ways if not one.tables.isdisjoint(tables)}
        holds = {name: value for name, value in self.brought.items() if name not in stale}
        return replace(self, brought={**holds, **brought})


@dataclass(slots=True)
class Going:
    """A turn, as far as its actions have come."""

    taken: Taken | None
    """None once an action has written any of it: the next one reads what stands by then."""
    results: dict[Point, dict[str, Any]] = field(default_factory=dict)
    """Of actions that have written nothing. They are rows of action_result from the next action on
    that writes; until then, a turn that is run again comes to the same by itself."""
    kept: dict[Point, dict[str, Any]] = field(default_factory=dict)
    """Those that are rows."""

    def has_written(self, tables: Collection[str], brought: Mapping[str, Any]) -> None:
        """An action has, and is committed; `brought`: what it knows of what domains read."""
        if self.taken is not None:
            self.taken = self.taken.after(tables, brought)
        self.kept |= self.results
        self.results.clear()


class UnderWay:
    """Hands over between the turns and the actions of one process."""

    def __init__(self) -> None:
        self._going: dict[tuple[int, str], Going] = {}

    @contextmanager
    def turn(self, message: Message, taken: Taken | None) -> Iterator[None]:
        """While the turn of a message goes on. `taken`: None where an action of an earlier try at
        it has written already."""
        key = message.park_id, str(message.id)
        if taken is not None:
            self._going[key] = Going(taken)
        try:
            yield
        finally:
            self._going.pop(key, None)

    def of(self, park_id: int, message_id: str) -> Going | None:
        """The turn of a message, if it was taken here and at its first try. One of a part of a
        message, whose id is another, has to look what is written by now."""
        return self._going.get((park_id, message_id))

    def read_again(self, park_id: int, message_id: str) -> None:
        """What came with a message is not as it was: another has written of it since. Its actions
        read what stands by now."""
        if (going := self.of(park_id, message_id)) is not None:
            going.taken = None
