"""The one action behind acts."""

import structlog

from actions.acts import doubts, refusals
from actions.acts.replying import one_reply
from actions.kit.acting import Carried, carry_out
from actions.kit.base import Events, ParkAction
from actions.kit.forms import goes_on_after, under_way
from actions.kit.turn import Turn
from services.acts.acts import acts_of
from services.kit.errors import Invalid

log = structlog.get_logger(__name__)


class Act(ParkAction):
    """Carries out the acts of a message; the form that is under way then goes on."""

    action_name = "action_act"

    async def act(self, turn: Turn) -> Events:
        before = await under_way(turn)
        carried = await _carried(turn)
        for refusal in carried.refusals:
            refusals.tell(turn, refusal)
        for doubt in carried.doubts:
            doubts.ask(turn, doubt)
        following = await goes_on_after(turn, before)
        turn.utterances = one_reply(turn.utterances)
        return [*carried.events, *following]


async def _carried(turn: Turn) -> Carried:
    """What came of it. A command that holds no acts is a fault of a program, said as such."""
    try:
        acts = acts_of(turn.said.value("acts") or ())
    except Invalid as wrong:
        log.warning("acts.not_read", problem=str(wrong))
        acts = ()
    if not acts:
        turn.tell(turn.text("act-none"))
        return Carried()
    return await carry_out(turn, acts)
