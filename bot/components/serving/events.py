"""Rasa's events as plain data: what is kept of them, and sent to actions."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from rasa.shared.core.events import BotUttered, Event, UserUttered

from bot.components.danger.before import SAID_BEFORE

HEARD = ("intent", "entities", "danger")
"""What of a message's parse counts once it is answered: rules look at no more."""


def whole(event: Event) -> dict[str, Any]:
    said: dict[str, Any] = event.as_dict()
    return said


_KEPT = "_parkline_brief"


def brief(event: Event) -> dict[str, Any]:
    """Without what is empty, and of a message without what only its own turn reads: tokens, the
    ranking of intents, FAQs that came near, the messages before it.

    Made once for each event, which goes with several actions and several memories; its time is set
    anew where it comes to a tracker. Not to be changed.
    """
    kept: tuple[float, dict[str, Any]] | None = event.__dict__.get(_KEPT)
    if kept is None or kept[0] != event.timestamp:
        kept = event.__dict__[_KEPT] = (event.timestamp, _brief(event))
    return kept[1]


def _brief(event: Event) -> dict[str, Any]:
    said = {name: value for name, value in whole(event).items() if value is not None}
    if isinstance(event, UserUttered):
        parsed = said.get("parse_data") or {}
        said["parse_data"] = {name: parsed[name] for name in HEARD if name in parsed}
        if "metadata" in said:
            said["metadata"] = {k: v for k, v in said["metadata"].items() if k != SAID_BEFORE}
    elif isinstance(event, BotUttered):
        said["data"] = {name: value for name, value in event.data.items() if value is not None}
    return said


def install() -> None:
    """Have Rasa look the class of an event up once for each name; it walks all classes for each
    event that it reads. Safe to repeat."""
    if not hasattr(Event.resolve_by_type, "cache_info"):
        cached = lru_cache(maxsize=None)(Event.resolve_by_type)
        Event.resolve_by_type = staticmethod(cached)  # type: ignore[method-assign]
