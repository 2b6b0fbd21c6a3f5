"""So many people who want one thing, and the others another."""

from collections.abc import Sequence

from actions.acts.translating.manners import placed, relation
from actions.acts.translating.portions import overlap
from actions.kit.said import Entity, Said
from services.acts.acts import Act, Edit, Op, Start
from services.acts.values import Line, What


def counted(acts: Sequence[Act], said: Said) -> tuple[Act, ...]:
    """The acts, with each line that is put in for so many people counted by them."""
    told = {int(one["of"]): one for one in said.entities if one["entity"] == "shared"}
    if not told:
        return tuple(acts)
    return tuple(_counted(act, told, _heads(said)) for act in acts)


def _counted(act: Act, told: dict[int, Entity], heads: int | None) -> Act:
    puts_in = isinstance(act, Edit) and act.op is Op.ADD
    begins = isinstance(act, Start) and act.what is What.ORDER
    if not (puts_in or begins) or not isinstance(act, Edit | Start):
        return act
    known = sum(int(many) for one in told.values() if (many := one.get("value")) is not None)
    left = heads - known if heads is not None and heads > known else None
    lines = tuple(_line(one, told, left) for one in act.lines)
    return act.model_copy(update={"lines": lines})


def _line(line: Line, told: dict[int, Entity], left: int | None) -> Line:
    one = told.get(line.item) if line.item is not None else None
    if one is None:
        return line
    if many := one.get("value") or left:
        return line.model_copy(update={"quantity": many, "each": False})
    return line if line.quantity else line.model_copy(update={"each": True})


_OF_COUNTS = frozenset({"figure", "number", "quantity", "relation", "headcount", "item", "shared"})
"""What a number of people or portions may stand in; one in a place, an hour or a phone is none."""


def _heads(said: Said) -> int | None:
    """How many there are in all."""
    for one in said.entities:
        if one["entity"] == "headcount" and one.get("role") is None:
            return int(one["value"])
    people = relation(said, "sets")
    elsewhere = [one for one in placed(said) if one["entity"] not in _OF_COUNTS]
    figures = [
        one
        for one in placed(said)
        if one["entity"] == "figure" and not any(overlap(one, other) for other in elsewhere)
    ]
    if people is not None:
        return int(people["many"])
    return int(figures[0]["value"]) if figures else None
