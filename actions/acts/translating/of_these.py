"""A swap of some of those that are done in one way: "of the iced ones, make two a mocha"."""

from collections.abc import Sequence

from actions.acts.translating.heard import Heard, start_of
from actions.acts.translating.manners import placed
from actions.kit.said import Said
from services.acts.acts import Act, Edit, Op
from services.acts.state import StandingLine, State
from services.acts.values import Ref


def swapped(acts: Sequence[Act], said: Said, state: State) -> tuple[Act, ...]:
    """The acts, the swap on the one line that is done as it says before it names what comes; that
    comes once, and only as it is said behind its name."""
    order = Heard(said, state).order
    swaps = [act for act in acts if isinstance(act, Edit) and act.op is Op.SWAP and act.lines]
    if order is None or len(swaps) != 1 or said.pressed:
        return tuple(acts)
    [swap] = swaps
    comes = {line.item for line in swap.lines}
    line = _line(said, order.lines, comes) if len(comes) == 1 and None not in comes else None
    if line is None or (swap.on is not None and swap.on.item not in (None, line.item)):
        return tuple(acts)
    at = max(start_of(e) for e in placed(said) if e["entity"] == "item" and e.get("value") in comes)
    behind = {e["value"] for e in placed(said) if e["entity"] == "option" and start_of(e) > at}
    options = tuple(code for code in dict.fromkeys(map(str, behind)))
    told = swap.lines[0].model_copy(update={"options": options})
    part = swap.part or told.quantity
    part = part if part is not None and part < line.quantity else None
    on = Ref(lines=(line.id,), words=swap.on.words if swap.on is not None else None)
    meant = swap.model_copy(update={"on": on, "lines": (told,), "part": part})
    return tuple(meant if act is swap else act for act in acts)


def _line(said: Said, lines: Sequence[StandingLine], comes: set[int | None]) -> StandingLine | None:
    """The only line that has what is said before what comes, where others of its item have not."""
    names = [e for e in placed(said) if e["entity"] == "item" and e.get("value") is not None]
    new = [start_of(e) for e in names if e["value"] in comes]
    others = {e["value"] for e in names} - comes
    if not new or not others <= {line.item for line in lines}:
        return None
    told = [e["value"] for e in placed(said) if e["entity"] == "option" and start_of(e) < min(new)]
    those = [line for line in lines if told and set(told) <= set(line.options)]
    if len(those) != 1 or sum(line.item == those[0].item for line in lines) <= 1:
        return None
    return those[0]
