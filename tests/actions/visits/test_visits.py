"""Visits that are registered: tracked, cancelled, approved and declined."""

from datetime import timedelta

import pytest

from models.people import Person
from models.visits import Visit
from services.conversations import conversations
from services.kit import audit
from services.people import company_codes
from services.visits import blocks, visits
from tests.actions.acting import pressed
from tests.actions.driver import Bot, Entity, entity
from tests.actions.visits.visiting import (
    TOMORROW_AT_THREE,
    at,
    name,
    register,
    visits_of,
    with_approver,
)
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark


async def registered(bot: Bot, *names: str) -> list[Visit]:
    """A visit of each, an hour apart."""
    for hours, visitor in enumerate(names):
        await register(bot, at(TOMORROW_AT_THREE + timedelta(hours=hours)), name(visitor))
    return await visits_of(bot.demo)


async def moved(demo: DemoPark, visit: Visit, action: str) -> None:
    async with demo.sessions.begin() as session:
        await visits.advance(session, demo.id, visit.id, action, now=WEDNESDAY_MORNING)


async def tracked(bot: Bot, text: str = "客人到了吗", *entities: dict[str, object]) -> str:
    bot.hear(text, "track_visit", *entities)
    return (await bot.run("action_act")).text


async def test_a_visit_to_come_is_told_with_its_pass(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    [visit] = await registered(bot, "王总")
    assert await tracked(bot) == (
        f"{visit.visit_no} · 王总\n明天 12月3日 周四 15:00–17:00，已登记，还没到\n"
        f"通行证，转给客人，到园区出示二维码即可：\nhttps://park.example/pass/{visit.visit_no}"
    )


async def test_who_has_arrived_is_told_with_the_time(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    [visit] = await registered(bot, "王总")
    await moved(demo, visit, "check_in")
    assert "已于 09:30 到达" in await tracked(bot)


async def test_the_next_visits_come_first_and_a_name_picks_one(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await registered(bot, "王总", "李工")
    told = await tracked(bot)
    assert told.index("王总") < told.index("李工")
    assert "王总" not in await tracked(bot, "来访的人到了吗", name("李"))
    assert "王总" not in await tracked(bot, "李工到了吗")  # Not found by the bot, but known.


async def test_without_visits_the_tenant_is_told_how_to_register_one(demo: DemoPark) -> None:
    assert (await tracked(await Bot.new(demo))).startswith("您还没有登记过访客")


async def test_somebody_elses_visit_is_as_good_as_none(demo: DemoPark) -> None:
    [visit] = await registered(await Bot.new(demo), "王总")
    told = await tracked(await Bot.new(demo), "查访客", entity("visit_no", visit.visit_no))
    assert told == f"没有找到来访登记 {visit.visit_no}，麻烦核对一下登记号。"


async def test_cancelling_asks_first(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    [visit] = await registered(bot, "王总")
    bot.hear("取消访客", "cancel_visit")
    ran = await bot.run("action_act")
    assert ran.text.startswith("确定取消这次来访吗？")
    assert ran.buttons == [
        ("确定取消", f'/cancel_visit{{"visit_no": "{visit.visit_no}", "confirmed": true}}'),
        ("先不取消", f'/cancel_visit{{"visit_no": "{visit.visit_no}", "confirmed": false}}'),
    ]
    assert [v.status for v in await visits_of(demo)] == ["approved"]


@pytest.mark.parametrize(
    ("intent", "status", "said"),
    [("affirm", "cancelled", "已取消，通行证已作废"), ("deny", "approved", "照旧")],
)
@pytest.mark.parametrize(
    "asks",
    [{"expects": "confirm", "settles": "visit_cancel"}, {"expects": "visit_cancel"}],
    ids=["asked now", "asked by the version before"],
)
async def test_a_plain_yes_or_no_settles_it(
    demo: DemoPark, asks: dict[str, str], intent: str, status: str, said: str
) -> None:
    bot = await Bot.new(demo)
    [visit] = await registered(bot, "王总")
    await bot.told("确定取消这次来访吗？", **asks, visit_no=visit.visit_no)
    bot.hear("好", intent)
    ran = await bot.run(f"action_{intent}")
    assert said in ran.text
    assert [v.status for v in await visits_of(demo)] == [status]


async def test_half_a_yes_cancels_nothing_and_is_asked_again(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    [visit] = await registered(bot, "王总")
    asks = {"expects": "confirm", "settles": "visit_cancel", "visit_no": visit.visit_no}
    await bot.told("确定取消这次来访吗？", **asks)
    bot.hear("should I confirm?", "affirm", entity("asks", True))
    ran = await bot.run("action_affirm")
    assert ran.responses[-1]["custom"] == asks
    assert [v.status for v in await visits_of(demo)] == ["approved"]


@pytest.mark.parametrize(
    ("intent", "action"),
    [
        ("deny", "action_deny"),
        ("modify_order", "action_act"),
        ("out_of_scope", "action_out_of_scope"),
    ],
)
async def test_a_correction_of_what_is_registered_changes_it_and_its_pass(
    demo: DemoPark, intent: str, action: str
) -> None:
    bot = await Bot.new(demo)
    [visit] = await registered(bot, "王总")
    await bot.told("访客已登记", expects="visit_change", visit_no=visit.visit_no)
    bot.hear("不对，是四点", intent, at(TOMORROW_AT_THREE + timedelta(hours=1)))
    ran = await bot.run(action)
    [changed] = await visits_of(demo)
    assert (changed.visit_no, changed.status) == (visit.visit_no, "approved")
    assert (changed.names, changed.starts_at) == (["王总"], TOMORROW_AT_THREE + timedelta(hours=1))
    assert changed.ends_at - changed.starts_at == timedelta(hours=2)
    assert ran.text == (
        f"好的，来访 {visit.visit_no} 改好了。\n王总 · 明天 12月3日 周四 16:00–18:00\n"
        f"原来的通行证作废，请把新的转给客人：\nhttps://park.example/pass/{visit.visit_no}"
    )


@pytest.mark.parametrize(
    ("text", "entities", "changed"),
    [
        ("粤AD12345", [entity("plate", "粤AD12345")], {"plate": "粤AD12345"}),
        ("再加一位", [entity("quantity", 1, unit="位")], {"headcount": 2}),
        ("不对，是李总", [name("李总")], {"names": ["李总"]}),
        ("改成13900002222", [entity("phone", "13900002222")], {"phone": "13900002222"}),
    ],
)
async def test_what_is_not_corrected_stays(
    demo: DemoPark, text: str, entities: list[Entity], changed: dict[str, object]
) -> None:
    bot = await Bot.new(demo)
    [visit] = await registered(bot, "王总")
    await bot.told("访客已登记", expects="visit_change", visit_no=visit.visit_no)
    bot.hear(text, "out_of_scope", *entities)
    await bot.run("action_out_of_scope")
    [new] = await visits_of(demo)
    kept = {"names": ["王总"], "headcount": 1, "plate": None, "phone": None} | changed
    assert {key: getattr(new, key) for key in kept} == kept
    assert (new.visit_no, new.starts_at, new.ends_at, new.status) == (
        visit.visit_no, visit.starts_at, visit.ends_at, "approved",
    )  # fmt: skip


async def test_a_change_that_is_refused_leaves_what_there_is(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    [visit] = await registered(bot, "王总")
    async with demo.sessions.begin() as session:
        by = audit.By(demo.id, None, WEDNESDAY_MORNING)
        await blocks.add(session, by, "plate", "粤AD12345", reason="逃费")
    await bot.told("访客已登记", expects="visit_change", visit_no=visit.visit_no)
    bot.hear("粤AD12345", "out_of_scope", entity("plate", "粤AD12345"))
    ran = await bot.run("action_out_of_scope")
    assert [v.status for v in await visits_of(demo)] == ["approved"]
    assert "逃费" not in ran.text
    assert ran.text.endswith(f"好的，来访 {visit.visit_no} 照旧。")


async def test_half_a_plate_changes_nothing_and_is_asked_for(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    [visit] = await registered(bot, "王总")
    await bot.told("访客已登记", expects="visit_change", visit_no=visit.visit_no)
    bot.hear("车牌换成粤B123", "modify_order", at())
    ran = await bot.run("action_act")
    assert [v.status for v in await visits_of(demo)] == ["approved"]
    assert ran.text.startswith(f"来访 {visit.visit_no} 还没有改")


async def test_which_of_several_is_asked(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await registered(bot, "王总", "李工")
    bot.hear("取消访客", "cancel_visit")
    ran = await bot.run("action_act")
    assert ran.text == "要取消哪一次来访？"
    titles = ["王总 · 明天 12月3日 周四 15:00–17:00", "李工 · 明天 12月3日 周四 16:00–18:00"]
    assert sorted(title for title, _ in ran.buttons) == sorted(titles)
    await pressed(bot, dict(ran.buttons)[titles[0]])
    assert [one.status for one in await visits_of(demo)] == ["cancelled", "approved"]


async def test_who_is_in_the_park_cannot_be_cancelled(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    [visit] = await registered(bot, "王总")
    await moved(demo, visit, "check_in")
    bot.hear("取消", "cancel_visit", entity("visit_no", visit.visit_no))
    ran = await bot.run("action_act")
    assert ran.text == f"来访 {visit.visit_no} 现在是“已于 09:30 到达”，不能再改了。"


async def test_an_approver_who_was_taken_out_of_the_company_decides_nothing(
    demo: DemoPark,
) -> None:
    bot = await Bot.new(demo)
    approver = await with_approver(demo, bot)
    [visit] = await registered(bot, "王总")
    async with demo.sessions.begin() as session:
        boss = await conversations.find(session, demo.id, approver.conversation_id)
        person = await session.get_one(Person, (demo.id, boss.person_id))
        person.company_id = visit.company_id
        await session.flush()
        await company_codes.move(session, audit.By(demo.id, None, WEDNESDAY_MORNING), person, None)
    approver.hear("/x", "approve_visit", entity("visit_no", visit.visit_no))
    assert "没有找到" in (await approver.run("action_approve_visit")).text
    [after] = await visits_of(demo)
    assert after.status == "requested"


@pytest.mark.parametrize(("verb", "status"), [("approve", "approved"), ("deny", "denied")])
async def test_the_approver_says_yes_or_no_once(demo: DemoPark, verb: str, status: str) -> None:
    bot = await Bot.new(demo)
    approver = await with_approver(demo, bot)
    [visit] = await registered(bot, "王总")
    approver.hear("/x", f"{verb}_visit", entity("visit_no", visit.visit_no))
    ran = await approver.run(f"action_{verb}_visit")
    assert ran.text.startswith("已同意" if verb == "approve" else "已拒绝")
    assert [v.status for v in await visits_of(demo)] == [status]
    approver.hear("/x", "approve_visit", entity("visit_no", visit.visit_no))
    assert "不能再改了" in (await approver.run("action_approve_visit")).text


async def test_a_no_may_say_why(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    approver = await with_approver(demo, bot)
    [visit] = await registered(bot, "王总")
    number, why = entity("visit_no", visit.visit_no), entity("comment", "当天有审计")
    approver.hear("/x", "deny_visit", number, why)
    await approver.run("action_deny_visit")
    assert [v.status_reason for v in await visits_of(demo)] == ["当天有审计"]


async def test_nobody_approves_their_own_guests(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await with_approver(demo, bot)
    [visit] = await registered(bot, "王总")
    bot.hear("/x", "approve_visit", entity("visit_no", visit.visit_no))
    assert (await bot.run("action_approve_visit")).text.startswith("没有找到")
    assert [v.status for v in await visits_of(demo)] == ["requested"]


async def test_a_late_answer_to_what_was_asked_before_is_no_answer_to_the_change(
    demo: DemoPark,
) -> None:
    bot = await Bot.new(demo)
    approver = await with_approver(demo, bot)
    [visit] = await registered(bot, "王总")
    await bot.told("正等审批", expects="visit_change", visit_no=visit.visit_no)
    bot.hear("再加一位", "out_of_scope", entity("quantity", 1, unit="位"))
    ran = await bot.run("action_out_of_scope")
    assert "重新同意" in ran.text
    about = entity("visit_no", visit.visit_no)
    approver.hear("/x", "approve_visit", about)
    late = await approver.run("action_approve_visit")
    assert late.text.startswith("对方刚改过这次来访")
    assert [v.status for v in await visits_of(demo)] == ["requested"]
    approver.hear("/x", "approve_visit", about, entity("asked", 3))
    await approver.run("action_approve_visit")
    assert [v.status for v in await visits_of(demo)] == ["approved"]
