"""The lines of an order that a message names, as its entities are paired."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from actions.acts.translating.within_a_line import counts_anew, pointed_at
from actions.kit.said import Entity, Said
from services.acts.state import Thing
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
    unit: str | None = None
    """As the quantity is counted: 碗, 杯."""
    part: int | None = None
    """Only so many of its portions."""
    share: float | None = None
    """The same as a share of them: half."""
    each: bool = False
    """The quantity is for each person."""
    multiple: tuple[float, frozenset[int]] | None = None
    """So many times as many as there are of other items."""
    options: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    """Options that it is not to have any more."""
    whole: tuple[int, int] | None = None
    """How many options and notes were said before the part: they are of all of it."""
    more: list["Group"] = field(default_factory=list)
    """Further portions of it that are done in a way of their own: "one hot, one iced"."""

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
        return bool(self.options or self.notes or self.without)

    @property
    def ids(self) -> frozenset[int]:
        """The items that its words may mean."""
        if self.item is None:
            return frozenset()
        one = self.item.get("value")
        return frozenset([int(one)] if one is not None else self.item.get("candidates") or ())

    def line(self) -> Line:
        """Of what replaces something, the last count is its own: "ten bottles, make it a case"."""
        replaces = self.role == "replacement" and self.part is not None
        return Line(
            **_named(self.item),
            quantity=self.part if replaces else self.quantity,
            each=self.each,
            options=tuple(self.options),
            note=self.note,
        )

    def lines(self) -> Iterator[Line]:
        """One, or two where only some of its portions are done in a way."""
        if self.share is not None and self.quantity is not None and self.role is None:
            yield from self._halves(self.quantity)
            return
        part, many = self.part, self.quantity
        if part is None or many is None or self.role == "replacement" or not 0 < part < many:
            yield self.line()
            yield from self._others(0, 0)
            return
        options, notes = self.whole or (0, 0)
        plain = many - part - sum(one.part or 0 for one in self.more)
        if plain > 0:
            yield self._portions(plain, self.options[:options], self.notes[:notes])
        yield self.line().model_copy(update={"quantity": self.part})
        yield from self._others(options, notes)

    def _halves(self, many: int) -> Iterator[Line]:
        """Two lines; one without the wishes where such a share of them is no number: what to do
        with those has to be asked."""
        assert self.share is not None
        some = many * self.share
        whole = int(some) if some.is_integer() else 0
        yield self._portions(many - whole, [], [])
        if whole:
            yield self.line().model_copy(update={"quantity": whole})

    @property
    def is_uneven(self) -> bool:
        """Whether it is a share of a number that has none."""
        told = self.share is not None and self.quantity is not None
        return told and not ((self.quantity or 0) * (self.share or 0)).is_integer()

    def _others(self, options: int, notes: int) -> Iterator[Line]:
        """The further portions, done as all of it is and in their own way."""
        for one in self.more:
            yield self._portions(
                one.part or 1,
                [*self.options[:options], *one.options],
                [*self.notes[:notes], *one.notes],
            )

    def _portions(self, many: int, options: list[str], notes: list[str]) -> Line:
        told = {"quantity": many, "options": tuple(options), "note": "，".join(notes) or None}
        return self.line().model_copy(update=told)

    def where(self) -> Ref | None:
        """Which line it is; None where the message names none."""
        if self.item is not None:
            told = {n: self.item[n] for n in ("position", "has") if n in self.item}
            return Ref(**_by_its_name(self.item) | told)
        if self.ref is not None:
            return Ref(**dict(self.ref["value"]), words=_words(self.ref))
        return None


def _by_its_name(entity: Entity) -> dict[str, Any]:
    """What is no item of the park's is looked for among the lines by its name; without it, the
    reference would mean whatever was spoken of last."""
    told = _named(entity)
    unknown = not told.keys() & {"item", "candidates"}
    return told | {"has": told["words"]} if unknown else told


def _named(entity: Entity | None) -> dict[str, Any]:
    if entity is None:
        return {}
    told: dict[str, Any] = {"words": _words(entity)}
    if entity.get("value") is not None:
        told["item"] = int(entity["value"])
    elif entity.get("candidates"):
        told["candidates"] = tuple(int(one) for one in entity["candidates"])
    return told


def _words(entity: Entity) -> str | None:
    return str(entity.get("text") or "") or None


def groups_of(said: Said, entities: Iterable[Entity]) -> list[Group]:
    """Lines by the entities' group; what stands alone is a line of its own.

    A button that is several items has a line for each, and the rest of it holds for all.
    """
    entities = list(entities)
    items = [e for e in entities if e["entity"] == "item"]
    if said.pressed and len(items) > 1:
        rest = [e for e in entities if e["entity"] != "item"]
        return [group for item in items for group in groups_of(said, [item, *rest])]
    found: dict[str, Group] = {}
    pointed: dict[str, Group] = {}
    renamed: dict[str, str] = {}
    corrected: set[str] = set()
    for position, entity in enumerate(entities):
        if entity["entity"] not in OF_LINES or _counts_people(entity):
            continue
        if _is_past(entity):
            corrected.add(str(entity.get("group")))
            continue
        alone = "pressed" if said.pressed else f"alone-{position}"
        paired = str(entity.get("group") or alone)
        if _begins_anew(found.get(renamed.get(paired, paired)), entity):
            renamed[paired] = f"{paired}-{position}"
        key = renamed.get(paired, paired)
        group = found.setdefault(key, Group(int(entity.get("start") or 0)))
        if (portion := pointed_at(group, entity, said)) is not None:
            pointed[key] = portion
            continue
        if entity["entity"] == "quantity":
            pointed.pop(key, None)
        own = pointed.get(key) if entity["entity"] in _OF_PORTIONS else None
        _put(own or _portion(group, entity), entity)
    for key in corrected & found.keys():
        found[key].how = found[key].how or "set"
    return _said_twice(_together(list(found.values())))


def _portion(group: Group, entity: Entity) -> Group:
    """The portions of a line that an entity is said of: a count behind a wish begins others, unless
    it counts some of those that the wish is of ("two hot lattes, one of them with oat milk")."""
    last = group.more[-1] if group.more else group
    if entity["entity"] == "quantity" and entity.get("role") == "part" and last.is_wish:
        narrows = last.part is None and (last.quantity or 0) > int(entity["value"])
        if not narrows and (last.quantity or last.part) is not None:
            group.more.append(Group(int(entity.get("start") or 0)))
    return group.more[-1] if group.more and entity["entity"] in _OF_PORTIONS else group


_OF_PORTIONS = frozenset({"quantity", "option", "note"})


def _begins_anew(group: Group | None, entity: Entity) -> bool:
    """ "One without chilli, no wait, both without": lines that are named after a wish that is
    counted, and that names none, are not those of that wish."""
    if group is None or entity["entity"] != "line_ref":
        return False
    nameless = group.item is None and group.ref is None
    return nameless and group.is_wish and (group.quantity or group.part) is not None


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
        elif before is not None and counts_anew(before, group):
            before.quantity = group.quantity
        else:
            kept.append(group)
    return kept


def _counts_people(entity: Entity) -> bool:
    return entity["entity"] == "quantity" and entity.get("unit") == PEOPLE


def _is_past(entity: Entity) -> bool:
    """A count that it was: "not two, but three"."""
    return entity["entity"] == "quantity" and entity.get("role") == "old"


def _put(group: Group, entity: Entity) -> None:
    match entity["entity"]:
        case "item":
            group.item = entity
        case "line_ref":
            group.ref = entity
        case "quantity" if entity.get("share"):
            group.share = float(entity["share"])
        case "quantity" if entity.get("factor"):
            group.multiple = float(entity["factor"]), frozenset(map(int, entity["of"]))
        case "quantity" if entity.get("role") == "part":
            group.part = int(entity["value"])
            group.whole = len(group.options), len(group.notes)
        case "quantity":
            group.quantity = int(entity["value"])
            role = entity.get("role")
            group.how = str(role) if role is not None else None
            group.unit = entity.get("unit")
            group.each = bool(entity.get("each"))
        case "option" if entity.get("role") == "without":
            group.without.append(str(entity["value"]))
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
            before.without += group.without
            before.quantity = before.quantity if group.quantity is None else group.quantity
            before.how = before.how or group.how
            before.unit = before.unit or group.unit
            before.part = before.part if group.part is None else group.part
            before.share = before.share or group.share
        else:
            joined.append(group)
    return joined


def _joins(before: Group, group: Group) -> bool:
    counted = before.quantity is not None and group.quantity is not None
    return not counted and before.role is None


def stands_in(group: Group, order: Thing) -> bool:
    """Whether an order has what a group names."""
    return bool(group.ids & {line.item for line in order.lines})
