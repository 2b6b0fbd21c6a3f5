"""The same figures by who did the work."""

from datetime import timedelta

from services.reports.people import Agent, Engineer, agents, engineers
from services.reports.promises import outcomes
from services.reports.quantiles import Spans
from services.reports.ratings import ratings
from services.reports.responses import responses
from services.reports.tickets import resolutions
from tests.given.factories import make_staff
from tests.given.reports import days, hand_off, ticket
from tests.given.sla_desk import SlaDesk

NOTHING = Spans(0, None, None)
PERIOD = days("12-02")


def all_of(count: int, minutes: int) -> Spans:
    span = timedelta(minutes=minutes)
    return Spans(count, span, span)


async def test_agents_have_handoffs_first_replies_and_ratings(desk: SlaDesk) -> None:
    session, park = desk.session, desk.park
    anna, busy, idle = [await make_staff(session, park.id, name=n) for n in ("Anna", "何静", "Bo")]
    for at, reply, reason in (
        ("12-02 09:00", "12-02 09:05", "asked"),
        ("12-02 09:00", "12-02 09:01", "taken"),
    ):
        await hand_off(session, park, at, reply, reason=reason, assignee_id=busy.id)
    await hand_off(session, park, "12-02 09:00")
    rated = {"assignee_id": anna.id, "rated_at": "12-02 09:00"}
    await hand_off(session, park, "12-01 09:00", rating=4, **rated)
    await ticket(session, park, "12-01 09:00", rating=1, **rated)
    found = await agents(
        session,
        park.id,
        await responses(session, park, PERIOD),
        await ratings(session, park.id, PERIOD),
    )
    assert found == [
        Agent(busy.id, "何静", 2, all_of(1, 5), None, 0),
        Agent(anna.id, "Anna", 0, NOTHING, 4.0, 1),
    ]
    assert idle.name not in {one.name for one in found}


async def test_engineers_have_resolutions_clocks_and_ratings(desk: SlaDesk) -> None:
    session, park = desk.session, desk.park
    mended = await desk.report("12-02 09:00")
    await desk.do(mended, "respond", "12-02 09:45")  # 15 minutes late.
    await desk.do(mended, "resolve", "12-02 10:00")
    other = await make_staff(session, park.id, name="孙磊")
    rated = {"assignee_id": other.id, "rating": 3, "rated_at": "12-02 11:00"}
    await ticket(session, park, "12-01 09:00", **rated)
    found = await engineers(
        session,
        park.id,
        await resolutions(session, park, PERIOD),
        await outcomes(session, park.id, PERIOD),
        await ratings(session, park.id, PERIOD),
    )
    assert found == [
        Engineer("王工", all_of(1, 60), 0.5, 2, None, 0),
        Engineer("孙磊", NOTHING, None, 0, 3.0, 1),
    ]
