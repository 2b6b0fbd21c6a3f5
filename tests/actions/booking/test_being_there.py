"""While one has a room: staying longer, leaving early, others in it, what is broken there."""

from datetime import datetime

from sqlalchemy import select

from models.conversations import Conversation
from models.tickets import Ticket
from tests.actions.booking.talk import press_titled, rows, say
from tests.actions.driver import Bot, entity
from tests.given.booking import at, booked
from tests.given.demo_park import DemoPark

NOW = at(14, 10)


async def in_the_room(demo: DemoPark, now: datetime = NOW) -> Bot:
    bot = await Bot.new(demo)
    async with demo.sessions() as session:
        conversation = await session.scalar(
            select(Conversation).where(Conversation.id == bot.conversation_id)
        )
        assert conversation is not None
        who = conversation.person_id
    await booked(demo, "a_301", at(14), who=who)
    return bot


async def test_who_says_that_they_are_there_is_checked_in(demo: DemoPark) -> None:
    bot = await in_the_room(demo)
    ran = await say(bot, "我们到了", "check_in_booking", now=NOW)
    assert "A座301" in ran.text
    [mine] = await rows(demo)
    assert (mine.status, mine.checked_in_at) == ("checked_in", NOW)


async def test_longer_if_nobody_has_it(demo: DemoPark) -> None:
    bot = await in_the_room(demo)
    ran = await say(bot, "再延长半小时", "change_booking", now=NOW)
    assert "延长好了：A座301，今天 14:00–15:30" in ran.text
    ran = await say(bot, "会议室延长到四点", "change_booking", now=NOW)
    assert "14:00–16:00" in ran.text


async def test_no_longer_than_the_next(demo: DemoPark) -> None:
    bot = await in_the_room(demo)
    await booked(demo, "a_301", at(15))
    ran = await say(bot, "extend our room by 30 minutes", "change_booking", now=NOW, language="en")
    assert "Somebody has A-301 straight after you" in ran.text
    [mine, _] = await rows(demo)
    assert mine.ends_at == at(15)


async def test_who_leaves_early_gives_back_the_rest(demo: DemoPark) -> None:
    bot = await in_the_room(demo)
    ran = await say(bot, "会开完了，会议室放出来吧", "change_booking", now=NOW)
    assert "放出来了" in ran.text
    [mine] = await rows(demo)
    assert (mine.status, mine.ends_at) == ("completed", at(14, 11))


async def test_others_in_it_and_another_room(demo: DemoPark) -> None:
    await booked(demo, "a_301", at(13))
    bot = await in_the_room(demo)
    ran = await say(bot, "我们会议室被别人占着", "change_booking", now=NOW)
    assert "已经请还在里面的人尽快离开" in ran.text
    ran = await press_titled(bot, ran, "换一间", now=NOW)
    assert "改好了" in ran.text or "现在空着" in ran.text


async def test_what_is_broken_is_where_they_sit(demo: DemoPark) -> None:
    bot = await in_the_room(demo)
    broken = entity("repair_category", "other")
    text = "会议室的投影仪坏了"
    bot.hear(text, "report_repair", broken, now=NOW)
    await bot.run("action_act")
    async with demo.sessions() as session:
        [ticket] = await session.scalars(select(Ticket))
    assert (ticket.building, ticket.floor, ticket.room) == ("A", 3, "301")
    assert ticket.urgency == "urgent"
    assert ticket.preferred_until == at(15)


async def test_a_faq_about_rooms_is_a_repair_where_something_is_broken(demo: DemoPark) -> None:
    bot = await in_the_room(demo)
    bot.hear("投影仪坏了", "ask_faq", now=NOW, faq={"name": "meeting_room"})
    await bot.run("action_faq")
    async with demo.sessions() as session:
        [ticket] = await session.scalars(select(Ticket))
    assert ticket.room == "301"


async def test_what_goes_on_is_longer_though_nobody_checked_in(demo: DemoPark) -> None:
    bot = await in_the_room(demo)
    ran = await say(bot, "还没开完 能再续个半小时不", "find_room", now=at(14, 50))
    assert "14:00–15:30" in ran.text
    [one] = await rows(demo, "checked_in")
    assert one.ends_at == at(15, 30)


async def test_what_is_free_behind_it_is_offered_where_that_is_less(demo: DemoPark) -> None:
    bot = await in_the_room(demo)
    await booked(demo, "a_301", at(15, 30))
    ran = await say(bot, "还没谈完 延到4点半", "change_booking", now=NOW)
    assert "最多延到 15:30" in ran.text
    await press_titled(bot, ran, "延到 15:30", now=NOW)
    [one] = await rows(demo, "checked_in")
    assert one.ends_at == at(15, 30)


async def test_another_room_is_had_from_now_until_the_same_end(demo: DemoPark) -> None:
    bot = await in_the_room(demo)
    ran = await say(bot, "我们就4个人 给我换一间也行 反正3点前要聊完", "change_booking", now=NOW)
    assert "改好了：远山，今天 14:00–15:00" in ran.text


async def test_who_asks_who_is_in_there_means_others(demo: DemoPark) -> None:
    bot = await in_the_room(demo)
    ran = await say(bot, "谁在301啊?我订了 里面坐着一屋子人", "find_room", now=NOW)
    assert "A座301现在是您的" in ran.text


async def test_what_is_broken_in_a_room_is_reported_though_it_sounds_like_booking(
    demo: DemoPark,
) -> None:
    bot = await Bot.new(demo)
    text = "the video thing in cloud view does not connect"
    ran = await say(bot, text, "find_room", language="en", goes_on={"broken": 0.95})
    async with demo.sessions() as session:
        [ticket] = await session.scalars(select(Ticket))
    assert (ticket.building, ticket.room) == ("C", "501")
    assert ticket.ticket_no in ran.text


async def test_who_comes_after_is_told_with_a_button_for_longer(demo: DemoPark) -> None:
    bot = await in_the_room(demo)
    await booked(demo, "a_301", at(16))
    text = "后面有人要用吗"
    ran = await say(bot, text, "out_of_scope", now=NOW, goes_on={"asks_left": 0.9})
    assert "后面到 16:00 都没有人订" in ran.text
    await press_titled(bot, ran, "延到 15:30", now=NOW)
    [mine, _] = await rows(demo)
    assert mine.ends_at == at(15, 30)


async def test_tomorrow_one_hour_longer_is_no_hour_in_all(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "明天三点到四点订远山", "book")
    text = "could I keep my room tomorrow one hour longer?"
    await say(bot, text, "change_booking", language="en", goes_on={"longer": 0.9})
    [mine] = await rows(demo)
    assert mine.ends_at == at(17, day=3)
