"""When: the times of a message as entities, read by `times.reading` in the time zone of `now`."""

# ruff: noqa: E501 - patterns read better on one line

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from times.clocks import meals
from times.reading import read
from times.said import Length, Repeats, Said, Shift, Value

from .normalise import Normalised, normalise
from .spans import Span


def find_times(text: str | Normalised, now: datetime) -> list[Span]:
    """What a message says of times. Raises ValueError for a naive `now`.

    | entity | value |
    |---|---|
    | `time` | a moment, ISO with offset; of "as soon as possible" it is `now` |
    | `period` | {"from", "to"}, the same |
    | `recurrence` | {"each": "day", "week" or "month", "from", "to"}: hours as HH:MM, or None |
    | `duration` | minutes of a stay |
    | `shift` | minutes that it is to be later, or earlier (below zero), than what stands |
    | `meal` | breakfast, lunch, dinner |

    Times and periods carry `Said.facts` besides.
    """
    message = normalise(text)
    spans = [message.span("meal", one.start, one.end, one.value) for one in meals(message.text)]
    spans += [_span(message, value) for value in read(message.text, now)]
    by_now = [m.span() for m in _BY_NOW.finditer(message.text)]
    spans = [one for one in spans if not any(_inside(one, message, at) for at in by_now)]
    return sorted(spans, key=lambda span: span.start)


_BY_NOW = re.compile(
    r"(?:都|已经)(?:是|到)?(?:早上|早晨|上午|中午|下午|傍晚|晚上|半夜)(?:[一二两三四五六七八九十\d]{1,3}[点點](?:半|多|过)?)?了"
    r"|\b(?:it'?s|it is) already (?:past )?(?:noon|midday|(?:the )?(?:morning|afternoon|evening)|\d{1,2}(?::\d\d)?(?: ?[ap]m)?)(?= ?(?:[,.;!?]|$))",
    re.ASCII,
)
"""What time it is by now is no time that is wanted."""


def _inside(one: Span, message: Normalised, at: tuple[int, int]) -> bool:
    return at[0] <= message.position(one.start) and message.position(one.end) <= at[1]


_LEADS = ("at ", "在")
"""Behind which a number alone is an hour."""


def told_times(words: str, now: datetime) -> list[Span]:
    """As `find_times`, of words that are known to say when: "11.45", "6 plus", "一点"."""
    if found := find_times(words, now):
        return found
    for lead in _LEADS:
        behind = [
            replace(one, start=max(0, one.start - len(lead)), end=one.end - len(lead))
            for one in find_times(lead + words, now)
        ]
        if behind:
            return [replace(one, text=words[one.start : one.end]) for one in behind]
    return []


def _span(message: Normalised, value: Value) -> Span:
    at = value.start, value.end
    if isinstance(value, Said):
        return _said(message, value)
    if isinstance(value, Repeats):
        hours = {"from": value.begins, "to": value.ends}
        return message.span("recurrence", *at, {"each": value.each, **hours})
    if isinstance(value, Length):
        return message.span("duration", *at, value.minutes)
    assert isinstance(value, Shift)
    return message.span("shift", *at, value.minutes)


def _said(message: Normalised, said: Said) -> Span:
    starts, ends = said.starts.isoformat(), said.ends.isoformat()
    value = starts if said.is_moment else {"from": starts, "to": ends}
    entity = "time" if said.is_moment else "period"
    return message.span(entity, said.start, said.end, value, extra=said.facts())
