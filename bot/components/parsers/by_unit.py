"""What is counted in cases is what comes in cases: "three cases of water", 矿泉水一箱."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from .catalogue import Catalogue
from .normalise import Normalised, normalise
from .numbers import find_numbers
from .tokens import Token, insert, token

_OUTER = frozenset("箱件")
"""Measures of what holds many of what is sold one by one."""
_SINGLE = frozenset("瓶支罐听樽")
_MORE = re.compile(r"(?:的那种|[的那]|(?:整|箱|盒|包)装|整箱)+")
_LOOSE = re.compile(
    r"(?:单|散|零)(?:瓶|支|罐|个|装|卖)?的?(?:那种)?"
    r"|(?:single|loose|individual)(?: (?:bottles?|cans?|ones?))?"
)


def settle_by_unit(tokens: list[Token], message: Normalised, catalogue: Catalogue) -> list[Token]:
    """The tokens, with each item that is counted otherwise than it is sold as the one of its kind
    that is sold so; without what only says so once more: "3 cases of water, whole ones"."""
    units = {one.id: frozenset(one.units) for one in catalogue.items}
    for item in [one for one in tokens if one.span.entity == "item"]:
        _loose(item, tokens, units, catalogue)
        _settle(item, tokens, units, catalogue)
    for count in [one for one in tokens if one.counts_items and one.role == "part"]:
        _single(count, tokens, message, units, catalogue)
        _of_its_kin(count, tokens, message, catalogue)
    return [one for one in tokens if not _says_again(one, tokens, message.text)]


def _counted(item: Token, tokens: Sequence[Token]) -> set[str]:
    beside = (one for one in tokens if one.span.entity == "quantity")
    told = (one for one in beside if set(one.groups) & set(item.groups))
    return {str(one.span.extra.get("unit") or "") for one in told} - {""}


def _settle(
    item: Token, tokens: Sequence[Token], units: Mapping[int, frozenset[str]], known: Catalogue
) -> None:
    counted = _counted(item, tokens) & (_OUTER | _SINGLE)
    if not counted:
        return
    own, candidates = item.span.value, item.span.extra.get("candidates") or ()
    if own is not None and (not counted & _OUTER or units.get(own, frozenset()) & counted):
        return
    near = candidates if own is None else known.kin.get(own, ())
    fit = [one for one in near if units.get(one, frozenset()) & counted]
    if len(fit) == 1 and not item.span.extra.get("unknown"):
        _name(item, fit[0], known)


def _loose(
    item: Token, tokens: Sequence[Token], units: Mapping[int, frozenset[str]], known: Catalogue
) -> None:
    """ "A case of water and six single bottles": those of what was named before."""
    if item.span.value is not None or _LOOSE.fullmatch(item.span.text.casefold()) is None:
        return
    before = [one for one in tokens if one.span.entity == "item" and one.end <= item.start]
    if not before or before[-1].span.value is None:
        return
    last = int(before[-1].span.value)
    near = (last, *known.kin.get(last, ()))
    fit = [one for one in near if units.get(one, frozenset()) & _SINGLE]
    if len(fit) == 1:
        _name(item, fit[0], known)


def _single(
    count: Token,
    tokens: list[Token],
    message: Normalised,
    units: Mapping[int, frozenset[str]],
    known: Catalogue,
) -> None:
    """ "A case of water and six bottles": what is counted so is sold so, no part of the case."""
    unit = str(count.span.extra.get("unit") or "")
    named = [one for one in tokens if one.span.entity == "item" and one.groups == count.groups]
    own = named[0].span.value if len(named) == 1 else None
    if unit not in _SINGLE or own is None or not units.get(own, frozenset()) & _OUTER:
        return
    fit = [one for one in known.kin.get(own, ()) if unit in units.get(one, frozenset())]
    numbers = find_numbers(message.text[count.start : count.end])
    if len(fit) != 1 or not numbers:
        return
    end = count.start + numbers[0][1]
    words = message.text[end : count.end]
    start = count.end - len(words.lstrip())
    if start == count.end:
        return
    item = token(message, message.span("item", start, count.end, fit[0], extra={"how": "alias"}))
    _name(item, fit[0], known)
    many = message.span("quantity", count.start, end, count.span.value, extra={"unit": unit})
    count.span, count.end, count.role = many, end, None
    item.groups = count.groups = (f"{count.groups[0]}{_SECOND}",)
    insert(tokens, item)


def _of_its_kin(count: Token, tokens: list[Token], message: Normalised, known: Catalogue) -> None:
    """ "Two clear tape, one double-sided": what stands behind the number says which of its kind."""
    named = [one for one in tokens if one.span.entity == "item" and one.groups == count.groups]
    own = named[0].span.value if len(named) == 1 else None
    if own is None or count.role != "part" or named[0].start > count.start:
        return
    behind = message.text[count.end :]
    start = count.end + len(behind) - len(behind.lstrip())
    fit = {
        (one, start + len(word))
        for one in known.kin.get(own, ())
        for word in _which(one, known) - _which(own, known)
        if message.text.startswith(word, start)
    }
    beside = any(one.start <= start < one.end for one in tokens if one is not count)
    if len({one for one, _ in fit}) != 1 or beside:
        return
    found, end = max(fit, key=lambda one: one[1])
    item = token(message, message.span("item", start, end, found, extra={"how": "alias"}))
    _name(item, found, known)
    count.role, groups = None, (f"{count.groups[0]}{_SECOND}",)
    item.groups = count.groups = groups
    insert(tokens, item)


_SIGNS = 2


def _which(item: int, known: Catalogue) -> set[str]:
    """How names begin that say which of its kind it is: double-sided, 双面."""
    names = (normalise(name).text for one in known.items if one.id == item for name in one.names)
    return {
        name.rpartition(" ")[0] if name.isascii() else name[:_SIGNS]
        for name in names
        if (" " in name if name.isascii() else len(name) > _SIGNS)
    }


_SECOND = "s"
"""Behind the group of what is counted by the case, that of what is counted one by one."""


def _name(item: Token, found: int, known: Catalogue) -> None:
    kept = {key: value for key, value in item.span.extra.items() if key == "own"}
    extra = {**kept, "score": 0.9, "how": "alias", "kin": list(known.kin.get(found, ()))}
    item.span = replace(item.span, value=found, extra=extra)


def _says_again(one: Token, tokens: Sequence[Token], text: str) -> bool:
    """Whether it is named, uncounted, only to say how what stands before it comes."""
    if one.span.entity != "item" or not _MORE.fullmatch(text, one.start, one.end):
        return False
    others = (other for other in tokens if other is not one and other.span.entity == "item")
    same = any(other.span.value == one.span.value for other in others)
    return same and not _counted(one, tokens)
