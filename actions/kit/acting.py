"""Carrying out acts: what stands is read once, each act finds its thing, a package does it.

A package brings `Stands` and `Executes` with its `domain`. Nobody here knows which packages there
are, and nothing here looks at words.
"""

from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import actions
from actions.kit import changes, unsettled
from actions.kit.base import Events
from actions.kit.guests import tell_limit
from actions.kit.hooks import settles
from actions.kit.standing import forms_with_drafts, state_of
from actions.kit.turn import Turn
from services.acts.acts import Act, Ask, Cancel, Confirm, Deny
from services.acts.resolving import resolve
from services.acts.state import State
from services.acts.steps import Doubt, Refusal, Step
from services.acts.values import What
from services.conversations.questions import asked_for
from services.kit.plugins import found
from services.people.guest_limits import GuestLimit

Execute = Callable[[Turn, Step], Awaitable[Events]]
"""Does what a step says and tells of it. The events set Rasa's slots; which form goes on is no
executor's business."""

_READS = {"ask", "social", "unknown", "rate", "complain", "human"}
"""Acts after which everything stands as it stood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Executes:
    """Acts that a package does to things of its kind, by the act's name."""

    acts: Mapping[str, Execute]
    what: What | None = None
    """None: also where an act is on no kind of thing, or nobody does it to that kind."""

    @property
    def brief(self) -> str:
        return f"acts on {self.what or 'anything'}: " + ", ".join(self.acts)


@dataclass(frozen=True, slots=True)
class Answers:
    """Questions of its own that a yes or a no answers, by what they expect. Each gets a step with
    the act Confirm or Deny."""

    by: Mapping[str, Execute]

    @property
    def brief(self) -> str:
        return "acts that answer: " + ", ".join(self.by)


@dataclass(frozen=True, slots=True)
class Refuses:
    """What a package says itself of acts that nothing fits, on things of its kind."""

    what: What
    tell: Callable[[Turn, Refusal], Awaitable[bool]]
    """False: it has nothing better to say than that it cannot be."""

    @property
    def brief(self) -> str:
        return f"refuses acts on {self.what}"


@dataclass(frozen=True, slots=True)
class AsksWhether:
    """What a package asks itself before it calls off a thing of its kind that was not named."""

    what: What
    ask: Callable[[Turn, Step], Awaitable[None]]
    """Says what stands, and asks whether it is to be called off. `Settles` takes the answer."""

    @property
    def brief(self) -> str:
        return f"asks whether to call off {self.what}"


async def asked_by_package(turn: Turn, doubt: Doubt) -> bool:
    """Whether the package of the only thing that may be meant has asked whether to call it off."""
    [step, *others] = doubt.between
    if others or not isinstance(step.act, Cancel):
        return False
    for one in found(actions, AsksWhether):
        if one.what is step.what:
            await one.ask(turn, step)
            return True
    return False


async def refused_by_package(turn: Turn, refusal: Refusal) -> bool:
    """Whether the package of the thing that was meant has said why not, and what can be had."""
    what = refusal.thing.what if refusal.thing is not None else refusal.what
    for one in found(actions, Refuses):
        if one.what is what and await one.tell(turn, refusal):
            return True
    return False


def executor(step: Step) -> Execute | None:
    """Who does a step: the package of its kind, else one that does such an act to any."""
    for what in dict.fromkeys((step.what, None)):
        for one in found(actions, Executes):
            if one.what is what and step.act.act in one.acts:
                return one.acts[step.act.act]
    return None


@dataclass(slots=True)
class Carried:
    """What came of the acts of a message."""

    events: Events = field(default_factory=list)
    """Slots only."""
    state: State | None = None
    """As it stood last."""
    drafted: frozenset[str] = frozenset()
    """Names of the forms that had a draft when the message came."""
    steps: list[Step] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    changed: bool = False
    """Whether something may stand otherwise than before."""


async def carry_out(turn: Turn, acts: Sequence[Act], state: State) -> Carried:
    """Do what the acts say, in order, and tell of it. `state`: what stands now.

    What is in doubt, and what nothing fits, is left for whoever asked; the acts after it go on.
    """
    carried = Carried(state=state, drafted=forms_with_drafts(state))
    stale: Kinds = frozenset()
    waiting = deque(acts)
    while waiting:
        act = waiting.popleft()
        if stale:
            assert carried.state is not None
            asked = carried.state.asked
            carried.state = replace(await state_of(turn, carried.state, but=stale), asked=asked)
        done = len(carried.steps)
        stale = await _carry_out(turn, act, carried)
        waiting.extendleft(reversed([then for step in carried.steps[done:] for then in step.then]))
        carried.changed = carried.changed or bool(stale)
    if carried.changed:
        _take(turn, carried, changes.events(turn, changes.before(carried.steps, turn.now)))
    return carried


Kinds = frozenset[What]
_ANY = frozenset(What)


async def _carry_out(turn: Turn, act: Act, carried: Carried) -> Kinds:
    """The kinds of which something may stand otherwise than before."""
    state = carried.state
    assert state is not None
    if isinstance(act, Confirm | Deny) and await _answered(turn, act, carried):
        return _ANY
    outcome = resolve(act, state, named_before=tuple(carried.steps))
    match outcome:
        case Doubt():
            carried.doubts.append(outcome)
            return frozenset()
        case Refusal():
            carried.refusals.append(outcome)
            return frozenset()
    done = [await _carry_out_step(turn, step, carried) for step in outcome.each]
    return frozenset().union(*done)


async def _answered(turn: Turn, act: Confirm | Deny, carried: Carried) -> bool:
    """Whether the yes or no was one to our last message, and is taken."""
    asked = await turn.asked()
    for one in found(actions, Answers):
        if (execute := one.by.get(str(asked_for(asked)))) is not None:
            _take(turn, carried, await execute(turn, Step(act, None, None)))
            return True
    settle = settles(asked)
    if settle is None:
        return False
    with turn.hearing("affirm" if isinstance(act, Confirm) else "deny"):
        return await settle(turn)


async def _carry_out_step(turn: Turn, step: Step, carried: Carried) -> Kinds:
    """The kinds of which something may stand otherwise than before."""
    execute = executor(step)
    if execute is None:
        carried.refusals.append(Refusal(step.act, _nobody(step.act), step.thing))
        return frozenset()
    carried.steps.append(step)
    told = len(turn.utterances)
    try:
        _take(turn, carried, await execute(turn, step))
    except GuestLimit as refused:
        tell_limit(turn, refused)
    unsettled.ask(turn, step, told=told)
    if step.act.act in _READS:
        return frozenset()
    return frozenset([step.what]) if step.what is not None else _ANY


def _nobody(act: Act) -> str:
    return "no_answer" if isinstance(act, Ask) else "not_possible"


def _take(turn: Turn, carried: Carried, events: Events) -> None:
    """Slots hold for the acts that follow as well."""
    slots = [event for event in events if event.get("event") == "slot"]
    turn.slots |= {event["name"]: event["value"] for event in slots}
    carried.events += slots
