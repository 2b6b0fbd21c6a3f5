"""Vectors of a sentence and of its tokens."""

from typing import Any

import numpy as np
import pytest
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components import encoder_featurizer
from bot.components.encoder import Encoder
from bot.components.encoder_featurizer import EncoderFeaturizer, of_tokens
from bot.components.normaliser import Normaliser
from bot.components.parsers.normalise import normalise
from bot.components.tokenizer import CharacterTokenizer, tokens_of
from tests.bot.components.builders import CountingModel

NOTHING: Any = None


@pytest.fixture
def encoder(monkeypatch: pytest.MonkeyPatch) -> Encoder:
    made = Encoder(CountingModel())
    monkeypatch.setattr(encoder_featurizer, "shared_encoder", lambda: made)
    return made


def featurizer(scale: float) -> EncoderFeaturizer:
    config = {**EncoderFeaturizer.get_default_config(), "scale": scale}
    return EncoderFeaturizer.create(config, NOTHING, NOTHING, NOTHING)


def message(text: str) -> Message:
    made = Message({"text": text})
    Normaliser().process([made])
    CharacterTokenizer(CharacterTokenizer.get_default_config()).process([made])
    return made


@pytest.mark.usefixtures("encoder")
def test_the_sentence_is_scaled_and_each_token_has_a_row() -> None:
    (found,) = featurizer(3).process([message("两份面 ok")])
    tokens, sentence = found.get_dense_features("text")
    assert tokens is not None
    assert sentence is not None
    assert tokens.features.shape[0] == 4
    assert abs(float(np.linalg.norm(sentence.features)) - 3) < 1e-5


@pytest.mark.usefixtures("encoder")
def test_what_is_learned_and_what_is_understood_have_the_same_sentence_vector() -> None:
    (understood,) = featurizer(2).process([message("两份面")])
    data = featurizer(2).process_training_data(TrainingData([message("两份面")]))
    (learned,) = data.training_examples
    one, other = (m.get_dense_features("text")[1] for m in (understood, learned))
    assert one is not None
    assert other is not None
    assert (one.features == other.features).all()


def test_a_token_that_is_not_in_the_normalised_text_has_no_vector(encoder: Encoder) -> None:
    text = "嗯嗯面"
    words = normalise(text)
    rows = of_tokens(tokens_of(text), words, encoder.read(words.text))
    assert [bool(row.any()) for row in rows] == [False, False, True]


def test_a_character_of_the_old_script_has_the_vector_of_the_new_one(encoder: Encoder) -> None:
    rows = [
        of_tokens(tokens_of(text), normalise(text), encoder.read(normalise(text).text))
        for text in ("牛肉麵", "牛肉面")
    ]
    assert (rows[0] == rows[1]).all()
