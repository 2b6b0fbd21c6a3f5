"""Registering a visit: in one sentence, in pieces, and where the park says no."""

from datetime import timedelta

import pytest

from models.visits import VisitBlock
from services.conversations import conversations
from tests.actions.driver import Bot, entity, location
from tests.actions.visits.visiting import (
    FORM,
    TOMORROW_AT_THREE,
    answer,
    at,
    begun,
    day,
    member_of_a_company,
    name,
    register,
    visits_of,
    with_approver,
)
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

THREE_PEOPLE = entity("quantity", 3, unit="位", start=7, end=9)


async def test_one_sentence_is_enough(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ran = await register(
        bot, at(), name("王总"), THREE_PEOPLE, entity("plate", "粤BD12345"), location("B", 12)
    )
    [visit] = await visits_of(demo)
    assert (visit.status, visit.names, visit.headcount) == ("approved", ["王总"], 3)
    assert (visit.plate, visit.building, visit.floor) == ("粤BD12345", "B", 12)
    assert (visit.starts_at, visit.ends_at) == (
        TOMORROW_AT_THREE,
        TOMORROW_AT_THREE + timedelta(hours=2),
    )
    assert ran.text == (
        f"访客已登记，登记号 {visit.visit_no}\n"
        "王总等 3 人 · 明天 12月3日 周四 15:00–17:00\n"
        "到访：B座12楼\n"
        "车牌：粤BD12345\n"
        f"通行证，转给客人，到园区出示二维码即可：\nhttps://park.example/pass/{visit.visit_no}\n"
        "要改直接说，比如“改到下午四点”“再加一位”；不来了就说“取消访客”。"
    )
    assert ran.slots["visit"] is False


async def test_in_english(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ran = await register(bot, at(), name("John Smith"), text="my guest John Smith", language="en")
    [visit] = await visits_of(demo)
    assert ran.text.startswith(
        f"Your visitor is registered: {visit.visit_no}\n"
        "John Smith · tomorrow, Thu 3 Dec, 15:00–17:00\n"
    )


async def test_only_time_and_name_are_asked_for(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ran = await register(bot)
    assert ran.slots["visit"] is True
    assert [slot for slot, value in ran.slots.items() if value is None] == [
        "visit_time", "visit_names",
    ]  # fmt: skip
    assert (await bot.run(f"action_ask_{FORM}_visit_time")).text.startswith(
        "好的，客人哪天、几点到？"
    )
    assert (await bot.run(f"action_ask_{FORM}_visit_names")).text.startswith("客人怎么称呼？")


async def test_several_days_have_daily_hours(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ran = await register(bot, day(WEDNESDAY_MORNING, 3, "周三到周五"), name("施工队"))
    [visit] = await visits_of(demo)
    assert visit.starts_at == WEDNESDAY_MORNING.replace(hour=9, minute=0)
    assert visit.ends_at == WEDNESDAY_MORNING.replace(hour=18, minute=0) + timedelta(days=2)
    assert "施工队 · 今天至后天 12月4日 周五，每天 09:00–18:00" in ran.text


async def test_a_company_that_wants_to_be_asked_is_asked_first(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await with_approver(demo, bot)
    ran = await register(bot, at(), name("王总"))
    [visit] = await visits_of(demo)
    assert visit.status == "requested"
    assert ran.text.startswith(f"来访 {visit.visit_no} 已提交，正等公司审批人审批")
    assert "通行证" not in ran.text


@pytest.mark.parametrize(("wrote", "said"), [(True, False), (False, True)])
async def test_an_approver_who_never_wrote_cannot_be_told(
    demo: DemoPark, wrote: bool, said: bool
) -> None:
    bot = await Bot.new(demo)
    approver = await with_approver(demo, bot)
    if not wrote:
        async with demo.sessions.begin() as session:
            boss = await conversations.find(session, demo.id, approver.conversation_id)
            await session.delete(boss)
    ran = await register(bot, at(), name("王总"))
    assert ("我通知不到，麻烦您直接告诉一声" in ran.text) == said


async def test_two_who_are_named_together_are_both_registered(demo: DemoPark) -> None:
    """Whether the bot found one of them, or none."""
    bot = await Bot.new(demo)
    await register(bot, at(), text="张三和李四明天下午2点到4点来开会")
    await register(bot, at(), name("李娜"), text="明天下午两点张伟和李娜来开会")
    assert [visit.names for visit in await visits_of(demo)] == [["张三", "李四"], ["李娜", "张伟"]]


async def test_a_time_that_is_over_is_asked_for_again_and_the_rest_is_kept(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ran = await register(bot, at(WEDNESDAY_MORNING - timedelta(days=1)), name("王总"))
    assert ran.text == "这个时间已经过了。"
    assert (ran.slots["visit"], ran.slots["visit_time"]) == (True, None)
    bot.asked("visit_time", FORM)
    await answer(bot, "明天下午三点", "out_of_scope", at())
    assert [visit.names for visit in await visits_of(demo)] == [["王总"]]


@pytest.mark.parametrize(
    ("entities", "said"),
    [
        ([day(WEDNESDAY_MORNING, 40, "12月2日到1月10日")], "一次来访最长 31 天"),
        ([at(WEDNESDAY_MORNING + timedelta(days=200))], "最多提前 180 天登记"),
        ([at(), entity("quantity", 500, unit="位")], "一次最多登记 200 人"),
    ],
)
async def test_what_goes_beyond_the_parks_limits_is_said_and_asked_for_again(
    demo: DemoPark, entities: list[dict[str, object]], said: str
) -> None:
    bot = await Bot.new(demo)
    await member_of_a_company(demo, bot)
    ran = await register(bot, name("王总"), *entities)
    assert said in ran.text
    assert ran.slots["visit"] is True
    assert await visits_of(demo) == []


async def test_who_is_on_the_list_is_not_told_so(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        session.add(
            VisitBlock(
                park_id=demo.id,
                kind="name",
                value="王总",
                reason="闹事",
                created_at=WEDNESDAY_MORNING,
            )
        )
    bot = await Bot.new(demo)
    ran = await register(bot, at(), name("王总"))
    assert ran.text == "这次来访在这里登记不了，请联系服务台 8001，同事会为您说明。"
    assert (ran.slots["visit"], await visits_of(demo)) == (False, [])


async def test_who_registers_too_often_is_sent_to_the_desk(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    for surname in "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗":
        await register(bot, at(), name(f"{surname}总"))
    ran = await register(bot, at(), name("郑总"))
    assert "24 小时内最多登记 20 次来访" in ran.text
    assert len(await visits_of(demo)) == 20


async def test_a_building_that_is_not_there_is_left_out_and_said(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ran = await register(bot, at(), name("王总"), location("Z", 3))
    assert "园区里没有找到这个地方：Z" in ran.text
    assert [visit.building for visit in await visits_of(demo)] == [None]


async def test_a_cart_waits_and_goes_on(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await bot.order("beef_noodles", 2)
    bot.asked("location")
    await register(bot)
    assert bot.slots["visit"] is True
    bot.asked("visit_time", FORM)
    await answer(bot, "明天三点", "out_of_scope", at())
    bot.asked("visit_names", FORM)
    await answer(bot, "王总", "out_of_scope", name("王总"))
    bot.loop = None
    ran = await bot.run("action_leave_visitor")
    assert (ran.slots["visit"], ran.slots["cart"]) == (False, True)
    assert ran.text == "您的订单还在，我们接着来。"


async def test_a_repair_waits_and_goes_on(demo: DemoPark) -> None:
    bot = await begun(demo, at())
    bot.slots["repair"] = True
    await answer(bot, "王总", "out_of_scope", name("王总"))
    bot.loop = None
    ran = await bot.run("action_leave_visitor")
    assert (ran.slots["visit"], ran.slots["repair"], ran.slots["cart"]) == (False, True, False)
    assert ran.text == "刚才的报修还没说完，我们接着来。"
