import time

import pytest

from connectors.channels.webchat.limits import MESSAGES, SECONDS
from edge.rates import Backoff, Rate


class Watch:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_twenty_messages_pass_and_the_next_waits_until_the_first_is_ten_seconds_old() -> None:
    watch = Watch()
    rate = Rate(watch, MESSAGES, SECONDS)
    assert [rate.take("li") for _ in range(20)] == [0.0] * 20
    watch.now += 4
    assert rate.take("li") == pytest.approx(6.0)
    watch.now += 6
    assert rate.take("li") == 0.0


def test_a_refused_message_does_not_prolong_the_wait() -> None:
    watch = Watch()
    rate = Rate(watch, MESSAGES, SECONDS)
    for _ in range(50):
        rate.take("li")
    watch.now += 10
    assert rate.take("li") == 0.0


def test_visitors_do_not_slow_each_other_down() -> None:
    rate = Rate(Watch(), MESSAGES, SECONDS)
    for _ in range(21):
        rate.take("li")
    assert rate.take("wang") == 0.0


LONGEST = 10.0
"""Seconds of the processor, which a busy machine multiplies; to look through all that are known for
each of them took minutes."""


def test_strangers_without_number_cost_neither_time_nor_memory() -> None:
    watch = Watch()
    rate = Rate(watch, MESSAGES, SECONDS)
    begun = time.process_time()
    for number in range(25_000):
        rate.take(str(number))
    assert time.process_time() - begun < LONGEST
    watch.now += SECONDS
    rate.take("li")
    assert list(rate._taken) == ["li"]


def test_few_who_do_not_come_back_are_forgotten_too() -> None:
    watch = Watch()
    rate = Rate(watch, MESSAGES, SECONDS)
    for number in range(100):
        rate.take(str(number))
        watch.now += 1
    assert len(rate._taken) <= 2 * SECONDS


def test_each_failure_beyond_the_free_ones_waits_twice_as_long_up_to_an_end() -> None:
    backoff = Backoff(Watch(), 3, 2.0, 60)
    waits = [backoff.take("li") for _ in range(10)]
    assert waits == [0, 0, 0, 2, 4, 8, 16, 32, 60, 60]
    assert backoff.take("wang") == 0


def test_who_has_not_failed_for_a_while_begins_anew_and_is_forgotten() -> None:
    watch = Watch()
    backoff = Backoff(watch, 1, 2.0, 60)
    assert [backoff.take("li"), backoff.take("li")] == [0, 2]
    watch.now += 60
    assert backoff.take("wang") == 0
    assert list(backoff._failed) == ["wang"]
    assert backoff.take("li") == 0
