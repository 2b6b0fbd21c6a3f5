"""What is said once something is booked: how it is to be, whether it stands, what else."""

from datetime import datetime

import pytest

from tests.actions.booking.talk import rows, say
from tests.actions.driver import Bot, entity
from tests.given.booking import at, booked
from tests.given.demo_park import DemoPark

ONE_ROOM = "明天三点到四点订远山"


async def test_time_length_and_people_are_changed_together(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, ONE_ROOM, "book")
    ran = await say(bot, "下午两点，一个半小时，12个人", "book")
    assert "改好了：B座301，明天 12月3日 周四 14:00–15:30" in ran.text
    [one] = await rows(demo, "confirmed")
    assert (one.starts_at, one.ends_at, one.headcount) == (at(14, day=3), at(15, 30, day=3), 12)


async def test_who_asks_for_one_more_gets_one_more(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, ONE_ROOM, "book")
    await say(bot, "再订一间，下午两点，12个人", "book")
    assert len(await rows(demo, "confirmed")) == 2


async def test_another_room_for_so_many_is_the_smallest_that_holds_them(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, ONE_ROOM, "book")
    ran = await say(bot, "现在六个人了，坐不下，换一间吧", "change_booking")
    assert "改好了：A座301，明天 12月3日 周四 15:00–16:00" in ran.text


async def test_the_time_that_was_refused_is_meant_for_the_other_room(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await booked(demo, "a_302", at(16, 30, day=3))
    await say(bot, "明天两点到四点订A座302", "book")
    ran = await say(bot, "晚半小时开始，开到五点", "change_booking")
    assert len(ran.buttons) > 1
    ran = await say(bot, "那换一间也行，能开视频的", "change_booking")
    assert "改好了：B座301，明天 12月3日 周四 14:30–17:00" in ran.text
    [mine, _] = await rows(demo, "confirmed")
    assert mine.ends_at == at(17, day=3)


@pytest.mark.parametrize("text", ["明天下午那个还在吧？", "这就算定下来了吗"])
async def test_a_question_whether_it_stands_changes_nothing(demo: DemoPark, text: str) -> None:
    bot = await Bot.new(demo)
    await say(bot, ONE_ROOM, "book")
    ran = await say(bot, text, "out_of_scope")
    assert "15:00–16:00 · 已订" in ran.text
    [one] = await rows(demo, "confirmed")
    assert one.starts_at == at(15, day=3)


async def test_which_one_is_told_by_the_part_of_the_day(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "明天上午十点订A座301", "book")
    await say(bot, "再订明天三点的远山", "book")
    await bot.told("你好")
    ran = await say(bot, "周四那个meeting帮我cancel掉", "out_of_scope")
    assert len(ran.buttons) == 2
    ran = await say(bot, "下午那个", "out_of_scope")
    assert "远山（明天 12月3日 周四 15:00–16:00）已取消" in ran.text
    [left] = await rows(demo, "confirmed")
    assert left.starts_at == at(10, day=3)


async def test_nothing_is_given_up_without_a_word_for_it(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, ONE_ROOM, "book")
    ran = await say(bot, "那个我再想想", "cancel_booking")
    assert len(ran.buttons) == 1
    assert len(await rows(demo, "confirmed")) == 1


async def test_what_sounds_like_giving_up_and_borrows_is_borrowed(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, ONE_ROOM, "book")
    ran = await say(bot, "再借个音箱 那个portable的", "cancel_booking")
    assert "便携音箱订好了：明天 12月3日 周四 15:00–16:00" in ran.text
    assert len(await rows(demo, "confirmed")) == 2


async def test_two_things_are_borrowed_and_one_is_given_back(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "借个便携投影仪，明天下午两点到五点", "book")
    await say(bot, "音箱也要一个", "book")
    assert len(await rows(demo, "confirmed")) == 2
    await bot.told("你好")
    await say(bot, "音箱不要了", "out_of_scope")
    [left] = await rows(demo, "confirmed")
    assert left.starts_at == at(14, day=3)


async def test_a_series_ends_sooner_with_a_yes(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "每周二上午九点到十点订远山", "book")
    await say(bot, "好的", "affirm")
    ran = await say(bot, "忘了说，就到年底", "out_of_scope")
    assert "1月5日" in ran.text
    assert "12月29日" not in ran.text
    await say(bot, "好的", "affirm")
    assert len(await rows(demo, "confirmed")) == 4


async def test_more_people_before_the_yes_look_for_a_larger_room(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "每周二上午九点到十点开会，到年底，四个人", "book")
    ran = await say(bot, "哦不对，是九个人", "change_booking")
    assert "A座302，每周二 09:00–10:00，共 4 次" in ran.text


async def test_any_time_is_the_first_that_is_free_of_the_part_of_the_day(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await booked(demo, "b_201", at(13, day=3))
    ran = await say(bot, "明天下午，几点都行，订远山两个小时", "book")
    assert "远山订好了：明天 12月3日 周四 14:00–16:00" in ran.text


async def test_another_building_is_another_room(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "明天三点到四点订远山", "book")
    where = entity("location", {"building": "A", "floor": None, "room": None, "place": None})
    told = await say(bot, "A座的最好", "affirm", where, goes_on={"suits": 0.8})
    assert "A座301" in told.text
    assert len(await rows(demo, "confirmed")) == 1


async def test_a_day_is_told_by_the_one_that_was_refused(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "badminton court 1 sat 19 dec 10-12", "book")
    await say(bot, "ah ok. the saturday before then, same thing", "book", goes_on={"beside": 0.5})
    [one] = await rows(demo, "confirmed")
    assert (one.starts_at, one.ends_at) == (at(10, day=12), at(12, day=12))


async def test_bare_hours_are_of_the_evening_that_was_spoken_of(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "周五晚上羽毛球还有场吗 六点以后", "find_room")
    await say(bot, "那2号场七点到九点", "change_booking", goes_on={"time": 0.7})
    [one] = await rows(demo, "confirmed")
    assert (one.starts_at, one.ends_at) == (at(19, day=4), at(21, day=4))


async def test_the_hour_that_was_told_holds_until_the_one_that_is_named(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "明天早上九点订报告厅东区，80人", "book")
    ran = await say(bot, "ok friday same time, till noon", "book", goes_on={"time": 0.9})
    wish = ran.responses[0]["custom"]["booking_wish"]
    told = [datetime.fromisoformat(wish[name]) for name in ("starts", "ends")]
    assert told == [at(9, day=4), at(12, day=4)]
