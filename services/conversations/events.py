"""Events of conversations: messages, and whose they are."""

from services.events.base import Event


class ConversationEvent(Event):
    conversation_id: int

    @property
    def subject(self) -> str:
        return f"conversation:{self.conversation_id}"


class MessageReceived(ConversationEvent):
    """A tenant's message is stored. Its text stays in the message row: events live longer."""

    type = "message.received"
    awaited = False

    message_id: int


class ConversationReplied(ConversationEvent):
    """A tenant wrote in a conversation that somebody of staff has."""

    type = "conversation.replied"

    staff_id: int


class ConversationWoken(ConversationEvent):
    """What its owner had put off is due."""

    type = "conversation.woken"

    staff_id: int


class ConversationMentioned(ConversationEvent):
    """A note in a conversation names colleagues."""

    type = "conversation.mentioned"

    note_id: int
    by_staff_id: int
    staff_ids: list[int]


class ConversationFlagged(ConversationEvent):
    """A rule of the park tells these people of staff of it."""

    type = "conversation.flagged"

    staff_ids: list[int]
    rule: str


class MessageUndelivered(ConversationEvent):
    """What was said to a tenant did not reach them. The desk shows it beside the message."""

    type = "message.undelivered"

    message_id: int
    reason: str
    """One of services.channels.outbox.Reason."""


class ConversationHandedOff(ConversationEvent):
    """A conversation waits for a person."""

    type = "conversation.handed_off"

    reason: str


class ConversationAssigned(ConversationEvent):
    """Staff own a conversation: taken by themselves, or given to them."""

    type = "conversation.assigned"

    staff_id: int
    by_staff_id: int | None = None


class ConversationHandedBack(ConversationEvent):
    """The bot answers again."""

    type = "conversation.handed_back"

    by: str
    """handed_back, resolved, quiet or withdrawn."""
    staff_id: int | None = None


class ConversationRated(ConversationEvent):
    type = "conversation.rated"

    rating: int
