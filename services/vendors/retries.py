"""When a webhook is tried again: pure arithmetic, so the policy can be read in one place."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from random import Random

SCHEDULE = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=5),
    timedelta(hours=14),
    timedelta(hours=24),
    timedelta(hours=28),
)
"""The wait after each failed attempt but the last: ten attempts in about 72 hours."""

MAX_ATTEMPTS = len(SCHEDULE) + 1
JITTER = 0.1
"""Each wait is stretched or shrunk by up to this share, so that vendors do not get waves."""
LONGEST_ASKED = timedelta(hours=1)
"""A Retry-After beyond this is cut to it."""

BREAKER_OPENS_AFTER = 5
"""Deliveries in a row that failed."""
LEASE = timedelta(seconds=20)
"""How long a claimed delivery is nobody else's, and a half-open breaker waits for its one probe;
longer than an exchange's deadline."""
DISABLED_AFTER = timedelta(days=5)
"""Of failing without one success."""

_FIRST_OPEN = timedelta(seconds=30)
_LONGEST_OPEN = timedelta(minutes=5)


def retry_at(attempt: int, now: datetime, *, retry_after: str | None, random: Random) -> datetime:
    """When to try again after attempt number `attempt` (from 1) failed.

    A Retry-After can make the wait longer, up to LONGEST_ASKED; it never makes it shorter, so an
    endpoint cannot burn its attempts in a minute.
    """
    wait = SCHEDULE[attempt - 1] * random.uniform(1 - JITTER, 1 + JITTER)
    asked = parse_retry_after(retry_after, now) or timedelta()
    return now + max(wait, min(asked, LONGEST_ASKED))


def parse_retry_after(value: str | None, now: datetime) -> timedelta | None:
    """The wait that a Retry-After asks for, in seconds or as an HTTP date; None if neither."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(int(text[:9]), LONGEST_ASKED.total_seconds()))
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(aware - now, timedelta())


def breaker_opens_for(failures: int) -> timedelta | None:
    """How long the breaker stays open after so many failures in a row; None while it is closed."""
    if failures < BREAKER_OPENS_AFTER:
        return None
    doublings = min(failures - BREAKER_OPENS_AFTER, 10)
    return min(_FIRST_OPEN * (1 << doublings), _LONGEST_OPEN)
