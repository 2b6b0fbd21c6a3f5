"""What is done to the portion of somebody who was named with it: "Ben's not eating after all"."""

from collections.abc import Sequence

from actions.acts.translating.heard import Heard, start_of
from actions.acts.translating.likely import probable
from actions.acts.translating.lines import Group, groups_of
from actions.kit.said import Entity, Said
from services.acts.acts import Act, Edit, Op, Start
from services.acts.state import Eater, StandingLine, Thing
from services.acts.values import Line, Ref, What

Placed = tuple[int, Act]
MYSELF = "我"
_LIKELY = 0.5
_DROPS = (f"edit:{Op.REMOVE}", f"edit:{Op.FEWER}")


def of(heard: Heard) -> list[Placed]:
    """The edits of such a message; empty where it names nobody who was said to have something that
    stands, or a guest."""
    order, said = heard.order, heard.said
    if order is None or "edit" not in order.may or said.pressed or said.says("question"):
        return []
    named = [(at, eater) for at, eater in _named(heard) if _line(order, eater) is not None]
    if not named or _is_a_guest(heard, [eater.name for _, eater in named]):
        return []
    groups = [one for one in groups_of(said, said.entities) if one.ids or one.is_wish]
    new = [one for one in groups if len(one.ids) == 1]
    if len(named) == 1:
        [(at, eater)] = named
        line = _line(order, eater)
        assert line is not None
        edit = _edit(heard, eater, line, groups, new)
        return [(at, edit)] if edit is not None else []
    if new or not said.says("has_none") or said.says("copy"):
        return []
    return [(at, _without(line, eater)) for at, eater in named if (line := _line(order, eater))]


def with_all(acts: Sequence[Act], said: Said) -> tuple[Act, ...]:
    """An order that begins with what is for each of several, with what is for the others of them:
    "Lao Wang beef noodles, Chen tomato noodles, me fried rice"."""
    owned = [one for one in said.entities if one["entity"] == "owner"]
    return tuple(_with_all(act, owned) for act in acts)


def _with_all(act: Act, owned: Sequence[Entity]) -> Act:
    if not isinstance(act, Start) or act.what is not What.ORDER or not act.lines:
        return act
    there = {line.item for line in act.lines}
    more = [one for one in owned if int(one["of"]) not in there]
    if (
        not more
        or not there & {int(one["of"]) for one in owned}
        or any(one.item is None for one in act.lines)
    ):
        return act
    lines = [
        Line(item=int(one["of"]), quantity=int(one["many"]), options=tuple(one["options"]))
        for one in more
    ]
    return act.model_copy(update={"lines": (*act.lines, *lines)})


def line_of(heard: Heard) -> StandingLine | None:
    """The line of the only one whom it names, and who was said to have something that stands."""
    order = heard.order
    those = [_line(order, eater) for _, eater in _named(heard)] if order is not None else []
    return those[0] if len(those) == 1 else None


def _edit(
    heard: Heard, eater: Eater, line: StandingLine, groups: Sequence[Group], new: Sequence[Group]
) -> Edit | None:
    said = heard.said
    if said.says("copy", "same"):
        return None
    others = [one for one in new if line.item not in one.ids]
    if len(others) == 1:
        return _exchanged(heard, eater, line, others[0])
    if others:
        return None
    drops = said.says("has_none") or any(probable(said).get(one, 0) >= _LIKELY for one in _DROPS)
    wishes = [one for one in groups if one.options or one.without]
    wishes = wishes or [one for one in groups if one.notes and not drops]
    if wishes and not said.says("give_up"):
        return Edit(
            op=Op.REFINE,
            on=Ref(lines=(line.id,)),
            part=_part(line, eater),
            options=tuple(code for one in wishes for code in one.options),
            without=tuple(code for one in wishes for code in one.without),
            note=next((one.note for one in wishes if one.note), None),
        )
    return _without(line, eater) if drops else None


def _exchanged(heard: Heard, eater: Eater, line: StandingLine, comes: Group) -> Edit | None:
    said = heard.said
    swaps = probable(said).get(f"edit:{Op.SWAP}", 0.0) >= _LIKELY
    if not (swaps or said.corrects or said.says("correction", "has_none")):
        return None
    [item] = comes.ids
    told = Line(item=item, options=tuple(comes.options), note=comes.note)
    return Edit(op=Op.SWAP, on=Ref(lines=(line.id,)), lines=(told,), part=_part(line, eater))


def _without(line: StandingLine, eater: Eater) -> Edit:
    on = Ref(lines=(line.id,))
    if line.quantity <= eater.many:
        return Edit(op=Op.REMOVE, on=on)
    return Edit(op=Op.FEWER, on=on, quantity=eater.many)


def _part(line: StandingLine, eater: Eater) -> int | None:
    return eater.many if eater.many < line.quantity else None


def _named(heard: Heard) -> list[tuple[int, Eater]]:
    """Whom it names, with what they were said last to have."""
    text, found = heard.said.text.casefold(), dict[str, tuple[int, Eater]]()
    mine = next((start_of(one) for one in heard.all("mine")), None)
    for eater in heard.state.eaters:
        at = mine if eater.name == MYSELF else place_of(eater.name, text)
        known = found.get(eater.name)
        if at is not None and (known is None or not _stands(heard, known[1])):
            found[eater.name] = (at, eater)
    return sorted(found.values(), key=lambda one: one[0])


def _stands(heard: Heard, eater: Eater) -> bool:
    return heard.order is not None and _line(heard.order, eater) is not None


def place_of(name: str, text: str) -> int | None:
    """Where a text names somebody, as a word of its own: "Ben's", 阿敏的."""
    at = text.find(name)
    while at >= 0:
        beside = text[at - 1 : at] + text[at + len(name) : at + len(name) + 1]
        if not name.isascii() or not any(sign.isascii() and sign.isalpha() for sign in beside):
            return at
        at = text.find(name, at + 1)
    return None


def _line(order: Thing, eater: Eater) -> StandingLine | None:
    those = [one for one in order.lines if one.item == eater.item]
    alike = [one for one in those if set(eater.options) <= set(one.options)]
    return next(iter(alike or those), None)


def _is_a_guest(heard: Heard, names: Sequence[str]) -> bool:
    visits = [one for one in heard.state.things if one.what is What.VISIT]
    guests = " ".join(str(name) for one in visits for name in one.fields.get("names") or ())
    return any(name in guests.casefold() for name in names)
