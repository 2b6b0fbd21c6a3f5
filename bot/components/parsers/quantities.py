"""How many: a number with a measure word, or a multiplier such as x2."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re
from dataclasses import replace

from .normalise import Normalised, normalise
from .numbers import CHINESE, DOZEN, ENGLISH, to_int
from .parts import Part, longest
from .spans import Span

#: Chinese measure words that people order by. 位 counts people.
MEASURES = "份碗杯瓶个盒包听罐箱套支只张本把袋桶件盘碟串根条卷双台壶扎例客笼屉片颗粒枚册令位块节沓叠摞捆筒樽枝盅板提排管"
_ENGLISH_UNITS = {
    "portion": "份",
    "serving": "份",
    "order": "份",
    "plate": "份",
    "bowl": "碗",
    "cup": "杯",
    "glass": "杯",
    "bottle": "瓶",
    "can": "罐",
    "box": "盒",
    "pack": "包",
    "packet": "包",
    "package": "包",
    "bag": "袋",
    "piece": "个",
    "pc": "个",
    "set": "套",
    "sheet": "张",
    "ream": "包",
    "roll": "卷",
    "carton": "箱",
    "case": "箱",
    "slice": "片",
    "pair": "双",
    "guest": "位",
    "visitor": "位",
    "people": "位",
    "person": "位",
    "pax": "位",
    "helping": "份",
    "mug": "杯",
    "tin": "罐",
    "tub": "桶",
    "jar": "罐",
    "jug": "壶",
    "tube": "支",
    "bar": "块",
    "stick": "支",
    "pad": "本",
    "sleeve": "条",
    "bundle": "捆",
    "bunch": "捆",
    "tray": "盘",
    "crate": "箱",
    "sachet": "包",
    "copies": "份",
    "copy": "份",
    "unit": "个",
}
_SHORT_UNITS = {
    "nos": "个",
    "no's": "个",
    "pkt": "包",
    "pkg": "包",
    "pk": "包",
    "btl": "瓶",
    "ctn": "箱",
    "cse": "箱",
    "bx": "盒",
    "pce": "个",
    "ea": "个",
    "srv": "份",
    "rm": "包",
}
"""As people shorten them, with a dot behind or none: "4 nos. latte", "3 pkts tissues"."""
_UNITS = _ENGLISH_UNITS | _SHORT_UNITS
UNIT_WORDS = "|".join(sorted(_UNITS, key=len, reverse=True))
# What looks like a count and is none: hours, months, money, ordinals, "a problem", "a moment".
_NOT_COUNTED = (
    r"(?!个?(?:半?小时|半?钟头|月|星期|礼拜|工作日|多?小时|问题|事|情况|建议|意见|投诉|请求|忙|电话|人工|地方|办法))"
    r"(?!块(?:钱|[^\u4e00-\u9fff]|$))(?!位数)(?!件事)(?!条(?:消息|信息|建议|意见))(?!把手)(?!本来)(?!台阶)(?!节(?:课|日|省|目|奏|约|能|点|假))(?!板[子块凳栗砖报书])(?!提[到起前醒交供示高出])(?!排[队骨气水风班练查烟除放座])(?!管[理道家用住它他她线])(?!筒子)(?!叠加)(?!张卡)(?!个人(?:信息|资料))"
)
_BEFORE = r"(?<!每[箱包盒袋打瓶份提])(?<![\d/第¥$零一二两三四五六七八九十百])(?<!\d[.,:-])(?<![a-z](?=\d))(?<![a-z]-(?=\d))"
_CHINESE = re.compile(
    rf"{_BEFORE}(?<![末后尾])(\d{{1,4}}|{CHINESE})(?:[大小整]?)\s?{_NOT_COUNTED}(?:人份|([{MEASURES}])(?!装)|人(?=[,。、!? ]|来|到|访|$))"
)
# "two 杯": said in both languages at once.
_MIXED = re.compile(rf"(?<![\w-])({ENGLISH})\s?([{MEASURES}])(?!装)", re.ASCII)
_DOZENS = re.compile(
    rf"{_BEFORE}((?:\d{{1,2}}|{CHINESE}|半)打)(?!开|印|电|不|算|包|扫|的|车|卡|工)"
)
_TWO_OF = re.compile(r"(?<![他她它咱我你们])([俩仨])(?!人|月|天)")
_DOUBLE = re.compile(r"双份|(?<!一)一对(?=[,。、!? 吧]|$)")
# "俩人说不吃鸡": so many who want it otherwise.
_TWO_PEOPLE = re.compile(r"([俩仨])人")
# "来份牛肉面": a verb and a measure word without a number is one.
_IMPLICIT = re.compile(
    r"(?:(?<!十)来|要|点|拿|给我|买|订|整|搞|加|换|上)([份碗杯瓶盒包罐听盘支把个])(?=[^\W\d_a-z])(?!个?人|个?性|个?什么|体)"
)
# "他那杯美式", "领导那份": one portion, the one that this person gets.
OWN = re.compile(
    r"(?:[他她佢我你您]|老板|老細|领导|[\u4e00-\u9fff](?:总|工|哥|姐|叔|姨|老师|经理|主任)|[小老阿][\u4e00-\u9fff])(?:自己)?的?(?P<own>[那嗰𠮶这]([份杯碗盒瓶罐盘]))",
)
_ENGLISH_COUNT = re.compile(
    rf"(?<![\w./$¥-])(?<!\d:)({DOZEN}|\d{{1,4}}|{ENGLISH}|an?)\s?(?:(?:more|extra|large|small|big|full|single)\s)?({UNIT_WORDS})(?:e?s)?\b(?:\.(?=\s?[a-z\u4e00-\u9fff]))?(?:\s(?:worth of|of)\b)?(?!\s?(?:number|no\b|status))",
    re.ASCII,
)
_ENGLISH_DOZEN = re.compile(
    rf"(?<![\w-])({DOZEN})\b(?:\.(?=\s[a-z]))?(?!\s(?:hours?|minutes?|mins?|days?|weeks?))",
    re.ASCII,
)
_TIMES = re.compile(
    r"(?:(?<![\w.])x|(?<![\d.])[×*])\s?(\d{1,3})(?![\d.]|\s?(?:cm|mm|m)\b)|(?<![\w./-])(?<!\d:)(\d{1,3})\s?[x×*](?![\w])",
    re.ASCII,
)


# "If so two please", "I'll take one if you do", "one please": a number alone.
_CONDITION = (
    r"if (?:so|yes|there (?:is|are)(?: any| some)?|you (?:do|have|got)(?: (?:it|them|any|some))?)"
)
_TAKES = r"(?:(?:i(?:'?ll| will| would|'d)?|can i|could i|may i|we(?:'ll|'d)?) (?:please )?(?:take|have|like|get|want)|(?:give|get) me|take|add)"
_IF_SO = re.compile(
    rf"\b{_CONDITION}\W{{0,3}}(?:{_TAKES} )?({DOZEN}|\d{{1,3}}|{ENGLISH})(?=\s*(?:,? ?(?:please|pls|of (?:them|those)))?\s*(?:$|[,.!?;]))"
    rf"|(?:^|[,.!?;]\s*)({DOZEN}|\d{{1,3}}|{ENGLISH})(?=,? (?:please|pls)\b)"
    rf"|(?<![\w-])({DOZEN}|\d{{1,3}}|{ENGLISH})(?:,? please)?,? {_CONDITION}(?=\s*(?:,? ?please)?\s*(?:$|[,.!?;]))",
    re.ASCII,
)

# What three people eat is three portions; three people alone are visitors.
_PORTIONS = re.compile(
    rf"{_BEFORE}(\d{{1,3}}|{CHINESE})个?人(?:的(?:量|份|饭|餐)|吃的?|份|的(?=$|[,。、!?]))"
)
_PER_PERSON = re.compile(
    r"(?:[每一]个?人|人手|人均)[来要点]?\s?$|\beach (?:person|of us) (?:gets|has) $"
)


def find_quantities(text: str | Normalised) -> list[Span]:
    """Entity `quantity`: value an integer, extra {"unit": Chinese measure word or None}.

    A dozen is multiplied out (半打 is 6), and so is 每人一份 where it is said how many people there are. Units written in English are given as the Chinese measure word
    ("bottles" is 瓶), so that one vocabulary reaches the services; people are 位.
    """
    message = normalise(text)
    parts = [*_chinese(message.text), *_english(message.text)]
    found = longest(part for part in parts if part.value is not None)
    found = _for_everybody(found, message.text)
    return [
        message.span(
            "quantity", part.start, part.end, part.value, extra={"unit": part.kind or None}
        )
        for part in found
    ]


def _for_everybody(parts: list[Part], text: str) -> list[Part]:
    people = [part.value for part in parts if part.kind == "位"]
    if len(people) != 1:
        return parts
    return [
        replace(part, value=part.value * people[0])
        if part.kind != "位" and _PER_PERSON.search(text, 0, part.start)
        else part
        for part in parts
    ]


def _chinese(text: str) -> list[Part]:
    parts = [Part(m.start(), m.end(), "", to_int(m[1])) for m in _TIMES.finditer(text) if m[1]]
    parts += [Part(m.start(), m.end(), "", to_int(m[2])) for m in _TIMES.finditer(text) if m[2]]
    for match in _CHINESE.finditer(text):
        value = to_int(match[1])
        if value is not None:
            unit = match[2] or ("份" if match.group().endswith("人份") else "位")
            parts.append(
                Part(match.start(), match.end(), _person(unit, text[match.end() :]), value)
            )
    parts += [Part(m.start(), m.end(), m[2], to_int(m[1])) for m in _MIXED.finditer(text)]
    parts += [Part(m.start(), m.end(), "份", to_int(m[1])) for m in _PORTIONS.finditer(text)]
    parts += [Part(m.start(), m.end(), "打", to_int(m[1])) for m in _DOZENS.finditer(text)]
    parts += [Part(m.start(), m.end(), "个", to_int(m[1])) for m in _TWO_OF.finditer(text)]
    parts += [Part(m.start(), m.end(), "位", to_int(m[1])) for m in _TWO_PEOPLE.finditer(text)]
    parts += [Part(m.start(), m.end(), "份", 2) for m in _DOUBLE.finditer(text)]
    parts += [Part(m.start(1), m.end(1), m[1], 1) for m in _IMPLICIT.finditer(text)]
    parts += [Part(m.start("own"), m.end("own"), m[2], 1) for m in OWN.finditer(text)]
    return parts


def _person(unit: str, after: str) -> str:
    return (
        "位"
        if unit == "个" and re.match(r"(?:人|访客|客人|客户|朋友|同事|面试|嘉宾)", after)
        else unit
    )


def _english(text: str) -> list[Part]:
    parts = []
    for match in _ENGLISH_COUNT.finditer(text):
        value = to_int(match[1])
        if value is not None:
            parts.append(Part(match.start(), match.end(), _UNITS[match[2]], value))
    parts += [Part(m.start(), m.end(), "", to_int(m[1])) for m in _ENGLISH_DOZEN.finditer(text)]
    for match in _IF_SO.finditer(text):
        group = match.lastindex or 1
        parts.append(Part(match.start(group), match.end(group), "", to_int(match[group])))
    return parts
