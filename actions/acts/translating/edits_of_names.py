"""The edit that a name, or several, makes in the role in which it was heard."""

from collections.abc import Iterator, Sequence

from actions.acts.translating.heard_lines import Spoken, Wish
from services.acts.acts import Edit, Op
from services.acts.values import Ref


def kept_alone(kept: Sequence[Spoken]) -> Edit:
    if len(kept) == 1:
        return Edit(op=Op.KEEP_ONLY, on=kept[0].where(), quantity=kept[0].quantity)
    lines = tuple(line for one in kept for line in one.lines())
    counted = any(line.quantity is not None for line in lines)
    if counted and all(line.item is not None or line.candidates for line in lines):
        return Edit(op=Op.KEEP_ONLY, lines=lines)
    refs = tuple(ref for one in kept if (ref := one.where()) is not None)
    return Edit(op=Op.KEEP_ONLY, on=Ref(any_of=refs))


def put_in(named: Sequence[Spoken]) -> Edit:
    return Edit(op=Op.ADD, lines=tuple(line for one in named for line in one.lines()))


def swapped(old: Spoken | None, comes: Sequence[Spoken]) -> Edit:
    """`part`: as many as are counted of what goes, or are said of what comes to be a part."""
    lines = tuple(line for one in comes for line in one.lines())
    part = (old.part or old.quantity) if old is not None else None
    if part is None and (part := next((one.part for one in comes if one.part), None)) is not None:
        lines = tuple(line.model_copy(update={"quantity": None}) for line in lines)
    return Edit(op=Op.SWAP, on=old.where() if old else None, lines=lines, part=part)


def taken_out(one: Spoken) -> Edit:
    many = one.quantity if one.quantity is not None else one.part
    return Edit(op=Op.REMOVE, on=one.where(), quantity=many)


def so_many(one: Spoken, op: Op, on: Ref | None) -> Iterator[Edit]:
    yield Edit(op=op, on=on, quantity=one.quantity if one.quantity is not None else one.part)
    yield from (done_so(wish, on) for wish in one.wishes())


def done_so(wish: Wish, on: Ref | None) -> Edit:
    return Edit(
        op=Op.REFINE,
        on=on,
        part=wish.part,
        options=tuple(dict.fromkeys(wish.options)),
        without=tuple(dict.fromkeys(wish.without)),
        note=wish.note,
    )
