"""What a first message would load is loaded before it comes."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage

from bot.components.encoder import Encoder
from bot.components.knowledge import LiveKnowledge
from bot.components.serving import warming
from bot.components.serving.processor import LeanProcessor
from tests.bot.components.builders import CountingModel, document


class Processor(LeanProcessor):
    def __init__(self) -> None:
        self.parsed: list[str | None] = []

    async def parse_message(  # type: ignore[override]
        self, message: UserMessage
    ) -> dict[str, Any]:
        self.parsed.append(message.text)
        return {}


class Bot:
    """A bot whose gateway is up, or is not yet."""

    def __init__(self, *, gateway: bool, ready: bool = True) -> None:
        self.model, self.processor, self.gateway, self.asked = (
            CountingModel(), Processor(), gateway, 0,
        )  # fmt: skip
        self.knowledge = LiveKnowledge(self._fetch)
        self.agent: Any = SimpleNamespace(processor=self.processor, is_ready=lambda: ready)

    def _fetch(self, _park: int | None) -> dict[str, Any]:
        self.asked += 1
        if not self.gateway:
            raise OSError("not up yet")
        return document(4)


def warmed(monkeypatch: pytest.MonkeyPatch, **how: bool) -> Bot:
    bot = Bot(**how)
    encoder = Encoder(bot.model)
    monkeypatch.setattr(warming, "shared_encoder", lambda: encoder)
    monkeypatch.setattr(warming, "live_knowledge", lambda: bot.knowledge)
    asyncio.run(warming.warm_up(bot.agent))
    return bot


def test_weights_are_loaded_knowledge_is_there_and_a_message_was_parsed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bot = warmed(monkeypatch, gateway=True)
    assert bot.model.asked, "its weights load with the first sentence"
    assert len(bot.processor.parsed) == bot.asked == 1
    assert bot.knowledge.current(4).version == 4
    assert bot.asked == 1


def test_a_gateway_that_comes_later_is_asked_with_the_first_message(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bot = warmed(monkeypatch, gateway=False)
    assert bot.model.asked
    assert bot.processor.parsed == []
    bot.gateway = True
    assert bot.knowledge.current(4).version == 4


def test_a_bot_without_a_model_parses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert warmed(monkeypatch, gateway=True, ready=False).processor.parsed == []
    asyncio.run(warming.warm_up(None))
