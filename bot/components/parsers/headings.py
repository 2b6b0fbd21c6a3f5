"""A word for a kind that the things themselves follow: "四份盖饭两份青椒肉丝两份红烧肉"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .normalise import Normalised
from .role_words import REMOVED_BEFORE
from .spans import Span
from .tokens import Token

_BEFORE_LIST = re.compile(
    r"\s?(?:的话|就|要|来|有|分别|其中|吧|嘛|哈)?\s?[,，:：]?\s?(?:for [a-z ]{1,20}[,:]\s?)?"
    r"(?:就|要|来|给我|我要)?\s?"
)
_NO_BEFORE = re.compile(r"(?:\b(?:no|without)|没有?)\s?$", re.ASCII)
_IN_LIST = re.compile(r"[^.;!?。；！？]{0,12}")


def take_headings(tokens: list[Token], message: Normalised) -> list[Span]:
    """Take such words, with how many things follow, out of the tokens; what is returned are
    entities `relation` over them, with the value `heading`."""
    found = []
    for heading in [one for one in tokens if _is_of_a_kind(one)]:
        counts = _counted(heading, tokens, message.text)
        listed = list(_listed(heading, counts, tokens, message.text))
        many = counts[0].span.value if counts else sum(listed)
        if not listed or many != sum(listed) or (counts and many == 1):
            continue  # "一杯咖啡一杯拿铁" are two.
        if (not counts and len(listed) == 1) or _is_away(heading, counts, message.text):
            continue  # "Remove the noodles, two dan dan noodles."
        for one in (heading, *counts):
            tokens.remove(one)
            found.append(message.span("relation", one.start, one.end, "heading"))
    return found


def _is_of_a_kind(token: Token) -> bool:
    several = len(token.span.extra.get("candidates") or ()) > 1
    return token.span.entity == "item" and token.span.value is None and several


def _is_away(heading: Token, counts: Sequence[Token], text: str) -> bool:
    start = min(one.start for one in (heading, *counts))
    return bool(REMOVED_BEFORE.search(text, 0, start) or _NO_BEFORE.search(text, 0, start))


def _counted(heading: Token, tokens: Sequence[Token], text: str) -> list[Token]:
    """How many it says that there are: right before it, or right behind it with a mark between
    them and what follows."""
    counts = [one for one in tokens if one.counts_items]
    before = [one for one in counts if one.end <= heading.start]
    if before and text[before[-1].end : heading.start].strip() in ("", "的", "of"):
        return before[-1:]
    behind = [one for one in counts if one.start == heading.end and text[one.end : one.end + 1]]
    return behind if behind and text[behind[0].end] in ",:，：" else []


def _listed(
    heading: Token, counts: Sequence[Token], tokens: Sequence[Token], text: str
) -> Iterator[int]:
    """How many there are of each that follows and is of the kind."""
    kind = set(heading.span.extra["candidates"])
    end, gap = max(one.end for one in (heading, *counts)), _BEFORE_LIST
    told = [one for one in tokens if one.start >= end and (one.is_item or one.counts_items)]
    behind = bool(told) and told[0].is_item  # 青椒肉丝两份，红烧肉两份
    for place, one in enumerate(told):
        if not gap.fullmatch(text, end, one.start):
            return
        if one.is_item and (one.span.entity != "item" or one.span.value not in kind):
            return
        if one.is_item:
            beside = told[place + 1 : place + 2] if behind else told[max(place - 1, 0) : place]
            yield next((int(each.span.value) for each in beside if each.counts_items), 1)
        end, gap = one.end, _IN_LIST
