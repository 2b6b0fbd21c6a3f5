"""Cars of a visit that are not named by a whole plate, and cars that do not come after all."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from __future__ import annotations

import re
from collections.abc import Iterator

from .normalise import Normalised, normalise
from .numbers import CHINESE, to_int
from .plates import PROVINCES, find_plates
from .spans import Span, keep_first

#: 台 and 部 count machines as well.
_CAR_ZH = r"(?:辆(?:车子?)?|[台部]车子?)"
_PART = re.compile(
    rf"(?:(?:车牌)?尾号|号牌|车牌)?(?P<zh>[{PROVINCES}][a-z]?(?:[a-z0-9]{{0,4}})|[a-z]?\d[a-z0-9]{{1,4}}|[a-z]{{1,3}}\d[a-z0-9]{{0,3}})\s?(?:开头|结尾)?的?(?:那|这)一?{_CAR_ZH}"
    r"|\bthe (?:car |plate |one |vehicle )?(?:that (?:ends|starts) |(?:ending|starting|beginning) )(?:in |with )?(?P<ends>[a-z0-9]{2,6})\b"
    r"|\bthe (?P<en>(?=[a-z]*\d)[a-z0-9]{2,6}) (?:car|van|vehicle|plate)\b",
    re.ASCII,
)
_PLACE = re.compile(
    rf"第(?P<zh>\d|{CHINESE}){_CAR_ZH}|\b(?P<en>first|second|third|fourth|last) (?:car|van|vehicle|plate)\b",
    re.ASCII,
)
_PLACES = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
_OFF_BEHIND = re.compile(
    rf"\s?(?:的?(?:那|这)?一?{_CAR_ZH}|的车|的)?\s?(?:先|就|已经|现在|也)?(?:不(?:会)?来|不开|不用|不要|不进|不需要|来不了|取消|去掉|删[掉除了]|划掉|拿掉|撤[掉销了])"
    r"|(?: car| one| van)?,? (?:is|are|was|will|does)?(?:n'?t| not| no longer|'s not)? ?(?:be |need to be )?(?:not|no longer|isn'?t|won'?t|cancell?ed|taken off|removed|dropped|can (?:go|come off))(?: (?:be )?(?:coming|come|comes|needed|driving|there))?\b"
    r"|(?: car| one| van)? (?:isn'?t|won'?t|is not|will not|is no longer|no longer) (?:be )?(?:com(?:ing|es?)|needed|driv(?:ing|es?))\b|(?: car| one| van)? off(?: (?:the|my) list)?\b",
    re.ASCII,
)
_OFF_BEFORE = re.compile(
    r"(?:去掉|删[掉除]|取消|划掉|拿掉|减掉|撤[掉销]|不要)(?:了)?(?:车牌|那?[辆台]?车)?[号码]?\s?$"
    r"|\b(?:(?:take|cross|strike) (?:off|out)|take|remove|drop|delete|cancel|scratch|without|forget)(?: the| my| our)?(?: (?:car|van|vehicle|plate|number|one))?(?: with)?(?: plate)?\s?$",
    re.ASCII,
)
_NOT_BEFORE = re.compile(r"(?:不是|而非|并非)\s?$|\b(?:not|instead of|rather than)\s?$", re.ASCII)
OFF, OLD = "off", "old"


def find_cars(text: str | Normalised) -> list[Span]:
    """Entity `car`: {"part": signs of a plate} or {"position": n}, -1 being the last; role `off`
    where it does not come after all, `old` where another is meant ("not the one ending in 233").
    A whole plate is one where it does not come."""
    message = normalise(text)
    whole = find_plates(message)
    told = keep_first([*_parts(message), *_positions(message)])
    told = [one for one in told if not any(one.overlaps(plate) for plate in whole)]
    gone = [
        message.span("car", start, end, {"part": str(plate.value)}, role=OFF)
        for plate in whole
        for start, end in [(message.position(plate.start), message.position(plate.end))]
        if _role(message, start, end) == OFF
    ]
    return [*gone, *told]


def _parts(message: Normalised) -> Iterator[Span]:
    for match in _PART.finditer(message.text):
        part = match["zh"] or match["ends"] or match["en"]
        value = {"part": part.upper()}
        yield message.span("car", *match.span(), value, role=_role(message, *match.span()))


def _positions(message: Normalised) -> Iterator[Span]:
    for match in _PLACE.finditer(message.text):
        place = _PLACES[match["en"]] if match["en"] else to_int(match["zh"])
        value = {"position": place}
        yield message.span("car", *match.span(), value, role=_role(message, *match.span()))


def _role(message: Normalised, start: int, end: int) -> str | None:
    if _NOT_BEFORE.search(message.text, 0, start):
        return OLD
    if _OFF_BEHIND.match(message.text, end) or _OFF_BEFORE.search(message.text, 0, start):
        return OFF
    return None
