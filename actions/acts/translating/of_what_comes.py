"""Wishes for so many more of a line: they are of those that come, and not of what stands, nor of
the name behind them: "热干面再加一碗给同事，他那碗不要葱酸梅汤还是一杯"."""

from collections.abc import Iterator, Sequence, Set

from actions.acts.translating.heard import Heard, start_of
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
    told = [each for act in acts for each in _apart(act, said, order)]
    parts = {one.part for one in told if isinstance(one, Edit) and one not in acts} - {None}
    told = [one for one in told if not _only_counts(one, parts)]
    for act in tuple(told):
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
    wishes = _wishes(act.options, said)
    found = {_item_of(one, said) for one in wishes}
    other = found.pop() if len(found) == 1 else None
    if other == item and _stand_before(wishes, item, said):
        other = _only_one_with(act.options, order)
    fits = other is not None and other != item and {*act.options} <= offers.get(other, frozenset())
    return other if fits else None


def _apart(act: Act, said: Said, order: Thing) -> Iterator[Act]:
    """ "一份不要香菜，再来三杯可乐": what is put in without a wish that is told before the words
    which put it in, where only something that stands offers that."""
    lines = act.lines if isinstance(act, Edit) and act.op is Op.ADD else ()
    options = tuple(dict.fromkeys(code for line in lines for code in line.options))
    wishes, item = _wishes(options, said), _only_one_with(options, order)
    named = {line.item for line in lines}
    alone = len(named) == 1 and not named & {line.item for line in order.lines}
    names = [e for e in placed(said) if e["entity"] == "item" and e.get("value") in named]
    comes = min((start_of(e) for e in names), default=0)
    adds = [start_of(e) for e in placed(said) if e["entity"] == "adds" and e["end"] <= comes]
    before = bool(wishes and adds) and all(e["end"] <= adds[-1] for e in wishes)
    before = before and said.text[int(wishes[-1]["end"]) : adds[-1]].strip() != "的"
    if not isinstance(act, Edit) or not alone or not before or item is None:
        yield act
        return
    yield Edit(
        op=Op.REFINE, on=Ref(item=item), part=_part(wishes[0], item, order, said), options=options
    )
    many = sum(line.quantity or 1 for line in lines)
    yield act.model_copy(
        update={"lines": (lines[0].model_copy(update={"options": (), "quantity": many}),)}
    )


def _only_counts(act: Act, parts: Set[int | None]) -> bool:
    """Whether it is nothing but the number of the portions that are done so."""
    return isinstance(act, Edit) and act.op is Op.SET and act.on is None and act.quantity in parts


def _part(wish: Entity, item: int, order: Thing, said: Said) -> int | None:
    """How many the wish is counted for, where that is not all of them."""
    stands = sum(line.quantity for line in order.lines if line.item == item)
    counts = [e for e in placed(said) if e["entity"] == "quantity" and e["end"] == wish["start"]]
    many = int(counts[0]["value"]) if counts else stands
    return many if many < stands else None


def _wishes(options: Sequence[str], said: Said) -> list[Entity]:
    return [e for e in placed(said) if e["entity"] == "option" and e["value"] in options]


def _only_one_with(options: Sequence[str], order: Thing) -> int | None:
    """The only item of the order that is offered so."""
    those = {line.item for line in order.lines if {*options} <= line.offers}
    return those.pop() if options and len(those) == 1 else None


def _stand_before(wishes: Sequence[Entity], item: int | None, said: Said) -> bool:
    """Whether they are told before the name, and not as what it is to be: 多饭的."""
    names = [e for e in placed(said) if e["entity"] == "item" and e.get("value") == item]
    last = max((int(e["end"]) for e in wishes), default=0)
    return bool(names and wishes) and all(
        last <= start_of(e) and "的" not in said.text[last : start_of(e)] for e in names
    )


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
