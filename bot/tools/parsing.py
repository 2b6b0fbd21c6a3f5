"""The trained bot, asked sentence by sentence in this process."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.components.rasa_cli import leave_out_tensorflow

leave_out_tensorflow()

import structlog  # noqa: E402 - after the placeholders
from rasa.core.agent import Agent  # noqa: E402
from rasa.core.channels.channel import UserMessage  # noqa: E402
from rasa.shared.nlu.training_data.message import Message  # noqa: E402
from rasa.shared.utils.io import read_yaml_file  # noqa: E402

from bot.components.attributes import FAQ, NORMALISED_TEXT  # noqa: E402
from bot.components.fallback import ThresholdFallback  # noqa: E402
from bot.components.faq_intent import FaqIntent  # noqa: E402
from bot.components.parsers.normalise import normalise  # noqa: E402
from bot.components.segments import pieces  # noqa: E402
from bot.components.splitting import Part, split  # noqa: E402
from bot.tools.conditions import NOW  # noqa: E402
from bot.tools.heldout import Understood  # noqa: E402
from bot.tools.training import training_data  # noqa: E402


@dataclass(frozen=True)
class SplitUp:
    """The requests of a message, none if it is one; what that took beyond the message's parse."""

    text: str
    parts: Sequence[Part]
    parses: int
    seconds_extra: float


class Bot:
    """A trained model. Times in sentences are read at `NOW`, an ordinary workday."""

    def __init__(self, model: Path, knowledge: Path) -> None:
        """Raises FileNotFoundError where the bot is not trained."""
        for path in (model, knowledge):
            if not path.is_file():
                raise FileNotFoundError(f"{path} is missing: train the bot first (make train)")
        os.environ["PARKLINE_KNOWLEDGE_FILE"] = str(knowledge)
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
        self._agent = Agent.load(str(model))
        self._loop = asyncio.new_event_loop()
        # The first message reads the park's data and encodes its questions: not a tenant's wait.
        self.understand("热身 warm up")

    def understand(self, text: str) -> Understood:
        message = UserMessage(text, metadata={"now": NOW})
        started = time.perf_counter()
        parsed: dict[str, Any] = self._loop.run_until_complete(self._parse(message))
        seconds = time.perf_counter() - started
        intent, guess = parsed["intent"], (parsed.get("intent_ranking") or [parsed["intent"]])[0]
        return Understood(
            text=text,
            intent=str(intent["name"]),
            confidence=float(intent["confidence"]),
            guess=str(guess["name"]),
            guess_confidence=float(guess["confidence"]),
            entities=tuple(parsed.get("entities") or ()),
            faq=parsed.get(FAQ),
            seconds=seconds,
        )

    def split(self, text: str) -> SplitUp:
        """Take the message apart as a turn does, outside of any conversation."""
        spent: list[float] = []

        async def parse(words: str) -> dict[str, Any]:
            started = time.perf_counter()
            parsed = await self._parse(UserMessage(words, metadata={"now": NOW}))
            spent.append(time.perf_counter() - started)
            return parsed

        async def split_up() -> list[Part]:
            whole = await parse(text)
            found = await split(text, whole, parse) if len(pieces(text)) > 1 else []
            return found if len(found) > 1 else []  # Of one, a greeting was left out.

        parts = self._loop.run_until_complete(split_up())
        return SplitUp(text, tuple(parts), len(spent), sum(spent[1:]))

    async def _parse(self, message: UserMessage) -> dict[str, Any]:
        processor = self._agent.processor
        if processor is None:
            raise RuntimeError("the model was loaded without a processor")
        return dict(await processor.parse_message(message))


def at_thresholds(
    understood: Iterable[Understood], thresholds: Iterable[float]
) -> dict[float, list[str]]:
    """The intent of each parse, had config.yml another threshold: the bot's own components."""
    parses = list(understood)
    faq_intent = FaqIntent.create(_configured("FaqIntent"), *_NOTHING)
    intents: dict[float, list[str]] = {}
    for threshold in thresholds:
        messages = [_as_guessed(parse) for parse in parses]
        faq_intent.process(ThresholdFallback(threshold).process(messages))
        intents[threshold] = [str(message.get("intent")["name"]) for message in messages]
    return intents


def training_texts(folder: Path) -> set[str]:
    data = training_data(folder)
    return {str(example.get("text")) for example in data.intent_examples}


def configured_threshold() -> float:
    return float(_configured("ThresholdFallback")["threshold"])


_NOTHING: Any = (None, None, None)


def _configured(component: str) -> dict[str, Any]:
    config: Any = read_yaml_file("config.yml")
    return dict(next(step for step in config["pipeline"] if step["name"].endswith(component)))


def _as_guessed(parse: Understood) -> Message:
    intent = {"name": parse.guess, "confidence": parse.guess_confidence}
    normalised = normalise(parse.text).text
    return Message({"intent": intent, FAQ: parse.faq, NORMALISED_TEXT: normalised})
