"""Whether somebody is there: said by themselves, over by itself, and seen by who assigns."""

from datetime import timedelta

import pytest

from models.staff import Staff
from services.staff import presence
from tests.desk.driver import Browser, Desk
from tests.desk.tickets.ticket_desk import NOW, report


async def say(browser: Browser, what: str) -> int:
    return (await browser.post("/account/presence", {"presence": what, "here": "/account"})).status


@pytest.mark.parametrize(
    ("said", "state", "until"),
    [
        ("busy", "busy", None),
        ("away_hour", "away", NOW + timedelta(hours=1)),
        ("away_today", "away", NOW.replace(hour=0, minute=0) + timedelta(days=1)),
        ("away", "away", None),
    ],
)
async def test_somebody_says_for_how_long_they_are_away(
    desk: Desk, said: str, state: str, until: object
) -> None:
    async with desk.signed_in("engineer") as browser:
        assert await say(browser, said) == 303
        async with desk.demo.sessions() as session:
            member = await session.get_one(Staff, (desk.demo.id, browser.staff.id))
        assert (member.presence, member.presence_until) == (state, until)
        assert presence.at(member, NOW + timedelta(days=2)) == ("here" if until else state)
        assert await say(browser, "asleep") == 422


async def test_whoever_assigns_sees_that_somebody_is_away(desk: Desk) -> None:
    ticket = await report(desk)
    async with desk.signed_in("engineer", name="孙磊", skills=["hvac"]) as engineer:
        await say(engineer, "away")
        assert "Away" in await engineer.page("/account")
    async with desk.signed_in("dispatcher") as browser:
        page = await browser.page(f"/tickets/{ticket}")
        assert "Away" in page
        best = await browser.htmx(f"/tickets/{ticket}/assign-best", {"seen": "0"})
        assert best.status == 422
