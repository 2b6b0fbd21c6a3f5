"""Guests who come at different times and are told of in one message: a visit each."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from actions.acts.translating.manners import says_manner
from actions.kit.said import Entity, Said

_NAME, _CLOCK = "visitor_name", "time"


def one_by_one(said: Said) -> list[Said]:
    """What the message says of each of them: their name and their hour, and all that it says of
    neither. Empty where it does not tell of several in turn: "Bob at 10 and Mary at 3pm"."""
    told = sorted(
        (one for one in said.entities if one["entity"] == _NAME or _is_clock(one)), key=_start
    )
    if not _take_turns(told):
        return _separately(said, told)
    pairs = list(zip(told[::2], told[1::2], strict=True))
    cuts = [_cut(said.text, before, after) for before, after in pairwise(pairs)]
    stretches = [range(start, end) for start, end in pairwise((0, *cuts, len(said.text) + 1))]
    rest = [one for one in said.entities if one not in told]
    return [
        replace(
            said,
            entities=tuple(sorted((*_of(rest, place, stretches), *pair), key=_start)),
        )
        for place, pair in enumerate(pairs)
    ]


def _separately(said: Said, told: Sequence[Entity]) -> list[Said]:
    """Several names with one hour, of whom a visit each is wanted in so many words."""
    names = [one for one in told if one["entity"] == _NAME]
    if len(names) < 2 or not says_manner(said, "separately"):  # noqa: PLR2004
        return []
    rest = [one for one in said.entities if one not in names and not _counts(one)]
    return [replace(said, entities=tuple(sorted((*rest, name), key=_start))) for name in names]


_MARKS = ";；。.\n"
_OWN = frozenset({"headcount", "quantity", "plate", "plate_like", "no_car", "company"})
"""What is said of those alone beside whom it stands."""
_OWN_IF_EACH_HAS_ONE = frozenset({"location", "visit_reason", "phone"})
"""Said once, it is of all: "both to A座301"."""


def _cut(text: str, before: Sequence[Entity], after: Sequence[Entity]) -> int:
    """Where what is said of the second begins: behind a sentence's end in between, else where its
    name or hour begins."""
    end, start = int(before[-1]["end"]), _start(after[0])
    marks = [at + 1 for at in range(end, start) if text[at] in _MARKS]
    return max(marks, default=start)


def _of(rest: Sequence[Entity], place: int, stretches: Sequence[range]) -> list[Entity]:
    """What is said besides of the one at that place, or of all of them."""
    mine = stretches[place]
    rest = _of_each(rest)
    each = {
        name
        for name in _OWN_IF_EACH_HAS_ONE
        if all(any(e["entity"] == name and _start(e) in one for e in rest) for one in stretches)
    }
    return [e for e in rest if e["entity"] not in _OWN | each or e.get("each") or _start(e) in mine]


def _of_each(rest: Sequence[Entity]) -> list[Entity]:
    """ "Two visitors on Friday, one person each": the number of all is no number of one."""
    each = any(one.get("each") for one in rest)
    return [one for one in rest if not (each and _counts(one)) or one.get("each")]


def _counts(entity: Entity) -> bool:
    return entity["entity"] == "headcount" and entity.get("role") is None


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
