"""Sentences are encoded once, in batches, and forgotten in the order of their last use."""

from typing import Any

from bot.components.encoder import DIMENSIONS, Encoder
from tests.bot.components.builders import CountingModel


def test_rows_stand_in_the_order_of_the_texts() -> None:
    encoder = Encoder(CountingModel({"short": 0, "a longer one": 1}))
    rows = encoder.encode(["a longer one", "short", "a longer one"])
    assert rows.argmax(axis=1).tolist() == [1, 0, 1]


def test_known_text_is_not_encoded_again() -> None:
    model = CountingModel()
    encoder = Encoder(model)
    encoder.encode(["a", "b", "a"])
    encoder.encode(["b"])
    assert sorted(model.asked) == ["a", "b"]


def test_memory_is_bounded_and_keeps_what_was_used_last() -> None:
    model = CountingModel()
    encoder = Encoder(model, capacity=2)
    for text in ("a", "b", "a", "c", "a", "b"):
        encoder.encode([text])
    assert model.asked == ["a", "b", "c", "b"]


def test_more_texts_than_fit_the_memory_are_all_answered() -> None:
    texts = [str(number) for number in range(100)]
    assert Encoder(CountingModel(), capacity=3).encode(texts).argmax(axis=1).size == 100


def test_no_texts_give_no_rows() -> None:
    assert Encoder(CountingModel()).encode([]).shape == (0, DIMENSIONS)


def test_batches_are_the_same_whatever_order_texts_come_in() -> None:
    """Else a vector's last digits, and with them what is learned, would be others each time."""
    texts = [f"{number:03}" for number in range(200)]
    batches: list[list[list[str]]] = []

    def noted(work: Any, parts: Any) -> Any:
        batches.append(list(parts))
        return map(work, batches[-1])

    for some in (texts, texts[::-1], [*texts[100:], *texts[:100]]):
        Encoder(CountingModel()).encode(some, noted)
    assert batches[0] == batches[1] == batches[2]
    assert [text for batch in batches[0] for text in batch] == texts
