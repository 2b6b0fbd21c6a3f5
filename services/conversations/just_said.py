"""What this process has just said last in a conversation: most messages answer it.

Whoever stores such a message need not read it, nor the conversation, if nothing was written there
since. That is for the statement that stores it to see (message_rows.STORE_ALONE).
"""

from collections import OrderedDict
from typing import NamedTuple

from models.conversations import Conversation, Message

MOST = 1_000
"""Conversations of which it is known."""


class Said(NamedTuple):
    """Both are of no session."""

    conversation: Conversation
    """As it was when its message was taken; the bot has it."""
    message: Message | None
    """The last one of all; None where nothing was said yet."""

    @property
    def seq(self) -> int:
        return self.message.seq if self.message is not None else 0


class JustSaid:
    """Handed over from the turns of a process to the channels of it."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[int, int], Said] = OrderedDict()  # The last one was last.

    def note(self, conversation: Conversation, message: Message) -> None:
        """Call once it is committed."""
        self._note(Said(conversation, message))

    def note_opened(self, conversation: Conversation) -> None:
        """The same of one that was read, or made, just now."""
        if conversation.last_seq == 0:
            self._note(Said(conversation, None))

    def _note(self, said: Said) -> None:
        self._known[said.conversation.park_id, said.conversation.id] = said
        if len(self._known) > MOST:
            self._known.popitem(last=False)

    def take(self, park_id: int, conversation_id: int) -> Said | None:
        """It is forgotten by this: whatever is stored now comes behind it."""
        return self._known.pop((park_id, conversation_id), None)
