"""Messages as the reader's model takes them, and people's marks on them as its answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from rasa.nlu.tokenizers.tokenizer import Token

from bot.components.e5.finetuned import Read
from bot.components.parsers.normalise import Normalised, normalise
from bot.components.reading.annotated import Annotated, Marked
from bot.components.reading.decoding import Floats
from bot.components.reading.encoder import WIDTH, Reader
from bot.components.reading.model import Heard, Labelled
from bot.components.reading.ruled import of_rules
from bot.components.reading.said import Entity


def hear(text: str, tokens: Sequence[Token], encoder: Reader, entities: Sequence[Entity]) -> Heard:
    """What the encoder and the rules make of a text as it was written.

    `tokens`: those of the text, in order; `entities`: what rules found in it.
    """
    words = normalise(text)
    read = encoder.read(words.text)
    return Heard(of_tokens(tokens, words, read), read.sentence, of_rules(tokens, entities))


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
    places = list(_read_places(tokens, words, max((end for _, end in read.spans), default=0)))
    if not places:
        return rows
    first, after = np.array(read.spans).T
    start, end = np.array(places).T[:, :, None]
    shares = np.minimum(end, after) - np.maximum(start, first)
    most = shares.argmax(axis=1)
    known = np.flatnonzero(shares.max(axis=1) > 0)
    rows[known] = read.pieces[most[known]]
    return rows


def _read_places(
    tokens: Sequence[Token], words: Normalised, until: int
) -> Iterator[tuple[int, int]]:
    """Where each of the tokens stands in the normalised text, those behind `until` left out."""
    for token in tokens:
        start = words.position(token.start)
        if start >= until:
            return
        yield start, words.position(token.end)
