"""Counts that are told as a share: half of what stands, so many for each person, twice as many as of something else."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from .normalise import Normalised
from .numbers import CHINESE, ENGLISH, to_int
from .spans import Span
from .tokens import Token

_HALF = re.compile(
    r"(?:其中|里[面头边]?|当中)?的?(?:有|拿|挑)?(?:一|(?<=[减砍]))半(?!糖|冰|辣|甜|价|人|时间|天)(?:的)?|对半(?!砍|价)|半数"
    r"|\b(?:one |exactly )?half (?:of )?(?:them|those|these)\b(?: all)?|\bhalf (?:of )?(?:the|my|our|those|these)\b|\b(?:the other |other |and )?half\b(?= (?:with|without|should|hot|iced|cold|no|to|for|into|in|become|are|is|as) )",
    re.ASCII,
)
_HALVED = re.compile(r"\bhalv(?:e|ed|ing)\b|\bin half\b", re.ASCII)
_EVENLY = re.compile(
    r"各(?:占)?一?半(?!糖|冰)|一半一半|对半分|平分|(?<![a-z])(?:half and half|fifty[- ]fifty|50[/-]50|split (?:evenly|equally|half and half)|evenly split|in equal (?:parts|shares)|half each)(?![a-z])",
    re.ASCII,
)
_EACH_BEFORE = re.compile(
    r"(?:[每一]个?人|人手|人均|每位)(?:都|各|来|要|点|给|喝|吃|上|再|配)?\s?$|\b(?:each (?:person|of us)|everyone|everybody|every one of us) (?:gets?|has|wants?|takes?|needs?) $",
    re.ASCII,
)
_EACH_BEHIND = re.compile(
    r"\s?(?:each(?: of us| person)?(?=\s*(?:$|[,.;!?]|please|pls|too|as well))|per (?:person|head|capita)|apiece|a head|for (?:each|every) (?:of us|one of us|person|head)|for (?:everyone|everybody)|(?:给)?(?:每人|一人|每位|人手)一?(?:份|个|罐|杯|瓶|碗)?(?=$|[\s,。.!?;]))",
    re.ASCII,
)
_TIMES = rf"(\d{{1,2}}|{CHINESE}|{ENGLISH})"
_OTHER_ZH = re.compile(rf"的?(?:数量)?的?(?:{_TIMES}倍|(?P<double>双倍)|(?P<half>一半))", re.ASCII)
_AS_MANY = re.compile(
    rf"(?:(?:(?P<twice>twice|double)|(?P<half>half)|{_TIMES} times) |(?<![a-z])(?P<same>))as (?:many|much) $",
    re.ASCII,
)
_AS = re.compile(r"\s?as(?: there (?:are|is))?(?: of)?(?: the| my)?\s", re.ASCII)
_THAN_ZH = re.compile(r"(?:的?数量)?(?:是|要|改成|来|点|为|按)?\s?")
_LIKE_ZH = re.compile(
    r"[,，]?\s?(?:的?数量)?(?:也|就)?(?:加到|减到|改到|改成|弄成|调成|要|点|来)?(?:跟|和|与|同)\s?"
)
_SAME_EN = re.compile(
    r"(?: (?:ones?|too|also|as well))*,? ?(?:(?:in )?(?:the )?same (?:number|amount|quantity)|as many) as (?:the |my |there are )?",
    re.ASCII,
)
_ALIKE_ZH = re.compile(r"的?(?:数量)?(?:保持)?(?:一样|同样|相同)(?P<many>多|的?数量)?")
HALF = 0.5


def find_shares(message: Normalised) -> list[Span]:
    """`quantity` with extra {"share": 0.5}: a half of what stands, or of what is said to be so many in all (`evenly`). Its value is 0: how many that is follows from the rest."""
    evenly = [_share(message, m, {"evenly": True}) for m in _EVENLY.finditer(message.text)]
    halves = [
        _share(message, match, {})
        for match in _HALF.finditer(message.text)
        if not any(one.start() < match.end() and match.start() < one.end() for one in _EVENLY.finditer(message.text))
    ]  # fmt: skip
    halved = [
        replace(_share(message, match, {}), role="subtract")
        for match in _HALVED.finditer(message.text)
    ]
    return [*evenly, *halves, *halved]


def _share(message: Normalised, match: re.Match[str], more: dict[str, bool]) -> Span:
    extra = {"unit": None, "share": HALF, **more}
    return message.span("quantity", *match.span(), 0, extra=extra)


def mark_shares(tokens: list[Token], message: Normalised) -> None:
    """Marks counts that are for each person ({"each": True}), multiplied out where it is said how many there are, and puts those in that are a multiple of another item's ({"factor": 2, "of": [ids]})."""
    _mark_each(tokens, message.text)
    _mark_multiples(tokens, message)


def _mark_each(tokens: list[Token], text: str) -> None:
    people = [
        one.span.value
        for one in tokens
        if one.span.entity == "quantity" and one.span.extra.get("unit") == "位"
    ]
    for count in [one for one in tokens if one.counts_items and not one.span.extra.get("share")]:
        before = _EACH_BEFORE.search(text, 0, count.start)
        if before and len(people) == 1:
            continue  # Multiplied out where it was found.
        if not before and not _EACH_BEHIND.match(text, _behind(count, tokens, text)):
            continue
        extra = {**count.span.extra, "each": True}
        value = count.span.value
        if len(people) == 1:
            extra, value = dict(count.span.extra), value * people[0]
        count.span = replace(count.span, value=value, extra=extra)


_HALF_OF = re.compile(r"(?:一半|(?<![a-z])half)(?: of)?(?: the)?\s?$", re.ASCII)


def settle_evenly(tokens: list[Token], message: Normalised) -> None:
    """Gives each item its share of what is counted in all: "ten, half cola half Sprite"; of no number that divides, how many there are to be of each has to be asked. After items have their groups."""
    text = message.text
    items = [one for one in tokens if one.span.entity == "item"]
    halves = [one for one in items if _HALF_OF.search(text, 0, one.start)]
    evenly = next((one for one in tokens if one.span.extra.get("evenly")), None)
    if evenly is None and len(halves) == 2:  # noqa: PLR2004 - two halves
        first = halves[0]
        start = _HALF_OF.search(text, 0, first.start).start()  # type: ignore[union-attr]
        evenly = Token(_evenly(message, start, first.start), start, first.start)
        items = halves
        tokens.append(evenly)
    if evenly is None:
        return
    told = [one for one in tokens if one.counts_items and one is not evenly]
    counts = [one for one in told if not one.span.extra.get("share")]
    total = counts[0].span.value if len(counts) == 1 and len(items) > 1 else 0
    divides = total > 0 and total % len(items) == 0
    unit = counts[0].span.extra.get("unit") if divides else None
    extra = {"unit": unit} if divides else {"unit": unit, "each": True}
    evenly.span = replace(evenly.span, value=total // len(items) if divides else 0, extra=extra)
    evenly.groups, evenly.role = tuple(one.groups[0] for one in items), None
    gone = [*told, *(one for one in tokens if _is_only_counted(one, counts, items))]
    tokens[:] = sorted((one for one in tokens if one not in gone), key=lambda one: one.start)


def _is_only_counted(token: Token, counts: list[Token], items: list[Token]) -> bool:
    """The "drinks" of "ten drinks, half cola half Sprite"."""
    beside = token.span.entity == "item" and token not in items
    return beside and any(one.end <= token.start <= one.end + 1 for one in counts)


def _evenly(message: Normalised, start: int, end: int) -> Span:
    return message.span("quantity", start, end, 0, extra={"unit": None, "evenly": True})


def _behind(count: Token, tokens: list[Token], text: str) -> int:
    """Where the item ends that a count stands before."""
    for one in tokens:
        if one.span.entity == "item" and one.start >= count.end:
            return one.end if text[count.end : one.start].strip() in ("", "of", "的") else count.end
    return len(text)


def _mark_multiples(tokens: list[Token], message: Normalised) -> None:
    text = message.text
    items = [one for one in tokens if one.span.entity == "item"]
    for first, second in pairwise(items):
        found = _multiple(first, second, text) or _per_item(first, second, tokens, text)
        if found is None:
            continue
        start, end, factor = found
        of = second.span.extra.get("candidates") or [second.span.value]
        extra = {"unit": None, "factor": factor, "of": list(of)}
        count = Token(message.span("quantity", start, end, 0, extra=extra), start, end)
        tokens[:] = [
            one for one in tokens if one is not second and not (one.start < end and start < one.end)
        ]
        tokens.append(count)
        tokens.sort(key=lambda one: one.start)
        return


def _multiple(first: Token, second: Token, text: str) -> tuple[int, int, float] | None:
    """Where it stands how many times as many as of the second there are to be of the first."""
    between = text[first.end : second.start]
    if _AS.fullmatch(between) and (found := _AS_MANY.search(text, 0, first.start)):
        return found.start(), found.end(), _factor(found)
    if _THAN_ZH.fullmatch(between) and (found := _OTHER_ZH.match(text, second.end)):
        return found.start(), found.end(), _factor(found)
    found = _ALIKE_ZH.match(text, second.end)
    if found and _LIKE_ZH.fullmatch(between) and (found["many"] or "数量" in between):
        return found.start(), found.end(), 1.0
    if _SAME_EN.fullmatch(between):
        return first.end, second.start, 1.0
    return None


_PER_BEFORE = re.compile(r"(?:每一?|一)\s?[个份支只台盒包杯碗瓶套把本件块张]\s?$", re.ASCII)
_PER_BEHIND = re.compile(
    rf"\s?(?:就|都|再)?(?:配|搭|带|来|要|给)?(?:上)?\s?{_TIMES}\s?[个份支只台盒包杯碗瓶套把本件块张](?![\u4e00-\u9fff]{{2}})",
    re.ASCII,
)
_PER = re.compile(r"\s?(?:per|for (?:each|every))\s", re.ASCII)
_ONE_PER = re.compile(rf"[\s,]{{1,3}}{_TIMES} (?:per|for (?:each|every))\s", re.ASCII)


def _per_item(
    first: Token, second: Token, tokens: list[Token], text: str
) -> tuple[int, int, float] | None:
    """The same where each of the second has so many of the first: "one box of staples per stapler",
    鼠标垫也配上，一个鼠标一块."""
    between = text[first.end : second.start]
    if first.span.value == second.span.value:
        return None
    if _PER.fullmatch(between):
        count = next(
            (one for one in tokens if one.counts_items and one.end <= first.start <= one.end + 4),
            None,
        )
        start = count.start if count is not None else first.end
        return start, second.start, float(count.span.value if count is not None else 1)
    if found := _ONE_PER.search(text, first.end, second.start):
        if found.end() == second.start:
            return found.start(), second.start, float(to_int(found[1]) or 1)
        return None
    before = _PER_BEFORE.search(text, first.end, second.start)
    behind = _PER_BEHIND.match(text, second.end)
    if before and not text[first.end : before.start()].strip() and before[0][0] != "每":
        before = None  # 红烧肉一份 青椒肉丝一份
    if before and behind and second.start - first.end <= _NEAR:
        return before.start(), behind.end(), float(to_int(behind[1]) or 1)
    return None


_NEAR = 12
"""Characters between two names of one breath."""


def _factor(found: re.Match[str]) -> float:
    said = found.groupdict()
    if said.get("half"):
        return HALF
    if said.get("same") is not None:
        return 1.0
    number = next((group for group in found.groups() if group and group not in said.values()), None)
    return float(to_int(number) or 2) if number else 2.0
