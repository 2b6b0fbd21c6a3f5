"""Dishes that only an order makes visible: what is counted and no catalogue knows."""

# ruff: noqa: E501 - patterns and word lists read better on one line
# ruff: noqa: PLR2004 - lengths and digits are plainer as numbers

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .catalogue import Catalogue
from .normalise import Normalised
from .numbers import find_numbers
from .spans import Span
from .tokens import Token, insert, overlapping, token

_FOOD_UNITS = "份碗杯瓶盘碟罐例客笼屉串盒"
_ORDERING_ZH = re.compile(r"(?:来|要|点|买|订|加|拿|给我|换成|再)\s?$")
_NOUN_ZH = re.compile(
    r"\s?([\u4e00-\u9fff]{2,8}?)(?=[,。;、!?\s了吧呢谢吗哈]|不要|不放|加|少|多|微辣|送|到|和|跟|还有|再|在|给|明天|今天|后天|要|请|麻烦|的|各|x|\d|$)"
)
_NOT_GOODS_ZH = re.compile(
    r"^(?:我|你|您|他|她|咱|谁|有人|来着|下来|上来|过来|起来|因为|所以|不然|这样|刚好|正好)|文件|合同|简历|发票|快递|外卖|问题|东西|钥匙|门禁|工位|房间|会议|邀请|报修|一样|就行|即可|够了?|好了?|算了|得了|行了|吧|可以|什么|这个|那个|以上|左右|之内|[两三四五六七八九十]"
)
_ORDERING_EN = re.compile(
    r"(?:\b(?:order|want|have|get|like|need|buy|add|me|us|and|plus|grab|take)|[,;]|^)\s?$", re.ASCII
)
_NOUN_EN = re.compile(
    r"\s((?:[a-z'-]+ ){0,2}?[a-z'-]{3,})(?=\s(?:and|with|please|to|for|at|without|no|in|on|by|from)\b|[,.!?;]|\s?$)",
    re.ASCII,
)
_NOT_GOODS_EN = re.compile(
    r"\b(?:people|persons?|guests?|visitors?|minutes?|mins?|hours?|days?|weeks?|months?|times?|things?|questions?|more|of|o'clock|floors?|is|are|was|to|for|at|am|pm|same|those|them|yuan|"
    r"rmb|lights?|sockets?|doors?|lifts?|elevators?|toilets?|meetings?|rooms?|problems?|issues?|the|each|apiece|instead|then|total|actually|please|pls|plz|though|really|altogether|in|less|fewer)\b", re.ASCII,
)  # fmt: skip


def doubt_partial_items(tokens: list[Token], message: Normalised) -> None:
    """ "三份鱼香肉丝" is no order of 青椒肉丝盖饭, though 肉丝 is part of that name alone.

    A dish that is counted and whose name begins before the part that the catalogue knows becomes
    unknown, with what the part belongs to as candidates.
    """
    for count in [one for one in tokens if one.counts_items]:
        noun = _NOUN_ZH.match(message.text, count.end)
        if noun is None:
            continue
        for place, one in enumerate(tokens):
            prefix = message.text[noun.start(1) : one.start]
            if one.is_item and one.end == noun.end(1) and _names_more(one, prefix, tokens):
                tokens[place] = token(message, _doubtful(message, noun, one.span))


def _names_more(item: Token, prefix: str, tokens: list[Token]) -> bool:
    if item.span.extra.get("how") != "partial" or len(prefix) < 2 or prefix.endswith("的"):
        return False
    return not overlapping(
        [t for t in tokens if t is not item], item.start - len(prefix), item.start
    )


def _doubtful(message: Normalised, noun: re.Match[str], span: Span) -> Span:
    known = span.extra.get("candidates") or [span.value]
    extra = {"candidates": list(known), "unknown": True}
    return message.span("item", noun.start(1), noun.end(1), None, extra=extra)


def add_unknown_items(tokens: list[Token], message: Normalised, known: Catalogue) -> None:
    """A dish is named by "三份鱼香肉丝" even if no catalogue has it: value None, extra {"unknown": True}, with goods that it is near to as candidates."""
    for span in list(_unknown(tokens, message)):
        near = {"candidates": list(known.near(span.text))}
        new = token(message, replace(span, extra={**span.extra, **near}))
        if not overlapping(tokens, new.start, new.end):
            insert(tokens, new)


def _unknown(tokens: list[Token], message: Normalised) -> Iterator[Span]:
    text = message.text
    for count in [one for one in tokens if one.counts_items]:
        unit = count.span.extra.get("unit")
        noun = _NOUN_ZH.match(text, count.end)
        if (
            noun
            and not _ends_its_clause(count, noun, tokens, text)
            and unit
            and (unit in _FOOD_UNITS or _ORDERING_ZH.search(text, 0, count.start))
            and not _NOT_GOODS_ZH.search(noun[1])
        ):
            yield _unknown_item(message, noun.start(1), noun.end(1))
        english = _NOUN_EN.match(text, count.end)
        if (
            english
            and (unit or _ORDERING_EN.search(text, 0, count.start))
            and not _NOT_GOODS_EN.search(english[1])
        ):
            yield _unknown_item(message, english.start(1), english.end(1))
    yield from _counted_nouns(tokens, message)


def _ends_its_clause(count: Token, noun: re.Match[str], tokens: list[Token], text: str) -> bool:
    """In "可乐减一罐 喝不完" a space stands where a comma might: what follows is not counted."""
    behind = [one for one in tokens if one.is_item and one.end <= count.start]
    named = bool(behind) and _CLAUSE_MARK.search(text, behind[-1].end, count.start) is None
    return named and text[count.end : noun.start(1)].isspace()


_CLAUSE_MARK = re.compile(r"[\s,，。;；!?、]")


def _counted_nouns(tokens: list[Token], message: Normalised) -> Iterator[Span]:
    """Bare English counts: "two fish burgers and a cola"; the number becomes a quantity with its noun."""
    for start, end, value in find_numbers(message.text):
        noun = _NOUN_EN.match(message.text, end)
        ordered = message.text[start].isascii() and _ORDERING_EN.search(message.text, 0, start)
        if not noun or not ordered or not 0 < value < 100 or _NOT_GOODS_EN.search(noun[1]):
            continue
        if not overlapping(tokens, start, noun.end(1)):
            count = message.span("quantity", start, end, value, extra={"unit": None})
            insert(tokens, token(message, count))
            yield _unknown_item(message, noun.start(1), noun.end(1))


def _unknown_item(message: Normalised, start: int, end: int) -> Span:
    return message.span("item", start, end, None, extra={"candidates": [], "unknown": True})
