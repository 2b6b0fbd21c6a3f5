"""What a line that stands is called by people who know that it does: "my noodle", "the soup"."""

from collections.abc import Iterable, Sequence

from actions.kit.said import Entity
from services.acts.state import StandingLine, Thing
from services.acts.wording import is_named

_OF_WHAT_STANDS = frozenset({"out", "refine", "remove", "fewer", "keep"})
"""Roles of names of what is there already."""


def called(span: Entity, order: Thing) -> Entity:
    """The name that was heard, of the one item of the order that is called so, where it would be
    none of the order's."""
    if span["label"] != "item" or span.get("role") not in _OF_WHAT_STANDS:
        return span
    there = {line.item for line in order.lines}
    meant = {span.get("value"), *(span.get("candidates") or ())} - {None}
    if meant & there:
        return span
    words = str(span.get("called") or span.get("text") or "")
    items = {line.item for line in order.lines if is_named(line, words)} if words else set()
    if len(items) != 1:
        return span
    told = {name: value for name, value in span.items() if name != "candidates"}
    return {**told, "value": items.pop()}


_LONGEST = 8


def begins(text: str) -> list[str]:
    """The words with which a text begins, the longest first."""
    return [text[:at] for at in range(min(len(text), _LONGEST), 0, -1)]


def ends(text: str) -> list[str]:
    """The words with which a text ends, the longest first."""
    return [text[-at:] for at in range(min(len(text), _LONGEST), 0, -1)]


def names_one(
    ways: Iterable[str], lines: Sequence[StandingLine], entities: Sequence[Entity] = ()
) -> tuple[int, str] | None:
    """The one item that the first of these words name which name one, and the words."""
    there = {line.item for line in lines}
    for words in ways:
        items = {line.item for line in lines if is_named(line, words)}
        named = (e for e in entities if e["entity"] == "item" and e.get("text") == words)
        items = items or {int(e["value"]) for e in named if e.get("value") in there}
        if len(items) == 1:
            return items.pop(), words
    return None
