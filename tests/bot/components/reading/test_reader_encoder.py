"""What was read is not read again, and what is kept of it is bounded by its pieces."""

import numpy as np

from bot.components.e5.finetuned import Read
from bot.components.reading.encoder import WIDTH, Encoder


class _Counting:
    """A piece for each character."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def read(self, text: str) -> Read:
        self.asked.append(text)
        pieces = np.zeros((len(text), WIDTH), dtype=np.float32)
        return Read(
            np.zeros(WIDTH, np.float32), pieces, tuple((n, n + 1) for n in range(len(text)))
        )


def test_a_text_that_is_said_again_is_not_read_again() -> None:
    model = _Counting()
    encoder = Encoder(model)
    assert encoder.read("就这些") is encoder.read("就这些")
    assert model.asked == ["就这些"]


def test_long_texts_push_out_what_was_asked_for_longest_ago() -> None:
    model = _Counting()
    encoder = Encoder(model, capacity=10)
    for text in ("one", "two", "one", "a longer", "one", "two"):
        encoder.read(text)
    assert model.asked == ["one", "two", "a longer", "one", "two"]


def test_a_text_longer_than_all_that_is_kept_is_read_all_the_same() -> None:
    encoder = Encoder(_Counting(), capacity=3)
    assert len(encoder.read("endless").pieces) == len("endless")
