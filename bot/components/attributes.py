"""Names of what our components put on a Rasa message, beside Rasa's own."""

from typing import Any

from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

NORMALISED_TEXT = "normalised_text"
MASKED_TEXT = "masked_text"
RULED = "ruled"
FAQ = "faq"


def original_text(message: Message) -> str:
    """What the tenant wrote, its outer whitespace cut by Rasa; empty for a message without text."""
    return str(message.get(TEXT) or "")


def normalised_text(message: Message) -> str:
    return str(message.get(NORMALISED_TEXT) or "")


def masked_text(message: Message) -> str:
    return str(message.get(MASKED_TEXT) or "")


def metadata(message: Message) -> dict[str, Any]:
    """What the gateway sent along with this message; empty in training."""
    return message.get("metadata") or {}
