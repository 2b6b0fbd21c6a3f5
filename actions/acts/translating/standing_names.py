"""What a line that stands is called by people who know that it does: "my noodle", "the soup"."""

from actions.kit.said import Entity
from services.acts.state import Thing
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
