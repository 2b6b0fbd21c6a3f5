"""One turn of a conversation: it either happened and is kept, or it did not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.constants import REQUESTED_SLOT

from bot.components.danger.before import SAID_BEFORE, said_before
from bot.components.danger.parts import carried
from bot.components.plain_text import as_plain_text
from bot.components.replies import SEGMENT_OF, STARTS_AT, answers_to, understood
from bot.components.segments import pieces
from bot.components.serving import actions, ahead
from bot.components.serving.processor import LeanProcessor
from bot.components.splitting import Parsed, split

_COMMAND = re.compile(r"/[a-z][a-z0-9_]*(?:/[a-z0-9_]+)?(?:\{.*\})?", re.DOTALL)
_LONGEST_ID = 200


class TurnFailed(Exception):
    """An action could not be run; nothing of the turn was kept, so the message may come again."""

    status, code = 500, "turn_failed"


class ActionsDown(TurnFailed):
    """For nobody runs actions now: it is not the message's fault."""

    status, code = 503, "actions_down"


@dataclass(frozen=True)
class Turn:
    """What the gateway asks for. `command` stands for a pressed button, never for typed text."""

    sender: str
    message_id: str
    text: str
    command: str | None = None
    memory: str | None = None
    """What the turn before left behind; None at the first."""
    metadata: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def from_json(cls, body: Any) -> Turn:
        """Raises ValueError, KeyError or TypeError where the body is not as agreed."""
        sender, message_id, text = body["sender"], body["message_id"], body.get("text") or ""
        command, metadata = body.get("payload"), body.get("metadata") or {}
        memory = body.get("memory")
        for name in (sender, message_id):
            if not isinstance(name, str) or not 0 < len(name) <= _LONGEST_ID:
                raise ValueError("sender and message_id are short strings")
        if not isinstance(text, str) or not isinstance(metadata, dict):
            raise TypeError("text is a string, metadata an object")
        if command is not None and not _COMMAND.fullmatch(command):
            raise ValueError("payload is not a command")
        if memory is not None and not isinstance(memory, str):
            raise TypeError("memory is a string")
        return cls(sender, message_id, text, command, memory, metadata)

    @property
    def rasa_text(self) -> str:
        """What Rasa reads: the command, or the text in a form that Rasa cannot take for one."""
        return self.command if self.command is not None else as_plain_text(self.text)


async def run_turn(agent: Agent, turn: Turn, *, channel: str) -> dict[str, Any]:
    """Run the turn; what the bot said, in order, what it understood, and what it remembers.

    Raises TurnFailed when an action could not be run, ActionsDown when none can.
    Nothing of a turn is kept here but what speeds up the next one: asked again with the same
    memory it runs again, and an action that wrote something gives back what it said then.
    """
    assert agent.processor is not None
    processor = LeanProcessor.of(agent.processor)
    tracker = processor.memory.recall(turn.sender, turn.memory)
    asked = tracker.slots.get(REQUESTED_SLOT)
    context = {**turn.metadata, REQUESTED_SLOT: asked.value if asked else None}
    if before := said_before(tracker.events, turn.metadata.get("now")):
        context[SAID_BEFORE] = before
    actions.trouble.set(None)
    ahead.forget()
    for message in await _messages(processor, replace(turn, metadata=context), channel):
        await processor.hear(message, tracker)
        match actions.trouble.get():
            case actions.Trouble.UNREACHED:
                raise ActionsDown
            case actions.Trouble.FAILED:
                raise TurnFailed
    return {
        "messages": answers_to(turn.message_id, tracker.events) or [],
        "understood": understood(turn.message_id, tracker.events),
        "memory": processor.memory.keep(tracker),
    }


async def _messages(processor: LeanProcessor, turn: Turn, channel: str) -> list[UserMessage]:
    """The message as Rasa hears it, or its parts where it holds several requests: danger first.

    A part's id is that of the message and where it begins, so that it is the same when the message
    comes again.
    """

    output = CollectingOutputChannel()

    def heard(text: str, parsed: Parsed | None, **about: Any) -> UserMessage:
        identity = about.get("message_id", turn.message_id)
        metadata = {**turn.metadata, **about}
        return UserMessage(
            text=text,
            output_channel=output,
            sender_id=turn.sender,
            parse_data=dict(parsed or {}),
            input_channel=channel,
            message_id=identity,
            metadata=metadata,
        )

    async def parse(text: str) -> Parsed:
        return dict(await processor.parse_message(heard(text, None)))

    if turn.command is not None or len(pieces(turn.rasa_text)) < 2:  # noqa: PLR2004
        return [heard(turn.rasa_text, None)]
    whole = await parse(turn.rasa_text)
    turn.metadata.pop(SAID_BEFORE, None)  # A part is judged by itself.
    parts = await split(turn.rasa_text, whole, parse, turn.metadata[REQUESTED_SLOT])
    return [
        heard(
            part.text,
            part.parsed,
            message_id=f"{turn.message_id}@{part.start}",
            **{SEGMENT_OF: turn.message_id, STARTS_AT: part.start},
        )
        for part in sorted(carried(whole, parts), key=lambda part: not part.critical)
    ] or [heard(turn.rasa_text, whole)]
