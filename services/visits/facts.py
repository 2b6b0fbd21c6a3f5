"""What is said of a visit when it is registered, and whether that makes sense."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, tzinfo
from typing import Any

from services.kit.errors import Invalid
from services.kit.folding import plain_name, plain_phone, plain_plate, shown
from services.visits.hosting import LIMITS, Limits

MOST_PEOPLE = LIMITS["member"].people
"""Of any host's visit."""
ENTRIES_A_DAY = 2
"""Of each person: out for lunch, or a gate that lost our answer and asks again."""
MOST_ENTRIES = 1_000
"""Of a pass: 200 people on one day have 400, sixteen people on 31 days 992."""
CHINESE_PLATES, OTHER_PLATES = range(7, 9), range(4, 11)
"""Signs of a plate: of a province with seven, of new energy with eight; of anywhere else."""
MOST_PLATES = 10
"""Cars of one visit; who comes with more comes by coach or in several visits."""
LONGEST_WORDS = 200
"""Characters of a name, a company, a reason."""


@dataclass(frozen=True, slots=True)
class Guests:
    """Who comes. Plates without spaces or dot, `phone` digits. `more_plates`: of further cars."""

    names: Sequence[str]
    headcount: int = 1
    phone: str | None = None
    plate: str | None = None
    company: str | None = None
    reason: str | None = None
    more_plates: Sequence[str] = ()

    @property
    def plates(self) -> list[str]:
        """Of all cars."""
        return [*([self.plate] if self.plate else []), *self.more_plates]


def cars(plates: Sequence[str]) -> dict[str, Any]:
    """Plates as the fields of Guests: the first, and the others."""
    return {"plate": next(iter(plates), None), "more_plates": list(plates[1:])}


@dataclass(frozen=True, slots=True)
class Period:
    """Aware. `daily` are the hours of each day of a visit over several days."""

    starts_at: datetime
    ends_at: datetime
    daily: tuple[time, time] | None = None


def checked(guests: Guests, limits: Limits, days: int) -> Guests:
    """As they are kept, for a visit on so many days of the park. Raises Invalid."""
    said = (_words(said, "names") for said in guests.names)
    names = [name for name in said if name and plain_name(name)]
    if not names:
        raise Invalid("who comes?", field="names", reason="missing")
    headcount = max(guests.headcount, len(names))
    most = min(limits.people, max(1, MOST_ENTRIES // (days * ENTRIES_A_DAY)))
    if not 1 <= guests.headcount <= most or headcount > most:
        raise Invalid("too many people", field="headcount", reason="headcount", limit=most)
    plate, *more_plates = _plates(guests) or [None]
    return replace(
        guests,
        names=names,
        headcount=headcount,
        phone=plain_phone(_words(guests.phone, "phone") or "") or None,
        plate=plate,
        more_plates=[one for one in more_plates if one],
        company=_words(guests.company, "company"),
        reason=_words(guests.reason, "reason"),
    )


def _plates(guests: Guests) -> list[str | None]:
    """Each once, as it is compared. Raises Invalid."""
    said = (plain_plate(_words(plate, "plate") or "") for plate in guests.plates)
    plates = list(dict.fromkeys(plate for plate in said if plate))
    if len(plates) > MOST_PLATES:
        raise Invalid("too many cars", field="plate", reason="cars", limit=MOST_PLATES)
    return [*plates]


def _words(said: str | None, field: str) -> str | None:
    words = " ".join(shown(said or "").split())
    if len(words) > LONGEST_WORDS:
        raise Invalid("too long", field=field, reason="too_long", limit=LONGEST_WORDS)
    return words or None


def is_plate(said: str) -> bool:
    """Whether it may be a whole plate: of a Chinese one nothing is missing, of others we know
    less."""
    plain = plain_plate(said)
    if not any(sign.isdigit() for sign in plain):
        return False
    if "\u4e00" <= plain[:1] <= "\u9fff":
        return len(plain) in CHINESE_PLATES
    return len(plain) in OTHER_PLATES


def days_of(period: Period, zone: tzinfo) -> int:
    """On how many days of the park somebody may come, the first and the last included."""
    first, last = (at.astimezone(zone).date() for at in (period.starts_at, period.ends_at))
    return (last - first).days + 1


def check_period(period: Period, limits: Limits, now: datetime) -> None:
    """Raises Invalid."""
    if period.ends_at <= now:
        raise Invalid("it is over already", field="period", reason="past")
    if period.ends_at <= period.starts_at:
        raise Invalid("it ends before it begins", field="period", reason="backwards")
    if period.ends_at - period.starts_at > limits.longest:
        raise Invalid("too long", field="period", reason="too_long", days=limits.longest.days)
    if period.starts_at > now + limits.farthest:
        raise Invalid("too far ahead", field="period", reason="too_far", days=limits.farthest.days)
    if period.daily is not None and period.daily[0] >= period.daily[1]:
        raise Invalid("a day ends before it begins", field="period", reason="daily")
