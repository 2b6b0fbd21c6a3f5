"""Which lines a reference means: by item, position, property, or by what was spoken of before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from services.acts.acts import Edit, Op, Restore, Start
from services.acts.state import StandingLine, State, Thing
from services.acts.steps import Step
from services.acts.values import Ref, What
from services.acts.wording import is_called, is_named

Lines = tuple[StandingLine, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """Lines that fit a reference, in their order."""

    lines: Lines
    how: Literal["all", "item", "one"] = "all"
    """all: each of them is meant. item: they are portions of the one item that was named. one: one
    of them is meant, and it was not said which."""
    part: int | None = None
    """The reference counts portions: "the second cup" of a line of two."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """What a reference is read against."""

    thing: Thing
    state: State
    named: tuple[Step, ...] = ()
    """Steps of the message so far."""
    carts: tuple[Thing, ...] = ()
    """Those whose lines `thing` has together, where an edit is on all of them."""

    @property
    def offered(self) -> frozenset[int]:
        """Ids of the items that our last message offers."""
        return offered_items(self.state)

    def spoken(self, there: Sequence[StandingLine]) -> Lines:
        """Those that were spoken of last ("it"); none if nobody knows."""
        if len(there) == 1:
            return tuple(there)
        for step in reversed(self.named):
            if step.what is What.ORDER and (lines := touched(step, there)):
                return lines
        if asked := tuple(line for line in there if line.item in self.offered):
            return asked
        return tuple(line for line in there if line.id in self.thing.spoken)


def offered_items(state: State) -> frozenset[int]:
    offered = state.asked.offered if state.asked is not None else ()
    return frozenset(one["item"] for one in offered if isinstance(one.get("item"), int))


def find(ref: Ref, there: Sequence[StandingLine], hearing: Hearing) -> Fit:
    """The lines of `there` that a reference means; none where something of it fits nothing."""
    if ref.lines:
        return Fit(tuple(line for line in there if line.id in ref.lines))
    if ref.any_of:
        return _each_of(ref.any_of, there, hearing)
    described = _described(ref, there)
    among = _among(ref, described, there, hearing)
    left = _without(ref.but, among, hearing)
    if ref.position is not None:
        return _at(ref.position, left.lines, there)
    return left


def implied(there: Sequence[StandingLine], hearing: Hearing) -> Fit:
    """What is meant where no line is named: the only one, else what was spoken of last. All lines
    of one item are portions of it."""
    spoken = hearing.spoken(there)
    lines = spoken or tuple(there)
    if len(lines) == 1:
        return Fit(lines)
    return Fit(lines, "item" if len({line.item for line in lines}) == 1 else "one")


def touched(step: Step, there: Sequence[StandingLine]) -> Lines:
    """What a step of the same message has changed, among the lines as they stand now."""
    act = step.act
    if isinstance(act, Restore):
        back = {line.item for line in step.lines}
        return tuple(line for line in there if line.item in back)
    if isinstance(act, Start) or (isinstance(act, Edit) and act.op in (Op.ADD, Op.SWAP)):
        items = {line.item for line in act.lines} | {
            i for line in act.lines for i in line.candidates
        }
        return tuple(line for line in there if line.item in items)
    if not isinstance(act, Edit):
        return ()
    if act.op is Op.REFINE and any(step.after):
        return tuple(line for line in there if _is_refined(line, step, act))
    ids = {line.id for line in step.lines}
    return tuple(line for line in there if line.id in ids)


def _is_refined(line: StandingLine, step: Step, act: Edit) -> bool:
    """Whether this is what became of the portions that a step has refined."""
    return line.item in {one.item for one in step.lines} and is_so(line, act)


def is_so(line: StandingLine, act: Edit) -> bool:
    """Whether a line is already as an edit would have it."""
    return (
        set(act.options) <= set(line.options)
        and not set(act.without) & set(line.options)
        and (act.note is None or act.note in (line.note or ""))
    )


def free(act: Edit, need: int, lines: Lines) -> Lines:
    """ "One hot, one iced": portions of which no such choice was made yet go first, if they are
    enough."""
    groups = {group for line in lines for code, group in line.groups if code in act.options}
    plain = tuple(
        line
        for line in lines
        if not any(code in line.options for code, group in line.groups if group in groups)
    )
    return plain if sum(line.quantity for line in plain) >= need else lines


def _each_of(refs: Sequence[Ref], there: Sequence[StandingLine], hearing: Hearing) -> Fit:
    found = [find(ref, there, hearing) for ref in refs]
    if not all(fit.lines for fit in found):
        return Fit(())
    ids = {line.id for fit in found for line in fit.lines}
    sure = all(fit.how != "one" for fit in found)
    return Fit(tuple(line for line in there if line.id in ids), "all" if sure else "one")


def _described(ref: Ref, there: Sequence[StandingLine]) -> Fit:
    """Those that are of the item and have the property."""
    lines = [line for line in there if ref.item is None or line.item == ref.item]
    if ref.candidates:
        lines = [line for line in lines if line.item in ref.candidates]
    by_name = ref.has is None
    if ref.has is not None:
        called = [line for line in lines if is_called(line, ref.has)]
        by_name = not called
        lines = called or [line for line in lines if is_named(line, ref.has)]
    of_one = len({line.item for line in lines}) == 1
    named = ref.item is not None or (of_one and by_name)
    return Fit(tuple(lines), "all" if len(lines) == 1 else "item" if named and of_one else "one")


def _among(ref: Ref, fit: Fit, there: Sequence[StandingLine], hearing: Hearing) -> Fit:
    spoken = hearing.spoken(there)
    match ref.among:
        case "all":
            return Fit(fit.lines)
        case "rest":
            return Fit(_minus(fit.lines, _named(there, hearing)))
        case "other":
            return Fit(_minus(fit.lines, spoken)) if spoken else fit
        case "last" | "asked":
            asked = tuple(line for line in there if line.item in hearing.offered)
            return _both(fit, asked if asked and ref.among == "asked" else spoken)
    if _says_nothing(ref):
        return Fit(fit.lines) if ref.but else implied(there, hearing)
    return fit


def _says_nothing(ref: Ref) -> bool:
    said = (ref.item, ref.has, ref.position)
    return not ref.candidates and all(one is None for one in said)


def _both(fit: Fit, spoken: Lines) -> Fit:
    """Those that fit among those that were spoken of; all that fit where nobody knows which."""
    lines = tuple(line for line in fit.lines if line in spoken)
    return Fit(lines) if spoken else Fit(fit.lines, "all" if len(fit.lines) == 1 else "one")


def _named(there: Sequence[StandingLine], hearing: Hearing) -> Lines:
    """What the message has named so far; where it has named nothing, what was spoken of before."""
    edits = [step for step in hearing.named if step.lines]
    begun = [step for step in hearing.named if step.what is What.ORDER and not step.lines]
    for steps in (edits, begun):
        named = {line.id for step in steps for line in touched(step, there)}
        if steps and (edits or named):
            return tuple(line for line in there if line.id in named)
    return hearing.spoken(there)


def _without(but: Sequence[Ref], fit: Fit, hearing: Hearing) -> Fit:
    """Nothing at all if what is to be left out is not there: "all but the cola" without a cola is
    a mistake, and not everything."""
    out = [find(ref, fit.lines, hearing).lines for ref in but]
    if not all(out):
        return Fit(())
    left = fit.lines
    for lines in out:
        left = _minus(left, lines)
    how = "all" if len(left) == 1 else fit.how
    return Fit(left, how)


def _minus(lines: Lines, out: Lines) -> Lines:
    return tuple(line for line in lines if line not in out)


def _at(position: int, fitting: Lines, there: Sequence[StandingLine]) -> Fit:
    """The nth of those that fit; else the nth of all, if it fits; else the nth portion of the only
    one."""
    index = position - 1 if position > 0 else position
    for lines in (fitting, tuple(there)):
        if position != 0 and -len(lines) <= index < len(lines) and lines[index] in fitting:
            return Fit((lines[index],))
    if position != 0 and len(fitting) == 1 and abs(position) <= fitting[0].quantity:
        return Fit(fitting, part=1)
    return Fit(())
