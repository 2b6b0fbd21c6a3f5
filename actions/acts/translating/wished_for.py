"""A wish in words of its own for one line that stands: "black ink for the pens"."""

from collections.abc import Sequence

from actions.acts.translating.heard import Heard
from actions.acts.translating.manners import placed, relation
from actions.kit.said import Said
from services.acts.acts import Act, Edit, Op, Unknown
from services.acts.state import State
from services.acts.values import Ref
from services.acts.wording import is_named


def noted(acts: Sequence[Act], said: Said, state: State) -> tuple[Act, ...]:
    """The acts with the wish as a note to that line, where they made something to buy of it, or
    nothing at all."""
    order, told = Heard(said, state).order, relation(said, "wish_for")
    if order is None or told is None or said.pressed or said.says("quantity", "question"):
        return tuple(acts)
    lines = [line for line in order.lines if is_named(line, str(told["of"]))]
    if len({line.item for line in lines}) != 1 or not all(_is_guess(act) for act in acts):
        return tuple(acts)
    items = [e for e in placed(said) if e["entity"] == "item" and e.get("value") is not None]
    if any(e["value"] != lines[0].item for e in items):
        return tuple(acts)
    return (Edit(op=Op.REFINE, on=Ref(item=lines[0].item), note=str(told["wish"])),)


def _is_guess(act: Act) -> bool:
    if isinstance(act, Unknown):
        return True
    adds = isinstance(act, Edit) and act.op is Op.ADD and bool(act.lines)
    return adds and all(line.quantity is None for line in act.lines)  # type: ignore[union-attr]
