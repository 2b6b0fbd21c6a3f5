"""Words of a report that say where it is and whom to call, beside what is broken."""

# ruff: noqa: E501 - patterns read better on one line

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from .normalise import Normalised, normalise
from .spans import Span

_ADDRESS = ("building", "floor", "room")
"""Parts of a place that are its address; "by the window" says what is broken as well."""
_BEFORE = re.compile(
    r"(?:(?:我们?|这[里边]|地[址点]|位置|房间|公司)?(?:就)?(?:在|是|位于|:)\s*|(?:我的?|联系|请打)?(?:电话|手机|联系方式|号码)(?:号码?|是|[:为])*\s*|(?:请|麻烦)?(?:打|拨打?)\s*"
    r"|(?:\b(?:we(?:'re| are)|i(?:'m| am)|it(?:'s| is)|this is|located)\s+)?\b(?:in|at|on|from|inside|of|for)\s+(?:the\s+)?|\b(?:my |our |the )?(?:phone|mobile|cell|tel|contact|number)(?: number| no\.?)?(?: is|:)?\s*"
    r"|\b(?:please )?(?:call|ring|reach|contact)(?: me| us)?(?: (?:on|at))?\s*)$",
    re.ASCII,
)
_BEHIND = re.compile(
    r"\s*(?:这[边里]|那[边里]|里面?|内)?的?(?=[\u4e00-\u9fff])|\s*(?:'s)?(?=\s)", re.ASCII
)
_OPENS, _CLOSES = re.compile(r"[\s,;、(]*$"), re.compile(r"[\s,;、)]*")


def find_asides(text: str | Normalised, spans: Sequence[Span]) -> list[Span]:
    """Entity `aside`: words of one address or one phone number with what joins them to the rest; its value is what stays of them ("toilet" of "the toilet in room 904"). None where several addresses are named, which no field holds."""
    message = normalise(text)
    places = [one for one in spans if one.entity == "location" and _is_address(one.value)]
    phones = [one for one in spans if one.entity == "phone"]
    told = places if _is_one([one.value for one in places]) else []
    told += phones if len({one.value for one in phones}) == 1 else []
    return [_aside(message, one) for one in sorted(told, key=lambda each: each.start)]


def _is_address(place: Mapping[str, Any]) -> bool:
    return any(place.get(part) is not None for part in _ADDRESS)


def _is_one(values: Sequence[Mapping[str, Any]]) -> bool:
    told = [{value[part] for value in values if value.get(part) is not None} for part in _ADDRESS]
    return all(len(each) <= 1 for each in told)


def _aside(message: Normalised, one: Span) -> Span:
    if stays := _stays(one):
        return Span("aside", one.start, one.end, one.text, stays)
    start, end = message.position(one.start), message.position(one.end)
    if found := _BEFORE.search(message.text, 0, start):
        start = found.start()
    if found := _BEHIND.match(message.text, end):
        end = found.end()
    return message.span("aside", *_with_marks(message.text, start, end), "")


def _stays(one: Span) -> str:
    named = one.value.get("place") if one.entity == "location" else None
    at = one.text.casefold().find(str(named).casefold()) if named else -1
    return one.text[at : at + len(str(named))] if at >= 0 else ""


def _with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """With the marks on one side of it that would close nothing."""
    opens = _OPENS.search(text, 0, start)
    closes = _CLOSES.match(text, end)
    first = opens.start() if opens else start
    last = closes.end() if closes else end
    if last == len(text) or text[last] in ".!?。":
        return first, last
    return (start, last) if first == 0 or text[first:start].strip() else (start, end)
