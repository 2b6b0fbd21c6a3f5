"""When a park is quiet, and when that is over."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from models.park import Park
from services.park.quiet_hours import end_of_quiet


def park(quiet: str | None, zone: str = "Asia/Shanghai") -> Park:
    """`quiet` as 22:00-07:00, either side may be missing."""
    ends = [time.fromisoformat(end) if end else None for end in (quiet or "-").split("-")]
    return Park(timezone=zone, quiet_from=ends[0], quiet_until=ends[1])


def at(moment: str, zone: str = "Asia/Shanghai", fold: int = 0) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone), fold=fold)


@pytest.mark.parametrize(
    ("quiet", "now", "end"),
    [
        # Over midnight.
        ("22:00-07:00", "2026-12-02 21:59:59", None),
        ("22:00-07:00", "2026-12-02 22:00", "2026-12-03 07:00"),
        ("22:00-07:00", "2026-12-02 23:59:59", "2026-12-03 07:00"),
        ("22:00-07:00", "2026-12-03 00:00", "2026-12-03 07:00"),
        ("22:00-07:00", "2026-12-03 06:59:59", "2026-12-03 07:00"),
        ("22:00-07:00", "2026-12-03 07:00", None),
        ("22:00-07:00", "2026-12-31 23:00", "2027-01-01 07:00"),
        ("22:00-00:00", "2026-12-02 23:00", "2026-12-03 00:00"),
        ("22:00-00:00", "2026-12-03 00:00", None),
        # Within a day.
        ("12:30-14:00", "2026-12-02 12:29", None),
        ("12:30-14:00", "2026-12-02 12:30", "2026-12-02 14:00"),
        ("12:30-14:00", "2026-12-02 14:00", None),
        ("00:00-07:00", "2026-12-02 00:00", "2026-12-02 07:00"),
        # Never.
        (None, "2026-12-02 23:00", None),
        ("22:00-", "2026-12-02 23:00", None),
        ("-07:00", "2026-12-02 06:00", None),
        ("07:00-07:00", "2026-12-02 07:00", None),
    ],
)
def test_edges(quiet: str | None, now: str, end: str | None) -> None:
    expected = at(end) if end else None
    assert end_of_quiet(park(quiet), at(now)) == expected
    assert end_of_quiet(park(quiet), at(now).astimezone(UTC)) == expected


BERLIN = "Europe/Berlin"
"""Its clocks went from 02:00 to 03:00 on 2026-03-29, and from 03:00 to 02:00 on 2026-10-25."""


@pytest.mark.parametrize(
    ("quiet", "now", "end"),
    [
        # The night is an hour shorter or longer; the morning comes at seven by the clock.
        ("22:00-07:00", at("2026-03-28 23:00", BERLIN), "2026-03-29T05:00Z"),
        ("22:00-07:00", at("2026-10-24 23:00", BERLIN), "2026-10-25T06:00Z"),
        # An end that the clocks jump over comes when they have jumped.
        ("22:00-02:30", at("2026-03-28 23:00", BERLIN), "2026-03-29T01:30Z"),
        # An end that comes twice is over at its first time, and does not begin anew.
        ("22:00-02:30", at("2026-10-25 02:29", BERLIN), "2026-10-25T00:30Z"),
        ("22:00-02:30", at("2026-10-25 02:30", BERLIN), None),
        ("22:00-02:30", at("2026-10-25 02:10", BERLIN, fold=1), None),
    ],
)
def test_when_clocks_are_changed(quiet: str, now: datetime, end: str | None) -> None:
    expected = datetime.fromisoformat(end) if end else None
    assert end_of_quiet(park(quiet, BERLIN), now) == expected
    assert end_of_quiet(park(quiet, BERLIN), now.astimezone(UTC)) == expected
