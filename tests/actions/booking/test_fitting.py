"""Whether the room that they have holds so many."""

import pytest

from tests.actions.booking.talk import rows, say, visits
from tests.actions.driver import Bot
from tests.given.demo_park import DemoPark

ROOM = "明天三点到四点订A座302"


async def test_who_asks_whether_so_many_fit_is_told_what_holds_them(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await say(bot, ROOM, "book")
    ran = await say(
        bot, "we'll be 12 now, does that still fit?", "out_of_scope", goes_on={"asks_what": 0.9}
    )
    assert [title.split(" · ")[0] for title, _ in ran.buttons] == ["B座301", "观云"]


@pytest.mark.parametrize(("text", "people"), [("just me", 1), ("actually 6, jo joins too", 6)])
async def test_how_many_they_are_is_noted_and_nobody_is_let_in(
    demo: DemoPark, text: str, people: int
) -> None:
    bot = await Bot.new(demo)
    await say(bot, ROOM, "book")
    await say(bot, text, "out_of_scope", goes_on={"guests": 0.6, "suits": 0.3})
    [one] = await rows(demo, "confirmed")
    assert one.headcount == people
    assert await visits(demo) == []
