"""What is said of a line and then said anew: "two noodles, no wait, three", "ballpoints, sorry, I
mean gel pens"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from actions.acts.translating.manners import manners
from actions.acts.translating.portions import overlap
from actions.kit.said import Entity, Said
from services.acts.state import State
from services.acts.values import What

_DETAILS = frozenset({"quantity", "option", "note"})
_PLACED = ("start", "end", "text", "value")
_CARRIED = frozenset({"add", "subtract", "set"})
"""What is done with a number is done with the one that is said anew."""
_NEAR = 6
"""Letters that may stand between the words that take something back and what is said anew."""


def settled(said: Said, state: State | None = None) -> Said:
    """The message without what it takes back itself. A name of what stands, for which something
    else is to come, is what goes: "not the power bank, I meant the charger"."""
    if said.pressed:
        return said
    swaps = said.acts.get("edit:swap", 0.0) >= _SWAPS
    stands = _standing(state) if swaps and state is not None else frozenset()
    for taken_back in manners(said, "rather"):
        change = _change(said, taken_back)
        if change is not None and not any(one.get("value") in stands for one in change.gone):
            said = change.made(said)
    return said


_SWAPS = 0.3


def _standing(state: State) -> frozenset[int]:
    orders = (one for one in state.things if one.what is What.ORDER and "edit" in one.may)
    return frozenset(line.item for one in orders for line in one.lines)


@dataclass(frozen=True, slots=True)
class _Change:
    gone: tuple[Entity, ...]
    moved: tuple[Entity, ...] = ()
    """Details that are of the line that is said anew."""
    group: str | None = None
    """The line that they are of then."""

    role: str | None = None
    """Of the number that is said anew: that of the first one."""

    def made(self, said: Said) -> Said:
        spans = [each for one in said.spans for each in self._spans(one, said)]
        return replace(said, entities=tuple(self._entities(said.entities)), spans=tuple(spans))

    def _spans(self, span: Entity, said: Said) -> Iterator[Entity]:
        """What was heard, with the number that nobody heard in place of the first one."""
        if not any(overlap(span, each) for each in self.gone):
            yield span
        elif span["label"] == "quantity" and not any(
            overlap(one, each) for one in said.spans for each in self.moved
        ):
            counts = [one for one in self.moved if one["entity"] == "quantity"]
            yield from ({**span, **{n: one[n] for n in _PLACED}} for one in counts[:1])

    def _entities(self, entities: Sequence[Entity]) -> Iterator[Entity]:
        for one in entities:
            if any(one is each for each in self.moved):
                told = {name: value for name, value in one.items() if name != "role"}
                role = {"role": self.role} if self.role and one["entity"] == "quantity" else {}
                yield {**told, **role, "group": self.group}
            elif not any(one is each for each in self.gone):
                yield one


def _change(said: Said, taken_back: Entity) -> _Change | None:
    told = [one for one in said.entities if one["entity"] in {"item", *_DETAILS}]
    before = [one for one in told if one["end"] <= taken_back["start"]]
    behind = [one for one in told if one["start"] >= taken_back["end"]]
    old = next((one for one in reversed(before) if one["entity"] == "item"), None)
    if old is None or not behind or old.get("role") is not None:
        return None
    if _letters(said, before[-1], taken_back) + _letters(said, taken_back, behind[0]) > _NEAR:
        return None
    if _is_put_in_besides(said, taken_back, behind[0]):
        return None
    line = [one for one in before if one.get("group") == old.get("group")]
    return _anew(line, old, behind)


def _anew(line: Sequence[Entity], old: Entity, behind: Sequence[Entity]) -> _Change | None:
    """`line`: what was said of the old one. `behind`: what follows the words that take it back."""
    first = behind[0]
    counts = tuple(one for one in line if one["entity"] == "quantity")
    if first["entity"] == "quantity" and first.get("group") in (old.get("group"), None):
        if not counts:
            return None
        role = counts[-1].get("role")
        role = str(role) if role in _CARRIED else None
        return _Change(gone=counts, moved=(first,), group=old.get("group"), role=role)
    new = next((one for one in behind if one["entity"] == "item"), None)
    if new is None or new.get("role") is not None or first.get("group") != new.get("group"):
        return None
    counted = any(
        one["entity"] == "quantity" and one.get("group") == new.get("group") for one in behind
    )
    kept = () if counted else counts
    if _may_be_one(old, new):
        kept = (*kept, *(one for one in line if one["entity"] in ("option", "note")))
    gone = tuple(one for one in line if not any(one is each for each in kept))
    return _Change(gone=gone, moved=kept, group=new.get("group"))


def _may_be_one(one: Entity, other: Entity) -> bool:
    """Whether two names may be of the same item."""
    ids = [{each.get("value"), *(each.get("candidates") or ())} - {None} for each in (one, other)]
    return bool(ids[0] & ids[1])


def _is_put_in_besides(said: Said, taken_back: Entity, behind: Entity) -> bool:
    adds = (one for one in said.entities if one["entity"] == "adds")
    return behind.get("role") not in (None, "part", "set") or any(
        taken_back["end"] <= one["start"] <= behind["start"] for one in adds
    )


def _letters(said: Said, one: Entity, other: Entity) -> int:
    return sum(sign.isalnum() for sign in said.text[one["end"] : other["start"]])
