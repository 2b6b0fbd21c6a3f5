"""Two faults that one message reports."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from actions.acts.translating import description, fields
from actions.acts.translating.heard import Heard, start_of
from actions.acts.translating.manners import relation, says_manner
from actions.kit.said import Said
from services.acts.acts import Act, Cancel, Start
from services.acts.values import Fields, Place, What

_ANCHOR = "fault"
_MARKS = "，,。;；\n"
_ALSO = ("还有", "另外", "以及", "同埋", "and also", " also ", " plus ", "另", "再有", "顺便")
"""Words that add a fault."""
_AND = " and "
"""Adds a fault if that is somewhere else: "it knocks and leaks" is one."""


def starts(heard: Heard) -> tuple[Start, ...]:
    """One for each, with what is said in its part of the message; empty where there is but one."""
    parts = _parts(heard.said)
    if len(parts) < 2:  # noqa: PLR2004
        return ()
    told = [_of(heard, part) for part in parts]
    same = [relation(part, "same_floor") is not None for part in parts]
    places = [_place(one.place, told, same_floor=so) for one, so in zip(told, same, strict=True)]
    return tuple(
        Start(what=What.REPAIR, fields=one.model_copy(update={"place": place}))
        for one, place in zip(told, places, strict=True)
    )


def _place(own: Place | None, told: Sequence[Fields], *, same_floor: bool) -> Place | None:
    """Its own, completed by what another part alone says: "rooms 904 and 905, Building B, 9F".
    Without one, it is where the first place that is named is."""
    named = [one.place for one in told if one.place is not None]
    if own is None:
        return named[0] if named else None
    buildings, floors = (
        {getattr(one, part) for one in named} - {None} for part in ("building", "floor")
    )
    update = {}
    if own.building is None and len(buildings) == 1:
        update["building"] = buildings.pop()
    if own.floor is None and len(floors) == 1 and (own.room is not None or same_floor):
        update["floor"] = floors.pop()
    return own.model_copy(update=update)


def _of(heard: Heard, part: Said) -> Fields:
    more = fields.of_repair(part, describes=True) | {
        "description": description.of(part, heard.said.text.find(part.text))
    }
    kinds = [one["category"] for one in part.spans if one.get("category")]
    if kinds:
        more["category"] = str(kinds[0])  # Of its own words, and not of the whole message.
    told = fields.fields_of(part).model_copy(update=more)
    whole = heard.fields()
    shared = {"phone": whole.phone} if told.phone is None and whole.phone else {}
    return told.model_copy(update=shared)


def besides(heard: Heard, ended: Act) -> Iterator[tuple[int, Start]]:
    """A new fault behind a report that is called off: "the power is back, no need to come; but the
    door won't open now". Without a place of its own it is where that is."""
    ticket = heard.thing(What.REPAIR)
    if not isinstance(ended, Cancel) or ended.of.what is not What.REPAIR or ticket is None:
        return
    but = next((one for one in heard.all("hedge") if str(one.get("text")).lower() in _BUT), None)
    fault = next((one for one in heard.all("fault") if but and start_of(one) > start_of(but)), None)
    if but is None or fault is None:
        return
    told = _of(heard, part_of(heard.said, int(but["end"]), len(heard.said.text)))
    if told.category in (None, ticket.fields.get("category")):
        return
    place = told.place if told.place is not None and not told.place.same else None
    there = ticket.fields.get("place")
    where = place or (there if isinstance(there, Place) else None)
    yield start_of(fault), Start(what=What.REPAIR, fields=told.model_copy(update={"place": where}))


_BUT = frozenset({"不过", "但是", "但", "but", "however", "只是", "可是"})


def _parts(said: Said) -> list[Said]:
    anchors = [one for one in said.spans if one["label"] == _ANCHOR and not one.get("role")]
    cuts = [0]
    for one, after in pairwise(anchors):
        cut = _cut(said.text, one["end"], after["start"])
        if cut is not None:
            cuts.append(cut)
    ends = [*cuts[1:], len(said.text)]
    parts = _with_what_is_its_own(said, [*zip(cuts, ends, strict=True)])
    cuts = [said.text.find(part.text) for part in parts]
    return parts if _each_has_its_own(parts, said.text, cuts) else []


def _with_what_is_its_own(said: Said, stretches: Sequence[tuple[int, int]]) -> list[Said]:
    """A part that says neither where nor of what kind it is belongs to the one before it: "a chair
    is broken, the backrest fell off"."""
    joined: list[tuple[int, int]] = []
    for start, end in stretches:
        part = part_of(said, start, end)
        own = part.says("location") or any(e.get("category") for e in part.spans)
        own = own or any(e["entity"] == "fault" for e in part.entities)
        adds = part.text.lower().startswith(_ALSO)
        if joined and not (own or adds):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return [part_of(said, start, end) for start, end in joined]


def _cut(text: str, start: int, end: int) -> int | None:
    """Where the second begins: at a word that adds it, else behind the last mark in between."""
    between = text[start:end]
    adds = [start + at for word in (*_ALSO, _AND) if (at := between.find(word)) >= 0]
    marks = [start + at + 1 for at, sign in enumerate(between) if sign in _MARKS]
    return min(adds) if adds else max(marks, default=None)


def _each_has_its_own(parts: Sequence[Said], text: str, cuts: Sequence[int]) -> bool:
    """Each its place, or all but the first are said to be there, too."""
    placed = all(part.says("location") for part in parts)
    if any(says_manner(part, "several") for part in parts):
        return True
    return placed or all(text[cut:].lower().startswith(_ALSO) for cut in cuts[1:])


def part_of(said: Said, start: int, end: int) -> Said:
    """A stretch of a message, with what was found in it; places count in the whole text."""
    inside = tuple(e for e in said.entities if start <= start_of(e) < end)
    spans = tuple(e for e in said.spans if start <= start_of(e) < end)
    return replace(said, text=said.text[start:end], entities=inside, spans=spans)
