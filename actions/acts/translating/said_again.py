"""Names that a message says of what stands already, or of what it does not want."""

from collections.abc import Iterator, Sequence

from actions.acts.translating.heard import Heard, start_of
from actions.acts.translating.manners import placed, relations
from actions.kit.said import Said
from services.acts.acts import Act, Edit, Op, Start
from services.acts.state import Standing, StandingLine, State
from services.acts.values import Line, Ref, What


def meant(acts: Sequence[Act], said: Said, state: State) -> tuple[Act, ...]:
    """The acts without what is only named as what is not wanted, with wishes on the line that
    stands, and a swap without what goes."""
    if said.pressed:
        return tuple(acts)
    order = Heard(said, state).order
    lines = order.lines if order is not None else ()
    told = [_without_what_goes(_without_others(act, said), said, lines) for act in acts]
    draft = order is not None and order.standing is Standing.DRAFT
    told = [each for act in told for each in (_refined(act, lines, said) if draft else [act])]
    return (*told, *_unwanted(told, said, lines))


def _unwanted(acts: Sequence[Act], said: Said, lines: Sequence[StandingLine]) -> Iterator[Edit]:
    """ "So two lattes and no muffins": what stands, and there is to be none of, is taken out."""
    edits = [act for act in acts if isinstance(act, Edit)]
    gone = {item for act in edits if act.op is Op.REMOVE and act.on for item in _items(act.on)}
    for one in said.entities if edits else ():
        if one["entity"] == "item" and one.get("none"):
            may = {one.get("value"), *(one.get("candidates") or ())} & {ln.item for ln in lines}
            if len(may) == 1 and not may & gone:
                yield Edit(op=Op.REMOVE, on=Ref(item=may.pop(), words=str(one["text"])))


def _items(ref: Ref) -> set[int]:
    return {*ref.candidates} | ({ref.item} if ref.item is not None else set())


def _without_others(act: Act, said: Said) -> Act:
    """ "Two AA batteries, not the AAA kind": what begins is without what it is not."""
    begins = isinstance(act, Start) and act.what is What.ORDER
    adds = isinstance(act, Edit) and act.op is Op.ADD
    if not (begins or adds) or not isinstance(act, Start | Edit) or len(act.lines) <= 1:
        return act
    away = [(start_of(one), int(one["end"])) for one in relations(said, "not")]
    named = [e for e in placed(said) if e["entity"] == "item"]
    gone = {
        str(e["text"]) for e in named if any(a <= start_of(e) and e["end"] <= b for a, b in away)
    }
    wanted = {str(e["text"]) for e in named} - gone
    left = tuple(one for one in act.lines if one.quantity or one.words not in gone)
    return act.model_copy(update={"lines": left}) if left and wanted else act


def _without_what_goes(act: Act, said: Said, lines: Sequence[StandingLine]) -> Act:
    """ "Drinks: no lemon tea, a Sprite": what stands, and is said to be replaced, does not come."""
    if not isinstance(act, Edit) or act.op is not Op.SWAP or len(act.lines) <= 1:
        return act
    goes = {
        e["value"] for e in placed(said) if e["entity"] == "item" and e.get("role") == "replaced"
    }
    goes &= {line.item for line in lines}
    comes = tuple(one for one in act.lines if one.item not in goes)
    if len(goes) != 1 or not comes or len(comes) == len(act.lines):
        return act
    return act.model_copy(update={"on": Ref(item=int(goes.pop())), "lines": comes})


def _refined(act: Act, lines: Sequence[StandingLine], said: Said) -> Iterator[Act]:
    """ "The rice with extra rice, and a soup": what stands once, and is named without a number
    beside something that is counted, is done so, and no second one."""
    if not isinstance(act, Edit) or act.op is not Op.ADD or len(act.lines) <= 1:
        yield act
        return
    again = [(one, line) for one in act.lines if (line := _stands(one, lines, said)) is not None]
    new = tuple(one for one in act.lines if one not in [each for each, _ in again])
    if not again or not new or not any(one.quantity for one in new):
        yield act
        return
    for one, line in again:
        on = Ref(lines=(line.id,), words=one.words)
        yield Edit(op=Op.REFINE, on=on, options=one.options, note=one.note)
    yield act.model_copy(update={"lines": new})


def _stands(one: Line, lines: Sequence[StandingLine], said: Said) -> StandingLine | None:
    if one.quantity is not None or not (one.options or one.note) or one.item is None:
        return None
    added = [e for e in placed(said) if e["entity"] == "item" and e.get("value") == one.item]
    first = min((start_of(e) for e in added), default=0)
    more = [e for e in placed(said) if e["entity"] == "adds" and e["end"] <= first]
    those = [line for line in lines if line.item == one.item]
    return those[0] if len(those) == 1 and not more else None
