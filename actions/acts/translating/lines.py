"""The lines of an order that a message names, and what it does to them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from actions.kit.said import Entity, Said
from services.acts.acts import Edit, Op
from services.acts.state import State, Thing
from services.acts.values import Line, Ref

OF_LINES = frozenset({"item", "line_ref", "quantity", "option", "note"})
PEOPLE = "位"


@dataclass(slots=True)
class Group:
    """Entities of one line, as the message pairs them."""

    start: int
    item: Entity | None = None
    ref: Entity | None = None
    quantity: int | None = None
    how: str | None = None
    """The quantity's role: set, add, subtract, times, total."""
    part: int | None = None
    """Only so many of its portions."""
    options: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    whole: tuple[int, int] | None = None
    """How many options and notes were said before the part: they are of all of it."""

    @property
    def role(self) -> str | None:
        named = self.item or self.ref
        role = named.get("role") if named is not None else None
        return str(role) if role is not None else None

    @property
    def note(self) -> str | None:
        return "，".join(self.notes) or None

    @property
    def is_wish(self) -> bool:
        return bool(self.options or self.notes)

    @property
    def ids(self) -> frozenset[int]:
        """The items that its words may mean."""
        if self.item is None:
            return frozenset()
        one = self.item.get("value")
        return frozenset([int(one)] if one is not None else self.item.get("candidates") or ())

    def line(self) -> Line:
        return Line(
            **_named(self.item),
            quantity=self.quantity,
            options=tuple(self.options),
            note=self.note,
        )

    def lines(self) -> Iterator[Line]:
        """One, or two where only some of its portions are done in a way."""
        if self.part is None or self.quantity is None or not 0 < self.part < self.quantity:
            yield self.line()
            return
        options, notes = self.whole or (0, 0)
        plain = self.line().model_copy(
            update={
                "quantity": self.quantity - self.part,
                "options": tuple(self.options[:options]),
                "note": "，".join(self.notes[:notes]) or None,
            }
        )
        yield plain
        yield self.line().model_copy(update={"quantity": self.part})

    def where(self) -> Ref | None:
        """Which line it is; None where the message names none."""
        if self.item is not None:
            told = {n: self.item[n] for n in ("position", "has") if n in self.item}
            return Ref(**_named(self.item), **told)
        if self.ref is not None:
            return Ref(**dict(self.ref["value"]), words=_words(self.ref))
        return None


def _named(entity: Entity | None) -> dict[str, Any]:
    if entity is None:
        return {}
    told: dict[str, Any] = {"words": _words(entity)}
    if entity.get("value") is not None:
        told["item"] = int(entity["value"])
    elif entity.get("candidates") and not entity.get("unknown"):
        told["candidates"] = tuple(int(one) for one in entity["candidates"])
    return told


def _words(entity: Entity) -> str | None:
    return str(entity.get("text") or "") or None


def groups_of(said: Said, entities: Iterable[Entity]) -> list[Group]:
    """Lines by the entities' group; what stands alone is a line of its own."""
    found: dict[str, Group] = {}
    for position, entity in enumerate(entities):
        if entity["entity"] not in OF_LINES or _counts_people(entity):
            continue
        key = str(entity.get("group") or _alone(said, entity, position))
        start = int(entity.get("start") or 0)
        _put(found.setdefault(key, Group(start)), entity)
    return _said_twice(_together(list(found.values())))


def _said_twice(groups: list[Group]) -> list[Group]:
    """ "Two noodles and a soy milk, the milk hot": a line that is named again is told more of."""
    kept: list[Group] = []
    for group in groups:
        plain = group.role is None and group.quantity is None and group.is_wish
        before = next((one for one in kept if one.ids and one.ids & group.ids), None)
        if plain and before is not None and before.role is None:
            if group.part is not None:
                before.part, before.whole = group.part, (len(before.options), len(before.notes))
            before.options += group.options
            before.notes += group.notes
        else:
            kept.append(group)
    return kept


def _alone(said: Said, entity: Entity, position: int) -> str:
    """A button's command names one line."""
    if said.pressed and entity["entity"] != "item":
        return "pressed"
    return "pressed" if said.pressed else f"alone-{position}"


def _counts_people(entity: Entity) -> bool:
    return entity["entity"] == "quantity" and entity.get("unit") == PEOPLE


def _put(group: Group, entity: Entity) -> None:
    match entity["entity"]:
        case "item":
            group.item = entity
        case "line_ref":
            group.ref = entity
        case "quantity" if entity.get("role") == "part":
            group.part = int(entity["value"])
            group.whole = len(group.options), len(group.notes)
        case "quantity":
            group.quantity = int(entity["value"])
            role = entity.get("role")
            group.how = str(role) if role is not None else None
        case "option":
            group.options.append(str(entity["value"]))
        case "note":
            group.notes.append(str(entity["value"]))


def _together(groups: list[Group]) -> list[Group]:
    """What is on no named line is one wish: "其中一份不要香菜" is a count and an option."""
    joined: list[Group] = []
    for group in groups:
        before = joined[-1] if joined else None
        nameless = group.item is None and group.ref is None
        if before is not None and nameless and before.item is None and _joins(before, group):
            before.options += group.options
            before.notes += group.notes
            before.quantity = before.quantity if group.quantity is None else group.quantity
            before.how = before.how or group.how
            before.part = before.part if group.part is None else group.part
        else:
            joined.append(group)
    return joined


def _joins(before: Group, group: Group) -> bool:
    counted = before.quantity is not None and group.quantity is not None
    return not counted and before.role is None


# What is done to them


def edits_of(groups: Sequence[Group], order: Thing, said: Said, state: State) -> Iterator[Edit]:
    """What the message does to an order that stands, in its order."""
    kept = [one for one in groups if _is_kept(one, groups)]
    spared = [one for one in groups if one.role == "except"]
    replaced = [one for one in groups if one.role == "replaced"]
    replacing = [one for one in groups if one.role == "replacement"]
    if replacing:
        yield _swap(replaced, replacing)
    if kept or (spared and not _changes_the_rest(groups)):
        yield _keep_only([*kept, *spared])
    for group in groups:
        if group in kept or group.role in ("except", "replaced", "replacement"):
            continue
        if (kept or spared) and group.role == "remove" and _is_every(group):
            continue
        yield from _edit(group, order, said, state, spared)


def _changes_the_rest(groups: Sequence[Group]) -> bool:
    """ "All but the cola without ice", where nothing is taken out."""
    rest = [one for one in groups if one.role != "except"]
    return any(one.role is None and (one.is_wish or one.quantity is not None) for one in rest)


def _is_kept(group: Group, groups: Sequence[Group]) -> bool:
    """ "Just one noodle" is how many; "just the noodles" and "keep the noodles" leave nothing else."""
    others = any(_is_every(one) and one.role == "remove" for one in groups)
    return group.role == "keep" or (
        group.role == "only" and (others or (group.quantity is None and not group.is_wish))
    )


def _is_every(group: Group) -> bool:
    return group.ref is not None and group.ref["value"].get("among") in ("all", "rest", "other")


def _swap(replaced: Sequence[Group], replacing: Sequence[Group]) -> Edit:
    """`part`: as many as are counted of what is replaced."""
    old = replaced[0] if replaced else None
    lines = tuple(line for group in replacing for line in group.lines())
    part = old.quantity or old.part if old is not None else None
    return Edit(op=Op.SWAP, on=old.where() if old is not None else None, lines=lines, part=part)


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
    on = group.where()
    if spared and _is_every(group) and on is not None:
        but = tuple(ref for one in spared if (ref := one.where()) is not None)
        on = on.model_copy(update={"among": "all", "but": but})
    if group.role == "remove":
        yield _removed(group, order, on)
        return
    if group.part is None and group.is_wish and _is_some(group, order):
        options, note = tuple(group.options), group.note
        yield Edit(op=Op.REFINE, on=on, part=group.quantity, options=options, note=note)
        return
    op = _op(group, order, said)
    if op is Op.ADD:
        yield from _adds(group, said, state)
        return
    if op is not None:
        yield Edit(op=op, on=on, quantity=None if op is Op.DOUBLE else group.quantity)
    if group.is_wish:
        part = group.part
        options, note = tuple(group.options), group.note
        yield Edit(op=Op.REFINE, on=on, part=part, options=options, note=note)


def _removed(group: Group, order: Thing, on: Ref | None) -> Edit:
    """All of it, or so many fewer."""
    many = group.quantity if group.quantity is not None else group.part
    if many is not None and many < _standing(group, order):
        return Edit(op=Op.FEWER, on=on, quantity=many)
    return Edit(op=Op.REMOVE, on=on, quantity=many)


def _is_some(group: Group, order: Thing) -> bool:
    """Whether a wish is counted for fewer than there are: "one noodle without chilli" of two."""
    there = _standing(group, order)
    return group.how is None and group.quantity is not None and group.quantity < there


def _standing(group: Group, order: Thing) -> int:
    """How many stand of what a group names."""
    return sum(line.quantity for line in order.lines if line.item in group.ids)


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
    if group.item is None:
        return Op.SET if group.quantity is not None else _chosen(group)
    if group.quantity is None:
        orders = said.intent in ("order_food", "order_goods") and not said.corrects
        return Op.ADD if orders and not group.is_wish and group.part is None else None
    return Op.ADD if group.quantity == _standing(group, order) else Op.SET


def _chosen(group: Group) -> Op | None:
    """ "The second one" alone is a choice among what was offered."""
    return Op.ADD if group.ref is not None and not group.is_wish and group.part is None else None


def _adds(group: Group, said: Said, state: State) -> Iterator[Edit]:
    if group.item is not None:
        yield Edit(op=Op.ADD, lines=tuple(group.lines()))
    elif state.asked is not None and any("item" in one for one in state.asked.offered):
        yield Edit(op=Op.ADD, on=group.where(), quantity=group.quantity)


def stands_in(group: Group, order: Thing) -> bool:
    """Whether an order has what a group names."""
    return bool(group.ids & {line.item for line in order.lines})


def one_after_another(edits: Iterable[Edit]) -> list[Edit]:
    """Lines that are put in one after another are put in together."""
    joined: list[Edit] = []
    for edit in edits:
        before = joined[-1] if joined else None
        if before is not None and before.op is edit.op is Op.ADD and before.lines and edit.lines:
            joined[-1] = before.model_copy(update={"lines": (*before.lines, *edit.lines)})
        else:
            joined.append(edit)
    return joined
