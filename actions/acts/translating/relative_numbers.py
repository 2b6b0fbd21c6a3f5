"""Numbers that follow from other numbers: so many for each of what stands, more of one than of
another, what the last change was to be, what it took away."""

from collections.abc import Iterator, Sequence

from actions.acts.translating import per_head, totals
from actions.acts.translating.heard_lines import spoken
from actions.acts.translating.manners import placed, relation
from actions.kit.said import Entity, Said
from services.acts.acts import Act, Edit, Op, Start, Unknown
from services.acts.state import Standing, StandingLine, State, Thing
from services.acts.values import Line, Ref, What
from services.acts.wording import is_named


def reckoned(acts: Sequence[Act], said: Said, state: State) -> tuple[Act, ...]:
    """The acts with such numbers worked out; as they are where none is."""
    if said.pressed:
        return tuple(acts)
    if (sets := _sets(acts, said) or _one_for_each(acts, said)) is not None:
        return sets
    order = _order(state)
    if order is None or not order.lines:
        return tuple(acts)
    if reckoned_out := _edits(acts, said, state, order):
        return (*reckoned_out, *_beside(acts))
    if (number := _bare(acts, said)) is not None:
        return (number,)
    kept = tuple(_portion(act, said, order) for act in acts if not _is_of_nothing(act, said))
    return kept or (Unknown(words=said.text.strip()[:2_000]),)


def _edits(acts: Sequence[Act], said: Said, state: State, order: Thing) -> list[Edit]:
    if told := totals.more_in_all(acts, order) or totals.only_kept(acts, said, order):
        return list(told)
    if heads := per_head.reckoned(acts, said, order):
        return heads
    if (than := _than(said, order)) is not None:
        return [than]
    if each := _for_each(acts, said, order):
        return each
    change = _otherwise_changed(acts, said, state, order)
    return [change] if change is not None else []


_SURELY = 0.8


def _bare(acts: Sequence[Act], said: Said) -> Edit | None:
    """ "Sorry, 4, forgot the new guys": the one number of a message of which nothing else was
    understood, and that was surely heard to set one."""
    sets = said.acts.get(f"edit:{Op.SET}", 0.0) >= _SURELY
    numbers = {int(one["value"]) for one in _figures(said)}
    unread = all(isinstance(act, Unknown) for act in acts)
    if not (sets and unread) or len(numbers) != 1 or _items(said) or said.says("headcount"):
        return None
    return Edit(op=Op.SET, quantity=numbers.pop())


def _beside(acts: Sequence[Act]) -> list[Act]:
    """What is said besides of no line."""
    return [act for act in acts if not isinstance(act, Edit | Unknown | Start)]


def _is_of_nothing(act: Act, said: Said) -> bool:
    """Whether it sets all that stands to none, for a multiple of something that was not found."""
    sets = isinstance(act, Edit) and act.op is Op.SET and act.quantity == 0 and act.on is None
    return sets and any(one.get("factor") for one in said.entities)


def _order(state: State) -> Thing | None:
    orders = [one for one in state.things if one.what is What.ORDER and "edit" in one.may]
    drafts = [one for one in orders if one.standing is Standing.DRAFT]
    return next(iter((*drafts, *orders)), None)


def _many(lines: Sequence[StandingLine]) -> int:
    return sum(line.quantity for line in lines)


def _put(item: int, many: int, order: Thing) -> Edit:
    """So many of it in all: set where it stands."""
    if any(line.item == item for line in order.lines):
        return Edit(op=Op.SET, on=Ref(item=item), quantity=many)
    return Edit(op=Op.ADD, lines=(Line(item=item, quantity=many),))


def _items(said: Said) -> list[tuple[int, int, int]]:
    """Where each item that is named begins and ends, and which it is; what rules found first."""
    found = [e for e in placed(said) if e["entity"] == "item" and e.get("value") is not None]
    spans = [e for e in said.spans if e["label"] == "item" and e.get("value") is not None]
    found += [e for e in spans if not any(_meet(e, one) for one in found)]
    return sorted((int(e["start"]), int(e["end"]), int(e["value"])) for e in found)


def _figures(said: Said) -> list[Entity]:
    apart = [e for e in placed(said) if e["entity"] in ("location", "time", "phone", "item")]
    told = [e for e in placed(said) if e["entity"] == "figure"]
    return [e for e in told if not any(_meet(e, one) for one in apart)]


def _meet(one: Entity, other: Entity) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


# More of one than of another


def _than(said: Said, order: Thing) -> Edit | None:
    """ "One more cappuccino than lattes"."""
    items, figures, than = _items(said), _figures(said), relation(said, "than")
    if len(items) != 2 or than is None or len(figures) != 1:  # noqa: PLR2004
        return None
    first, second = items
    if not first[1] <= than["start"] <= second[0] or first[2] == second[2]:
        return None
    base = _many([line for line in order.lines if line.item == second[2]])
    many = base + int(figures[0]["value"]) * (1 if than["more"] else -1)
    return _put(first[2], many, order) if base and many > 0 else None


# So many for each


def _for_each(acts: Sequence[Act], said: Said, order: Thing) -> list[Edit]:
    """ "A bowl of soup with each of them", "a second stapler, plus a box of staples for each"."""
    base, at = _base(said, order)
    if not base:
        return []
    items = {line.item for line in base}
    named = [one for one in _items(said) if one[2] not in items]
    if len(named) != 1:
        return []
    [(start, _, item)] = named
    counts = [e for e in _figures(said) if (at < e["start"] <= start) or e["end"] <= start <= at]
    if any(isinstance(act, Edit) and act.op not in _PUTS_IN for act in acts):
        return []
    each = int(counts[-1]["value"]) if counts else 1
    more = _put_in_before(said, items, at)
    puts = [Edit(op=Op.MORE, on=Ref(item=base[0].item), quantity=more)] if more else []
    return [*puts, _put(item, each * (_many(base) + more), order)]


def _put_in_before(said: Said, items: set[int], at: int) -> int:
    """How many more of the base the message puts in before it says "each"."""
    named = [start for start, _, item in _items(said) if item in items and start < at]
    adds = [
        int(e["value"])
        for e in placed(said)
        if e["entity"] == "quantity" and e.get("role") == "add" and not e.get("factor")
        if named and e["end"] <= named[0]
    ]
    return adds[-1] if adds else 0


_PUTS_IN = frozenset({Op.ADD, Op.MORE, Op.SWAP, Op.SET})


def _base(said: Said, order: Thing) -> tuple[list[StandingLine], int]:
    """The lines of each of which so many are wanted, and where it says so."""
    told = relation(said, "each")
    if told is None:
        return [], 0
    words = str(told["base"])
    named = [line for line in order.lines if words and _is_of(line, words)]
    if told["behind"]:
        items = [item for start, _, item in _items(said) if start >= told["start"]]
        named = [line for line in order.lines if line.item in items] or named
        return named, int(told["start"])
    one_item = len({line.item for line in order.lines}) == 1
    return named if words else (list(order.lines) if one_item else []), int(told["end"]) - 1


def _is_of(line: StandingLine, words: str) -> bool:
    """Whether a line is called so, or by the last word of its name: 饭, 本子."""
    return is_named(line, words) or (words[:1] in line.name_zh and words[-1:] in "子儿")


# What the last change was to be


def _otherwise_changed(acts: Sequence[Act], said: Said, state: State, order: Thing) -> Edit | None:
    """ "No, just by one": the change before, of another number. "Those four in masks instead": as
    many as it took away."""
    change = next((one for one in state.changed if one.thing == order.id and one.lines), None)
    if change is None or change.lines is None:
        return None
    before = _counted((line.item, line.quantity or 1) for line in change.lines)
    now = _counted((line.item, line.quantity) for line in order.lines)
    apart = {item: now.get(item, 0) - before.get(item, 0) for item in before | now}
    changed = {item: many for item, many in apart.items() if many}
    figures = [int(e["value"]) for e in _figures(said)]
    if len(changed) != 1 or len(figures) != 1:
        return None
    [(item, many)] = changed.items()
    if many < 0 and figures[0] == -many:
        return _moved(acts, item, -many)
    named = {one[2] for one in _items(said)} - {item}
    edits = [act for act in acts if isinstance(act, Edit)]
    more = any(act.op is Op.MORE for act in edits) or relation(said, "by") is not None
    plain = all(isinstance(act, Unknown | Edit) for act in acts) and not named
    if many > 0 and figures[0] < many and plain and more and relation(said, "too_many"):
        return Edit(op=Op.SET, on=Ref(item=item), quantity=before.get(item, 0) + figures[0])
    return None


def _moved(acts: Sequence[Act], item: int, many: int) -> Edit | None:
    swaps = [act for act in acts if isinstance(act, Edit) and act.op is Op.SWAP]
    if len(swaps) != 1 or len(swaps[0].lines) != 1 or swaps[0].lines[0].item in (None, item):
        return None
    on = swaps[0].on
    if on is not None and on.item is not None and on.item != item:
        return None
    line = swaps[0].lines[0].model_copy(update={"quantity": many})
    return Edit(op=Op.ADD, lines=(line,))


def _counted(lines: Iterator[tuple[int | None, int]]) -> dict[int, int]:
    found: dict[int, int] = {}
    for item, many in lines:
        if item is not None:
            found[item] = found.get(item, 0) + many
    return found


# A portion of what stands


def _portion(act: Act, said: Said, order: Thing) -> Act:
    """ "Three of us are vegetarian, the chive ones for them": a swap of so many of the only item
    that stands, where a number is said and of no other name."""
    if not isinstance(act, Edit) or act.op is not Op.SWAP or len(act.lines) != 1:
        return act
    one_item = len({line.item for line in order.lines}) == 1
    on = act.on
    unknown = on is not None and on.has is not None and on.item is None
    if unknown and one_item and not any(is_named(ln, str(on and on.has)) for ln in order.lines):
        on = Ref(item=order.lines[0].item)
    if act.part is None and act.lines[0].quantity is None and one_item and act.share is None:
        if relation(said, "halves") is not None:
            return act.model_copy(update={"on": on or Ref(item=order.lines[0].item), "share": 0.5})
        counts = {int(e["value"]) for e in _figures(said)}
        if len(counts) == 1 and 0 < min(counts) < _many(order.lines):
            on = on or Ref(item=order.lines[0].item)
            return act.model_copy(update={"on": on, "part": counts.pop()})
    return act.model_copy(update={"on": on})


# Sets


def _sets(acts: Sequence[Act], said: Said) -> tuple[Act, ...] | None:
    """ "For 6 newcomers, a notebook and two pens each": each line so many times."""
    starts = [a for a in acts if _puts_in(a)]
    sets = relation(said, "sets")
    if len(starts) != 1 or sets is None or relation(said, "apiece") is None:
        return None
    named = [one for one in spoken(said.spans, said.text) if _anchored(one.anchor)]
    if len(named) < 2 or sets["start"] >= named[0].start:  # noqa: PLR2004
        return None
    many = int(sets["many"])
    lines = tuple(
        line.model_copy(update={"quantity": (line.quantity or 1) * many})
        for one in named
        for line in one.lines()
    )
    return tuple(
        act.model_copy(update={"lines": lines}) if act is starts[0] else act for act in acts
    )


def _one_for_each(acts: Sequence[Act], said: Said) -> tuple[Act, ...] | None:
    """ "Colas too, one each, there are six of us": so many of the one line for each of them."""
    puts = [act for act in acts if _puts_in(act)]
    people, apiece = relation(said, "sets"), relation(said, "apiece")
    if len(puts) != 1 or people is None or apiece is None:
        return None
    [line, *others] = puts[0].lines  # type: ignore[union-attr]
    each = line.quantity or 1
    if others or each >= int(people["many"]):
        return None  # Worked out where it was found.
    counted = line.model_copy(update={"quantity": each * int(people["many"]), "each": False})
    of_all = puts[0].model_copy(update={"lines": (counted,)})
    return tuple(of_all if act is puts[0] else act for act in acts)


def _anchored(anchor: Entity | None) -> bool:
    return anchor is not None and anchor["label"] == "item" and anchor.get("value") is not None


def _puts_in(act: Act) -> bool:
    begins = isinstance(act, Start) and act.what is What.ORDER
    return (begins or (isinstance(act, Edit) and act.op is Op.ADD)) and bool(act.lines)  # type: ignore[union-attr]
