"""One turn of a conversation: it either happened and is kept, or it did not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.events import Event, SlotSet, UserUttered

from bot.components.danger import dialogue
from bot.components.danger.before import SAID_BEFORE, said_before
from bot.components.danger.parts import carried
from bot.components.danger.zones import NONE, rank, zone_of
from bot.components.plain_text import as_plain_text
from bot.components.replies import SEGMENT_OF, STARTS_AT, answers_to, understood
from bot.components.segments import pieces
from bot.components.serving import actions, ahead
from bot.components.serving.processor import LeanProcessor
from bot.components.splitting import Parsed, Part, is_shopping, split, stands_alone

_COMMAND = re.compile(r"/[a-z][a-z0-9_]*(?:/[a-z0-9_]+)?(?:\{.*\})?", re.DOTALL)
_LONGEST_ID = 200
AGAIN = 10_000
"""Where the parts of an earlier message begin, that is heard again: behind those of this one."""


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
    actions.trouble.set(None)
    ahead.forget()
    slot = tracker.slots.get(dialogue.SLOT)
    known = slot.value if slot else None
    told = dialogue.told_elsewhere(known, turn.metadata)
    if _may_be_a_piece(context, told or known):
        before = said_before(tracker.events, context.get("now"))
        context |= {SAID_BEFORE: before} if before else {}
    before_it = _said_last(tracker.events)
    messages = await _messages(
        processor, replace(turn, metadata=context), channel, told or known, before_it
    )
    learned = [SlotSet(dialogue.SLOT, told)] if told else []
    for message in messages:
        await processor.hear(message, tracker, learned)
        learned = []
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


def _may_be_a_piece(context: Mapping[str, Any], known: Any) -> bool:
    """Whether a message may tell of a danger together with those before it. What a form waits for
    does not: the toilet that is clogged and then "building B" are no danger that is told in
    pieces."""
    return context[REQUESTED_SLOT] is None or dialogue.goes_on(known, context.get("now"))


def _said_last(events: Iterable[Event]) -> str | None:
    """The message before this one."""
    said = (one.text for one in reversed(list(events)) if isinstance(one, UserUttered))
    return next(said, None)


async def _messages(
    processor: LeanProcessor, turn: Turn, channel: str, known: Any, said_last: str | None = None
) -> list[UserMessage]:
    """The message as Rasa hears it, or its parts where it holds several requests: danger first.

    A part's id is that of the message and where it begins, so that it is the same when the message
    comes again. `known`: the danger that goes on in the conversation. Who says that nothing is
    happening has the message that was asked about heard again, as what it is without danger.
    """
    asked_of = known.get("words") if isinstance(known, Mapping) else None
    just_asked = asked_of is None or said_last in (None, asked_of)
    hearing = _Hearing(processor, turn, channel, just_asked=just_asked)
    asked_about = dialogue.words_asked_about(known, turn.metadata.get("now"))
    if turn.command is not None:
        messages = [hearing.heard(turn.rasa_text, None)]
        if asked_about is not None and turn.command.startswith(f"/{dialogue.NO}"):
            messages = [hearing.part(turn.rasa_text, None, 0), *await hearing.again(asked_about)]
        return messages
    text = turn.rasa_text
    whole = await hearing.by_itself(text, await hearing.parse(text), known)
    parts = await hearing.parts(text, whole)
    if parts:
        return [
            hearing.part(part.text, hearing.as_danger(part.text, part.parsed, known), part.start)
            for part in sorted(carried(whole, parts), key=lambda part: -rank(part.parsed)[0])
        ]
    parsed = hearing.as_danger(text, whole, known)
    match (parsed.get("intent") or {}).get("name"):
        case dialogue.NO if asked_about is not None:
            return [hearing.part(text, parsed, 0), *await hearing.again(asked_about)]
        case dialogue.OVER if stands_alone(text, whole):
            return [hearing.part(text, parsed, 0), hearing.part(text, whole, 1)]
    return [hearing.heard(text, parsed)]


class _Hearing:
    """Makes Rasa's messages of one turn."""

    def __init__(
        self, processor: LeanProcessor, turn: Turn, channel: str, *, just_asked: bool = True
    ) -> None:
        self._just_asked = just_asked
        self._processor = processor
        self._turn = turn
        self._channel = channel
        self._output = CollectingOutputChannel()

    def heard(self, text: str, parsed: Parsed | None, **about: Any) -> UserMessage:
        return UserMessage(
            text=text,
            output_channel=self._output,
            sender_id=self._turn.sender,
            parse_data=dict(parsed or {}),
            input_channel=self._channel,
            message_id=about.get("message_id", self._turn.message_id),
            metadata={**self._turn.metadata, **about},
        )

    def part(self, text: str, parsed: Parsed | None, start: int) -> UserMessage:
        identity = f"{self._turn.message_id}@{start}"
        about = {SEGMENT_OF: self._turn.message_id, STARTS_AT: start}
        return self.heard(text, parsed, message_id=identity, **about)

    async def parse(self, text: str) -> Parsed:
        return dict(await self._processor.parse_message(self.heard(text, None)))

    async def by_itself(self, text: str, whole: Parsed, known: Any) -> Parsed:
        """The parse, heard anew without the messages before it where it orders. A place by itself
        is no danger either."""
        metadata = self._turn.metadata
        if zone_of(whole) == NONE or dialogue.goes_on(known, metadata.get("now")):
            return whole
        if dialogue.is_place(text, whole):
            return dialogue.without_danger(whole)
        if SAID_BEFORE not in metadata or not is_shopping(text, whole):
            return whole
        metadata.pop(SAID_BEFORE)
        return await self.parse(text)

    async def parts(self, text: str, whole: Parsed) -> list[Part]:
        """The requests of a text, none if it is one."""
        if len(pieces(text)) < 2:  # noqa: PLR2004
            return []
        self._turn.metadata.pop(SAID_BEFORE, None)  # A part is judged by itself.
        return await split(text, whole, self.parse, self._turn.metadata[REQUESTED_SLOT])

    async def again(self, text: str) -> list[UserMessage]:
        """An earlier message once more, now that nobody is in danger."""
        self._turn.metadata.pop(SAID_BEFORE, None)
        whole = await self.parse(text)
        parts = await self.parts(text, whole)
        heard = [(part.start, part.text, part.parsed) for part in parts] or [(0, text, whole)]
        return [
            self.part(words, dialogue.without_danger(parsed), AGAIN + start)
            for start, words, parsed in heard
        ]

    def as_danger(self, text: str, parsed: Parsed, known: Any) -> Parsed:
        metadata = self._turn.metadata
        requested, now = metadata[REQUESTED_SLOT], metadata.get("now")
        if dialogue.goes_on(known, now) and dialogue.is_place(text, parsed):
            parsed = dialogue.without_danger(parsed)
        heard = dialogue.heard_as(text, parsed, known, requested, now, just_asked=self._just_asked)
        return dialogue.with_intent(parsed, heard)
