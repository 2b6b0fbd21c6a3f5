"""Wishes that were heard to be of the name behind them, and that are of the one before: "热干面再加
一碗给同事，他那碗不要葱酸梅汤还是一杯"."""

from collections.abc import Sequence

from actions.acts.translating.heard import Heard
from actions.acts.translating.manners import placed
from actions.kit.said import Entity, Said
from services.acts.acts import Act, Edit, Op
from services.acts.state import State, Thing
from services.acts.values import Line, Ref


def meant(acts: Sequence[Act], said: Said, state: State) -> tuple[Act, ...]:
    """The acts with such wishes on the line by which rules found them, where that offers them and
    the other does not; of so many more of it, where there are."""
    order = Heard(said, state).order
    if order is None or said.pressed:
        return tuple(acts)
    told = list(acts)
    for act in acts:
        item = _its_item(act, said, order)
        if item is None or not isinstance(act, Edit):
            continue
        more = next((one for one in told if _adds_of(one, item)), None)
        if isinstance(more, Edit) and _is_counted_with(act, item, said):
            line = Line(item=item, quantity=more.quantity, options=act.options, note=act.note)
            told[told.index(more)] = Edit(op=Op.ADD, lines=(line,), of=more.of)
            told.remove(act)
        else:
            told[told.index(act)] = act.model_copy(update={"on": Ref(item=item)})
    return tuple(told)


def _its_item(act: Act, said: Said, order: Thing) -> int | None:
    """The item by which rules found the wishes of the act, if it is another than theirs."""
    if not isinstance(act, Edit) or act.op is not Op.REFINE or not act.options or act.without:
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


def _adds_of(act: Act, item: int) -> bool:
    more = isinstance(act, Edit) and act.op is Op.MORE and act.on is not None
    return more and isinstance(act, Edit) and act.on is not None and act.on.item == item


def _is_counted_with(act: Edit, item: int, said: Said) -> bool:
    """Whether the wishes are said behind the number of those that come."""
    counts = [
        e
        for e in placed(said)
        if e["entity"] == "quantity" and e.get("role") == "add" and _item_of(e, said) == item
    ]
    wishes = [e for e in placed(said) if e["entity"] == "option" and e["value"] in act.options]
    return bool(counts) and all(counts[0]["end"] <= e["start"] for e in wishes)
