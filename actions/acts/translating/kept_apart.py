"""What goes and what stays, said of two in one breath: "线不要了充电宝还是要的"."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from actions.acts.translating.heard import start_of
from actions.acts.translating.manners import placed, relations
from actions.acts.translating.standing_names import begins, ends, names_one
from actions.kit.said import Entity, Said
from services.acts.acts import Act, Cancel, Deny, Edit, GiveUp, Op, Restore, Start, Unknown
from services.acts.state import Standing, StandingLine, State
from services.acts.values import Ref, What

_BREAKS = "，,。;；!！?？、 \n"
_OF_ALL = (GiveUp, Cancel, Deny, Restore, Unknown)
_CHANGES = frozenset({Op.REFINE, Op.SET})
"""What may be done to a line that stays."""
_REST = frozenset({"其他", "其它", "其余", "别的", "剩下的", "剩下", "其他的", "其余的", "其它的"})


@dataclass(frozen=True, slots=True)
class _Fate:
    item: int | None
    """None: all the others."""
    goes: bool
    words: str
    many: int | None = None
    """So many of it; None: all."""


def meant(acts: Sequence[Act], said: Said, state: State) -> tuple[Act, ...]:
    """The acts, where the message says of one name that it goes and of another that it stays: the
    one is taken out, and nothing puts in, takes out or brings back the other."""
    if said.pressed or said.says("asks", "question"):
        return tuple(acts)
    lines = _lines(state)
    fates = list(_fates(said, lines))
    goes = {one.item: one for one in fates if one.goes and one.item is not None}
    stays = {one.item for one in fates if not one.goes}
    if not goes or not stays or goes.keys() & stays:
        return tuple(acts)
    told = {*goes, *(one for one in stays if one is not None)}
    rest = [each for act in acts for each in _besides(act, told, goes.keys())]
    rest = [act for act in rest if not _is_of_words(act, {one.words for one in fates})]
    ids = {line.id for line in lines if line.item in told}
    rest = [act for act in rest if not _is_of_lines(act, ids)]
    return (*(_gone(one, lines) for one in goes.values()), *rest)


def _gone(fate: _Fate, lines: Sequence[StandingLine]) -> Edit:
    """All of it, or so many fewer."""
    on = Ref(item=fate.item, words=fate.words)
    stands = sum(line.quantity for line in lines if line.item == fate.item)
    if fate.many is not None and fate.many < stands:
        return Edit(op=Op.FEWER, on=on, quantity=fate.many)
    return Edit(op=Op.REMOVE, on=on)


def _lines(state: State) -> list[StandingLine]:
    return [
        line
        for one in state.things
        if one.what is What.ORDER and "edit" in one.may
        if one.standing is Standing.DRAFT or state.recent(one)
        for line in one.lines
    ]


def _fates(said: Said, lines: Sequence[StandingLine]) -> Iterator[_Fate]:
    """What is told of each name: by the words behind it, else by those before it."""
    told = [*relations(said, "goes"), *relations(said, "stays")]
    marks = sorted((e for e in told if not _is_wish(e, said)), key=start_of)
    used = 0
    for mark in marks:
        name = _name_before(said, used, start_of(mark), lines)
        end = int(mark["end"])
        if name is None and mark.get("before"):
            name = _name_behind(said, end, lines)
            end += len(name.words) if name is not None else 0
        if name is not None:
            yield _Fate(name.item, mark["value"] == "goes", name.words, mark.get("many"))
            used = end


def _is_wish(mark: Entity, said: Said) -> bool:
    """ "不要辣" is how something is done."""
    wishes = (e for e in placed(said) if e["entity"] in ("option", "note"))
    return any(e["start"] < mark["end"] and start_of(mark) < e["end"] for e in wishes)


@dataclass(frozen=True, slots=True)
class _Name:
    item: int | None
    """None: all the others."""
    words: str


def _name_before(said: Said, start: int, end: int, lines: Sequence[StandingLine]) -> _Name | None:
    """The longest words that end here and name one thing that stands."""
    first = max([start, *(said.text.rfind(one, 0, end) + 1 for one in _BREAKS)])
    return _named(ends(said.text[first:end]), said, lines)


def _name_behind(said: Said, start: int, lines: Sequence[StandingLine]) -> _Name | None:
    """The longest words that begin here and name one thing that stands."""
    return _named(begins(said.text[start:]), said, lines)


def _named(ways: Sequence[str], said: Said, lines: Sequence[StandingLine]) -> _Name | None:
    if rest := next((words for words in ways if words in _REST), None):
        return _Name(None, rest)
    found = names_one(ways, lines, said.entities)
    return _Name(*found) if found is not None else None


def _besides(act: Act, told: Set[int], goes: Set[int]) -> Iterator[Act]:
    """What the act does beside the lines whose fate is told."""
    if isinstance(act, Edit):
        item = act.on.item if act.on is not None else None
        vague = act.on is None and act.op in (Op.REMOVE, Op.KEEP_ONLY)
        changed = item in told and (item in goes or act.op not in _CHANGES)
        if changed or vague or act.op is Op.KEEP_ONLY:
            return
        yield from _without(act, told)
    elif isinstance(act, Start) and act.what is What.ORDER:
        yield from _without(act, told)
    elif not isinstance(act, _OF_ALL):
        yield act


def _is_of_words(act: Act, words: Set[str]) -> bool:
    """Whether it is on one of the names, and knows not which line that is."""
    on = act.on if isinstance(act, Edit) and act.op not in _CHANGES else None
    return on is not None and on.item is None and bool({on.has, on.words} & words)


def _is_of_lines(act: Act, ids: Set[int]) -> bool:
    on = act.on if isinstance(act, Edit) and act.op not in _CHANGES else None
    return on is not None and bool(on.lines) and {*on.lines} <= ids


def _without(act: Edit | Start, told: Set[int]) -> Iterator[Act]:
    left = tuple(line for line in act.lines if line.item not in told)
    if left or not act.lines:
        yield act if left == act.lines else act.model_copy(update={"lines": left})
