"""What is said second does what was learned of it, and counts by what was spoken of."""

import pytest

from actions.booking.now import Now
from tests.actions.booking.talk import rows, say
from tests.actions.driver import Bot
from tests.given.booking import at
from tests.given.demo_park import DemoPark

ONE_ROOM = "明天三点到四点订远山"
LEAVES = {"not_now": 0.9}


def test_a_wish_alone_is_what_was_spoken_of() -> None:
    assert Now({"booking_wish": {"pool": "rooms"}}, (), fresh=True).kind == "wish"


def test_a_booking_without_offers_is_booked() -> None:
    assert Now({"booking_no": "B-1"}, (), fresh=True).kind == "booked"


async def test_what_was_offered_is_taken_in_other_words(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "明天三点到四点哪些会议室空着", "find_room")
    await say(bot, "远山那间整起", "find_room", goes_on={"take": 0.9})
    [one] = await rows(demo, "confirmed")
    assert one.starts_at == at(15, day=3)


@pytest.mark.parametrize("does", ["asks_what", "asks_price", "not_now"])
async def test_a_question_about_what_was_offered_takes_nothing(demo: DemoPark, does: str) -> None:
    bot = await Bot.new(demo)
    await say(bot, "明天三点到四点哪些会议室空着", "find_room")
    await say(bot, "远山那间", "find_room", goes_on={does: 0.9})
    assert await rows(demo, "confirmed") == []


async def test_what_is_not_wanted_now_leaves_the_booking(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, ONE_ROOM, "book")
    await say(bot, "行 就先这样 回头再说", "cancel_booking", goes_on=LEAVES)
    assert len(await rows(demo, "confirmed")) == 1


async def test_longer_in_so_many_words_counts_more_than_what_was_learned(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, ONE_ROOM, "book")
    heard = {"asks_rules": 0.9}
    await say(bot, "我的 room extend 半小时可以吗", "change_booking", goes_on=heard)
    [one] = await rows(demo, "confirmed")
    assert one.ends_at == at(16, 30, day=3)


FREE = "明天三点到四点哪些会议室空着"


async def test_of_offers_that_are_alike_the_first_is_taken(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    offers = await say(bot, FREE, "find_room")
    await say(bot, "那就订上吧", "checkout", goes_on={"take": 0.9})
    [one] = await rows(demo, "confirmed")
    assert len(offers.buttons) > 1
    assert one.starts_at == at(15, day=3)


async def test_who_says_the_time_that_was_offered_takes_it(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, FREE, "find_room")
    await say(bot, "那三点到四点吧", "book", goes_on={"time": 0.9})
    assert len(await rows(demo, "confirmed")) == 1


async def test_who_says_another_time_has_a_room_then(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, FREE, "find_room")
    await say(bot, "那五点到六点吧", "find_room", goes_on={"time": 0.9})
    [one] = await rows(demo, "confirmed")
    assert one.starts_at == at(17, day=3)


async def test_what_is_not_to_be_booked_yet_is_not(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, FREE, "find_room")
    await say(bot, "三点到四点 先别订 我问下", "book", goes_on={"time": 0.9})
    assert await rows(demo, "confirmed") == []


async def test_bare_hours_correct_what_was_too_long(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "can i get badminton tomorrow 3pm to 6pm", "book", language="en")
    await say(bot, "ok just 3-5 then", "out_of_scope", language="en", goes_on={"time": 0.5})
    [one] = await rows(demo, "confirmed")
    assert (one.starts_at, one.ends_at) == (at(15, day=3), at(17, day=3))


async def test_what_is_taken_is_waited_for_in_other_words(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, ONE_ROOM, "book")
    other = await Bot.new(demo)
    await say(other, ONE_ROOM, "book")
    told = await say(other, "那我候着", "cancel_booking", goes_on={"wait": 0.9})
    assert "一空出来就先问您" in told.text
    again = await say(other, "好 那我等", "out_of_scope", goes_on={"wait": 0.9})
    assert "一有消息" in again.text


@pytest.mark.parametrize("text", ["嗯这样就行，别给我取消了啊", "don't cancel it please"])
async def test_what_is_not_to_be_cancelled_stays(demo: DemoPark, text: str) -> None:
    bot = await Bot.new(demo)
    await say(bot, ONE_ROOM, "book")
    await say(bot, text, "cancel_booking", goes_on={"drop": 0.9})
    assert len(await rows(demo, "confirmed")) == 1


async def test_what_a_room_has_is_no_question_for_the_shop(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "明天三点到四点订B座301", "book")
    told = await say(bot, "有whiteboard吧", "browse_shop", goes_on={"suits": 0.9})
    assert "有白板" in told.text


async def test_the_same_room_again_is_the_one_that_was_spoken_of(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "明天三点到四点订B座301", "book")
    await say(bot, "same room again on friday please, 10 to 11", "book", language="en")
    first, second = await rows(demo, "confirmed")
    assert first.resource_id == second.resource_id


async def test_a_date_of_a_series_is_told_by_its_number_not_by_its_weekday(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "book Far Hills every Tuesday 3pm to 4pm until the end of the year", "book")
    await say(bot, "yes", "affirm", language="en")
    before = await rows(demo, "confirmed")
    await say(bot, "about my tuesday one, skip the 16th of June", "cancel_booking", language="en")
    gone = {one.starts_at for one in before} - {
        one.starts_at for one in await rows(demo, "confirmed")
    }
    assert len(before) > len(gone) == 1
