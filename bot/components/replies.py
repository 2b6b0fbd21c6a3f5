"""What was said to a message, found again in the tracker, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rasa.shared.core.events import BotUttered, Event, UserUttered

from bot.components.danger.dialogue import OF_ITSELF
from bot.components.danger.zones import FIELD, NONE
from bot.components.domains import brought

SEGMENT_OF, STARTS_AT = "segment_of", "starts_at"
"""In the metadata of each part of a message that held several requests: the message's id, and
where in it the part begins."""
FORM_ASKS = frozenset(expects for domain in brought() for expects in domain.asks)
"""What a form waits for: it asks again as soon as it is its turn."""
HINTS = frozenset(expects for domain in brought() for expects in domain.hints)
"""What is expected of a statement, not of a question."""

Utterance = dict[str, Any]


def answers_to(message_id: str, events: Iterable[Event]) -> list[Utterance] | None:
    """What was said between this message and the next one; None if the message never came."""
    said: list[list[Utterance]] = []
    inside = False
    for event in events:
        if isinstance(event, UserUttered):
            inside = is_of(message_id, event)
            if inside:
                said.append([])
        elif inside and isinstance(event, BotUttered):
            said[-1].append(_utterance(event))
    return in_order(said) if said else None


def is_of(message_id: str, event: UserUttered) -> bool:
    """Whether this is the message, or a part of it."""
    return message_id in (event.message_id, (event.metadata or {}).get(SEGMENT_OF))


def in_order(parts: Sequence[Sequence[Utterance]]) -> list[Utterance]:
    """The answers to all parts as one reply, with one open question, at its end.

    A form's question gives way to any later one, and to one that would not be asked again.
    """
    everything = [one for part in parts for one in part]
    if len(parts) == 1:
        return everything
    asked = [one for one in everything if _asks(one) is not None]
    own = [one for one in asked if _asks(one) not in FORM_ASKS]
    last = (own or asked)[-1:]
    dropped = [one for one in asked if _asks(one) in FORM_ASKS and one not in last]
    told = [one for one in everything if one not in dropped and one not in last]
    return [*told, *last]


def _asks(utterance: Utterance) -> str | None:
    data = utterance["custom"] or {}
    expects = data.get("settles") or data.get("expects")
    return None if expects in HINTS else expects


def understood(message_id: str, events: Iterable[Event]) -> dict[str, Any]:
    """How the bot heard the message: its intent, and how sure it was; of several requests, those
    of the first, and all of them in `segments` with their words.
    """
    heard = [e for e in events if isinstance(e, UserUttered) and is_of(message_id, e)]
    if not heard:
        return {}
    ordered = sorted(heard, key=lambda event: int((event.metadata or {}).get(STARTS_AT, 0)))
    first = _heard(ordered[0])
    if len(ordered) == 1:
        return first
    return {**first, "segments": [{"text": event.text, **_heard(event)} for event in ordered]}


def _heard(event: UserUttered) -> dict[str, Any]:
    """Of a message of danger: the intent that its words have by themselves, and the danger."""
    parsed: Mapping[str, Any] = dict(event.parse_data or {})
    intent = parsed.get(OF_ITSELF) or event.intent or {}
    heard = {
        "intent": intent.get("name"),
        "confidence": round(float(intent.get("confidence") or 0.0), 3),
    }
    danger = parsed.get(FIELD) or {}
    return heard if danger.get("zone") in (None, NONE) else {**heard, FIELD: danger}


def _utterance(event: BotUttered) -> Utterance:
    data = event.data or {}
    return {
        "text": event.text,
        "buttons": data.get("buttons") or [],
        "custom": data.get("custom") or None,
    }
