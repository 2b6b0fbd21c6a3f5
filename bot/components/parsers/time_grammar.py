"""The small parts that times are made of; `times` joins and resolves them."""

# ruff: noqa: E501 - patterns and word lists read better on one line
# ruff: noqa: PLR0911 - one return for each form
# ruff: noqa: PLR2004 - hours, lengths and digits are plainer as numbers

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .numbers import to_int
from .parts import Part, longest

H = r"(?:\d{1,2}|二?十[一二三四五六七八九]?|[零一二两三四五六七八九])"
M = r"(?:\d{1,2}|[二三四五]?十[一二三四五六七八九]?|零?[一二三四五六七八九])"
WORD_HOUR = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_COUNT = r"(?:\d{1,3}|[零一二两三四五六七八九十百]{1,4}|半|几)"


@dataclass(frozen=True, slots=True)
class Clock:
    hour: int
    minute: int
    fixed: bool = False  # the half of the day is known: am, pm, 13:00, 07:30


#: Parts of the day as hours [from, to) in the park's timezone; what a bare "tomorrow afternoon" means.
DAY_PARTS = {
    "dawn": (0, 6),
    "early": (7, 10),
    "morning": (9, 12),
    "noon": (12, 12),
    "midday": (11, 14),
    "afternoon": (13, 18),
    "dusk": (17, 19),
    "evening": (18, 22),
    "midnight": (24, 24),
}
_PARTS_OF_DAY = [
    (re.compile(pattern, re.ASCII), name)
    for pattern, name in (
        (r"凌晨|early hours", "dawn"),
        (
            r"大清早|清早|清晨|早晨|早上(?!好)|一早|(?<=[今明后])早|(?<=周[一二三四五六日天])早|first thing",
            "early",
        ),
        (r"上午(?!好)|(?<!good )mornings?\b", "morning"),
        (r"正午|\bnoon\b", "noon"),
        # 中午 is the whole lunch break, and no exact time.
        (r"中午(?!好)|晌午|(?<=[今明])午|\bmidday\b|\blunch ?time\b", "midday"),
        (r"午后|下午(?!好)|(?<!good )\bafternoons?\b|\barvo\b", "afternoon"),
        (r"傍晚|黄昏", "dusk"),
        (
            r"晚上(?!好)|晚间|夜里|夜间|今夜|(?<=[今明后当])晚|(?<=周[一二三四五六日天])晚|(?<!good )\bevenings?\b|(?<=tomorrow )night|(?<=day )night|(?<=last )night|\bat night\b|(?<=\bto)ni(?:ght|te)\b",
            "evening",
        ),
        (r"午夜|半夜|零点|\bmidnight\b", "midnight"),
    )
]
_MEALS = [
    (re.compile(pattern, re.ASCII), name)
    for pattern, name in (
        (r"早饭|早餐|早茶|\bbreakfasts?\b|\bbrekkie\b", "breakfast"),
        (r"午饭|午餐|中饭|\blunch(?:es|time)?\b|\blunch time\b", "lunch"),
        (r"晚饭|晚餐|夜宵|宵夜|\bdinners?\b|\bsupper\b", "dinner"),
    )
]
_ASAP = re.compile(
    r"尽快|马上|立刻|立即|赶快|赶紧|越快越好|现在(?!在)|\basap\b|\bas soon as possible\b|\bimmediately\b|\bright (?:now|away)\b"
    r"|(?<!from )(?<!until )(?<!till )(?<!by )(?<!for )\bnow\b",
    re.ASCII,
)

# No numeral just before, unless it is that of a weekday: 周一12点.
_FREE = r"(?:(?<![零一二两三四五六七八九十])|(?<=[周期拜][一二三四五六]))"
_CLOCKS: list[tuple[re.Pattern[str], str]] = [
    (re.compile(rf"差({M})分钟?(?:到)?({H})点", re.ASCII), "to"),
    (re.compile(rf"差(一刻)钟?(?:到)?({H})点", re.ASCII), "to"),
    (re.compile(rf"(?<![\d.:])({H})点差({M})分钟?", re.ASCII), "less"),
    (
        re.compile(
            rf"(?<![\d.:第小]){_FREE}({H})(?:点钟|点整|点过|点|时(?![候间段刻])):?(?:(一刻|三刻)|({M})分?(?![份碗杯瓶个盒包位点楼层刻打])|(半)(?![份打]))?",
            re.ASCII,
        ),
        "zh",
    ),
    (
        re.compile(
            r"(?<![\d.:])([01]?\d|2[0-4]):([0-5]\d)(?::[0-5]\d)?(?!\d)\s?(?:([ap])\.?m\b\.?)?",
            re.ASCII,
        ),
        "colon",
    ),
    (re.compile(r"(?<![\w.:])(\d{1,2})(?:[.:]([0-5]\d))?\s?([ap])\.?m\b\.?", re.ASCII), "en"),
    (re.compile(rf"\b({WORD_HOUR})\s?([ap])\.?m\b\.?", re.ASCII), "word"),
    (
        re.compile(
            rf"(?<![\w.:])(\d{{1,2}}|{WORD_HOUR})\s?o'?\s?clock\b(?:\s?([ap])\.?m\b\.?)?", re.ASCII
        ),
        "word",
    ),
    (
        re.compile(
            rf"\b({WORD_HOUR})[ -](thirty|fifteen|forty[ -]five|twenty|forty)\b(?! (?:minutes?|portions?|people))(?:\s?([ap])\.?m\b)?",
            re.ASCII,
        ),
        "spoken",
    ),
    (
        re.compile(
            rf"\bhalf (?:past )?({WORD_HOUR}|\d{{1,2}})\b(?! (?:dozen|hour|portion))(?:\s?([ap])\.?m\b)?",
            re.ASCII,
        ),
        "half",
    ),
    (
        re.compile(
            rf"(?<!from )\b(?:a )?(quarter|five|ten|twenty|twenty[ -]five|\d{{1,2}}(?= m| past)) (?:minutes? |mins? )?(to|past|before|after|till) ({WORD_HOUR}|\d{{1,2}})\b(?:\s?([ap])\.?m\b)?",
            re.ASCII,
        ),
        "past",
    ),
    (
        re.compile(
            rf"(?:(?<=\bat )|(?<=\bby )|(?<=\baround )|(?<=\babout )|(?<=\bbefore )|(?<=\bafter )|(?<=\buntil )|(?<=\btill )|(?<=\bfrom )|(?<=@ )|(?<=@))(\d{{1,2}}|{WORD_HOUR})(?![\w:./-])(?! (?:minutes?|mins?|hours?|hrs?|days?|of|people|%|yuan|more|floor|building|tower))",
            re.ASCII,
        ),
        "bare",
    ),
    (
        re.compile(
            rf"(?<=\bbetween )(\d{{1,2}}|{WORD_HOUR})(?= and (?:\d{{1,2}}|{WORD_HOUR})\b)", re.ASCII
        ),
        "bare",
    ),
    (
        re.compile(
            rf"(?<![\w.:/-])(\d{{1,2}}|{WORD_HOUR})(?=\s?(?:-|~|–|—|to|till|until)\s?(?:\d{{1,2}}|{WORD_HOUR})(?:[:.][0-5]\d)?\s?(?:[ap]\.?m\b|o'clock|点))",
            re.ASCII,
        ),
        "bare",
    ),
    (
        re.compile(
            rf"(?<![\w.:/第-]){_FREE}({H})(?=\s?(?:到|至|-|~|–|—)\s?(?:下午|晚上|中午)?{H}点)",
            re.ASCII,
        ),
        "bare",
    ),
    (
        re.compile(
            rf"(?:(?<= to )|(?<= and )|(?<=\d[-–—~])|(?<=till )|(?<=until ))(\d{{1,2}}|{WORD_HOUR})(?![\w:./-])",
            re.ASCII,
        ),
        "tail",
    ),
    (
        re.compile(
            r"(?:(?<=\bat )|(?<=\bby )|(?<=\baround )|(?<=\babout )|(?<=\bbefore )|^)([01]\d|2[0-3]|[7-9])([0-5][05])(?![\w:./-])(?=$|[ ?,.!]*$|\s(?:hrs|hours|please|today|tomorrow|ok|sharp))",
            re.ASCII,
        ),
        "military",
    ),
    (
        re.compile(r"(?<![\w:./-])(0\d|1\d|2[0-3])([0-5][05])(?=前|左右|之前|送到|到)", re.ASCII),
        "military",
    ),
]
# "一点" is an hour only where something says so; else it is "a little". "两点" may be two points of a list.
_LITTLE = re.compile(
    r"(?:(?:在|等|到|于|约|大概|今天|明天|后天|午|晚|晨|早上|晚上|[一二三四五六日天]|\d号|差.{1,3}分|饭|餐|至|-|~)\s?)$",
    re.ASCII,
)
_HOUR_AFTER = re.compile(
    r"(?:之?前|以前|左右|之?后|以后|送|来|到|开|取|见|至|-|~|吧?$|[,。?!]|可以吗|行吗|行不|吃|拿|方便)",
    re.ASCII,
)


def clocks(text: str) -> Iterator[Part]:
    """Clock times; two numbers of a range may come without their own unit."""
    for pattern, form in _CLOCKS:
        for match in pattern.finditer(text):
            clock = _read_clock(match, form)
            if clock is not None and not (form == "zh" and _is_little(match, text)):
                yield Part(match.start(), _trim(match), "clock", clock, weak=form == "tail")


def _trim(match: re.Match[str]) -> int:
    return match.start() + len(match.group().rstrip())


def _is_little(match: re.Match[str], text: str) -> bool:
    if match[2] or match[3] or match[4] or match.group() not in ("一点", "两点", "1点"):
        return False
    if match.group() == "一点":
        return not _LITTLE.search(text, 0, match.start()) or bool(
            re.match(r"(?:都|也|儿|点|辣|不|没)", text[match.end() :])
        )
    cue = _LITTLE.search(text, 0, match.start()) or _HOUR_AFTER.match(text, match.end())
    return not cue or bool(re.search(r"(?:[有这那]|以下)$", text[: match.start()]))


def _read_clock(match: re.Match[str], form: str) -> Clock | None:
    groups = match.groups()
    if form in ("to", "less"):
        hour, less = (groups[1], groups[0]) if form == "to" else groups
        minute = 15 if less == "一刻" else to_int(less)
        return _clock(to_int(hour), None if minute is None else -minute)
    if form == "zh":
        special = {"半": 30, "一刻": 15, "三刻": 45}
        minute = to_int(groups[2]) if groups[2] else special.get(groups[1] or groups[3] or "", 0)
        return _clock(
            to_int(groups[0]), minute, fixed=groups[0].startswith("0") or groups[0] == "零"
        )
    if form == "colon":
        return _clock(int(groups[0]), int(groups[1]), groups[2], fixed=groups[0].startswith("0"))
    if form == "en":
        return _clock(int(groups[0]), int(groups[1] or 0), groups[2])
    if form == "spoken":
        return _clock(to_int(groups[0]), to_int(groups[1]), groups[2])
    if form == "half":
        return _clock(to_int(groups[0]), 30, groups[1])
    if form == "past":
        minute = 15 if groups[0] == "quarter" else to_int(groups[0])
        before = groups[1] in ("to", "before", "till")
        return _clock(
            to_int(groups[2]), None if minute is None else -minute if before else minute, groups[3]
        )
    if form == "military":
        return _clock(int(groups[0]), int(groups[1]), fixed=True)
    return _clock(to_int(groups[0]), 0, groups[1] if len(groups) > 1 else None)


def _clock(
    hour: int | None, minute: int | None, half: str | None = None, *, fixed: bool = False
) -> Clock | None:
    if hour is None or minute is None or hour > (12 if half else 24) or not -60 < minute < 60:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if minute < 0:
        minute += 60
        hour = 23 if hour == 0 else hour - 1
        hour = 12 if hour == 0 and not half else hour
    return Clock(hour, minute, fixed or bool(half) or hour > 12 or hour == 0)


def day_parts(text: str) -> Iterator[Part]:
    for pattern, name in _PARTS_OF_DAY:
        yield from (Part(m.start(), m.end(), "part", name) for m in pattern.finditer(text))


def meals(text: str) -> list[Part]:
    found = [
        Part(m.start(), m.end(), "meal", name)
        for pattern, name in _MEALS
        for m in pattern.finditer(text)
    ]
    return longest(found)


def asaps(text: str) -> list[Part]:
    return [Part(m.start(), m.end(), "asap", None) for m in _ASAP.finditer(text)]


_DELTA = {"分": 1, "刻": 15, "小": 60, "钟": 60, "h": 60, "m": 1}
_RELATIVE_ZH = re.compile(
    rf"(?:再?过|等)?({_COUNT})个?(半)?(分钟?|刻钟|小时|钟头)(半)?(之?后|以后|过后|之?内|以内)"
    rf"|(?:再?过|等)({_COUNT})个?(半)?(分钟?|刻钟|小时|钟头)(半)?"
)
_RELATIVE_EN = re.compile(
    r"\b(in|within|after)\s(?:about\s|around\s)?(half an|half a|an?|a couple of|\d{1,3}|[a-z]+(?:[ -][a-z]+)?)\s?"
    r"(minutes?|mins?|hours?|hrs?|h)\b(?: and a (half))?"
    r"|(?<![\w.])(half an|half a|an?|a couple of|\d{1,3})\s?(minutes?|mins?|hours?|hrs?)\s(?:from now|later)\b",
    re.ASCII,
)


def relatives(text: str) -> Iterator[Part]:
    """Minutes from now: kind `in` for a moment, `within` for an interval."""
    for m in _RELATIVE_ZH.finditer(text):
        count, half, unit, tail, side = m.groups()[:5] if m[1] else (*m.groups()[5:], "后")
        minutes = _minutes(count, _DELTA[unit[0]], bool(half or tail))
        if minutes:
            yield Part(m.start(), m.end(), "within" if "内" in side else "in", minutes)
    for m in _RELATIVE_EN.finditer(text):
        count, unit = (m[2], m[3]) if m[1] else (m[5], m[6])
        minutes = _minutes(count, _DELTA[unit[0]], bool(m[4]))
        if minutes:
            yield Part(m.start(), m.end(), "within" if m[1] == "within" else "in", minutes)


def _minutes(count: str, scale: int, half: bool) -> int | None:
    if count in ("半", "half an", "half a"):
        return scale // 2
    number = 3 if count == "几" else to_int(count)
    return None if number is None else number * scale + (scale // 2 if half else 0)
