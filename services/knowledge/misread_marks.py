"""What a message does and what its words say, as staff mark it: the vocabulary of the lines in
bot/data/acts (docs/reference/reading.md), and marks as places in a text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from services.kit.errors import Invalid

MOST_SPANS = 60
ACTS: Mapping[str, Sequence[str]] = {
    "start": ("order", "repair", "visit"),
    "edit": (
        *("add", "set", "more", "fewer", "fill", "double", "remove", "keep_only", "swap"),
        "refine",
    ),
    "ask": ("faq", "menu", "item", "cart", "status", "fee", "time"),
    **dict.fromkeys(("give", "correct", "confirm", "deny", "give_up", "restore", "cancel"), ()),
    **dict.fromkeys(("urge", "human", "complain", "rate", "danger", "social", "unknown"), ()),
}
"""What a message may do; edits, what is begun and questions by their kinds."""
_KINDS = {"start": "what", "edit": "op", "ask": "about"}
"""Where a line holds the kind."""

_OF_ITEMS = (
    *("add", "more", "fewer", "set", "remove", "keep", "out", "in", "refine", "restore"),
    "mention",
)
_OLD = ("", "old")
LABELS: Mapping[str, Sequence[str]] = {
    "item": _OF_ITEMS,
    "ref": _OF_ITEMS,
    "quantity": ("add", "more", "fewer", "set", "remove", "part", "fill", "factor"),
    "option": ("", "without"),
    "note": ("", "without"),
    "op": (*_OF_ITEMS[:-1], "give_up", "cancel", "confirm", "deny"),
    **dict.fromkeys(
        ("place", "time", "name", "reason", "phone", "plate", "company", "payment"), _OLD
    ),
    "headcount": ("exactly", "plus", "minus"),
    "fault": ("",),
}
"""What words may say, and in which roles; an empty role: they simply say it."""
_WITH_ITEMS = {"quantity", "option", "note"}
"""What belongs to an item and has its line."""
_ENDS_A_CLAUSE = re.compile(r"[，,。.；;、！!？?\n]")


@dataclass(frozen=True, slots=True)
class Words:
    """The words [start, end) of a text, and what they say."""

    start: int
    end: int
    label: str
    role: str = ""


def names() -> list[str]:
    """All acts: start:order, …, unknown."""
    return [
        f"{act}:{kind}" if kind else act for act, kinds in ACTS.items() for kind in kinds or ("",)
    ]


def act_of(name: str) -> dict[str, str]:
    """An act by its name, as a line holds it."""
    act, _, kind = name.partition(":")
    return {"act": act} | ({_KINDS[act]: kind} if kind else {})


def spans_of(text: str, words: Sequence[Words]) -> list[dict[str, Any]]:
    """Raises Invalid for words that are none, overlap, or say what there is not."""
    ordered = sorted(set(words), key=lambda one: (one.start, one.end))
    if len(ordered) > MOST_SPANS:
        raise Invalid(f"up to {MOST_SPANS} marks", field="words")
    for one in ordered:
        if one.label not in LABELS or one.role not in LABELS[one.label]:
            raise Invalid(f"no {one.label}:{one.role}", field="words")
        if not 0 <= one.start < one.end <= len(text) or not text[one.start : one.end].strip():
            raise Invalid("no words", field="words")
    if any(second.start < first.end for first, second in pairwise(ordered)):
        raise Invalid("two marks overlap", field="words")
    of_lines = _lines_of(text, ordered)
    return [_span(text, one, of_lines.get(one, 0)) for one in ordered]


def _lines_of(text: str, words: Sequence[Words]) -> dict[Words, int]:
    """A number for each item and what belongs to it: what is counted or wished belongs to the item
    that is nearest, one of the same clause before others, the one that follows where two are."""
    items = [one for one in words if one.label in {"item", "ref"}]
    numbers = {one: number for number, one in enumerate(items, 1)}

    def far(one: Words, item: Words) -> tuple[bool, int, bool]:
        between = text[min(one.end, item.end) : max(one.start, item.start)]
        return bool(_ENDS_A_CLAUSE.search(between)), len(between), item.start < one.start

    for one in words if items else ():
        if one.label in _WITH_ITEMS:
            by_distance = {item: far(one, item) for item in items}
            numbers[one] = numbers[min(items, key=by_distance.__getitem__)]
    return numbers


def _span(text: str, one: Words, line: int) -> dict[str, Any]:
    said = text[one.start : one.end]
    nth, at = 0, -1
    while at < one.start:
        at = text.find(said, at + 1)
        nth += 1
    span: dict[str, Any] = {"text": said, "label": one.label}
    if nth > 1:
        span["nth"] = nth
    if one.role:
        span["role"] = one.role
    if line:
        span["line"] = line
    return span


def words_of(text: str, spans: Sequence[Mapping[str, Any]]) -> list[Words]:
    """The marks of a line as places in its text."""
    return [_words(text, span) for span in spans]


def _words(text: str, span: Mapping[str, Any]) -> Words:
    start = -1
    for _ in range(int(span.get("nth") or 1)):
        start = text.find(span["text"], start + 1)
    return Words(start, start + len(span["text"]), span["label"], span.get("role", ""))
