"""Where the bot ends and people begin."""

from actions.base import Events, ParkAction
from actions.turn import Turn
from services import desk


class AskHuman(ParkAction):
    """Puts the conversation into the desk's queue."""

    action_name = "action_ask_human"

    async def act(self, turn: Turn) -> Events:
        await desk.hand_off(turn.session, turn.conversation, "asked", now=turn.now)
        turn.tell(turn.text("handed-off", phone=turn.park.desk_phone))
        return []


class Complain(ParkAction):
    """Opens a complaint with the tenant's own words."""

    action_name = "action_complain"

    async def act(self, turn: Turn) -> Events:
        await desk.take_complaint(turn.session, turn.conversation, turn.said.text, now=turn.now)
        turn.tell(turn.text("complaint-taken", phone=turn.park.desk_phone))
        return []
