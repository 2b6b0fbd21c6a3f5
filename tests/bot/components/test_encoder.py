"""Sentences are encoded once, in batches, and forgotten in the order of their last use."""

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
