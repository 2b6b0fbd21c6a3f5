"""What a person said just before a message: danger is often told in pieces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from rasa.shared.core.events import Event, UserUttered

from bot.components.danger.zones import ALARM, zone_of
from bot.components.replies import SEGMENT_OF

SAID_BEFORE = "said_before"
"""In a message's metadata: the messages before it, oldest first."""
MESSAGES = 2
WITHIN = timedelta(minutes=10)
PIECE = 12
"""Words, or Chinese characters, up to which a message may be a piece of a longer one. Chosen on
messages of danger and ordinary ones that were cut at their commas (docs/domains/danger.md)."""
_WORD = re.compile(r"[\u3400-\u9fff]|[A-Za-z0-9']+")


def said_before(events: Iterable[Event], now: str | None) -> list[str]:
    """The last MESSAGES messages that belong to the one that comes at `now` (ISO 8601 with offset).

    A message that already alarmed ends them: what follows an alarm is judged by itself, or every
    "thank you" would alarm again. So does a pressed button, and a message older than WITHIN.
    """
    before: list[str] = []
    whole: str | None = None
    for event in reversed(list(events)):
        if not isinstance(event, UserUttered):
            continue
        text, metadata = event.text or "", event.metadata or {}
        if _ends(event, metadata, now):
            break
        if whole is not None and metadata.get(SEGMENT_OF) == whole:
            before[-1] = f"{text}\n{before[-1]}"
            continue
        if len(before) == MESSAGES:
            break
        before.append(text)
        whole = metadata.get(SEGMENT_OF)
    return before[::-1]


def _ends(event: UserUttered, metadata: Mapping[str, Any], now: str | None) -> bool:
    pressed = not event.text or event.text.startswith("/")
    return pressed or zone_of(event.parse_data) == ALARM or _is_old(metadata.get("now"), now)


def _is_old(then: Any, now: str | None) -> bool:
    """Without two moments to compare, a message counts as recent: the bot forgets by itself."""
    if not isinstance(then, str) or now is None:
        return False
    try:
        return datetime.fromisoformat(now) - datetime.fromisoformat(then) > WITHIN
    except (TypeError, ValueError):
        return False


def pieces_with(text: str, before: Sequence[str]) -> list[str]:
    """The messages before `text` that it may be a piece with, oldest first; none if it is long."""
    if not _is_piece(text):
        return []
    found: list[str] = []
    for one in reversed(before):
        if not _is_piece(one):
            break
        found.insert(0, one)
    return found


def _is_piece(text: str) -> bool:
    return length(text) <= PIECE


def length(text: str) -> int:
    """Words and numbers of English, and Chinese characters."""
    return len(_WORD.findall(text))
