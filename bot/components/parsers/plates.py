"""Number plates of the Chinese mainland."""

# ruff: noqa: E501 - patterns and word lists read better on one line
# ruff: noqa: PLR2004 - hours, lengths and digits are plainer as numbers

from __future__ import annotations

import re

from .normalise import Normalised, normalise
from .spans import Span

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
_HALF = re.compile(
    rf"[{PROVINCES}]\s?[a-z][\s.·•・-]?[a-z0-9]{{2,9}}"
    r"|(?:车牌[号码]{0,2}\s?[是为:]?|\bplate(?: number| no\.?)?(?: is|:)?)\s?(?P<said>(?=[a-z·-]*\d)[a-z0-9][a-z0-9·-]{3,9})",
    re.ASCII,
)


def find_plates(text: str | Normalised) -> list[Span]:
    """Entity `plate`, value in capitals without spaces or the dot: 7 characters, or 8 for new energy."""
    message = normalise(text)
    spans = []
    for match in _PLATE.finditer(message.text):
        value = re.sub(r"[\s.·•・\-_]", "", match.group()).upper()
        # A serial carries at most a few letters: more of them is a word, not a plate.
        if sum(char.isdigit() for char in value[2:]) >= 2:
            spans.append(message.span("plate", match.start(), match.end(), value))
    return spans


def find_half_plates(text: str | Normalised) -> list[Span]:
    """Entity `plate_like`, at most one: what is said for a plate and is none, its value in capitals; a digit may be missing."""
    message = normalise(text)
    half = _HALF.search(message.text)
    if half is None or find_plates(message):
        return []
    name = "said" if half["said"] else 0
    return [message.span("plate_like", *half.span(name), half[name].upper())]
