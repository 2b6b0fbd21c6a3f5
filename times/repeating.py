"""What comes every day, week or month: a word for that, with the days and the hours beside it."""

# ruff: noqa: E501 - patterns and word lists read better on one line
# ruff: noqa: PLR2004 - hours are plainer as numbers

from __future__ import annotations

import re
from collections.abc import Iterator

from .moments import Moment, beside, between, until
from .parts import Part
from .placing import Placing
from .said import Repeats

_DAY_EN = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_EVERY = re.compile(
    r"(?:每隔?|隔(?=[天周日月](?!壁)))(?:[一两二三四五六七八九十\d]{1,2}个?)?(?P<zh>个?(?:工作日|周末|周|星期|礼拜|月|天|日))(?:的?(?:第[一二三四]个?|最后一?个?)(?:周|星期|礼拜)[一二三四五六日天]|[一二三四五六日天](?:[、,和到至]?(?:周|星期)?[一二三四五六日天])*(?!点))?|天天|平时"
    r"|每?逢(?P<on>周|星期|礼拜|[单双]周|工作日)[一二三四五六日天]?(?:[、,和]?(?:周|星期)?[一二三四五六日天])*|[单双](?P<odd>周)(?=周|星期|礼拜)"
    r"|(?<![个一二三四五\d下本])(?P<workday>工作日)(?!之?[内后前]|以[内后前])|每(?=[早晚](?!班|餐|饭))|(?:周|星期|礼拜)(?P<list>[一二三四五][二三四五六日]{2,5})(?![一二三四五六七八九十点])|每个?(?:早上|晚上|中午|下午|上午)"
    rf"|\b(?:every|each) (?P<mixed>周|星期|礼拜)[一二三四五六日天]|每个?\s?(?P<named>weekday|workday|(?:mon|tues|wednes|thurs|fri|satur|sun)day)s?\b"
    rf"|(?:\b(?:the )?(?:first|second|third|fourth|last) {_DAY_EN} (?:of|in) )?\b(?:every|each|per|alternate) (?:other |single |second |third |two |three |four |\d{{1,2}} )?(?P<en>(?:work(?:ing )?|business )days?|day|weekday|week|fortnight|weekend|month|morning|afternoon|evening|night|mon|tue|wed|thu|fri|sat|sun)(?:s?day)?[a-z]{{0,6}}\b"
    rf"|\b(?P<adverb>daily|weekly|monthly|fortnightly|bi-?weekly)\b|\b(?:on )?(?P<weekdays>weekdays|work ?days|working days|business days)\b|\b(?<!tgi )(?:on )?(?<!\bat ){_DAY_EN[:-3]}(?P<plural>days)\b",
    re.ASCII,
)
#: Between the days of a list, or between a day and the word that repeats it.
_LISTED = re.compile(r"\s?(?:、|和|及|跟|与|的|在|and|&|of|on)?\s?(?:on |the )?")
_WEEKLY = (
    "周",
    "星期",
    "礼拜",
    "week",
    "fortnight",
    "days",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
)
_WHOLE_WEEK = ("每周", "每个星期", "every week")


def every(text: str) -> list[Part]:
    """Parts of kind `every`, with their match."""
    return [Part(m.start(), m.end(), "every", m) for m in _EVERY.finditer(text)]


def split(text: str, parts: list[Part]) -> tuple[list[Part], list[list[Part]]]:
    """What happens once, and what comes again: each word for that with what belongs to it."""
    taken: set[int] = set()
    repeated: list[list[Part]] = []
    for place, part in enumerate(parts):
        if part.kind != "every" or place in taken:
            continue
        before = _beside(text, parts, place, -1)
        own = {
            place,
            *before,
            *(
                _beside(text, parts, place, 1)
                if not _has_hours(parts, before)
                else _days(text, parts, place)
            ),
        }
        taken |= own
        repeated.append([parts[one] for one in sorted(own)])
    return [part for place, part in enumerate(parts) if place not in taken], repeated


def _has_hours(parts: list[Part], places: list[int]) -> bool:
    return any(parts[one].kind in ("clock", "part") for one in places)


def _days(text: str, parts: list[Part], place: int) -> list[int]:
    """The days of its list that stand behind it: at nine every Monday and Friday."""
    behind = _beside(text, parts, place, 1)
    return behind if not _has_hours(parts, behind) else []


def _beside(text: str, parts: list[Part], place: int, step: int) -> list[int]:
    found, at = [], place + step
    dated = _each(parts[place].value) in ("week", "month")
    while 0 <= at < len(parts):
        first, second = sorted((parts[at - step], parts[at]), key=lambda one: one.start)
        gap = text, first.end, second.start
        if parts[at].kind in ("clock", "part"):
            joins = beside(*gap) or between(*gap)
        elif parts[at].kind == "every" or (
            dated and parts[at].kind == "day" and parts[at].value.grain == "day"
        ):
            joins = _LISTED.fullmatch(*gap) is not None
        else:
            break
        if not joins:
            break
        found.append(at)
        at += step
    return found


def repeats(text: str, placing: Placing, parts: list[Part]) -> Iterator[Repeats]:
    """A habit without a day or an hour (每天早上) asks for nothing."""
    words = next(part.value for part in parts if part.kind == "every")
    told = [part for part in parts if part.kind == "clock"]
    each = _each(words)
    if not told and (each != "week" or words.group() in _WHOLE_WEEK):
        return
    named = next((part.value for part in parts if part.kind == "part"), None)
    yield Repeats(parts[0].start, parts[-1].end, each, *_hours(text, placing, told, named))


def _hours(
    text: str, placing: Placing, told: list[Part], part: str | None
) -> tuple[str | None, str | None]:
    moments = [Moment(one.start, one.end, None, part, one.value) for one in told[:2]]
    if len(moments) == 2:
        _, starts, ends = placing.range(moments[0], moments[1])
        return f"{starts:%H:%M}", f"{ends:%H:%M}"
    if not moments:
        return None, None
    at = f"{placing.one(moments[0])[0]:%H:%M}"
    return (None, at) if until(text, moments[0].start) else (at, None)


def _each(words: re.Match[str]) -> str:
    told = next((one for one in words.groupdict().values() if one), "day")
    if "月" in told or "month" in told:
        return "month"
    if (
        "工作日" in told
        or told == "weekday"
        or told.startswith(("work", "business", "weekdays"))
        or told == "weekday"
    ):
        return "day"
    if words["list"]:
        return "week"
    return "week" if any(word in told for word in _WEEKLY) else "day"
