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
