"""Turns that are under way in this process, and what their first action needs.

Who takes a message reads that with it, in the same statement, and the action finds it here. An
action that runs in another process than the turn was taken in does not, and reads for itself.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation, Message
from models.park import Park
from services.conversations.message_rows import CONVERSATIONS
from services.kit.plain_rows import Plain

PARKS = Plain(Park)


@dataclass(frozen=True, slots=True)
class Taken:
    """As it was when the message was taken."""

    park: Mapping[str, Any]
    """Values of the row, by name of the column."""
    conversation: Mapping[str, Any]
    """The same."""
    version: int
    """The park's."""
    last_said: tuple[dict[str, Any], list[dict[str, str]]]
    """The data and the buttons of our last message."""
    has_cart: bool

    def rows(self, session: AsyncSession) -> tuple[Park, Conversation]:
        """Both as rows that `session` has read: what is changed in them is written."""
        return PARKS.read_by(session, self.park), CONVERSATIONS.read_by(session, self.conversation)


class UnderWay:
    """Hands over between the turns and the actions of one process."""

    def __init__(self) -> None:
        self._taken: dict[tuple[int, str], Taken] = {}

    @contextmanager
    def turn(self, message: Message, taken: Taken | None) -> Iterator[None]:
        """While the turn of a message goes on. `taken`: None where an action of an earlier try at
        it has written already."""
        key = message.park_id, str(message.id)
        if taken is not None:
            self._taken[key] = taken
        try:
            yield
        finally:
            self._taken.pop(key, None)

    def first(self, park_id: int, message_id: str) -> Taken | None:
        """For the first action of a message that asks. A second one, or the same again, has to look
        what is written by now, and so has one of a part of a message, whose id is another."""
        return self._taken.pop((park_id, message_id), None)
