"""Which registered visits a message names by who comes, and what it says of each of them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from actions.kit.said import Entity, Said
from services.acts.state import Thing

_ENDS = "，,。;；!！?？.\n"
_PARTS_OF_NAMES = 2
"""Letters from which a part of a name is one: "Marcus" is Marcus Bell."""


def named(said: Said, visits: Iterable[Thing]) -> list[tuple[int, Thing]]:
    """Those of which it names somebody, with where it does, in the order of the text."""
    found = [(at, one) for one in visits if (at := named_at(said, one)) is not None]
    return sorted(found, key=lambda each: each[0])


def named_at(said: Said, visit: Thing) -> int | None:
    """Where it names somebody who comes, as a whole or by a part of the name; None if nowhere."""
    names = [str(one) for one in visit.fields.get("names") or ()]
    places = [at for name in names if (at := said.text.casefold().find(name.casefold())) >= 0]
    places += [
        int(one.get("start") or 0)
        for one in said.entities
        if one["entity"] == "visitor_name" and any(_is_part(one, name) for name in names)
    ]
    places += [at for at, word in _words(said.text) if any(word in name.split() for name in names)]
    return min(places, default=None)


def _is_part(entity: Entity, name: str) -> bool:
    return str(entity["value"]).casefold() in name.casefold()


def _words(text: str) -> Iterable[tuple[int, str]]:
    """The words of a text that are written as names are, with where each begins."""
    start: int | None = None
    for at, sign in enumerate(f"{text} "):
        if sign.isascii() and sign.isalpha():
            start = at if start is None else start
        elif start is not None:
            word = text[start:at]
            if word.istitle() and len(word) >= _PARTS_OF_NAMES:
                yield start, word
            start = None


def one_by_one(said: Said, named: Sequence[tuple[int, Thing]]) -> list[tuple[Said, Thing]]:
    """What it says of each: from the sentence or clause on in which they are named, up to the next
    one. What stands before the first is of the first."""
    cuts = [0, *(_clause(said.text, at) for at, _ in named[1:])]
    ends = [*cuts[1:], len(said.text)]
    return [
        (_part(said, start, end), visit)
        for start, end, (_, visit) in zip(cuts, ends, named, strict=True)
    ]


def _clause(text: str, at: int) -> int:
    """Where the clause begins that holds a place of a text."""
    return max((text.rfind(mark, 0, at) + 1 for mark in _ENDS), default=0) or at


def _part(said: Said, start: int, end: int) -> Said:
    """A stretch of it, with what stands in there; places are counted from its beginning."""
    return replace(
        said,
        text=said.text[start:end],
        entities=tuple(_moved(one, start) for one in _inside(said.entities, start, end)),
        spans=tuple(_moved(one, start) for one in _inside(said.spans, start, end)),
    )


def _inside(entities: Sequence[Entity], start: int, end: int) -> list[Entity]:
    return [one for one in entities if start <= int(one.get("start") or 0) < end]


def _moved(entity: Entity, by: int) -> Entity:
    return {**entity, "start": int(entity.get("start") or 0) - by, "end": int(entity["end"]) - by}
