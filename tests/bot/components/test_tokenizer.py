"""Every character that is not a space belongs to a token, and tokens know where they stand."""

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.components.tokenizer import CharacterTokenizer


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("来两份牛肉面", ["来", "两", "份", "牛", "肉", "面"]),
        ("订2份 beef noodles", ["订", "2", "份", "beef", "noodles"]),
        ("when does Peter's pass expire", ["when", "does", "Peter", "'", "s", "pass", "expire"]),
        ("👍 好 １２", ["👍", "好", "１", "２"]),
        ("José来访", ["José", "来", "访"]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    config = CharacterTokenizer.get_default_config()
    found = CharacterTokenizer(config).tokenize(Message({"text": text}), "text")
    assert [token.text for token in found] == tokens
    assert [text[token.start : token.end] for token in found] == tokens
