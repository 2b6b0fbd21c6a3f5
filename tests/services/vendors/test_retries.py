"""The retry policy, as arithmetic."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from services.vendors import retries

NOW = datetime(2026, 12, 2, 1, 30, tzinfo=UTC)


def test_ten_attempts_in_about_three_days() -> None:
    total = sum(retries.SCHEDULE, timedelta())

    assert retries.MAX_ATTEMPTS == 10
    assert timedelta(hours=72) <= total <= timedelta(hours=73)


def test_jitter_moves_a_wait_by_a_tenth_at_most_and_does_move_it() -> None:
    waits = {
        retries.retry_at(5, NOW, retry_after=None, random=Random(seed)) - NOW for seed in range(50)
    }
    assert timedelta(minutes=54) <= min(waits) < timedelta(minutes=57)
    assert timedelta(minutes=63) < max(waits) <= timedelta(minutes=66)


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("120", timedelta(minutes=2)),
        (" 7 ", timedelta(seconds=7)),
        ("99999999999999999999", timedelta(hours=1)),
        ("Wed, 02 Dec 2026 01:40:00 GMT", timedelta(minutes=10)),
        ("Wed, 02 Dec 2026 01:00:00 GMT", timedelta()),
        (None, None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("１２", None),
    ],
)
def test_retry_after_in_either_spelling(header: str | None, wait: timedelta | None) -> None:
    assert retries.parse_retry_after(header, NOW) == wait


def test_retry_after_lengthens_a_wait_up_to_an_hour_and_never_shortens_it() -> None:
    def wait(attempt: int, header: str) -> float:
        at = retries.retry_at(attempt, NOW, retry_after=header, random=Random(1))
        return (at - NOW) / timedelta(seconds=1)

    assert wait(1, "90") == 90
    assert wait(1, "7200") == 3600
    assert wait(1, "Sun, 06 Dec 2026 01:30:00 GMT") == 3600
    assert wait(9, "1") > 24 * 3600


def test_the_breaker_opens_at_the_fifth_failure_and_for_longer_each_time() -> None:
    seconds = [retries.breaker_opens_for(failures) for failures in (1, 4, 5, 6, 7, 8, 9, 500)]

    assert seconds == [None, None, *(timedelta(seconds=s) for s in (30, 60, 120, 240, 300, 300))]
