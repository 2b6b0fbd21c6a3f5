"""Words that need no service: greetings, thanks, help, yes and no to nothing in particular."""

from typing import ClassVar

from actions.base import Events, ParkAction
from actions.turn import Turn, button
from services import desk


class _Saying(ParkAction):
    """Says one text; offers the shortcuts when nothing else is going on."""

    key: ClassVar[str]
    shortcuts: ClassVar[bool] = False
    writes = False

    async def act(self, turn: Turn) -> Events:
        buttons = []
        if self.shortcuts and turn.active_form is None:
            buttons = [
                button(turn.text("button-menu"), "/browse_menu"),
                button(turn.text("button-track"), "/track_order"),
            ]
        text = turn.text(self.key, park=turn.named(turn.park), phone=turn.park.desk_phone)
        turn.tell(text, buttons=buttons)
        return []


class Greet(_Saying):
    action_name = "action_greet"
    key = "greet"
    shortcuts = True


class Goodbye(_Saying):
    action_name = "action_goodbye"
    key = "goodbye"


class Thank(_Saying):
    action_name = "action_thank"
    key = "thank"


class Chitchat(_Saying):
    action_name = "action_chitchat"
    key = "chitchat"


class BotChallenge(_Saying):
    action_name = "action_bot_challenge"
    key = "bot-challenge"


class Help(_Saying):
    action_name = "action_help"
    key = "help"
    shortcuts = True


class OutOfScope(_Saying):
    action_name = "action_out_of_scope"
    key = "out-of-scope"
    shortcuts = True

    async def act(self, turn: Turn) -> Events:
        if turn.active_form is None:
            return await super().act(turn)
        turn.tell(turn.text("out-of-scope-in-order"))
        return []


class NotYet(_Saying):
    """Services that later releases bring; until then the desk's phone is the honest answer.

    Danger does not wait for them: the emergency number first, then a ticket and the desk's queue
    at once, whatever else is not known.
    """

    action_name = "action_not_yet"
    key = "not-yet"
    writes = True

    async def act(self, turn: Turn) -> Events:
        if turn.said.value("urgency") != "critical":
            return await super().act(turn)
        turn.tell(turn.text("emergency", emergency=turn.park.emergency_phone))
        await desk.raise_alarm(
            turn.session,
            turn.conversation,
            turn.said.text,
            category=turn.said.value("repair_category") or "other",
            place=turn.said.value("location") or {},
            now=turn.now,
        )
        return []
