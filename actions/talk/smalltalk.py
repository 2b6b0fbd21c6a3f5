"""Words that need no service: greetings, thanks, help."""

from typing import ClassVar

from actions.kit.base import Events, ParkAction
from actions.kit.hooks import settle, shortcuts, understood
from actions.kit.turn import Button, Turn
from actions.talk import handoff


class _Saying(ParkAction):
    """Says one text; offers the shortcuts when nothing else is going on."""

    key: ClassVar[str]
    shortcuts: ClassVar[bool] = False
    writes = False

    async def act(self, turn: Turn) -> Events:
        say(turn, self.key, offers=self.shortcuts)
        return []


def say(turn: Turn, key: str, *, offers: bool = False) -> None:
    """Say one text; `offers`: with the shortcuts, unless a form is under way."""
    buttons: list[Button] = shortcuts(turn) if offers and turn.active_form is None else []
    text = turn.text(key, park=turn.named(turn.park), phone=turn.park.desk_phone)
    turn.tell(text, buttons=buttons)


class _SmallTalk(_Saying):
    """Words that may be an answer to somebody of staff."""

    writes = True

    async def act(self, turn: Turn) -> Events:
        if (otherwise := await understood(turn, self.action_name)) is not None:
            return otherwise
        if turn.said.agrees and await _settle(turn):
            return []
        return await super().act(turn)


async def _settle(turn: Turn) -> bool:
    """Take a yes beside thanks as the answer to what was asked: "yes, thank you"."""
    with turn.hearing("affirm"):
        return await settle(turn)


class Greet(_SmallTalk):
    """Who waits for a person is told so instead, as often as that is worth saying."""

    action_name = "action_greet"
    key = "greet"
    shortcuts = True

    async def act(self, turn: Turn) -> Events:
        if turn.conversation.owner == "queued":
            await handoff.ask_for_patience(turn)
        return [] if turn.utterances else await super().act(turn)


class Goodbye(_SmallTalk):
    action_name = "action_goodbye"
    key = "goodbye"


class Thank(_SmallTalk):
    action_name = "action_thank"
    key = "thank"


class Chitchat(_SmallTalk):
    action_name = "action_chitchat"
    key = "chitchat"


class BotChallenge(_SmallTalk):
    action_name = "action_bot_challenge"
    key = "bot-challenge"


class Help(_Saying):
    action_name = "action_help"
    key = "help"
    shortcuts = True
