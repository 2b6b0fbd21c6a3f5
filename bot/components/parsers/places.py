"""Where in the park: building, floor, room and a word for the spot."""

# ruff: noqa: E501 - patterns and word lists read better on one line
# ruff: noqa: PLR2004 - hours, lengths and digits are plainer as numbers
# ruff: noqa: SIM905 - word lists read better unquoted

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_lowercase
from typing import Any

from . import literals
from .normalise import Normalised, normalise
from .numbers import to_int
from .parts import Part, chains, longest
from .plates import PROVINCES
from .spans import Span

_N = r"(?:\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[零一二两三四五六七八九])"
_ORDINALS = {
    word: n
    for n, word in enumerate(
        "ground first second third fourth fifth sixth seventh eighth ninth tenth".split()
    )
} | {"ground": 1, "eleventh": 11, "twelfth": 12, "top": 99}
_ORDINAL = "|".join(word for word in _ORDINALS if word != "top")
_GLUE = re.compile(
    r"[\s,.\-/的]*(?:(?:of|in|on|at|the|里的?|那个|那边的?|(?:后|前|外|下)面的?|旁边的?|对面的?|门前的?|behind|outside|beside)\s?){0,3}\s*",
    re.ASCII,
)

_BASEMENT_WORD = r"地下车库|地下停车场|地库|地下|车库|停车场|basement|garage|parking lot|car park|parking|level|floor"
_FLOORS: list[re.Pattern[str]] = [
    re.compile(rf"(?:负|地下|-)({_N})(?:楼|层)(?P<down>)", re.ASCII),
    re.compile(
        rf"(?<![a-z0-9])b-?([1-5](?!\d)|[一二三])(?: ?楼|层|f\b|(?= ?(?:{_BASEMENT_WORD})))(?P<down>)",
        re.ASCII,
    ),
    re.compile(
        rf"(?:(?<=地下)|(?<=库)|(?<=车场)|(?<=basement )|(?<=garage )|(?<=level )|(?<=floor )|(?<=park )|(?<=lot )|(?<=parking )|(?<=[座栋幢楼馆] )|(?<=[座栋幢馆]))b-?({_N})(?![a-z0-9]|座|栋|号)(?P<down>)",
        re.ASCII,
    ),
    re.compile(
        r"\bbasement (?:level )?(\d)\b(?P<down>)|\b(\d)(?:st|nd|rd)? basement(?: level)?\b",
        re.ASCII,
    ),
    re.compile(
        rf"(?<![\d.])(?<![零一二三四五六七八九十])(?<![下同这那本此哪])({_N}) ?(?:楼|层)(?![上下]层|楼|道|梯|饼|蛋糕|次)",
        re.ASCII,
    ),
    re.compile(r"(?:(?<![a-z0-9.-])|(?<=\b[a-d]-))(\d{1,2}) ?/?f(?:l|loor)?(?![a-z0-9])", re.ASCII),
    re.compile(r"(?<![a-z0-9.-])(\d{1,2})(?:st|nd|rd|th)? (?:floor|level|fl\b)", re.ASCII),
    re.compile(r"\b(?:floor|level|levl|lvl|lv|fl) ?(\d{1,2})\b(?! ?(?:people|portion))", re.ASCII),
]
# "To b12", "at B 14": a building and its floor, but for sizes of paper and what is a basement.
_IN_ONE = r"(?:(?<=\bat )|(?<=\bto )|(?<=\bin )|(?<=\bon )|(?<=\bpantry )|(?<=\bkitchen )|(?<=\blobby )|(?<=[送到在去至]))(?P<code>[{letters}])[ -]?(?P<level>\d{{1,2}})(?<!a[3-6])(?<!b[1-5])(?![\w.:%-]|[\u4e00-\u9fff]| ?(?:paper|sheets?|people|pax|pm|am|min|hours?|portions?|cups?|x)\b)"
_WORD_FLOOR = re.compile(rf"\b({_ORDINAL}) (?:floor|level)\b", re.ASCII)
_ROOMS: list[re.Pattern[str]] = [
    re.compile(
        r"\b(?:room|rm|suite|unit|office|meeting room|conference room) ?#?([a-z]?\d{2,4}[a-z]?)\b",
        re.ASCII,
    ),
    re.compile(
        r"(?<![a-z0-9.])#?(\d{3,4}[a-z]?) ?(?:房间|会议室|办公室|号?房|室|号间|号会议室)", re.ASCII
    ),
    re.compile(r"(?:会议室|办公室|房间|房号)(\d{3,4}[a-z]?)(?![\d点:])", re.ASCII),
]
_ROOM_OF = re.compile(
    r"(?:^|(?<=[,。;!?有在]))(\d{3,4})(?=的?那?(?:个|台|盏|扇)?(?:冷气|空调|灯|门(?!口)|门锁|窗|马桶|水龙头|投影|网络|wifi|插座|打印机|暖气))",
    re.ASCII,
)
"""402冷气滴水."""
_BARE_ROOM = re.compile(
    r"(?<![a-z0-9.:+])(\d{3,4}[a-z]?)(?![.:]\d|[a-z0-9]| ?(?:元|块|份|点|年|分|个|杯|碗|瓶|月|号楼|yuan|rmb|ml|g\b|kg))",
    re.ASCII,
)
_SAID_WRONG = re.compile(
    r"不对|错|更正|不是|[非唔][是系]|\b(?:typo|wrong|sorry|mistake|meant?|correction|not|oops)\b",
    re.ASCII,
)
# A bare number that was said wrongly, or is right instead, is a room: "sorry, it's 1001".
_INSTEAD_BEFORE = re.compile(
    r"(?:(?<!是)不是|应该是|(?<!不)是|[唔非]?系(?:隔篱|旁边|对面)?|改成|房间号?|房号)\s?$|\b(?:it'?s|is|should be|not|meant?)(?: room| number)?\s?$",
    re.ASCII,
)
_SPOTS = (
    "地下车库|地下停车场|停车场|停车位|车库|地库|大堂|大厅|前台|门口|[大小]?会议室|茶水间|[男女]?卫生间|[男女]?洗手间|男厕所?|女厕所?|厕所|电梯口|电梯厅|电梯间|电梯|货梯|走廊|过道|楼梯间"
    "|楼道|地下室|实验室|培训室|面试间|打印室|文印室|前厅|接待处|接待室|开水间|储藏室|储物间|设备间|会客室|会议厅|多功能厅|报告厅|展厅|露台|卸货区|装卸区|卸货平台|强电间|弱电间|工棚|工地|更衣室|天台|屋顶|食堂|餐厅|咖啡厅|咖啡吧|机房|配电间|配电房|健身房|休息区|休息室|母婴室|仓库|东门|西门|南门|北门|正门|后门|取餐柜|快递柜|花坛|花园|草坪|广场|绿化带|喷泉|围墙|车棚|岗亭|门岗|垃圾房|垃圾站"
)
_ENGLISH_SPOTS = (
    r"underground (?:car park|garage|parking)|lobby|reception(?: desk)?|front desk|canteen|parking (?:lot|garage)|car park|garage|rest ?rooms?|toilets?|(?:ladies|gents|men's|women's) (?:room|toilet)"
    r"|bathroom|washroom|meeting room|conference room|pantry|corridor|hallway|stairwell|rooftop|gym|elevator|lift|server room|kitchen|(?:main|north|south|east|west) (?:entrance|gate)|entrance|basement|coffee bar|loading (?:dock|bay)|dock|board ?room|foyer|gents|ladies|(?:fe)?male toilets?|(?:printer|print|training|copy|break|mail|store) room|lab(?:oratory)?|terrace|rooftop garden|flower ?beds?|garden(?! salad)|lawn|courtyard|plaza|bike shed|guard ?house|driveway"
)
_ONE_SIGN = re.compile(r"^\s?(\S)[\s.!]*$", re.ASCII)
_SPOT = re.compile(rf"(?:{_SPOTS})|\b(?:{_ENGLISH_SPOTS})\b", re.ASCII)
# A spot by itself is a place where the sentence says so: "在大堂", "in the lobby", "茶水间漏水".
_SPOT_CUE = re.compile(
    r"(?:在|到|去|送|于|给|至|\bin|\bat|\bto|\bfrom|\bnear|\boutside)\s?(?:the |our |your )?$",
    re.ASCII,
)
_SPOT_SUBJECT = re.compile(
    r"(?:大堂|大厅|茶水间|卫生间|洗手间|[男女]?厕所?|走廊|楼梯间|楼道|地下车库|地库|地下室|机房|健身房|实验室|培训室|开水间)(?=的|里|有|漏|没|太|空调|灯|水|门|地|很|又|好|wifi|臭|脏)"
)


@dataclass(frozen=True, slots=True)
class Building:
    code: str
    names: tuple[str, ...] = ()


def find_places(
    text: str | Normalised, buildings: Sequence[Building], expecting: bool = False
) -> list[Span]:
    """Entity `location`, value {"building", "floor", "room", "place"}; what was not said is None.

    The floor is an integer, basements negative; it is inferred from a room number (301 is on 3, 1205 on 12).
    With `expecting` (the tenant was just asked where) a bare number, a letter or a spot alone is a place too.
    Without `buildings` any single letter names one.
    """
    message = normalise(text)
    known = buildings if isinstance(buildings, tuple) else tuple(buildings)
    found = longest(_parts(message.text, known, expecting))
    spans = []
    for chain in chains(found, message.text, _GLUE):
        kept = _without_loose_ends(chain)
        if kept and (expecting or _is_place(kept, message.text)):
            spans.append(message.span("location", kept[0].start, kept[-1].end, _value(kept)))
    return spans


def _parts(text: str, buildings: tuple[Building, ...], expecting: bool) -> Iterator[Part]:
    for pattern in _building_patterns(buildings):
        for m in pattern.finditer(text):
            yield from _building_parts(m)
    named = _names(buildings)
    for start, end in literals.longest_places(text, named):
        yield Part(start, end, "building", named[text[start:end]])
    for pattern in _FLOORS:
        for m in pattern.finditer(text):
            floor = to_int(next(group for group in m.groups() if group))
            if floor:
                down = "down" in pattern.groupindex
                yield Part(m.start(), m.end(), "floor", -floor if down else floor)
    yield from (
        Part(m.start(), m.end(), "floor", _ORDINALS[m[1]]) for m in _WORD_FLOOR.finditer(text)
    )
    for pattern in _ROOMS:
        yield from (Part(m.start(), m.end(), "room", m[1].upper()) for m in pattern.finditer(text))
    yield from (Part(m.start(), m.end(), "room", m[1]) for m in _ROOM_OF.finditer(text))
    corrected = _SAID_WRONG.search(text) is not None
    yield from (
        Part(
            m.start(),
            m.end(),
            "room",
            m[1].upper(),
            weak=not (expecting or (corrected and _is_instead(text, m.start()))),
        )
        for m in _BARE_ROOM.finditer(text)
    )
    yield from (Part(m.start(), m.end(), "place", m.group()) for m in _SPOT.finditer(text))
    if expecting:
        yield from _expected(text, buildings)


def _is_instead(text: str, start: int) -> bool:
    return _INSTEAD_BEFORE.search(text, max(0, start - 24), start) is not None


def _expected(text: str, buildings: tuple[Building, ...]) -> Iterator[Part]:
    codes = {b.code.lower() for b in buildings if len(b.code) == 1} or set(ascii_lowercase)
    if (m := _ONE_SIGN.match(text)) and m[1] in codes:
        yield Part(m.start(1), m.end(1), "building", m[1].upper())
    for m in re.finditer(r"^\s?b-?([1-4])[\s.!]*$", text, re.ASCII):
        yield Part(m.start(), m.end(1), "floor", -int(m[1]))


@lru_cache(maxsize=64)
def _building_patterns(buildings: tuple[Building, ...]) -> tuple[re.Pattern[str], ...]:
    letters = (
        "".join(sorted(b.code.lower() for b in buildings if re.fullmatch(r"[A-Za-z]", b.code)))
        or "a-z"
    )
    patterns = [
        re.compile(
            r"(?<![a-z0-9])(?P<code>[a-z]) ?(?:座|栋|幢|号楼|楼(?!上|下|道|梯)|馆)(?!椅|位|谈)",
            re.ASCII,
        ),
        re.compile(
            r"\b(?:tower|building|bldg|block|blk|bld|wing) ?(?P<code>[a-z])(?![a-z0-9])", re.ASCII
        ),
        re.compile(
            r"(?<![a-z0-9'])(?P<code>[b-hj-z])[ -](?:tower|building|bldg|block|blk|wing)\b",
            re.ASCII,
        ),
        re.compile(r"(?<![a-z0-9'])(?P<code>a)-(?:tower|building|bldg|block|blk|wing)\b", re.ASCII),
        # B坐3楼 is what sounds like B座3楼.
        re.compile(
            rf"(?<![a-z0-9])(?P<code>[{letters}])坐(?= ?{_N} ?(?:楼|层|f\b)| ?\d{{3,4}}(?!\d))",
            re.ASCII,
        ),
        # "A 607." is a room: nobody counts 607 of nothing.
        re.compile(
            r"(?:(?<=\bat )|(?<=\bto )|(?<=\bin )|(?<=\bfrom )|(?<=[,.;] )|^)(?P<code>a) (?P<room>\d{3,4})(?=\s*(?:[,.;!?]|$))",
            re.ASCII,
        ),
        # "a tower" is A's where a floor or room of it follows.
        re.compile(
            r"(?<![a-z0-9'])(?P<code>a) (?:tower|building|bldg|block)\b(?=,? ?(?:the )?(?:\d|room|floor|level|[a-z]+ floor))",
            re.ASCII,
        ),
        re.compile(
            rf"(?<![a-z0-9{PROVINCES}.])(?<![0-9{PROVINCES}][ -])(?<!\b[a-z][ -])(?P<code>[{letters}])(?:-|(?<!\ba) )?(?P<room>\d{{3,4}})(?![a-z0-9]|[.:-]\d| ?\d{{3}}|纸)",
            re.ASCII,
        ),
        re.compile(
            rf"(?<![a-z0-9'])(?P<code>[{letters}])(?=[ -]?\d{{1,2}} ?(?:楼|层|f\b))(?!b-?[1-5] ?(?:楼|层|f\b))",
            re.ASCII,
        ),
    ]
    patterns.append(re.compile(_IN_ONE.format(letters=letters), re.ASCII))
    if not buildings or any(b.code.isdigit() for b in buildings):
        patterns.append(re.compile(rf"(?<!\d)(?P<code>{_N})(?:号楼|栋|幢|座)", re.ASCII))
    return tuple(patterns)


@lru_cache(maxsize=64)
def _names(buildings: tuple[Building, ...]) -> dict[str, str]:
    """Codes by name; of two buildings of one name, the first."""
    return {
        plain: b.code
        for b in reversed(buildings)
        for name in b.names
        if len(name) > 1 and (plain := normalise(name).text)
    }


def _building_parts(m: re.Match[str]) -> Iterator[Part]:
    groups = m.groupdict()
    code = groups["code"]
    number = None if code.isascii() and code.isalpha() else to_int(code)
    building = Part(
        m.start(),
        m.end("code") if groups.get("room") or groups.get("level") else m.end(),
        "building",
        str(number or code.upper()),
    )
    yield building
    if groups.get("room"):
        yield Part(m.start("room"), m.end("room"), "room", groups["room"])
    if groups.get("level"):
        yield Part(m.start("level"), m.end("level"), "floor", int(groups["level"]))


def _without_loose_ends(chain: list[Part]) -> list[Part]:
    """A bare number is a room only beside a building or a floor, and at most one room is meant."""
    firm = [part for part in chain if not part.weak]
    anchored = any(part.kind in ("building", "floor") for part in firm)
    return (
        chain
        if anchored
        else firm
        if len(firm) == 1 or not any(part.weak for part in chain)
        else []
    )


def _is_place(chain: list[Part], text: str) -> bool:
    if {part.kind for part in chain} != {"place"}:
        return True
    start = chain[0].start
    starts_clause = start == 0 or text[start - 1] in ",。!?;: 我们的有外那"
    return bool(_SPOT_CUE.search(text, 0, start)) or (
        starts_clause and bool(_SPOT_SUBJECT.match(text, start))
    )


def _value(chain: list[Part]) -> dict[str, Any]:
    said = {part.kind: part.value for part in chain}
    room = said.get("room")
    return {
        "building": said.get("building"),
        "floor": said.get("floor") if "floor" in said else _floor_of(room),
        "room": room,
        "place": said.get("place"),
    }


def _floor_of(room: str | None) -> int | None:
    digits = re.sub(r"\D", "", room or "")
    return int(digits) // 100 or None if len(digits) >= 3 else None
