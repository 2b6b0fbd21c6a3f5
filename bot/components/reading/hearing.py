"""Messages as the reader's model takes them, and people's marks on them as its answers."""

from __future__ import annotations

from collections.abc import Sequence

from rasa.nlu.tokenizers.tokenizer import Token

from bot.components.encoder import Encoder
from bot.components.encoder_featurizer import of_tokens
from bot.components.parsers.normalise import normalise
from bot.components.reading.annotated import Annotated, Marked
from bot.components.reading.model import Heard, Labelled
from bot.components.reading.ruled import of_rules
from bot.components.reading.said import Entity
from bot.components.tokenizer import tokens_of


def hear(text: str, encoder: Encoder, entities: Sequence[Entity]) -> tuple[list[Token], Heard]:
    """The tokens of a text as it was written, and what the encoder and the rules make of them.

    `entities`: what rules found in it.
    """
    tokens, words = tokens_of(text), normalise(text)
    read = encoder.read(words.text)
    ruled = of_rules(tokens, entities)
    return tokens, Heard(of_tokens(tokens, words, read), read.sentence, ruled)


def answers(line: Annotated, tokens: Sequence[Token]) -> list[Labelled]:
    """What people marked, in tokens; a mark that holds no token is left out."""
    found = [_on_tokens(one, tokens) for one in line.spans]
    return [one for one in found if one is not None]


def _on_tokens(marked: Marked, tokens: Sequence[Token]) -> Labelled | None:
    inside = [
        place
        for place, token in enumerate(tokens)
        if token.start < marked.end and marked.start < token.end
    ]
    if not inside:
        return None
    return Labelled(inside[0], inside[-1] + 1, marked.label, marked.role, 1.0, 1.0)
