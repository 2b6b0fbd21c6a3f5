"""What a bot does before its first message, so that it takes no longer than the others."""

from __future__ import annotations

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage

from bot.components.encoder import shared_encoder
from bot.components.knowledge import live_knowledge
from bot.components.serving.processor import LeanProcessor

_TEXT = "你好"


async def warm_up(agent: Agent | None) -> None:
    """Load what is loaded with a first message. Safe to repeat, and without a model.

    A gateway that does not answer yet is asked again with the first message that needs it: parsing
    now would note that it failed, and leave the messages of the next seconds without knowledge.
    """
    shared_encoder().load()
    if agent is None or agent.processor is None or not agent.is_ready():
        return
    processor = LeanProcessor.of(agent.processor)
    if live_knowledge().look_ahead():
        await processor.parse_message(UserMessage(text=_TEXT, metadata={}))
