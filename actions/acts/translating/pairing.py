"""Which name of a message a number or a wish belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass

from actions.kit.said import Entity

_NAMES = frozenset({"item", "ref"})
_DETAILS = frozenset({"quantity", "option", "note"})
_CLAUSE_ENDS = ",，;；。.!！?？\n"
_ALIKE = {
    "add": {"add", "in"}, "more": {"more", "add"}, "fewer": {"fewer", "remove"},
    "set": {"set", "in", "add"}, "part": {"out", "refine", "remove"}, "remove": {"remove", "fewer"},
    "factor": {"more", "double"}, "fill": {"fill", "add", "set"},
}  # fmt: skip
"""Roles that a number and the name that it counts have together."""
_AGREES, _DIFFERS = 1.5, -0.5
_BESIDE_QUANTITY, _BESIDE_WISH = 1.5, 1.0
_BEHIND = 0.6
"""A detail that follows its name: the usual place of a wish."""
_BREAK, _SPACE, _ACT = -2.0, -0.7, -1.5
_COUNTED = -3.0
"""A name has one number."""
_FAR = -0.1
_LEFT_OUT = -20.0
_APART = -1.5
"""Of wishes that are said in one breath."""


def names_of(spans: Sequence[Entity], text: str) -> list[int | None]:
    """Of each span the place of the name that it belongs to; None of what has none, and of names.

    Between two names there is one place where the details of the first end and those of the second
    begin; the best of all ways to cut is taken.
    """
    names = [at for at, one in enumerate(spans) if one["label"] in _NAMES]
    found: list[int | None] = [None] * len(spans)
    if not names:
        return found
    best = _Way(0.0, {}, counted=False)
    gaps = [*zip([None, *names], [*names, None], strict=True)]
    ways = [best]
    for before, behind in gaps:
        gap = _Gap(spans, text, before, behind)
        ways = _followed(ways, [gap.cut(at) for at in range(len(gap.details) + 1)])
    chosen = max(ways, key=lambda way: way.score)
    for at, name in chosen.names.items():
        found[at] = name
    return found


@dataclass(frozen=True, slots=True)
class _Way:
    """What was decided so far: of which name each detail is, and whether the last name has a
    number yet."""

    score: float
    names: dict[int, int]
    counted: bool


@dataclass(frozen=True, slots=True)
class _Cut:
    """Details between two names, some of them of the first."""

    score: float
    names: dict[int, int]
    counts_before: int
    counts_behind: int


def _followed(ways: Sequence[_Way], cuts: Sequence[_Cut]) -> list[_Way]:
    """The best way that ends with a counted name, and the best that does not."""
    best: dict[bool, _Way] = {}
    for way in ways:
        for cut in cuts:
            many = cut.counts_before + way.counted
            score = way.score + cut.score + _COUNTED * max(0, many - 1)
            score += _COUNTED * max(0, cut.counts_behind - 1)
            counted = cut.counts_behind > 0
            if counted not in best or score > best[counted].score:
                best[counted] = _Way(score, {**way.names, **cut.names}, counted)
    return list(best.values())


class _Gap:
    """What stands between two names, before the first, or behind the last."""

    def __init__(
        self, spans: Sequence[Entity], text: str, before: int | None, behind: int | None
    ) -> None:
        self.spans, self.text, self.before, self.behind = spans, text, before, behind
        first = 0 if before is None else before + 1
        last = len(spans) if behind is None else behind
        self.details = [at for at in range(first, last) if spans[at]["label"] in _DETAILS]

    def cut(self, at: int) -> _Cut:
        """The first `at` details are of the name before, the others of the name behind."""
        of_before = self.details[:at] if self.before is not None else []
        of_behind = self.details[at:] if self.behind is not None else []
        names = {detail: self.before for detail in of_before if self.before is not None}
        names |= {detail: self.behind for detail in of_behind if self.behind is not None}
        score = sum(_fits(self.spans, self.text, one, name) for one, name in names.items())
        return _Cut(
            score + _LEFT_OUT * (len(self.details) - len(names)) + _APART * self._parts(at),
            names,
            sum(_counts(self.spans[one]) for one in of_before),
            sum(_counts(self.spans[one]) for one in of_behind),
        )

    def _parts(self, at: int) -> bool:
        """Whether wishes that are said in one breath are parted."""
        if not 0 < at < len(self.details):
            return False
        one, other = (self.spans[self.details[place]] for place in (at - 1, at))
        return _are_one(one, other)


def _are_one(one: Entity, other: Entity) -> bool:
    wishes = one["label"] != "quantity" and other["label"] != "quantity"
    return bool(wishes and one["end"] == other["start"])


def _counts(one: Entity) -> bool:
    return one["label"] == "quantity" and one.get("role") != "part"


def _fits(spans: Sequence[Entity], text: str, at: int, name: int) -> float:
    one, other = spans[at], spans[name]
    follows = at > name
    first, last = (other, one) if follows else (one, other)
    gap = text[first["end"] : last["start"]]
    between = spans[min(at, name) + 1 : max(at, name)]
    latin = (
        text[one["start"] : one["end"]].isascii() or text[other["start"] : other["end"]].isascii()
    )
    score = _of_gap(gap, between, first["end"], latin=latin)
    if not between and (gap.strip() if latin else gap) == "":
        score += _BESIDE_QUANTITY if one["label"] == "quantity" else _BESIDE_WISH
    if follows:
        score += _BEHIND
    elif any(each["label"] == "op" for each in between):
        score += _ACT
    if one["label"] == "quantity":
        score += _of_roles(str(one.get("role") or ""), str(other.get("role") or ""))
    return score


def _of_gap(gap: str, between: Sequence[Entity], start: int, *, latin: bool) -> float:
    """What stands in between, but for other words that were heard. Between Chinese words a space is
    a comma of people who type none."""
    rest = gap
    for each in sorted(between, key=lambda one: -int(one["start"])):
        first, last = each["start"] - start, each["end"] - start
        rest = rest[:first] + rest[last:]
    breaks = sum(mark in _CLAUSE_ENDS for mark in rest)
    spaces = 0 if latin else rest.count(" ")
    letters = sum(mark.isalnum() for mark in rest)
    return _BREAK * breaks + _SPACE * spaces + _FAR * letters


def _of_roles(counted: str, named: str) -> float:
    if not counted or not named:
        return 0.0
    return _AGREES if named == counted or named in _ALIKE.get(counted, ()) else _DIFFERS
