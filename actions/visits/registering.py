"""What goes on when the form of visits is over."""

from actions.kit.base import Events, ParkAction
from actions.kit.forms import left
from actions.kit.turn import Turn
from actions.visits.draft import FORM, LEAVER


class LeaveVisitor(ParkAction):
    """The form is over, registered or given up: what it interrupted goes on."""

    action_name = LEAVER

    async def act(self, turn: Turn) -> Events:
        return await left(turn, FORM)
