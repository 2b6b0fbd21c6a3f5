"""Tags become spans; a span begins before it goes on, whatever the likeliest tag of a token is."""

import numpy as np

from bot.components.reading.decoding import Stretch, stretches, tags_of

TAGS = tags_of(["item", "quantity"])


def rows(*named: dict[str, float]) -> np.ndarray:
    found = np.full((len(named), len(TAGS)), 0.01, dtype=np.float32)
    for row, one in zip(found, named, strict=True):
        for name, share in one.items():
            row[TAGS.index(name)] = share
    return found


def test_there_is_a_beginning_and_an_inside_of_each_label() -> None:
    assert TAGS == ("O", "B-item", "I-item", "B-quantity", "I-quantity")


def test_spans_of_one_label_beside_one_another_are_one() -> None:
    found = stretches(TAGS, rows({"B-item": 0.9}, {"I-item": 0.8}, {"B-item": 0.9}, {"O": 0.9}))
    assert found == [Stretch(0, 3, "item", found[0].sure)]
    assert abs(found[0].sure - 0.8) < 1e-6


def test_spans_with_something_between_them_are_two() -> None:
    found = stretches(TAGS, rows({"B-item": 0.9}, {"O": 0.9}, {"B-item": 0.9}))
    assert [(one.first, one.after) for one in found] == [(0, 1), (2, 3)]


def test_an_inside_without_a_beginning_makes_the_token_before_it_one() -> None:
    found = stretches(TAGS, rows({"O": 0.5, "B-item": 0.4}, {"I-item": 0.9}))
    assert [(one.first, one.after, one.label) for one in found] == [(0, 2, "item")]


def test_no_span_goes_on_with_another_label() -> None:
    found = stretches(TAGS, rows({"B-quantity": 0.9}, {"I-item": 0.6, "B-item": 0.3}))
    assert [(one.label, one.first, one.after) for one in found] == [
        ("quantity", 0, 1), ("item", 1, 2),
    ]  # fmt: skip


def test_no_tokens_have_no_spans() -> None:
    assert stretches(TAGS, rows()[:0]) == []
