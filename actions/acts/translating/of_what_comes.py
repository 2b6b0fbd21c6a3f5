"""Wishes for so many more of a line: they are of those that come, and not of what stands, nor of
the name behind them: "热干面再加一碗给同事，他那碗不要葱酸梅汤还是一杯"."""

from collections.abc import Sequence

from actions.acts.translating.heard import Heard
from actions.acts.translating.manners import placed, relation
from actions.kit.said import Entity, Said
from services.acts.acts import Act, Edit, Op
from services.acts.state import State, Thing
from services.acts.values import Line, Ref


def meant(acts: Sequence[Act], said: Said, state: State) -> tuple[Act, ...]:
    """The acts with such wishes on the line by which rules found them; on so many more of it, where
    those come."""
    order = Heard(said, state).order
    if order is None or said.pressed or relation(said, "all") is not None:
        return tuple(acts)
    told = list(acts)
    for act in acts:
        if not isinstance(act, Edit) or act.op is not Op.REFINE or act.part is not None:
            continue
        other = _its_item(act, said, order)
        item = other or (act.on.item if act.on is not None else None)
        more = next((one for one in told if _is_more_of(one, item)), None)
        if isinstance(more, Edit) and item is not None and _is_counted_with(act, item, said):
            line = Line(item=item, quantity=more.quantity, options=act.options, note=act.note)
            told[told.index(more)] = Edit(op=Op.ADD, lines=(line,), of=more.of)
            told.remove(act)
        elif other is not None:
            told[told.index(act)] = act.model_copy(update={"on": Ref(item=other)})
    return tuple(told)


def _its_item(act: Edit, said: Said, order: Thing) -> int | None:
    """The item by which rules found the wishes of the act, if it is another and offers them, which
    theirs does not."""
    if not act.options or act.without:
        return None
    item = act.on.item if act.on is not None else None
    offers = {line.item: line.offers for line in order.lines}
    if item not in offers or offers[item] & {*act.options}:
        return None
    wishes = [e for e in placed(said) if e["entity"] == "option" and e["value"] in act.options]
    found = {_item_of(one, said) for one in wishes}
    other = found.pop() if len(found) == 1 else None
    fits = other is not None and other != item and {*act.options} <= offers.get(other, frozenset())
    return other if fits else None


def _item_of(wish: Entity, said: Said) -> int | None:
    names = (e for e in placed(said) if e["entity"] == "item")
    same = [e for e in names if "group" in wish and e.get("group") == wish["group"]]
    return same[0].get("value") if len(same) == 1 else None


def _is_more_of(act: Act, item: int | None) -> bool:
    if not isinstance(act, Edit) or act.op is not Op.MORE or item is None:
        return False
    return act.on is not None and act.on.item == item


def _is_counted_with(act: Edit, item: int, said: Said) -> bool:
    """Whether the wishes are said behind the number of those that come."""
    told = [e for e in placed(said) if _item_of(e, said) == item]
    counts = [e for e in told if e["entity"] == "quantity" and e.get("role") == "add"]
    wishes = [e for e in told if e["entity"] in ("option", "note")]
    wishes = [e for e in wishes if e["value"] in (*act.options, act.note)]
    return bool(counts and wishes) and all(counts[0]["end"] <= e["start"] for e in wishes)
