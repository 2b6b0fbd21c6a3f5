"""Portions that are told by how they are done: "the oat milk one large, not the other"."""

from collections.abc import Sequence

from actions.acts.translating.heard import Heard, start_of
from actions.acts.translating.lines import groups_of
from actions.acts.translating.manners import placed, relation, relations
from actions.kit.said import Entity, Said
from services.acts.acts import Act, Edit, Op
from services.acts.state import StandingLine, Thing
from services.acts.values import Ref

Placed = tuple[int, Act]


def refined(heard: Heard) -> list[Placed]:
    """The wishes of such portions, and of the others if they have some of their own; empty where it
    is not clear which portions those are, or something else is done."""
    order, said = heard.order, heard.said
    if order is None or "edit" not in order.may or said.says("question", "asks"):
        return []
    more = _put_in_behind(said)
    if more is None:
        return []
    codes = [e for e in placed(said) if e["entity"] == "option" and e.get("role") != "without"]
    points = {int(one["start"]) for one in relations(said, "that_one")}
    told = [e for e in codes if e["end"] in points]
    if len(told) != 1:
        return []
    lines = _so(str(told[0]["value"]), order)
    ends = start_of(more[0]) if more else len(said.text)
    wishes = [e for e in codes if told[0]["end"] <= start_of(e) < ends]
    if not lines or len({line.item for line in lines}) > 1 or not wishes:
        return []
    other = relation(said, "other_one")
    cut = start_of(other) if other is not None else len(said.text)
    edits = [_edit(lines, [e for e in wishes if start_of(e) < cut])]
    others = [line for line in order.lines if line.item == lines[0].item and line not in lines]
    if others:
        edits.append(_edit(others, [e for e in wishes if start_of(e) >= cut]))
    lines_in = tuple(line for one in groups_of(said, more[1:]) for line in one.lines())
    edits.append(Edit(op=Op.ADD, lines=lines_in) if lines_in else None)
    return [(start_of(told[0]), edit) for edit in edits if edit is not None]


def _put_in_behind(said: Said) -> list[Entity] | None:
    """Words that put something in, and what stands behind them: "微辣那碗不要辣了，再加个肉夹馍".
    Empty where no item is named, None where one is named before such words."""
    items = [start_of(e) for e in placed(said) if e["entity"] == "item"]
    if not items:
        return []
    adds = [e for e in placed(said) if e["entity"] == "adds" and e["end"] <= min(items)]
    if not adds:
        return None
    return [adds[-1], *(e for e in placed(said) if start_of(e) >= adds[-1]["end"])]


def without_the_other(acts: Sequence[Act], said: Said) -> tuple[Act, ...]:
    """ "The hot one large, the other not": of the other nothing is done. Who says that it is not
    wanted any more says so."""
    edits = [act for act in acts if isinstance(act, Edit)]
    refines = any(act.op is Op.REFINE for act in edits)
    if not refines or not any(one.get("plain") for one in relations(said, "other_one")):
        return tuple(acts)
    return tuple(act for act in acts if not (isinstance(act, Edit) and _takes_the_other(act)))


def _takes_the_other(act: Edit) -> bool:
    other = act.on is not None and act.on.among == "other"
    return other and act.op is Op.REMOVE and act.quantity is None


def _so(code: str, order: Thing) -> list[StandingLine]:
    """The lines that are done so, where some of the same item are not."""
    lines = [line for line in order.lines if code in line.options]
    items = {line.item for line in lines}
    beside = any(line.item in items and code not in line.options for line in order.lines)
    return lines if beside else []


def _edit(lines: Sequence[StandingLine], wishes: Sequence[Entity]) -> Edit | None:
    options = tuple(str(one["value"]) for one in wishes)
    on = Ref(lines=tuple(line.id for line in lines))
    return Edit(op=Op.REFINE, on=on, options=options) if options else None
