"""Registering a visit, in one sentence or in pieces."""

from actions.kit.base import Events, ParkAction
from actions.kit.forms import left
from actions.kit.places import drop_unknown
from actions.kit.turn import Turn
from actions.visits.draft import FORM, LEAVER, VisitDraft


class LeaveVisitor(ParkAction):
    """The form is over, registered or given up: what it interrupted goes on."""

    action_name = LEAVER

    async def act(self, turn: Turn) -> Events:
        return await left(turn, FORM)


async def hear(turn: Turn, draft: VisitDraft) -> None:
    """Take a message into the draft; says what of it the park does not have."""
    draft.hear(turn.said, turn.zone, turn.now)
    if turn.said.repeats and draft.when.last is None:
        turn.tell(turn.text("visit-repeats"))
    await drop_unknown(turn, draft)
