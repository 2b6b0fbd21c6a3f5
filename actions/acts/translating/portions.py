"""How many portions of a line a name is said of: somebody's, half of them, as many as people."""

from collections.abc import Sequence
from dataclasses import replace

from actions.acts.translating.heard_lines import Spoken
from actions.kit.said import Entity, Said
from services.acts.state import Thing

_SOME = frozenset({"out", "refine", "remove", "fewer"})
"""What is often done with one person's portion."""
_PEOPLE = "位"


def of_one_person(one: Spoken, said: Said) -> Spoken:
    """With the portion that rules found in its words or right before them: "his latte" is one of
    them. Words that point at nothing but a portion name no line."""
    anchor = one.anchor
    if anchor is None or one.role not in _SOME or one.quantity is not None or one.part is not None:
        return one
    if one.role in ("remove", "out") and anchor["label"] == "item" and is_somebodys(said, anchor):
        portion = {"label": "quantity", "role": "part", "value": 1, "confidence": 1.0}
        return replace(one, details=[*one.details, {**anchor, **portion}])
    for own in said.entities:
        found = own["entity"] == "quantity" and own.get("role") == "part"
        if found and (overlap(own, anchor) or own["end"] == anchor["start"]):
            ends = anchor["label"] == "ref" and own["end"] == anchor["end"]
            part = {**own, "label": "quantity"}
            named = {**anchor, "value": {}} if ends else anchor
            return replace(one, anchor=named, details=[*one.details, part])
    return one


_ENDS = ",，.。;；!！?？\n"


def is_somebodys(said: Said, name: Entity) -> bool:
    """Whether a name is said of one person's portion: "my soy milk", "Bo skips the soup"."""
    start, end = int(name.get("start") or 0), int(name.get("end") or 0)
    items = (one for one in said.entities if one["entity"] == "item" and one.get("own"))
    if any(int(one["start"]) < end and start < int(one["end"]) for one in items):
        return True
    begins = max(said.text.rfind(mark, 0, start) for mark in _ENDS) + 1
    people = {
        int(one["start"])
        for one in (*said.entities, *said.spans)
        if one.get("entity") == "visitor_name" or one.get("label") == "name"
        if begins <= int(one["start"]) and int(one["end"]) <= start
    }
    return len(people) == 1


def counted_out(one: Spoken, named: Sequence[Spoken], order: Thing) -> Spoken:
    """With the number that half of what stands is."""
    there = _standing([one, *(other for other in named if other.role == "out")], order)
    details = [
        {**each, "value": int(many)}
        if "share" in each and (many := there * float(each["share"])) >= 1 and many.is_integer()
        else each
        for each in one.details
    ]
    return replace(one, details=details)


def of_so_many_people(one: Spoken, said: Said, order: Thing) -> Spoken:
    """With as many portions as people are told of, where they are fewer than there are portions:
    "two of us eat no chicken, make it tofu". Of what comes where nothing is said to go."""
    goes = any(span.get("role") == "out" and span["label"] != "op" for span in said.spans)
    takes = one.role in ("remove", "out") or (one.role == "in" and not goes)
    if not takes or one.anchor is None or one.counts():
        return one
    people = [
        each
        for each in said.entities
        if (each["entity"] == "headcount" and each.get("role") != "plus")
        or (each["entity"] == "quantity" and each.get("unit") == _PEOPLE)
    ]
    if len(people) != 1 or not 0 < int(people[0]["value"]) < _standing([one], order):
        return one
    part = {**people[0], "label": "quantity", "role": "part", "confidence": 1.0}
    return replace(one, details=[*one.details, part])


def _standing(named: Sequence[Spoken], order: Thing) -> int:
    """How many stand of the first of these that stands; of the only line, where none does."""
    for one in named:
        item = (one.anchor or {}).get("value")
        if there := sum(line.quantity for line in order.lines if line.item == item):
            return there
    return order.lines[0].quantity if len({line.item for line in order.lines}) == 1 else 0


def overlap(one: Entity, other: Entity) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])
