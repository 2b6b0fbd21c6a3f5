"""Hours and minutes that are counted: from now, later than what stands, or of a stay."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re
from collections.abc import Iterator

from .numerals import ENGLISH, HAN, number
from .parts import Part

_N = rf"(?:\d{{1,3}}|{HAN}|俩)"
_COUNT = rf"(?:an?(?: (?:full|whole|entire|good|solid|further|extra))?|{ENGLISH}|\d{{1,3}}|(?:a )?couple of)"
H_CLOCK = r"(?:(\d{1,2})h(?=\s?(?:to|-|–|till?|until)\s?\d{1,2}h\b)|(1\d|2[0-3])h\b)"
"""14h: an hour of the clock, and no length."""
_FULL = re.compile(r" (?:full|whole|entire|good|solid|further|extra)$")
#: "ah" is no hour, and "I am" no minute.
_UNIT_BEHIND = r"(?:(?<=\d) ?| )"
_HOUR_EN = r"(?:hours?|hrs?|hr|h)\b"
_MINUTE_EN = r"(?:minutes?|mins?|min|m)\b"
_CHINESE = re.compile(
    rf"(?P<halfhour>半个?(?:小时|钟头|粒钟|钟(?![头点])))|(?P<quarters>[一两三])刻钟"
    rf"|(?<![\d.])(?P<decimal>\d{{1,2}}\.\d)个?(?:小时|钟头|粒钟)"
    rf"|(?P<hours>{_N})(?:个(?P<half>半)?)?(?:小时|钟头|粒钟|(?<=个)钟(?![头点]))(?P<tail>半)?(?:零?(?P<rest>{_N})分钟?)?"
    rf"|(?P<minutes>{_N})(?:分钟?|min(?:s|utes?)?\b)"
    rf"|(?P<days>{_N})(?:天|(?<=[延迟后缓前].)日|(?<=[延迟后缓前]..)日)|(?P<weeks>{_N})(?:个星期|个礼拜|周)(?![一二三四五六日天])",
    re.ASCII,
)
_ENGLISH = re.compile(
    rf"(?<![\w.])(?!{H_CLOCK.replace('(', '(?:').replace('(?:?', '(?')})(?:(?P<halfhour>half an hour|half hour|half-hour|half an hr|half hr)|(?P<quarter>(?:a )?quarter of an hour)|(?P<three>three[ -]quarters of an hour)"
    rf"|(?P<hours>{_COUNT})(?P<and> and a half)?{_UNIT_BEHIND}{_HOUR_EN}(?:(?: and)? (?P<tail>a half)\b|(?: and)? (?P<rest>{_COUNT}) {_MINUTE_EN})?"
    rf"|(?P<decimal>\d{{1,2}}\.\d) ?{_HOUR_EN}"
    rf"|(?P<minutes>{_COUNT}){_UNIT_BEHIND}{_MINUTE_EN}|(?P<days>{_COUNT}) days?\b|(?P<weeks>{_COUNT}) weeks?\b)",
    re.ASCII,
)
_AFTER_ZH = re.compile(r"之?后|以后|过后", re.ASCII)
_WITHIN_ZH = re.compile(r"之?内|以内", re.ASCII)
_PASS_ZH = re.compile(r"(?:(?:再?过|再?等(?:我们?|一下)?|再?给我们?)(?:大概|大约|个)?)$")
#: 十分钟就到.
_SOON_ZH = re.compile(
    r"(?:左右)?(?:[就便](?:能|可以)?)?(?:到|来|回来|下来|出发)(?=$|[,。.!吧了啊哈])"
)
_GIVE_EN = re.compile(
    r"\b(?:give|allow) (?:me|us|him|her|them) (?:about |just |another |like )?$|\banother $"
)
_AWAY_EN = re.compile(r" (?:away|out)\b")
_PERSON_EN = re.compile(
    r"\b(?:i'm|we're|he's|she's|they're|i am|we are|he is|she is|they are|(?:driver|guest|courier|visitor|rider)(?: is|'s)) (?:about |just |only |still )?$"
)
_LATER_ZH = re.compile(
    r"(?:(?<![今明当后昨上一早傍夜每周])晚|(?<!推)(?<!延)迟|推迟|延后|延迟|延误|推后|往后(?:推|挪|延|拖|移|靠)?|顺延|再推|后延|挪后|耽误|拖延|延|\bslips?)\s?(?:到|来|个|了|约|大概|大约|差不多|上|一下|整整|足足|再){0,2}$"
)
_EARLIER_ZH = re.compile(
    r"(?:提前|提早|往前(?:推|挪|提|赶|移|靠)?|(?<![今明当后昨一清大])早)(?:到|来|个|了|约|大概|大约|差不多|上|一下|整整|足足){0,2}$"
)
_STAY_ZH = re.compile(r"(?:待|呆|停留|逗留|聊|谈)(?:上|个|大概|大约|差不多)?$")
_FROM_NOW_EN = re.compile(r" from now\b", re.ASCII)
_LATER_EN = re.compile(r" (?:later(?: than)?|late|behind(?: schedule)?|after that)\b", re.ASCII)
_EARLIER_EN = re.compile(
    r" (?:earlier|sooner|ahead of (?:time|schedule|that)|before(?=\s*(?:$|[,.;!?]|please|pls|that\b(?! the))))\b",
    re.ASCII,
)
#: Told before something else: "call me ten minutes before".
_TOLD_BEFORE = re.compile(
    r"\b(?:call|ring|text|sms|remind|notify|ping|tell|alert|inform|warn|let)\b[^.;!?]*$", re.ASCII
)
_IN_EN = re.compile(
    r"\b(?:in|after)\s(?:about |around |like |roughly |approximately |just |another )?$", re.ASCII
)
_WITHIN_EN = re.compile(r"\bwithin\s(?:about |the next |the )?$", re.ASCII)
_OBJECT = r"(?: (?!(?:in|within|after|for|at|on|until|till|from|and|before|by|to)\b)[\w'.-]+){0,6}?"
_MOVED_EN = re.compile(
    rf"\b(?P<verb>postpon|prepon|delay|push|mov|bring|brought|shift|bump|kick|put|slid|slip|knock|nudg|pull|set|defer)\w*(?:{_OBJECT} (?P<way>back|forward|up|out|ahead|earlier|later)(?: by)?|{_OBJECT} by| (?:it|that|this|him|her|them|the \w{{1,12}}))?(?: about| around)?(?: another)? ?$",
    re.ASCII,
)
#: Those that may be anything without a word for the way or "by".
_BARE_VERBS = ("put", "slid", "slip", "knock", "nudg", "pull", "set", "bring", "brought")
_LATE_EN = re.compile(r"\b(?:late|later|earlier|early) by (?:about )?$", re.ASCII)
_RUNS_LATE = re.compile(r"\b(?:running|be|arrive|come|(?:i|we)(?:'m| am|'re| are)) $", re.ASCII)
_STAY_EN = re.compile(
    r"\b(?:stay|stays|staying|here|there|be|visit)\b[\w ]{0,12}? for (?:about |around )?$", re.ASCII
)
_NEAR = 40
"""Characters before a length that may say what it counts."""


#: "Be there in 10"; "in 20, please".
_BARE_MINUTES = re.compile(
    rf"(?:\b(?:there|here|back|down|ready|with you|arrive|arriving|up|collect|collecting|start|leave|leaving|come|coming) |^)in (?:about |like )?({ENGLISH}|\d{{2}}|5)(?=\s*(?:$|[,.!?;]|please|pls|thanks))",
    re.ASCII,
)


def lengths(text: str) -> Iterator[Part]:
    """Parts with minutes as their value, of kind `in` (from now), `within`, `days` (within days), `later` (than what stands, or from now
    where nothing does), `shift` (than what stands, and else nothing) and `stay`."""
    for pattern, *readers in (
        (_CHINESE, _of_chinese, _of_english),
        (_ENGLISH, _of_english, _of_chinese),
    ):
        for match in pattern.finditer(text):
            if minutes := _count(match):
                told = (list(read(match, minutes, text)) for read in readers)
                yield from next((parts for parts in told if parts), ())
    for match in _BARE_MINUTES.finditer(text):
        yield Part(match.start(1) - 3, match.end(), "in", number(match[1]) or 0)


def lasting(text: str) -> int | None:
    """Minutes that are said bare, for who asked how long: "下午3点两个小时", "at 3 for two hours". What is counted from now, or moves
    what stands, is not that."""
    told = [(one.start, one.end) for one in lengths(text) if one.kind != "stay"]
    for pattern in (_CHINESE, _ENGLISH):
        for match in pattern.finditer(text):
            apart = all(match.end() <= start or end <= match.start() for start, end in told)
            if apart and not match["days"] and not match["weeks"] and (minutes := _count(match)):
                return minutes
    return None


def _count(match: re.Match[str]) -> int | None:
    told = match.groupdict()
    if told["decimal"]:
        return round(float(told["decimal"]) * 60)
    for name, minutes in (("halfhour", 30), ("quarter", 15), ("three", 45)):
        if told.get(name):
            return minutes
    if told.get("quarters"):
        return 15 * (number(told["quarters"]) or 0)
    return _counted(told)


def _counted(told: dict[str, str | None]) -> int | None:
    for unit, minutes in (("hours", 60), ("minutes", 1), ("days", 1440), ("weeks", 10080)):
        if (words := told[unit]) is None:
            continue
        count = number(_FULL.sub("", words))
        if count is None:
            return None
        half = bool(told.get("and") or told["tail"] or told.get("half"))
        rest = number(told["rest"]) if told["rest"] else 0
        return count * minutes + 30 * half + (rest or 0)
    return None


def _of_chinese(match: re.Match[str], minutes: int, text: str) -> Iterator[Part]:
    start, end = match.span()
    before = text[max(0, start - _NEAR) : start]
    whole = match["days"] or match["weeks"]
    shift, passed = _shifted(before), _PASS_ZH.search(before) or _GIVE_EN.search(before)
    if (after := _AFTER_ZH.match(text, end)) and not shift:
        if not whole:
            yield Part(start - len(passed[0]) if passed else start, after.end(), "later", minutes)
    elif within := _WITHIN_ZH.match(text, end):
        yield Part(start, within.end(), "days" if whole else "within", minutes)
    elif passed and not whole and not match.group().endswith("分"):
        yield Part(start - len(passed[0]), end, "in", minutes)
    elif shift:
        yield Part(start - shift[1], end, "shift", minutes * shift[0])
    elif (stays := _STAY_ZH.search(before)) and not whole:
        yield Part(start - len(stays[0]), end, "stay", minutes)
    elif (soon := _SOON_ZH.match(text, end)) and not whole:
        yield Part(start, soon.end(), "in", minutes)


def _shifted(before: str) -> tuple[int, int] | None:
    """Which way the words before a length move what stands (+1 later, -1 earlier), and how long they are."""
    if later := _LATER_ZH.search(before):
        return 1, len(later[0])
    if earlier := _EARLIER_ZH.search(before):
        return -1, len(earlier[0])
    moved = _moved(before)
    return (_way(moved), 0) if moved else None


def _moved(before: str) -> re.Match[str] | None:
    moved = _MOVED_EN.search(before)
    if moved and moved["verb"] in _BARE_VERBS and not (moved["way"] or " by" in moved.group()):
        return None
    return moved


def _of_english(match: re.Match[str], minutes: int, text: str) -> Iterator[Part]:
    start, end = match.span()
    before = text[max(0, start - _NEAR) : start]
    whole, moved = match["days"] or match["weeks"], _shifted(before.rstrip()) or _shifted(before)
    if (now := _FROM_NOW_EN.match(text, end)) and not whole:
        yield Part(start, now.end(), "in", minutes)
    elif later := _LATER_EN.match(text, end):
        words = later[0].strip()
        stands = (
            moved or _RUNS_LATE.search(before) or words not in ("later", "after that", "behind")
        )
        if stands or (not whole and words != "behind"):
            yield Part(start, later.end(), "shift" if stands else "later", minutes)
    elif (earlier := _EARLIER_EN.match(text, end)) and not (
        "before" in earlier[0] and _TOLD_BEFORE.search(before)
    ):
        yield Part(start, earlier.end(), "shift", -minutes)
    elif moved:
        yield Part(start, end, "shift", minutes * moved[0])
    elif by := _LATE_EN.search(before):
        way = -1 if by[0].startswith("earl") else 1
        yield Part(start - len(by[0]), end, "shift", way * minutes)
    else:
        yield from _from_now(match, minutes, text, before)


def _from_now(match: re.Match[str], minutes: int, text: str, before: str) -> Iterator[Part]:
    start, end = match.span()
    whole = match["days"] or match["weeks"]
    given = _IN_EN.search(before) or _GIVE_EN.search(before)
    if given and not whole:
        yield Part(start - len(given[0]), end, "in", minutes)
    elif within := _WITHIN_EN.search(before):
        yield Part(start - len(within[0]), end, "days" if whole else "within", minutes)
    elif (stays := _STAY_EN.search(before)) and not whole:
        yield Part(start - len(stays[0]), end, "stay", minutes)
    elif _PERSON_EN.search(before) and (away := _AWAY_EN.match(text, end)) and not whole:
        yield Part(start, away.end(), "in", minutes)


def _way(moved: re.Match[str]) -> int:
    """Pushed back is later; brought forward, preponed and moved up are earlier."""
    way = moved["way"] or ""
    earlier = way in ("up", "forward", "ahead", "earlier")
    return (
        -1 if earlier or (moved["verb"] in ("prepon", "bring", "brought") and way != "back") else 1
    )
