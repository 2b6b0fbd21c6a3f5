"""Danger in the dialogue: an alarm, a question that waits a minute, and what is taken back."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from models.conversations import Conversation, Message
from models.danger import DangerSign
from models.tickets import TicketChange
from services.conversations import conversations
from services.danger import alarms
from services.kit.actors import ITSELF
from services.tickets import sla_alarms, tickets
from tests.actions.driver import FORM as CHECKOUT
from tests.actions.driver import Bot, Entity, Ran, entity, location
from tests.actions.repair.repairing import FORM, place_of
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.given.factories import make_staff
from tests.given.notices import Notifier

NOW = WEDNESDAY_MORNING
ALARM, ASK = "alarm", "ask"


async def say(
    bot: Bot, text: str, *entities: Entity, zone: str = ALARM, kind: str | None = "fire",
    intent: str = "danger", seconds: float = 0, language: str = "zh",
) -> Ran:  # fmt: skip
    now = NOW + timedelta(seconds=seconds)
    await bot.store(text, now=now)
    danger = {"zone": zone, "kind": kind, "p": 0.9 if zone == ALARM else 0.4}
    critical = [entity("urgency", "critical")] if zone == ALARM else []
    bot.hear(text, intent, *entities, *critical, danger=danger, now=now, language=language)
    ran = await bot.run("action_danger")
    async with bot.demo.sessions.begin() as session:
        found = await conversations.find(session, bot.demo.id, bot.conversation_id)
        replies = [
            conversations.Reply(r["text"], list(r["buttons"] or []), dict(r["custom"] or {}))
            for r in ran.responses
        ]
        await conversations.speak(session, found, replies, author="bot", now=now)
    return ran


async def press(bot: Bot, ran: Ran, place: int, *, seconds: float) -> Ran:
    """The button at a place of what was said last."""
    command = ran.buttons[place][1]
    name, _, rest = command.removeprefix("/").partition("{")
    sign = int(rest.strip("}").split(": ")[1])
    return await say(
        bot, command, entity("sign", sign), zone="none", kind=None, intent=name, seconds=seconds
    )


async def ring(demo: DemoPark, seconds: float) -> int:
    async with demo.sessions.begin() as session:
        return len(await alarms.ring(session, now=NOW + timedelta(seconds=seconds)))


async def signs(demo: DemoPark) -> Sequence[DangerSign]:
    async with demo.sessions() as session:
        return (await session.scalars(select(DangerSign).order_by(DangerSign.id))).all()


async def said_by_itself(demo: DemoPark) -> list[str]:
    async with demo.sessions() as session:
        rows = await session.scalars(
            select(Message).where(Message.author == "system").order_by(Message.seq)
        )
        return [row.text for row in rows]


async def owner(bot: Bot) -> str:
    async with bot.demo.sessions() as session:
        return (await session.get_one(Conversation, (bot.demo.id, bot.conversation_id))).owner


async def test_an_alarm_gets_advice_a_ticket_the_queue_and_a_sign(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ran = await say(bot, "皮肤碰到那个液体就发白", kind="chemical")
    assert ran.responses[0]["text"].startswith("先离开那里，脱掉沾上的衣物。")
    assert ran.responses[0]["custom"]["phones"] == ["110", "119", "120", "12356", "8110"]
    [ticket], [sign] = await bot.tickets(), await signs(demo)
    assert (ticket.category, ticket.urgency) == ("fire_safety", "critical")
    assert (sign.zone, sign.kind, sign.ticket_id) == (ALARM, "chemical", ticket.id)
    assert (ran.slots["repair"], await owner(bot)) == (True, "queued")


async def test_every_form_steps_aside_for_danger(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await bot.order("beef_noodles", 1)
    for form, requested in (
        (CHECKOUT, "location"),
        (FORM, "repair_problem"),
        ("visitor_form", "visit_names"),
    ):
        bot.asked(requested, form)
        bot.hear(
            "后面好大的烟，都不要了，快",
            "danger",
            danger={"zone": ALARM, "kind": "smoke", "p": 0.9},
        )
        assert (await bot.validate(form)).stepped_aside, form


async def test_what_is_told_again_joins_and_a_new_kind_gets_its_own_advice_once(
    demo: DemoPark,
) -> None:
    bot = await Bot.new(demo)
    await say(bot, "B座5楼着火了", location("B", 5), kind="fire")
    ran = await say(bot, "有人叫不醒", kind="medical", seconds=30)
    assert ran.responses[0]["text"].startswith("马上打急救 120")
    ran = await say(bot, "还是叫不醒", kind="medical", seconds=60)
    [ticket] = await bot.tickets()
    assert ran.text == f"收到，已经补充到工单 {ticket.ticket_no}。"
    assert ticket.description == "B座5楼着火了\n有人叫不醒\n还是叫不醒"
    async with demo.sessions() as session:
        news = await session.scalars(select(TicketChange.text).where(TicketChange.action == "note"))
        assert list(news) == ["medical"]


async def test_where_it_is_is_kept_as_it_was_said(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "电梯卡住了我们出不来", kind="trapped")
    bot.asked("repair_location", FORM)
    bot.hear("2号梯", "order_food")
    await bot.validate(FORM)
    bot.loop = None
    await bot.run("action_file_repair")
    [ticket] = await bot.tickets()
    assert place_of(ticket) == (None, None, None, "2号梯")


async def test_who_may_harm_themselves_is_asked_no_list_of_questions(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ran = await say(bot, "撑不下去了，想走了", kind="self_harm")
    assert "现在安全吗" in ran.text
    assert "12356" in ran.text
    assert ran.slots["repair"] is False


async def test_a_yes_alarms_of_what_was_asked_about(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    asked = await say(bot, "B座有股怪味", location("B"), zone=ASK, kind="gas")
    assert asked.responses[0]["text"] == (
        "是现在闻到燃气味、正在漏吗？\n一分钟内没有回答，我就先叫人过去。着急就直接打 8110。"
    )
    assert [title for title, _ in asked.buttons] == ["正在发生，需要人来", "只是问问"]
    assert (await bot.tickets(), await owner(bot)) == ([], "bot")
    await press(bot, asked, 0, seconds=20)
    [ticket], [first, *_] = await bot.tickets(), await signs(demo)
    assert (ticket.description, ticket.building) == ("B座有股怪味", "B")
    assert (first.answer, first.ticket_id) == ("yes", ticket.id)


async def test_a_no_alarms_nobody_and_its_minute_is_over(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    asked = await say(bot, "有股怪味", zone=ASK, kind="gas")
    ran = await press(bot, asked, 1, seconds=20)
    assert ran.text == "好的，那就没有惊动值班同事。"
    assert await ring(demo, 3600) == 0
    assert (await bot.tickets(), (await signs(demo))[0].answer) == ([], "no")


async def test_no_answer_in_a_minute_alarms_and_says_so(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "A座3楼有股怪味", location("A", 3), zone=ASK, kind="gas")
    assert await ring(demo, 59) == 0
    assert await ring(demo, 60) == 1
    [ticket], [sign] = await bot.tickets(), await signs(demo)
    assert (ticket.building, ticket.floor, ticket.urgency) == ("A", 3, "critical")
    assert (sign.answer, await owner(bot)) == ("silence", "queued")
    advice, told = await said_by_itself(demo)
    assert advice.startswith("别开关灯和电器")
    assert told == (
        f"没等到您的回答，我先叫值班同事过去了（紧急工单 {ticket.ticket_no}）。"
        "没事的话，回一句“没事了”就好。"
    )
    assert await ring(demo, 60) == 0


async def test_a_clear_danger_does_not_wait_for_the_answer(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "有股怪味", zone=ASK, kind="gas")
    await say(bot, "烧起来了！", kind="fire", seconds=10)
    [ticket] = await bot.tickets()
    assert ticket.description == "有股怪味\n烧起来了！"
    assert (await signs(demo))[0].answer == "yes"


async def test_who_has_not_been_helped_hears_so_twice(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "B座5楼着火了", location("B", 5))
    [ticket] = await bot.tickets()
    await _promised(demo, ticket.id, 10)
    assert [await ring(demo, seconds) for seconds in (119, 120, 299, 300, 3600)] == [0, 1, 0, 1, 0]
    no = ticket.ticket_no
    assert await said_by_itself(demo) == [
        f"警报发出 2 分钟了，值班的同事都收到了，但还没有人接手（{no}）。"
        "请别等，直接打园区应急 8110。",
        f"5 分钟了，还是没有人确认接手（{no}），警报还开着。请马上打 119，或者园区应急 8110。",
    ]


async def _promised(demo: DemoPark, ticket_id: int, minutes: int) -> None:
    """A response is promised within so long, and its clock runs."""
    async with demo.sessions.begin() as session:
        ticket = await tickets.load(session, demo.id, ticket_id)
        ticket.respond_by = ticket.next_alarm_at = NOW + timedelta(minutes=minutes)
        ticket.warned = True
        ticket.data = {
            "sla": {
                "respond_minutes": minutes, "resolve_minutes": 60, "always": True,
                "escalate_to": "manager",
            }
        }  # fmt: skip


async def test_that_it_goes_on_to_the_next_and_that_nobody_came_is_one_message(
    demo: DemoPark,
) -> None:
    bot = await Bot.new(demo)
    await say(bot, "B座5楼着火了", location("B", 5))
    [ticket] = await bot.tickets()
    await _promised(demo, ticket.id, 5)
    for seconds in (120, 300):
        await ring(demo, seconds)
        async with demo.sessions.begin() as session:
            await sla_alarms.ring(session, now=NOW + timedelta(seconds=seconds))
        await Notifier(demo).handle_all(f"ticket:{ticket.id}", now=NOW + timedelta(seconds=seconds))
    said = [one for one in await said_by_itself(demo) if "分钟" in one]
    assert [one.partition("分钟")[0][-2:].strip() for one in said] == ["2", "5"]
    assert "已经上报" in said[1]
    assert "马上打 119，或者园区应急 8110" in said[1]


async def test_whoever_was_sent_is_named_until_they_accept(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "B座5楼着火了", location("B", 5))
    [ticket] = await bot.tickets()
    await _move(demo, ticket.id, "assign", NOW)
    await ring(demo, 120)
    assert "已经派给王强，但还没有确认接手" in (await said_by_itself(demo))[0]
    await _move(demo, ticket.id, "accept", NOW)
    await ring(demo, 300)
    assert len(await said_by_itself(demo)) == 1


async def _move(demo: DemoPark, ticket_id: int, action: str, now: datetime) -> None:
    async with demo.sessions.begin() as session:
        about: dict[str, Any] = {}
        if action == "assign":
            member = await make_staff(session, demo.id, name="王强")
            about["assignee_id"] = member.id
        await tickets.advance(session, demo.id, ticket_id, action, by=ITSELF, now=now, **about)


async def test_taken_back_is_noted_and_staff_close_it(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "厨房着火了")
    ran = await say(bot, "搞错了，是蒸汽", zone="none", kind=None, intent="danger_over", seconds=30)
    [ticket], [sign] = await bot.tickets(), await signs(demo)
    assert ran.text == (
        f"没事就好。我已经在紧急工单 {ticket.ticket_no} 上记下了您的话；"
        "为了稳妥，值班同事还是会来看一眼。"
    )
    assert (ticket.status, sign.withdrawn_at) == ("reported", NOW + timedelta(seconds=30))
    assert await ring(demo, 3600) == 0
    async with demo.sessions() as session:
        noted = await session.scalars(
            select(TicketChange.text).where(TicketChange.action == "note")
        )
        assert "搞错了，是蒸汽" in list(noted)


async def test_what_comes_after_it_was_taken_back_is_a_danger_of_its_own(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "我同事晕倒了", location("A", 3, "301"), kind="medical")
    await say(bot, "没事了", zone="none", kind=None, intent="danger_over", seconds=60)
    ran = await say(bot, "有人拿刀威胁前台", kind="violence", seconds=120)
    first, second = await bot.tickets()
    assert f"紧急工单 {second.ticket_no} 已经开好" in ran.text
    assert (first.building, second.building, second.category) == ("A", None, "security")


async def test_the_same_danger_at_the_same_place_after_it_was_taken_back_alarms_anew(
    demo: DemoPark,
) -> None:
    bot = await Bot.new(demo)
    await say(bot, "A-301着火了", location("A", 3, "301"))
    await say(bot, "没事了", zone="none", kind=None, intent="danger_over", seconds=60)
    ran = await say(bot, "A-301又烧起来了", location("A", 3, "301"), seconds=120)
    tickets = await bot.tickets()
    assert len(tickets) == 2
    assert f"紧急工单 {tickets[1].ticket_no} 已经开好" in ran.text


async def test_what_is_no_repair_is_called_what_it_is(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ran = await say(bot, "我同事晕倒了", kind="medical")
    assert "有人受伤或发病 · 位置还不知道" in ran.text


async def test_an_order_beside_an_alarm_is_no_place(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    bot.slots["danger"] = {"until": (NOW + timedelta(minutes=20)).isoformat()}
    await say(bot, "着火了，来两份牛肉面")
    assert [ticket.place for ticket in await bot.tickets()] == [None]


async def test_a_danger_of_which_nothing_is_known_is_not_taken_back(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ran = await say(bot, "没事了", zone="none", kind=None, intent="danger_over")
    assert (ran.text, await bot.tickets()) == ("没事就好。", [])


async def test_a_sign_of_another_conversation_is_nobody_s_answer(demo: DemoPark) -> None:
    bot, other = await Bot.new(demo), await Bot.new(demo)
    await say(bot, "有股怪味", zone=ASK, kind="gas")
    [sign] = await signs(demo)
    await say(
        other, f'/danger_no{{"sign": {sign.id}}}', entity("sign", sign.id), zone="none",
        kind=None, intent="danger_no",
    )  # fmt: skip
    assert (await signs(demo))[0].answer is None
