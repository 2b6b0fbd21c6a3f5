"""When somebody of staff works on the days to come."""

from datetime import date, datetime, time

from models.park import CalendarDay, Park
from models.staff import Shift
from services.staff import rota
from tests.given.demo_park import SHANGHAI, DemoPark
from tests.given.factories import make_staff


async def test_hours_follow_the_week_and_the_calendar(demo: DemoPark) -> None:
    """Friday and Monday; a Sunday that is worked has Monday's hours, a holiday none."""
    async with demo.sessions.begin() as session:
        member = await make_staff(session, demo.id, roles=["engineer"])
        for weekday, first, last in ((5, 8, 12), (5, 14, 18), (1, 9, 17)):
            session.add(
                Shift(
                    park_id=demo.id,
                    staff_id=member.id,
                    weekdays=[weekday],
                    starts=time(first),
                    ends=time(last),
                )
            )
        session.add(
            CalendarDay(
                park_id=demo.id, day=date(2026, 12, 6), kind="workday", name_zh="", name_en=""
            )
        )
        session.add(
            CalendarDay(
                park_id=demo.id, day=date(2026, 12, 7), kind="holiday", name_zh="", name_en=""
            )
        )
        await session.flush()
        park = await session.get_one(Park, demo.id)
        found = await rota.hours(session, park, member.id, date(2026, 12, 3), date(2026, 12, 7))

    def at(day: int, hour: int) -> datetime:
        return datetime(2026, 12, day, hour, tzinfo=SHANGHAI)

    assert found == [(at(4, 8), at(4, 12)), (at(4, 14), at(4, 18)), (at(6, 9), at(6, 17))]
