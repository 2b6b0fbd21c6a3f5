"""Acts on repairs: reported, filled, corrected, called off and brought back; and danger."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest

from models.tickets import Ticket
from services.conversations import conversations
from services.kit.actors import ITSELF
from services.tickets import tickets
from tests.actions.acting import acts, told_of
from tests.actions.driver import Bot
from tests.given.demo_park import SHANGHAI, WEDNESDAY_MORNING, DemoPark
from tests.given.factories import make_staff

NOW = WEDNESDAY_MORNING
A301 = {"building": "A", "floor": 3, "room": "301"}


@pytest.fixture
async def bot(demo: DemoPark) -> Bot:
    return await Bot.new(demo)


def start(description: str = "空调不凉", category: str = "hvac", **fields: Any) -> dict[str, Any]:
    said = {"description": description, "category": category, **fields}
    return {"act": "start", "what": "repair", "fields": said}


def give(**fields: Any) -> dict[str, Any]:
    return {"act": "give", "fields": fields, "of": {"what": "repair"}}


def correct(**fields: Any) -> dict[str, Any]:
    return {"act": "correct", "fields": fields, "of": {"what": "repair"}}


def on(ticket: Ticket, act: str, **more: Any) -> dict[str, Any]:
    return {"act": act, "of": {"what": "repair", "number": ticket.ticket_no}, **more}


def at(hour: int, days: int = 1) -> dict[str, Any]:
    day = NOW.astimezone(SHANGHAI).date() + timedelta(days=days)
    start_ = datetime.combine(day, time(hour), SHANGHAI)
    return {"start": start_.isoformat(), "day": day.isoformat()}


async def reported(bot: Bot, *faults: dict[str, Any]) -> list[Ticket]:
    await acts(bot, *(faults or (start(place=A301),)))
    return await bot.tickets()


async def moved(bot: Bot, ticket: Ticket, *actions: str) -> None:
    async with bot.demo.sessions.begin() as session:
        engineer = await make_staff(session, bot.demo.id, roles=["engineer"], name="李工")
        for action in actions:
            await tickets.advance(
                session, bot.demo.id, ticket.id, action, by=ITSELF, now=NOW, assignee_id=engineer.id
            )


def where(ticket: Ticket) -> tuple[Any, ...]:
    return ticket.building, ticket.floor, ticket.room, ticket.place


async def test_a_fault_and_a_place_are_a_ticket_at_once(bot: Bot) -> None:
    ran = await acts(bot, start(place=A301, urgency="urgent", phone="13900001111", when=at(14)))
    [ticket] = await bot.tickets()
    assert (ticket.category, ticket.urgency, ticket.description, ticket.phone) == (
        "hvac", "urgent", "空调不凉", "13900001111",
    )  # fmt: skip
    assert where(ticket) == ("A", 3, "301", None)
    assert ticket.ticket_no in ran.text
    assert "您方便的时间" in ran.text or "明天" in ran.text
    assert ran.slots["repair"] is False


async def test_a_place_that_is_missing_is_asked_and_completes_it(bot: Bot) -> None:
    ran = await acts(bot, start())
    assert (ran.slots["next_form"], await bot.tickets()) == ("repair_form", [])
    await acts(bot, {"act": "give", "fields": {"place": A301}})
    [ticket] = await bot.tickets()
    assert where(ticket) == ("A", 3, "301", None)
    assert bot.slots["repair"] is False


async def test_two_faults_of_one_message_are_two_tickets_at_the_place_they_share(bot: Bot) -> None:
    await acts(bot, start("灯坏了", "electrical", place=A301), start("有蚂蚁", "pest"))
    light, ants = await bot.tickets()
    assert (light.category, ants.category) == ("electrical", "pest")
    assert where(light) == where(ants) == ("A", 3, "301", None)


async def test_one_place_told_afterwards_is_that_of_both(bot: Bot) -> None:
    await acts(bot, start("水槽堵了", "plumbing"), start("走廊灯不亮", "electrical"))
    assert await bot.tickets() == []
    await acts(bot, give(place={"building": "D", "floor": 4}))
    assert [(one.category, where(one)) for one in await bot.tickets()] == [
        ("plumbing", ("D", 4, None, None)),
        ("electrical", ("D", 4, None, None)),
    ]
    assert bot.slots["repair"] is False


async def test_each_keeps_the_spot_that_was_said_of_it(bot: Bot) -> None:
    await acts(
        bot,
        start("水槽堵了", "plumbing", place={"place": "茶水间"}),
        start("灯不亮", "electrical", place={"place": "走廊"}),
    )
    await acts(bot, give(place={"building": "D", "floor": 4}))
    assert [where(one) for one in await bot.tickets()] == [
        ("D", 4, None, "茶水间"),
        ("D", 4, None, "走廊"),
    ]


async def test_the_form_reports_both_as_well(bot: Bot) -> None:
    await acts(bot, start("水槽堵了", "plumbing"), start("走廊灯不亮", "electrical"))
    held = bot.slots["repair_draft"] | {"place": {"building": "D", "floor": 4}}
    bot.slots |= {"repair_draft": held}
    bot.hear("D座4楼", "out_of_scope")
    await bot.run("action_file_repair")
    assert [one.category for one in await bot.tickets()] == ["plumbing", "electrical"]


async def test_another_fault_later_is_another_ticket(bot: Bot) -> None:
    await reported(bot)
    await acts(bot, start("门禁刷不开", "access_control", place=A301))
    assert [one.category for one in await bot.tickets()] == ["hvac", "access_control"]


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ({"building": "B"}, ("B", 3, "301", None)),
        ({"room": "306"}, ("A", 3, "306", None)),
        ({"floor": 10, "room": "1001"}, ("A", 10, "1001", None)),
        ({"floor": 5}, ("A", 5, None, None)),
        ({"place": "靠窗"}, ("A", 3, "301", "靠窗")),
        ({"building": "C", "floor": 2, "place": "男厕"}, ("C", 2, None, "男厕")),
    ],
)
async def test_a_place_is_corrected_in_part(
    bot: Bot, said: dict[str, Any], stands: tuple[Any, ...]
) -> None:
    [ticket] = await reported(bot)
    ran = await acts(bot, correct(place=said))
    [changed] = await bot.tickets()
    assert (changed.ticket_no, where(changed)) == (ticket.ticket_no, stands)
    assert ran.text.startswith(f"改好了，工单 {ticket.ticket_no}")


async def test_a_detail_afterwards_is_added_and_opens_nothing(bot: Bot) -> None:
    [ticket] = await reported(bot)
    ran = await acts(bot, give(description="靠窗那排"))
    [changed] = await bot.tickets()
    assert changed.description == "空调不凉\n靠窗那排"
    assert ticket.ticket_no in ran.text


async def test_another_kind_of_fault_corrects_the_ticket(bot: Bot) -> None:
    await reported(bot)
    await acts(bot, correct(category="electrical"))
    [ticket] = await bot.tickets()
    assert ticket.category == "electrical"


async def test_a_preferred_time_is_taken_and_moved(bot: Bot) -> None:
    await reported(bot)
    ran = await acts(bot, give(when=at(14)))
    assert "明天" in ran.text
    await acts(bot, correct(when={"shift": 60}))
    [ticket] = await bot.tickets()
    assert ticket.preferred_from == datetime(2026, 12, 3, 15, tzinfo=SHANGHAI)


async def test_a_day_alone_is_all_of_it(bot: Bot) -> None:
    await reported(bot)
    await acts(bot, give(when={"day": "2026-12-04"}))
    [ticket] = await bot.tickets()
    assert ticket.preferred_from == datetime(2026, 12, 4, tzinfo=SHANGHAI)
    assert ticket.preferred_until == datetime(2026, 12, 5, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("urgency", "stands", "says"),
    [("urgent", "urgent", "加急"), ("low", "normal", "不急")],
)
async def test_more_urgent_is_taken_and_less_is_noted(
    bot: Bot, urgency: str, stands: str, says: str
) -> None:
    await reported(bot)
    ran = await acts(bot, correct(urgency=urgency))
    [ticket] = await bot.tickets()
    assert ticket.urgency == stands
    assert says in ran.text


async def test_once_somebody_works_on_it_a_correction_is_noted(bot: Bot) -> None:
    [ticket] = await reported(bot)
    await moved(bot, ticket, "assign", "accept")
    ran = await acts(bot, correct(place={"building": "B"}))
    [changed] = await bot.tickets()
    assert changed.building == "A"
    assert "李工" in ran.text


async def test_a_place_that_is_not_there_changes_nothing(bot: Bot) -> None:
    await reported(bot)
    ran = await acts(bot, correct(place={"building": "X"}))
    [ticket] = await bot.tickets()
    assert ticket.building == "A"
    assert "改好了" not in ran.text


async def test_what_stands_already_is_said_so(bot: Bot) -> None:
    [ticket] = await reported(bot)
    ran = await acts(bot, correct(category="hvac"))
    assert ran.text.startswith(f"工单 {ticket.ticket_no} 本来就是这样记的")


async def test_what_was_reported_lately_is_called_off_and_can_be_taken_back(bot: Bot) -> None:
    [ticket] = await reported(bot)
    ran = await acts(bot, on(ticket, "cancel"))
    assert "30 分钟内说一声就能恢复" in ran.text
    assert [one.status for one in await bot.tickets()] == ["cancelled"]
    ran = await acts(bot, on(ticket, "restore"))
    assert [one.status for one in await bot.tickets()] == ["reported"]
    assert ran.text.startswith(f"好的，工单 {ticket.ticket_no} 恢复了")


async def test_several_of_before_are_called_off_by_one_yes(bot: Bot) -> None:
    first, second = await reported(
        bot, start("灯坏了", "electrical", place=A301), start("有蚂蚁", "pest", place=A301)
    )
    later = NOW + timedelta(hours=1)
    ran = await acts(bot, on(first, "cancel"), on(second, "cancel"), now=later)
    assert ran.text.startswith("确定把这几张工单都取消吗？")
    await told_of(bot, ran)
    await acts(bot, {"act": "confirm"})
    assert [one.status for one in await bot.tickets()] == ["cancelled", "cancelled"]


async def test_what_danger_opened_stays(bot: Bot) -> None:
    await bot.store("着火了")
    await acts(bot, {"act": "danger", "kind": "fire", "fields": {"place": A301}})
    [ticket] = await bot.tickets()
    ran = await acts(bot, on(ticket, "cancel"))
    assert "照常处理" in ran.text or ticket.ticket_no in ran.text
    assert [one.status for one in await bot.tickets()] == ["reported"]


async def test_danger_alarms_before_anything_is_asked(bot: Bot) -> None:
    await bot.store("着火了")
    ran = await acts(bot, {"act": "danger", "kind": "smoke"})
    [ticket] = await bot.tickets()
    assert (ticket.category, ticket.urgency) == ("fire_safety", "critical")
    assert ran.slots["next_form"] == "repair_form"
    async with bot.demo.sessions() as session:
        conversation = await conversations.find(session, bot.demo.id, bot.conversation_id)
    assert conversation.owner == "queued"
    await acts(bot, give(place={"building": "B", "floor": 3}))
    [ticket] = await bot.tickets()
    assert where(ticket)[:2] == ("B", 3)


async def test_a_repair_under_way_goes_on_after_a_danger(bot: Bot) -> None:
    await bot.store("灯坏了")
    await acts(bot, start("灯坏了", "electrical"))
    await bot.store("有烟")
    await acts(bot, {"act": "danger", "kind": "smoke", "fields": {"place": A301}})
    assert [one.urgency for one in await bot.tickets()] == ["critical"]
    assert bot.slots["repair_draft"]["words"] == "灯坏了"
    await acts(bot, give(place=A301))
    assert [one.category for one in await bot.tickets()] == ["fire_safety", "electrical"]


async def test_a_draft_that_is_given_up_comes_back(bot: Bot) -> None:
    await acts(bot, start())
    await acts(bot, {"act": "give_up"})
    assert bot.slots["repair"] is False
    await acts(bot, {"act": "restore"})
    assert bot.slots["repair"] is True
    await acts(bot, give(place=A301))
    [ticket] = await bot.tickets()
    assert ticket.description == "空调不凉"


async def test_never_mind_after_reporting_says_what_stands_and_asks(bot: Bot) -> None:
    [ticket] = await reported(bot)
    ran = await acts(bot, {"act": "give_up"})
    assert ticket.ticket_no in ran.text
    asked = ran.responses[-1]["custom"]
    assert (asked["expects"], asked["settles"]) == ("confirm", "repair_cancel")
    assert [one.status for one in await bot.tickets()] == ["reported"]
    await told_of(bot, ran)
    await acts(bot, {"act": "confirm"})
    assert [one.status for one in await bot.tickets()] == ["cancelled"]


async def test_everything_that_is_given_up_can_come_back(bot: Bot) -> None:
    await acts(bot, start())
    await acts(bot, {"act": "give_up", "everything": True})
    assert bot.slots["repair"] is False
    await acts(bot, {"act": "restore"})
    assert bot.slots["repair"] is True


async def test_a_time_that_nothing_is_made_of_changes_nothing_and_is_said(bot: Bot) -> None:
    [ticket] = await reported(bot)
    ran = await acts(bot, give(when={"words": "改天"}))
    assert ran.text.startswith(f"工单 {ticket.ticket_no} 还没有改")


async def test_urging_counts_once_an_hour(bot: Bot) -> None:
    [ticket] = await reported(bot)
    await acts(bot, on(ticket, "urge"))
    await acts(bot, on(ticket, "urge"))
    [ticket] = await bot.tickets()
    assert ticket.urges == 1


async def test_how_far_it_is_is_told_with_when_somebody_comes(bot: Bot) -> None:
    [ticket] = await reported(bot)
    ran = await acts(bot, on(ticket, "ask", about="status"))
    assert ran.text.startswith(f"{ticket.ticket_no} · 空调通风 · A座3楼301")
    assert "响应" in ran.text or "处理" in ran.text


async def test_a_correction_speaks_english_to_who_does(bot: Bot) -> None:
    await reported(bot)
    ran = await acts(bot, correct(place={"room": "306"}), language="en")
    assert ran.text.startswith("Changed. T-")
