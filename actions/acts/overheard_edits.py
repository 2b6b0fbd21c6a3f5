"""Messages in the form of an order that change what stands, whatever their intent is."""

from actions.acts.acting import tell_what_is_left
from actions.acts.overheard import COUNTS_AGAIN, read
from actions.acts.replying import one_reply
from actions.kit.acting import carry_out
from actions.kit.base import Events
from actions.kit.said import Said
from actions.kit.turn import Turn
from services.acts.acts import Act, Correct, Edit, Give, Restore
from services.acts.resolving import resolve
from services.acts.state import Standing, State
from services.acts.steps import Step
from services.acts.values import What

_OF_VISITS = ("time", "period", "shift", "headcount", "plate")
"""Entities of which one may be said of a visit while an order is put together."""
_SURE = 0.8
"""Probability from which an edit shows that something is changed, too."""


async def take_edit(turn: Turn) -> Events | None:
    """Carry out a message whose acts edit orders that stand, or take such an edit back, whatever
    its intent is, with what it says of them besides: a yes beside a number is no yes to what was
    asked, and "Zhou works from home today, one rice less" is more than a day."""
    named = turn.said.corrects and turn.said.says(*_OF_VISITS)
    counts = turn.said.says(*COUNTS_AGAIN) or _surely_edits(turn.said)
    if turn.said.pressed or not (counts or named):
        return None
    state, acts = await read(turn)
    if named and acts and all(_is_of_a_named_visit(act, state) for act in acts):
        return (await carry_out(turn, acts, state)).events
    edits = [edits_what_stands(act, state) for act in acts]
    beside = zip(edits, acts, strict=True)
    if not any(edits) or not all(edit or _is_of_an_order(act, state) for edit, act in beside):
        return None
    carried = await carry_out(turn, acts, state)
    await tell_what_is_left(turn, carried)
    turn.utterances = one_reply(turn.utterances)
    return carried.events


def _is_of_a_named_visit(act: Act, state: State) -> bool:
    """ "Zhou Ting comes at half past ten instead", while an order is put together."""
    if not isinstance(act, Correct) or act.of.thing is None:
        return False
    thing = state.thing(act.of.thing)
    return thing is not None and thing.what is What.VISIT and thing.standing is Standing.MADE


def _surely_edits(said: Said) -> bool:
    return any(act.startswith("edit:") and share >= _SURE for act, share in said.acts.items())


def _is_of_an_order(act: Act, state: State) -> bool:
    if not isinstance(act, Give | Correct):
        return False
    match resolve(act, state):
        case Step(thing=thing):
            return thing is not None and thing.what is What.ORDER
    return False


def edits_what_stands(act: Act, state: State) -> bool:
    if not isinstance(act, Edit | Restore):
        return False
    match resolve(act, state):
        case Step() as step:
            return all(one.thing is not None and one.what is What.ORDER for one in step.each)
    return False
