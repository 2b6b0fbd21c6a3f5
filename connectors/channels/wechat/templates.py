"""Messages of a fixed form, for news that comes when nothing else may be sent anymore."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Literal

from models.conversations import Message

Kind = Literal["order", "repair", "visit", "reply"]
"""What a message is news of; reply: what staff wrote."""
_NUMBERS: dict[str, Kind] = {"order_no": "order", "ticket_no": "repair", "visit_no": "visit"}
LIMITS = {"thing": 20, "character_string": 32, "phrase": 5, "name": 10, "const": 20}
"""Characters of a field, by the platform's name of its type. One too long is refused (47003)."""


@dataclass(frozen=True, slots=True)
class Template:
    """A template of the platform, and what stands in its fields.

    `fields`: the platform's name of each (thing1, time2, character_string3) → text, number or time;
    any other word stands there as it is.
    """

    id: str
    fields: Mapping[str, str]

    def filled(self, message: Message, zone: tzinfo) -> dict[str, str]:
        values = {
            "text": " ".join(message.text.split()),
            "number": number_of(message),
            "time": f"{message.created_at.astimezone(zone):%Y-%m-%d %H:%M}",
        }
        return {
            name: _fitting(name, values.get(wanted, wanted)) for name, wanted in self.fields.items()
        }


def kind_of(message: Message) -> Kind | None:
    """None: no news. What the bot answers is for somebody who is there anyway."""
    if message.author == "staff":
        return "reply"
    if message.author != "system":
        return None
    return next((kind for name, kind in _NUMBERS.items() if name in message.data), None)


def number_of(message: Message) -> str:
    """Of the order, ticket or visit that it is about."""
    for name in _NUMBERS:
        if name in message.data:
            return str(message.data[name])
    return "-"


def _fitting(name: str, value: str) -> str:
    limit = LIMITS.get(name.rstrip("0123456789"))
    if limit is None or len(value) <= limit:
        return value or "-"
    return f"{value[: limit - 1]}…"
