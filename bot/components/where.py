"""Where each request of a message is: what a part says, and what another part says for it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.components.splitting import Part

_THERE = re.compile(
    r"(?:那|这)(?:里|儿|边)|那個地方|那裡|這裡|送过来|送過來|拿过来"
    r"|\b(?:there|here)\b(?!'?s| (?:is|are|yet))",
    re.IGNORECASE,
)


def in_one_place(parts: Sequence[Part]) -> list[Part]:
    """Of several faults of which one alone says where it is, all are there."""
    faults = [part for part in parts if part.business == "repair"]
    places = [place for part in faults if (place := part.value("location")) is not None]
    if len(faults) < 2 or len(places) != 1:  # noqa: PLR2004
        return list(parts)
    return [
        part.with_place(_there(part, places[0]), (0, 0))
        if part in faults and part.value("location") is None
        else part
        for part in parts
    ]


_SAME_FLOOR = re.compile(
    r"同一?(?:个)?(?:楼层|层|楼)|\bsame (?:floor|level|storey)\b", re.IGNORECASE
)


_ON_IT = re.compile(
    r"的?[男女]?(?:厕所|洗手间|卫生间|茶水间|走廊|电梯[口厅间]|大厅|前台|机房|楼梯间)"
)


def _there(part: Part, place: Mapping[str, Any]) -> Mapping[str, Any]:
    """The place, without its room where only the floor is the same."""
    same = _SAME_FLOOR.search(part.text)
    if same is None:
        return place
    named = _ON_IT.match(part.text, same.end())
    return {**place, "room": None, "place": named[0].removeprefix("的") if named else None}


def _completed(part: Part, before: Part | None) -> Part:
    """ "And the toilet on the same floor": in the building, on the floor, of the part before."""
    place, there = part.value("location"), before.value("location") if before else None
    if place is None or there is None or place.get("building") or not there.get("building"):
        return part
    if part.business != "repair" or before is None or before.business != "repair":
        return part
    floor = there.get("floor") if _SAME_FLOOR.search(part.text) else place.get("floor")
    whole = {**place, "building": there["building"], "floor": floor}
    entities = [
        {**one, "value": whole} if one.get("value") is place else one
        for one in part.parsed.get("entities") or ()
    ]
    return replace(part, parsed={**part.parsed, "entities": entities})


def with_places(parts: Sequence[Part]) -> list[Part]:
    """ "那里" and "there" are the place that an earlier part named; nothing else is carried on."""
    place: Any = None
    carried: list[Part] = []
    for part in map(_completed, parts, (None, *parts)):
        named, pointing = part.value("location"), _THERE.search(part.text)
        place = named or place
        if named is None and place is not None and pointing is not None:
            carried.append(part.with_place(place, pointing.span()))
        else:
            carried.append(part)
    return carried
