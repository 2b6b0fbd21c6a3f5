"""Which thing an act is on: what was asked, what is named, what was made last, a new one."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.acts.acts import About, Act, Ask, Confirm, Deny, Edit, Give, GiveUp, Start
from services.acts.state import Standing, StandingLine, State, Thing
from services.acts.values import Target, What


@dataclass(frozen=True, slots=True)
class Step:
    """An act with the thing that it is on."""

    act: Act
    thing: Thing | None
    """None: a new one of `what`, or none is needed."""
    what: What | None
    lines: tuple[StandingLine, ...] = ()
    """The lines that an edit or a restore is on."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Several readings fit."""

    act: Act
    between: tuple[Step, ...]
    """Best first, at most 3."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Nothing fits."""

    act: Act
    why: str
    """nothing_there, not_in_cart, too_late, nothing_to_restore, unclear_line …"""
    thing: Thing | None = None


_ALONE = {"social", "unknown", "human", "complain", "danger", "rate"}


def resolve(act: Act, state: State, *, named_before: Sequence[Step] = ()) -> Step | Doubt | Refusal:
    """The step that an act is. Pure."""
    if act.act in _ALONE:
        return Step(act, None, None)
    match act:
        case Start():
            return Step(act, None, act.what)
        case Ask(about=About.FAQ):
            return Step(act, None, None)
        case Ask(about=about) if about is not About.STATUS:
            return Step(act, None, What.ORDER)
    of: Target = getattr(act, "of", Target())
    thing = _at_hand(act, of, state, named_before)
    if thing is not None:
        return Step(act, thing, thing.what, thing.lines if isinstance(act, Edit) else ())
    return _without(act, of)


def _without(act: Act, of: Target) -> Step | Refusal:
    """The step of an act that is on nothing that stands."""
    match act:
        case Edit() if act.lines:
            return Step(act, None, What.ORDER)
        case Give() if of.what is not None:
            return Step(act, None, of.what)
        case Confirm() | Deny() | GiveUp():
            return Step(act, None, None)
    return Refusal(act, "nothing_there")


def _at_hand(act: Act, of: Target, state: State, named_before: Sequence[Step]) -> Thing | None:
    fitting = [thing for thing in state.things if _fits(thing, of) and act.act in thing.may]
    asked = state.thing(state.asked.thing) if state.asked else None
    if asked in fitting:
        return asked
    for step in reversed(named_before):
        if step.thing in fitting:
            return step.thing
    near = [one for one in fitting if one.standing is Standing.DRAFT or state.recent(one)]
    return next(iter(near or fitting), None)


def _fits(thing: Thing, of: Target) -> bool:
    return of.what in (None, thing.what) and of.number in (None, thing.number)
