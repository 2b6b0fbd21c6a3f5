"""Tokens get the vector of the piece that most of them lies in, and an endless text takes no longer
than what is read of it."""

import time

import numpy as np

from bot.components.e5.finetuned import Read
from bot.components.parsers.normalise import normalise
from bot.components.reading.encoder import WIDTH
from bot.components.reading.hearing import of_tokens
from bot.components.reading.model import Heard
from bot.components.reading.ruled import KINDS, of_rules
from bot.components.tokenizer import tokens_of

LONG = "两份牛肉面，" * 2_000


def read(*spans: tuple[int, int]) -> Read:
    """Each piece has a vector of its place in the text, from 1."""
    pieces = np.zeros((len(spans), WIDTH), dtype=np.float32)
    pieces[:, 0] = np.arange(1, len(spans) + 1)
    return Read(np.zeros(WIDTH, np.float32), pieces, spans)


def pieces_of(text: str, *spans: tuple[int, int]) -> list[float]:
    """Which piece each token was given, 0 for none."""
    return of_tokens(tokens_of(text), normalise(text), read(*spans))[:, 0].tolist()


def test_a_token_has_the_piece_that_most_of_it_lies_in_and_the_first_of_equals() -> None:
    assert pieces_of("noodles 面", (0, 0), (0, 3), (3, 7), (8, 9)) == [3, 4]
    assert pieces_of("abcd", (0, 2), (2, 4)) == [1]


def test_a_piece_of_several_characters_is_that_of_each() -> None:
    assert pieces_of("牛肉面", (0, 2), (2, 3)) == [1, 1, 2]


def test_what_was_not_read_has_none() -> None:
    assert pieces_of("牛肉面", (0, 0), (0, 2), (0, 0)) == [2, 2, 0]
    assert pieces_of("牛肉面", (0, 0)) == [0, 0, 0]


def test_of_an_endless_message_only_what_says_something_is_looked_at() -> None:
    tokens = tokens_of(LONG)
    entity = {"entity": "item", "start": 2, "end": 5, "role": "add"}
    began = time.thread_time()
    ruled = of_rules(tokens, [entity] * 50)
    rows = of_tokens(tokens, normalise(LONG), read(*((n, n + 1) for n in range(190))))
    heard = Heard(rows, np.zeros(WIDTH, np.float32), ruled).known()
    assert time.thread_time() - began < 0.5
    assert len(heard.tokens) == len(heard.ruled) == 190


def test_what_a_rule_found_reaches_as_far_as_its_words() -> None:
    rows = of_rules(tokens_of("两份牛肉面 cola"), [{"entity": "item", "start": 2, "end": 5}])
    assert rows[:, KINDS.index("item")].tolist() == [0, 0, 1, 1, 1, 0]
    assert rows[:, len(KINDS) + KINDS.index("item")].tolist() == [0, 0, 1, 0, 0, 0]


def test_a_message_of_which_nothing_is_known_has_no_tokens_left() -> None:
    zeros = np.zeros((3, WIDTH), np.float32)
    assert len(Heard(zeros, zeros[0], zeros).known().tokens) == 0
