"""Yes and no: to a question of ours, to what waits, or to nothing in particular."""

import actions
from actions.kit.agreeing import agreed_to_nothing
from actions.kit.base import Events, ParkAction
from actions.kit.giving_up import leave_everything, says_everything
from actions.kit.hooks import YesOrNo, asks_again, settle, understood
from actions.kit.turn import Turn
from services.kit.plugins import found


class Affirm(ParkAction):
    """Yes, outside of a form's questions: settles what was asked, or goes on with what waits. Half
    a yes has what was asked be asked again."""

    action_name = "action_affirm"

    async def act(self, turn: Turn) -> Events:
        if (otherwise := await understood(turn, self.action_name)) is not None:
            return otherwise
        settled = await asks_again(turn) or await settle(turn)
        parts = found(actions, YesOrNo)
        waits = [await one.waits(turn) for one in parts]
        if not any(waits) and not settled and turn.active_form is None:
            await agreed_to_nothing(turn)
        return [event for one in parts for event in await one.yes(turn)]


class Deny(ParkAction):
    """No, or never mind: to what was asked, to what waits, or to nothing in particular."""

    action_name = "action_deny"

    async def act(self, turn: Turn) -> Events:
        if says_everything(turn.said):
            return await leave_everything(turn)
        if await settle(turn):
            return []
        if (otherwise := await understood(turn, self.action_name)) is not None:
            return otherwise
        for one in found(actions, YesOrNo):
            if await one.waits(turn):
                return await one.no(turn)
        turn.tell(turn.text("deny-nothing"))
        return []
