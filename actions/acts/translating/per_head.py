"""Numbers that follow from how many people there are: "there are seven of us now", "a pen each is
enough". Each line stands for the same people where all are multiples of the least."""

from collections.abc import Sequence

from actions.acts.translating.manners import placed, relation
from actions.kit.said import Said
from services.acts.acts import Act, Edit, Op, Start, Unknown
from services.acts.state import Thing
from services.acts.values import Ref, What

_LEAST = 2
"""Of one of each it is not known whether it is for one person."""


def reckoned(acts: Sequence[Act], said: Said, order: Thing) -> list[Edit]:
    """Edits in place of those that the message was read as; none where no number follows so."""
    return _of_so_many(acts, said, order) or _of_each(acts, said, order)


def _of_so_many(acts: Sequence[Act], said: Said, order: Thing) -> list[Edit]:
    """All lines for so many people."""
    people, heads = relation(said, "sets"), _heads(order, but=None)
    edits = [act for act in acts if isinstance(act, Edit)]
    sets = all(act.op is Op.SET and (act.on is None or act.on.lines) for act in edits)
    plain = sets and all(isinstance(act, Edit | Unknown) or _counts(act) for act in acts)
    if people is None or heads is None or not plain or len(order.lines) < _LEAST:
        return []
    if said.says("item", "line_ref", "question", "option") or relation(said, "apiece"):
        return []
    many = int(people["many"])
    return [
        Edit(op=Op.SET, on=Ref(lines=(line.id,)), quantity=line.quantity // heads * many)
        for line in order.lines
        if many != heads
    ]


def _counts(act: Act) -> bool:
    """Whether it would register guests of whom nothing is known but how many."""
    of_guests = isinstance(act, Start) and act.what is What.VISIT
    return of_guests and act.fields.given <= {"headcount"}  # type: ignore[union-attr]


def _of_each(acts: Sequence[Act], said: Said, order: Thing) -> list[Edit]:
    """So many of one line for each of those for whom the others are."""
    each = [one for one in placed(said) if one["entity"] == "quantity" and one.get("each")]
    if len(acts) != 1 or len(each) != 1 or relation(said, "sets") is not None:
        return []
    [act] = acts
    if not isinstance(act, Edit) or act.op is not Op.SET or act.on is None or act.on.item is None:
        return []
    heads = _heads(order, but=act.on.item)
    if heads is None or act.quantity != each[0].get("value"):
        return []
    return [act.model_copy(update={"quantity": heads * int(act.quantity or 1)})]


def _heads(order: Thing, *, but: int | None) -> int | None:
    """For how many people the lines are, but for one item; None if nobody can tell."""
    many = [line.quantity for line in order.lines if line.item != but]
    least = min(many, default=0)
    return least if least >= _LEAST and all(one % least == 0 for one in many) else None
