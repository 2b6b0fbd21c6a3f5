"""Which things an act may be on, the likeliest first.

The order is: what was asked, what the message has named before, what was spoken of last, what was
made longer ago.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from services.acts.state import Standing, State, Thing
from services.acts.steps import Step
from services.acts.values import Ref, Target, What
from services.acts.wording import same, thing_has

Group = tuple[Thing, ...]
"""Things between which nothing decides."""

_OF_DRAFTS = frozenset({"give", "correct", "confirm", "deny", "give_up"})


@dataclass(frozen=True, slots=True)
class Aimed:
    """The things that fit what an act says of its thing."""

    things: tuple[Thing, ...]
    how: str = "any"
    """all: each of them is meant. one: one of them, and it was not said which. any: nothing was
    said but the kind, so that what is at hand is meant."""


def may(name: str, thing: Thing) -> bool:
    """Whether an act still works on a thing."""
    if thing.standing is Standing.DRAFT and name in _OF_DRAFTS:
        return True
    names = {name, "correct"} if name == "give" else {name}
    return bool(names & thing.may)


def aimed(of: Target, state: State, named: Sequence[Step] = ()) -> Aimed:
    """The things that a target names; all of them where it names none."""
    if of.thing is not None or of.number is not None:
        return _by_number(of, state)
    things = [one for one in state.things if of.what in (None, one.what)]
    if of.made is not None:
        things = [one for one in things if _is_made(one) is of.made]
    if of.ref is None or of.ref == Ref(words=of.ref.words):
        return Aimed(tuple(things))
    return _by_ref(of.ref, things, state, named)


def _by_number(of: Target, state: State) -> Aimed:
    if (thing := state.thing(of.thing)) is None and of.number is not None:
        number = of.number
        thing = next((one for one in state.things if one.number and same(one.number, number)), None)
    return Aimed((thing,) if thing is not None else (), "all")


def _is_made(thing: Thing) -> bool:
    return thing.standing is Standing.MADE or (
        thing.standing is Standing.DROPPED and thing.number is not None
    )


def at_hand(things: Iterable[Thing], state: State, named: Sequence[Step] = ()) -> Iterator[Group]:
    """The likeliest first. What was made, or given up, at one moment is one group."""
    left = list(things)
    asked = state.thing(state.asked.thing) if state.asked is not None else None
    for one in (asked, *named_before(state, named)):
        if one is not None and one in left:
            left.remove(one)
            yield (one,)
    near = [one for one in left if one.standing is Standing.DRAFT or state.recent(one)]
    yield from _tied(near)
    yield from _tied([one for one in left if one not in near])


def named_before(state: State, named: Sequence[Step]) -> list[Thing]:
    """The things that the message has named so far, the last one first, as they stand now."""
    found: list[Thing] = []
    for step in reversed(named):
        thing = state.thing(step.thing.id) if step.thing is not None else None
        if thing is None and step.what is not None:
            thing = next((one for one in state.things if _is_begun(one, step.what)), None)
        if thing is not None and thing not in found:
            found.append(thing)
    return found


def _is_begun(thing: Thing, what: What) -> bool:
    return thing.what is what and thing.standing is not Standing.DROPPED


def _tied(things: Sequence[Thing]) -> Iterator[Group]:
    left = list(things)
    while left:
        first = left[0]
        group = tuple(one for one in left if one is first or _is_tie(first, one))
        left = [one for one in left if one not in group]
        yield group


def _is_tie(one: Thing, other: Thing) -> bool:
    if one.standing is not other.standing or one.touched_at != other.touched_at:
        return False
    return one.what is other.what or (
        one.touched_at is not None and one.standing is not Standing.DRAFT
    )


def _by_ref(ref: Ref, things: Sequence[Thing], state: State, named: Sequence[Step]) -> Aimed:
    if ref.any_of:
        parts = [_by_ref(one, things, state, named) for one in ref.any_of]
        if not all(part.things for part in parts):
            return Aimed((), "all")
        found = tuple(one for one in things if any(one in part.things for part in parts))
        return Aimed(found, "one" if any(part.how == "one" for part in parts) else "all")
    fitting = [one for one in things if _described(ref, one)]
    among, how = _among(ref, fitting, state, named)
    for but in ref.but:
        out = _by_ref(but, among, state, named).things
        if not out:
            return Aimed((), "all")
        among = [one for one in among if one not in out]
        how = "all"
    if ref.position is not None:
        return Aimed(_at(ref.position, among, things, state), "all")
    return Aimed(tuple(among), "all" if len(among) == 1 else how)


def _described(ref: Ref, thing: Thing) -> bool:
    items = {line.item for line in thing.lines}
    return (
        (ref.item is None or ref.item in items)
        and (not ref.candidates or bool(items & set(ref.candidates)))
        and (ref.has is None or thing_has(thing, ref.has))
        and (not ref.lines or any(line.id in ref.lines for line in thing.lines))
    )


def _among(
    ref: Ref, fitting: list[Thing], state: State, named: Sequence[Step]
) -> tuple[list[Thing], str]:
    match ref.among:
        case "all":
            return fitting, "all"
        case "rest":
            before = named_before(state, named)
            return [one for one in fitting if one not in before], "all"
        case "other":
            last = next(at_hand(fitting, state, named), ())
            return [one for one in fitting if one not in last[:1]], "one"
        case "last":
            return list(next(at_hand(fitting, state, named), ())), "one"
        case "asked":
            offered = offered_numbers(state)
            asked = state.asked.thing if state.asked is not None else None
            return [one for one in fitting if one.number in offered or one.id == asked], "one"
    return fitting, "one"


def _at(position: int, among: Sequence[Thing], all_: Sequence[Thing], state: State) -> Group:
    """The nth as they were offered, else in the order in which they were made."""
    index = position - 1 if position > 0 else position
    for things in (among, all_):
        line = in_order(things, state)
        if position != 0 and -len(line) <= index < len(line) and line[index] in among:
            return (line[index],)
    return ()


def in_order(things: Iterable[Thing], state: State) -> list[Thing]:
    things = list(things)
    offered = offered_numbers(state)
    if shown := [one for number in offered for one in things if one.number == number]:
        return shown
    kept = [one for one in things if one.standing is not Standing.DROPPED] or things
    oldest_first = kept[::-1]
    serials = [one.serial for one in oldest_first]
    if None in serials or len({one.what for one in kept}) > 1:
        return oldest_first
    return sorted(oldest_first, key=lambda one: one.serial or 0)


def offered_numbers(state: State) -> list[str]:
    """Numbers of things that our last message offers to choose from."""
    offered = state.asked.offered if state.asked is not None else ()
    return [str(one["number"]) for one in offered if one.get("number") is not None]


def first_of(groups: Iterable[Group], fits: Callable[[Thing], bool]) -> Group:
    """Of the likeliest group of which any fits, those that do."""
    for group in groups:
        if fitting := tuple(one for one in group if fits(one)):
            return fitting
    return ()
