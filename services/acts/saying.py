"""Which thing is told something: an answer, a detail that was not known, a correction."""

from collections.abc import Sequence
from dataclasses import replace

from services.acts import relative, relative_times
from services.acts.acts import Correct, Give
from services.acts.state import Standing, State, Thing
from services.acts.steps import Outcome, Refusal, Step, Why, asked_back
from services.acts.targets import Aimed, aimed, at_hand, first_of, may, named_before
from services.acts.values import CARS, Count, Fields, Place, Target, What, When
from services.acts.wording import same

type Says = Give | Correct

_GUESTS = ("names", "adds_names", "headcount", "company", "reason")
_ANY = frozenset({"place", "when", "until", "phone", "note", "unknown"})
ACCEPTS: dict[What, frozenset[str]] = {
    What.ORDER: _ANY | {"way", "locker", "payment", "company"},
    What.REPAIR: _ANY | {"description", "category", "urgency"},
    What.VISIT: _ANY | CARS | {*_GUESTS, "adds_plates"},
    What.BOOKING: _ANY | {"names", "adds_names", "headcount", "company", "reason"},
    What.HANDOFF: frozenset({"phone", "reason", "note", "description"}),
}
"""Fields of services.acts.values.Fields that each kind of thing has."""

_BEGIN = {
    What.REPAIR: frozenset({"description", "category"}),
    What.VISIT: frozenset({"names", "plate"}),
}
"""What is said of a thing of this kind alone, so that it begins one if there is none."""


def said(act: Says, state: State, named: tuple[Step, ...]) -> Outcome:
    """The step of what is given or corrected."""
    if act.of.new:
        return Step(act, None, act.of.what)
    if (split := _split(act, state, named)) is not None:
        return split
    found = aimed(act.of, state, named)
    open_ = [one for one in found.things if may(act.act, one)]
    fitting = [one for one in open_ if _takes(act, one, state, named)]
    if found.how == "all" and len(fitting) > 1:
        steps = [_step(act, one, state, named) for one in fitting]
        return replace(steps[0], also=tuple(steps[1:]))
    if found.how == "one" and len(fitting) > 1:
        group = tuple(one for one in fitting if _is_as_it_was(act, one, state)) or tuple(fitting)
    else:
        group = _likeliest(act, fitting, state, named)
    if not group:
        part = _of_at_hand(act, found, open_, state, named)
        return part or _on_nothing(act, found, state, named)
    refused = Refusal(act, Why.UNCLEAR_THING, things=group, what=act.of.what)
    return asked_back(act, [_step(act, one, state, named) for one in group], refused)


def _takes(act: Says, thing: Thing, state: State, named: Sequence[Step]) -> bool:
    """Whether a thing has such fields, and what is said of them is possible for it."""
    if not act.fields.given <= ACCEPTS[thing.what]:
        return False
    return not relative.on_standing(act.fields, thing, state, named).impossible


def _likeliest(
    act: Says, fitting: list[Thing], state: State, named: tuple[Step, ...]
) -> tuple[Thing, ...]:
    """Who was asked for it; of a correction, else what it corrects; else what is at hand."""
    asked = state.asked
    answers = asked is not None and asked.field_name in act.fields.given
    if answers and asked is not None and (thing := state.thing(asked.thing)) in fitting:
        assert thing is not None
        return (thing,)
    groups = list(at_hand(fitting, state, named))
    if isinstance(act, Correct):
        lacks = groups[0] if groups and _lacks(act, groups[0], state, named) else ()
        if lacks:
            return lacks
        as_it_was = first_of(groups, lambda one: _is_as_it_was(act, one, state))
        if group := as_it_was or first_of(groups, lambda one: _has(act, one)):
            return group
    return next(iter(groups), ())


_ASIDE = frozenset({"names", "adds_names", "headcount", "company", "reason", "note"})
"""What is also said by the way: who has his own, how many are there, what it is for."""


def _of_at_hand(
    act: Says, found: Aimed, open_: Sequence[Thing], state: State, named: tuple[Step, ...]
) -> Step | None:
    """What is said of the thing at hand, without what is said by the way and which such a thing has
    no field for: "Raj has his own, and use this number". None where it may be of another thing."""
    given = act.fields.given
    if found.how != "any" or {"names", "when"} <= given or {"names", "plate"} <= given:
        return None
    group = next(at_hand(open_, state, named), ())
    if len(group) != 1:
        return None
    [thing] = group
    mine = given & ACCEPTS[thing.what]
    if not mine or not given - mine <= _ASIDE or mine <= _ASIDE:
        return None
    part = _only(act, mine)
    return _step(part, thing, state, named) if _takes(part, thing, state, named) else None


def _has(act: Says, thing: Thing) -> bool:
    """Whether some of what is corrected stands."""
    return any(thing.fields.get(name) is not None for name in act.fields.given)


def _lacks(act: Correct, group: tuple[Thing, ...], state: State, named: tuple[Step, ...]) -> bool:
    """Whether the message has named it before, and it still misses what is said: "a latte as well,
    same room"."""
    if len(group) != 1 or act.old.given:
        return False
    return group[0] in named_before(state, named) and act.fields.given <= set(group[0].missing)


def _step(act: Says, thing: Thing, state: State, named: Sequence[Step]) -> Step:
    settled = relative.on_standing(act.fields, thing, state, named)
    of = Target(what=thing.what, thing=thing.id, number=thing.number, words=act.of.words)
    act = act.model_copy(update={"fields": settled.fields, "of": of})
    return Step(act, thing, thing.what, unsettled=settled.unsettled)


# What it was


def _is_as_it_was(act: Says, thing: Thing, state: State) -> bool:
    """Whether a thing stands as the message says that it was."""
    if not isinstance(act, Correct) or not act.old.given:
        return False
    old = act.old
    return all(_is(getattr(old, name), thing.fields.get(name), state) for name in old.given)


def _is(old: object, stands: object, state: State) -> bool:
    if isinstance(old, Place):
        return isinstance(stands, Place) and _place_is(old, stands)
    if isinstance(old, When):
        return stands is not None and _when_is(
            old, relative_times.standing_when(stands, state), state
        )
    if isinstance(old, Count):
        return old.exactly == (stands.exactly if isinstance(stands, Count) else stands)
    if isinstance(old, tuple):
        names = stands if isinstance(stands, tuple | list) else ()
        return all(any(same(one, str(name)) for name in names) for one in old)
    if isinstance(old, str) and isinstance(stands, str):
        return same(old, stands) or old == stands
    return old == stands


def _place_is(old: Place, stands: Place) -> bool:
    told = [name for name in ("building", "floor", "room", "place") if getattr(old, name)]
    return all(same(str(getattr(old, one)), str(getattr(stands, one))) for one in told)


def _when_is(old: When, stands: When, state: State) -> bool:
    if old.start is not None:
        start = relative_times.local(old.start, state)
        if stands.start is None or start.time() != stands.start.time():
            return False
    return old.day in (None, stands.day)


# Several things told in one breath


def _split(act: Says, state: State, named: tuple[Step, ...]) -> Outcome | None:
    """The answer to what was asked, and beside it what that thing has no field for."""
    asked = state.asked
    if asked is None or asked.field_name not in act.fields.given or act.of.thing is not None:
        return None
    thing = state.thing(asked.thing)
    if thing is None or not may(act.act, thing) or act.of != Target(words=act.of.words):
        return None
    other = act.fields.given - ACCEPTS[thing.what]
    if not other or asked.field_name in other:
        return None
    mine = _only(act, act.fields.given - other)
    if not _takes(mine, thing, state, named):
        return None
    rest = said(_only(act, other), state, named)
    if not isinstance(rest, Step) or rest.thing is None:
        return None
    return replace(_step(mine, thing, state, named), also=rest.each)


def _only(act: Says, names: frozenset[str]) -> Says:
    fields = Fields(**{name: getattr(act.fields, name) for name in names})
    update: dict[str, object] = {"fields": fields}
    if isinstance(act, Correct):
        kept = {name: getattr(act.old, name) for name in act.old.given & names}
        update["old"] = Fields(**kept)
    return act.model_copy(update=update)


# Nothing that fits


def _on_nothing(act: Says, found: Aimed, state: State, named: tuple[Step, ...]) -> Outcome:
    """A thing of the kind that may not be changed is named; else it may begin one."""
    given = act.fields.given
    near = [one for one in found.things if given <= ACCEPTS[one.what] and _is_near(one, state)]
    group = next(at_hand(near, state, named), ())
    thing = group[0] if group else None
    whole = {"names", "when"} <= given
    if thing is not None and not whole:
        return _refused(act, thing)
    what = act.of.what or _begins(given) or _begun_with_offer(state)
    aims = act.of.number is not None or act.of.thing is not None or act.of.ref is not None
    begins = isinstance(act, Give) and not aims and act.of.made is not True
    if begins and what is not None and given <= ACCEPTS[what]:
        return Step(act, None, what)
    return Refusal(act, Why.NOTHING_THERE, next(iter(found.things), None), what=what)


def _begun_with_offer(state: State) -> What | None:
    """An order in which nothing could be put as it was asked for, so that we offered a dish."""
    offers = state.asked.offered if state.asked is not None else ()
    return What.ORDER if any(isinstance(one.get("item"), int) for one in offers) else None


def _refused(act: Says, thing: Thing) -> Refusal:
    if thing.standing is Standing.DROPPED:
        why = Why.GIVEN_UP
    elif may(act.act, thing):
        why = Why.NOT_SO_MANY
    else:
        why = Why.TOO_LATE
    return Refusal(act, why, thing, what=thing.what)


def _is_near(thing: Thing, state: State) -> bool:
    return thing.standing is not Standing.MADE or state.recent(thing)


def _begins(given: frozenset[str]) -> What | None:
    return next((what for what, names in _BEGIN.items() if given & names), None)
