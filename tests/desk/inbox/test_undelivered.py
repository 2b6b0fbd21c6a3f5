"""A message that did not arrive says so beside itself, also on a page that showed it before."""

import re

from tests.desk.driver import Desk
from tests.desk.inbox import talks as inbox

WHY = "Not delivered: refused by the platform"


async def test_the_news_name_what_the_page_has_and_did_not_arrive(desk: Desk) -> None:
    conversation = await inbox.talk(desk, "在吗")
    await inbox.hear(desk, conversation, "还在吗")
    message = await inbox.lost(desk, conversation, "您的餐到了")
    later = await inbox.hear(desk, conversation, "喂")
    async with desk.signed_in("agent") as browser:
        news = await browser.page(f"/inbox/{conversation.id}/news?after={later.seq}")
    assert inbox.keys(news) == [f"m{later.seq}"]
    assert re.findall(r'data-of="(\w+)">([^<]+)', news) == [(f"m{message.seq}", WHY)]


async def test_an_open_desk_hears_of_it(desk: Desk) -> None:
    conversation = await inbox.talk(desk, "在吗")
    async with desk.signed_in("agent") as browser, browser.stream() as stream:
        await inbox.lost(desk, conversation, "您的餐到了")
        event = await stream.next()
    assert (event.event, event.data["type"]) == ("message", "message.undelivered")
    assert (event.data["id"], event.data["reason"]) == (conversation.id, "refused")


async def test_who_has_no_inbox_does_not(desk: Desk) -> None:
    conversation = await inbox.talk(desk, "在吗")
    async with desk.signed_in("engineer") as browser:
        answer = await browser.get(f"/inbox/{conversation.id}/news")
    assert answer.status == 403
