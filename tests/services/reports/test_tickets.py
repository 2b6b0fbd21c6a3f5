"""What was reported, and how long it took. Minutes counted by hand."""

from datetime import timedelta
from typing import Any

import pytest

from services.reports.tickets import Reported, reported, resolutions
from tests.given.factories import make_park
from tests.given.reports import days, ticket
from tests.given.sla_desk import SlaDesk


async def test_tickets_count_by_kind_category_and_urgency(desk: SlaDesk) -> None:
    session, park = desk.session, desk.park
    first = await ticket(session, park, "12-02 00:00")
    await ticket(session, park, "12-02 23:59:59")
    await ticket(session, park, "12-02 10:00", urgency="urgent")
    await ticket(session, park, "12-02 10:00", kind="complaint", category="other")
    await ticket(session, park, "12-02 10:00", merged_into_id=first.id)
    await ticket(session, park, "12-01 23:59:59")
    await ticket(session, park, "12-03 00:00")
    await ticket(session, await make_park(session), "12-02 10:00")
    assert await reported(session, park.id, days("12-02")) == [
        Reported("complaint", "other", "normal", 1),
        Reported("repair", "hvac", "normal", 2),
        Reported("repair", "hvac", "urgent", 1),
    ]


ALWAYS = {"sla": {"always": True}}


@pytest.mark.parametrize(
    ("created_at", "resolved_at", "values", "hours"),
    [
        ("12-02 09:30", "12-02 11:00", {}, 1.5),
        ("12-02 11:00", "12-02 14:00", {}, 2),  # Lunch does not count,
        ("12-02 11:00", "12-02 14:00", {"urgency": "critical"}, 3),  # but where there is danger,
        ("12-02 11:00", "12-02 14:00", {"data": ALWAYS}, 3),  # or it was promised so.
        ("12-01 17:00", "12-02 10:00", {}, 2),
        ("12-04 17:00", "12-07 10:00", {"data": {"sla": {"always": False}}}, 2),
    ],
)
async def test_resolving_is_counted_in_working_time(
    desk: SlaDesk, created_at: str, resolved_at: str, values: dict[str, Any], hours: float
) -> None:
    values = {"resolved_at": resolved_at, "status": "closed", **values}
    await ticket(desk.session, desk.park, created_at, **values)
    [found] = await resolutions(desk.session, desk.park, days(resolved_at[:5]))
    assert found.took == timedelta(hours=hours)


async def test_a_ticket_counts_on_the_day_on_which_it_was_resolved(desk: SlaDesk) -> None:
    session, park = desk.session, desk.park
    for at in ("12-01 23:59:59", "12-02 00:00", "12-03 00:00"):
        await ticket(session, park, "12-01 09:00", resolved_at=at, status="resolved")
    await ticket(session, park, "12-01 09:00", resolved_at="12-02 10:00", status="reopened")
    await ticket(
        session,
        await make_park(session),
        "12-02 09:00",
        resolved_at="12-02 10:00",
        status="resolved",
    )
    found = await resolutions(session, park, days("12-02"))
    assert [one.took for one in found] == [timedelta(hours=8)]
