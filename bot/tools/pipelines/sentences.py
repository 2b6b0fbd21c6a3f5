"""Encoders that are compared: they have vectors of sentences alone."""

from __future__ import annotations

from collections.abc import Callable

from rasa.shared.nlu.training_data.message import Message

from bot.components.attributes import normalised_text
from bot.components.e5.finetuned import Read
from bot.components.encoder import Vectors
from bot.components.encoder_featurizer import EncoderFeaturizer


class OfSentences:
    """A model that is a function."""

    def __init__(self, encode: Callable[[list[str]], Vectors]) -> None:
        self._encode = encode

    def encode(self, texts: list[str]) -> Vectors:
        return self._encode(texts)

    def read(self, text: str) -> Read:
        raise NotImplementedError("these encoders have no vectors of pieces")


class SentenceFeaturizer(EncoderFeaturizer):
    """As the bot's own, without features of tokens."""

    def process(self, messages: list[Message]) -> list[Message]:
        texts = [normalised_text(message) for message in messages]
        return self._add(messages, self._encoder.encode(texts))
