"""Nobody is said to be late who has not opened yet."""

from datetime import datetime, timedelta

import pytest

from tests.given.demo_park import SHANGHAI, DemoPark


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """In December 2026; the 4th is a Friday."""
    return datetime(2026, 12, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("now", "slot", "begins"),
    [
        (at(2, 9, 30), at(2, 12), at(2, 9, 30)),
        (at(2, 15), at(2, 18), at(2, 15)),
        (at(4, 21), at(7, 12), at(7, 7, 30)),
        (at(5, 11), at(7, 8), at(7, 7, 30)),
        (at(2, 6), at(2, 12), at(2, 7, 30)),
        (at(7, 5), at(7, 7, 30), at(7, 7, 15)),
    ],
)
async def test_the_clock_of_acceptance_begins_when_the_outlet_opens(
    demo: DemoPark, now: datetime, slot: datetime, begins: datetime
) -> None:
    code = "beef_noodles" if slot.hour > 10 else "pork_bun"
    async with demo.sessions.begin() as session:
        order = await demo.placed(session, code, at=slot, now=now)
    assert order.accept_by == begins + timedelta(minutes=10)
