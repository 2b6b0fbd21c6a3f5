"""What the message before named that is for sale, where it was only talked of or asked about: "can
I still get beef noodles?", and then "one, with meat"."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from actions.kit.turn import Turn
from services.acts.state import JUST, Asked, Standing, Thing
from services.acts.values import What

_TALKS = frozenset(
    {"chitchat", "ask_faq", "out_of_scope", "help", "greet", "browse_menu", "browse_shop"}
    | {"order_food", "order_goods", "track_order", "modify_order"}
)
"""Intents of messages that may have named something and put nothing into an order."""
_MOST = 3
CHOICE = "choice"


def offered(turn: Turn, asked: Asked | None, things: Sequence[Thing]) -> Asked | None:
    """Our last message, as if it had offered what was named; as it is where it asks for something,
    offers something for sale itself, or an order stands."""
    if asked is not None and not _is_free(asked):
        return asked
    orders = (one for one in things if one.what is What.ORDER)
    if any(one.standing is not Standing.DROPPED for one in orders):
        return asked
    named = _named(turn)
    if not named:
        return asked
    if asked is None:
        return Asked(CHOICE, offered=named)
    return replace(asked, offered=(*named, *asked.offered))


def _is_free(asked: Asked) -> bool:
    sells = any("item" in one for one in asked.offered)
    return asked.expects == CHOICE and asked.thing is None and not sells


def _named(turn: Turn) -> tuple[Mapping[str, Any], ...]:
    before = next((e for e in reversed(turn.events_before) if e.get("event") == "user"), None)
    if before is None or not _is_talk(turn, before):
        return ()
    parsed = before.get("parse_data") or {}
    items = [e for e in parsed.get("entities") or () if e.get("entity") == "item"]
    known = {int(e["value"]): e for e in items if e.get("value") is not None}
    if not known or len(known) > _MOST or any(e.get("role") is not None for e in known.values()):
        return ()
    text = str(before.get("text") or "")
    return tuple(
        {"item": item, "title": text[e.get("start", 0) : e.get("end", 0)]}
        for item, e in known.items()
    )


def _is_talk(turn: Turn, before: Mapping[str, Any]) -> bool:
    """Whether it was said just now, by typing, and is no report or anything of that sort."""
    intent = ((before.get("parse_data") or {}).get("intent") or {}).get("name")
    return intent in _TALKS and _is_recent(turn, before)


def asked_about(turn: Turn, things: Sequence[Thing]) -> int | None:
    """The one item that the message before asked about, and that stands in no order."""
    before = next((e for e in reversed(turn.events_before) if e.get("event") == "user"), None)
    if before is None or not _is_recent(turn, before):
        return None
    found = (before.get("parse_data") or {}).get("entities") or ()
    items = {int(e["value"]) for e in found if e.get("entity") == "item" and e.get("value")}
    asks = any(e.get("entity") in ("question", "asks") for e in found)
    stands = {line.item for one in things for line in one.lines}
    return items.pop() if asks and len(items) == 1 and not items & stands else None


def _is_recent(turn: Turn, before: Mapping[str, Any]) -> bool:
    at = (before.get("metadata") or {}).get("now")
    return isinstance(at, str) and turn.now - datetime.fromisoformat(at) <= JUST
