"""What a message does to the lines of an order that stands."""

from collections.abc import Iterable, Iterator, Sequence

from actions.acts.translating.intents import CANCELS, ORDERS
from actions.acts.translating.lines import Group, stands_in
from actions.acts.translating.portions import is_somebodys
from actions.kit.said import Said
from services.acts.acts import Edit, Op
from services.acts.state import State, Thing
from services.acts.values import Ref, What


def edits_of(groups: Sequence[Group], order: Thing, said: Said, state: State) -> Iterator[Edit]:
    """What the message does to an order that stands, in its order."""
    kept = [one for one in groups if _is_kept(one, groups)]
    spared = [one for one in groups if one.role == "except"]
    if (filled := filled_with(groups, order)) is not None:
        yield filled
        return
    yield from _swaps(groups)
    if kept or (spared and not _changes_the_rest(groups)):
        yield _keep_only([*kept, *spared])
    for group in groups:
        if group in kept or group.role in ("except", "replaced", "replacement"):
            continue
        if (kept or spared) and group.role == "remove" and _is_every(group):
            continue
        if kept and group.role == "remove" and group.quantity is None:
            continue  # "Only the noodles, the rice no need": nothing but the noodles stays anyway.
        made = list(_edit(group, order, said, state, spared))
        yield from made
        if not any(one.op is Op.ADD for one in made):
            yield from _further_portions(group)


def filled_with(groups: Sequence[Group], order: Thing) -> Edit | None:
    """ "Make it ten in all, the rest in Coke": so many of one item as are missing from all."""
    named = [one for one in groups if one.item is not None]
    in_all = [one for one in groups if one.how == "total" and one.quantity is not None]
    others = [one for one in groups if one not in named and one not in in_all]
    if len(named) != 1 or len(in_all) != 1 or named[0].role not in (None, "keep", "only"):
        return None
    [item], [many] = named, in_all
    apart = item is not many and item.quantity is None
    if not (apart or (item is many and not stands_in(item, order))):
        return None
    if any(one.is_wish or not _is_rest(one) for one in others):
        return None
    line = item.line().model_copy(update={"quantity": None})
    return Edit(op=Op.FILL, quantity=many.quantity, lines=(line,))


def _is_rest(group: Group) -> bool:
    """Words for what is missing, and no line of the order."""
    return group.ref is not None and group.ref["value"].get("among") in ("rest", "other")


def _further_portions(group: Group) -> Iterator[Edit]:
    for one in group.more:
        if one.is_wish:
            yield _refine(one, group.where(), one.part)


def _changes_the_rest(groups: Sequence[Group]) -> bool:
    """ "All but the cola without ice", where nothing is taken out."""
    rest = [one for one in groups if one.role != "except"]
    return any(one.role is None and (one.is_wish or one.quantity is not None) for one in rest)


def _is_kept(group: Group, groups: Sequence[Group]) -> bool:
    """ "Just one noodle" is how many; "just the noodles" leaves nothing else."""
    others = any(_is_every(one) and one.role == "remove" for one in groups)
    return group.role == "keep" or (
        group.role == "only" and (others or (group.quantity is None and not group.is_wish))
    )


def _is_every(group: Group) -> bool:
    return group.ref is not None and group.ref["value"].get("among") in ("all", "rest", "other")


def _swaps(groups: Sequence[Group]) -> Iterator[Edit]:
    """One for each that is replaced: "tea for the coffee, rice for the noodles" are two."""
    named = [one for one in groups if one.role in ("replaced", "replacement")]
    if not any(one.role == "replacement" for one in named):
        return
    begins = named[0].role
    swaps: list[list[Group]] = []
    for one in named:
        ended = bool(swaps) and len({other.role for other in swaps[-1]}) > 1
        if not swaps or (ended and one.role == begins):
            swaps.append([])
        swaps[-1].append(one)
    for swap in swaps:
        replacing = [one for one in swap if one.role == "replacement"]
        replaced = [one for one in swap if one.role == "replaced"]
        for old in replaced:
            yield _swap(old, replacing)
        if not replaced:
            yield _swap(None, replacing)


def _swap(old: Group | None, replacing: Sequence[Group]) -> Edit:
    """`part`: as many as are counted of what is replaced."""
    lines = tuple(line for group in replacing for line in group.lines())
    part = old.part or old.quantity if old is not None else None
    share = next((one.share for one in (old, *replacing) if one and one.share), None)
    on = old.where() if old is not None else None
    return Edit(op=Op.SWAP, on=on, lines=lines, part=part, share=share if part is None else None)


def _keep_only(kept: Sequence[Group]) -> Edit:
    if len(kept) == 1:
        one = kept[0]
        return Edit(op=Op.KEEP_ONLY, on=one.where(), quantity=one.quantity)
    if any(one.quantity is not None for one in kept) and all(one.item for one in kept):
        return Edit(op=Op.KEEP_ONLY, lines=tuple(one.line() for one in kept))
    refs = tuple(ref for one in kept if (ref := one.where()) is not None)
    return Edit(op=Op.KEEP_ONLY, on=Ref(any_of=refs))


def _edit(
    group: Group, order: Thing, said: Said, state: State, spared: Sequence[Group]
) -> Iterator[Edit]:
    on = group.where() or counted_so(group, order)
    if spared and _is_every(group) and on is not None:
        but = tuple(ref for one in spared if (ref := one.where()) is not None)
        on = on.model_copy(update={"among": "all", "but": but})
    if group.role == "remove":
        yield _removed(group, order, on, said)
        return
    if group.part is None and group.is_wish and _is_of_those(group, order):
        some = group.quantity if group.quantity != _standing(group, order) else None
        yield _refine(group, on, some)
        return
    op = _op(group, order, said)
    op = Op.SET if op is Op.ADD and _is_set_elsewhere(group, state) else op
    if op is Op.ADD and said.intent in CANCELS:
        return  # What is called off is not put in, whatever else is named.
    if op is Op.ADD:
        yield from _adds(group, state)
        return
    if op is not None:
        share = group.share if op in _OF_A_SHARE and group.quantity is None else None
        many = None if op is Op.DOUBLE else group.quantity
        yield Edit(op=op, on=on, quantity=many, share=share)
    if group.is_wish:
        yield _refine(group, on, group.part)


_OF_A_SHARE = (Op.SET, Op.FEWER)


def refined(group: Group, on: Ref | None) -> Edit:
    """Its wishes, on as many portions as it says."""
    return _refine(group, on, group.part)


def _refine(group: Group, on: Ref | None, part: int | None) -> Edit:
    return Edit(
        op=Op.REFINE,
        on=on,
        part=part,
        share=group.share if part is None else None,
        options=tuple(group.options),
        without=tuple(group.without),
        note=group.note,
    )


_PORTION = "份"
_OF_DRINKS = frozenset({"杯", "瓶", "罐", "听", "盒"})


def counted_so(group: Group, order: Thing) -> Ref | None:
    """ "Three more bowls": the only line that is counted in bowls. A portion is of any food, but of
    no drink."""
    if group.unit is None or len(order.lines) == 1:
        return None
    so = [line for line in order.lines if group.unit in line.tags]
    if group.unit == _PORTION:
        so = [line for line in order.lines if not line.tags & _OF_DRINKS]
    return Ref(lines=(so[0].id,)) if len(so) == 1 else None


def _removed(group: Group, order: Thing, on: Ref | None, said: Said) -> Edit:
    """All of it, or so many fewer; of what somebody has, their portion."""
    many = group.quantity if group.quantity is not None else group.part
    if many is None and group.share is None and group.item is not None:
        many = 1 if is_somebodys(said, group.item) else None
    if many is None and group.share is not None:
        return Edit(op=Op.FEWER, on=on, share=group.share)
    if many is not None and many < _standing(group, order):
        return Edit(op=Op.FEWER, on=on, quantity=many)
    return Edit(op=Op.REMOVE, on=on, quantity=many)


def _is_of_those(group: Group, order: Thing) -> bool:
    """Whether a wish is counted for no more than there are: "one noodle without chilli" of two."""
    there = _standing(group, order)
    if group.how is not None or group.quantity is None:
        return False
    return group.quantity < there or (group.item is None and group.quantity == there)


def _standing(group: Group, order: Thing) -> int:
    """How many stand of what a group names; of all, where it names nothing."""
    those = [line for line in order.lines if group.item is None or line.item in group.ids]
    return sum(line.quantity for line in those)


_OPS = {
    "set": Op.SET,
    "add": Op.MORE,
    "subtract": Op.FEWER,
    "times": Op.DOUBLE,
    "total": Op.FILL,
}


def _op(group: Group, order: Thing, said: Said) -> Op | None:
    """What is done to how many there are; None: nothing."""
    stands = group.item is None or stands_in(group, order)
    if not stands:
        return Op.ADD
    if group.how is not None:
        more = group.how == "add" and group.item is not None and group.is_wish
        return Op.ADD if more else _OPS.get(group.how)
    if (group.part is not None or group.share is not None) and group.is_wish:
        return None
    counted = group.quantity is not None or group.share is not None
    if group.item is None or (counted and group.quantity is None):
        return Op.SET if counted else _chosen(group)  # "Half the bin bags": half of what stands.
    if group.quantity is None:
        orders = said.intent in ("order_food", "order_goods") and not said.corrects
        return Op.ADD if orders and not group.is_wish and group.part is None else None
    adds = said.intent in ORDERS and not said.corrects
    return Op.ADD if adds or group.quantity == _standing(group, order) else Op.SET


def _is_set_elsewhere(group: Group, state: State) -> bool:
    """ "Make the tea 3", where that stands in an order of its own."""
    orders = (one for one in state.things if one.what is What.ORDER and "edit" in one.may)
    plain = group.how == "set" and not group.is_wish
    return plain and any(stands_in(group, one) for one in orders)


def _chosen(group: Group) -> Op | None:
    """ "The second one" alone is a choice among what was offered."""
    return Op.ADD if group.ref is not None and not group.is_wish and group.part is None else None


def _adds(group: Group, state: State) -> Iterator[Edit]:
    if group.item is not None:
        yield Edit(op=Op.ADD, lines=tuple(group.lines()))
    elif state.asked is not None and any("item" in one for one in state.asked.offered):
        yield Edit(op=Op.ADD, on=group.where(), quantity=group.quantity)


def one_after_another(edits: Iterable[Edit]) -> list[Edit]:
    """Lines that are put in one after another are put in together; of a wish that is said twice
    ("one without chilli, no wait, both without"), the second time counts."""
    joined: list[Edit] = []
    for edit in edits:
        if edit.op is Op.REFINE:
            joined = [one for one in joined if not _is_same_wish(one, edit)]
        before = joined[-1] if joined else None
        if before is not None and before.op is edit.op is Op.ADD and before.lines and edit.lines:
            joined[-1] = before.model_copy(update={"lines": (*before.lines, *edit.lines)})
        else:
            joined.append(edit)
    return joined


def _is_same_wish(one: Edit, other: Edit) -> bool:
    every = other.on is not None and other.on.among == "all"
    same = one.op is other.op is Op.REFINE and (every or _item(one.on) == _item(other.on))
    wish = one.options == other.options and one.without == other.without
    return same and wish and one.note == other.note


def _item(ref: Ref | None) -> object:
    return None if ref is None else ref.model_copy(update={"words": None})
