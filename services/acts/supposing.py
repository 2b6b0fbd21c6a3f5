"""What is only supposed of an edit, since the message does not say it."""

from dataclasses import replace

from services.acts.acts import Edit, Op
from services.acts.state import Standing, State
from services.acts.steps import Outcome, Step
from services.acts.targets import named_before


def supposed(act: Edit, outcome: Outcome, state: State, named: tuple[Step, ...]) -> Outcome:
    """More for an order that was placed a while ago may as well be a new one, unless `act` says
    that this one is meant."""
    if not isinstance(outcome, Step) or outcome.thing is None or outcome.also:
        return outcome
    thing = outcome.thing
    adds = isinstance(outcome.act, Edit) and outcome.act.op in (Op.ADD, Op.MORE)
    spoken = state.just(thing) or thing in named_before(state, named)
    if thing.standing is not Standing.MADE or not adds or spoken or _names_one(act):
        return outcome
    return replace(outcome, supposed=True)


def _names_one(act: Edit) -> bool:
    of = act.of
    return any(one is not None for one in (of.thing, of.number, of.ref, of.made))
