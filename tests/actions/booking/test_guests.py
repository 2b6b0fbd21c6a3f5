"""Guests of a meeting: registered with the room, moved and called off with it."""

from tests.actions.booking.talk import press, press_titled, rows, say, visits
from tests.actions.driver import Bot, Ran, entity, time
from tests.given.booking import at
from tests.given.demo_park import DemoPark

TEXT = "明天10点订个6人的会议室，王总和李经理两位客人过来"


async def with_guests(bot: Bot) -> Ran:
    names = [entity("visitor_name", name) for name in ("王总", "李经理")]
    return await say(bot, TEXT, "book", *names)


async def test_the_room_and_who_comes_are_one(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ran = await with_guests(bot)
    assert "A座301订好了" in ran.text
    [booking] = await rows(demo)
    [visit] = await visits(demo)
    assert visit.names == ["王总", "李经理"]
    assert (visit.building, visit.room) == ("A", "301")
    assert (visit.starts_at, visit.ends_at) == (booking.starts_at, booking.ends_at)
    assert visit.subject == f"booking:{booking.id}"


async def test_guests_move_and_are_called_off_with_it(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await with_guests(bot)
    ran = await say(bot, "把会议室改到明天下午三点", "change_booking")
    assert "2 位访客的时间和地点也跟着改了" in ran.text
    [visit] = await visits(demo)
    assert visit.starts_at == at(15, day=3)
    ran = await say(bot, "取消会议室", "cancel_booking")
    assert "2 位访客也一并取消" in ran.text
    [visit] = await visits(demo)
    assert visit.status == "cancelled"


async def test_a_guest_is_added_later(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await with_guests(bot)
    ran = await say(bot, "再加一位客人王五", "change_booking", entity("visitor_name", "王五"))
    assert "的访客：" in ran.text
    assert [one.names for one in await visits(demo)] == [["王总", "李经理"], ["王五"]]


async def test_coffee_is_a_cart_with_place_and_time(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ran = await with_guests(bot)
    ran = await press_titled(bot, ran, "备咖啡")
    assert "确认后才下单" in ran.text
    title, payload = ran.buttons[0]
    assert title == "美式咖啡 ×6"
    assert '"room": "301"' in payload
    assert "2026-12-03T10:00:00" in payload


async def test_a_yes_to_several_rooms_asks_which(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    bot.hear("明天十点有空的会议室吗", "find_room", time(at(10, day=3)))
    ran = await bot.run("action_find_room")
    ran = await press(bot, '/booking_deed{"booking_deed": {"do": "which"}}')
    assert "您要哪一个" in ran.text
    assert await rows(demo) == []


async def test_who_comes_to_a_meeting_that_is_named_comes_once(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, "明天三点到五点订A座302", "book")
    names = [entity("visitor_name", name) for name in ("刘畅", "Emily Chen")]
    bot.hear("明天下午那个会,加两位客人,刘畅和Emily Chen", "register_visitor", *names)
    await bot.run("action_act")
    [visit] = await visits(demo)
    assert visit.subject
