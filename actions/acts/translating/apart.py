"""Guests who come at different times and are told of in one message: a visit each."""

from collections.abc import Sequence
from dataclasses import replace

from actions.kit.said import Entity, Said

_NAME, _CLOCK = "visitor_name", "time"


def one_by_one(said: Said) -> list[Said]:
    """What the message says of each of them: their name and their hour, and all that it says of
    neither. Empty where it does not tell of several in turn: "Bob at 10 and Mary at 3pm"."""
    told = sorted(
        (one for one in said.entities if one["entity"] == _NAME or _is_clock(one)), key=_start
    )
    if not _take_turns(told):
        return []
    shared = tuple(one for one in said.entities if one not in told)
    pairs = zip(told[::2], told[1::2], strict=True)
    return [replace(said, entities=tuple(sorted((*shared, *pair), key=_start))) for pair in pairs]


def _is_clock(entity: Entity) -> bool:
    return entity["entity"] == _CLOCK and bool(entity.get("clock_named"))


def _take_turns(told: Sequence[Entity]) -> bool:
    """Whether names and hours follow one another, each name with one hour, at different hours."""
    kinds = [str(one["entity"]) for one in told]
    turns = len(kinds) >= 4 and len(kinds) % 2 == 0 and kinds[0] != kinds[1]  # noqa: PLR2004
    if not turns or kinds != kinds[:2] * (len(kinds) // 2):
        return False
    hours = [str(one["value"]) for one in told if one["entity"] == _CLOCK]
    return len(set(hours)) == len(hours)


def _start(entity: Entity) -> int:
    return int(entity.get("start") or 0)
