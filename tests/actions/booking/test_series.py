"""Series by chat: shown first, booked with a yes, filled later, moved and given up in part."""

from datetime import timedelta

from tests.actions.booking.talk import press_titled, rows, say, visits
from tests.actions.driver import Bot, Ran, entity
from tests.given.booking import at, booked, live
from tests.given.demo_park import DemoPark

SAID = "每周三下午两点到三点订远山会议室，到年底"


async def shown(bot: Bot) -> Ran:
    return await say(bot, SAID, "book")


async def made(demo: DemoPark) -> Bot:
    bot = await Bot.new(demo)
    await press_titled(bot, await shown(bot), "订这 5 次")
    return bot


async def test_it_is_shown_with_what_is_taken_and_booked_with_a_yes(demo: DemoPark) -> None:
    await booked(demo, "b_201", at(14, day=16))
    bot = await Bot.new(demo)
    ran = await shown(bot)
    assert "远山，每周三 14:00–15:00，共 5 次" in ran.text
    assert "已被订走 1 次：12月16日" in ran.text
    assert len(await rows(demo)) == 1
    ran = await press_titled(bot, ran, "订这 4 次")
    assert "订好了 4 次" in ran.text
    assert "没订上：12月16日" in ran.text
    assert len(await rows(demo, "confirmed")) == 5
    assert len(await rows(demo, "skipped")) == 1


async def test_in_english(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    text = "book Far Hills every Monday 9-10 for 8 weeks"
    ran = await say(bot, text, "book", language="en")
    assert "Far Hills, every Monday 09:00–10:00, 8 times" in ran.text
    assert "Free (8): 7 Dec, 14 Dec" in ran.text


async def test_a_yes_in_words(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await shown(bot)
    ran = await say(bot, "好的", "affirm")
    assert "订好了 5 次" in ran.text


async def test_more_of_it_is_heard_before_it_is_booked(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await shown(bot)
    ran = await say(bot, "12月16号那次不要", "change_booking")
    assert "共 4 次" in ran.text
    assert await rows(demo) == []


async def test_gaps_are_filled_when_asked(demo: DemoPark) -> None:
    taken = await booked(demo, "b_201", at(14, day=16))
    bot = await Bot.new(demo)
    await press_titled(bot, await shown(bot), "订这 4 次")
    async with demo.sessions.begin() as session:
        from services.booking import booking as bookings
        from services.kit.actors import Actor
        from tests.given.booking import NOW

        who = Actor(person_id=taken.person_id)
        await bookings.cancel(session, demo.id, taken.id, by=who, now=NOW)
    ran = await say(bot, "空出来就帮我补上", "change_booking")
    assert "补上了：12月16日" in ran.text


async def test_one_date_is_moved(demo: DemoPark) -> None:
    bot = await made(demo)
    ran = await say(bot, "12月9号那次改到下午四点", "change_booking")
    assert "改好了：远山" in ran.text
    starts = [one.starts_at for one in await rows(demo, "confirmed")]
    assert at(16, day=9) in starts
    assert at(14, day=16) in starts


async def test_the_rest_is_moved_with_a_yes(demo: DemoPark) -> None:
    bot = await made(demo)
    ran = await say(bot, "后面几次都往后推半小时", "change_booking")
    assert "要改远山这 5 次吗" in ran.text
    ran = await say(bot, "好的", "affirm")
    assert "改好了 5 次（14:30–15:30）" in ran.text


async def test_what_cannot_be_moved_stays_and_is_named(demo: DemoPark) -> None:
    bot = await made(demo)
    await booked(demo, "b_201", at(15, day=16))
    ran = await say(bot, "全部改到三点", "change_booking")
    ran = await press_titled(bot, ran, "改这 5 次")
    assert "改好了 4 次" in ran.text
    assert "有 1 次改不了，保持不变：12月16日" in ran.text


async def test_a_range_is_given_up_with_a_yes(demo: DemoPark) -> None:
    bot = await made(demo)
    ran = await say(bot, "12月9号到12月20号的取消", "cancel_booking")
    assert "要取消远山这 2 次吗？12月9日、12月16日" in ran.text
    ran = await say(bot, "是的", "affirm")
    assert "取消了 2 次" in ran.text
    assert len(await rows(demo, "confirmed")) == 3


async def test_all_of_it_is_given_up(demo: DemoPark) -> None:
    bot = await made(demo)
    ran = await say(bot, "取消整个系列", "cancel_booking")
    await press_titled(bot, ran, "取消这 5 次")
    assert await rows(demo, "confirmed") == []
    assert await live(demo) == []


async def test_of_all_but_one_the_one_stays(demo: DemoPark) -> None:
    bot = await made(demo)
    ran = await say(bot, "除了12月16号那次，其他全部取消", "cancel_booking")
    await press_titled(bot, ran, "取消这 4 次")
    [kept] = await rows(demo, "confirmed")
    assert kept.starts_at == at(14, day=16)
    assert kept.ends_at - kept.starts_at == timedelta(hours=1)


async def test_a_no_thanks_after_booking_gives_nothing_up(demo: DemoPark) -> None:
    bot = await made(demo)
    await bot.told("要不要备咖啡？", booking_no=(await rows(demo))[0].booking_no)
    bot.hear("不用了，谢谢", "deny")
    await bot.run("action_deny")
    assert len(await rows(demo, "confirmed")) == 5


async def test_cancelling_an_order_leaves_what_is_booked(demo: DemoPark) -> None:
    bot = await made(demo)
    bot.hear("取消订单", "cancel_order", entity("kind", "order"))
    await bot.run("action_act")
    assert len(await rows(demo, "confirmed")) == 5


async def test_guests_of_a_series_have_a_pass_for_every_date(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    names = [entity("visitor_name", "王芳")]
    ran = await say(bot, SAID + "，每次王芳这位客人都来", "book", *names)
    assert "每次 1 位访客" in ran.text
    ran = await press_titled(bot, ran, "订这 5 次")
    assert "王芳每次都登记了，共 5 次" in ran.text
    registered = await visits(demo)
    assert [one.names for one in registered] == [["王芳"]] * 5
    begins = [one.starts_at for one in await rows(demo, "confirmed")]
    assert [one.starts_at for one in registered] == begins
    assert {one.room for one in registered} == {"201"}


async def test_who_is_added_comes_to_all_dates_or_to_one(demo: DemoPark) -> None:
    bot = await made(demo)
    guest = entity("visitor_name", "李青")
    ran = await say(bot, "每次例会都加一位客人李青", "change_booking", guest)
    assert "共 5 次" in ran.text
    assert len(await visits(demo)) == 5
    await say(bot, "12月16号那次再加一位客人孙浩", "change_booking", entity("visitor_name", "孙浩"))
    alone = [one for one in await visits(demo) if one.names == ["孙浩"]]
    assert [one.starts_at.day for one in alone] == [16]


async def test_who_does_not_say_which_date_is_asked_and_may_have_all(demo: DemoPark) -> None:
    bot = await made(demo)
    ran = await say(bot, "再加一位客人李青", "change_booking", entity("visitor_name", "李青"))
    await press_titled(bot, ran, "每一次（5 次）")
    assert len(await visits(demo)) == 5


async def test_a_date_that_is_given_up_takes_its_guests_with_it(demo: DemoPark) -> None:
    bot = await made(demo)
    await say(bot, "每次例会都加一位客人李青", "change_booking", entity("visitor_name", "李青"))
    ran = await say(bot, "12月16号那次取消", "cancel_booking")
    assert "1 位访客也一并取消了" in ran.text
    states = {one.starts_at.day: one.status for one in await visits(demo)}
    assert states.pop(16) == "cancelled"
    assert set(states.values()) == {"approved"}


async def test_there_is_no_room_301_in_half_past_nine_to_eleven(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    text = (
        "a room every monday 9:30-11 from next week until end of january, 10 ppl with a projector"
    )
    told = await say(bot, text, "book", language="en")
    assert "A-302, every Monday 09:30–11:00" in told.text
