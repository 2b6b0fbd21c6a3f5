"""Wishes about an item: options that the catalogue knows, and free notes."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from . import literals
from .ingredients import (
    CHINESE,
    DISHES,
    EN_DEGREE,
    EN_DEGREES,
    EN_WORD,
    ENGLISH,
    ZH_DEGREE,
    ZH_DEGREES,
    ZH_WORD,
)
from .normalise import Normalised, normalise
from .spans import Span, keep_first
from .wishes_together import several_wishes

_PIECE = r"(?:一?[点些个颗份]|[一两二三]?个|一份|一点儿?)"

_ZH_WISH = re.compile(
    rf"({ZH_DEGREES}){_PIECE}?({ZH_WORD})(?:一?点儿?|一些)?(?![园费卡路水管卫锅馆电])(?!的?味)"
)
# Mentioned without order words these would be notes about nothing: "半面墙", "去冰箱", "加油", "多肉".
_NOT_A_WISH = re.compile(
    r"(?:去(?!冰(?!箱|柜|激)|葱|辣|香菜|蒜|糖|皮)|走(?!葱|冰|辣|蒜|香菜|芫荽|洋葱|姜|糖|甜|盐|油|醋|花生|蛋|酱|汁|奶|味精)|不(?!辣|甜|咸|油|加|放|要|麻|酸)|小(?!辣)|半(?!糖|冰)|无(?!糖|辣|葱|油|盐|冰)|没|加油|不酸菜|重(?!辣|油|糖|麻)|超(?!辣|甜)|中(?!辣|糖|冰)|特(?!辣|甜|麻)|微(?!辣|糖|甜|冰|麻|咸))"
)
_FREE_ZH = re.compile(
    r"(?:不要放|不放|别放|不加|别加|免加|少放|多放)点?([\u4e00-\u9fff]{1,4}?)(?=[,。!?、;了吧哈啊谢 ]|$)"
)
_PHRASES = re.compile(
    r"少油少盐|清淡一?点|口味清淡|微糖|半糖|全糖|三分糖|五分糖|七分糖|常温|去冰(?![箱柜激])|热一点|要热的|要冰的|热的|冰的|温的|打包带走|分开装|分开打包|单独装|[饭汤酱料面菜]+分[开离]装?|不要餐具|无需餐具|大份的?|小份的?"
    r"|[\u4e00-\u9fff]{1,4}过敏|吃素|素食|清真|不吃[\u4e00-\u9fff]{1,3}(?=[,。!、 ]|$)|煮软一?点|煮硬一?点|煎老一?点|七分熟|全熟"
)
_EN_WISH = re.compile(
    rf"(?<![\w'])({EN_DEGREES}) (?:any |the |much |a lot of )?({EN_WORD})(?![\w'])(?: and ({EN_WORD})(?![\w']))?",
    re.ASCII,
)
_NO_NOUN = r"(?!(?:and|or|but|if|as|so|since|because|please|pls|plz|thanks|thank|thx|to|for|at|in|on|from|this|that|he|she|they|we|i|is|are|would|will|too|also|though|now|then|instead|lah|lor|ah)\b)"
""" "Without peanuts pls" is without peanuts."""
_EN_FREE = re.compile(
    rf"(?<![\w'])(?:without|hold the|easy on the|leave out the?|hold) (?!me\b|a\b|you\b|the\b|any\b|on\b|it\b|that\b|being\b|asking\b|notice\b|delay\b)([a-z]+(?: {_NO_NOUN}[a-z]+)?)",
    re.ASCII,
)
_EN_PHRASES = re.compile(
    r"\b(?:sugar[ -]free|unsweetened|decaf|oat milk|almond milk|skim(?:med)? milk|non[ -]dairy|gluten[ -]free|vegetarian|vegan|halal|on the side|no cutlery|well done|medium rare|to go|half sugar|no ice"
    r"|(?:i'm |i am )?allergic to [a-z]+(?: and [a-z]+)?|[a-z]+ allergy)\b", re.ASCII,
)  # fmt: skip
_TRIM = re.compile(r"^(?:请|麻烦|要)|(?:的|吧|哦|哈|了|一?点儿?|一些){1,6}$")


@dataclass(frozen=True, slots=True)
class Option:
    code: str
    names: tuple[str, ...]


def find_options(text: str | Normalised, options: Sequence[Option] = ()) -> list[Span]:
    """Entity `option` (value its code) for a wish that names an option, else entity `note` (value the words).

    "免葱", "不要葱" and "no scallions" are one wish, whichever of them is the option's name. Notes about an allergy
    carry extra {"allergy": True}. That something named is an item, not an ingredient, only `annotate` can know.
    """
    message = normalise(text)
    names, keys = _known(options if isinstance(options, tuple) else tuple(options))
    found = sorted(_wishes(message.text, tuple(names)), key=lambda one: one[0] - one[1])
    spans = list(several_wishes(message, keys))
    for start, end in found:
        words = message.text[start:end]
        code = names.get(_bare(words)) or keys.get(wish_key(words) or ("", ""))
        if code:
            spans.append(message.span("option", start, end, code))
            continue
        first, last = message.origin(start, end)
        allergy = {"allergy": True} if re.search(r"过敏|allerg", words) else {}
        spans.append(message.span("note", start, end, message.original[first:last], extra=allergy))
    return keep_first(spans)


def option_keys(options: Sequence[Option]) -> dict[tuple[str, str], str]:
    """Codes of options by how much of what they are: ("no", "葱")."""
    return _known(options if isinstance(options, tuple) else tuple(options))[1]


@lru_cache(maxsize=64)
def _known(options: tuple[Option, ...]) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    names = {
        _bare(normalise(name).text): option.code
        for option in options
        for name in (*option.names, *_of_both_languages(option.names))
    }
    keys = {key: code for name, code in names.items() if (key := wish_key(name))}
    return names, keys


_ON_THE_SIDE = re.compile(r"([a-z]+) on the side", re.IGNORECASE | re.ASCII)
_APART = re.compile(r"([\u4e00-\u9fff]{1,3}?)(?:单独|分)开?放?")


def _of_both_languages(names: Sequence[str]) -> Iterator[str]:
    """What comes apart, named in one language and set apart in the other: "dressing 分开放"."""
    english = [m[1] for name in names if (m := _ON_THE_SIDE.fullmatch(name))]
    chinese = [m[1] for name in names if (m := _APART.fullmatch(name))]
    if english and chinese:
        yield from (
            f"{one}{gap}{how}" for one in english for gap in ("", " ") for how in _SET_APART
        )
        yield from (f"{one}{gap}on the side" for one in chinese for gap in ("", " "))


_SET_APART = ("分开放", "分开装", "分开", "单独放", "单独装", "另放", "另装", "放一边", "放旁边")


def _wishes(text: str, names: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    signs = set(text)
    for name in names:
        if name[:1] in signs:
            yield from literals.places(text, name)
    for m in _ZH_WISH.finditer(text):
        dropped = (
            m[1] in ("不要", "别要")
            and CHINESE[m[2]] in DISHES
            and re.match(r"的?[了啦]", text[m.end() :])
        )
        if not _NOT_A_WISH.match(text, m.start()) and not dropped:
            yield m.start(), m.end()
    for pattern in (_FREE_ZH, _PHRASES, _EN_WISH, _EN_FREE, _EN_PHRASES):
        for m in pattern.finditer(text):
            yield m.start(), m.end()


#: In words that are known to say a wish, however they are put: "香菜不要放", "garlic also no".
_LOOSE = {
    "no": r"不|莫|甭|别|唔|冇|免|走|去|没|无|\b(?:no|none|without|hold|skip|zero|not)\b",
    "less": r"少|微|淡|\b(?:less|light|little|easy|mild(?:ly)?)\b",
    "half": r"半|\bhalf\b",
    "more": r"多|加|满|堆|特|重|狠|\b(?:extra|more|full|lots|plenty|double|add|super)\b",
}
_LOOSE_DEGREE = {code: re.compile(pattern, re.ASCII) for code, pattern in _LOOSE.items()}
_ANY_ZH = re.compile(ZH_WORD)
_ANY_EN = re.compile(rf"(?<![\w'])(?:{EN_WORD})(?![\w'])", re.ASCII)


_PUT_ON = frozenset({"蛋", "肉", "香菜", "花生", "浓缩", "奶油", "芝士"})
"""What is put on where it is named without how much of it."""


def option_within(text: str, options: Sequence[Option]) -> str | None:
    """The option that words ask for which are known to be a wish: an ingredient and how much of
    it, wherever the two stand. None where there is no such option, or several."""
    words = normalise(text).text
    _, keys = _known(tuple(options))
    degree = next((code for code, one in _LOOSE_DEGREE.items() if one.search(words)), None)
    named = {CHINESE[m[0]] for m in _ANY_ZH.finditer(words)}
    named |= {ENGLISH[m[0]] for m in _ANY_EN.finditer(words)}
    if degree is None and named <= _PUT_ON:
        degree = "more"  # "Put an egg on it", 卧个蛋.
    if degree is None:
        return None
    codes = {code for one in named if (code := keys.get((degree, one)))}
    return codes.pop() if len(codes) == 1 else None


def wish_key(words: str) -> tuple[str, str] | None:
    """How much of what: ("no", "葱") for 免葱 and "no scallions"; None for anything else."""
    chinese = _ZH_WISH.fullmatch(_bare(words)) or _ZH_WISH.fullmatch(words)
    if chinese:
        return ZH_DEGREE[chinese[1]], CHINESE[chinese[2]]
    english = _EN_WISH.fullmatch(words)
    if english and not english[3]:
        return EN_DEGREE.get(english[1], "no"), ENGLISH[english[2]]
    return None


def _bare(words: str) -> str:
    return _TRIM.sub("", words.strip()) or words
