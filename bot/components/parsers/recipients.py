"""So many for each of those who are named: "Wang and Li one each", "for Lily 1, for me 2"."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .normalise import Normalised
from .numbers import to_int
from .tokens import Token, insert, overlapping, token

_EACH = re.compile(
    r"(?:^|[,，。;；:：!?\s])([^,，。;；:：!?\s\d]{1,5}(?:[、][^,，。;；:：!?\s\d]{1,5})*[和跟与][^,，。;；:：!?\s\d]{1,5}?)[各每人](?:人|自)?(?:要|来|点|加|拿|订)?\s?$"
    r"|(?:^|[,.;:!?] |\b(?:and|plus) )([a-z]+(?:, [a-z]+)* (?:and|&) [a-z]+) each (?:get|gets|want|wants|have|has|take|takes|need|needs|would like )?\s?$",
    re.ASCII,
)
"""Who is named, before a number that is for each of them."""
_JOINED = re.compile(r"[、和跟与,&]|\band\b", re.ASCII)
_NUMBER = r"(\d{1,2}|[一二两三四五六七八九十]|one|two|three|four|five|six)"
_FOR = re.compile(
    rf"\s?[,，、]?\s?(?:给|幫|帮|for )\s?([^\W\d_]{{1,12}}?)\s?{_NUMBER}(?![\w点:])\s?[个份杯瓶碗支盒包]?"
)
_MOST = 30


def count_recipients(tokens: list[Token], message: Normalised) -> None:
    """Multiplies the number by those who are named, or adds theirs up, where they are no items."""
    _for_each(tokens, message)
    _added_up(tokens, message)


def _for_each(tokens: list[Token], message: Normalised) -> None:
    for one in tokens:
        if not one.counts_items or not isinstance(one.span.value, int):
            continue
        match = _EACH.search(message.text, 0, one.start)
        if match is None or not any(each.is_item and each.start >= one.end for each in tokens):
            continue
        place = 1 if match[1] else 2
        if any(each.is_item and each.end > match.start(place) for each in _before(tokens, one)):
            continue
        many = len(_JOINED.findall(match[place])) + 1
        extra = {name: value for name, value in one.span.extra.items() if name != "each"}
        extra["recipients"] = many
        one.span = replace(one.span, value=one.span.value * many, extra=extra)


def _before(tokens: list[Token], one: Token) -> Iterator[Token]:
    return (each for each in tokens if each.end <= one.start)


def _added_up(tokens: list[Token], message: Normalised) -> None:
    for item in [one for one in tokens if one.span.entity == "item"]:
        start, numbers = item.end, list[int]()
        while (match := _FOR.match(message.text, start)) is not None:
            numbers.append(to_int(match[2]) or 0)
            start = match.end()
        if len(numbers) < 2 or not 0 < sum(numbers) <= _MOST:  # noqa: PLR2004 - one alone is its own
            continue
        for one in [
            each for each in tokens if item.end <= each.start < start and each.counts_items
        ]:
            tokens.remove(one)
        if not overlapping(tokens, item.end, start):
            extra = {"unit": None}
            span = message.span("quantity", item.end, start, sum(numbers), extra=extra)
            insert(tokens, token(message, span))
