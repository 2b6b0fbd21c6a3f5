"""Edits that take the place of what stands, though they do not name it."""

from collections.abc import Sequence

from actions.acts.translating.heard import Heard, start_of
from actions.acts.translating.manners import placed, says_manner
from actions.kit.said import Entity, Said
from services.acts.acts import Act, Edit, Op, Social, Start, Unknown
from services.acts.state import Standing, StandingLine, State, Thing
from services.acts.values import Line, Ref, What
from services.acts.wording import is_called, is_named

_SURELY, _LIKELY = 0.9, 0.6


def meant(acts: Sequence[Act], said: Said, state: State) -> tuple[Act, ...]:
    """The acts, each edit on what it is in place of."""
    order = Heard(said, state).order
    if order is None or order.standing is not Standing.DRAFT or said.pressed:
        return tuple(acts)
    if said.says("asks", "question"):
        return tuple(acts)
    acts = tuple(_so_many(act, said) for act in _without_a_report(acts, said, order))
    for other in (_for_its_kin, _for_that, _dropped, _without_it, _fewer_eat):
        if (edits := other(acts, said, order)) is not None:
            return edits
    return tuple(acts)


def _so_many(act: Act, said: Said) -> Act:
    """ "Lose one of the drinks" takes off one of them."""
    if not isinstance(act, Edit) or act.op is not Op.REMOVE or act.on is None or not act.on.has:
        return act
    if act.quantity is not None or act.part is not None:
        return act
    groups = {e.get("group") for e in said.entities if e["entity"] == "line_ref"}
    counts = [e for e in said.entities if e["entity"] == "quantity" and e.get("group") in groups]
    parts = [int(e["value"]) for e in counts if e.get("role") == "part"]
    if len(parts) != 1 or len(counts) != 1:
        return act
    return act.model_copy(update={"op": Op.FEWER, "quantity": parts[0]})


def _for_its_kin(acts: Sequence[Act], said: Said, order: Thing) -> tuple[Act, ...] | None:
    """ "Make it one case instead" where bottles stand: the other one of its kind goes."""
    rest = [act for act in acts if not (isinstance(act, Edit) and act.op is Op.SET)]
    sets = [act for act in acts if isinstance(act, Edit) and act.op is Op.SET]
    if len(sets) != 1 or said.acts.get("edit:set", 0.0) < _SURELY:
        return None
    [act] = sets
    new = act.on.item if act.on is not None else None
    stands = {line.item for line in order.lines}
    named = [e for e in said.entities if e["entity"] == "item" and e.get("value") == new]
    kin = {item for one in named for item in one.get("kin") or ()} & stands
    if new is None or new in stands or len(kin) != 1:
        return None
    line = Line(item=new, quantity=act.quantity, options=act.options)
    return (Edit(op=Op.SWAP, on=Ref(item=kin.pop()), lines=(line,)), *rest)


def _for_that(acts: Sequence[Act], said: Said, order: Thing) -> tuple[Act, ...] | None:
    """ "Scrap that, two mochas": all that stands, where that is one line."""
    if len(acts) != 1 or len(order.lines) != 1:
        return None
    [act] = acts
    if not isinstance(act, Edit) or act.op is not Op.ADD:
        return None
    [stands] = order.lines
    away = [e for e in placed(said) if e["entity"] == "give_up" and e["value"] == "this"]
    names = [start_of(e) for e in placed(said) if e["entity"] == "item"]
    before = away and names and all(e["end"] <= min(names) for e in away)
    if not before or any(line.item == stands.item for line in act.lines):
        return None
    return (Edit(op=Op.SWAP, on=Ref(lines=(stands.id,)), lines=act.lines),)


def _dropped(acts: Sequence[Act], said: Said, order: Thing) -> tuple[Act, ...] | None:
    """ "We have staples actually, drop those": what is named and stands goes."""
    unread = len(acts) == 1 and isinstance(acts[0], Unknown)
    if not unread or said.acts.get("edit:remove", 0.0) < _SURELY:
        return None
    named = {e.get("value") for e in said.entities if e["entity"] == "item"}
    those = [line for line in order.lines if line.item in named]
    return (Edit(op=Op.REMOVE, on=Ref(lines=(those[0].id,))),) if len(those) == 1 else None


def _without_it(acts: Sequence[Act], _said: Said, order: Thing) -> tuple[Act, ...] | None:
    """ "No cake for me": a wish that names what stands takes it off."""
    if len(acts) != 1:
        return None
    [act] = acts
    if not isinstance(act, Edit) or act.op is not Op.REFINE or act.options:
        return None
    word = (act.note or "").casefold().removeprefix("no ").strip()
    if act.on is not None or not word or word == (act.note or "").casefold():
        return None
    those = [line for line in order.lines if _ends_so(line, word)]
    return (Edit(op=Op.REMOVE, on=Ref(lines=(those[0].id,))),) if len(those) == 1 else None


def _ends_so(line: StandingLine, word: str) -> bool:
    return line.name_en.casefold().endswith(word)


def _fewer_eat(acts: Sequence[Act], said: Said, order: Thing) -> tuple[Act, ...] | None:
    """ "One of us is out sick": one fewer of what everybody has."""
    idle = acts and all(isinstance(act, Unknown | Social) or act.act == "ask" for act in acts)
    gone = says_manner(said, "leaves") or said.says("has_none")
    figures = [e for e in placed(said) if e["entity"] == "figure"]
    named = said.says("item", "time", "location", "line_ref", "option")
    counts = {line.quantity for line in order.lines}
    if not idle or not gone or named or len(figures) != 1 or len(counts) != 1:
        return None
    many = int(figures[0]["value"])
    if not 0 < many < counts.pop() or not _are_people(said, figures[0]):
        return None
    return tuple(Edit(op=Op.FEWER, on=Ref(lines=(line.id,)), quantity=many) for line in order.lines)


def _are_people(said: Said, figure: Entity) -> bool:
    counted = [e for e in placed(said) if e["entity"] == "quantity" and e.get("unit") == "位"]
    behind = said.text[figure["end"] :].casefold()
    return bool(counted) or behind.startswith((" of us", " of them", " person", " people"))


def _without_a_report(acts: Sequence[Act], said: Said, order: Thing) -> tuple[Act, ...]:
    """ "My keyboard stuck, it's four": a number of what stands, and nothing to be repaired."""
    sets = [act for act in acts if isinstance(act, Edit) and act.op is Op.SET and act.quantity]
    begins = [act for act in acts if isinstance(act, Start) and act.what is What.REPAIR]
    likelier = said.acts.get("edit:set", 0.0) > said.acts.get("start:repair", 0.0)
    if len(sets) != 1 or not begins or len(acts) != 2 or not likelier:  # noqa: PLR2004
        return tuple(acts)
    if said.acts.get("edit:set", 0.0) < _LIKELY or said.says("location") or len(order.lines) != 1:
        return tuple(acts)
    [act] = sets
    words = act.on.has if act.on is not None else None
    stands = words is None or any(
        is_named(one, words) or is_called(one, words) for one in order.lines
    )
    on = act.on if stands else Ref(lines=(order.lines[0].id,))
    return (act.model_copy(update={"on": on}),)
