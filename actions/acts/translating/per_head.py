"""Numbers that follow from how many people there are: "there are seven of us now", "a pen each is
enough". Each line stands for the same people where all are multiples of the least."""

from collections.abc import Sequence

from actions.acts.translating.manners import placed, relation, relations
from actions.kit.said import Said
from services.acts.acts import Act, Edit, Op, Start, Unknown
from services.acts.state import Thing
from services.acts.values import Ref, What

_LEAST = 2
"""Of one of each it is not known whether it is for one person."""


def reckoned(acts: Sequence[Act], said: Said, order: Thing) -> list[Edit]:
    """Edits in place of those that the message was read as; none where no number follows so."""
    so_many = _of_so_many(acts, said, order) or _of_each(acts, said, order)
    return so_many or _apiece(acts, said, order)


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


def _apiece(acts: Sequence[Act], said: Said, order: Thing) -> list[Edit]:
    """ "5 of us now: 5 notebooks, pens still 2 each": of what alone is said to be so many for each,
    as many for all of them."""
    edits = [act for act in acts if isinstance(act, Edit)]
    counted = [act for act in edits for item, many in _each(said) if _sets(act, item, many)]
    if len(counted) != 1 or relation(said, "sets") is not None:
        return []
    [each] = counted
    edits = [one for one in edits if one is each or not _is_said_of_all(one, each)]
    heads = _heads_told(said, [one for one in edits if one is not each], order, each)
    if heads is None:
        return []
    whole = each.model_copy(update={"quantity": heads * (each.quantity or 1)})
    return [whole if one is each else one for one in edits]


def _each(said: Said) -> list[tuple[int, int]]:
    """Items, each with the number that is said of it alone to be for everybody."""
    heard = [e for e in said.spans if e["label"] == "item"]
    told = [*(e for e in placed(said) if e["entity"] == "item"), *heard]
    names = {e["start"]: e for e in told if e.get("value") is not None}
    found = []
    for apiece in relations(said, "apiece"):
        end = int(apiece["start"])
        counts = [e for e in placed(said) if e["entity"] == "quantity" and e["end"] <= end]
        before = sorted(start for start, e in names.items() if e["end"] <= end)
        if not counts or not before or said.text[counts[-1]["end"] : end].strip():
            continue
        clause = max(said.text.rfind(mark, 0, before[-1]) for mark in _MARKS)
        alone = sum(start > clause for start in before) == 1
        if alone and counts[-1]["start"] >= names[before[-1]]["end"]:
            found.append((int(names[before[-1]]["value"]), int(counts[-1]["value"])))
    return found


_MARKS = ",，.。;；:：!！?？\n"


def _sets(act: Edit, item: int, many: int) -> bool:
    sets = act.op is Op.SET and act.on is not None and act.quantity == many
    return sets and act.on is not None and act.on.item == item


def _is_said_of_all(act: Edit, each: Edit) -> bool:
    """Whether "each" was taken for all lines."""
    of_all = act.on is not None and act.on.among == "all"
    return of_all and act.op is each.op and act.quantity == each.quantity


def _heads_told(said: Said, others: Sequence[Edit], order: Thing, each: Edit) -> int | None:
    """For how many people it says that it is, or all that it sets besides is; else the lines."""
    told = [e for e in said.entities if e["entity"] == "headcount" and not e.get("role")]
    if len(told) == 1 and isinstance(told[0].get("value"), int):
        return int(told[0]["value"])
    numbers = {one.quantity for one in others}
    if others and all(one.op is Op.SET for one in others):
        return numbers.pop() if len(numbers) == 1 else None
    return _heads(order, but=each.on.item if each.on is not None else None) if not others else None


def _heads(order: Thing, *, but: int | None) -> int | None:
    """For how many people the lines are, but for one item; None if nobody can tell."""
    many = [line.quantity for line in order.lines if line.item != but]
    least = min(many, default=0)
    return least if least >= _LEAST and all(one % least == 0 for one in many) else None
