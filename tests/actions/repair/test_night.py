"""A leak at night: a number to press, a person who answers for it, and the next if nobody does."""

from datetime import datetime, timedelta

from sqlalchemy import select

from models.conversations import Message
from models.staff import Staff
from services.danger import calls
from services.tickets import sla_alarms, tickets
from tests.actions.acting import pressed
from tests.actions.driver import Bot, location
from tests.actions.repair.repairing import broken, report
from tests.given.alerts import one_of_each
from tests.given.demo_park import SHANGHAI, DemoPark

NIGHT = datetime(2026, 12, 2, 23, 30, tzinfo=SHANGHAI)
PANTRY = {"building": "B", "floor": 5, "place": "茶水间"}


async def leak(bot: Bot) -> tuple[str, str]:
    """Reported at night; what was said, and the command of its button."""
    words = "B座5楼茶水间漏水了，水一直在流"
    ran = await report(bot, words, *broken("plumbing"), location(**PANTRY), now=NIGHT)
    [(title, command)] = ran.buttons
    assert title == "等不了，现在就叫人来"
    assert ran.responses[-1]["custom"]["phones"] == ["8110"]
    return ran.text, command


async def test_a_leak_at_night_has_a_number_and_a_button_that_has_somebody_come(
    demo: DemoPark,
) -> None:
    bot = await Bot.new(demo)
    said, command = await leak(bot)
    assert "明天 12月3日 周四 09:00 起安排处理" in said
    assert "8110" in said
    ran = await pressed(bot, command)
    [ticket] = await bot.tickets()
    assert ticket.urgency == "critical"
    assert "能来的同事都已收到警报" in ran.text
    assert ran.responses[-1]["custom"]["phones"] == ["8110", "119"]
    assert ran.buttons == []


async def test_who_reports_the_same_leak_has_the_number_too(demo: DemoPark) -> None:
    await leak(await Bot.new(demo))
    other = await Bot.new(demo)
    place = location(**PANTRY)
    words = "茶水间漏水，B座5楼"
    ran = await report(other, words, *broken("plumbing"), place, now=NIGHT)
    assert "已经有同事报过了" in ran.text
    assert "8110" in ran.text
    assert ran.responses[-1]["custom"]["phones"] == ["8110"]
    assert ran.buttons == []


async def test_what_can_wait_has_no_such_button(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    place = location(building="A", floor=3, room="301")
    ran = await report(bot, "A座301空调不制冷", *broken("hvac"), place, now=NIGHT)
    assert (ran.buttons, "8110" in ran.text) == ([], False)


async def test_who_asks_when_somebody_comes_hears_it_with_the_button(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await leak(bot)
    bot.hear("什么时候来", "track_repair", now=NIGHT)
    ran = await bot.run("action_act")
    assert "09:00 起安排处理" in ran.text
    assert [title for title, _ in ran.buttons] == ["等不了，现在就叫人来"]


async def test_nobody_takes_it_the_next_are_called_and_the_tenant_hears_of_each(
    demo: DemoPark,
) -> None:
    """The worker's clocks run on; at last somebody answers for it by name."""
    staff = await one_of_each(demo)
    bot = await Bot.new(demo)
    _, command = await leak(bot)
    await pressed(bot, command)
    [ticket] = await bot.tickets()
    await staff.happens(f"ticket:{ticket.id}", NIGHT)
    for minutes in range(1, 30):
        now = NIGHT + timedelta(minutes=minutes)
        async with demo.sessions.begin() as session:
            await sla_alarms.ring(session, now=now)
            await calls.ring(session, now=now)
        await staff.happens(f"ticket:{ticket.id}", now)
    told = await heard(bot)
    assert any("还没有人接手" in one and "8110" in one for one in told)
    async with demo.sessions.begin() as session:
        manager = await session.scalar(select(Staff).where(Staff.name == "manager"))
        assert manager is not None
        found = await tickets.load(session, demo.id, ticket.id)
        await calls.acknowledge(session, found, manager, now=NIGHT + timedelta(minutes=31))
    await staff.happens(f"ticket:{ticket.id}", NIGHT + timedelta(minutes=31))
    assert "manager" in (await heard(bot))[-1]


async def heard(bot: Bot) -> list[str]:
    async with bot.demo.sessions() as session:
        rows = await session.scalars(
            select(Message)
            .where(
                Message.conversation_id == bot.conversation_id,
                Message.direction == "out",
            )
            .order_by(Message.seq)
        )
        return [row.text for row in rows]
