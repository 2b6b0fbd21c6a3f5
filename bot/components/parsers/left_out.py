"""Wishes that refer back: "she doesn't get on with peanuts, so one of them without those"."""

# ruff: noqa: E501 - patterns read better on one line

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .ingredients import CHINESE, EN_WORD, ENGLISH
from .normalise import Normalised
from .options import Option, option_keys
from .spans import Span
from .wishes_together import PLAIN

_IT = r"(?:them|it|those|these|that|either|both|any(?: of (?:them|it|that))?)"
_LEFT_OUT_EN = re.compile(
    rf"\b(?:(?:without|minus|free of|with none of) {_IT}(?! [a-z]+ (?:is|are)\b)(?=\s*(?:$|[,.;!?]|please\b|pls\b|and\b|for\b|then\b|on\b|in\b|too\b))"
    rf"|(?:leav(?:e|ing)|keep(?:ing)?) {_IT} (?:out|off)|omit(?:ting)? {_IT}|(?<!or )without(?=\s*(?:$|[,.;!?]|please\b|pls\b)))",
    re.ASCII,
)
_LEFT_OUT_ZH = re.compile(r"(?:不要|别|不|免)(?:放|加)(?:[这那](?:个|些|东西|玩意儿?)|它)")
_NAMED_EN = re.compile(
    rf"(?<![\w'])(?P<known>{EN_WORD})(?![\w'])|(?:allerg(?:ic|y) to|intoleran(?:t|ce) (?:to|of)|(?:n't|not|never|cannot) (?:eat|stand|tolerate|touch)) (?:the )?(?P<other>[a-z]{{3,20}})",
    re.ASCII,
)
_NAMED_ZH = re.compile(PLAIN)
_NO_INGREDIENT = frozenset({"hot"})
_FAR = 120


def find_left_out(
    message: Normalised, options: Sequence[Option], items: Sequence[Span]
) -> Iterator[Span]:
    """Entity `option` (else `note`) for words that leave out what was named before. `items`: names,
    in which no ingredient is named."""
    keys = option_keys(options)
    for match in (*_LEFT_OUT_EN.finditer(message.text), *_LEFT_OUT_ZH.finditer(message.text)):
        words = _named_before(message, match.start(), items)
        for place, word in enumerate(words):
            start = match.start() + place
            end = match.end() if word is words[-1] else start + 1
            code = keys.get(("no", ENGLISH.get(word) or CHINESE.get(word) or ""))
            if code is not None:
                yield message.span("option", start, end, code, extra={"refers": True})
            else:
                note = f"without {word}" if word.isascii() else f"不要{word}"
                yield message.span("note", start, end, note, extra={"refers": True})


_AND = re.compile(r",? (?:and|or|nor) |, ?|[和跟、或]")


def _named_before(message: Normalised, end: int, items: Sequence[Span]) -> list[str]:
    """The ingredient that somebody may not have, else the one that was named last, with those that
    were named in one breath with it."""
    found = [
        *_NAMED_EN.finditer(message.text, max(0, end - _FAR), end),
        *_NAMED_ZH.finditer(message.text, max(0, end - _FAR), end),
    ]
    told: list[tuple[int, int, str]] = []
    barred: list[tuple[int, int, str]] = []
    for match in sorted(found, key=lambda one: one.end()):
        name = match.lastgroup or 0
        word = match[name]
        if word in _NO_INGREDIENT or _is_in_a_name(message, match.start(name), items):
            continue
        if told and not _AND.fullmatch(message.text, told[-1][1], match.start(name)):
            told = []
        told.append((match.start(name), match.end(name), word))
        if name == "other" or _is_barred(message.text, match.start(name), match.end(name)):
            barred = told
    return [word for *_, word in barred or told]


_MAY_NOT_HAVE = re.compile(
    r"(?:对|不[能可]?(?:以|吃|碰)|吃不了|忌|戒)\s?$|\b(?:allerg(?:ic|y) to|intoleran(?:t|ce) (?:to|of)|get on (?:\w+ ){0,2}with|(?:n't|not|never|cannot) (?:eat|have|stand|tolerate|touch|take)(?: any)?)\s(?:the\s)?$",
    re.ASCII,
)
_AILS = re.compile(r"\s?(?:会?过敏|不耐受|allerg)")


def _is_barred(text: str, start: int, end: int) -> bool:
    """Whether somebody may not have it: "allergic to peanuts", 花生过敏."""
    return bool(_MAY_NOT_HAVE.search(text, 0, start) or _AILS.match(text, end))


def _is_in_a_name(message: Normalised, at: int, items: Sequence[Span]) -> bool:
    start, _ = message.origin(at, at + 1)
    return any(one.start <= start < one.end for one in items)
