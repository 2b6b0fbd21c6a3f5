"""What is said of a visit when it is registered, and whether that makes sense."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from services.errors import Invalid
from services.folding import plain_name, plain_phone, plain_plate, shown

LONGEST = timedelta(days=31)
FARTHEST = timedelta(days=180)
MOST_PEOPLE = 200
LONGEST_WORDS = 200
"""Characters of a name, a company, a reason."""


@dataclass(frozen=True, slots=True)
class Guests:
    """Who comes. `plate` without spaces or dot, `phone` digits."""

    names: Sequence[str]
    headcount: int = 1
    phone: str | None = None
    plate: str | None = None
    company: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """Aware. `daily` are the hours of each day of a visit over several days."""

    starts_at: datetime
    ends_at: datetime
    daily: tuple[time, time] | None = None


def checked(guests: Guests) -> Guests:
    """As they are kept. Raises Invalid."""
    said = (_words(said, "names") for said in guests.names)
    names = [name for name in said if name and plain_name(name)]
    if not names:
        raise Invalid("who comes?", field="names", reason="missing")
    headcount = max(guests.headcount, len(names))
    if not 1 <= guests.headcount <= MOST_PEOPLE or headcount > MOST_PEOPLE:
        raise Invalid("too many people", field="headcount", reason="headcount", limit=MOST_PEOPLE)
    return replace(
        guests,
        names=names,
        headcount=headcount,
        phone=plain_phone(_words(guests.phone, "phone") or "") or None,
        plate=plain_plate(_words(guests.plate, "plate") or "") or None,
        company=_words(guests.company, "company"),
        reason=_words(guests.reason, "reason"),
    )


def _words(said: str | None, field: str) -> str | None:
    words = " ".join(shown(said or "").split())
    if len(words) > LONGEST_WORDS:
        raise Invalid("too long", field=field, reason="too_long", limit=LONGEST_WORDS)
    return words or None


def check_period(period: Period, now: datetime) -> None:
    """Raises Invalid."""
    if period.ends_at <= now:
        raise Invalid("it is over already", field="period", reason="past")
    if period.ends_at <= period.starts_at:
        raise Invalid("it ends before it begins", field="period", reason="backwards")
    if period.ends_at - period.starts_at > LONGEST:
        raise Invalid("too long", field="period", reason="too_long", days=LONGEST.days)
    if period.starts_at > now + FARTHEST:
        raise Invalid("too far ahead", field="period", reason="too_far", days=FARTHEST.days)
    if period.daily is not None and period.daily[0] >= period.daily[1]:
        raise Invalid("a day ends before it begins", field="period", reason="daily")
