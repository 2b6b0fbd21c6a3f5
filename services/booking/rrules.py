"""Rules by which bookings recur: RFC 5545's, by the clock on the wall of the park. Pure.

An hour that the clocks skip on a day moves forward by what is skipped; one that comes twice is the
first.
"""

from datetime import UTC, date, datetime, time
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rrulestr

from services.kit.errors import Invalid

MOST = 120
"""Occurrences of one series."""
LONGEST_RULE = 200
UTC_MARK = "Z"
_PARTS = frozenset(
    {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYSETPOS", "WKST"}
)
_ENDS = frozenset({"COUNT", "UNTIL"})
_RHYTHMS = frozenset({"DAILY", "WEEKLY", "MONTHLY"})


def dates(rule: str, starts_on: date, starts: time) -> list[datetime]:
    """By the clock on the wall. Raises Invalid."""
    found = list(islice(_parsed(rule, datetime.combine(starts_on, starts)), MOST + 1))
    if len(found) > MOST:
        raise Invalid(f"{MOST} at most", field="rule")
    return found


def longer(rule: str, already: int, *, times: int | None, until: date | None) -> str:
    """The same rule that goes on for so many times more than there are `already`, or to the end of
    a day. Raises Invalid unless one of the two is said."""
    if (times is None) == (until is None):
        raise Invalid("how many times more, or until when", field="times")
    kept = [one for one in rule.upper().split(";") if one.partition("=")[0] not in _ENDS]
    end = f"COUNT={already + (times or 0)}" if until is None else f"UNTIL={until:%Y%m%d}T235959"
    return ";".join([*kept, end])


def moment(local: datetime, zone: ZoneInfo) -> datetime:
    """In UTC; a time of the gap moves forward by it, as the wall does."""
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC)


def _parsed(rule: str, begins: datetime) -> rrule:
    """A rule of the parts that are known, with an end. Raises Invalid."""
    parts = dict(part.partition("=")[::2] for part in rule.upper().split(";"))
    known = len(rule) <= LONGEST_RULE and set(parts) <= _PARTS and parts.get("FREQ") in _RHYTHMS
    bounded = "COUNT" in parts or "UNTIL" in parts
    if not known or not bounded or parts.get("UNTIL", "").endswith(UTC_MARK):
        raise Invalid("a daily, weekly or monthly rule with a COUNT or a local UNTIL", field="rule")
    try:
        found = rrulestr(rule.upper(), dtstart=begins)
    except (ValueError, TypeError, KeyError) as wrong:
        raise Invalid("no rule of RFC 5545", field="rule") from wrong
    if not isinstance(found, rrule):
        raise Invalid("one rule", field="rule")
    return found
