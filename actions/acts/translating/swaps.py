"""A swap that was heard of a whole message, though not in the roles of its names."""

from collections.abc import Sequence

from actions.acts.translating.heard import Heard
from actions.acts.translating.likely import probable
from actions.acts.translating.manners import relation
from actions.kit.said import Said
from services.acts.acts import Act, Edit, Op, Restore
from services.acts.state import StandingLine, State
from services.acts.values import Line, Ref

_LIKELY = 0.5
_TOLD = ("", "mention", "out", "in")
"""Roles of names with which nothing but a swap is done."""


def only_heard(heard: Heard, edits: Sequence[Edit | Restore]) -> Edit | None:
    """What stands goes for the other thing that is named: "where I wrote flat whites I was thinking
    of cappuccinos". None where a swap is not likely, was heard in the roles as well, or more than
    the two is named."""
    order, said = heard.order, heard.said
    if order is None or probable(said).get(_SWAP, 0.0) < _LIKELY:
        return None
    if any(isinstance(one, Edit) and one.op is Op.SWAP for one in edits):
        return None
    names = [one for one in said.spans if one["label"] == "item" and one.get("value") is not None]
    if any(str(one.get("role") or "") not in _TOLD for one in names):
        return None
    named = dict.fromkeys(int(one["value"]) for one in names)
    there = {line.item for line in order.lines}
    goes, comes = [i for i in named if i in there], [i for i in named if i not in there]
    if len(goes) != 1 or len(comes) != 1:
        return None
    return Edit(op=Op.SWAP, on=Ref(item=goes[0]), lines=(Line(item=comes[0]),))


_SWAP = f"edit:{Op.SWAP}"


def with_what_stays(acts: Sequence[Act], said: Said, state: State) -> tuple[Act, ...]:
    """ "Make it an americano instead, still iced": what comes is done as what goes was, but for the
    choices that the message makes itself."""
    order = Heard(said, state).order
    if order is None or said.pressed or relation(said, "stays_so") is None:
        return tuple(acts)
    return tuple(_kept(act, order.lines) for act in acts)


def _kept(act: Act, lines: Sequence[StandingLine]) -> Act:
    if not isinstance(act, Edit) or act.op is not Op.SWAP or len(act.lines) != 1:
        return act
    [comes] = act.lines
    goes = [line for line in lines if act.on is not None and line.item == act.on.item]
    goes = goes or (list(lines) if len(lines) == 1 else [])
    if len(goes) != 1 or comes.item in (None, goes[0].item):
        return act
    groups = dict(goes[0].groups)
    chosen = {groups.get(code) for code in comes.options}
    stays = [code for code in goes[0].options if groups.get(code) not in chosen]
    options = tuple(dict.fromkeys((*comes.options, *stays)))
    return act.model_copy(update={"lines": (comes.model_copy(update={"options": options}),)})


def swapped_back(heard: Heard) -> list[tuple[int, Act]]:
    """Who wants what they had before the last change again: "one of the two would rather have the
    curry after all". One portion, unless it is said of all. Empty where it is none."""
    order, said = heard.order, heard.said
    change = next((one for one in heard.state.changed if order and one.thing == order.id), None)
    if order is None or change is None or not change.lines or not said.says("again", "restore"):
        return []
    before, now = _counted(change.lines), _counted(order.lines)
    less = [item for item in before if 0 < now.get(item, 0) < before[item]]
    more = [item for item in now if now[item] > before.get(item, 0)]
    named = {one.get("value") for one in said.spans if one["label"] == "item"} - {None}
    if len(less) != 1 or len(more) != 1 or named != {less[0]}:
        return []
    if said.acts.get(f"edit:{Op.MORE}", 0.0) >= _LIKELY or said.says("adds"):
        return []
    line = Line(item=less[0])
    whole = relation(said, "all") is not None
    many = now[more[0]] - before.get(more[0], 0) if whole else 1
    return [(0, Edit(op=Op.SWAP, on=Ref(item=more[0]), lines=(line,), part=many))]


def _counted(lines: Sequence[Line] | Sequence[StandingLine]) -> dict[int, int]:
    found: dict[int, int] = {}
    for line in lines:
        if line.item is not None:
            found[line.item] = found.get(line.item, 0) + (line.quantity or 1)
    return found
