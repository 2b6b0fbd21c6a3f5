"""What a message does to lines, read off the roles in which the reader heard their names.

`edits.py` reads the same off what rules found; `choosing.py` says which of the two is meant.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from actions.acts.translating.coming_back import comes_back_counted, stays_out
from actions.acts.translating.edits_of_names import (
    done_so,
    kept_alone,
    put_in,
    so_many,
    swapped,
    taken_out,
)
from actions.acts.translating.heard_lines import Spoken, spoken
from actions.acts.translating.manners import relations
from actions.acts.translating.portions import (
    counted_out,
    of_one_person,
    of_so_many_people,
    overlap,
)
from actions.acts.translating.standing_names import called
from actions.kit.said import Entity, Said
from services.acts.acts import Edit, Op, Restore
from services.acts.state import Thing
from services.acts.values import Ref

_COUNTED = {"more": Op.MORE, "fewer": Op.FEWER, "set": Op.SET}
_HALF = 0.5
_EVERY = ("all", "rest", "other")


def edits_by_roles(
    said: Said, order: Thing | None = None, *, offers: bool = False
) -> list[Edit | Restore]:
    """In the order of the text; empty where no name has a role that changes anything. `order`: the
    one that stands, of which half may be said. `offers`: whether our last message offers things of
    which words that point may mean one."""
    told = [one for one in said.spans if not (_is_measure(one, said) or _is_whole(one, said))]
    told = [one for one in told if not _stays(one, said)]
    told = [called(one, order) for one in told] if order is not None else told
    named = [of_one_person(one, said) for one in spoken(told, said.text)]
    if order is not None:
        named = [counted_out(one, named, order) for one in named]
    if order is not None:
        named = [of_so_many_people(one, said, order) for one in named]
    if offers and (chosen := list(_chosen(named, begins=order is None))):
        return chosen
    told_of = [one for one in _together(named) if not stays_out(one, said)]
    found = _of_those_put_in(_as_many(list(_Told(told_of, says_keep=_says(said, "keep")).edits())))
    if not found and _says(said, "restore"):
        return [Restore()]
    gone = order is not None and bool(order.removed)
    if gone and comes_back_counted(found, said):
        return [Restore(), found[0]]
    return found


def _as_many(edits: Sequence[Edit | Restore]) -> list[Edit | Restore]:
    """With the number that was set before, where one is set and not said again: "the lattes to
    eight, the water to match"."""
    many: int | None = None
    told: list[Edit | Restore] = []
    for one in edits:
        if isinstance(one, Edit) and one.op is Op.SET:
            many = one.quantity if one.quantity is not None else many
            told.append(one.model_copy(update={"quantity": many}))
        else:
            told.append(one)
    return told


def _of_those_put_in(edits: Sequence[Edit | Restore]) -> list[Edit | Restore]:
    """ "One more curry, that one with less rice": a wish for what was just put in besides is for so
    many portions of it."""
    told: list[Edit | Restore] = []
    for one in edits:
        before = told[-1] if told else None
        points = isinstance(one, Edit) and one.op is Op.REFINE and one.part is None
        points = points and one.on is not None and one.on == Ref(words=one.on.words)
        if points and isinstance(before, Edit) and before.op is Op.MORE:
            update = {"on": before.on, "part": before.quantity or 1}
            told.append(one.model_copy(update=update))
        else:
            told.append(one)
    return told


_CHOOSES = frozenset({"", "add", "set", "more", "refine", "mention"})


def _chosen(named: Sequence[Spoken], *, begins: bool) -> Iterator[Edit | Restore]:
    """What is chosen of what was offered: "both, three of each", "two of the latter". In the middle
    of an order only what is heard to be put in is a choice."""
    for one in named:
        if one.anchor is None or one.anchor["label"] != "ref":
            continue
        where, role = one.where(), one.role
        points = where is not None and (where.position is not None or where.among == "all")
        if points and (role == "add" or (begins and role in _CHOOSES)):
            many = next((each.quantity for each in (one, *named) if each.quantity), None)
            yield Edit(op=Op.ADD, on=where, quantity=many)


def _together(named: Sequence[Spoken]) -> list[Spoken]:
    """ "Ah Keung eats no noodles, his bowl becomes rice": a dish that goes, and the portion of it,
    are one where one thing comes for both."""
    outs = [one for one in named if one.role == "out" and one.anchor is not None]
    comes = [one for one in named if one.role == "in"]
    if len(outs) != 2 or len(comes) != 1:  # noqa: PLR2004 - a dish and a portion
        return list(named)
    dish = next((one for one in outs if _anchor_of(one)["label"] == "item"), None)
    portion = next((one for one in outs if _anchor_of(one)["label"] == "ref"), None)
    if dish is None or portion is None or _anchor_of(portion).get("value"):
        return list(named)
    dish = replace(dish, details=[*dish.details, *portion.details])
    return [dish if one.anchor is dish.anchor else one for one in named if one is not portion]


def _anchor_of(one: Spoken) -> Entity:
    return one.anchor or {}


def _is_measure(span: Entity, said: Said) -> bool:
    """Whether it is no name, but how something is counted: the "ream" of "1 ream of A4"."""
    unknown = span["label"] == "item" and not (span.get("value") or span.get("candidates"))
    return unknown and any(
        one["entity"] == "quantity" and one["start"] <= span["start"] and span["end"] <= one["end"]
        for one in said.entities
    )


def _is_whole(span: Entity, said: Said) -> bool:
    """Whether it is no line, but the order itself: "that order"."""
    return span["label"] == "ref" and any(
        one["entity"] == "kind" and one.get("whole") and overlap(one, span) for one in said.entities
    )


def _stays(span: Entity, said: Said) -> bool:
    """Whether it is only said to be as it was: "everything else stands"."""
    return span["label"] == "ref" and any(
        overlap(one, span) for one in relations(said, "rest_stays")
    )


def _says(said: Said, role: str) -> bool:
    return any(one["label"] == "op" and one.get("role") == role for one in said.spans)


class _Told:
    """The names of a message, some of which are only to be understood together."""

    def __init__(self, named: Sequence[Spoken], *, says_keep: bool) -> None:
        self.named = list(named)
        self.kept = [one for one in named if one.role == "keep" and not _is_every(one)]
        others = [one for one in named if one.role not in ("keep", "mention", "")]
        removed = [one for one in named if one.role == "remove"]
        clears = any(map(_is_every, removed))
        if not clears and (removed or (others and not says_keep)):
            self.kept = []  # "Double the rice, the noodles stay": nothing else is taken out.
        spared = [one for one in named if one.role in ("keep", "mention") and one not in self.kept]
        refs = [one.where() for one in spared if not _is_every(one)]
        self.spared = tuple(ref for ref in refs if ref is not None)
        more = [one for one in named if one.role == "more" and one.anchor is not None]
        self.tops_up = frozenset(
            {"", "add", "more"} if len(more) == 1 and _is_behind(more[0], named) else {"", "add"}
        )
        """Roles of a name that is put in until all come to a number: "ten in all, the rest in
        cola". A name before its number comes to it: "the lattes up to six"."""

    def edits(self) -> Iterator[Edit | Restore]:
        if self.kept:
            yield kept_alone(self.kept)
            yield from (done_so(wish, one.where()) for one in self.kept for wish in one.wishes())
        yield from self._swaps()
        adds: list[Spoken] = []
        filled = any(one.count_role == "fill" and one.role in self.tops_up for one in self.named)
        for one in self.named:
            if one.role in ("keep", "out", "in") or (self.kept and one.role == "remove"):
                continue
            if filled and one.role == "more" and one.count_role != "fill":
                continue  # It is put in until the number is there.
            if one.role == "add" and one.anchor is not None and not filled:
                adds.append(one)
                continue
            if adds:
                yield put_in(adds)
                adds = []
            yield from self._edit(one, filled=filled)
        if adds:
            yield put_in(adds)

    def _swaps(self) -> Iterator[Edit]:
        """Each that goes with what comes for it, whichever is named first."""
        named = [one for one in self.named if one.role in ("out", "in")]
        swaps: list[list[Spoken]] = []
        for one in named:
            done = bool(swaps) and len({each.role for each in swaps[-1]}) > 1
            if not swaps or (done and one.role == swaps[-1][0].role):
                swaps.append([])
            swaps[-1].append(one)
        for swap in swaps:
            comes = [one for one in swap if one.role == "in"]
            goes: list[Spoken | None] = [one for one in swap if one.role == "out"]
            for old in goes or [None]:
                if old is not None and not comes:
                    yield taken_out(old)
                elif len(comes) > 1 and all(one.part is not None for one in comes):
                    yield from (swapped(old, [one]) for one in comes)
                else:
                    yield swapped(old, comes)

    def _edit(self, one: Spoken, *, filled: bool) -> Iterator[Edit | Restore]:
        on, counted = self._where(one), one.count_role
        if counted == "factor" and self._is_past(one):
            counted = ""
        if counted == "factor" and any("share" in each for each in one.details):
            yield Edit(op=Op.FEWER, on=on, share=_HALF)
            return
        role = one.role if one.role not in ("", "mention") else counted
        if counted == "factor":
            yield Edit(op=Op.DOUBLE, on=on)
        elif counted == "fill":
            yield from self._filled(one)
        elif role == "remove":
            yield taken_out(one)
        elif role in _COUNTED:
            yield from so_many(one, _COUNTED[role], on)
        elif role == "restore":
            yield Restore(on=on)
            if one.quantity is not None and on is not None:
                yield Edit(op=Op.SET, on=on, quantity=one.quantity)
        elif role == "refine" or (one.anchor is None and one.wishes()):
            yield from (done_so(wish, on) for wish in one.wishes())
        elif role == "add" and not filled:
            yield Edit(op=Op.ADD, on=on, quantity=one.quantity)

    def _is_past(self, one: Spoken) -> bool:
        """Whether it was doubled before, and is less now: "doubled too much, take one back"."""
        told = one.counts("fewer", "set", "remove")
        return one.role in ("fewer", "set", "remove") and bool(told)

    def _where(self, one: Spoken) -> Ref | None:
        """ "All but the cola": what is spared is left out of the rest."""
        on = one.where()
        if on is not None and on.among in ("all", "rest") and self.spared:
            return on.model_copy(update={"among": "all", "but": self.spared})
        return on

    def _filled(self, one: Spoken) -> Iterator[Edit]:
        """So many in all: of what is named with it, or of what is put in for the rest."""
        many = next((each["value"] for each in one.counts("fill") if "value" in each), None)
        if one.role not in self.tops_up:
            yield Edit(op=Op.FILL, on=one.where(), quantity=many)
            return
        with_it = [
            each
            for each in self.named
            if each.anchor is not None and each.role in self.tops_up - {""}
        ]
        lines = tuple(line.model_copy(update={"quantity": None}) for each in with_it
                      for line in each.lines())  # fmt: skip
        on = one.where() if not lines else None
        yield Edit(op=Op.FILL, on=on, lines=lines, quantity=many)


def _is_behind(one: Spoken, named: Sequence[Spoken]) -> bool:
    """Whether it is said behind the number that all are to come to."""
    starts = [each["start"] for other in named for each in other.counts("fill")]
    return one.anchor is not None and bool(starts) and bool(min(starts) < one.anchor["start"])


def _is_every(one: Spoken) -> bool:
    where = one.where()
    return where is not None and where.among in _EVERY
