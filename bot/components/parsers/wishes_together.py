"""Wishes that one word makes about several ingredients: "neither onion nor garlic", 葱和香菜都不要."""

# ruff: noqa: E501 - patterns read better on one line

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from .ingredients import (
    CHINESE,
    EN_DEGREE,
    EN_DEGREES,
    EN_WORD,
    ENGLISH,
    ZH_DEGREE,
    ZH_WORD,
)
from .normalise import Normalised
from .spans import Span

PLAIN = (
    "香菜|芫荽|小葱|葱花|大葱|洋葱|葱|大蒜|蒜末|蒜|生姜|姜|花生米|花生|坚果|辣椒|盐|糖|醋|油|冰块"
    "|味精|鸡精|花椒|胡椒|芝麻|豆芽|酱料|酱汁|沙拉酱|餐具|筷子"
)
"""Ingredients that are no part of what a dish is called: "浓缩不要" takes a coffee off."""
_DEGREE_ZH = r"不要|不放|不加|别放|别加|别要|不用放?|免|去掉|唔要|走|少放|少要|多放|多要|多加"
_AND_ZH = r"\s?(?:和|跟|与|同|还有|以及|、|,|或者?)?\s?"
_BEFORE_ZH = re.compile(
    rf"(?P<degree>不要放?|不放|不加|别放|别加|免|走|少放|多放)(?:{PLAIN})(?:{_AND_ZH}(?:{PLAIN})){{1,8}}(?!{_AND_ZH}?(?:都|也|全)?(?:{_DEGREE_ZH}))"
)
_BEHIND_ZH = re.compile(
    rf"(?<![不放加别要免走少多无去微点些])(?:(?:{PLAIN}){_AND_ZH}){{0,8}}(?:{PLAIN})[,，]?\s?(?:[两三]样|这些)?(?:请|麻烦)?(?:都|全都?|也|通通|统统|一概|一律|就|还是|还|照样|照旧|依旧|依然|仍然?|继续)?(?P<degree>{_DEGREE_ZH})(?:放|加)?(?!{ZH_WORD})"
)
_CODES = {CHINESE[word] for word in PLAIN.split("|")} | {"酱"}
_EN = "|".join(word for word in EN_WORD.split("|") if ENGLISH[word] in _CODES)
_LIST_EN = rf"(?:{_EN})(?:, (?:{_EN}))*,? (?:and|or|nor|&) (?:the |any )?(?:{_EN})(?![\w'])"
"""What says how much in its middle is no list: "extra spicy, no coriander"."""
_BEFORE_EN = re.compile(
    rf"(?<![\w'])(?P<degree>{EN_DEGREES}|neither|leave out|leave off|skip) (?:any |the |both )?(?:the )?{_LIST_EN}",
    re.ASCII,
)
_BEHIND_EN = re.compile(
    rf"(?<![\w'])(?:both (?:the )?)?(?:{_LIST_EN}|(?:{_EN})(?![\w']))(?: both)?(?: please)? (?:left out|left off|off|out)(?![\w'])",
    re.ASCII,
)
_SOME_ZH = re.compile(
    rf"(?<![一-龥])(?P<what>{PLAIN}|米饭|饭|面条|面|冰|辣|汤)(?:请|要|麻烦)?(?P<degree>少|多)(?:放|加|要|来|给)?(?:一?点儿?|一?些)"
)
"""饭少点: behind a comma, or at the beginning."""
_GREENS = re.compile(r"走青(?![\u4e00-\u9fff]?椒)|免青(?!椒)")
"""In Cantonese: neither spring onion nor coriander."""
_ANY_ZH = re.compile(PLAIN)
_ANY_EN = re.compile(rf"(?<![\w'])(?:{_EN})(?![\w'])", re.ASCII)


def several_wishes(message: Normalised, keys: Mapping[tuple[str, str], str]) -> Iterator[Span]:
    """Entity `option` (else `note`) for each ingredient of a list that is wished for, or away, in
    one. `keys`: codes of options by degree and ingredient."""
    for match in _GREENS.finditer(message.text):
        for place, code in enumerate(("香菜", "葱")):
            at = match.start() + place
            option = keys.get(("no", code))
            name = "note" if option is None else "option"
            yield message.span(name, at, at + 1, option or f"不要{code}")
    for match in _SOME_ZH.finditer(message.text):
        degree = "less" if match["degree"] == "少" else "more"
        if (wish := keys.get((degree, CHINESE[match["what"]]))) is not None:
            yield message.span("option", match.start(), match.end(), wish)
    for pattern in (_BEHIND_ZH, _BEFORE_ZH):
        for match in pattern.finditer(message.text):
            yield from _each(message, match, _degree(match["degree"]), keys)
    for pattern in (_BEFORE_EN, _BEHIND_EN):
        for match in pattern.finditer(message.text):
            yield from _each(message, match, _degree(match.groupdict().get("degree")), keys)


def _degree(said: str | None) -> str:
    if said is None:
        return "no"
    return ZH_DEGREE.get(said) or EN_DEGREE.get(said) or "no"


def _each(
    message: Normalised, match: re.Match[str], degree: str, keys: Mapping[tuple[str, str], str]
) -> Iterator[Span]:
    told = [
        *_ANY_ZH.finditer(message.text, match.start(), match.end()),
        *_ANY_EN.finditer(message.text, match.start(), match.end()),
    ]
    for place, one in enumerate(told):
        start = match.start() if place == 0 else one.start()
        end = match.end() if one is told[-1] else one.end()
        code = keys.get((degree, CHINESE.get(one[0]) or ENGLISH[one[0]]))
        if code is not None:
            yield message.span("option", start, end, code)
        else:
            yield message.span("note", start, end, _note(one[0], degree))


_SAYS = {
    "no": ("不要", "no "),
    "less": ("少", "less "),
    "half": ("半", "half "),
    "more": ("多", "extra "),
}


def _note(word: str, degree: str) -> str:
    zh, en = _SAYS[degree]
    return f"{zh}{word}" if word in CHINESE else f"{en}{word}"
