"""The one action behind acts."""

import structlog

from actions.acts import doubts, refusals
from actions.acts.replying import one_reply
from actions.kit.acting import Carried, carry_out, refused_by_package
from actions.kit.base import Events, ParkAction
from actions.kit.forms import CARRIES_OUT, goes_on_after
from actions.kit.turn import Turn
from services.acts.acts import acts_of
from services.kit.errors import Invalid

ENTITY = "acts"
"""One for each act: what a command has a list of, Rasa reads as so many entities."""

log = structlog.get_logger(__name__)


class Act(ParkAction):
    """Carries out the acts of a message; the form that is under way then goes on."""

    action_name = CARRIES_OUT

    async def act(self, turn: Turn) -> Events:
        carried = await _carried(turn)
        for refusal in carried.refusals:
            if not await refused_by_package(turn, refusal):
                refusals.tell(turn, refusal)
        for doubt in carried.doubts:
            doubts.ask(turn, doubt)
        following = await goes_on_after(turn, carried.drafted, changed=carried.changed)
        turn.utterances = one_reply(turn.utterances)
        return [*carried.events, *following]


async def _carried(turn: Turn) -> Carried:
    """What came of it. A command that holds no acts is a fault of a program, said as such."""
    said = [one["value"] for one in turn.said.entities if one["entity"] == ENTITY]
    try:
        acts = acts_of(said)
    except Invalid as wrong:
        log.warning("acts.not_read", problem=str(wrong))
        acts = ()
    if not acts:
        turn.tell(turn.text("act-none"))
        return Carried()
    return await carry_out(turn, await doubts.settled_by_yes(turn, acts))
