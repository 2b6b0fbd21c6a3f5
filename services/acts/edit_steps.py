"""The step of an edit: it says by itself which lines it is on and how many of each are left."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.acts.acts import Edit, Op
from services.acts.references import Hearing, Lines
from services.acts.state import StandingLine, Thing
from services.acts.steps import Step
from services.acts.values import Line, Ref, Target


@dataclass(frozen=True, slots=True)
class Reading:
    """Lines, and how many of each stand afterwards as it is now."""

    lines: Lines
    after: tuple[int, ...]


def total(lines: Sequence[StandingLine]) -> int:
    return sum(line.quantity for line in lines)


def lines_of(thing: Thing) -> tuple[Line, ...]:
    """Its lines as they would be asked for."""
    return tuple(
        Line(item=one.item, quantity=one.quantity, options=one.options, note=one.note)
        for one in thing.lines
    )


def becomes(act: Edit, thing: Thing) -> Step:
    """Its lines are exactly those of the act. As it is now stays what is the same in both."""
    wanted = [line.model_copy(update={"words": None}) for line in act.lines]
    after = []
    for line, told in zip(thing.lines, lines_of(thing), strict=True):
        same = (one for one in wanted if one.model_copy(update={"quantity": told.quantity}) == told)
        after.append(min(line.quantity, next((one.quantity or 0 for one in same), 0)))
    return Step(act, thing, thing.what, thing.lines, tuple(after))


def steps(act: Edit, reading: Reading, hearing: Hearing) -> Step:
    """One for each cart that it is on. Of what alone is kept, the other carts keep nothing."""
    if not hearing.carts:
        return _in_one(act, reading, hearing.thing)
    steps: list[Step] = []
    for cart in hearing.carts:
        pairs = zip(reading.lines, reading.after, strict=True)
        mine = [(line, after) for line, after in pairs if line in cart.lines]
        if mine:
            lines, left = tuple(line for line, _ in mine), tuple(after for _, after in mine)
            steps += _in_one(act, Reading(lines, left), cart).each
        elif act.op is Op.KEEP_ONLY:
            out = act.model_copy(update={"op": Op.REMOVE, "quantity": None})
            steps.append(_step(out, Reading(cart.lines, (0,) * len(cart.lines)), cart))
    return replace(steps[0], also=tuple(steps[1:]))


def _in_one(act: Edit, reading: Reading, thing: Thing) -> Step:
    """Of some portions of each of several lines, a step for each line."""
    some = act.op is Op.REFINE and act.part is not None and any(reading.after)
    if not some or len(reading.lines) == 1 or total(reading.lines) == sum(reading.after):
        return _step(act, reading, thing)
    pairs = zip(reading.lines, reading.after, strict=True)
    first, *rest = [_step(act, Reading((line,), (left,)), thing) for line, left in pairs]
    return replace(first, also=tuple(rest))


def _step(act: Edit, reading: Reading, thing: Thing) -> Step:
    """The act is written so that it says by itself which lines it is on and how many."""
    words = act.on.words if act.on is not None else None
    on = Ref(lines=tuple(line.id for line in reading.lines), words=words)
    of = Target(what=thing.what, thing=thing.id, number=thing.number, words=act.of.words)
    counted = act.model_copy(update=_amounts(act, reading) | {"on": on, "of": of})
    return Step(counted, thing, thing.what, reading.lines, reading.after)


def _amounts(act: Edit, reading: Reading) -> dict[str, object]:
    """What of an act becomes what, so that its quantity is that of each of its lines."""
    taken = total(reading.lines) - sum(reading.after)
    one = len(reading.lines) == 1
    amounts: dict[str, object] = {}
    if act.op in (Op.SET, Op.FILL) and one:
        amounts = {"op": Op.SET, "quantity": reading.after[0]}
    elif act.op in (Op.SET, Op.FILL, Op.MORE, Op.FEWER) and taken == 0:
        amounts = {"op": Op.MORE, "quantity": 0}
    elif act.op in (Op.FEWER, Op.REMOVE) and not any(reading.after):
        amounts = {"op": Op.REMOVE, "quantity": None}
    elif act.op is Op.KEEP_ONLY and taken == 0:
        amounts = {"quantity": None}
    elif act.op is Op.REFINE and act.part is not None:
        amounts = {"part": taken if one or taken == 0 else None}
    elif act.op is Op.SWAP:
        amounts = {"part": act.part if one or any(reading.after) else None}
        if len(act.lines) == 1 and act.lines[0].quantity is None:
            amounts |= {"lines": (act.lines[0].model_copy(update={"quantity": taken}),)}
    return amounts
