"""Repairs that are reported: tracking, urging, cancelling."""

from datetime import timedelta

import pytest

from models.staff import Staff
from models.tickets import Ticket
from services.kit.actors import ITSELF
from services.tickets import tickets
from tests.actions.acting import pressed
from tests.actions.driver import Bot, Entity, Ran, entity, location
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark


async def reported(bot: Bot, category: str = "hvac", room: str = "301") -> Ticket:
    bot.hear(
        f"A座{room}坏了", "report_repair", entity("repair_category", category),
        location("A", 3, room),
    )  # fmt: skip
    await bot.run("action_act")
    return (await bot.tickets())[-1]


async def move(bot: Bot, ticket: Ticket, *actions: str, staff_id: int | None = None) -> None:
    async with bot.demo.sessions.begin() as session:
        for action in actions:
            await tickets.advance(
                session, bot.demo.id, ticket.id, action, by=ITSELF, now=WEDNESDAY_MORNING,
                assignee_id=staff_id if action == "assign" else None,
            )  # fmt: skip


async def engineer(demo: DemoPark) -> int:
    async with demo.sessions.begin() as session:
        staff = Staff(
            park_id=demo.id, login="test-li", name="李工", password_hash="-", roles=["engineer"],
            created_at=WEDNESDAY_MORNING,
        )  # fmt: skip
        session.add(staff)
        await session.flush()
        return staff.id


async def ask(bot: Bot, verb: str, *entities: Entity, minutes: int = 0, text: str = "…") -> Ran:
    now = WEDNESDAY_MORNING + timedelta(minutes=minutes)
    bot.hear(text, f"{verb}_repair", *entities, now=now)
    of_buttons = verb in ("confirm", "reopen")
    return await bot.run(f"action_{verb}_repair" if of_buttons else "action_act")


def about(ticket: Ticket) -> Entity:
    return entity("ticket_no", ticket.ticket_no)


async def status(bot: Bot) -> list[str]:
    return [ticket.status for ticket in await bot.tickets()]


async def test_a_ticket_says_what_where_who_and_since_when(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ticket = await reported(bot)
    await move(bot, ticket, "assign", "accept", staff_id=await engineer(demo))
    ran = await ask(bot, "track")
    assert ran.text == f"{ticket.ticket_no} · 空调通风 · A座3楼301\n李工已接单（今天 09:30）"


async def test_open_ones_are_listed_newest_first(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    first, second = await reported(bot), await reported(bot, "plumbing", "302")
    text = (await ask(bot, "track")).text
    assert text.index(second.ticket_no) < text.index(first.ticket_no)


async def test_without_an_open_one_the_latest_is_told(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    assert "没有处理中的报修" in (await ask(bot, "track")).text
    await move(bot, await reported(bot), "resolve", "confirm")
    text = (await ask(bot, "track")).text
    assert text.startswith("您没有处理中的报修。最近一张工单：\n")
    assert "已处理完，您已确认" in text


async def test_whoever_follows_a_ticket_may_ask_for_it_and_nobody_else(demo: DemoPark) -> None:
    bot, follower, stranger = await Bot.new(demo), await Bot.new(demo), await Bot.new(demo)
    ticket = await reported(bot)
    await reported(follower)
    assert ticket.ticket_no in (await ask(follower, "track", about(ticket))).text
    assert "空调" not in (await ask(stranger, "track", about(ticket))).text


async def test_urging_counts_once_an_hour_and_says_so(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await reported(bot)
    assert (await ask(bot, "urge", minutes=1)).text.startswith("已经替您催了工单")
    assert "一小时内已经催过" in (await ask(bot, "urge", minutes=60)).text
    assert (await ask(bot, "urge", minutes=61)).text.startswith("已经替您催了工单")
    assert [ticket.urges for ticket in await bot.tickets()] == [2]


async def test_of_several_the_one_that_is_named_is_urged_else_it_asks_which(
    demo: DemoPark,
) -> None:
    bot = await Bot.new(demo)
    await reported(bot)
    leak = await reported(bot, "plumbing", "302")
    ran = await ask(bot, "urge")
    assert ran.text == "要催哪一张工单？"
    titles = ["空调通风 · A座3楼301", "水管卫浴 · A座3楼302"]
    assert sorted(title for title, _ in ran.buttons) == sorted(titles)
    await pressed(bot, dict(ran.buttons)[titles[0]])
    await ask(bot, "urge", entity("repair_category", "plumbing"))
    await ask(bot, "urge", about(leak))
    assert [ticket.urges for ticket in await bot.tickets()] == [1, 1]


async def test_what_is_done_is_not_urged(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ticket = await reported(bot)
    await move(bot, ticket, "resolve")
    assert "已处理完，等您确认" in (await ask(bot, "urge", about(ticket))).text
    assert "已处理完，等您确认" in (await ask(bot, "urge")).text
    assert [ticket.urges for ticket in await bot.tickets()] == [0]


async def test_cancelling_asks_first_and_a_press_decides(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ticket = await reported(bot)
    ran = await ask(bot, "cancel")
    assert ran.text.startswith("确定取消这张工单吗？")
    assert await status(bot) == ["reported"]
    assert ran.buttons == [
        ("确定取消", f'/cancel_repair{{"ticket_no": "{ticket.ticket_no}", "confirmed": true}}'),
        ("先不取消", f'/cancel_repair{{"ticket_no": "{ticket.ticket_no}", "confirmed": false}}'),
    ]
    kept = await ask(bot, "cancel", about(ticket), entity("confirmed", False))
    assert "照常处理" in kept.text
    done = await ask(bot, "cancel", about(ticket), entity("confirmed", True))
    assert done.text == f"工单 {ticket.ticket_no} 已取消。"
    assert await status(bot) == ["cancelled"]


@pytest.mark.parametrize(("intent", "after"), [("affirm", "cancelled"), ("deny", "reported")])
async def test_yes_and_no_decide_it_too(demo: DemoPark, intent: str, after: str) -> None:
    bot = await Bot.new(demo)
    await reported(bot)
    asked = await ask(bot, "cancel")
    await bot.told(asked.text, **asked.responses[0]["custom"])
    bot.hear("…", intent)
    await bot.run(f"action_{intent}")
    assert await status(bot) == [after]


async def test_yes_beside_thanks_decides_it_and_thanks_alone_do_not(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await reported(bot)
    asked = await ask(bot, "cancel")
    await bot.told(asked.text, **asked.responses[0]["custom"])
    bot.hear("谢谢", "thank", ranking={"thank": 0.95})
    await bot.run("action_thank")
    assert await status(bot) == ["reported"]
    bot.hear("是的，谢谢", "thank", ranking={"thank": 0.6, "affirm": 0.35})
    await bot.run("action_thank")
    assert await status(bot) == ["cancelled"]


async def test_what_is_under_way_or_done_cannot_be_cancelled(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ticket = await reported(bot)
    await move(bot, ticket, "assign", "start", staff_id=await engineer(demo))
    assert "现在是“李工正在处理”，不能取消了" in (await ask(bot, "cancel")).text
    await move(bot, ticket, "resolve")
    ran = await ask(bot, "cancel", about(ticket), entity("confirmed", True))
    assert "不能取消了" in ran.text
    assert await status(bot) == ["resolved"]


async def test_a_follower_cannot_cancel_what_another_reported(demo: DemoPark) -> None:
    bot, follower = await Bot.new(demo), await Bot.new(demo)
    await reported(bot)
    await reported(follower)
    assert "是别人报的" in (await ask(follower, "cancel")).text
    assert await status(bot) == ["reported"]


async def test_which_one_to_cancel_is_asked(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await reported(bot)
    await reported(bot, "plumbing", "302")
    ran = await ask(bot, "cancel")
    assert (ran.text, len(ran.buttons)) == ("要取消哪一张工单？", 2)


# Of several who report one thing


@pytest.mark.parametrize("verb", ["cancel", "confirm", "reopen"])
async def test_who_joined_a_ticket_decides_nothing_about_it(demo: DemoPark, verb: str) -> None:
    owner, joiner = await Bot.new(demo), await Bot.new(demo)
    ticket = await reported(owner)
    await reported(joiner)
    if verb != "cancel":
        await move(owner, ticket, "resolve")
    before = await status(owner)
    confirmed = [entity("confirmed", True)] if verb == "cancel" else []
    said = (await ask(joiner, verb, about(ticket), *confirmed)).text
    assert said == (
        f"工单 {ticket.ticket_no} 是别人报的，您这边可以查进度、催一催；"
        "取消、确认或重开要由报修的人来说。"
    )
    assert await status(owner) == before


async def test_who_joined_a_ticket_does_not_move_it_elsewhere(demo: DemoPark) -> None:
    owner, joiner = await Bot.new(demo), await Bot.new(demo)
    ticket = await reported(owner)
    await reported(joiner)
    await joiner.told("已经有同事报过了", ticket_no=ticket.ticket_no, status="reported")
    joiner.hear("不对，是B座", "deny", location("B", start=4, end=6))
    await joiner.run("action_deny")
    [after] = await owner.tickets()
    assert (after.building, after.description) == ("A", "A座301坏了")
