"""One turn of a conversation: it either happened and is kept, or it did not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, OutputChannel, UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from bot.components.plain_text import as_plain_text
from bot.components.replies import SEGMENT_OF, STARTS_AT, answers_to, understood
from bot.components.segments import pieces
from bot.components.splitting import Parsed, split

_COMMAND = re.compile(r"/[a-z][a-z0-9_]*(?:/[a-z0-9_]+)?(?:\{.*\})?", re.DOTALL)
_LONGEST_ID = 200
_REJECTED = 400

_actions_failed: ContextVar[bool] = ContextVar("actions_failed", default=False)


class TurnFailed(Exception):
    """An action could not be run; nothing of the turn was kept, so the message may come again."""


@dataclass(frozen=True)
class Turn:
    """What the gateway asks for. `command` stands for a pressed button, never for typed text."""

    sender: str
    message_id: str
    text: str
    command: str | None = None
    metadata: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def from_json(cls, body: Any) -> Turn:
        """Raises ValueError, KeyError or TypeError where the body is not as agreed."""
        sender, message_id, text = body["sender"], body["message_id"], body.get("text") or ""
        command, metadata = body.get("payload"), body.get("metadata") or {}
        for name in (sender, message_id):
            if not isinstance(name, str) or not 0 < len(name) <= _LONGEST_ID:
                raise ValueError("sender and message_id are short strings")
        if not isinstance(text, str) or not isinstance(metadata, dict):
            raise TypeError("text is a string, metadata an object")
        if command is not None and not _COMMAND.fullmatch(command):
            raise ValueError("payload is not a command")
        return cls(sender, message_id, text, command, metadata)

    @property
    def rasa_text(self) -> str:
        """What Rasa reads: the command, or the text in a form that Rasa cannot take for one."""
        return self.command if self.command is not None else as_plain_text(self.text)


class WatchedEndpoint(EndpointConfig):
    """Rasa swallows what goes wrong in a custom action and goes on; this remembers that it did."""

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return await super().request(*args, **kwargs)
        except ClientResponseError as problem:
            # 400 is how an action server says that a form does not want this message.
            _actions_failed.set(_actions_failed.get() or problem.status != _REJECTED)
            raise
        except BaseException:
            _actions_failed.set(True)
            raise


async def run_turn(agent: Agent, turn: Turn, *, channel: str) -> dict[str, Any]:
    """Run the turn, or find it done already; what the bot said, in order, and what it understood.

    Raises TurnFailed when an action could not be run. One turn of a sender runs at a time.
    """
    processor = agent.processor
    assert processor is not None
    async with agent.lock_store.lock(turn.sender):
        tracker = await processor.tracker_store.retrieve(turn.sender)
        events: Iterable[Event] = tracker.events if tracker else ()
        if answers_to(turn.message_id, events) is None:
            asked = tracker.slots.get(REQUESTED_SLOT) if tracker else None
            context = {**turn.metadata, REQUESTED_SLOT: asked.value if asked else None}
            events = await _run(processor, replace(turn, metadata=context), channel)
    return {
        "messages": answers_to(turn.message_id, events) or [],
        "understood": understood(turn.message_id, events),
    }


async def _run(processor: MessageProcessor, turn: Turn, channel: str) -> Iterable[Event]:
    """As MessageProcessor.handle_message does, for each request of the message one after another;
    but a turn of which an action failed is not saved.
    """
    output = CollectingOutputChannel()
    watch(processor)
    _actions_failed.set(False)
    first, *rest = await _messages(processor, turn, output, channel)
    tracker = await processor.log_message(first, should_save_tracker=False)
    await _act(processor, output, tracker)
    for message in rest:
        await processor._handle_message_with_tracker(message, tracker)
        await _act(processor, output, tracker)
    await processor.save_tracker(tracker)
    return tracker.events


async def _act(
    processor: MessageProcessor, output: OutputChannel, tracker: DialogueStateTracker
) -> None:
    """Raises TurnFailed."""
    await processor.run_action_extract_slots(output, tracker)
    await processor._run_prediction_loop(output, tracker)
    if _actions_failed.get():
        raise TurnFailed


async def _messages(
    processor: MessageProcessor, turn: Turn, output: OutputChannel, channel: str
) -> list[UserMessage]:
    """The message as Rasa hears it, or its parts where it holds several requests: danger first.

    A part's id is that of the message and where it begins, so that it is the same when the message
    comes again.
    """

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
    parts = await split(turn.rasa_text, whole, parse, turn.metadata[REQUESTED_SLOT])
    return [
        heard(
            part.text,
            part.parsed,
            message_id=f"{turn.message_id}@{part.start}",
            **{SEGMENT_OF: turn.message_id, STARTS_AT: part.start},
        )
        for part in sorted(parts, key=lambda part: not part.critical)
    ] or [heard(turn.rasa_text, whole)]


def watch(processor: MessageProcessor) -> None:
    """Put the watched endpoint in place of the configured one, once."""
    endpoint = processor.action_endpoint
    if endpoint is not None and not isinstance(endpoint, WatchedEndpoint):
        watched = WatchedEndpoint()
        watched.__dict__.update(endpoint.__dict__)
        processor.action_endpoint = watched
