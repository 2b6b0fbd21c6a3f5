"""Of two things that a message says of a line, which one is wanted: what stands is what it was.

"6 lattes, not 4", "iced after all, hot is too hot for me", "not the clear one, double-sided", "the
other way round: 3 and 2". Words that take something back stand before or behind, or are left out;
what stands tells the two apart.
"""

from collections.abc import Iterator, Sequence

from actions.acts.translating.manners import placed, relations
from actions.kit.said import Entity, Said
from services.acts.acts import Act, Edit, Op, Unknown
from services.acts.state import Standing, StandingLine, State, Thing
from services.acts.values import Line, Ref, What
from services.acts.wording import is_called, is_named

_SWAP, _SWAPS, _SURELY_SWAPS = f"edit:{Op.SWAP}", 0.3, 0.8


def meant(acts: Sequence[Act], said: Said, state: State) -> tuple[Act, ...]:
    """The acts with what is wanted of each two."""
    order = _order(state)
    if order is None or said.pressed:
        return tuple(acts)
    if (told_apart := _told_apart(acts, said, order)) is not None:
        return (told_apart,)
    if (swapped := _for_its_owner(acts, said)) is not None:
        return swapped
    stays = _unchanged(said)
    acts = [one for act in acts for one in _beside_what_stays(act, stays, order)]
    several = len({act.on for act in acts if isinstance(act, Edit) and act.op is Op.SET}) > 1
    told = [one for act in acts for one in _meant(act, said, order, several=several)]
    return tuple(one for one in told if not _is_on(one, stays)) or tuple(told)


def _unchanged(said: Said) -> frozenset[int]:
    """ "One stapler fewer. Staples unchanged": what is named last before such words, unless it is
    said between how many there are to be: "the folders down to half, the rest unchanged"."""
    rest = {int(one["end"]) for one in relations(said, "rest_stays")}
    told = (one for one in relations(said, "unchanged") if int(one["end"]) not in rest)
    words = next(told, None)
    named = [*placed(said), *said.spans]
    items = [
        (int(e["start"]), _ids(e))
        for e in named
        if "item" in (e.get("entity"), e.get("label")) and _ids(e)
        if words is not None and e["end"] <= words["start"]
    ]
    if not items:
        return frozenset()
    at, ids = max(items, key=lambda one: one[0])
    changed = [e for e in placed(said) if e["entity"] == "quantity" and e.get("share")]
    return ids if not any(int(e["start"]) > at for e in changed) else frozenset()


def _beside_what_stays(act: Act, stays: frozenset[int], order: Thing) -> Iterator[Act]:
    """ "Four lattes, croissants as they are": beside what stays, numbers are what is to stand."""
    adds = isinstance(act, Edit) and act.op is Op.ADD and bool(act.lines) and bool(stays)
    if not adds or not isinstance(act, Edit):
        yield act
        return
    stands = {line.item for line in order.lines}
    left = [line for line in act.lines if line.item not in stays]
    sets = [one for one in left if one.item in stands and one.quantity and not one.options]
    for line in sets:
        on = Ref(item=line.item, words=line.words)
        yield Edit(op=Op.SET, on=on, quantity=line.quantity, of=act.of)
    if more := tuple(line for line in left if line not in sets):
        yield act.model_copy(update={"lines": more})


def _ids(named: Entity) -> frozenset[int]:
    """The items that words may mean."""
    one = named.get("value")
    return frozenset([int(one)] if one is not None else named.get("candidates") or ())


def _is_on(act: Act, items: frozenset[int]) -> bool:
    on = act.on if isinstance(act, Edit) and act.op in _COUNTS else None
    return on is not None and bool({on.item, *on.candidates} & items)


_COUNTS = frozenset({Op.SET, Op.MORE, Op.FEWER, Op.REMOVE})


def _for_its_owner(acts: Sequence[Act], said: Said) -> tuple[Act, ...] | None:
    """ "The second one's owner eats no fat, give him the pork with peppers": what was heard to come
    goes for the line that is pointed at, for whose portion a reason was told."""
    edits = [act for act in acts if isinstance(act, Edit)]
    points = [act for act in edits if act.op is Op.REFINE and act.on and act.on.position]
    adds = [act for act in edits if act.op is Op.ADD and len(act.lines) == 1]
    if len(points) != 1 or len(adds) != 1 or len(edits) != 2:  # noqa: PLR2004
        return None
    comes = {one.get("value") for one in said.spans if one.get("role") == "in"}
    if said.acts.get(_SWAP, 0.0) < _SWAPS or adds[0].lines[0].item not in comes:
        return None
    swap = Edit(op=Op.SWAP, on=points[0].on, lines=adds[0].lines, of=adds[0].of)
    return tuple(swap if act is adds[0] else act for act in acts if act is not points[0])


def _order(state: State) -> Thing | None:
    orders = [one for one in state.things if one.what is What.ORDER and "edit" in one.may]
    drafts = [one for one in orders if one.standing is Standing.DRAFT]
    return next(iter((*drafts, *orders)), None)


def _meant(act: Act, said: Said, order: Thing, *, several: bool) -> Iterator[Act]:
    if not isinstance(act, Edit):
        yield act
        return
    act = _of_the_only_one(act, order)
    if act.op not in _TOLD_TWICE:
        yield act
    elif act.op is Op.SET:
        yield act if several else _counted(act, said, order)
    elif act.op is Op.REFINE and len(act.options) > 1:
        yield _wished(act, said, order)
    elif act.op is Op.ADD and act.lines and said.says("exchange"):
        yield from _exchanged(act, order)
    elif act.op is Op.ADD and len(act.lines) == 1:
        yield _swapped(act, said, order)
    elif act.op is Op.SWAP and said.acts.get(_SWAP, 0.0) >= _SURELY_SWAPS:
        yield act.model_copy(update={"lines": _comes(act, order), "part": act.part or None})
    else:
        yield act


_TOLD_TWICE = frozenset({Op.SET, Op.REFINE, Op.ADD, Op.SWAP})


def _of_the_only_one(act: Edit, order: Thing) -> Edit:
    """A wish is for the only item that stands, where words that call no line were heard as one:
    "right, one without chilli"."""
    on = act.on
    if act.op is not Op.REFINE or on is None or on.has is None or on.item is not None:
        return act
    one_item = len({line.item for line in order.lines}) == 1
    words = on.has
    if not one_item or any(is_called(one, words) or is_named(one, words) for one in order.lines):
        return act
    return act.model_copy(update={"on": None})


# Numbers


def _counted(act: Edit, said: Said, order: Thing) -> Edit:
    """Set to the other number that it says, where it is set to what stands; to the one number that
    was surely heard to be set, where rules took another: "three, my colleague needs one, too"."""
    heard = {int(one["value"]) for one in said.spans if _is_set(one)}
    if len(heard) == 1 and act.quantity not in heard and len(_named(said)) <= 1:
        others = {one.get("value") for one in said.spans if one["label"] == "quantity"}
        if act.quantity not in others:
            return act.model_copy(update={"quantity": heard.pop()})
    lines = _on(act.on, order)
    stands = sum(line.quantity for line in lines)
    if not lines or act.quantity != stands or len({line.item for line in lines}) > 1:
        return act
    if len(_named(said)) > 1:
        return act
    numbers = {int(one["value"]) for one in _numbers(said)} - {stands}
    return act.model_copy(update={"quantity": numbers.pop()}) if len(numbers) == 1 else act


_SURE = 0.9


def _is_set(span: Entity) -> bool:
    told = span["label"] == "quantity" and span.get("role") == "set"
    return told and bool(span.get("value")) and float(span.get("confidence") or 0.0) >= _SURE


def _named(said: Said) -> set[frozenset[int]]:
    """What is named, however it is called."""
    named = [*placed(said), *said.spans]
    items = [_ids(e) for e in named if "item" in (e.get("entity"), e.get("label")) and _ids(e)]
    return {one for one in items if not any(one < other for other in items)}


def _told_apart(acts: Sequence[Act], said: Said, order: Thing) -> Edit | None:
    """ "12 rather than 10", of which nothing else was understood: two numbers, one of which is how
    many stand of the line that is named, or of one line alone."""
    if not all(isinstance(act, Unknown) for act in acts) or not said.corrects:
        return None
    apart = [e for e in placed(said) if e["entity"] in _NO_COUNTS]
    figures = [
        int(e["value"])
        for e in placed(said)
        if e["entity"] == "figure" and not any(_meet(e, one) for one in apart)
    ]
    named = {e.get("value") for e in said.entities if e["entity"] == "item"}
    lines = [line for line in order.lines if line.item in named or not named]
    stands = [line for line in lines if line.quantity in figures]
    if len(set(figures)) != 2 or len(stands) != 1:  # noqa: PLR2004
        return None
    wanted = next(one for one in figures if one != stands[0].quantity)
    return Edit(op=Op.SET, on=Ref(lines=(stands[0].id,)), quantity=wanted)


_NO_COUNTS = frozenset({"location", "time", "period", "shift", "phone", "plate", "headcount"})


def _meet(one: Entity, other: Entity) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def _numbers(said: Said) -> Iterator[Entity]:
    """Those of portions, as rules and the reader found them."""
    for one in (*said.entities, *said.spans):
        counts = one.get("entity") == "quantity" or one.get("label") == "quantity"
        if counts and one.get("value") is not None and not one.get("share"):
            yield one


def _on(on: Ref | None, order: Thing) -> list[StandingLine]:
    """The lines of one item that a reference names; of a cart with one item all of them."""
    if on is not None and on.item is not None:
        return [line for line in order.lines if line.item == on.item]
    if on is not None and on.lines:
        return [line for line in order.lines if line.id in on.lines]
    named = on is not None and (on.candidates or on.has or on.position or on.any_of or on.but)
    one_item = len({line.item for line in order.lines}) == 1
    return list(order.lines) if one_item and not named else []


# Options


def _wished(act: Edit, said: Said, order: Thing) -> Edit:
    """Without the one of two options that exclude each other that stands; where neither does, that
    was heard less surely to be one."""
    lines = _on(act.on, order)
    options = list(dict.fromkeys(act.options))
    groups = {code: group for line in order.lines for code, group in line.groups}
    for group in {groups[code] for code in options if code in groups}:
        rivals = [code for code in options if groups.get(code) == group]
        if len(rivals) < 2:  # noqa: PLR2004
            continue
        there = {code for line in lines for code in line.options}
        wanted = [code for code in rivals if code not in there] or rivals
        if len(wanted) > 1:
            wanted = [max(wanted, key=lambda code: _sureness(code, said))]
        options = [code for code in options if code not in rivals or code in wanted]
    without = tuple(code for code in act.without if code not in options)
    return act.model_copy(update={"options": tuple(options), "without": without})


def _sureness(code: str, said: Said) -> float:
    heard = [one for one in said.spans if one["label"] == "option"]
    told = [one for one in heard if code in (one.get("value") or ())]
    return max((float(one.get("confidence") or 0.0) for one in told), default=0.0)


# Lines


def _exchanged(act: Edit, order: Thing) -> Iterator[Edit]:
    """Numbers beside "the other way round" are those that the lines are to have."""
    stands = {line.item for line in order.lines}
    those = [line for line in act.lines if line.item in stands and line.quantity is not None]
    others = tuple(line for line in act.lines if line not in those)
    for line in those:
        on = Ref(item=line.item, words=line.words)
        yield Edit(op=Op.SET, on=on, quantity=line.quantity, of=act.of)
    if others:
        yield act.model_copy(update={"lines": others})


def _swapped(act: Edit, said: Said, order: Thing) -> Edit:
    """What is put in goes for the one line that it says it is not to be."""
    [line] = act.lines
    swaps = said.acts.get(_SWAP, 0.0) >= _SWAPS or (line.quantity is None and not said.says("adds"))
    if line.item is None or not swaps:
        return act
    told = [str(one["words"]) for one in relations(said, "not")]
    gone = [one for words in told for one in order.lines if is_named(one, words)]
    gone = [one for one in gone if one.item != line.item]
    if len(gone) != 1:
        return act
    return Edit(op=Op.SWAP, on=Ref(lines=(gone[0].id,)), lines=act.lines, of=act.of)


def _comes(act: Edit, order: Thing) -> tuple[Line, ...]:
    """What comes in a swap, without words for what goes: "the Lightning one, not the type-c"."""
    goes = {one.item for one in _on(act.on, order)}
    lines = [line for line in act.lines if not goes & {line.item, *line.candidates}]
    return tuple(_the_other(line, act.on, order) for line in lines or act.lines)


def _the_other(line: Line, on: Ref | None, order: Thing) -> Line:
    """What comes is the only thing that its words may mean and that is not what goes."""
    if line.item is not None or not line.candidates:
        return line
    goes = {one.item for one in _on(on, order)}
    left = [item for item in line.candidates if item not in goes]
    return line.model_copy(update={"item": left[0], "candidates": ()}) if len(left) == 1 else line
