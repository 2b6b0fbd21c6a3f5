"""Lines that are spoken of without their names: the second one, the spicy one, the others, all."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from .normalise import Normalised, normalise
from .numbers import to_int
from .spans import Span, keep_first
from .tokens import Token

ENTITY = "line_ref"

_UNIT = r"[份个杯碗瓶盒罐包样种道件款单条位]"
_POSITION_ZH = re.compile(
    rf"(?:第([一二两三四五六七八九十]|\d{{1,2}})|((?:最[后末]|末)(?:面)?(?:那|的)?一?|后[面头边]那一?)|((?<!里)头|最前面(?:那|的)?|最先(?:那|点的那)?|前[面头边]那|第?一开始(?:点)?的?那?)一?)(?:那)?{_UNIT}(?![楼层座栋期])"
)
_ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4,
    "fifth": 5, "5th": 5, "last": -1,
}  # fmt: skip
_POSITION_EN = re.compile(
    rf"(?<![a-z])(?:(?:the|my|that) (?:very )?({'|'.join(_ORDINALS)})(?: (?:one|item|thing|dish|line|drink|meal)s?\b|(?=\s?(?:[,.;!?]|$)))"
    rf"|(?<!\ba )({'|'.join(_ORDINALS)}) (?:one|item|dish|line)\b)",
    re.ASCII,
)
_NUMBERED_EN = re.compile(
    r"(?<![a-z])(?:item|line|dish) (?:no\.? ?|number |#)?(\d{1,2})(?!\d|[:.]\d)", re.ASCII
)
_REST_ZH = re.compile(
    rf"(?:其[他它余](?:的|那)?|别的|剩下的?|剩余的?|余下的?)(?:那?[一两二三四五六七八九十\d]*{_UNIT})?(?:都|全|全部)?"
)
_OTHER_ZH = re.compile(
    rf"另外?(?:那|的)?[一两二三四五六七八九十\d]{{0,2}}{_UNIT}(?=[^\u4e00-\u9fff]|换|改|要|不|加|少|多|就|也|都|给|来|用|做|放|的)"
)
_REST_EN = re.compile(
    r"(?<![a-z])(?:(?:all |and )?(?:the|my) (?:rest|remaining (?:one|two|three|\d)?(?: ?ones?)?|remainder|others|other (?:ones|two|three|four|five|\d{1,2})(?: ones)?)(?: of (?:them|it|the order))?|everything else|anything else|all (?:the )?others?)\b",
    re.ASCII,
)
_OTHER_EN = re.compile(
    r"(?<![a-z])(?:the|my) other(?: one)?\b(?! (?:day|time|side|thing|week|floor|building|way|end|room))",
    re.ASCII,
)
_ALL_ZH = re.compile(
    rf"(?:所有的?|全部的?|每一?{_UNIT}|统统|通通|[两三四五六七八九十]{_UNIT}(?=都))(?:都)?|(?<!首)都(?=[要换改加用做给放少多去来]|不(?!是|对|错))|(?<![完安健齐])全(?=[要换改加都不])"
)
_ALL_EN = re.compile(
    r"(?<![a-z])(?:(?:them|those|it) all|all (?:of )?(?:them|it|those|these)|every (?:one|single one)(?: of them)?|each of them|both(?: of them)?|everything)(?! else)\b",
    re.ASCII,
)
_EATEN = re.compile(
    r"(?:(?<=[撤删退留掉要了光只,。;! ])|^)(?:吃|(?P<drunk>喝))的(?!是|那|时候|话)|(?<![a-z])(?:(?:every|any)thing|what(?:ever)?|all) (?:that )?(?:you|we|one|i|they) (?:can )?(?:eat|(?P<drunk_en>drink))\b",
    re.ASCII,
)
"""All that is food, all that is drink."""
_PROPERTIES = {
    "spicy": r"辣|spicy|hot and spicy", "hot": r"热|烫|hot", "iced": r"冰|凉|冷|iced|cold", "large": r"大杯|大份|大|large|big", "small": r"小杯|小份|小|small",
    "vegetarian": r"素|vegetarian|veggie|vegan|meatless", "meat": r"荤|肉|meat", "sweet": r"甜|sweet", "sour": r"酸|sour", "drink": r"喝|饮料|饮品|drinks?|beverages?",
    "noodles": r"面|noodles?", "rice": r"饭|rice", "soup": r"汤|soup", "coffee": r"咖啡|coffee", "tea": r"茶|tea",
}  # fmt: skip
_WORDS = {word: word for words in _PROPERTIES.values() for word in words.split("|")}
_ZH = "|".join(sorted((w for w in _WORDS if not w.isascii()), key=len, reverse=True))
_EN = "|".join(sorted((w for w in _WORDS if w.isascii()), key=len, reverse=True))
_PROPERTY_ZH = re.compile(rf"(?<!不要)(?<![要来点加])(不)?({_ZH})的(?:那|这)(?:一|两|几)?{_UNIT}")
_SAID_OF_ZH = re.compile(
    r"(?:^|(?<=[,。;!?、 把]))(?!(?:我|你|您|他|她|刚|之前|剩|其[他它余]|所有|全部|别|原来|这|那|对|是|真|好|有|要|想|不|都|再|请|给))([\u4e00-\u9fffa-z]{1,5})的(?:那[份个杯碗瓶])?(?=\s?(?:也|就|都|先|还是)?(?:不要[了啦]?(?=[,。!?]|$)|不用了|去掉|删|取消|退|换成|改成|换[个一]|改一?))"
)
_SAID_OF_EN = re.compile(
    r"(?<![a-z])the (?!(?:first|second|third|fourth|fifth|last|other|next|same|right|wrong|whole|only|new|old|one|two|three|previous|big|best)\b)([a-z]{3,14}) ones?\b",
    re.ASCII,
)
_PROPERTY_EN = re.compile(
    rf"(?<![a-z])(?:the|that|those|my) (?:(non-?)?({_EN}) (?:ones?\b|(?=[,.;!?]|$))|(drinks|beverages)\b)",
    re.ASCII,
)
_UNCHANGED = re.compile(
    r"\s?(?:的|都|还是|也){0,4}(?:不变|不动|照旧|照常|照原来|一样|保持|没问题|不用[改动换]|别[改动换]|就这样)"
    r"|,? (?:(?:is|are|was|were|can|should|stays?|stands?|holds?|remains?|keeps?|as)\b ?(?:all )?(?:fine|ok(?:ay)?|good|correct|right|stay|the same|as (?:it|they)|unchanged|is|it|before|same)?|unchanged|the same)\b",
    re.ASCII,
)
_ASKS_MORE = re.compile(
    r"(?:有|还有|要)\s?$|\b(?:is|was|that'?s|thats|nothing|is there|want) $", re.ASCII
)


def find_line_refs(text: str | Normalised) -> list[Span]:
    """Entity `line_ref`: which line of an order is meant. Its value is the JSON of a reference:

    {"position": 2} (-1 is the last), {"among": "rest" | "other" | "all"}, {"has": a word said of it}.
    What is only said to stay as it is ("其他不变") is no reference.
    """
    message = normalise(text)
    spans = keep_first(_found(message))
    return [span for span in spans if not _stays(message, span)]


_ORDINAL = re.compile(rf"(?<![a-z])(?:the|my|that) ({'|'.join(_ORDINALS)})(?= [a-z])", re.ASCII)


def find_ordinals(message: Normalised, items: Iterable[Span]) -> list[Span]:
    """The same of an ordinal that stands before the name of an item: "the second latte"."""
    starts = {message.position(item.start) for item in items}
    return [
        _span(message, match, {"position": _ORDINALS[match[1]]})
        for match in _ORDINAL.finditer(message.text)
        if match.end() + 1 in starts
    ]


def _found(message: Normalised) -> Iterator[Span]:
    text = message.text
    for match in _POSITION_ZH.finditer(text):
        place = to_int(match[1]) if match[1] else -1 if match[2] else 1
        yield _span(message, match, {"position": place})
    yield from _positions_en(message)
    for match in _EATEN.finditer(text):
        yield _span(
            message, match, {"has": "drink" if (match["drunk"] or match["drunk_en"]) else "food"}
        )
    for pattern, among in (
        (_REST_ZH, "rest"), (_REST_EN, "rest"), (_OTHER_ZH, "other"), (_OTHER_EN, "other"),
    ):  # fmt: skip
        for match in pattern.finditer(text):
            if not _ASKS_MORE.search(text, 0, match.start()):
                yield _span(message, match, {"among": among})
    for match in _PROPERTY_ZH.finditer(text):
        yield _span(message, match, {"has": f"{match[1] or ''}{match[2]}"})
    for match in _PROPERTY_EN.finditer(text):
        has = match[2] or "drink"
        yield _span(message, match, {"has": f"{'not ' if match[1] else ''}{has}"})
    for pattern in (_SAID_OF_ZH, _SAID_OF_EN):
        for match in pattern.finditer(text):
            yield _span(message, match, {"has": match[1]})
    for pattern in (_ALL_ZH, _ALL_EN):
        for match in pattern.finditer(text):
            if not _ASKS_MORE.search(text, 0, match.start()):
                yield _span(message, match, {"among": "all"})


def _positions_en(message: Normalised) -> Iterator[Span]:
    for match in _POSITION_EN.finditer(message.text):
        yield _span(message, match, {"position": _ORDINALS[match[1] or match[2]]})
    for match in _NUMBERED_EN.finditer(message.text):
        yield _span(message, match, {"position": int(match[1])})


def _span(message: Normalised, match: re.Match[str], value: dict[str, Any]) -> Span:
    return message.span(ENTITY, *match.span(), value)


def _stays(message: Normalised, span: Span) -> bool:
    return _UNCHANGED.match(message.text, message.position(span.end)) is not None


_ALL_BUT = re.compile(r"(?:除了?|除去|除开)(?:那|这)?(?:一?[份个杯瓶碗])?\s?$")
_BESIDE = re.compile(r"\s?(?:的|of (?:the )?)?\s?")


def joined_with_items(tokens: list[Token], text: str) -> list[Token]:
    """ "The second latte" is one name of a line: the item says at which position it is, or how it is.

    Where others or all of an item are meant, its name alone says so.
    """
    joined: list[Token] = []
    for one in tokens:
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.span.entity == "item"
            and one.span.entity == ENTITY
            and one.span.value == {"among": "all"}
            and _BESIDE.fullmatch(text, before.end, one.start)
            and not _ALL_BUT.search(text, 0, before.start)
        ):
            continue  # 拿铁都要大杯
        if (
            before is not None
            and before.span.entity == one.span.entity == ENTITY
            and one.span.value == {"among": "all"}
            and _BESIDE.fullmatch(text, before.end, one.start)
        ):
            continue  # 其余统统不要
        if (
            before is not None
            and before.span.entity == ENTITY
            and one.span.entity == "item"
            and _BESIDE.fullmatch(text, before.end, one.start)
        ):
            told = {
                name: before.span.value[name]
                for name in ("position", "has")
                if name in before.span.value
            }
            one.span = replace(one.span, extra={**one.span.extra, **told})
            joined[-1] = one
        else:
            joined.append(one)
    return joined
