"""Which things and kinds a message names, and for how many people: by what the park has now."""

# ruff: noqa: E501 - patterns and word lists read better on one line

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pypinyin import lazy_pinyin

from services.booking import features
from services.booking.shelf import Thing
from services.kit.folding import legible, plain

LONGEST = 400
"""Characters of a message that are looked at."""
EQUIPMENT = "equipment"
"""The kind of what is taken along: one is not had in place of another."""
_SHORTEST_SOUND = 2
"""Characters of a name that may be known by its sound."""
_TENS = {"十": 10, "百": 100}
_ONES = dict(zip("零一二三四五六七八九", range(10), strict=True)) | {
    "两": 2,
    "〇": 0,
    "俩": 2,
    "仨": 3,
}
_PEOPLE = re.compile(
    r"(?:能坐|坐得下|容纳|可以坐|够)?\s*([0-9]{1,4}|[零〇一二两俩仨三四五六七八九十百]{1,5})\s*(?:来|多|几)?\s*(?:个|位|名|号|口)?\s*(?:人|学员|学生|同事|同学|观众|听众|员工|参会|来宾|嘉宾|老师)"
    r"|(?:一共|总共|共|加起来|共有|大概|大约|差不多|变多了|人变|变成|我们|咱们|咱|就|到)(?:有|是)?\s*([0-9]{1,3}|[零一二两三四五六七八九十百]{1,4})\s*个(?!月|半|小时|钟|礼拜|星期|会|房|场|半天|人)"
    r"|(?:人多了|大[一]?[点些]的?|换个?大的)[^\d]{0,6}([0-9]{1,3})\s*个(?!月|半|小时|钟|礼拜|星期|会|房|场|半天)"
    r"|\b(?:for|of|seats?|holds?|fits?)\s+(?:about |around |up to )?([0-9]{1,4}|[a-z]{2,9})\b"
    r"(?!\s*(?:hours?|hrs?|h\b|min|am\b|pm\b|o'?clock|days?|weeks?|:|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)))"
    r"|\b([0-9]{1,4}|[a-z]{2,9})\s*(?:people|persons?|ppl|of us|attendees|seats|pax|guests|students|trainees|participants|colleagues|engineers)\b"
    r"|\b([0-9]{1,3})\s+(?:incl\w*|counting|in total|in all|altogether)\b"
    r"|\b(?:we are|we're|we will be|we'll be|we would be|that makes us|there are|there'll be|there will be)\s+(?:about |around |only )?([0-9]{1,4}|[a-z]{2,9})\b(?!\s*(?:hours?|min|days?|weeks?|late|[ap]\.?m\b|o'?clock|[:.]\d))",
    re.IGNORECASE,
)
_MORE = re.compile(r"(?:(?<!不)多了|又多了?|又来了?|再来|再加|加了?|增加了?|少了?)\s*$")
"""Before a number of people that come to those who were known."""
_IN_ALL = re.compile(r"一共|总共|共|加起来|人?变")
_APART = "|"
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[^\w|]+(?=\d)")
"""What keeps two numbers apart: there is no room 301 in "9:30-11"."""
_ALONE = re.compile(
    r"(?:就|只有?)我(?:自己|一个人?|一人)|(?:我自己|一个人)(?:用|来|待)|\b(?:just|only) (?:me|myself)\b(?! and)",
    re.IGNORECASE,
)
_MISHEARD = re.compile(r"(?<=[a-zA-Z])[做坐作](?=\d)")
"""What a voice message makes of 座."""
_CUPS = re.compile(
    r"([0-9]{1,3}|[一二三四五六七八九十两]{1,3})\s?[杯份个]|\b([0-9]{1,3}|[a-z]{3,8}) (?:cups?|coffees?|teas?)\b",
    re.IGNORECASE,
)
_ENGLISH = dict(
    zip(
        "two three four five six seven eight nine ten eleven twelve".split(),  # noqa: SIM905
        range(2, 13),
        strict=True,
    )
) | {
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "eighteen": 18,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
}


@dataclass(frozen=True, slots=True)
class Named:
    """Ids of things and codes of pools. Of a name that several have (“301”), all of them."""

    things: tuple[int, ...]
    pools: tuple[str, ...]


def named_in(text: str, things: Sequence[Thing]) -> Named:
    """Names and aliases that stand in a message; one inside a longer one that stands there does not
    count."""
    text = _MISHEARD.sub("座", text[:LONGEST])
    said = _bare(_BETWEEN_DIGITS.sub(_APART, text), keeps=_APART)
    names: dict[str, tuple[set[int], set[str]]] = {}
    for one in things:
        row, pool = one.resource, one.pool
        for name in (row.name_zh, row.name_en, *row.aliases):
            names.setdefault(_bare_name(name), (set(), set()))[0].add(one.id)
        for name in (pool.name_zh, pool.name_en, *pool.aliases):
            names.setdefault(_bare_name(name), (set(), set()))[1].add(pool.code)
    spans = [
        (at, at + len(name), name)
        for name in names
        if len(name) > 1 and (at := _found(name, said)) >= 0
    ]
    kept = [
        name
        for start, end, name in spans
        if not any(s <= start and end <= e and (e - s) > (end - start) for s, e, _ in spans)
    ]
    found = {one for name in kept for one in names[name][0]}
    pools = {code for name in kept for code in names[name][1]}
    if not found:
        found = _sounding_so(said, things)
    order = [one.id for one in things if one.id in found]
    return Named(tuple(order), tuple(sorted(pools)))


def lent_for(wanted: frozenset[str], things: Sequence[Thing]) -> list[Thing]:
    """Those to take along that do any of what is wanted, by what they are called."""
    lent = [one for one in things if one.pool.kind == EQUIPMENT]
    return [
        one
        for one in lent
        if wanted & features.named_in(f"{one.resource.name_zh} {one.resource.name_en}")
    ]


def _found(name: str, said: str) -> int:
    """Where the name stands, and is no part of a longer number; -1 where it does not."""
    at = said.find(name)
    while at >= 0:
        before, behind = said[:at][-1:], said[at + len(name) :][:1]
        longer = (before.isdigit() and name[0].isdigit()) or (
            behind.isdigit() and name[-1].isdigit()
        )
        if not longer:
            return at
        at = said.find(name, at + 1)
    return -1


def _sounding_so(said: str, things: Sequence[Thing]) -> set[int]:
    """Things whose Chinese name sounds like what was written (原山 for 远山): a voice message, or the
    wrong word of an input method."""
    heard = [sounds(word) for word in said]
    found = set()
    for one in things:
        name = [sounds(word) for word in _bare_name(one.resource.name_zh)]
        if len(name) < _SHORTEST_SOUND or None in name:
            continue
        spans = range(len(heard) - len(name) + 1)
        if any(heard[at : at + len(name)] == name for at in spans):
            found.add(one.id)
    return found


@lru_cache(maxsize=4096)
def sounds(word: str) -> str | None:
    """A character's sound without its tone, of any that it has the first; None for no Han."""
    return str(lazy_pinyin(word)[0]) if "\u4e00" <= word <= "\u9fff" else None


def headcount_in(text: str) -> int | None:
    """十个人; for eight; 两百来人. None where nothing of the kind is said."""
    said = legible(text[:LONGEST])
    if _ALONE.search(said) is not None:
        return 1
    for match in _PEOPLE.finditer(said):
        in_all = _IN_ALL.match(match.group()) is not None
        if not in_all and _MORE.search(said, 0, match.start()):
            continue
        word = next(one for one in match.groups() if one is not None).lower()
        count = int(word) if word.isdigit() else _ENGLISH.get(word) or _han(word)
        if count:
            return count
    return None


def without_names(text: str, things: Sequence[Thing]) -> str:
    """Without the names of things, which may look like days: 2号场 is no second of the month."""
    names = {
        name.casefold()
        for one in things
        for name in (one.resource.name_zh, one.resource.name_en, *one.resource.aliases)
    }
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    return text


def cups_in(text: str) -> int | None:
    """12杯; 八份; coffee for everybody says none."""
    found = _CUPS.search(text[:LONGEST])
    if found is None:
        return None
    word = (found[1] or found[2]).lower()
    return int(word) if word.isdigit() else _ENGLISH.get(word) or _han(word)


def bare_count_in(text: str) -> int | None:
    """A number behind "for": "anywhere else for 9 till 3:30"."""
    found = re.search(r"\bfor (\d{1,3})\b(?! ?(?:min|h|:|am|pm|o))", text[:LONGEST].lower())
    return int(found[1]) if found else None


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


def _bare(text: str, keeps: str = "") -> str:
    """Letters and numbers alone, in simplified characters and lower case: A 座-301, a座301."""
    return keeps.join(map(plain, text.split(keeps))) if keeps else plain(text)


@lru_cache(maxsize=4096)
def _bare_name(name: str) -> str:
    """The same of what a thing is called, which is compared with each message."""
    return _bare(name)
