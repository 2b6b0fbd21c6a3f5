"""Limits: by, before, until, after and from a time, by the words around it."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re
from dataclasses import dataclass

#: Words that stand between parts of one time, too.
BEFORE = r"(?:by|before|no later than|not later than|no earlier than|not earlier than|no sooner than|latest by|within|until|till?)"
AROUND_ZH = r"最晚|最迟|不晚于|不超过|最早|不早于"

_LIMIT = (
    r"(?:deadline(?: is|:)?(?: on)?|by|before|no later than|not later than|latest by|within|latest)"
)
_EARLIER = re.compile(
    rf"\b{_LIMIT}\s(?:the |around |about )?$|(?:最晚|最迟|不晚于|不超过|不[要能可得]?晚于|别晚于|截止(?:日期|时间)?[到至是为:]?)\s?$",
    re.ASCII,
)
_STRICTLY = re.compile(r"\bbefore\s(?:the )?$", re.ASCII)
_STRICTLY_ZH = re.compile(r"\s?(?:之前|以前)")
_LATER = re.compile(r"\b(?:after|(?:any ?time|it's) past)\s(?:the )?$", re.ASCII)
_EARLIER_SUFFIX = re.compile(
    r"\s?(?:之?前(?![天日台后])|以前|为止|截止|[之以]内|内(?![部容网侧线饮存科环]))|\s?,? ?(?:at the latest|latest)\b",
    re.ASCII,
)
_LATER_SUFFIX = re.compile(
    r"\s?(?:之后|以后|过后|后(?![天日年面门勤台晌]))|\s?or after\b", re.ASCII
)
_UNTIL = re.compile(r"(?:(?<![约订定排])到|至|(?<![a-z])[-–—~～]|\b(?:to|until|till?))\s*$")
#: The end of a working day is a limit, with or without a word for that.
_CLOSING = re.compile(r"\b(?:eod|cob|close of (?:business|play))\b")
_ROUND = re.compile(r"前后|上下|左右")

_NOT_EARLIER = re.compile(
    r"\b(?:(?:no|not) (?:earlier|sooner) than|not (?:before|until|till?)|earliest)\s(?:the )?$|(?:最早|不[要能可]?早于)\s?$",
    re.ASCII,
)
#: "Please don't come before ten", 别在十点前来.
_NEGATED = re.compile(
    r"\b(?:not|never|cannot|nobody|nothing|no one|won't|don't|doesn't|isn't|aren't|can't|shouldn't)\b(?! (?:later|earlier|sooner))[\w' ]{0,36}\b(?:before|until|till?)\s(?:the )?$",
    re.ASCII,
)
_NEGATED_ZH = re.compile(r"(?:别|不要|请勿|不能|不可以?|勿)(?:在|于|赶在)?\s?$")
_NO = r"(?:都|先|就|千万|最好|请|我|我们|可|也|还)*(?:不行|不要|别|勿|不能|不可|没空|没人|没时间|不方便|不来|不在|不用|不开|来不了|不接|没法)"
_NO_EARLIER_SUFFIX = re.compile(
    rf"\s?(?:[之以]前|前)(?={_NO})|\s?,? ?(?:at the earliest|earliest)\b"
)
_BEGINS_BEFORE = re.compile(
    r"\b(?:starting|beginning|effective|as of|as from|commencing)(?: from| on)?\s(?:the )?$",
    re.ASCII,
)
_FROM = re.compile(r"(?:\bfrom|从|自)\s?$")
_BEGINS_SUFFIX = re.compile(
    r"\s?(?:or later|onwards?|and after)\b|\s?(?:以|之)?起(?![床来飞火诉码草名立])|\s?往后(?![推挪延])",
    re.ASCII,
)
_BEGINS_AFTER_FROM = re.compile(r"\s?(?:on\b(?! [a-z]{3,}day)|开始|起步|forward\b)")


@dataclass(frozen=True, slots=True)
class Bound:
    """`kind` is one of `said.BOUNDS`; `strict`, whether the day itself is out; `end`, where its words end."""

    kind: str
    end: int
    strict: bool = False


def bound(text: str, start: int, end: int, inside: list[str]) -> Bound:
    """The limit that `text[start:end]` is; `inside` are the words between its parts."""
    before = text[max(0, start - 48) : start]
    said = [before, *inside]
    if _ROUND.match(text, end):
        return Bound("at", end)
    return (
        _not_earlier(text, before, said, end)
        or _begins(text, before, said, end)
        or _earlier(text, said, end)
        or _later(text, said, end)
        or (Bound("before", end) if _CLOSING.search(text, start, end) else None)
        or Bound("until" if _UNTIL.search(before) else "at", end)
    )


_WITHIN = re.compile(r"\bwithin\s(?:the )?$")
_WITHIN_SUFFIX = re.compile(r"[之以]?内$")


def within(text: str, start: int, end: int) -> bool:
    """Whether the days of `text[start:end]` are all those on which it may be."""
    return bool(_WITHIN.search(text, 0, start) or _WITHIN_SUFFIX.search(text, start, end))


def _not_earlier(text: str, before: str, said: list[str], end: int) -> Bound | None:
    if suffix := _NO_EARLIER_SUFFIX.match(text, end):
        return Bound("after", suffix.end())
    suffix = _EARLIER_SUFFIX.match(text, end)
    if suffix and _NEGATED_ZH.search(before):
        return Bound("after", suffix.end())
    inside = any(_NO_EARLIER_SUFFIX.match(words) for words in said[1:])
    if inside or any(_NOT_EARLIER.search(words) for words in said) or _NEGATED.search(before):
        return Bound("after", end)
    return None


def _begins(text: str, before: str, said: list[str], end: int) -> Bound | None:
    if suffix := _BEGINS_SUFFIX.match(text, end):
        return Bound("from", suffix.end())
    if any(_BEGINS_SUFFIX.match(words) for words in said[1:]):
        return Bound("from", end)
    suffix = _BEGINS_AFTER_FROM.match(text, end)
    if suffix and any(_FROM.search(words) for words in said):
        return Bound("from", suffix.end())
    return Bound("from", end) if _BEGINS_BEFORE.search(before) else None


def _earlier(text: str, said: list[str], end: int) -> Bound | None:
    suffix = _EARLIER_SUFFIX.match(text, end)
    inside = any(_EARLIER_SUFFIX.match(words) for words in said[1:])
    if not suffix and not inside and not any(_EARLIER.search(words) for words in said):
        return None
    strict = any(_STRICTLY.search(words) for words in said) or bool(_STRICTLY_ZH.match(text, end))
    return Bound("before", suffix.end() if suffix else end, strict)


def _later(text: str, said: list[str], end: int) -> Bound | None:
    suffix = _LATER_SUFFIX.match(text, end)
    if not suffix and not any(_LATER.search(words) for words in said):
        return None
    return Bound("after", suffix.end() if suffix else end, strict=True)
