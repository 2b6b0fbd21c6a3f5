"""What is said second does what was learned of it, and counts by what was spoken of."""

from datetime import timedelta

import pytest

from actions.booking.now import Now
from services.booking import reading
from services.booking.reading import Wants
from tests.actions.booking.talk import rows, say
from tests.actions.driver import Bot, times_of
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
    await say(bot, "明天三点到四点远山有空吗", "find_room")
    await say(bot, "这间可以 先别订 我问下", "book", goes_on={"take": 0.9})
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
    text = "skip the tuesday one on the 15th"
    await say(bot, text, "cancel_booking", language="en")
    after = {one.starts_at for one in await rows(demo, "confirmed")}
    assert [one.starts_at for one in before if one.starts_at not in after] == [at(15, day=15)]


async def test_only_the_clause_that_calls_off_tells_what(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "book Far Hills every Tuesday 3pm to 4pm until the end of January", "book")
    await say(bot, "yes", "affirm", language="en")
    text = "start on the 15th actually, the one on the 8th is off"
    await say(bot, text, "cancel_booking", language="en")
    days = {one.starts_at.day for one in await rows(demo, "confirmed") if one.starts_at.month == 12}
    assert days == {15, 22, 29}


async def test_what_is_done_already_asks_for_nothing_more(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, ONE_ROOM, "book")
    told = await say(bot, "好的,那麻烦提交吧", "checkout")
    assert "购物车" not in told.text


async def test_coffee_for_a_room_is_no_booking(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "明天三点到五点订观云", "book")
    told = await say(bot, "coffee for 15 at 4pm, 中场休息用", "book", goes_on={"coffee": 0.95})
    assert any("×15" in title for title, _ in told.buttons)
    assert len(await rows(demo, "confirmed")) == 1


async def test_a_room_from_now_until_an_hour(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "room for 4 now til 11", "book", language="en")
    [one] = await rows(demo, "confirmed")
    assert (one.starts_at, one.ends_at) == (at(9, 30), at(11))


async def test_now_is_the_next_half_hour_where_there_is_more_of_that(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "room for 4 now til 11", "book", language="en", now=at(9, 50))
    [one] = await rows(demo, "confirmed")
    assert one.starts_at == at(10)


async def test_a_room_is_no_part_of_a_longer_number(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    told = await say(bot, "明天三点到四点订会议室 分机13010", "book")
    assert "301" not in told.text.splitlines()[0]


async def test_the_day_that_is_not_meant_is_no_day(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, ONE_ROOM, "book")
    await say(bot, "哦不对是后天不是明天", "deny", goes_on={"time": 0.8})
    [one] = await rows(demo, "confirmed")
    assert one.starts_at == at(15, day=4)


async def test_nothing_has_all_of_it_and_what_comes_nearest_is_offered(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    text = "a quiet place for a video call at 4 today, half an hour"
    told = await say(bot, text, "book", language="en")
    assert "nearest to it" in told.text
    assert told.buttons


async def test_every_date_of_a_series_is_made_longer(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "book Far Hills every Tuesday 3pm to 4pm until the end of the year", "book")
    await say(bot, "yes", "affirm", language="en")
    text = "Actually make each one 90 minutes, they never finish"
    told = await say(bot, text, "change_booking", language="en", goes_on={"longer": 0.9})
    assert told.buttons
    await say(bot, "yes", "affirm", language="en")
    assert {one.ends_at - one.starts_at for one in await rows(demo, "confirmed")} == {
        timedelta(minutes=90)
    }


async def test_it_begins_sooner_and_ends_when_it_did(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, ONE_ROOM, "book")
    text = "Sorry, he'd like to begin at 14:30 now. End stays the same"
    await say(bot, text, "change_booking", language="en", goes_on={"time": 0.6})
    [one] = await rows(demo, "confirmed")
    assert (one.starts_at, one.ends_at) == (at(14, 30, day=3), at(16, day=3))


async def test_who_asks_what_is_free_in_the_morning_is_told_before_being_asked(
    demo: DemoPark,
) -> None:
    bot = await Bot.new(demo)
    await say(bot, "周五上午有没有安静点的小房间呀", "find_room")
    told = await bot.run("action_ask_booking_form_booking_when")
    assert "远山 09:00–12:00" in told.text


async def test_no_hour_where_it_is_asked_for_has_one_proposed(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "找个会议室", "book")
    bot.loop = "booking_form"
    bot.slots["requested_slot"] = "booking_when"
    bot.hear("周五下午吧", "out_of_scope", *times_of("周五下午吧"))
    told = await bot.validate("booking_form")
    assert told.buttons, "a time is proposed"
    assert await rows(demo, "confirmed") == []


async def test_the_room_that_is_wanted_stays_wanted(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, ONE_ROOM, "book")
    other = await Bot.new(demo)
    await say(other, ONE_ROOM, "book")
    told = await say(other, "就要远山 别的坐不下啊", "out_of_scope", goes_on={"keep": 0.8})
    assert "不变" not in told.text
    waits = await say(other, "那有人退了告诉我一声呗", "out_of_scope", goes_on={"wait": 0.9})
    assert "一空出来就先问您" in waits.text


async def test_whether_so_many_fit_in_is_asked_of_the_room_that_was_spoken_of(
    demo: DemoPark,
) -> None:
    bot = await Bot.new(demo)
    await say(bot, "明天三点到四点订远山", "book")
    told = await say(bot, "现在一共七个人 那间坐得下吗", "find_room", goes_on={"asks_what": 0.9})
    assert "远山最多坐" in told.text or "4 人" in told.text
    assert len(await rows(demo, "confirmed")) == 1


async def test_an_offer_that_ends_otherwise_than_is_said_is_not_taken(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "明天三点到四点远山有空吗", "find_room")
    text = "Perfect. Then please from 3pm until half past four"
    await say(bot, text, "book", language="en", goes_on={"take": 0.9})
    [one] = await rows(demo, "confirmed")
    assert one.ends_at == at(16, 30, day=3)


async def test_who_will_go_to_what_was_offered_gives_nothing_back(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, ONE_ROOM, "book")
    await say(bot, "换一间别的", "change_booking", goes_on={"other_room": 0.9})
    await say(bot, "好的收到,我们收拾下就过去", "out_of_scope", goes_on={"done": 0.9})
    assert len(await rows(demo, "confirmed")) == 1


async def test_an_hour_answers_where_it_is_to_be_moved(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, ONE_ROOM, "book")
    await say(bot, "后天三点到四点订远山", "book")
    await bot.told("这些要改到几点，或者换哪一间？", expects="booking_move")
    await say(bot, "明天下午五点", "out_of_scope")
    assert at(17, day=3) in {one.starts_at for one in await rows(demo, "confirmed")}


async def test_the_part_of_the_day_tells_which_is_called_off(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "明天九点到十点订远山", "book")
    await say(bot, ONE_ROOM, "book")
    text = "cancel the thursday afternoon one please, client bailed on us"
    await say(bot, text, "cancel_booking", language="en", goes_on={"drop": 0.9})
    assert [one.starts_at for one in await rows(demo, "confirmed")] == [at(9, day=3)]


async def test_what_is_off_the_steps_is_on_them_around_it(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    told = await say(bot, "明天三点二十到四点十分订远山", "book")
    assert "15:00–16:30" in told.text
    assert "这里按30分钟一段订" in told.text


async def test_they_who_wait_outside_are_no_intruders(demo: DemoPark) -> None:
    assert not reading.wants_to(Wants.INTRUDER, "快点哈 一屋子人等着")
    assert reading.wants_to(Wants.INTRUDER, "一屋子人坐着不走")
