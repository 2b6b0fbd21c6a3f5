"""Into which order more is wanted, where the message says so itself, or answers our question."""

import json
from collections.abc import Iterator, Sequence

from actions.acts.translating.manners import says_manner
from actions.kit.said import Said
from services.acts.acts import Act, Edit, Op, Start, acts_of
from services.acts.state import Standing, State
from services.acts.values import Line, Target, What

_PUTS_IN = frozenset({Op.ADD, Op.MORE})
_IT, _NEW = "into_it", "a_new_one"


def chosen(said: Said, state: State) -> tuple[Act, ...]:
    """What our last message offers of the two: more of the order that is placed, or a new one."""
    if said.pressed or said.says("item"):
        return ()
    new, into = says_manner(said, _NEW), says_manner(said, _IT)
    if new == into or state.asked is None:
        return ()
    for one in state.asked.offered:
        offered = list(_adds(str(one.get("command") or "")))
        if offered and all(edit.of.new is new for edit in offered):
            return tuple(offered)
    return ()


def _adds(command: str) -> Iterator[Edit]:
    """The edits that a button holds."""
    _, brace, about = command.partition("{")
    for act in acts_of(json.loads(brace + about).get("acts") or ()) if brace else ():
        if isinstance(act, Edit) and act.op is Op.ADD:
            yield act


def as_said(acts: Sequence[Act], said: Said, state: State) -> tuple[Act, ...]:
    """What is put in, on the order that the message says. A cart that is open takes all of it."""
    orders = [one for one in state.things if one.what is What.ORDER]
    open_ = any(one.standing is Standing.DRAFT and not state.rests(one) for one in orders)
    if open_ or not any(one.standing is Standing.MADE for one in orders):
        return tuple(acts)
    if says_manner(said, _NEW):
        return tuple(_in_a_new_one(act) for act in acts)
    return tuple(map(_into_it, acts)) if says_manner(said, _IT) else tuple(acts)


def _in_a_new_one(act: Act) -> Act:
    if not isinstance(act, Edit) or act.op not in _PUTS_IN or act.of != Target():
        return act
    lines = act.lines
    if not lines and act.on is not None and act.on.item is not None:
        lines = (Line(item=act.on.item, quantity=act.quantity, options=act.options),)
    if not lines:
        return act
    of = Target(what=What.ORDER, new=True)
    return Edit(op=Op.ADD, lines=lines, of=of)


def _into_it(act: Act) -> Act:
    made = Target(what=What.ORDER, made=True)
    if isinstance(act, Start) and act.what is What.ORDER and act.lines and not act.again:
        return Edit(op=Op.ADD, lines=act.lines, of=made)
    if isinstance(act, Edit) and act.op in _PUTS_IN and act.of == Target():
        return act.model_copy(update={"of": made})
    return act
