"""What a message does to an order that exists: remove, replace, keep, bring back, set, add."""

from __future__ import annotations

import re
from itertools import pairwise

from .quantities import OWN
from .role_words import (
    ADDED_BEFORE,
    ADDED_WORDS,
    AS_BEFORE,
    ENOUGH_AFTER,
    EXCEPT_BEFORE,
    EXTRA,
    FEWER,
    INSTEAD_BEFORE,
    INSTEAD_BETWEEN,
    IS_ENOUGH,
    JUST_BEFORE,
    KEEP_AFTER,
    KEEP_BEFORE,
    KEPT,
    LESS_AFTER,
    MORE_BEHIND,
    NOT_BEFORE,
    NOT_BUT,
    NOT_BUT_EN,
    ONLY_AFTER,
    ONLY_BEFORE,
    PART_AFTER,
    PART_BEFORE,
    REMOVED_AFTER,
    REMOVED_BEFORE,
    REPLACEMENT_AFTER,
    REPLACEMENT_BEFORE,
    RESTORE_BEFORE,
    RESTORED_AFTER,
    RESTORED_BEFORE,
    SET_BEFORE,
    SET_ITEM_BEFORE,
    SET_WITH_ITEM,
    SOME_SWAPPED,
    SUBTRACTED_BEFORE,
    SWAP_BETWEEN,
    SWAP_EN,
    SWAP_EN_BETWEEN,
    TOTAL_AFTER,
    TOTAL_BEFORE,
)
from .taken_off import is_taken_off
from .tokens import Token


def set_roles(tokens: list[Token], text: str) -> None:
    """Mark items (remove, replaced, replacement) and quantities (set, add, subtract)."""
    items = [one for one in tokens if one.is_item]
    for first, second in pairwise(items):
        _mark_swap(first, second, tokens, text)
    for item in items:
        if item.role is None:
            item.role = _item_role(item, tokens, text)
    for first, second in pairwise(items):
        _mark_given_up_for(first, second, tokens, text)
    for first, second in pairwise(items):
        _share_role(first, second, tokens, text)
    for one in tokens:
        if one.counts_items:
            one.role = _count_role(one, tokens, text)
        elif one.span.entity == "option" and is_taken_off(one, text):
            one.role = "without"


def _mark_swap(first: Token, second: Token, tokens: list[Token], text: str) -> None:
    between = _without_counts(text, first.end, second.start, tokens)
    before = text[: _head(first, tokens, text)]
    after_swap = bool(SWAP_EN.search(before)) and bool(SWAP_EN_BETWEEN.fullmatch(between))
    if (
        SWAP_BETWEEN.fullmatch(between)
        or after_swap
        or (re.search(r"不[要喝吃]$", before) and NOT_BUT.fullmatch(between))
        or (re.search(r"\bnot (?:the |an? )?$", before) and NOT_BUT_EN.fullmatch(between))
    ):
        first.role, second.role = "replaced", "replacement"
    elif INSTEAD_BETWEEN.fullmatch(between):
        first.role, second.role = "replacement", "replaced"
    elif INSTEAD_BEFORE.search(before):
        first.role, second.role = "replaced", "replacement"


def _mark_given_up_for(first: Token, second: Token, tokens: list[Token], text: str) -> None:
    """ "Scrap the cola, give me a Sprite instead", "the cola is too sweet, Sprite instead"."""
    if second.role != "replacement" or first.role not in (None, "remove"):
        return
    added = ADDED_BEFORE.search(text, 0, _head(first, tokens, text))
    if added is None and not _AND.fullmatch(text, first.end, second.start):
        first.role = "replaced"


_AND = re.compile(
    r"\s?(?:和|跟|与|及|以及|、|&|\band\b|\bor\b|,)\s?(?:(?:the|my|that|那|这)\s?)*", re.ASCII
)
_BESIDE = re.compile(r"\s?(?:、|和|跟|加)?\s?")
_SHARED = {"remove", "keep", "only", "except", "restore"}


def _share_role(first: Token, second: Token, tokens: list[Token], text: str) -> None:
    """What is done to one of two that are named in one breath is done to the other."""
    between = _without_counts(text, first.end, second.start, tokens)
    if first.role == "replacement" and second.role is None and _BESIDE.fullmatch(between):
        second.role = first.role  # 换成一瓶雪碧一杯柠檬茶
    if not _AND.fullmatch(between):
        return
    if second.role is None and first.role in _SHARED and not between.strip().startswith(","):
        second.role = first.role
    elif first.role is None and second.role in _SHARED and _follows(second, tokens, text):
        first.role = second.role


def _follows(item: Token, tokens: list[Token], text: str) -> bool:
    """Whether its role is told behind it: "the cola and the rice off"."""
    after = _skip_counts(item.end, tokens, text)
    behind = (REMOVED_AFTER, KEEP_AFTER, ONLY_AFTER, RESTORED_AFTER)
    return any(pattern.match(text, after) for pattern in behind)


def _item_role(item: Token, tokens: list[Token], text: str) -> str | None:
    """The first role that the words before or behind it tell."""
    before = text[: _head(item, tokens, text)]
    after = _skip_counts(item.end, tokens, text)
    restored_after = RESTORED_AFTER.match(text, after)
    roles = (
        ("replacement", REPLACEMENT_BEFORE.search(before)),
        ("replacement", REPLACEMENT_AFTER.match(text, after)),
        ("restore", AS_BEFORE.match(text, after)),
        ("except", EXCEPT_BEFORE.search(before)),
        ("restore", RESTORED_BEFORE.search(before)),
        ("restore", restored_after and RESTORE_BEFORE.search(before)),
        ("remove", _is_removed_after(after, tokens, text)),
        ("remove", REMOVED_BEFORE.search(before) and not KEPT.search(before)),
        ("restore", restored_after),
        ("keep", KEEP_BEFORE.search(before) or KEEP_AFTER.match(text, after)),
        ("only", ONLY_BEFORE.search(before) or _is_only(item, before, text)),
    )
    return next((role for role, found in roles if found), None)


def _is_only(item: Token, before: str, text: str) -> bool:
    """ "拿铁就够了": of what is counted that says how many do, and nothing of the others."""
    only = ONLY_AFTER.match(text, item.end)
    counted = len(before) < item.start and not text[item.end :].lstrip().isascii()
    return only is not None and not counted


def _is_removed_after(at: int, tokens: list[Token], text: str) -> bool:
    """Whether the words behind an item take it out, and not an option of it: 拿铁去掉燕麦奶."""
    removed = REMOVED_AFTER.match(text, at)
    if removed is None:
        return False
    options = (one.start for one in tokens if one.span.entity == "option")
    return not any(
        start >= removed.end() and not text[removed.end() : start].strip() for start in options
    )


def _count_role(count: Token, tokens: list[Token], text: str) -> str | None:
    if count.span.extra.get("times"):
        return "times"
    if NOT_BEFORE.search(text, 0, count.start):
        return "old"
    if TOTAL_BEFORE.search(text, 0, count.start) or TOTAL_AFTER.match(text, count.end):
        return "total"
    item = _counted_before(count, tokens, text)
    if (
        item is not None
        and item.role == "replacement"
        and SOME_SWAPPED.search(text, 0, count.start)
    ):
        return "part"
    if item is not None and item.role in ("replacement", "replaced", "remove"):
        return None
    return _changed_by(count, item, tokens, text) or ("part" if _is_part(count, text) else None)


def _changed_by(count: Token, item: Token | None, tokens: list[Token], text: str) -> str | None:
    """Whether so many are set, added or subtracted. `item`: what it counts, if that stands
    directly behind it."""
    if item is not None and LESS_AFTER.match(text, item.end):
        return "subtract"
    if _is_set(count, item, tokens, text):
        return "set"
    extra = item is not None and text[count.end : item.start].strip() in EXTRA
    if (
        extra
        or ADDED_BEFORE.search(text, 0, count.start)
        or ADDED_WORDS.search(text, count.start, count.end)
        or MORE_BEHIND.match(text, count.end)
    ):
        return "add"
    subtracted = SUBTRACTED_BEFORE.search(text, 0, count.start)
    return "subtract" if subtracted or FEWER.search(text, count.start, count.end) else None


def _is_set(count: Token, item: Token | None, tokens: list[Token], text: str) -> bool:
    spoken_of = item is None or SET_WITH_ITEM.search(text, 0, count.start)
    if spoken_of and SET_BEFORE.search(text, 0, count.start):
        return True
    if item is not None and _is_of_what_stands(count, item, text):
        return True
    previous = _counted_behind(count, tokens, text)
    if previous is None:
        named = any(one.is_item and one.end <= count.start for one in tokens)
        return named and item is None and IS_ENOUGH.match(text, count.end) is not None
    enough = previous.role is None and ENOUGH_AFTER.match(text, count.end)
    return bool(enough or SET_ITEM_BEFORE.search(text, 0, previous.start))


def _is_of_what_stands(count: Token, item: Token, text: str) -> bool:
    """ "就三杯美式", "三杯美式就够了": how many there are to be, and no more of them."""
    if JUST_BEFORE.search(text, 0, count.start):
        return True
    more = ADDED_BEFORE.search(text, 0, count.start) or _COMES_BEFORE.search(text, 0, count.start)
    more = more or ADDED_WORDS.search(text, count.start, count.end)
    extra = text[count.end : item.start].strip() in EXTRA
    return not (more or extra) and _IS_PLENTY.match(text, item.end) is not None


_COMES_BEFORE = re.compile(
    r"(?:补|加|加上|另外?|带|送|来|买|拿|添)(?:来|点)?\s?$|\b(?:then|add|get|bring)\s$", re.ASCII
)

_IS_PLENTY = re.compile(
    r"\s?(?:就|也)(?:足?够|可以|好|行)(?:了|啦|吧)?(?=$|[\s,。!?;])"
    r"|\s(?:is|are) (?:enough|plenty)\b"
)


def _counted_before(count: Token, tokens: list[Token], text: str) -> Token | None:
    """The item that a count stands before: "two colas"."""
    behind = (one for one in tokens if one.is_item and one.start >= count.end)
    return next(
        (one for one in behind if text[count.end : one.start].strip() in ("", "的", *EXTRA)), None
    )


def _counted_behind(count: Token, tokens: list[Token], text: str) -> Token | None:
    """The item that a count stands directly behind: "the colas two"."""
    before = (one for one in tokens if one.is_item and one.end <= count.start)
    return next((one for one in before if not text[one.end : count.start].strip()), None)


def _is_part(count: Token, text: str) -> bool:
    """One of those that are counted already: 其中一份, two of them, half of it."""
    if count.span.extra.get("share"):
        return not count.span.extra.get("evenly")
    before, after = PART_BEFORE.search(text, 0, count.start), PART_AFTER.match(text, count.end)
    own = any(match.start("own") == count.start for match in OWN.finditer(text))
    return own or before is not None or after is not None


_OF = re.compile(r"\s?(?:的|of (?:the|my|those|these|them)|of)?\s?", re.ASCII)


def _head(item: Token, tokens: list[Token], text: str) -> int:
    """Where an item begins together with the quantity directly before it."""
    for count in tokens:
        if (
            count.counts_items
            and item.span.entity == "item"
            and count.end <= item.start
            and _OF.fullmatch(text, count.end, item.start)
        ):
            return count.start
    return item.start


def _skip_counts(at: int, tokens: list[Token], text: str) -> int:
    following = next(
        (
            one
            for one in tokens
            if one.counts_items and one.start >= at and not text[at : one.start].strip()
        ),
        None,
    )
    return following.end if following else at


def _without_counts(text: str, start: int, end: int, tokens: list[Token]) -> str:
    for count in tokens:
        if count.counts_items and start <= count.start and count.end <= end:
            return text[start : count.start].rstrip() + text[count.end : end]
    return text[start:end]
