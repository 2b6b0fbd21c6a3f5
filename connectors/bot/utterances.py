"""What the bot is told of a message that waits."""

from datetime import datetime
from typing import Any

from connectors.bot.client import Utterance
from models.conversations import Conversation, Message
from services.conversations.turns import Waiting


def utterance_of(waiting: Waiting, now: datetime) -> Utterance:
    message, conversation = waiting.message, waiting.conversation
    metadata = turn_metadata(conversation, message, now, waiting.knowledge_version)
    if waiting.danger_from is not None:
        alarm, ask = waiting.danger_from
        metadata["danger"] = {"alarm": alarm, "ask": ask}
    return Utterance(
        sender=f"{message.park_id}:{conversation.id}",
        message_id=str(message.id),
        text=message.text,
        payload=message.payload,
        metadata=metadata,
        memory=waiting.memory,
    )


def turn_metadata(
    conversation: Conversation, message: Message, now: datetime, knowledge_version: int
) -> dict[str, Any]:
    """What the bot and the actions know besides the text."""
    return {
        "park_id": conversation.park_id,
        "conversation_id": conversation.id,
        "message_id": str(message.id),
        "now": now.isoformat(),
        "language": conversation.language,
        "knowledge_version": knowledge_version,
    }
