"""Registering a visit, in one sentence or in pieces."""

from rasa_sdk.events import SlotSet

from actions.kit.base import Events, ParkAction
from actions.kit.forms import left
from actions.kit.hooks import understood
from actions.kit.places import drop_unknown
from actions.kit.turn import Turn
from actions.visits.draft import FORM, GOES_ON, LEAVER, OPENER, VisitDraft
from actions.visits.settling import next_one, settle


class RegisterVisitor(ParkAction):
    """register_visitor: registers what is clear, and lets the form ask for what is not."""

    action_name = OPENER

    async def act(self, turn: Turn) -> Events:
        if (otherwise := await understood(turn, self.action_name)) is not None:
            return otherwise
        draft = VisitDraft.of(turn)
        await hear(turn, draft)
        if not draft.missing() and await settle(turn, draft):
            following = await next_one(turn, draft)
            if following is None:
                return await left(turn, FORM)
            draft = following
        return [*draft.events(), SlotSet(GOES_ON, True)]


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
