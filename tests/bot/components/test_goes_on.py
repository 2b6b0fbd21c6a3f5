"""How a message goes on about a room is learned of the same features as it is heard by."""

import numpy as np

from bot.components.e5.finetuned import Read
from bot.components.encoder import Encoder, Vectors
from bot.components.goes_on import row_of, rows_of


class _Model:
    def encode(self, texts: list[str]) -> Vectors:
        return np.array([[len(text), 1.0] for text in texts], dtype=np.float32)


class _Reader:
    def read(self, text: str) -> Read:
        vector = np.array([text.count("a"), 2.0], dtype=np.float32)
        return Read(vector, vector[None], ((0, len(text)),))


def test_many_texts_have_the_rows_of_each() -> None:
    texts = ["a bit longer", "那就这间", "a"]
    together = rows_of(texts, Encoder(_Model()), _Reader())
    for text, row in zip(texts, together, strict=True):
        assert row.shape == (1, 4)
        assert np.array_equal(row, row_of(text, Encoder(_Model()), _Reader()))
    assert rows_of([], Encoder(_Model()), _Reader()) == []
