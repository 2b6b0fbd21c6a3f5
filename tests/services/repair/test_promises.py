"""When somebody comes is said in one place: by urgency, by the park's hours, and whom to call."""

from datetime import datetime

import pytest

from models.park import Park
from services.repair import promises
from tests.given.demo_park import SHANGHAI, WEDNESDAY_MORNING, DemoPark

FRIDAY_NIGHT = datetime(2026, 12, 4, 21, 30, tzinfo=SHANGHAI)


async def told(demo: DemoPark, urgency: str, now: datetime, language: str = "zh") -> str:
    async with demo.sessions() as session:
        park = await session.get_one(Park, demo.id)
        due = await promises.if_reported(session, park, urgency, now=now)
        return await promises.said(session, park, urgency, due, language=language, now=now)


@pytest.mark.parametrize(
    ("urgency", "now", "said"),
    [
        ("urgent", WEDNESDAY_MORNING, "15 分钟内会有人响应。"),
        ("critical", FRIDAY_NIGHT, "5 分钟内会有人响应。"),
        ("low", WEDNESDAY_MORNING, "最晚 今天 14:30 前会有人响应。"),
        ("normal", FRIDAY_NIGHT, "现在不在服务时间，12月7日 周一 09:00 起安排处理。"),
    ],
)
async def test_by_urgency_and_by_the_hours(
    demo: DemoPark, urgency: str, now: datetime, said: str
) -> None:
    assert await told(demo, urgency, now) == said


async def test_at_night_nobody_promises_a_quarter_of_an_hour(demo: DemoPark) -> None:
    said = await told(demo, "urgent", FRIDAY_NIGHT, "en")
    assert "15" not in said
    assert said.startswith("We're outside service hours; it will be taken up from Mon 7 Dec")
    assert "please call the park's emergency number" in said
