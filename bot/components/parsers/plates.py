"""Number plates: of the Chinese mainland by their form, of other countries by their form and the words around them."""

# ruff: noqa: E501 - patterns and word lists read better on one line
# ruff: noqa: PLR2004 - hours, lengths and digits are plainer as numbers

from __future__ import annotations

import re
from collections.abc import Iterator

from .normalise import Normalised, normalise
from .spans import Span, keep_first

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_GAP = r"[\s.·•・\-_]{0,2}"
_S = "[a-hj-np-z0-9]"
_LAST = "[a-hj-np-z0-9挂学警港澳]"
# Spelt with spaces ("8 8 8 8 8") or in two halves ("123 45"), but not with a gap just anywhere: what follows a
# plate is often another code.
_SERIAL = rf"{_S}{{4}}{_LAST}|{_S} {_S} {_S} {_S} {_LAST}|{_S}{{2}}[ .·-]{_S}{{2}}{_LAST}|{_S}{{3}}[ .·-]{_S}{_LAST}"
_NEW_ENERGY = rf"[df]{_GAP}{_S}\d{{4}}|[df] {_S}(?: \d){{4}}|\d{{5}}[df](?![座栋幢])|\d(?: \d){{4}} [df](?![座栋幢])"
_PLATE = re.compile(
    rf"([{PROVINCES}]){_GAP}([a-hj-np-z]){_GAP}({_NEW_ENERGY}|{_SERIAL})(?![a-z0-9](?! ?[座栋幢]))(?![.·-][a-z0-9])",
    re.ASCII,
)
# 苏E5T093 typed without a Chinese keyboard; only syllables that are one province's.
_SPELT = {
    "jing": "京", "hu": "沪", "yue": "粤", "zhe": "浙", "su": "苏", "min": "闽", "lu": "鲁", "wan": "皖",
    "chuan": "川", "xiang": "湘", "liao": "辽", "hei": "黑", "qiong": "琼", "ning": "宁", "qing": "青",
    "zang": "藏", "meng": "蒙", "shaan": "陕", "yun": "云",
}  # fmt: skip
_SPELT_PLATE = re.compile(
    rf"(?<![a-z0-9])({'|'.join(_SPELT)})[\s.·-]?([a-hj-np-z])[\s.·-]?({_NEW_ENERGY}|(?=[a-z]{{0,2}}\d){_SERIAL})(?![a-z0-9])",
    re.ASCII,
)
_SEP = r"[ -]?"
#: Short words that stand before a number as letters of a plate would.
_WORDS = r"(?!(?:am|an|and|at|add|all|any|are|buy|but|by|can|do|due|for|get|go|has|if|in|is|it|its|lvl|me|my|new|no|not|now|of|ok|on|one|or|our|out|per|pm|put|rm|the|to|two|up|us|usb|was|we|yes)\b)"
_ELSEWHERE = [
    # TN 09 BX 1204, DL 3C AY 6610: state, district, series, number.
    rf"{_WORDS}[a-z]{{2}}{_SEP}\d{{1,2}}[a-z]?{_SEP}[a-z]{{1,3}}{_SEP}\d{{4}}",
    # SNB 6613 Z, GBD 5521 R: three letters, a number, a check letter.
    rf"{_WORDS}[a-z]{{3}}{_SEP}\d{{3,4}}{_SEP}[a-hj-np-z]",
    # LB62 KXD: two letters, two digits, three letters.
    rf"{_WORDS}[a-z]{{2}}\d{{2}} ?{_WORDS}[a-hj-pr-y]{{3}}",
]
_OTHER = re.compile(rf"(?<![\w-])(?:{'|'.join(_ELSEWHERE)})(?![\w-])", re.ASCII)
_CARS = r"(?:cars?|vans?|bus|lorry|truck|vehicle|motorbike|suv)"
_OF_CARS = rf"(?:车牌[号码]{{0,2}}|车号|牌号|牌照|挂牌|车(?:换成?|改成?|是)?|\b(?:licen[cs]e|registration|{_CARS})(?:'s)? (?:plate|number|reg(?:istration)?|no\b\.?)|\bplates?\b(?: (?:number|no\b\.?))?|\b{_CARS}\b(?! ?park)|\bdriv(?:e|es|ing)(?: in)?\b)"
#: Behind a word of cars any code of letters and digits, three of these at least, is a plate.
_CODE = r"(?=(?:[a-z -]*\d){2})(?=[\d -]*[a-z])(?:[a-z]{1,3}(?![a-z])|\d{1,4})(?:[ -]?(?:\d{1,4}[a-z]?|(?!(?:at|am|pm|and|the|for|to|on|in)\b)[a-z]{1,3})(?![a-z])){1,4}"
_CUED = re.compile(
    rf"{_OF_CARS}\s?(?:(?:is|are|will be|to|was|now|改成|改为|换成|换|是|为|应为|number|no\.?|plate|reg)\s?)?[:#]?\s?(?P<it>{_CODE})(?![\w-])(?!\s?(?:座|栋|楼|层|号楼|点|分|人|位|份|个|floor|people))",
    re.ASCII,
)
_HALF = re.compile(
    rf"[{PROVINCES}]\s?[a-z][\s.·•・-]?[a-z0-9]{{2,9}}"
    r"|(?:车牌[号码]{0,2}\s?[是为:]?|\bplate(?: number| no\.?)?(?: is|:)?)\s?(?P<said>(?=[a-z·-]*\d)[a-z0-9][a-z0-9·-]{3,9})",
    re.ASCII,
)


def find_plates(text: str | Normalised) -> list[Span]:
    """Entity `plate`, value in capitals without spaces, dots or hyphens: 7 characters, or 8 of new energy, on the mainland; 4 to 10 elsewhere."""
    message = normalise(text)
    spans = []
    for match in _PLATE.finditer(message.text):
        value = _plain(match.group())
        # A serial carries at most a few letters: more of them is a word, not a plate.
        if sum(char.isdigit() for char in value[2:]) >= 2:
            spans.append(message.span("plate", match.start(), match.end(), value))
    for match in _SPELT_PLATE.finditer(message.text):
        value = _SPELT[match[1]] + _plain(match[2] + match[3])
        spans.append(message.span("plate", *match.span(), value))
    spans += _elsewhere(message)
    return keep_first(spans)


def _elsewhere(message: Normalised) -> Iterator[Span]:
    for match in _OTHER.finditer(message.text):
        yield message.span("plate", *match.span(), _plain(match.group()))
    for match in _CUED.finditer(message.text):
        value = _plain(match["it"])
        if len(value) in _WHOLE and sum(sign.isdigit() for sign in value) >= 2:
            yield message.span("plate", *match.span("it"), value)


_WHOLE = range(6, 11)
"""Signs of one that a word of cars announces: fewer may be half of a plate, which is asked for again."""
LENGTHS = range(4, 11)
"""Signs of a plate of whatever country."""


def told_plate(words: str) -> str | None:
    """The plate in words that are known to say one."""
    message = normalise(words)
    if found := find_plates(message):
        return str(found[0].value)
    said = _TOLD.search(message.text)
    value = _plain(said.group()) if said else ""
    return value if len(value) in LENGTHS else None


_TOLD = re.compile(
    rf"(?=[{PROVINCES}]?[a-z .-]*\d)(?:[{PROVINCES}]\s?[a-z]{{1,3}}|[a-z]{{1,3}}|\d{{1,5}})(?:[ .-]?(?:[a-z]{{1,3}}(?![a-z])|\d{{1,5}}))*",
    re.ASCII,
)


def _plain(written: str) -> str:
    return re.sub(r"[\s.·•・\-_]", "", written).upper()


def find_half_plates(text: str | Normalised) -> list[Span]:
    """Entity `plate_like`, at most one: what is said for a plate and is none, its value in capitals; a digit may be missing."""
    message = normalise(text)
    half = _HALF.search(message.text)
    if half is None or find_plates(message):
        return []
    name = "said" if half["said"] else 0
    return [message.span("plate_like", *half.span(name), half[name].upper())]
