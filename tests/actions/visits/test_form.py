"""The visitor form: what answers it, what it lets through, and how it ends."""

from datetime import timedelta

import pytest

from tests.actions.driver import Entity, entity, location, time
from tests.actions.visits.visiting import (
    FORM,
    TOMORROW_AT_THREE,
    answer,
    at,
    begun,
    day,
    name,
    visits_of,
)
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

TOMORROW = day(TOMORROW_AT_THREE)


async def test_a_day_is_kept_while_its_hour_is_asked_for(demo: DemoPark) -> None:
    bot = await begun(demo, TOMORROW, name("王总"), asked="visit_time")
    asked = await bot.run(f"action_ask_{FORM}_visit_time")
    assert asked.text.startswith("明天 12月3日 周四 几点到？")
    four = time(WEDNESDAY_MORNING.replace(hour=16, minute=0), day_named=False)
    await answer(bot, "四点", "out_of_scope", four)
    assert [visit.starts_at for visit in await visits_of(demo)] == [
        TOMORROW_AT_THREE.replace(hour=16)
    ]


@pytest.mark.parametrize("said", ["不确定", "全天", "I'm not sure", "all day"])
async def test_a_day_without_an_hour_is_the_whole_day(demo: DemoPark, said: str) -> None:
    bot = await begun(demo, TOMORROW, name("王总"), asked="visit_time")
    await answer(bot, said, "deny")
    [visit] = await visits_of(demo)
    assert visit.starts_at == TOMORROW_AT_THREE.replace(hour=9)
    assert visit.ends_at == TOMORROW_AT_THREE.replace(hour=18)


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("张三", ["张三"]),
        ("他叫赵四", ["赵四"]),
        ("张三和李四", ["张三", "李四"]),
        ("it's Anna Lee", ["Anna Lee"]),
        ("Anna Lee and Bob Chen", ["Anna Lee", "Bob Chen"]),
        ("施工队", ["施工队"]),
    ],
)
async def test_names_that_the_bot_did_not_find_are_taken_as_they_were_said(
    demo: DemoPark, said: str, names: list[str]
) -> None:
    bot = await begun(demo, at())
    await answer(bot, said)
    [visit] = await visits_of(demo)
    assert (visit.names, visit.headcount) == (names, len(names))


async def test_who_does_not_know_the_name_is_not_asked_again(demo: DemoPark) -> None:
    bot = await begun(demo, at())
    await answer(bot, "还不知道名字", "deny")
    assert [visit.names for visit in await visits_of(demo)] == [["访客"]]


@pytest.mark.parametrize(
    ("said", "intent", "entities", "kept"),
    [
        ("不对，是B座", "deny", [location("B", start=4, end=6)], {"building": "B"}),
        (
            "改成四点",
            "modify_order",
            [time(WEDNESDAY_MORNING.replace(hour=16, minute=0), day_named=False)],
            {"starts_at": TOMORROW_AT_THREE.replace(hour=16)},
        ),
        (
            "不对，是周五",
            "deny",
            [day(TOMORROW_AT_THREE + timedelta(days=1), text="周五")],
            {"starts_at": TOMORROW_AT_THREE + timedelta(days=1)},
        ),
        ("3个人", "modify_order", [entity("quantity", 3, unit="位")], {"headcount": 3}),
        ("电话13800138000", "out_of_scope", [entity("phone", "13800138000")],
         {"phone": "13800138000"}),
    ],
)  # fmt: skip
async def test_what_was_said_before_is_corrected_while_the_form_runs(
    demo: DemoPark, said: str, intent: str, entities: list[Entity], kept: dict[str, object]
) -> None:
    bot = await begun(demo, at(), location("A"))
    ran = await answer(bot, said, intent, *entities)
    assert ran.slots["visit_names"] is None
    await answer(bot, "王总", "out_of_scope", name("王总"))
    [visit] = await visits_of(demo)
    assert {column: getattr(visit, column) for column in kept} == kept


async def test_half_a_plate_is_asked_back(demo: DemoPark) -> None:
    bot = await begun(demo, at())
    ran = await answer(bot, "王总，车牌粤B1234", "register_visitor", name("王总"))
    assert ran.slots["visit_plate"] is None
    asked = await bot.run(f"action_ask_{FORM}_visit_plate")
    assert asked.text.startswith("“粤B1234”不像完整的车牌")
    bot.asked("visit_plate", FORM)
    await answer(bot, "粤B12345", "out_of_scope", entity("plate", "粤B12345"))
    assert [visit.plate for visit in await visits_of(demo)] == ["粤B12345"]


@pytest.mark.parametrize(("said", "plate"), [("没有", None), ("粤B1234", "粤B1234")])
async def test_no_car_needs_no_plate_and_who_insists_is_believed(
    demo: DemoPark, said: str, plate: str | None
) -> None:
    bot = await begun(demo, at())
    await answer(bot, "王总，车牌粤B1234", "register_visitor", name("王总"))
    bot.asked("visit_plate", FORM)
    await answer(bot, said, "deny")
    assert [visit.plate for visit in await visits_of(demo)] == [plate]


@pytest.mark.parametrize("intent", ["ask_faq", "greet", "track_visit", "ask_human", "browse_menu"])
async def test_other_business_is_let_through_and_nothing_is_lost(
    demo: DemoPark, intent: str
) -> None:
    bot = await begun(demo, at())
    assert (await answer(bot, "访客 Wi-Fi 怎么连？", intent)).stepped_aside
    ran = await bot.validate(FORM)  # The form comes back to ask: this message was heard.
    assert (ran.slots["visit_time"], ran.slots["visit_names"]) == ("known", None)


async def test_a_repair_with_a_place_is_no_answer(demo: DemoPark) -> None:
    bot = await begun(demo, at())
    broken = entity("repair_category", "hvac")
    where = location("A", 3, "301", start=0, end=5)
    assert (await answer(bot, "A座301空调坏了", "report_repair", where, broken)).stepped_aside


@pytest.mark.parametrize(
    ("said", "intent"), [("算了", "deny"), ("取消", "cancel_order"), ("取消访客", "cancel_visit")]
)
async def test_giving_up_ends_the_form(demo: DemoPark, said: str, intent: str) -> None:
    bot = await begun(demo, at())
    ran = await answer(bot, said, intent)
    assert ran.text == "好的，这次就不登记了。"
    assert (ran.slots["visit_names"], ran.slots["visit_draft"]) == ("none", None)
    assert await visits_of(demo) == []
