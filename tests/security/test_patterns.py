"""No text that somebody sends keeps a process busy, with which nobody else would be served."""

import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from types import FrameType

import pytest

from bot.components.segments import pieces
from services import choices, invoice_words, join_codes, link_words, ratings
from services.message_text import TEXT_LIMIT, clean
from tests.security import hostile

BUDGET = 0.2
"""Seconds of processor time for the longest message and one expression, on a slow machine; what is
worse than quadratic takes many times as long."""
STOP = 1.0


class Slow(Exception):
    """It would have gone on."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """`re` looks for signals while it tries, so that even an exponential one can be stopped."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise Slow

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def cost(pattern: re.Pattern[str], text: str) -> float:
    begun = time.process_time()
    try:
        with at_most(STOP):
            for _ in pattern.finditer(text):
                pass
            pattern.fullmatch(text)
    except Slow:
        return STOP
    return time.process_time() - begun


def worst(pattern: re.Pattern[str], longest: int) -> tuple[float, str]:
    """Of the texts that reach it: by the door that all messages come through."""
    found = (0.0, "")
    for attack in sorted(hostile.attacks(pattern, longest - 1, Random(7))):
        text = clean(attack + ".")
        if (taken := cost(pattern, text)) > found[0]:
            again = cost(pattern, text) if taken > BUDGET else taken
            found = max(found, (min(taken, again), text[:60]))
        if found[0] >= STOP:
            break
    return found


def test_a_careless_expression_is_found() -> None:
    for careless in (r"(?:and|an|d)*\?", r"(?:a+)+b", r"\w+\w+\w+!"):
        assert worst(re.compile(careless), TEXT_LIMIT)[0] > BUDGET


@pytest.mark.timeout(300)
def test_every_expression_takes_the_longest_message_in_bounded_time() -> None:
    found = {name: pattern for name, (pattern, _) in hostile.compiled().items()}
    limits = {name: limit for name, (_, limit) in hostile.compiled().items()}
    everything = {**found, **hostile.written()}
    assert len(everything) > 300
    slow = {}
    for name, pattern in everything.items():
        taken, text = worst(pattern, min(limits.get(name) or TEXT_LIMIT, TEXT_LIMIT))
        if taken > BUDGET:
            slow[name] = (round(taken, 2), text)
    assert slow == {}


TEXTS = {
    "blank lines": "面\n" + "\n" * 1_990 + "x",
    "marks and blanks": "面" + ", " * 900 + "x",
    "full stops": "a" + ". " * 900 + "b",
    "words of a join": "join company " + " " * 1_000 + "!",
    "an invoice": "要发票" + "and" * 60 + "q",
    "stars": "我就给打评" * 390 + "x",
    "numbers": "选" + " " * 1_500 + "1x",
}


@pytest.mark.parametrize("about", TEXTS)
def test_what_reads_words_before_the_bot_does_is_quick(about: str) -> None:
    text = TEXTS[about]
    begun = time.process_time()
    with at_most(STOP):
        pieces(text)
        link_words.command(text)
        join_codes.command(text)
        choices.number(clean(text))
        ratings.parse(text)
        invoice_words.alone(text)
        invoice_words.request(clean(text))
    assert time.process_time() - begun < BUDGET * 2
