"""What there is to eat, and whatever else is asked of dishes."""

from typing import Literal

from actions.kit.base import Events, ParkAction
from actions.kit.hooks import understood
from actions.kit.turn import Turn
from actions.ordering import acting_questions, menu
from services.acts.acts import About, Ask


class BrowseMenu(ParkAction):
    """Shows the menus of the meal asked about, else of the next one that can be ordered; a part of
    them, or answers about a dish, where the words ask that."""

    action_name = "action_browse_menu"

    async def act(self, turn: Turn) -> Events:
        if turn.said.pressed:
            await menu.tell(turn, await menu.meal_of(turn))
            return []
        if (otherwise := await understood(turn, self.action_name)) is not None:
            return otherwise
        act = Ask(about=About.MENU, of_item=_aspect(turn), words=turn.said.text or None)
        await acting_questions.of_menu(turn, act)
        return []


Aspect = Literal["allergen", "spice", "contents", "options", "stock", "price"]
_ASPECTS: tuple[Aspect, ...] = ("allergen", "spice", "contents", "options", "stock", "price")
"""What may be asked of a dish, the narrowest first."""


def _aspect(turn: Turn) -> Aspect | None:
    asked = {str(e["value"]) for e in turn.said.entities if e["entity"] == "question"}
    return next((one for one in _ASPECTS if one in asked), None)
