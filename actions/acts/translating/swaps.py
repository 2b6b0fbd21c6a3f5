"""A swap that was heard of a whole message, though not in the roles of its names."""

from collections.abc import Sequence

from actions.acts.translating.choosing import probable
from actions.acts.translating.heard import Heard
from services.acts.acts import Edit, Op, Restore
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
