"""A message with marks for its named things: training learns "two DISH", not menus."""

from collections.abc import Mapping, Sequence

from bot.components.domains import brought
from bot.components.parsers.normalise import normalise
from bot.components.parsers.spans import Span

# One private-use character a kind: a character n-gram then spans the thing and its neighbours.
_MARKS = {
    "quantity": "\ue004",
    "location": "\ue005",
    "time": "\ue006",
    "period": "\ue006",
    "phone": "\ue007",
    **{entity: mark for domain in brought() for entity, mark in domain.marks.items()},
}
_ROLE_MARKS = {
    "remove": "\ue010",
    "replaced": "\ue011",
    "replacement": "\ue012",
    "set": "\ue013",
    "add": "\ue014",
    "subtract": "\ue015",
    "part": "\ue016",
}
# These words stay readable, for they carry the intent; that a rule saw them is said at the end.
_HINTS = {entity: mark for domain in brought() for entity, mark in domain.told_of.items()}


def mask(text: str, spans: Sequence[Span], kinds: Mapping[int, str]) -> str:
    """The normalised text with marks for the spans; one that overlaps an earlier is left out."""
    parts: list[str] = []
    end = 0
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.start < end or span.entity not in _MARKS:
            continue
        parts += [normalise(text[end : span.start]).text, _mark(span, kinds)]
        end = span.end
    hints = sorted({_HINTS[span.entity] for span in spans if span.entity in _HINTS})
    return "".join([*parts, normalise(text[end:]).text, *hints])


def _mark(span: Span, kinds: Mapping[int, str]) -> str:
    role = _ROLE_MARKS.get(span.role or "", "")
    return role + _MARKS[_kind(span, kinds) if span.entity == "item" else span.entity]


def _kind(span: Span, kinds: Mapping[int, str]) -> str:
    """Dish or product; `item` where the message names something that the catalogue has not got."""
    candidates = [span.value] if span.value is not None else span.extra.get("candidates") or []
    return kinds.get(candidates[0], "item") if candidates else "item"
