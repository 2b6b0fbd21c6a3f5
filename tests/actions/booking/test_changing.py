"""What happens to what is booked, in the words of people who see none of our buttons."""

import pytest

from tests.actions.booking.talk import press_titled, rows, say
from tests.actions.driver import Bot
from tests.given.booking import at, booked
from tests.given.demo_park import DemoPark


async def test_an_end_that_is_said_shortens_it(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "明天下午两点到四点半订A座302", "book")
    ran = await say(bot, "算了 四点就得散 对方要赶高铁", "change_booking")
    assert "改短好了：A座302，明天 12月3日 周四 14:00–16:00" in ran.text
    [one] = await rows(demo, "confirmed")
    assert (one.starts_at, one.ends_at) == (at(14, day=3), at(16, day=3))


async def test_the_rest_of_a_time_is_given_back_by_the_hour_that_is_named(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "book Cloud View tomorrow 9am to 12pm", "book")
    text = "tomorrow's all-hands will be done by half 10 so you can let the rest of the slot go"
    await say(bot, text, "change_booking")
    [one] = await rows(demo, "confirmed")
    assert (one.starts_at, one.ends_at) == (at(9, day=3), at(10, 30, day=3))


async def test_the_same_hours_again_move_nothing(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "Far Hills tomorrow 12pm to 1pm please", "book")
    ran = await say(bot, "the little one sounds lovely, 12 till 1 please", "book", language="en")
    assert "12:00–13:00 stays as it is" in ran.text
    [one] = await rows(demo, "confirmed")
    assert one.starts_at == at(12, day=3)


async def test_a_length_said_of_an_offer_is_offered_again(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "明天10点到12点订A座301", "book")
    ran = await say(bot, "坐不下了，换间大点的", "change_booking")
    assert len(ran.buttons) > 1
    ran = await say(bot, "一个钟头就够 不用俩小时", "cancel_booking")
    assert "A座302 · 明天 12月3日 周四 10:00–11:00" in [title for title, _ in ran.buttons]
    ran = await say(bot, "302可以的话就302", "book")
    assert "改好了：A座302，明天 12月3日 周四 10:00–11:00" in ran.text
    assert len(await rows(demo, "confirmed")) == 1


async def test_any_room_after_a_refusal_keeps_the_day_that_was_wanted(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await booked(demo, "a_301", at(9, 30, day=4))
    await say(bot, "明天9点半到10点半订A座301", "book")
    ran = await say(bot, "挪到周五 时间不变", "change_booking")
    assert "先不动" in ran.text
    ran = await say(bot, "原来那间没有就随便哪间 6个人能坐下就中", "book")
    assert "改好了：A座302，后天 12月4日 周五 09:30–10:30" in ran.text


async def test_what_is_kept_is_not_what_is_given_up(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "今天三点到四点订B座301", "book")
    await say(bot, "再订一间，明天三点到四点，远山", "book")
    await say(bot, "再订一间，周五九点到十点，A座301", "book")
    ran = await say(bot, "cancel my 3pm", "cancel_booking")
    assert len(ran.buttons) == 2
    text = "no wait. keep todays. tomorrows 3pm is the one to kill"
    ran = await say(bot, text, "cancel_booking", language="en")
    assert "Far Hills" in ran.text
    assert [one.starts_at for one in await rows(demo, "confirmed")] == [at(15), at(9, day=4)]


async def test_the_one_after_is_the_next_behind_what_was_given_up(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    for day in ("周四", "周五"):
        await say(bot, f"再订一间，{day}九点到九点半，A座301", "book")
    await say(bot, "tomorrow's standup isnt happening, can ya kill it? rest stay", "cancel_booking")
    text = "oh and the one after, bump it to the arvo, say 2, still half an hour"
    await say(bot, text, "change_booking")
    [one] = await rows(demo, "confirmed")
    assert (one.starts_at, one.ends_at) == (at(14, day=4), at(14, 30, day=4))


@pytest.mark.parametrize("text", ["明天那个别动哈", "keep tomorrow's as it is"])
async def test_what_stays_is_named_and_stays(demo: DemoPark, text: str) -> None:
    bot = await Bot.new(demo)
    await say(bot, "明天三点到四点订远山", "book")
    ran = await say(bot, text, "out_of_scope")
    assert "保持不变" in ran.text or "stays as it is" in ran.text
    assert len(await rows(demo, "confirmed")) == 1


async def test_people_length_and_end_of_a_series_are_changed_together(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ran = await say(bot, "从明天起每周四早上九点订A座301 四次", "book")
    await press_titled(bot, ran, "订这 4 次")
    ran = await say(bot, "就到12月17号那次为止 我们八个人 一个半小时", "book")
    assert "要取消" in ran.text
    await say(bot, "对", "affirm")
    found = await rows(demo, "confirmed")
    assert [one.starts_at for one in found] == [at(9, day=day) for day in (3, 10, 17)]
    assert {(one.ends_at - one.starts_at).seconds // 60 for one in found} == {90}
    assert {one.headcount for one in found} == {8}


async def test_a_series_that_is_shown_is_as_long_as_is_said_next(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "从明天起每周四早上九点订A座302 四次", "book")
    ran = await say(bot, "每次一个半小时", "book")
    assert "09:00–10:30" in ran.text


async def test_a_room_that_they_have_no_more_is_not_given_back_in_place_of_another(
    demo: DemoPark,
) -> None:
    bot = await Bot.new(demo)
    await say(bot, "明天三点到四点订观云", "book")
    ran = await say(bot, "B301 那边就 release 吧", "change_booking")
    assert "没有要放的" in ran.text
    await say(bot, "取消B座301", "cancel_booking")
    assert len(await rows(demo, "confirmed")) == 1


async def test_another_room_that_is_no_smaller(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await booked(demo, "b_301", at(16, 30, day=3))
    await say(bot, "明天下午两点到四点订B座301", "book")
    ran = await say(bot, "要推迟一个小时，结束时间也往后顺延", "change_booking")
    assert "先不动" in ran.text
    ran = await say(bot, "如果已经有别人订了，就请您换一间不比它小的。", "change_booking")
    assert "改好了：观云，明天 12月3日 周四 15:00–17:00" in ran.text


async def test_another_hour_behind_another_end_is_the_end(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "明天一点到五点订B座301", "book")
    await say(bot, "只用到三点", "change_booking", goes_on={"shorter": 0.9})
    await say(
        bot, "actually make it half past 3 to be safe", "change_booking", goes_on={"time": 0.6}
    )
    [one] = await rows(demo, "confirmed")
    assert (one.starts_at, one.ends_at) == (at(13, day=3), at(15, 30, day=3))


async def test_when_a_guest_comes_moves_nothing(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "明天十点到十一点订A座301", "book")
    await say(bot, "她大概9:45到", "change_booking", goes_on={"time": 0.8})
    [one] = await rows(demo, "confirmed")
    assert one.starts_at == at(10, day=3)


async def test_what_is_taken_out_is_given_up(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "周五十点到十一点订A座301", "book")
    await say(bot, "明天十点到十一点订A座301", "book")
    text = "they are in court on friday, please take that one out"
    await say(bot, text, "cancel_booking", goes_on={"drop": 0.9})
    [one] = await rows(demo, "confirmed")
    assert one.starts_at == at(10, day=3)
