"""What the tables of conversations hold of people."""

from models.conversations import (
    ActionResult,
    Conversation,
    ConversationFile,
    DialogueMemory,
    Message,
)
from services.kit.personal import (
    COPY,
    OF_CONVERSATION,
    OF_PERSON,
    Delete,
    Forget,
    PersonalTable,
    Section,
    stays,
)

TABLES = (
    PersonalTable(
        Message,
        "what was written in a chat, by whom and when",
        "tenant",
        OF_CONVERSATION,
        Forget(
            {"text": "", "payload": None, "buttons": [], "data": {}, "external_id": None},
            "reports count messages and how fast they were answered",
        ),
        Section("messages"),
        stays("direction author channel status outcome traceparent"),
        kept=("messages",),
    ),
    PersonalTable(
        ConversationFile,
        "documents and voice messages that a tenant sent in a chat, and that staff sent them",
        "tenant",
        OF_CONVERSATION,
        Delete(),
        Section("files"),
        stays("kind media_type"),
        kept=("messages",),
    ),
    PersonalTable(
        DialogueMemory,
        "what the bot remembers of a conversation, for two days",
        "tenant",
        OF_CONVERSATION,
        Delete(),
        COPY,
        kept=("working",),
    ),
    PersonalTable(
        ActionResult,
        "what the bot did and answered in a turn, for a day",
        "tenant",
        OF_CONVERSATION,
        Delete(),
        COPY,
        kept=("working",),
    ),
    PersonalTable(
        Conversation,
        "that there is a chat, on which channel, in which language",
        "tenant",
        OF_PERSON,
        Forget({"network": None}, "messages that are counted stand in it"),
        Section("conversations"),
        stays("channel owner language lease_token push_token"),
        kept=("people",),
    ),
)
