"""Which registered visits a message names by who comes, and what it says of each of them; who is
counted and named at once."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from actions.kit.said import Entity, Said
from services.acts.state import Thing
from services.acts.values import Fields

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


def counted_by_name(said: Said, told: Fields) -> Fields:
    """ "One more visitor: Ann Bell": who is counted right before a name is who is named."""
    counted = [e for e in said.entities if e["entity"] == "headcount" and e.get("role") == "plus"]
    starts = [_start(e) for e in said.entities if e["entity"] == "visitor_name"]
    named = [e for e in counted if any(_introduces(said, e, at) for at in starts)]
    if not named or len(named) < len(counted):
        return told
    if sum(int(e["value"]) for e in named) > len(told.names):
        return told
    return told.model_copy(update={"headcount": None})


def _introduces(said: Said, counted: Entity, name: int) -> bool:
    """Whether nothing but a word that introduces stands between the number and the name."""
    end = int(counted["end"])
    words = said.text[end:name].casefold().strip(_AROUND_A_NAME)
    bare = words.removeprefix(next((one for one in _GUESTS if words.startswith(one)), ""))
    return end <= name and bare.strip(_AROUND_A_NAME) in _INTRODUCING


_AROUND_A_NAME = " :：,，.。;；-–—("
_GUESTS = ("客人", "访客", "来宾", "嘉宾", "贵宾", "同事", "朋友")
_INTRODUCING = frozenset(
    {"", "is", "are", "called", "named", "name is", "叫", "名叫", "是", "分别是"}
)


def _start(entity: Entity) -> int:
    return int(entity.get("start") or 0)


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
        (part_of(said, start, end), visit)
        for start, end, (_, visit) in zip(cuts, ends, named, strict=True)
    ]


def _clause(text: str, at: int) -> int:
    """Where the clause begins that holds a place of a text."""
    return max((text.rfind(mark, 0, at) + 1 for mark in _ENDS), default=0) or at


def part_of(said: Said, start: int, end: int) -> Said:
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
