"""So many people who want one thing, and the others another: "four want an espresso each, the other two hot chocolate"."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re
from collections.abc import Sequence

from .normalise import normalise
from .numbers import CHINESE, ENGLISH, to_int
from .spans import Span

_NUM_EN, _NUM_ZH = rf"(?:\d{{1,2}}|{ENGLISH})", rf"(?:\d{{1,2}}|{CHINESE})"
_WANT_EN = r"(?:'d|'ll)?(?: (?:all|each|will|would|people|are|is|do))*(?: (?:wants?|like|have|having|has|gets?|needs?|takes?|drinks?|eats?|go for|going for))+(?: to have)?(?: (?P<per_en>an?|one|two|three|\d))?(?: (?:each|the))*"
_BEFORE_EN = re.compile(
    rf"(?:^|\b)(?:(?:and|then|while) )?(?:the )?(?P<rest>other|rest|remaining|last|others|everyone else|everybody else)?(?: of (?:us|them|the (?:team|group)))?,?\s?(?P<many>{_NUM_EN})?(?: (?:people|persons?|folks|guys|others|colleagues|of (?:us|them)))?(?P<verb>{_WANT_EN})?$"
)
_BEFORE_ZH = re.compile(
    rf"(?P<rest>剩下|其余|另外|其他|剩余|余下|别的)?的?(?:那)?(?P<many>{_NUM_ZH})?(?:个人|位|人|个|个同事|位同事)?(?:都|全|每个?人|各自?|想|一人|人手|就|则|也|说){{0,6}}(?:想要|要|吃|喝|点|来|选|用)?(?P<per_zh>{_NUM_ZH})?[份杯碗个瓶]?$"
)
_TAKES_ZH = re.compile(r"每个?人|一人|各|人手|要|吃|喝|点|来|选")
_BEHIND = re.compile(
    rf"^(?: each)? for (?:the |all )?(?:other )?(?P<many>{_NUM_EN}) (?:of (?:us|them)|[a-z]+)|^[,，]?\s?给(?:那|这)?(?P<zh>{_NUM_ZH})(?:个人|位|人|个)"
)
_EACH_BEHIND = re.compile(r"^ (?:each|apiece)\b")
_CUT = re.compile(r"[,，。;；、!！:：\n]|\band\b|\bwhile\b|\bbut\b")
_OF_A_LINE = frozenset({"item", "option", "note"})
_LEAST = 2


def find_shared(text: str, spans: Sequence[Span]) -> list[Span]:
    """Entity `shared`: an item that so many people want, its value how many portions that makes, or
    None where it is for all the others; with extra {"of": the item}. None where fewer than two
    items are shared out so."""
    items = [one for one in spans if one.entity == "item" and one.value is not None]
    if len(items) < _LEAST:
        return []
    found = [one for item in items if (one := _shared(text, item, spans)) is not None]
    if len(found) == 1 and found[0].value is None:
        found += _counted(items, spans, found[0])
    told = [one for one in found if one.value is not None]
    if len(found) != len(items) or not told:
        return []
    return found


def _counted(items: Sequence[Span], spans: Sequence[Span], rest: Span) -> list[Span]:
    """Those before the one for all the others, by their own numbers: "five kung pao, the rest mapo
    tofu"."""
    many = {
        one.group: one.value
        for one in spans
        if one.entity == "quantity" and one.group is not None and one.role is None
    }
    return [
        Span("shared", one.start, one.end, one.text, many[one.group], extra={"of": one.value})
        for one in items
        if one.end <= rest.start and one.group in many
    ]


def _shared(text: str, item: Span, spans: Sequence[Span]) -> Span | None:
    before = max(
        (one.end for one in spans if one.entity in _OF_A_LINE and one.end <= item.start), default=0
    )
    lead = normalise(text[before : item.start]).text
    each = _EACH_BEHIND.match(normalise(text[item.end :]).text) is not None
    cuts = [match.end() for match in _CUT.finditer(lead)]
    clause = lead[cuts[-1] :].strip() if cuts else lead.strip()
    for pattern in (_BEFORE_EN, _BEFORE_ZH):
        match = pattern.match(clause)
        if match is None or not (match["many"] or match["rest"]):
            continue
        if pattern is _BEFORE_ZH and _TAKES_ZH.search(clause) is None:
            continue
        if pattern is _BEFORE_EN and not (match["verb"] or match["rest"]):
            continue
        return _span(item, match["many"], match.groupdict())
    if (behind := _BEHIND.match(normalise(text[item.end :]).text)) and (each or behind["zh"]):
        return _span(item, behind["many"] or behind["zh"], {})
    return None


def _span(item: Span, said: str | None, told: dict[str, str | None]) -> Span | None:
    per = told.get("per_en") or told.get("per_zh")
    each = 1 if per in (None, "a", "an") else to_int(str(per)) or 1
    many = to_int(said) if said else None
    value = many * each if many is not None else None
    return Span(
        "shared", item.start, item.end, item.text, value, extra={"of": item.value, "each": each}
    )
