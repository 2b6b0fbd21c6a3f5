"""Acts on visits: registered, filled, changed, called off and brought back."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest

from models.visits import Visit
from services.kit import audit
from services.visits import blocks, visits
from tests.actions.acting import acts, pressed, told_of
from tests.actions.driver import Bot, Ran
from tests.actions.visits.visiting import visits_of, with_approver
from tests.given.demo_park import SHANGHAI, WEDNESDAY_MORNING, DemoPark

NOW = WEDNESDAY_MORNING
TOMORROW = (NOW + timedelta(days=1)).date()


@pytest.fixture
async def bot(demo: DemoPark) -> Bot:
    return await Bot.new(demo)


def at(hour: int, minute: int = 0, days: int = 1) -> dict[str, Any]:
    """A When: that day at that hour."""
    day = NOW.astimezone(SHANGHAI).date() + timedelta(days=days)
    start = datetime.combine(day, time(hour, minute), SHANGHAI)
    return {"start": start.isoformat(), "day": day.isoformat()}


def start(**fields: Any) -> dict[str, Any]:
    return {"act": "start", "what": "visit", "fields": fields}


def give(**fields: Any) -> dict[str, Any]:
    return {"act": "give", "fields": fields, "of": {"what": "visit"}}


def correct(of: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    return {"act": "correct", "fields": fields, "of": {"what": "visit", **(of or {})}}


async def registered(bot: Bot, *names: str, hour: int = 15, **fields: Any) -> Visit:
    await acts(bot, start(names=list(names or ["王总"]), when=at(hour), **fields))
    return (await visits_of(bot.demo))[-1]


async def one(bot: Bot) -> Visit:
    """The only visit of the park."""
    [visit] = await visits_of(bot.demo)
    return visit


def hours(visit: Visit) -> tuple[str, str]:
    starts, ends = visit.starts_at.astimezone(SHANGHAI), visit.ends_at.astimezone(SHANGHAI)
    return f"{starts:%d %H:%M}", f"{ends:%d %H:%M}"


async def test_a_name_and_a_time_are_a_visit_at_once(bot: Bot) -> None:
    ran = await acts(
        bot,
        start(names=["张伟"], when=at(14), plate="沪A12345", company="西门子", reason="面试",
              place={"building": "A", "floor": 3, "room": "301"}, headcount={"exactly": 2}),
    )  # fmt: skip
    visit = await one(bot)
    assert (visit.status, visit.names, visit.plate, visit.headcount) == (
        "approved", ["张伟"], "沪A12345", 2,
    )  # fmt: skip
    assert (visit.visitor_company, visit.reason, visit.room) == ("西门子", "面试", "301")
    assert "单位：西门子" in ran.text
    assert ran.slots["visit"] is False


async def test_what_is_missing_is_asked_and_completes_it(bot: Bot) -> None:
    ran = await acts(bot, start(when=at(9, 30)))
    assert ran.slots["next_form"] == "visitor_form"
    assert await visits_of(bot.demo) == []
    await acts(bot, give(names=["陈敏"]))
    assert (await one(bot)).names == ["陈敏"]
    assert bot.slots["visit"] is False


async def test_a_day_is_no_hour_and_an_hour_is_no_day(bot: Bot) -> None:
    await acts(bot, start(names=["陈敏"], when={"day": TOMORROW.isoformat()}))
    assert await visits_of(bot.demo) == []
    await acts(bot, give(when={"start": at(9)["start"]}))
    assert hours(await one(bot)) == ("03 09:00", "03 11:00")


@pytest.mark.parametrize(
    ("said", "now"),
    [
        ({"when": at(16)}, ("03 16:00", "03 18:00")),
        ({"when": {"shift": 30}}, ("03 15:30", "03 17:30")),
        ({"when": {"shift": -60}}, ("03 14:00", "03 16:00")),
        ({"when": {"shift": 60 * 24}}, ("04 15:00", "04 17:00")),
        ({"when": {"day": str(TOMORROW + timedelta(days=1)), "same_time": True}},
         ("04 15:00", "04 17:00")),
        ({"when": {"start": at(10)["start"]}}, ("03 10:00", "03 12:00")),
        ({"when": at(10, days=2)}, ("04 10:00", "04 12:00")),
        ({"until": {"start": at(18)["start"]}}, ("03 15:00", "03 18:00")),
    ],
)  # fmt: skip
async def test_times_are_said_against_what_stands(
    bot: Bot, said: dict[str, Any], now: tuple[str, str]
) -> None:
    before = await registered(bot)
    await acts(bot, correct(**said))
    visit = await one(bot)
    assert (visit.visit_no, hours(visit)) == (before.visit_no, now)


@pytest.mark.parametrize(
    ("said", "people", "names"),
    [
        ({"headcount": {"exactly": 3}}, 3, ["王总"]),
        ({"headcount": {"plus": 1}}, 2, ["王总"]),
        ({"names": ["李工"], "adds_names": True}, 2, ["王总", "李工"]),
        ({"names": ["李总"]}, 1, ["李总"]),
    ],
)
async def test_people_are_counted_against_what_stands(
    bot: Bot, said: dict[str, Any], people: int, names: list[str]
) -> None:
    await registered(bot)
    await acts(bot, give(**said))
    visit = await one(bot)
    assert (visit.headcount, visit.names) == (people, names)


async def test_two_of_four_drop_out_and_one_joins_again(bot: Bot) -> None:
    await registered(bot, "Hannah Weiss", headcount={"exactly": 4})
    await acts(bot, correct(headcount={"plus": -2}))
    assert (await one(bot)).headcount == 2
    await acts(bot, correct(headcount={"plus": 1}))
    assert (await one(bot)).headcount == 3


async def test_a_name_that_was_told_to_one_of_the_unnamed_is_nobody_more(bot: Bot) -> None:
    await registered(bot, "王总", headcount={"exactly": 3})
    await acts(bot, give(names=["李工"], adds_names=True))
    visit = await one(bot)
    assert (visit.headcount, visit.names) == (3, ["王总", "李工"])


async def test_a_name_takes_the_place_of_the_one_that_was_wrong(bot: Bot) -> None:
    await registered(bot, "王雷", "李工")
    await acts(bot, correct(names=["王蕾"]) | {"old": {"names": ["王雷"]}})
    assert (await one(bot)).names == ["王蕾", "李工"]


async def test_one_fewer_of_those_that_are_named_asks_who(bot: Bot) -> None:
    await registered(bot, "王总", "李工")
    ran = await acts(bot, correct(headcount={"plus": -1}))
    assert (await one(bot)).headcount == 2
    assert ran.text == "王总、李工都登记了，哪一位不来？"
    [(first, command), _] = ran.buttons
    assert first == "王总"
    await pressed(bot, command)
    visit = await one(bot)
    assert (visit.names, visit.headcount) == (["李工"], 1)


@pytest.mark.parametrize(
    ("plate", "stands"), [("苏E8K392", "苏E8K392"), ("", None)], ids=["a plate", "no car"]
)
async def test_a_plate_right_after_is_that_visits(bot: Bot, plate: str, stands: str | None) -> None:
    await registered(bot, plate="粤BD12345")
    ran = await acts(bot, {"act": "give", "fields": {"plate": plate}})
    visit = await one(bot)
    assert (visit.plate, visit.status) == (stands, "approved")
    assert "通行证不变" in ran.text


async def test_several_cars_are_of_one_visit(bot: Bot) -> None:
    ran = await acts(
        bot, start(names=["王总"], when=at(15), plate="沪A30N71", more_plates=["浙F9X233"])
    )
    assert (await one(bot)).plates == ["沪A30N71", "浙F9X233"]
    assert "车牌：沪A30N71、浙F9X233" in ran.text


@pytest.mark.parametrize(
    ("act", "stand"),
    [
        (give(plate="苏E8K392", adds_plates=True), ["沪A30N71", "浙F9X233", "苏E8K392"]),
        (give(plate="沪A30N71", adds_plates=True), ["沪A30N71", "浙F9X233"]),
        (
            correct(plate="苏E8K392") | {"old": {"plate": "沪A30N71"}},
            ["苏E8K392", "浙F9X233"],
        ),
        (correct(plate="浙F9X233"), ["浙F9X233"]),
        (give(plate="苏E8K392", more_plates=["粤BD12345"]), ["苏E8K392", "粤BD12345"]),
        (give(plate=""), []),
    ],
    ids=["one more", "one that stands", "instead of one", "without one", "others", "no car"],
)
async def test_a_car_more_or_fewer_or_another(
    bot: Bot, act: dict[str, Any], stand: list[str]
) -> None:
    visit = await registered(bot, plate="沪A30N71", more_plates=["浙F9X233"])
    await acts(bot, act)
    assert (await one(bot)).plates == stand
    assert (await one(bot)).visit_no == visit.visit_no


async def test_another_plate_for_one_of_several_cars_asks_which(bot: Bot) -> None:
    await registered(bot, plate="沪A30N71", more_plates=["浙F9X233"])
    ran = await acts(bot, correct(plate="苏E8K392"))
    assert ran.text == "这次来访登记了几辆车：沪A30N71、浙F9X233。苏E8K392 是替换哪一辆？"
    assert [title for title, _ in ran.buttons] == ["替换 沪A30N71", "替换 浙F9X233", "再加一辆"]
    assert (await one(bot)).plates == ["沪A30N71", "浙F9X233"]
    await pressed(bot, ran.buttons[1][1])
    assert (await one(bot)).plates == ["沪A30N71", "苏E8K392"]
    await pressed(bot, ran.buttons[2][1])
    assert (await one(bot)).plates == ["沪A30N71", "苏E8K392"]


async def test_half_the_plate_of_one_more_car_is_asked_back_and_put_beside_the_others(
    bot: Bot,
) -> None:
    await registered(bot, plate="沪A30N71")
    ran = await acts(bot, give(plate="粤B123", adds_plates=True))
    await told_of(bot, ran)
    assert ran.text.startswith("“粤B123”不像完整的车牌")
    await acts(bot, give(plate="粤BD12345"))
    assert (await one(bot)).plates == ["沪A30N71", "粤BD12345"]


async def test_more_cars_than_a_visit_may_have_are_refused_in_words(bot: Bot) -> None:
    await registered(bot, plate="沪A30N71")
    many = [f"沪B3000{digit}" for digit in range(10)]
    ran = await acts(bot, give(plate=many[0], more_plates=many[1:], adds_plates=True))
    assert "最多登记 10 辆车" in ran.text
    assert (await one(bot)).plates == ["沪A30N71"]


async def test_a_car_that_was_added_goes_again_when_it_is_undone(bot: Bot) -> None:
    await registered(bot, plate="沪A30N71")
    await acts(bot, give(plate="浙F9X233", adds_plates=True))
    await acts(bot, {"act": "restore", "change": True})
    assert (await one(bot)).plates == ["沪A30N71"]


async def test_half_a_plate_is_asked_back_once(bot: Bot) -> None:
    await registered(bot)
    ran = await acts(bot, give(plate="粤B123"))
    await told_of(bot, ran)
    assert ran.text.startswith("“粤B123”不像完整的车牌")
    assert (await one(bot)).plate is None
    await acts(bot, give(plate="粤B123"))
    assert (await one(bot)).plate == "粤B123"


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ({"building": "C"}, ("C", 3, "301")),
        ({"room": "305"}, ("A", 3, "305")),
        ({"floor": 5}, ("A", 5, None)),
        ({"building": "B", "floor": 2}, ("B", 2, None)),
    ],
)
async def test_a_place_is_corrected_in_part(
    bot: Bot, said: dict[str, Any], stands: tuple[Any, ...]
) -> None:
    await registered(bot, place={"building": "A", "floor": 3, "room": "301"})
    await acts(bot, correct(place=said))
    visit = await one(bot)
    assert (visit.building, visit.floor, visit.room) == stands


async def test_a_building_that_is_not_there_changes_nothing(bot: Bot) -> None:
    await registered(bot, place={"building": "A", "floor": 3})
    ran = await acts(bot, correct(place={"building": "X"}))
    assert (await one(bot)).building == "A"
    assert "改好了" not in ran.text


async def test_what_stands_already_is_said_so(bot: Bot) -> None:
    visit = await registered(bot)
    ran = await acts(bot, correct(when=at(15)))
    assert ran.text.startswith(f"来访 {visit.visit_no} 本来就是这样登记的")


async def test_a_time_that_nothing_is_made_of_changes_nothing_and_is_said(bot: Bot) -> None:
    visit = await registered(bot)
    ran = await acts(bot, correct(when={"words": "改天"}))
    assert ran.text.startswith(f"来访 {visit.visit_no} 还没有改")


async def test_two_visits_of_one_message_are_two(bot: Bot) -> None:
    ran = await acts(
        bot, start(names=["何志强"], when=at(10)), start(names=["吴晓燕"], when=at(15))
    )
    first, second = await visits_of(bot.demo)
    assert [first.names, second.names] == [["何志强"], ["吴晓燕"]]
    assert first.visit_no in ran.text
    assert second.visit_no in ran.text


async def test_the_second_of_two_unfinished_ones_is_asked_for_after_the_first(bot: Bot) -> None:
    await acts(bot, start(names=["何志强"]), start(names=["吴晓燕"]))
    await acts(bot, give(when=at(10)))
    assert (await one(bot)).names == ["何志强"]
    assert bot.slots["visit"] is True
    await acts(bot, give(when=at(15)))
    assert [visit.names for visit in await visits_of(bot.demo)] == [["何志强"], ["吴晓燕"]]
    assert bot.slots["visit"] is False


async def test_what_was_registered_lately_is_called_off_and_can_be_taken_back(bot: Bot) -> None:
    visit = await registered(bot)
    ran = await acts(bot, {"act": "cancel", "of": {"what": "visit"}})
    assert "30 分钟内说一声就能恢复" in ran.text
    assert (await one(bot)).status == "cancelled"
    ran = await acts(bot, {"act": "restore", "of": {"what": "visit"}}, correct(when={"shift": 60}))
    back = await one(bot)
    assert (back.visit_no, back.status, hours(back)[0]) == (
        visit.visit_no, "approved", "03 16:00",
    )  # fmt: skip


async def test_several_of_before_are_called_off_by_one_yes(bot: Bot) -> None:
    first = await registered(bot, "王总")
    second = await registered(bot, "李工", hour=10)
    ran = await acts(
        bot,
        *(
            {"act": "cancel", "of": {"what": "visit", "number": v.visit_no}}
            for v in (first, second)
        ),
        now=NOW + timedelta(hours=1),
    )
    assert len(ran.responses) == 1
    assert ran.text.startswith("确定把这几次来访都取消吗？")
    await told_of(bot, ran)
    await acts(bot, {"act": "confirm"})
    assert [visit.status for visit in await visits_of(bot.demo)] == ["cancelled"] * 2


async def test_a_no_keeps_them(bot: Bot) -> None:
    await registered(bot)
    later = NOW + timedelta(hours=1)
    await told_of(bot, await acts(bot, {"act": "cancel", "of": {"what": "visit"}}, now=later))
    await acts(bot, {"act": "deny"})
    assert (await one(bot)).status == "approved"


async def test_a_draft_that_is_given_up_comes_back(bot: Bot) -> None:
    await acts(bot, start(names=["王总"]))
    ran = await acts(bot, {"act": "give_up"})
    assert (ran.text, bot.slots["visit"]) == ("好的，这次就不登记了。", False)
    await acts(bot, {"act": "restore"})
    assert bot.slots["visit"] is True
    await acts(bot, give(when=at(15)))
    assert (await one(bot)).names == ["王总"]


async def test_never_mind_after_registering_says_what_stands_and_asks(bot: Bot) -> None:
    visit = await registered(bot)
    ran = await acts(bot, {"act": "give_up"})
    assert visit.visit_no in ran.text
    asked = ran.responses[-1]["custom"]
    assert (asked["expects"], asked["settles"]) == ("confirm", "visit_cancel")
    assert (await one(bot)).status == "approved"
    await told_of(bot, ran)
    await acts(bot, {"act": "confirm"})
    assert (await one(bot)).status == "cancelled"


async def test_who_has_come_in_is_not_changed_any_more(bot: Bot) -> None:
    visit = await registered(bot)
    async with bot.demo.sessions.begin() as session:
        await visits.advance(session, bot.demo.id, visit.id, "check_in", now=NOW)
    ran = await acts(bot, correct(of={"number": visit.visit_no}, headcount={"exactly": 5}))
    assert (await one(bot)).headcount == 1
    assert "改好了" not in ran.text


async def test_a_refused_change_says_that_the_visit_stands(bot: Bot) -> None:
    visit = await registered(bot)
    async with bot.demo.sessions.begin() as session:
        by = audit.By(bot.demo.id, None, NOW)
        await blocks.add(session, by, "name", "李雷", reason="逃费")
    ran = await acts(bot, give(names=["李雷"], adds_names=True))
    assert ran.text.endswith(f"来访 {visit.visit_no} 照旧。")
    assert "逃费" not in ran.text


async def test_too_many_people_are_refused_with_what_can_be_had(bot: Bot) -> None:
    await registered(bot)
    ran = await acts(bot, give(headcount={"exactly": 900}))
    assert "一次最多登记 30 人" in ran.text
    assert (await one(bot)).headcount == 1


async def test_the_approver_is_asked_again_and_the_host_hears_that(bot: Bot) -> None:
    await with_approver(bot.demo, bot)
    await registered(bot)
    ran = await acts(bot, give(headcount={"plus": 1}))
    assert "正等" in ran.text or "重新同意" in ran.text
    assert (await one(bot)).status == "requested"


async def test_how_far_it_is_is_told_with_its_pass(bot: Bot) -> None:
    visit = await registered(bot)
    ran: Ran = await acts(bot, {"act": "ask", "about": "status", "of": {"what": "visit"}})
    assert ran.text.startswith(f"{visit.visit_no} · 王总")
    assert f"/pass/{visit.visit_no}" in ran.text


async def test_a_change_speaks_english_to_who_does(bot: Bot) -> None:
    await registered(bot)
    ran = await acts(bot, correct(when={"shift": 30}), language="en")
    assert ran.text.startswith("All right, it's changed. Visit V-")
    assert "please forward the new one" in ran.text


async def test_an_hour_of_an_afternoon_is_no_stay_of_five_hours(bot: Bot) -> None:
    afternoon = at(13) | {"end": at(18)["start"]}
    await acts(bot, start(names=["王总"], when=afternoon))
    assert hours(await one(bot)) == ("03 13:00", "03 18:00")
    await acts(bot, give(when=at(15, 30)))
    assert hours(await one(bot)) == ("03 15:30", "03 17:30")


async def test_another_beginning_of_hours_that_were_said_keeps_the_length(bot: Bot) -> None:
    await acts(bot, start(names=["王总"], when=at(13) | {"end": at(16)["start"]}))
    await acts(bot, correct(when=at(14)))
    assert hours(await one(bot)) == ("03 14:00", "03 17:00")
