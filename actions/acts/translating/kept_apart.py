"""What goes and what stays, said of two in one breath: "线不要了充电宝还是要的"."""

from collections.abc import Collection, Iterator, Sequence, Set
from dataclasses import dataclass, replace

from actions.acts.translating.heard import start_of
from actions.acts.translating.manners import placed, relations
from actions.acts.translating.standing_names import begins, ends, names_one
from actions.kit.said import Entity, Said
from services.acts.acts import Act, Cancel, Deny, Edit, GiveUp, Op, Restore, Start, Unknown
from services.acts.state import Standing, StandingLine, State, Thing
from services.acts.values import Ref, Target, What

_BREAKS = "，,。;；!！?？、 \n"
_BREAKS_OFF = _BREAKS.replace("、", "").replace(" ", "")
_CHANGES = frozenset({Op.REFINE, Op.SET})
"""What may be done to a line that stays."""
_PUTS_IN = frozenset({Op.ADD, Op.MORE})
"""What may be, where the message says that something comes besides."""
_REST = frozenset({"其他", "其它", "其余", "别的", "剩下的", "剩下", "其他的", "其余的", "其它的"})


@dataclass(frozen=True, slots=True)
class _Fate:
    item: int | None
    """None: all the others."""
    goes: bool
    words: str
    many: int | None = None
    """So many of it; None: all."""


@dataclass(frozen=True, slots=True)
class _Name:
    item: int | None
    """None: all the others."""
    words: str
    is_of_next: bool = False
    """Whether the words behind it tell of it, or it is a gap apart, where those before it have a
    name of their own."""


def meant(acts: Sequence[Act], said: Said, state: State) -> tuple[Act, ...]:
    """The acts, where the message says of one name that it goes and of another that it stays: the
    one is taken out, and nothing takes out or brings back the other, or puts it in unless so many
    more are said."""
    if said.pressed or said.says("asks", "question"):
        return tuple(acts)
    lines = [line for one in _orders(state) for line in one.lines]
    fates = list(_fates(said, lines))
    goes = {one.item: one for one in fates if one.goes and one.item is not None}
    stays = {one.item for one in fates if not one.goes}
    if not goes or not stays or goes.keys() & stays:
        return tuple(acts)
    words = {one.words for one in fates}
    of_goes = {one.words for one in goes.values()}
    mended = _Told(lines, goes, stays - {None}, words, of_goes, _puts_in(said))
    rest = [each for act in acts for each in mended.besides(act, state)]
    return (*(_gone(one, lines) for one in goes.values()), *rest)


def _puts_in(said: Said) -> bool:
    """Whether something comes besides."""
    counted = (one for one in said.entities if one["entity"] == "quantity")
    return said.says("adds") or any(one.get("role") in ("add", "more") for one in counted)


def _gone(fate: _Fate, lines: Sequence[StandingLine]) -> Edit:
    """All of it, or so many fewer."""
    on = Ref(item=fate.item, words=fate.words)
    stands = sum(line.quantity for line in lines if line.item == fate.item)
    if fate.many is not None and fate.many < stands:
        return Edit(op=Op.FEWER, on=on, quantity=fate.many)
    return Edit(op=Op.REMOVE, on=on)


def _orders(state: State) -> list[Thing]:
    """Those of which a message may tell so."""
    return [
        one
        for one in state.things
        if one.what is What.ORDER and "edit" in one.may
        if one.standing is Standing.DRAFT or state.recent(one)
    ]


def _fates(said: Said, lines: Sequence[StandingLine]) -> Iterator[_Fate]:
    """What is told of each name: by the words behind it, else by those before it."""
    told = [*relations(said, "goes"), *relations(said, "stays")]
    marks = sorted((e for e in told if not _is_wish(e, said)), key=start_of)
    used = 0
    for mark, behind in zip(marks, _names_behind(said, marks, lines), strict=True):
        end = int(mark["end"])
        before = _name_before(said, used, start_of(mark), lines)
        name = before if behind is None or (before is not None and behind.is_of_next) else behind
        if name is not None:
            yield _Fate(name.item, mark["value"] == "goes", name.words, mark.get("many"))
            used = end + (len(name.words) if name is behind else 0)


def _names_behind(
    said: Said, marks: Sequence[Entity], lines: Sequence[StandingLine]
) -> list[_Name | None]:
    """The names that begin right behind each, where one may follow. It is the next one's where that
    one has none behind it: "茶去掉面留着", but "不要茶留着面"."""
    found: list[_Name | None] = []
    following: Entity | None = None
    for mark in reversed(marks):
        name = _name_behind(said, int(mark["end"]), lines) if mark.get("before") else None
        if name is not None and following is not None:
            end = int(mark["end"]) + len(name.words)
            goes_on = not any(one in _BREAKS_OFF for one in said.text[end : start_of(following)])
            alone = goes_on and _name_behind(said, end, lines) is None
            after = found[-1]
            name = replace(name, is_of_next=alone and (after is None or after.is_of_next))
        if name is not None and name.words[0].isspace():
            name = replace(name, is_of_next=True)
        found.append(name)
        following = mark
    return found[::-1]


def _is_wish(mark: Entity, said: Said) -> bool:
    """ "不要辣" is how something is done."""
    wishes = (e for e in placed(said) if e["entity"] in ("option", "note"))
    return any(e["start"] < mark["end"] and start_of(mark) < e["end"] for e in wishes)


def _name_before(said: Said, start: int, end: int, lines: Sequence[StandingLine]) -> _Name | None:
    """The longest words that end here and name one thing that stands."""
    first = max([start, *(said.text.rfind(one, 0, end) + 1 for one in _BREAKS)])
    return _named(ends(said.text[first:end]), said, lines)


def _name_behind(said: Said, start: int, lines: Sequence[StandingLine]) -> _Name | None:
    """The longest words that begin here and name one thing that stands."""
    ends_at = [at for one in _BREAKS.replace(" ", "") if (at := said.text.find(one, start)) >= 0]
    return _named(begins(said.text[start : min(ends_at, default=None)]), said, lines)


def _named(ways: Sequence[str], said: Said, lines: Sequence[StandingLine]) -> _Name | None:
    if rest := next((words for words in ways if words in _REST), None):
        return _Name(None, rest)
    found = names_one(ways, lines, said.entities)
    return _Name(*found) if found is not None else None


@dataclass(frozen=True, slots=True)
class _Told:
    """What was told of lines, beside what else a message does."""

    lines: Sequence[StandingLine]
    goes: Collection[int]
    stays: Collection[int | None]
    words: Set[str]
    words_that_go: Set[str]
    puts_in: bool

    def besides(self, act: Act, state: State) -> Iterator[Act]:
        """What the act does beside the lines whose fate is told."""
        match act:
            case Edit():
                if not self._is_told(act):
                    yield from self._without(act)
            case Start(what=What.ORDER):
                yield from self._without(act)
            case Cancel() | GiveUp():
                if _is_of_another(act.of, state):
                    yield act
            case Restore(on=on):
                named = on is not None and on != Ref(words=on.words)
                if _is_of_another(act.of, state) or (named and on and not self._is_on_told(on)):
                    yield act
            case Unknown():
                if not any(one in act.words for one in self.words):
                    yield act
            case Deny():
                return
            case _:
                yield act

    def _is_told(self, act: Edit) -> bool:
        """Whether it is vague, or does to one of the lines what was told otherwise."""
        if act.op is Op.KEEP_ONLY or (act.op is Op.REMOVE and act.on is None):
            return True
        if act.on is None or act.on.item in self.goes:
            return act.on is not None
        comes = self.puts_in and act.op in _PUTS_IN and act.quantity is not None
        if act.op in _CHANGES or (comes and self._stays(act.on)):
            return False
        return self._is_on_told(act.on)

    def _is_on_told(self, on: Ref) -> bool:
        """Whether it is one of the lines, or one of the names and knows not which line that is."""
        ids = {line.id for line in self.lines if line.item in {*self.goes, *self.stays}}
        if on.lines:
            return {*on.lines} <= ids
        if on.item is not None:
            return on.item in {*self.goes, *self.stays}
        return bool({on.has, on.words} & self.words)

    def _stays(self, on: Ref) -> bool:
        ids = {line.id for line in self.lines if line.item in self.stays}
        if on.lines:
            return {*on.lines} <= ids
        if on.item is not None:
            return on.item in self.stays
        return not {on.has, on.words} & self.words_that_go

    def _without(self, act: Edit | Start) -> Iterator[Act]:
        comes = self.stays if self.puts_in else ()
        left = tuple(
            line
            for line in act.lines
            if line.item not in {*self.goes, *self.stays}
            or (line.item in comes and line.quantity is not None)
        )
        if left or not act.lines:
            yield act if left == act.lines else act.model_copy(update={"lines": left})


def _is_of_another(of: Target, state: State) -> bool:
    """Whether it is of another thing than the orders of which the message may tell."""
    if of.what not in (None, What.ORDER):
        return True
    named = {of.number, of.thing} - {None}
    return bool(named) and not any(named & {one.number, one.id} for one in _orders(state))
