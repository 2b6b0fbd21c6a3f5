"""What there is to be in the end, said behind a change: "two of them would rather have the chive
ones, so four pork and two chive"."""

from collections.abc import Sequence

from actions.acts.translating.likely import probable
from actions.kit.said import Said
from services.acts.acts import Act, Edit, Op
from services.acts.state import State
from services.acts.values import Line, Ref, What

_LIKELY = 0.3


def swapped(acts: Sequence[Act], said: Said, state: State) -> tuple[Act, ...]:
    """A swap in place of what was read to be put in, where that comes to as many as there are of
    the one item of it that stands."""
    swaps = said.corrects or probable(said).get(f"edit:{Op.SWAP}", 0.0) >= _LIKELY
    puts = [act for act in acts if isinstance(act, Edit)]
    if said.pressed or not swaps or not any(act.op is Op.ADD for act in puts):
        return tuple(acts)
    told = _counted([line for act in puts for line in _lines(act)])
    orders = [one for one in state.things if one.what is What.ORDER and "edit" in one.may]
    stand = [line for one in orders for line in one.lines]
    goes = [item for item in told if any(line.item == item for line in stand)]
    comes = [item for item in told if item not in goes]
    if len(goes) != 1 or len(comes) != 1:
        return tuple(acts)
    there = sum(line.quantity for line in stand if line.item == goes[0])
    if told[goes[0]] + told[comes[0]] != there:
        return tuple(acts)
    on, line = Ref(item=goes[0]), Line(item=comes[0])
    swap = Edit(op=Op.SWAP, on=on, lines=(line,), part=told[comes[0]])
    return (swap, *(act for act in acts if act not in puts))


def _lines(act: Edit) -> tuple[Line, ...]:
    """What it puts in, or sets; else a line of nothing."""
    sets = act.op is Op.SET and act.on is not None
    if sets and act.on is not None:
        return (Line(item=act.on.item, quantity=act.quantity),)
    return act.lines if act.op is Op.ADD and act.lines else (Line(),)


def _counted(lines: Sequence[Line]) -> dict[int, int]:
    """How many of each; none where a line is not known, or says more than how many. What is said
    twice with one number is said again."""
    found: dict[int, int] = {}
    for line in lines:
        if line.item is None or line.options or line.note:
            return {}
        if line.quantity is None:
            continue
        if found.get(line.item, line.quantity) != line.quantity:
            return {}
        found[line.item] = line.quantity
    return found if all(line.item in found for line in lines) else {}
