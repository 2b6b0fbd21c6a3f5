"""Hours of the clock, parts of the day and meals, as they are said: which half of the day it is comes later."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import time

from .correcting import corrected_hours
from .lengths import H_CLOCK
from .numerals import number
from .parts import Part, longest


@dataclass(frozen=True, slots=True)
class Clock:
    hour: int
    minute: int
    fixed: bool = False
    """The half of the day is known: am, pm, 13:00, 07:30."""


#: Parts of the day as hours [from, to) of the park; what a bare "tomorrow afternoon" means.
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


def is_part_of_day(starts: time, ends: time) -> bool:
    """Whether a period is what a part of the day means: nobody has said its hours."""
    hours = (starts.hour, ends.hour)
    whole = (starts.minute, ends.minute) == (0, 0)
    return whole and hours[0] < hours[1] and hours in DAY_PARTS.values()


CLOSES = Clock(18, 0, fixed=True)
"""The end of a working day, for who says so: 下班前, by end of day."""

_H = r"(?:\d{1,2}(?: (?=[点时]))?|二?十[一二三四五六七八九]?|[零一二两三四五六七八九])"
_M = r"(?:\d{1,2}|[二三四五]?十[一二三四五六七八九]?|零?[一二三四五六七八九])"
_WORD = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_EN = rf"(\d{{1,2}}|{_WORD})"
_HALF = r"(?:\s?([ap])\.?m\b\.?)?"

_PARTS_OF_DAY = [
    (re.compile(pattern, re.ASCII), name)
    for pattern, name in (
        (r"凌晨|early hours", "dawn"),
        (rf"大清早|清早|朝早|(?<=[今听])朝(?!早)|清晨|早晨|(?<=今)晨|早上(?!好)|(?<![周期拜])一大?早(?!上|餐|饭)|(?<=[今明后每])早|(?<=[周期拜][一二三四五六日天])早|(?<!最)早(?={_H}点|\d{{1,2}}:)|(?<!the )first thing", "early"),
        (r"上午(?!好)|上昼|上半[天日]|(?<!good )(?!(?<![\w ])morning(?: (?:all|everyone|team|there|folks|guys))?(?:\s?[!.~]|, .{16}))\bmornings?\b", "morning"),
        (r"正午|\bnoon(?:-?ish)?\b", "noon"),
        (r"(?<=day ),?a\.?m\b\.?(?!\w)|(?<=[日天一二三四五六明] )a\.?m\b|(?<=tomorrow )a\.?m\b", "morning"),
        (r"(?<=day )p\.?m\b|(?<=[日天一二三四五六明] )p\.?m\b|(?<=tomorrow )p\.?m\b|\btea ?time\b|下午茶(?:时间|时分)", "afternoon"),
        # 中午 is the whole lunch break, and no exact time.
        (r"中午(?!好)|晌午|(?<=[今明后]天)午休(?:时间|时段)?|(?<=[周期拜][一二三四五六日天])午休(?:时间|时段)?|(?<=[今明])午|\bmidday\b|\blunch ?time\b", "midday"),
        (r"午后|下午(?!好|茶)|下昼|晏昼|后晌|下半[天日]|(?<!good )\bafternoons?\b(?! tea)|\barvo\b", "afternoon"),
        (r"傍晚|黄昏", "dusk"),
        (rf"晚上(?!好)|晚间|夜里|夜间|今夜|(?<=[今明后当每])晚|(?<=[周期拜][一二三四五六日天])晚|(?<![早最])晚(?={_H}点|\d{{1,2}}:)|(?<!good )\bevenings?\b|(?<=tomorrow )night|(?<=day )night|(?<=last )night|\bat night\b|(?<=\bto)ni(?:ght|te)\b", "evening"),
        (r"午夜|半夜|零点(?![\d一二三四五六七八九])|\bmidnight\b(?! blue| snack)", "midnight"),
    )
]  # fmt: skip
_MEALS = [
    (re.compile(pattern, re.ASCII), name)
    for pattern, name in (
        (r"早饭|早餐|早茶|\bbreakfasts?\b|\bbrekkie\b", "breakfast"),
        (r"午饭|午餐|中饭|\blunch(?:es|time)?\b|\blunch time\b", "lunch"),
        (r"晚饭|晚餐|夜宵|宵夜|\bdinners?\b|\bsupper\b", "dinner"),
    )
]
_ASAP = re.compile(
    r"尽[快早](?!餐)|马上|立刻|立即|赶快|赶紧|越[快早]越好|第一时间|火速|速速|速来|麻溜地?|即刻|现在就?(?!在)|这就(?=要|来|去|送|拿|取)|\basap\b|\brn\b|\b(?:as )?quick(?:ly)? as you can\b|\bthe soonest\b|\bas (?:soon|quickly|fast|early) as (?:\w+ )?(?:possible|you can|can be|you possibly can|you're able)\b"
    r"|\bimmediately\b|\bright (?:now|away|this minute)\b|\bstraight ?away\b|\bat once\b|\b(?:at )?(?:your|the) earliest (?:convenience|opportunity)\b|\bthe (?:sooner|quicker|faster|earlier) the better\b|\bpronto\b|\bthis (?:instant|very minute)\b|\bwithout delay\b"
    r"|(?<!from )(?<!until )(?<!till )(?<!by )(?<!for )\bnow\b",
    re.ASCII,
)


def _clock(
    hour: int | None, minute: int | None, half: str | None = None, *, fixed: bool = False
) -> Clock | None:
    """`minute` below zero is before the hour."""
    if hour is None or minute is None or hour > (12 if half else 24) or not -60 < minute < 60:  # noqa: PLR2004
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if minute < 0:
        minute += 60
        hour = 23 if hour == 0 else hour - 1
        hour = 12 if hour == 0 and not half else hour
    return Clock(hour, minute, fixed or bool(half) or hour > 12 or hour == 0)  # noqa: PLR2004


#: 班 is what a voice message makes of 半.
_FRACTIONS = {"半": 30, "班": 30, "一刻": 15, "三刻": 45, "quarter": 15, "a quarter": 15}


def _minutes(said: str | None) -> int | None:
    return 0 if not said else _FRACTIONS.get(said) or number(said)


def _less(hour: str, minutes: str, half: str | None = None) -> Clock | None:
    told = _minutes(minutes)
    return _clock(number(hour), None if told is None else -told, half)


def _chinese(m: re.Match[str]) -> Clock | None:
    return _clock(
        number(m[1]), _minutes(m[2] or m[3] or m[4]), fixed=m[1].startswith("0") or m[1] == "零"
    )


def _past(m: re.Match[str]) -> Clock | None:
    if m[2] in ("to", "before", "till", "of"):
        return _less(m[3], m[1], m[4])
    return _clock(number(m[3]), _minutes(m[1]), m[4])


def _plain(m: re.Match[str]) -> Clock | None:
    return _clock(number(m[1]), 0, m[2] if m.re.groups > 1 else None)


def _dotted(m: re.Match[str]) -> Clock | None:
    """At 2.30, at 7p; a bare number has a pattern of its own."""
    return _clock(int(m[1]), int(m[2] or 0), m[3]) if m[2] or m[3] else None


# No numeral just before, unless it is that of a weekday: 周一12点.
_FREE = r"(?<![周期拜](?=[一二三四五六日天]))(?:(?<![零一二两三四五六七八九十])|(?<=[周期拜][一二三四五六]))"
#: What follows a number that is no hour.
_COUNTS = r"(?! ?(?:minutes?|mins?|hours?|hrs?|days?|weeks?|of\b|people|persons?|guests?|%|yuan|rmb|more|floor|building|tower|portions?|cups?|bowls?))"
_DAY_AHEAD = r"(?=,? (?:on |next |this |tomorrow|today|tmr|mon|tue|wed|thu|fri|sat|sun))"
#: What begins with "one" and is no minute: 两点一起送.
_TOGETHER = r"(?!一(?:[起块同并道齐定共样直次]|下子?))"
#: A dotted number that is a price, a size or a version.
_NO_UNIT = r"(?! ?(?:yuan|rmb|cny|usd|sgd|hkd|dollars?|each|per|percent|%|kgs?|km|cm|mm|m|g|l|ml|lit(?:er|re)s?|inch|mbps|gb?|v|version|元|块|折|米|公|升|分|倍)(?![a-z]))"
_NO_PRICE = r"(?<!section )(?<!chapter )(?<!clause )(?<!article )(?<!paragraph )(?<!page )(?<!figure )(?<!step )(?<!number )(?<!no )(?<!no\. )(?<!room )(?<!level )(?<!floor )(?<!version )(?<!price )(?<!costs )(?<!cost )(?<!for )(?<!rmb )(?<!total )(?<!is )"
_END = r"(?=\s*(?:$|[,.!?;:)，。…]|[-–—]{1,2}(?!\s?\d)|so\b|but\b|please|thanks|thank|pls|ok\b|can\b(?= ?(?:\?|$))|works|is\b|would|if\b|for pick|sharp|to [abcd]\b|[\u4e00-\u9fff]))"
_PATTERNS: tuple[tuple[str, Callable[[re.Match[str]], Clock | None]], ...] = (
    (rf"差({_M})分钟?(?:到)?({_H})点", lambda m: _less(m[2], m[1])),
    (rf"差(一刻)钟?(?:到)?({_H})点", lambda m: _less(m[2], m[1])),
    (rf"(?<![\d.:])({_H})点差({_M})分钟?", lambda m: _less(m[1], m[2])),
    (rf"(?<!\d\.)(?<![\d:第小]){_FREE}({_H})(?:点钟|点整|点过|点|时(?![候间段刻])):?(?:(一刻|三刻)|{_TOGETHER}({_M})分?(?![份碗杯瓶个盒包位点楼层刻打])|(半|班(?![车长级次组主会子期]))(?![份打]))?整?", _chinese),
    (r"(?<![\d.:])([01]?\d|2[0-4]):([0-5]\d)(?::[0-5]\d)?(?!\d|[.:]\d)\s?(?:([ap])\.?m\b\.?)?", lambda m: _clock(int(m[1]), int(m[2]), m[3], fixed=m[1].startswith("0"))),
    (r"(?<![\w.:])([01]?\d|2[0-3])h([0-5]\d)\b", lambda m: _clock(int(m[1]), int(m[2]), fixed=True)),
    # 14h to 16h, at 15h.
    (rf"(?<![\w.:]){H_CLOCK}", lambda m: _clock(int(m[1] or m[2]), 0, fixed=True)),
    (r"(?<![\w.:])(\d{1,2})(?:[.:]([0-5]\d))?\s?([ap])\.?m\b\.?", lambda m: _clock(int(m[1]), int(m[2] or 0), m[3])),
    (rf"\b({_WORD})\s?([ap])\.?m\b\.?", _plain),
    (rf"(?:(?<=\bby )|(?<=\baround )|(?<=\babout )|(?<=\bbefore )|(?<=\bafter )|(?<=\buntil )|(?<=\btill )|(?<=\btil )|(?<=\bfrom )|(?<=\bto )|(?<=\bfor )|(?<=@ )|(?<=@))(\d{{1,2}})\.([0-5][05])()(?![\w.:/-]|\.\d){_NO_UNIT}", _dotted),
    # 11.45 alone, as English writes it; in Chinese 12.15 is a date.
    (rf"(?:^|(?<=[a-z,.;] )){_NO_PRICE}(1[0-2]|[1-9])\.([0-5][05])()(?![\w.:/-]){_NO_UNIT}(?=$|\s*[,.;!?]|\s*(?:左右|之?前|自?取|送|来|到)| (?=[a-z]))", _dotted),
    (r"(?<=\bat )(\d{1,2})(?:[.:]([0-5]\d))?([ap])?\b(?=[.?! ,]|$)(?! ?(?:yuan|rmb|cny|usd|dollars?|each|per|percent|%|kg|km|m\b|元|块|折))", _dotted),
    (rf"(?<![\w.:]){_EN}\s?o'?\s?clock\b{_HALF}", _plain),
    (rf"\b({_WORD})[ -](thirty|fifteen|forty[ -]five|twenty|forty|ten|fifty)\b(?! (?:minutes?|portions?|people)){_HALF}", lambda m: _clock(number(m[1]), number(m[2]), m[3])),
    (rf"\b(half) (?:(past) )?{_EN}\b(?! (?:dozen|hour|portion)){_HALF}", lambda m: _clock(number(m[3]), 30, m[4])),
    (rf"(?<!from )\b(a quarter|quarter|five|ten|twenty|twenty[ -]five|\d{{1,2}}(?= m| past)) (?:minutes? |mins? )?(to|past|before|after|till|of) {_EN}\b(?! (?:thirty|fifteen|forty)){_HALF}", _past),
    (rf"(?:(?<=\bat )|(?<=\bby )|(?<=\baround )|(?<=\babout )|(?<=\bbefore )|(?<=\bafter )|(?<=\btime past )|(?<=\buntil )|(?<=\btill )|(?<=\btil )|(?<=\bfrom )|(?<=\bthan )|(?<=@ )|(?<=@)){_EN}(?![\w:/-]|\.\d){_COUNTS}", _plain),
    # Nine in the morning; Friday evening 7.
    (rf"(?<!building )(?<!tower )(?<!room )(?<!floor )(?<!block )(?<![\w.:/-]){_EN}(?= (?:in the (?:morning|afternoon|evening)|at night|(?:this|tomorrow) (?:morning|afternoon|evening|arvo)|tonight)\b)", _plain),
    (rf"(?:(?<=evening )|(?<=afternoon )|(?<=morning )|(?<=tomorrow )|(?<=today )|(?<=tonight ))(?!one\b){_EN}(?![\w:./-]){_END}", _plain),
    # 10ish, 11 or so, 8 sharp.
    (rf"(?<![\w.:/-]){_EN}(?:[:.]([0-5]\d))?-?ish\b(?! (?:people|persons|guests|of us|cups|portions))", lambda m: _clock(number(m[1]), int(m[2] or 0))),
    (rf"(?<![\w.:/-]){_EN}(?= (?:sharp|on the dot|exactly|or so|or thereabouts|at the (?:latest|earliest)){_END})", _plain),
    # Collect 6 plus, reach 3 something, come 4.
    (rf"(?:(?<=\bcollect )|(?<=\bcome )|(?<=\bcoming )|(?<=\barrive )|(?<=\barrives )|(?<=\breach )|(?<=\bthere )|(?<=\bhere )|(?<=\bpick up )|(?<=\bpickup )){_EN}(?= (?:plus|something|ish|sharp)\b{_END})", _plain),
    (rf"(?:(?<=\btmr )|(?<=\btmrw )){_EN}(?![\w:./-]){_END}", _plain),
    (rf"(?:(?<=day )|(?<=\bmon )|(?<=\btue )|(?<=\bwed )|(?<=\bthu )|(?<=\bfri )|(?<=\bsat )|(?<=\bsun ))(\d{{1,2}})(?![\w:./-]){_END}", _plain),
    # 1 to 2:30; tomorrow 1 until 3.
    (rf"(?<![\w.:/-]){_EN}(?=\s?(?:-|~|–|—|to|till?|until)\s?\d{{1,2}}:[0-5]\d\b)", _plain),
    (rf"(?:(?<=day )|(?<=tomorrow )|(?<=\bmon )|(?<=\btue )|(?<=\bwed )|(?<=\bthu )|(?<=\bfri )|(?<=\bsat )|(?<=\bsun )){_EN}(?= (?:to|till?|until|through) (?:\d{{1,2}}|{_WORD})(?![\w:/-]|\.\d){_END})", _plain),
    # Monday 12-4; 6-8 next Monday.
    (rf"(?:(?<=day )|(?<=tomorrow )|(?<=today )|(?<=morning )|(?<=afternoon )|(?<=evening ))(\d{{1,2}})(?=\s?[-–]\s?\d{{1,2}}(?![\w:/-]|\.\d){_END})", _plain),
    (rf"(?<![\w.:/-])(\d{{1,2}})(?=(?:\s?[-–]\s?| to | till )\d{{1,2}}{_DAY_AHEAD})", _plain),
    (rf"(?<=\bbetween ){_EN}(?= (?:and|to) (?:\d{{1,2}}|{_WORD})(?:[:.][0-5]\d)?\s?(?:[ap]\.?m)?\b)", _plain),
    (rf"(?<![\w.:/-]){_EN}(?=\s?(?:-|~|–|—|to|till?|until)\s?(?:(?:\d{{1,2}}|{_WORD})(?:[:.][0-5]\d)?\s?(?:[ap]\.?m\b|o'clock|点| ?in the (?:morning|afternoon|evening))|(?:\d{{1,2}}),? (?:every|each|a|per) day\b|\d{{1,2}} daily\b))", _plain),
    (rf"(?<![\w.:/第-]){_FREE}({_H})(?=\s?(?:到|至|-|~|–|—)\s?(?:下午|晚上|中午)?{_H}点)", _plain),
    (r"(?:(?<=\bat )|(?<=\bby )|(?<=\baround )|(?<=\babout )|(?<=\bbefore )|^)([01]\d|2[0-3]|[7-9])([0-5][05])(?![\w:./-])(?=$|[ ?,.!]*$|\s(?:hrs|hours|please|today|tomorrow|ok|sharp))", lambda m: _clock(int(m[1]), int(m[2]), fixed=True)),
    (r"(?<![\w:./-])(0\d|1\d|2[0-3])([0-5][05])(?=前|左右|之前|送到|到)", lambda m: _clock(int(m[1]), int(m[2]), fixed=True)),
    (r"下班(?=[之以]?[前后])|(?:(?<=before )|(?<=after )|(?<=by ))下班|(?<=after )work\b(?! on)|\b(?:the )?end of (?:the |business |working )?(?:day|play)\b|\beod\b|\bclose of (?:business|play)\b|\bcob\b", lambda _: CLOSES),
    (r"(?<=before )breakfast\b|(?:吃)?早[饭餐](?=[之以]?前)", lambda _: Clock(8, 0, fixed=True)),
    (r"(?<=after )breakfast\b|(?:吃完?)?早[饭餐](?=[之以过]?后)", lambda _: Clock(9, 0, fixed=True)),
    (r"(?<=before )lunch(?: ?time)?\b|吃?(?:午[饭餐]|中饭)(?=[之以]?前)", lambda _: Clock(12, 0, fixed=True)),
    (r"(?<=after )lunch(?: ?time)?\b|(?:吃完?)?(?:午[饭餐]|中饭)(?=[之以过]?后)", lambda _: Clock(13, 0, fixed=True)),
    (r"(?<=before )(?:dinner|supper)\b|吃?晚[饭餐](?=[之以]?前)", lambda _: Clock(18, 0, fixed=True)),
    (r"(?<=after )(?:dinner|supper)\b|(?:吃完?)?晚[饭餐](?=[之以过]?后)", lambda _: Clock(19, 0, fixed=True)),
)  # fmt: skip
_READERS = [(re.compile(pattern, re.ASCII), read) for pattern, read in _PATTERNS]
#: The second number of a range, which has no unit of its own.
_TAIL = re.compile(
    rf"(?:(?<= to )|(?<= and )|(?<=\d[-–—~])|(?<=\d [-–—~] )|(?<=till )|(?<=til )|(?<=until )){_EN}(?![\w:/-]|\.\d)",
    re.ASCII,
)
# "一点" is an hour only where something says so; else it is "a little". "两点" may be two points of a list.
_LITTLE = re.compile(
    r"(?:(?:在|等|到|于|约|大概|今天|明天|后天|午|晚|晨|早上|晚上|[一二三四五六日天]|\d号|差.{1,3}分|饭|餐|至|-|~|天后|周后|期后|拜后|午后|以后|之后)\s?|\b(?:now|days?|weeks?|tomorrow|today|between|from|at|by|after|before|around|until|till|to|and) )$",
    re.ASCII,
)
_HOUR_AFTER = re.compile(
    r"(?:之?前|以前|左右|之?后|以后|一起|一同|一块|准时|自己|送|来|到|开|取|自取|见|有[个客人位]|至|-|~|吧?$|[,。?!]|可以吗|行吗|行不|吃|拿|方便)",
    re.ASCII,
)
_STARTS_AT = re.compile(r"自取|自己|取|送|来|到|见|(?<=,一点)$")
_POINTS = re.compile(
    r"(?:建议|意见|要求|问题|说明|理由|原因|想法|疑问|不足|注意|需求|反馈|经验|积分|伤害|一线|档)",
    re.ASCII,
)


def clocks(text: str) -> Iterator[Part]:
    """Parts of kind `clock`; the number that ends a range may come without its own unit."""
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            clock = read(match)
            if clock is not None and not (read is _chinese and _no_hour(match, text)):
                end = match.start() + len(match.group().rstrip())
                yield Part(match.start(), end, "clock", clock)
    for start, end, said in corrected_hours(text):
        if (clock := bare(said)) is not None:
            yield Part(start, end, "clock", clock, weak=True)
    for match in _TAIL.finditer(text):
        if (clock := _plain(match)) is not None:
            yield Part(match.start(), match.end(), "clock", clock, weak=True)


#: Of a decimal fraction: 三点五个百分点, 九点九元.
_DECIMAL = re.compile(
    rf"{_H}点(?:{_M}|\d+)\s?(?:元|块|毛|折|倍|[平立]?方?米|公[斤里分]|千克|升|度|个?百分|%|万|亿|寸|kg|km|gb|版|级)"
)
_LISTED = re.compile(r"(?:补充|如下|以下|总结|归纳|强调|注意|说明|提出?|共|这|那|下面)(?:了)?\s?$")

_BEHIND_HOUR = re.compile(
    r"(?:左右|钟|整)?\s?(?:[到至~–—-]|吧|呢|行|好|可以|能|也|就|开|见|来|去|送|取|之?[前后]|有|[,。!?]|$|(?:start|begin|works|please|pls|ok)\b)"
)


def _is_then(match: re.Match[str], text: str) -> bool:
    """ "那三点吧", "那五点到六点": 那 begins what is said, and an hour's words follow."""
    begins = re.search(r"(?:^|[.,。!?;…~\s啊哦嗯好吧])那\s?$", text[: match.start()]) is not None
    return begins and _BEHIND_HOUR.match(text, match.end()) is not None


def _no_hour(match: re.Match[str], text: str) -> bool:
    """A little (一点), points of a list (两点建议), or a decimal fraction (三点五米)."""
    if _DECIMAL.match(text, match.start()):
        return True
    if match[1] == "零" and match[3] and not match.group().endswith(("分", "整")):
        return not match[3].startswith("零")
    bare = not (match[2] or match[3] or match[4])
    if bare and match.group().endswith("点"):
        listed = _LISTED.search(text, 0, match.start()) is not None
        listed = listed and not _is_then(match, text)
        if listed or _POINTS.match(text, match.end()):
            return True
    if not bare or match.group() not in ("一点", "两点", "1点"):
        return False
    if match.group() == "一点":
        unsaid = not (_LITTLE.search(text, 0, match.start()) or _alone(match, text))
        return (
            unsaid
            or re.match(r"都|也|儿|点|辣|不|没", text[match.end() : match.end() + 1]) is not None
        )
    cue = _LITTLE.search(text, 0, match.start()) or _HOUR_AFTER.match(text, match.end())
    return not cue or re.search(r"(?:[有这那]|以下)$", text[: match.start()]) is not None


def _alone(match: re.Match[str], text: str) -> bool:
    """一点自取, begun anew after a comma."""
    begins = match.start() == 0 or text[match.start() - 1] in ",。 "
    return begins and _STARTS_AT.match(text, match.end()) is not None


def bare(said: str) -> Clock | None:
    return _clock(number(said), 0)


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


def hour_of(clock: Clock, part: str | None, meal: str | None) -> int:
    """The hour of the day, from its midnight: 24 and more are of the next day.

    A bare hour is taken in working life: 8 to 11 in the morning, 12 at noon, 1 to 6 in the afternoon, 7 in the
    morning. A part of the day that is said decides first, then a meal.
    """
    hour = clock.hour
    if hour == 0 and part == "evening":
        return 24
    if clock.fixed:
        return hour
    if part is not None:
        return _hour_of_part(hour, part)
    if meal == "breakfast":
        return hour
    latest_morning = {"lunch": 9, "dinner": 11}.get(meal or "", 6)
    return hour + 12 if hour <= latest_morning and hour < 12 else hour  # noqa: PLR2004


def _hour_of_part(hour: int, part: str) -> int:
    if part in ("afternoon", "dusk", "evening"):
        return _late_hour(hour, part)
    if part in ("noon", "midday"):
        return hour + 12 if hour < 5 else hour  # noqa: PLR2004
    if hour == 12:  # noqa: PLR2004
        return {"midnight": 24, "dawn": 0}.get(part, 12)
    return hour


def _late_hour(hour: int, part: str) -> int:
    if part == "evening" and hour == 12:  # noqa: PLR2004
        return 24
    if part == "evening" and hour < 5:  # noqa: PLR2004
        return hour + 24
    return hour + 12 if hour < 12 else hour  # noqa: PLR2004
