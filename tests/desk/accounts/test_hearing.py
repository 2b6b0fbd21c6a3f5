"""Who looks at one park hears of their others: that there is news, alarms, how many wait."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from desk.frame.live import Live
from models.park import Park
from models.staff import Staff
from services.accounts import members
from services.kit.audit import By
from services.staff import staff
from tests.desk.driver import Browser, open_desk
from tests.given.accounts import hired
from tests.given.alerts import Alerted, fire
from tests.given.demo_park import WEDNESDAY_MORNING as NOW
from tests.given.demo_park import DemoPark
from tests.given.factories import make_park


@asynccontextmanager
async def elsewhere(demo: DemoPark, *roles: str) -> AsyncIterator[tuple[Browser, Staff]]:
    """A browser at the desk of another park, of somebody who has `roles` in the demo park; and who
    they are there."""
    async with demo.sessions.begin() as session:
        ours = await session.get_one(Park, demo.id)
        there = await make_park(session, slug="cambridge", name_en="Cambridge Park")
        row = await hired(session, ours, *roles)
        other = await hired(session, there, "reception")
        by = By(demo.id, None, NOW)
        await members.link(session, row, other, proof="operator", by=by, now=NOW)
    quick = {"poll_seconds": 0.05, "check_seconds": 0.05}
    async with (
        Live(demo.sessions, demo.id, lambda: NOW, **quick) as live,
        open_desk(replace(demo, id=there.id), live_of={demo.id: live}.__getitem__) as desk,
        desk.browser() as browser,
    ):
        browser.set_cookie("parkline_desk", await desk.session_of(other))
        yield browser, row


async def test_an_alarm_in_one_park_reaches_who_looks_at_another(demo: DemoPark) -> None:
    async with elsewhere(demo, "engineer") as (browser, _), browser.stream() as events:
        ticket = await fire(Alerted(demo))
        heard = await events.next()
        assert (heard.event, heard.data) == ("elsewhere", {"park": "daybreak"})
        page = await (await browser.htmx("/alerts", method="GET")).text()
    assert "Danger: fire safety" in page
    assert f"/desk/parks/daybreak/go?to=%2Ftickets%2F{ticket.id}" in page
    assert "data-urgent" in page


async def test_what_ones_row_there_may_not_hear_is_not_told(demo: DemoPark) -> None:
    async with elsewhere(demo) as (browser, _):
        await fire(Alerted(demo))
        assert 'data-count="0"' in await (await browser.htmx("/alerts", method="GET")).text()
        assert "/parks/daybreak/go" not in await browser.page("/parks")


async def test_the_stream_ends_when_what_one_may_there_changes(demo: DemoPark) -> None:
    """The page comes back by itself, with the rights of then."""
    async with elsewhere(demo, "engineer") as (browser, row), browser.stream() as events:
        async with demo.sessions.begin() as session:
            await staff.edit(session, await session.get_one(Staff, (row.park_id, row.id)), roles=[])
        await events.ended()


async def test_the_switcher_counts_who_waits_in_each_park(demo: DemoPark) -> None:
    async with elsewhere(demo, "dispatcher") as (browser, _):
        await fire(Alerted(demo))
        shown = await browser.page("/parks/numbers")
        assert 'data-parks-found="2"' in shown
        assert 'aria-label="1 waiting"' in shown
        assert "Cambridge Park" in shown


async def test_somebody_of_one_park_has_no_switcher(demo: DemoPark) -> None:
    async with open_desk(demo) as desk, desk.signed_in("agent") as browser:
        assert 'data-parks-found="0"' in await browser.page("/parks/numbers")
        assert "You work in this park alone" in await browser.page("/parks")
        assert (await browser.get("/parks/daybreak/go")).status == 404
