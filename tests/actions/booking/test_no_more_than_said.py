"""What must not be taken for more than it says: nothing is cancelled, booked or moved by it."""

import pytest

from tests.actions.booking.talk import rows, say
from tests.actions.driver import Bot
from tests.given.booking import at, booked, thing
from tests.given.demo_park import DemoPark

FRIDAY = "周五十点到十一点订A座301"


@pytest.mark.parametrize(
    "text", ["I can't make Thursday, please cancel it", "i cannot make tomorrow's, cancel"]
)
async def test_another_day_than_theirs_is_not_given_up(demo: DemoPark, text: str) -> None:
    bot = await Bot.new(demo)
    await say(bot, FRIDAY, "book")
    await say(bot, text, "cancel_booking", goes_on={"drop": 0.9})
    assert len(await rows(demo, "confirmed")) == 1


@pytest.mark.parametrize(
    "text", ["不用了，谢谢", "算了，不订了", "don't need it, thanks", "不用了，给我订个明天的吧"]
)
async def test_a_no_behind_a_refusal_cancels_nothing(demo: DemoPark, text: str) -> None:
    bot = await Bot.new(demo)
    await say(bot, FRIDAY, "book")
    await say(bot, "今晚十点到十一点订远山", "book")
    await say(bot, text, "cancel_booking", goes_on={"drop": 0.5})
    assert len(await rows(demo, "confirmed")) == 1


async def test_friday_is_no_friday_of_another_week(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "12月18号十点到十一点订A座301", "book")
    await bot.told("不客气。")
    await say(bot, "取消周五的会", "cancel_booking", goes_on={"drop": 0.9})
    assert len(await rows(demo, "confirmed")) == 1


@pytest.mark.parametrize("text", ["is A-302 free too?", "那A302也要钱吗"])
async def test_a_question_beside_an_offer_books_nothing(demo: DemoPark, text: str) -> None:
    bot = await Bot.new(demo)
    await say(bot, "明天三点到四点A座301有空吗", "find_room")
    await say(bot, text, "find_room")
    assert await rows(demo) == []


async def test_a_meeting_that_is_spoken_of_is_not_booked(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    text = "We have a training in the meeting room tomorrow 3pm, 12 people, please send chairs"
    await say(bot, text, "out_of_scope")
    assert await rows(demo) == []


async def test_a_beginning_behind_another_end_is_a_beginning(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "明天两点到三点订A座301", "book")
    await say(bot, "延长半小时", "change_booking", goes_on={"longer": 0.9})
    await say(bot, "move it to 4pm", "change_booking", goes_on={"time": 0.9})
    [one] = await rows(demo, "confirmed")
    assert (one.starts_at, one.ends_at) == (at(16, day=3), at(17, 30, day=3))


async def test_the_room_that_is_wanted_is_not_the_one_that_is_too_small(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "明天两点到三点订A座301", "book")
    text = "换到观云吧，A座301太小了坐不下10个人"
    await say(bot, text, "change_booking", goes_on={"other_room": 0.9})
    [one] = await rows(demo, "confirmed")
    async with demo.sessions() as session:
        assert one.resource_id == (await thing(session, demo, "c_501")).id


async def test_guests_that_do_not_come_are_no_reason_to_stay(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, FRIDAY, "book")
    text = "他们下午4点来不了，取消会议室"
    await say(bot, text, "cancel_booking", goes_on={"drop": 0.9})
    assert await rows(demo, "confirmed") == []


async def test_a_room_that_is_borrowed_is_a_room(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await bot.store("A301的投影坏了")
    await say(bot, "借个会议室用一下，明天上午10点", "book", goes_on={"wants": 0.9})
    [one] = await rows(demo, "confirmed")
    async with demo.sessions() as session:
        assert one.resource_id != (await thing(session, demo, "projector_1")).id


async def test_another_day_behind_an_evening_is_in_the_morning(demo: DemoPark) -> None:
    await booked(demo, "b_201", at(19, day=3), hours=2)
    bot = await Bot.new(demo)
    await say(bot, "明天晚上七点到九点订远山", "book")
    await say(bot, "那周五10点到11点呢", "find_room", goes_on={"time": 0.9})
    found = [one for one in await rows(demo, "confirmed") if one.starts_at > at(12, day=3)]
    assert all(one.starts_at.hour < 12 or one.starts_at == at(19, day=3) for one in found)


@pytest.mark.parametrize(
    "text", ["我要开会到3点，之后订个4人会议室", "book me a room for 4, I'm in a call until 3pm"]
)
async def test_who_is_busy_until_then_does_not_begin_now(demo: DemoPark, text: str) -> None:
    bot = await Bot.new(demo)
    await say(bot, text, "book", goes_on={"wants": 0.9})
    assert all(one.starts_at >= at(15) for one in await rows(demo, "confirmed"))


async def test_longer_behind_coffee_is_longer(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "明天两点到三点订A座301", "book")
    await say(bot, "备些咖啡", "change_booking", goes_on={"coffee": 0.9})
    await say(bot, "延长一个小时", "change_booking", goes_on={"longer": 0.9})
    [one] = await rows(demo, "confirmed")
    assert one.ends_at == at(16, day=3)


async def test_a_fault_is_no_word_that_no_room_is_needed(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    bot.hear("网断了，整个办公室都上不了网，A座9楼901", "report_repair", goes_on={"no_room": 0.9})
    ran = await bot.run("action_act")
    assert not any("不用订房间" in one["text"] for one in ran.responses)


async def test_what_is_not_needed_of_a_room_leaves_the_wish(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "今晚十点到十一点订有投影的会议室", "book")
    ran = await say(bot, "不用投影也行", "cancel_booking")
    assert not any("先不订" in one["text"] for one in ran.responses)
