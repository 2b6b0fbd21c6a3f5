"""What a line that stands is called by people who know that it does: "my noodle", "the soup"."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from actions.acts.translating.heard import start_of
from actions.acts.translating.manners import placed, relations
from actions.kit.said import Entity, Said
from services.acts.state import StandingLine, State, Thing
from services.acts.values import What
from services.acts.wording import is_named

_OF_WHAT_STANDS = frozenset({"out", "refine", "remove", "fewer", "keep"})
"""Roles of names of what is there already."""
_TO_WHAT_STANDS = _OF_WHAT_STANDS | {"set", "more"}
_SURELY_STANDS = _OF_WHAT_STANDS | {"set"}
"""Though "another" stands before it: "also make the rice two"."""
_COMES_INSTEAD = frozenset({"in", "replacement"})
_BREAKS = "，,。;；!！?？\n "


def called(span: Entity, order: Thing) -> Entity:
    """The name that was heard, of the one item of the order that is called so, where it would be
    none of the order's."""
    if span["label"] != "item" or span.get("role") not in _OF_WHAT_STANDS:
        return span
    there = {line.item for line in order.lines}
    meant = {span.get("value"), *(span.get("candidates") or ())} - {None}
    if meant & there:
        return span
    words = str(span.get("called") or span.get("text") or "")
    items = {line.item for line in order.lines if is_named(line, words)} if words else set()
    if len(items) != 1:
        return span
    told = {name: value for name, value in span.items() if name != "candidates"}
    return {**told, "value": items.pop()}


_LONGEST = 8


def begins(text: str) -> list[str]:
    """The words with which a text begins, the longest first."""
    return [text[:at] for at in range(min(len(text), _LONGEST), 0, -1)]


def ends(text: str) -> list[str]:
    """The words with which a text ends, the longest first."""
    return [text[-at:] for at in range(min(len(text), _LONGEST), 0, -1)]


def names_one(
    ways: Iterable[str], lines: Sequence[StandingLine], entities: Sequence[Entity] = ()
) -> tuple[int, str] | None:
    """The one item that the first of these words name which name one, and the words."""
    there = {line.item for line in lines}
    for words in ways:
        items = {line.item for line in lines if is_named(line, words)}
        named = (e for e in entities if e["entity"] == "item" and e.get("text") == words)
        items = items or {int(e["value"]) for e in named if e.get("value") in there}
        if len(items) == 1:
            return items.pop(), words
    return None


def settled(said: Said, state: State) -> Said:
    """The message with a part of a name as the one item that stands and is called so, where another
    name of it stands, or it corrects or changes something: "water and notebooks, 10 each"."""
    orders = [one for one in state.things if one.what is What.ORDER and "edit" in one.may]
    lines = [line for one in orders for line in one.lines]
    there = {line.item for line in lines}
    names = [one for one in (*said.entities, *said.spans) if _is_name(one)]
    done = any(str(one.get("role") or "") in _TO_WHAT_STANDS for one in names)
    if said.pressed or not (
        done or said.corrects or any(one.get("value") in there for one in names)
    ):
        return said
    open_ = [
        one for one in names if one.get("value") is None and not _comes(one, names, said, there)
    ]
    meant = {_at(one): _meant(one, lines) for one in open_}
    if not any(meant.values()):
        return said
    entities = tuple(_as_meant(one, meant) for one in said.entities)
    return replace(said, entities=entities, spans=tuple(_as_meant(o, meant) for o in said.spans))


def _comes(name: Entity, names: Sequence[Entity], said: Said, there: Set[int | None]) -> bool:
    """Whether it is put in, rather than what stands: "另外来一份饭". So many of each, of it and of
    what stands, are what there is to be."""
    roles = {str(one.get("role") or "") for one in names if _meet(one, name)}
    if roles & _COMES_INSTEAD or (not roles & _SURELY_STANDS and _is_behind_more(name, said)):
        return True
    return "add" in roles and not (
        relations(said, "each_of")
        and any(one.get("role") == "add" and one.get("value") in there for one in names)
    )


def _is_behind_more(name: Entity, said: Said) -> bool:
    """Whether it stands behind "another" in one breath; more people are not more of it."""
    people = [one for one in placed(said) if one["entity"] == "headcount"]
    for one in placed(said):
        if one["entity"] != "adds" or any(_meet(one, each) for each in people):
            continue
        between = said.text[int(one["end"]) : start_of(name)].lstrip(_BREAKS)
        if one["end"] <= start_of(name) and not any(
            mark in between for mark in _BREAKS.replace(" ", "")
        ):
            return True
    return False


def _meet(one: Entity, other: Entity) -> bool:
    if "start" not in one or "start" not in other:
        return one is other
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def _at(name: Entity) -> tuple[int, str]:
    return start_of(name), str(name.get("text"))


def _is_name(one: Entity) -> bool:
    return "item" in (one.get("entity"), one.get("label"))


def _meant(name: Entity, lines: Sequence[StandingLine]) -> int | None:
    words = str(name["text"])
    items = {line.item for line in lines if is_named(line, words)}
    may = {*(name.get("candidates") or ())}
    items = items & may if items & may else items
    return items.pop() if len(items) == 1 else None


def _as_meant(one: Entity, meant: dict[tuple[int, str], int | None]) -> Entity:
    item = meant.get(_at(one)) if _is_name(one) and one.get("value") is None else None
    if item is None:
        return one
    away = ("candidates", "kins", "unknown")
    return {name: value for name, value in one.items() if name not in away} | {"value": item}
