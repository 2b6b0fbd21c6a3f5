"""Numbers that are told as a share: half of the portions that stand, so many for each person."""

from collections.abc import Sequence

from services.acts.acts import Edit, Op
from services.acts.state import StandingLine, Thing
from services.acts.values import Line

DRINK = "drink"
_WHOLE = 1e-9


def part_of(act: Edit, lines: Sequence[StandingLine]) -> Edit | None:
    """The edit on as many portions of these lines as its share is; None where that is no whole
    number of them."""
    assert act.share is not None
    many = act.share * sum(line.quantity for line in lines)
    if many < 1 or abs(many - round(many)) > _WHOLE:
        return None
    counted = "quantity" if act.op in (Op.REMOVE, Op.FEWER, Op.SET, Op.KEEP_ONLY) else "part"
    return act.model_copy(update={counted: round(many), "share": None})


def with_people(lines: Sequence[Line], cart: Thing | None) -> tuple[Line, ...]:
    """Lines with the numbers that follow from how many eat: from the only dish that is counted in
    the same breath, else from the dishes that stand in the cart, a drink is nobody's meal. What is
    still for each of nobody knows how many stays so."""
    people = _people(lines, cart)
    if people is None:
        return tuple(lines)
    return tuple(_for(people, line) if line.each and line.quantity else line for line in lines)


def _people(lines: Sequence[Line], cart: Thing | None) -> int | None:
    told = [line.quantity for line in lines if line.quantity and not line.each]
    if told:
        return told[0] if len(told) == 1 else None
    asked = {line.item for line in lines}
    there = [line for line in cart.lines if line.item not in asked] if cart is not None else []
    dishes = [line for line in there if DRINK not in line.tags]
    return sum(line.quantity for line in dishes) or None


def _for(people: int, line: Line) -> Line:
    return line.model_copy(update={"quantity": (line.quantity or 0) * people, "each": False})
