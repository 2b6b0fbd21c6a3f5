"""Which quantity and which wish belong to which item of a message."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re
from itertools import pairwise

from .tokens import Token

_CLAUSE = re.compile(
    r"[,;。.!?、\n]|和|跟|还有|以及|外加|另外|再|然后|\b(?:and|plus|also|then|with a)\b|&", re.ASCII
)
_SENTENCE = re.compile(r"[。!?;\n]")
_EACH_BEFORE = re.compile(
    r"(?:各|每样|每种|每个|分别|各自|都|均)(?:来|要|点|给我|订|加到|加|买|上|拿|改成?|减到|补到|变成)?\s?$|\beach (?:of )?$",
    re.ASCII,
)
_EACH_AFTER = re.compile(r"\s?(?:each|apiece|of each)\b", re.ASCII)
_ALL_BEFORE = re.compile(
    r"(?:都|全部?|统统|所有的?)(?:要|给我)?\s?$|\b(?:all|both)(?: of them)?\s$", re.ASCII
)
_BESIDE = re.compile(r"\s?(?:的|of)?\s?")


def pair(tokens: list[Token], text: str) -> None:
    """Give every item a group in message order, and its quantities and wishes the same one."""
    items = [one for one in tokens if one.is_item]
    for number, item in enumerate(items, 1):
        item.groups = (str(number),)
    counted: set[str] = set()
    counts = [one for one in tokens if one.counts_items]
    shared = [one for one in counts if _is_shared(one, text)]
    _count_some_replaced(tokens)
    beside = [one for one in tokens if one.is_item or (one.counts_items and not one.groups)]
    for clause in _clauses([one for one in beside if one not in shared], tokens, text):
        _pair_clause(clause, text, counted)
    for count in shared:
        _share(count, items, text, counted)
    for count in counts:
        if not count.groups:
            _pair_alone(count, items, counted, text)
    for wish in tokens:
        if wish.is_wish:
            end = _end_of_wishes(wish, tokens, text)
            own = _begins_another(wish, tokens, text)
            wish.groups = own or _wished(wish, tokens, end, text)


def _count_some_replaced(tokens: list[Token]) -> None:
    """In "三杯拿铁里换一杯美式" one of the three is replaced."""
    for count, item in pairwise([one for one in tokens if one.is_item or one.counts_items]):
        if count.counts_items and count.role == "part" and item.role == "replacement":
            old = [one for one in tokens if one.role == "replaced" and one.end <= count.start]
            count.groups = old[-1].groups if old else ()


def _clauses(beside: list[Token], tokens: list[Token], text: str) -> list[list[Token]]:
    clauses: list[list[Token]] = []
    for one in beside:
        last = clauses[-1][-1] if clauses else None
        ends = last is not None and _CLAUSE.search(text, last.end, one.start)
        if last is not None and (not ends or _is_more_of(last, one, tokens, text)):
            clauses[-1].append(one)
        else:
            clauses.append([one])
    return clauses


_MORE_OF = re.compile(r"\s?(?:帮我|给我|请|麻烦)?再(?:给我|帮我)?(?:来|加|要|点|拿|上|添|多)?\s?")


def _is_more_of(item: Token, count: Token, tokens: list[Token], text: str) -> bool:
    """ "热干面再加一碗给同事": so many more of the item before it, where no other follows."""
    if not item.is_item or not count.counts_items:
        return False
    if not _MORE_OF.fullmatch(text, item.end, count.start):
        return False
    end = count.end
    for one in tokens:
        if one.start >= end and not text[end : one.start].strip(" 的"):
            end = one.end
            if one.is_item:  # "热干面再加一碗酸梅汤两杯": what follows has its own.
                return any(each.counts_items and each.start == end for each in tokens)
    return True


def _pair_clause(clause: list[Token], text: str, counted: set[str]) -> None:
    items = [one for one in clause if one.is_item]
    counts = [one for one in clause if not one.is_item]
    if len(items) == len(counts):
        couples = list(zip(items, counts, strict=True))
    elif not items or not counts:
        return
    else:
        couples = _nearest(items, counts, text)
    for item, count in couples:
        count.groups = item.groups
        in_all = count.end <= item.start and _OF_ALL.search(text, 0, count.start)
        if item.groups[0] in counted and count.role is None and not in_all:
            count.role = "part"
        counted.update(item.groups)


_OF_ALL = re.compile(r"\bof (?:the|those|these|my)\s$", re.ASCII)
"""In "one of the three lattes" three are all of them."""


def _nearest(items: list[Token], counts: list[Token], text: str) -> list[tuple[Token, Token]]:
    """The item that directly follows a quantity, else the one before it.

    In a list that begins with an item each number stands behind its own: 拌面两碗 拍黄瓜.
    """
    couples: list[tuple[Token, Token]] = []
    behind = items[0].end <= counts[0].start
    for count in counts:
        following = next((one for one in items if one.start >= count.end), None)
        preceding = next((one for one in reversed(items) if one.end <= count.start), None)
        beside = following is not None and _BESIDE.fullmatch(text, count.end, following.start)
        touches = preceding is not None and not text[preceding.end : count.start].strip()
        item = (
            following if (beside and not (behind and touches)) or preceding is None else preceding
        )
        if item is not None:
            couples.append((item, count))
    return couples


def _is_shared(count: Token, text: str) -> bool:
    if count.span.extra.get("recipients"):
        return False  # It is for each of them, and of one line.
    return bool(_EACH_BEFORE.search(text, 0, count.start) or _EACH_AFTER.match(text, count.end))


def _share(count: Token, items: list[Token], text: str, counted: set[str]) -> None:
    """Count lines by "A、B各一份": every item before it that has no quantity yet, or else those that follow."""
    before = [
        one
        for one in items
        if one.end <= count.start and not _SENTENCE.search(text, one.end, count.start)
    ]
    after = [
        one
        for one in items
        if one.start >= count.end and not _SENTENCE.search(text, count.end, one.start)
    ]
    for candidates in (before, after):
        groups = [one.groups[0] for one in candidates if one.groups[0] not in counted]
        if groups:
            count.groups = tuple(groups)
            counted.update(groups)
            return


def _pair_alone(count: Token, items: list[Token], counted: set[str], text: str) -> None:
    """A quantity in a clause of its own counts the last item before it, unless it adds a line of its own."""
    before = [one for one in items if one.end <= count.start]
    if before:
        count.groups = before[-1].groups
        if before[-1].groups[0] in counted and count.role is None:
            count.role = "part"
        counted.update(before[-1].groups)
    elif count.role is None and items and _counts_what_follows(count, items, counted, text):
        count.groups = items[0].groups


def _counts_what_follows(count: Token, items: list[Token], counted: set[str], text: str) -> bool:
    """Across a comma only where nothing else could be meant: 三碗，牛肉面."""
    alone = len(items) == 1 and not counted
    return alone or not _CLAUSE.search(text, count.end, items[0].start)


def _end_of_wishes(wish: Token, tokens: list[Token], text: str) -> int:
    """Where the last wish ends that stands beside it: "large iced latte" has two."""
    end = wish.end
    for one in tokens:
        if one.is_wish and one.start >= end and not text[end : one.start].strip():
            end = one.end
    return end


_SHORT = 2


def _begins_another(wish: Token, tokens: list[Token], text: str) -> tuple[str, ...]:
    """The item that a short wish touches, where other words stand before it: 拿铁热 我冰美式."""
    following = next((one for one in tokens if one.is_item and one.start == wish.end), None)
    told = [one.end for one in tokens if one.end <= wish.start and (one.is_item or one.is_wish)]
    between = text[max(told) : wish.start] if told else ""
    short = wish.end - wish.start <= _SHORT
    if following is None or not short or not any(sign.isalnum() for sign in between):
        return ()
    return following.groups


def _wished(wish: Token, tokens: list[Token], end: int, text: str) -> tuple[str, ...]:
    items = [one for one in tokens if one.is_item]
    before = [one for one in items if one.end <= wish.start and one.role != "remove"]
    if before and _ALL_BEFORE.search(text, 0, wish.start):
        return tuple(one.groups[0] for one in before)
    following = next((one for one in items if one.start >= wish.end), None)
    attributive = following is not None and re.fullmatch(r"\s?的?\s?", text[end : following.start])
    same_clause = bool(before) and not _CLAUSE.search(
        text, _end_of_more(before[-1], wish, tokens, text), wish.start
    )
    if (
        following is not None
        and attributive
        and ("的" in text[end : following.start] or not same_clause)
    ):
        return following.groups
    if before:
        return before[-1].groups
    return (
        following.groups
        if following is not None and not _SENTENCE.search(text, wish.end, following.start)
        else ()
    )


def _end_of_more(item: Token, wish: Token, tokens: list[Token], text: str) -> int:
    """Where an item ends together with so many more of it: "热干面再加一碗"."""
    counts = (one for one in tokens if one.counts_items and item.end <= one.start < wish.start)
    first = next(counts, None)
    return first.end if first and _is_more_of(item, first, tokens, text) else item.end
