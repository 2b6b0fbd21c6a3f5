"""Which thing an act is on: what was asked, then what is named, then what was made last, then new."""

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
_BEGIN = {"edit": What.ORDER, "give": None}


def resolve(act: Act, state: State, *, named_before: Sequence[Step] = ()) -> Step | Doubt | Refusal:
    """The step that an act is. Pure."""
    if act.act in _ALONE:
        return Step(act, None, None)
    if isinstance(act, Start):
        return Step(act, None, act.what)
    if isinstance(act, Ask) and act.about is not About.STATUS:
        return Step(act, None, None if act.about is About.FAQ else What.ORDER)
    of: Target = getattr(act, "of", Target())
    thing = _at_hand(act, of, state, named_before)
    if thing is None:
        if isinstance(act, Edit) and act.lines:
            return Step(act, None, What.ORDER)
        if isinstance(act, Confirm | Deny | GiveUp):
            return Step(act, None, None)
        if isinstance(act, Give) and of.what is not None:
            return Step(act, None, of.what)
        return Refusal(act, "nothing_there")
    return Step(act, thing, thing.what, thing.lines if isinstance(act, Edit) else ())


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
