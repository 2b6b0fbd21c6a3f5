"""The step between a form that is over and the one that goes on."""

from actions.kit.base import Events, ParkAction
from actions.kit.turn import Turn


class Resume(ParkAction):
    """Says nothing: `left` has named the next form, and the rules go on from this action.

    Each form has one rule that ends here and one that begins here, so that no rule names two forms.
    """

    action_name = "action_resume"
    writes = False

    async def act(self, turn: Turn) -> Events:
        return []
