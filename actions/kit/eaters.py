"""Who has what of an order, as the messages before said: "Tom a latte, Grace a mocha"."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from actions.kit.turn import Turn
from services.acts.state import RECENT, Eater


def known(turn: Turn) -> tuple[Eater, ...]:
    """Those of whom it was said within RECENT, the last one first."""
    said = (one for one in reversed(turn.events_before) if one.get("event") == "user")
    return tuple(eater for one in said if _is_recent(turn, one) for eater in _in(one))


def _in(message: Mapping[str, Any]) -> Iterator[Eater]:
    for one in (message.get("parse_data") or {}).get("entities") or ():
        if one.get("entity") == "owner":
            options = tuple(map(str, one.get("options") or ()))
            yield Eater(str(one["value"]), int(one["of"]), int(one.get("many") or 1), options)


def _is_recent(turn: Turn, message: Mapping[str, Any]) -> bool:
    at = (message.get("metadata") or {}).get("now")
    return isinstance(at, str) and turn.now - datetime.fromisoformat(at) <= RECENT
