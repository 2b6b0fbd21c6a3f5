"""The command palette: what each may see, by words, in the order of the areas."""

import re

from tests.desk.driver import Browser, Desk
from tests.desk.inbox.talks import talk
from tests.desk.tickets.ticket_desk import load, report


async def found(browser: Browser, words: str) -> list[str]:
    """The paths of what is found."""
    answer = await browser.get(f"/find?q={words}")
    return re.findall(r'role="option"[^>]*href="/desk([^"]+)"', await answer.text())


async def test_tickets_people_and_pages_are_found_by_a_few_words(desk: Desk) -> None:
    ticket = await report(desk, "茶水间漏水")
    conversation = await talk(desk, "在吗", name="王小明", phone="13800000002")
    number = (await load(desk, ticket)).ticket_no
    async with desk.signed_in("agent") as browser:
        assert await found(browser, "茶水间") == [f"/tickets/{ticket}"]
        assert await found(browser, number.lower()) == [f"/tickets/{ticket}"]
        assert await found(browser, "小明") == [f"/inbox/{conversation.id}"]
        assert "/inbox" in await found(browser, "inb")
        assert "/tickets" in await found(browser, "")
        assert await found(browser, "nothing like it") == []


async def test_nobody_finds_what_they_may_not_see(desk: Desk) -> None:
    await talk(desk, "在吗", name="王小明")
    async with desk.signed_in("engineer") as browser:
        assert await found(browser, "小明") == []
        assert "/operate/staff" not in await found(browser, "staff")
    async with desk.signed_in("operator") as browser:
        assert "/operate/staff" in await found(browser, "staff")
