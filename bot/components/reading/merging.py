"""Fields that were heard beside what rules found: one owner for each thing.

Rules own values: places, times, numbers of phones and plates. The reader says which words are a
field at all, and whether they say what it was; where it hears one that no rule has found in the
sentence, the words alone are read as one (docs/reference/reading.md has the figures).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.components.parsers.knowledge import Knowledge
from bot.components.parsers.phones import told_phone
from bot.components.parsers.places import find_places
from bot.components.parsers.plates import told_plate
from bot.components.parsers.spans import Span
from bot.components.parsers.times import told_times
from bot.components.parsers.visits import without_title
from bot.components.reading.said import Entity, Said
from bot.components.reading.valuing import number_in

SURE = 0.6
"""From which the reader is believed."""
OLD = "old"
_KINDS: Mapping[str, tuple[str, ...]] = {
    "place": ("location",),
    "time": ("time", "period", "shift", "meal", "same"),
    "name": ("visitor_name",),
    "reason": ("visit_reason",),
    "company": ("company",),
    "phone": ("phone",),
    "plate": ("plate", "no_car"),
    "headcount": ("headcount",),
}
"""Entities that rules, and the tagger of names, find where the reader hears a field."""
_NOW = frozenset({"now", "现在", "現在"})
"""More often said of how things are than of when somebody wants something."""
_HARDLY = 0.1
_OF_VISITS = ("start:visit", "give", "correct")
_MAY_BE_ABOUT_A_VISIT = 0.2


def merged(
    entities: Sequence[Entity],
    said: Sequence[Said],
    acts: Mapping[str, float],
    known: Knowledge,
    now: datetime,
) -> list[Entity]:
    """The entities with what was heard. `acts`: how likely each act is; names are heard in messages
    that may be about a visit only."""
    surely = [one for one in said if one.label in _KINDS and one.sure >= SURE]
    about_people = max(acts.get(name, 0.0) for name in _OF_VISITS) >= _MAY_BE_ABOUT_A_VISIT
    entities = [one for one in entities if not (_is_cut(one, surely) or _is_no_name(one))]
    says = max((share for name, share in acts.items() if _may_say(name)), default=0.0) >= _HARDLY
    entities = [
        _whole(one, surely, known) for one in entities if not _is_idle(one, said, says=says)
    ]
    marked = [_marked(one, surely) for one in entities]
    new = [
        entity
        for one in surely
        if about_people or one.label not in ("name", "reason", "company", "headcount")
        if not _found(one, entities)
        for entity in _read(one, known, now)
    ]
    return sorted([*marked, *new], key=lambda one: int(one["start"]))


def _is_no_name(entity: Entity) -> bool:
    """Whether it is a name that begins with a mark: the "? Just" of "at 11? Just her"."""
    words = str(entity.get("value") or "")
    return entity["entity"] == "visitor_name" and not words[:1].isalnum()


def _marked(entity: Entity, said: Sequence[Said]) -> Entity:
    """With the role `old`, where its words say what it was, and others say what it is."""
    new = {one.label for one in said if one.role != OLD}
    old = any(
        entity["entity"] in _KINDS[one.label]
        and one.role == OLD
        and one.label in new
        and one.sure_of_role >= SURE
        and one.overlaps(entity["start"], entity["end"])
        for one in said
    )
    return {**entity, "role": OLD} if old else entity


def _whole(entity: Entity, said: Sequence[Said], known: Knowledge) -> Entity:
    """A place with all of its parts, where words that are heard as one place have more of them than
    rules put together: 503 of "B座5楼财务室503"."""
    if entity["entity"] != "location":
        return entity
    start, end = int(entity["start"]), int(entity["end"])
    for one in said:
        longer = one.end - one.start > end - start
        if one.label == "place" and longer and one.start <= start and end <= one.end:
            found = find_places(one.text, known.buildings, expecting=True)
            if told := _together([entity["value"], *(span.value for span in found)]):
                return {
                    **entity, "value": told, "start": one.start, "end": one.end, "text": one.text,
                }  # fmt: skip
    return entity


def _together(places: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """One place of what several say; None where they differ."""
    told = dict(places[0])
    for place in places[1:]:
        for part, value in place.items():
            if value is None:
                continue
            if told.get(part) not in (None, value):
                return None
            told[part] = value
    return told


def _is_cut(entity: Entity, said: Sequence[Said]) -> bool:
    """Whether it is a part of a name that is heard whole: 梅女士 of 傅晓梅女士, 沈佳 of 沈佳宜."""
    start, end = int(entity["start"]), int(entity["end"])
    return entity["entity"] == "visitor_name" and any(
        one.label == "name"
        and (one.start < start < one.end or (one.start == start and end < one.end))
        for one in said
    )


def _is_idle(entity: Entity, said: Sequence[Said], *, says: bool) -> bool:
    """Whether it is a time that nobody means: a "now" that is not heard as one ("they are four
    now"); any that is not heard as one where the message says no fields (`says`)."""
    told = [one for one in said if one.label == "time"]
    if any(one.overlaps(entity["start"], entity["end"]) for one in told):
        return False
    now = str(entity.get("text")).casefold() in _NOW
    return now or (not says and entity["entity"] in _KINDS["time"])


def _may_say(act: str) -> bool:
    """Whether such an act has fields, or a day tells what it is on: "cancel tomorrow's guest"."""
    return act in ("give", "correct", "cancel", "danger") or act.startswith(("start", "ask"))


def _found(one: Said, entities: Sequence[Entity]) -> bool:
    """Whether rules have found it. How many come they say of the whole message: "plus 3 colleagues,
    one car"."""
    return any(
        entity["entity"] in _KINDS[one.label]
        and (one.label == "headcount" or one.overlaps(entity["start"], entity["end"]))
        for entity in entities
    )


def _read(one: Said, known: Knowledge, now: datetime) -> Iterator[Entity]:
    """The field in words that are known to be one."""
    old = {"role": OLD} if one.role == OLD and one.sure_of_role >= SURE else {}
    found: Sequence[Span]
    match one.label:
        case "place":
            found = find_places(one.text, known.buildings, expecting=True)
        case "time":
            found = told_times(one.text, now)
        case "phone" | "plate":
            told_as = told_phone if one.label == "phone" else told_plate
            if (value := told_as(one.text)) is not None:
                yield {**_entity(one, one.label, value), **old}
            return
        case "headcount":
            yield from _counted(one)
            return
        case label:
            yield {**_entity(one, _KINDS[label][0], _words(one)), **old}
            return
    for span in found:
        told: dict[str, Any] = {**span.extra, **_entity(one, span.entity, span.value), **old}
        yield {
            **told,
            "start": one.start + span.start,
            "end": one.start + span.end,
            "text": span.text,
        }


def _counted(one: Said) -> Iterator[Entity]:
    """How many people, or how many more or fewer."""
    many = number_in(one.text)
    role = {"role": one.role} if one.role in ("plus", "minus") else {}
    if many is not None:
        yield {**_entity(one, "headcount", many), **role}


def _words(one: Said) -> str:
    return without_title(one.text) if one.label == "name" else one.text


def _entity(one: Said, name: str, value: Any) -> Entity:
    return {
        "entity": name,
        "start": one.start,
        "end": one.end,
        "text": one.text,
        "value": value,
        "confidence": round(one.sure, 4),
        "extractor": "SpanTagger",
    }
