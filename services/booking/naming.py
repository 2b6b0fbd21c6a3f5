"""Which things and kinds a message names, and for how many people: by what the park has now."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from services.booking.shelf import Thing
from services.kit.folding import plain

LONGEST = 400
"""Characters of a message that are looked at."""
_TENS = {"十": 10, "百": 100}
_ONES = dict(zip("零一二三四五六七八九", range(10), strict=True)) | {"两": 2, "〇": 0}
_PEOPLE = re.compile(
    r"(?:能坐|坐得下|容纳|可以坐|够)?\s*([0-9]{1,4}|[零〇一二两三四五六七八九十百]{1,5})\s*(?:来|多|几)?\s*(?:个|位|名)?\s*人"
    r"|\b(?:for|of|seats?|holds?|fits?)\s+(?:about |around |up to )?([0-9]{1,4}|[a-z]{2,9})\b"
    r"(?!\s*(?:hours?|hrs?|h\b|min|am\b|pm\b|o'?clock|days?|weeks?|:))"
    r"|\b([0-9]{1,4}|[a-z]{2,9})\s+(?:people|persons?|of us|attendees|seats|pax|guests)\b",
    re.IGNORECASE,
)
_ENGLISH = dict(
    zip(
        "two three four five six seven eight nine ten eleven twelve".split(),  # noqa: SIM905
        range(2, 13),
        strict=True,
    )
) | {"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}


@dataclass(frozen=True, slots=True)
class Named:
    """Ids of things and codes of pools. Of a name that several have (“301”), all of them."""

    things: tuple[int, ...]
    pools: tuple[str, ...]


def named_in(text: str, things: Sequence[Thing]) -> Named:
    """Names and aliases that stand in a message; one inside a longer one that stands there does not
    count."""
    said = _bare(text[:LONGEST])
    names: dict[str, tuple[set[int], set[str]]] = {}
    for one in things:
        row, pool = one.resource, one.pool
        for name in (row.name_zh, row.name_en, *row.aliases):
            names.setdefault(_bare(name), (set(), set()))[0].add(one.id)
        for name in (pool.name_zh, pool.name_en, *pool.aliases):
            names.setdefault(_bare(name), (set(), set()))[1].add(pool.code)
    spans = [
        (at, at + len(name), name)
        for name in names
        if len(name) > 1 and (at := said.find(name)) >= 0
    ]
    kept = [
        name
        for start, end, name in spans
        if not any(s <= start and end <= e and (e - s) > (end - start) for s, e, _ in spans)
    ]
    found = {one for name in kept for one in names[name][0]}
    pools = {code for name in kept for code in names[name][1]}
    order = [one.id for one in things if one.id in found]
    return Named(tuple(order), tuple(sorted(pools)))


def headcount_in(text: str) -> int | None:
    """十个人; for eight; 两百来人. None where nothing of the kind is said."""
    for match in _PEOPLE.finditer(text[:LONGEST]):
        word = next(one for one in match.groups() if one is not None).lower()
        count = int(word) if word.isdigit() else _ENGLISH.get(word) or _han(word)
        if count:
            return count
    return None


def _han(word: str) -> int | None:
    """Up to 999."""
    total, ones = 0, None
    for sign in word:
        if sign in _TENS:
            total += (1 if ones is None else ones) * _TENS[sign]
            ones = None
        elif sign in _ONES:
            ones = _ONES[sign]
        else:
            return None
    return total + (ones or 0) or None


def _bare(text: str) -> str:
    """Without blanks and hyphens, in simplified characters and lower case: A 座-301, a座301."""
    return plain(text).replace(" ", "").replace("-", "")
