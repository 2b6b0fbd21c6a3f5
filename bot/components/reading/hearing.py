"""Messages as the reader's model takes them, and people's marks on them as its answers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rasa.nlu.tokenizers.tokenizer import Token

from bot.components.e5.finetuned import Read
from bot.components.parsers.normalise import Normalised, normalise
from bot.components.reading.annotated import Annotated, Marked
from bot.components.reading.decoding import Floats
from bot.components.reading.encoder import WIDTH, Encoder
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


def of_tokens(tokens: Sequence[Token], words: Normalised, read: Read) -> Floats:
    """A row for each token: the vector of the piece that most of it lies in; zeros for what the
    normalised text does not have. `read` is of that text."""
    rows = np.zeros((len(tokens), WIDTH), dtype=np.float32)
    for row, token in zip(rows, tokens, strict=True):
        start, end = words.position(token.start), words.position(token.end)
        shares = [min(end, after) - max(start, first) for first, after in read.spans]
        place = int(np.argmax(shares)) if shares else 0
        if shares and shares[place] > 0:
            row[:] = read.pieces[place]
    return rows
