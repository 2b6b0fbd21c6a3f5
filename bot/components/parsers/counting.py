"""Counts that only an order makes visible: bare numbers beside items."""

# ruff: noqa: E501 - patterns and word lists read better on one line
# ruff: noqa: PLR2004 - hours, lengths and digits are plainer as numbers

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from .normalise import Normalised
from .numbers import ENGLISH, find_numbers, to_int
from .tokens import Token, insert, overlapping, token

_ADJECTIVE = r"\s?(?:(?:more|large|small|medium|big|hot|iced|cold|orders? of|of|extra|plates? of|[份分粉]|[大小热冰])\s?)?"
_BEFORE_ITEM = re.compile(_ADJECTIVE)
# However it is mistyped: antoher, anohter.
_ANOTHER = r"an[oteh]{3,5}r"
_NEXT = r"(?:second|third|fourth|fifth|sixth|2nd|3rd|4th|5th)"
""" "A second stapler" is one more."""
_ARTICLE = re.compile(
    rf"(?<![a-z])(an?|{_ANOTHER}|one more|the other|a {_NEXT})(?=\s(?:(?:large|small|medium|big|hot|iced|cold|nice|single)\s)?$)",
    re.ASCII,
)
# 份 is dictated as 分 or 粉: behind a dish and a number it is no noodle.
_MISHEARD_UNIT = re.compile(r"[分粉](?=$|[\s,.;、。!?吧呢啊]|和|加|送)")
_AFTER_COUNT = re.compile(
    rf"\s?(?:$|{_MISHEARD_UNIT.pattern}|[,.;、。!?/]|(?:and|please|pls|plz|instead|then|now|not|more|extra|less|fewer|can|will do|enough|total|in total|in all|all told|altogether|was|is|with|for|thanks|谢谢|和|加|送)\b|[和送谢])",
    re.ASCII,
)
_AFTER_ITEM = re.compile(
    r"\s?[:+]?\s?|\s?(?:should be|shd be|shld be|must be|needs? to be|make it|plus|minus|another|total|改成?|要)\s",
    re.ASCII,
)
_SET_CUE = re.compile(
    r"(?:\bmake (?:it|that|them)|\blet (?:it|them|there) be|\bchange (?:it|that|them) to|\bset (?:it )?to|\bback (?:down |up )?to|\b(?:keep|leave) (?:it|them|that) at|\b(?:round|top|fill|make|bring|bump) (?:it|that|them|us|everything|the order) (?:all )?(?:up|out) to|\b(?:change|make|set|update|increase|reduce|bump|lower|raise|cut|bring|take|trim|fill)\b[^,.;]* (?:to|by)|改成|改为|改到|变成|换成|改|改回(?:到|成)?)\s?$",
    re.ASCII,
)
_MORE = re.compile(
    r"(?<![a-z])(one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})(?: (?:more|fewer|less)\b(?! (?:time|thing|question|minute|hour|day|week|person|people|guest|visitor))|(?= of (?:the|them|those|these|my)\b))"
    rf"|(?<![a-z]){_ANOTHER}(?: one)?(?=\s?(?:$|[,.!?]|please|for me))"
    rf"|(?<![a-z])a {_NEXT} (?:one|helping|portion|serving)\b",
    re.ASCII,
)
_WAS_RIGHT = re.compile(
    r"\s(?:was|is) (?:right|correct|fine|enough|plenty)\b|(?:才|就|是)对的?(?:$|[\s,.;!。])",
    re.ASCII,
)
_NOT_BEFORE = re.compile(r"(?:,\s?|\s)not $", re.ASCII)
_OF_THESE = re.compile(r"(?:其中|里[面头边]|当中)(?:有|的)?\s$")
_EACH = re.compile(
    r"(?<![a-z0-9])(one|two|three|four|five|six|\d{1,2})(?= (?:of )?each\b)", re.ASCII
)
_NOT_BUT = re.compile(
    rf"(?<![a-z])not (?:\d{{1,3}}|{ENGLISH})(?: [a-z]+)?,? but (\d{{1,3}}|{ENGLISH})(?![\w:.]|\s?(?:am|pm|o'clock)\b)",
    re.ASCII,
)
""" "It's not 4 but 6 pens"."""
_MORE_VALUES = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip

_NO_WAIT = re.compile(
    r"[\s,，。.!-]{0,8}(?:(?:哦|噢|啊|呃|嗯|哎|诶|额)?\s?(?:不对|错了|说错了?|不不)|哦|呃|哎|no(?:,| )? ?wait|wait|sorry|i mean(?:t)?|oops|scratch that|no)[\s,，。.!]{0,8}(?:(?:是|要|还是|it'?s|make that)\s?)?(?:不对)?[\s,，]{0,8}",
    re.ASCII,
)
_TAKEN_BACK = re.compile(
    r"[\u4e00-\u9fffa-z' ,，。.…!~-]{0,6}?(?:不对|[说打写数]错了?|哦不|噢不|啊不|\bno wait\b|\bwait,? no\b|\bscratch that\b|\bcorrection\b|\bi mean\b)[^\d;；!！?？\n]{0,24}",
    re.ASCII,
)
""" "Fifteen pens, no wait, Lao Zhou has his own, fourteen": a reason may stand between the two."""
_OLD_COUNT = re.compile(r"(?:从|由|\bfrom )\s?$", re.ASCII)
_SET_NEXT = re.compile(r"\s?(?:改|变|加到|减到|换成|to\b)", re.ASCII)


def add_bare_counts(tokens: list[Token], message: Normalised) -> None:
    """Numbers without a measure word count where an item follows or precedes, or where an order is changed."""
    items = [one for one in tokens if one.is_item]
    for start, end, value in [
        *_more(message.text),
        *_articles(message.text, items),
        *_beside(message.text, items),
        *_portions(message.text, tokens),
    ]:
        if not overlapping(tokens, start, end):
            insert(
                tokens,
                token(message, message.span("quantity", start, end, value, extra={"unit": None})),
            )


def _more(text: str) -> Iterator[tuple[int, int, int]]:
    for m in _NOT_BUT.finditer(text):
        if (value := to_int(m[1])) is not None:
            yield m.start(1), m.end(1), value
    for m in (*_MORE.finditer(text), *_EACH.finditer(text)):
        value = int(m[1]) if m[1] and m[1].isdigit() else _MORE_VALUES.get(m[1] or "", 1)
        yield m.start(), m.end(), value


def _articles(text: str, items: list[Token]) -> Iterator[tuple[int, int, int]]:
    for item in items:
        m = _ARTICLE.search(text, max(0, item.start - 24), item.start) if item.start else None
        if m is None and item.start:
            m = _ARTICLE.search(text[: item.start])
        if m:
            yield m.start(), m.end(), 1


def _beside(text: str, items: list[Token]) -> Iterator[tuple[int, int, int]]:
    for start, end, value in find_numbers(text):
        precedes = any(
            _BEFORE_ITEM.fullmatch(text, end, item.start) for item in items if item.start >= end
        )
        follows = any(
            _AFTER_ITEM.fullmatch(text, item.end, start) for item in items if item.end <= start
        )
        if 0 < value < 100_000 and (
            precedes
            or ((follows or _SET_CUE.search(text, 0, start)) and _AFTER_COUNT.match(text, end))
            or _OF_THESE.search(text, 0, start)
            or _WAS_RIGHT.match(text, end)
            or (any(item.end <= start for item in items) and _is_denied(text, start, end))
        ):
            yield start, end, value


_BEFORE_WISH = re.compile(r"\s?(?:with |要|是)?", re.ASCII)


def _portions(text: str, tokens: list[Token]) -> Iterator[tuple[int, int, int]]:
    """Two or more bare numbers each before a wish: "latte, one hot one iced", 一热一冰."""
    wishes = {one.start for one in tokens if one.is_wish}
    found = [
        (start, end, value)
        for start, end, value in find_numbers(text)
        if 0 < value <= MOST_PORTIONS
        and any(_BEFORE_WISH.fullmatch(text, end, at) for at in wishes if at >= end)
    ]
    return iter(found if len(found) > 1 and any(one.is_item for one in tokens) else [])


MOST_PORTIONS = 20


def _is_denied(text: str, start: int, end: int) -> bool:
    """How many it is not: "4 lattes, not 3"."""
    return bool(_NOT_BEFORE.search(text, 0, start) and _AFTER_COUNT.match(text, end))


_EATERS = re.compile("人(?!份)")


def without_misheard_units(tokens: list[Token], text: str) -> list[Token]:
    """In "牛肉面一粉" the last character is the measure word, though it may be part of a dish's name."""
    ends = {one.end for one in tokens if one.is_item}
    misheard = {
        end
        for start, end, _ in find_numbers(text)
        if start in ends and _MISHEARD_UNIT.match(text, end)
    }
    return [one for one in tokens if not (one.is_item and one.start in misheard)]


def without_eaters(tokens: list[Token]) -> list[Token]:
    """Where portions are counted, people are none of them: 我们七个人，牛肉面七份."""
    counts = [one for one in tokens if one.span.entity == "quantity"]
    eaters = [one for one in counts if not one.counts_items or _EATERS.search(one.span.text)]
    if len(eaters) == len(counts) or not any(one.is_item for one in tokens):
        return tokens
    return [one for one in tokens if one not in eaters]


def without_idle_multiples(tokens: list[Token]) -> list[Token]:
    """ "Double that, four packs": the number itself counts where it is said, but not where it is
    said of another item: "double the tea, one coffee less"."""
    told = [one for one in tokens if one.counts_items and not one.span.extra.get("times")]
    items = [one for one in tokens if one.is_item]

    def is_idle(times: Token) -> bool:
        return any(
            not any(
                min(times.end, count.end) <= item.start < max(times.start, count.start)
                for item in items
            )
            for count in told
        )

    return [one for one in tokens if not (one.span.extra.get("times") and is_idle(one))]


def without_old_counts(tokens: list[Token], text: str) -> list[Token]:
    """In "从两份改成三份" only the new count is wanted; so in "四份，不对，五份"."""
    taken_back = {
        one.start
        for one, other in pairwise(tokens)
        if one.counts_items
        and other.counts_items
        and (
            _NO_WAIT.fullmatch(text, one.end, other.start)
            or (_is_counted_alike(one, other) and _TAKEN_BACK.fullmatch(text, one.end, other.start))
        )
    }
    return [
        one
        for one in tokens
        if not one.counts_items
        or (
            one.start not in taken_back
            and not (_OLD_COUNT.search(text[: one.start]) and _SET_NEXT.match(text, one.end))
        )
    ]


def _is_counted_alike(one: Token, other: Token) -> bool:
    return bool(one.span.extra.get("unit") == other.span.extra.get("unit"))
