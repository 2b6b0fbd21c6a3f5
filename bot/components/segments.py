"""Where a message may hold more than one request: its pieces, and what each has signs of."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.components.domains import brought
from bot.components.parsers.repairs import find_fault

_STRONG = (
    r"(?:(?:哦|噢|啊|嗯)?对了?(?=[,，\s]|[A-Za-z\u4e00-\u9fff])(?<=对了)|哦对|對了|另外(?:还有|再|那个)?|顺便(?:再|也)?|順便(?:再)?|(?:还有|還有)(?:就是|件事)?(?![多几没吗嘛一二两三四五六七八九十半个\d]|[，,]?$)|然后(?:另外|再)?"
    r"|\b(?:and also|oh and|also|by the way|btw|plus|one more thing|another thing|and then)\b)"
)
_WEAK_WORD = r"(?:再(?=[帮给看问登报点])|\band(?= (?:please|can|could|would|is|are|what|where|how|when|register|get me|order|cancel|send|the|my|book|i|we|there)\b))"
_MARK = r"[,，。；;!！?？\n、]|\.(?=\s|$)|(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff]{1,3}也)"
_GAP = r"(?:[\s,，。；;!！?？、]|\.(?=\s|$)){0,40}"
# What stands between two requests is taken whole or not at all (Python 3.10 has no possessive
# repeats), and of a longer gap the end: thousands of blank lines are a message, too.
_CUT = re.compile(
    rf"(?=(?P<gap>(?:{_MARK}){_GAP}|\s{{0,40}}))(?P=gap)(?:(?P<strong>{_STRONG})(?:[,，:：]?\s*)|(?P<word>{_WEAK_WORD}))|(?P<alone>(?:{_MARK})+)",
    re.IGNORECASE,
)
_KEPT = "?？!！"
"""Marks that say something of the words before them."""

_SIGN = {
    name: re.compile(pattern, re.IGNORECASE)
    for domain in brought()
    for name, pattern in domain.signs.items()
}
_OF_ENTITY = {entity: sign for domain in brought() for entity, sign in domain.sign_of.items()}
_SHOWN_BY = {sign: shows for domain in brought() for sign, shows in domain.is_shown_by.items()}
MOST = 4
"""Requests in one message; what has more is heard whole."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the message.

    `led`: words before it may begin another request ("and could you"); `strong`: they say that one
    follows ("另外", "by the way").
    """

    start: int
    end: int
    led: bool = False
    strong: bool = False
    signs: frozenset[str] = field(default=frozenset())

    @property
    def first(self) -> bool:
        return not self.led and self.start == 0

    def joined(self, following: Segment) -> Segment:
        return Segment(
            self.start, following.end, self.led, self.strong, self.signs | following.signs
        )


def pieces(text: str) -> list[Segment]:
    """The message cut at every mark and word that may stand between two requests."""
    found: list[Segment] = []
    start, led, strong = 0, False, False
    for cut in _CUT.finditer(text):
        if any(char.isalnum() for char in text[start : cut.start()]):
            end = cut.start() + (text[cut.start()] in _KEPT)
            found.append(Segment(start, end, led, strong))
            led = strong = False
        start = cut.end()
        strong = strong or cut["strong"] is not None
        led = led or strong or cut["word"] is not None
    if any(char.isalnum() for char in text[start:]):
        found.append(Segment(start, len(text), led, strong))
    return found


def candidates(
    text: str, entities: Iterable[Mapping[str, Any]], answers: Iterable[str] = ()
) -> list[Segment]:
    """Pieces that may be requests, each with what follows and is none; at most one if nothing
    speaks for two. `entities` are those of the whole message; those in `answers` answer a form.
    """
    there, answering = list(entities), dict.fromkeys(answers, "answer")
    joined: list[Segment] = []
    for piece in pieces(text):
        signed = replace(piece, signs=_signs(text, piece, there, {**_OF_ENTITY, **answering}))
        if joined and _breaks_instead(text, joined[-1], signed):
            lead = _INSTEAD.match(text[signed.start : signed.end])
            joined.append(replace(signed, start=signed.start + (lead.end() if lead else 0)))
        elif joined and _goes_with(joined[-1], signed, text):
            joined[-1] = joined[-1].joined(signed)
        else:
            joined.append(signed)
    return joined if len(joined) <= MOST else []


def _goes_with(before: Segment, after: Segment, text: str) -> bool:
    """Whether two pieces are about one thing, as far as their signs tell."""
    if after.led:
        return False
    if not after.signs or not before.signs:
        return True
    both = after.signs == before.signs == {"repair"}
    if both and _adds_a_fault(text, before, after):
        return False
    return before.signs == after.signs and not (
        both and _placed(text, before) and _placed(text, after)
    )


_IS_WELL = re.compile(
    r"(?<!不)好了(?![吗么没])|修好|没事了|恢复|正常了|又?能用了|(?:不|甭|别)(?:用|必|需要)?(?:再)?(?:来|修)|不[漏堵响吵滴]了|(?:取消|撤)(?:了|掉|吧)"
    r"|\b(?:works? again|working again|is back|(?:is|are|it'?s|they'?re) (?:fixed|fine|okay|ok|alright|good)|no need|never ?mind|cancel|stopped (?:leaking|dripping|beeping)|no longer)\b",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"^\W*(?:但是?|不过|可是|只是|就是|倒是|现在|结果|but|however|though|only|now|although)|\bthough\W*$",
    re.IGNORECASE,
)


def _breaks_instead(text: str, before: Segment, after: Segment) -> bool:
    """Whether one thing is said to be well again, and something else to be broken instead: "the
    air is back, no need to come, but the light is broken now"."""
    well = _IS_WELL.search(text[before.start : before.end])
    instead = text[after.start : after.end]
    broken = well is not None and bool(find_fault(instead)) and not _IS_WELL.search(instead)
    return broken and _INSTEAD.search(instead) is not None


_ADDS = re.compile(
    r"^\W*(?:而且|另|同时|还|另外|还有|同一?(?:个)?(?:楼层|层|楼)|隔壁|对面)|[\u4e00-\u9fffa-z]也|^\W*(?:and|plus|also)\b|\b(?:too|as well|also)\b|\b(?:two|three|couple of) (?:things|faults|problems|issues)\b|[两三]件事",
    re.IGNORECASE,
)


def _adds_a_fault(text: str, before: Segment, after: Segment) -> bool:
    """Whether something of another kind is said to be broken besides: "a light is out, and there
    are ants"."""
    parts = [text[one.start : one.end] for one in (before, after)]
    kinds = [[one.value for one in find_fault(part)] for part in parts]
    return all(kinds) and kinds[0] != kinds[1] and bool(_ADDS.search(text[before.end : after.end]))


_PLACED = re.compile(
    r"[A-Za-z]\s?[座栋]|[楼层]|\b[A-Za-z]-\d|\bfloor\b|\b(?:tower|building) [a-z]\b", re.IGNORECASE
)


def _placed(text: str, segment: Segment) -> bool:
    return _PLACED.search(text[segment.start : segment.end]) is not None


def _signs(
    text: str, piece: Segment, entities: Sequence[Mapping[str, Any]], of_entity: Mapping[str, str]
) -> frozenset[str]:
    words = text[piece.start : piece.end]
    signs = {name for name, pattern in _SIGN.items() if pattern.search(words)}
    for entity in entities:
        inside = piece.start <= entity.get("start", -1) < piece.end
        if inside and (sign := of_entity.get(entity["entity"])) is not None:
            signs.add(sign)
    signs.update(sign for sign, shows in _SHOWN_BY.items() if shows(words))
    return frozenset(signs)
