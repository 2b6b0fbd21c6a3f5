"""The one action behind acts."""

from collections.abc import Sequence

import structlog

from actions.acts import doubts, refusals
from actions.acts.replying import one_reply
from actions.acts.translating import translate
from actions.kit.acting import carry_out, refused_by_package
from actions.kit.base import Events, ParkAction
from actions.kit.forms import CARRIES_OUT, goes_on_after
from actions.kit.standing import state_of
from actions.kit.turn import Turn
from services.acts.acts import Act as AnAct
from services.acts.acts import Social, acts_of
from services.acts.chosen import INTENT
from services.acts.state import State
from services.kit.errors import Invalid

ENTITY = "acts"
"""One for each act: what a command has a list of, Rasa reads as so many entities."""

log = structlog.get_logger(__name__)


class Act(ParkAction):
    """Carries out the acts of a message; the form that is under way then goes on."""

    action_name = CARRIES_OUT

    async def act(self, turn: Turn) -> Events:
        state = await state_of(turn)
        acts = _brought(turn) if turn.said.intent == INTENT else translate(turn.said, state)
        if not acts:
            turn.tell(turn.text("act-none"))
        return await do(turn, await doubts.settled_by_yes(turn, acts), state)


async def do(turn: Turn, acts: Sequence[AnAct], state: State) -> Events:
    """Carry acts out and answer with one reply; the form that goes on is named."""
    carried = await carry_out(turn, without_pleasantries(acts), state)
    for refusal in carried.refusals:
        if not await refused_by_package(turn, refusal):
            refusals.tell(turn, refusal)
    for doubt in carried.doubts:
        doubts.ask(turn, doubt)
    following = await goes_on_after(turn, carried.drafted, changed=carried.changed)
    turn.utterances = one_reply(turn.utterances)
    return [*carried.events, *following]


def without_pleasantries(acts: Sequence[AnAct]) -> Sequence[AnAct]:
    """A greeting or thanks beside a request is not answered by itself."""
    rest = [act for act in acts if not isinstance(act, Social)]
    return rest or acts[:1]


def _brought(turn: Turn) -> tuple[AnAct, ...]:
    """Those of a command. One that holds no acts is a fault of a program, said as such."""
    said = [one["value"] for one in turn.said.entities if one["entity"] == ENTITY]
    try:
        return acts_of(said)
    except Invalid as wrong:
        log.warning("acts.not_read", problem=str(wrong))
        return ()
