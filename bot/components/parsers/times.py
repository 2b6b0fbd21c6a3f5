"""When: the times of a message as entities, read by `times.reading` in the time zone of `now`."""

from __future__ import annotations

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
    return sorted(spans, key=lambda span: span.start)


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
