"""Another room: which one suits, and which name is no wish."""

import pytest

from tests.actions.booking.talk import press, rows, say
from tests.actions.driver import Bot, entity
from tests.given.booking import at, booked, thing
from tests.given.demo_park import DemoPark

OTHER = {"other_room": 0.9}
BUILDING_B = {"building": "B", "floor": None, "room": None, "place": None}


async def room(demo: DemoPark) -> str:
    """The code of what their only booking is for."""
    [one] = await rows(demo, "confirmed")
    async with demo.sessions() as session:
        for code in ("a_301", "a_302", "b_201", "b_301", "c_501"):
            if (await thing(session, demo, code)).id == one.resource_id:
                return code
    raise AssertionError(one.resource_id)


async def test_a_name_asks_for_no_window(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "明天三点到四点订观云", "book")
    await say(bot, "Cloud View 那个其实 only 5 people，换个小点的", "change_booking", goes_on=OTHER)
    assert await room(demo) == "a_301"


async def test_a_number_of_a_room_is_none_of_people(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "明天三点到四点订A座301", "book")
    await say(bot, "A301 人变多了，now 11 people，换个大的", "change_booking", goes_on=OTHER)
    assert await room(demo) == "b_301"


async def test_the_other_buildings_room_of_that_number_is_meant(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "明天三点到四点订A座301", "book")
    await say(bot, "B那边的", "affirm", goes_on={"take": 0.9})
    assert await room(demo) == "b_301"


async def test_where_nothing_has_it_others_are_offered(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "明天三点到四点订远山", "book")
    ran = await say(bot, "才2个人 换一间安静的行不", "change_booking", goes_on=OTHER)
    assert "安静" in ran.responses[0]["text"]
    assert "a_301" in ran.buttons[0][1]
    await say(bot, "没有的话随便小的就行", "deny")
    assert await room(demo) == "a_301"


async def test_what_was_moved_just_now_and_suits_is_not_moved_again(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "明天三点到四点订观云", "book")
    await say(bot, "换到B座301", "change_booking", goes_on=OTHER)
    await say(bot, "换一间也行 要能开视频的", "change_booking", goes_on=OTHER)
    assert await room(demo) == "b_301"


@pytest.mark.parametrize("text", ["观云太大了吧", "Cloud View is too big"])
async def test_what_is_not_wanted_is_not_where_it_goes(demo: DemoPark, text: str) -> None:
    bot = await Bot.new(demo)
    await say(bot, "明天三点到四点订远山", "book")
    await say(bot, text, "out_of_scope", goes_on=OTHER)
    assert await room(demo) == "b_201"


async def test_a_building_is_meant_that_a_shop_does_not_sell(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "明天三点到四点订A座302", "book")
    where = entity("location", BUILDING_B)
    await say(bot, "B座的ok吗 要白板", "checkout", where, goes_on={"suits": 0.9})
    assert await room(demo) == "b_301"


async def test_of_two_it_is_asked_which_and_then_where_to(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "明天十点到十一点订远山", "book")
    await say(bot, "明天三点到四点订A座301", "book")
    ran = await say(bot, "明天那个会人多了,换个大点的", "change_booking", goes_on=OTHER)
    assert len(ran.buttons) == 2
    await press(bot, ran.buttons[1][1])
    ran = await say(bot, "8个人坐得下就行", "find_room", goes_on={"suits": 0.9})
    assert "a_302" in ran.buttons[0][1]


async def test_what_cannot_be_longer_goes_elsewhere_for_as_long(demo: DemoPark) -> None:
    await booked(demo, "a_302", at(16, day=3))
    bot = await Bot.new(demo)
    await say(bot, "明天三点到四点订A座302", "book")
    await say(bot, "明天那个会extend到4:30", "change_booking", goes_on={"longer": 0.9})
    await say(bot, "那整个搬去别的room吧,10个人", "change_booking", goes_on=OTHER)
    mine, other = await rows(demo, "confirmed")
    assert mine.ends_at == at(16, 30, day=3)
    assert mine.resource_id != other.resource_id
