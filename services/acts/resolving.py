"""Which thing each act is on: what was asked, what is named, what was made last, or a new one.

Pure: it reads the state and nothing else, and guesses nothing. Where two things or lines fit, both
are named (`Doubt`); where nothing does, the refusal says why and what stands (`Refusal`).
"""

from collections.abc import Callable, Sequence

from services.acts import lines, making, saying
from services.acts.acts import (
    About,
    Act,
    Ask,
    Cancel,
    Confirm,
    Correct,
    Deny,
    Edit,
    Give,
    GiveUp,
    Restore,
    Start,
    Urge,
)
from services.acts.ending import called_off, given_up, restored, urged
from services.acts.references import Hearing, implied
from services.acts.state import Standing, State, Thing
from services.acts.steps import (
    MOST_READINGS,
    Doubt,
    Outcome,
    Refusal,
    Step,
    Why,
    asked_back,
)
from services.acts.targets import aimed, at_hand, may
from services.acts.values import Target, What

__all__ = ["Doubt", "Refusal", "Step", "Why", "resolve"]


def resolve(act: Act, state: State, *, named_before: Sequence[Step] = ()) -> Step | Doubt | Refusal:
    """The step that an act is. `named_before` are the steps of the message so far.

    The act of a step may be another one than was read (Step.act). An act that is on nothing at all,
    such as a yes to nothing that was asked, is a step with neither thing nor kind.
    """
    named = tuple(named_before)
    match act:
        case Ask():
            return _asked(act, state, named)
        case Confirm() | Deny():
            return _answered(act, state, named)
        case Give() | Correct():
            return saying.said(act, state, named)
    by: Callable[..., Outcome] | None = _BY.get(type(act))
    return by(act, state, named) if by is not None else Step(act, None, None)


_BY: dict[type[Act], Callable[..., Outcome]] = {
    Start: making.started,
    Edit: lines.edit,
    GiveUp: given_up,
    Restore: restored,
    Cancel: called_off,
    Urge: urged,
}
"""The others are on nothing in particular."""


def _answered(act: Confirm | Deny, state: State, named: tuple[Step, ...]) -> Outcome:
    """Yes or no to what was asked; a yes also to what is at hand, if nothing was."""
    of = act.of if isinstance(act, Confirm) else Target()
    bare = of == Target(words=of.words)
    if bare and isinstance(act, Confirm) and (taken := lines.taken_offer(state, named)):
        return taken
    if bare and (state.asked is not None or isinstance(act, Deny)):
        thing = state.thing(state.asked.thing) if state.asked is not None else None
        good = thing is not None and (isinstance(act, Deny) or may("confirm", thing))
        return Step(act, thing, thing.what) if thing and good else Step(act, None, None)
    found = aimed(of, state, named)
    near = [one for one in found.things if one.standing is Standing.DRAFT or state.recent(one)]
    ready = [one for one in near if may("confirm", one)]
    whole = [one for one in ready if not one.missing]
    group = next(at_hand(whole or ready, state, named), ())
    if not group and bare:
        return Step(act, None, None)
    thing = next(iter(found.things), None)
    refused = Refusal(act, Why.TOO_LATE if thing else Why.NOTHING_THERE, thing, what=of.what)
    return asked_back(act, [_confirms(act, one) for one in group[:MOST_READINGS]], refused)


def _confirms(act: Confirm | Deny, thing: Thing) -> Step:
    update = {"of": Target(what=thing.what, thing=thing.id, number=thing.number)}
    return Step(act.model_copy(update=update), thing, thing.what)


_OF_ORDERS = {
    *(About.MENU, About.ITEM, About.CART, About.FEE, About.TIME),
    About.AFTERWARDS,
}


def _asked(act: Ask, state: State, named: tuple[Step, ...]) -> Outcome:
    """A question changes nothing and is not refused; only a number that nobody knows is."""
    if act.about is About.FAQ:
        return Step(act, None, None)
    found = aimed(act.of, state, named)
    if act.of.number is not None and not found.things:
        return Refusal(act, Why.NOTHING_THERE, what=act.of.what)
    what = What.ORDER if act.about in _OF_ORDERS else act.of.what
    things = [one for one in found.things if what in (None, one.what)]
    standing = [one for one in things if one.standing is not Standing.DROPPED]
    group = next(at_hand(standing or things, state, named), ())
    thing = group[0] if len(group) == 1 else None
    if act.about is About.STATUS and found.how == "any" and len(standing) > 1:
        thing = None if len(_made(standing)) != 1 else _made(standing)[0]
    if act.about is About.ITEM and thing is not None:
        act = _of_what_item(act, thing, state, named)
    return Step(act, thing, thing.what if thing is not None else what)


def _made(things: Sequence[Thing]) -> list[Thing]:
    return [one for one in things if one.standing is Standing.MADE]


def _of_what_item(act: Ask, thing: Thing, state: State, named: tuple[Step, ...]) -> Ask:
    """ "Is it spicy?" is about the dish that was spoken of last."""
    if act.item is not None or act.candidates or not thing.lines:
        return act
    fit = implied(thing.lines, Hearing(thing, state, named))
    if fit.how != "all":
        return act
    return act.model_copy(update={"item": fit.lines[0].item})
