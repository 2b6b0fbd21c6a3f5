"""What whoever has a conversation puts off: apart from what waits, and back in time."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from models.alerts import StaffAlert
from models.conversations import Conversation
from models.handoffs import Snooze
from services.conversations import conversations
from services.handoffs import handoffs, snoozing
from tests.desk.driver import Browser, Desk
from tests.desk.inbox import talks as inbox
from tests.desk.inbox.talks import rows
from tests.given.alerts import Alerted
from tests.given.demo_park import SHANGHAI


async def taken(desk: Desk, browser: Browser) -> Conversation:
    """A conversation that the browser's user has."""
    talk = await inbox.talk(desk, "空调什么时候修")
    async with desk.demo.sessions.begin() as session:
        await handoffs.take(session, desk.demo.id, talk.id, browser.staff, now=desk.clock())
    return talk


async def put_off(desk: Desk) -> list[Snooze]:
    async with desk.demo.sessions() as session:
        return list(await session.scalars(select(Snooze)))


async def listed(browser: Browser, tab: str) -> list[int]:
    return await rows(browser, f"tab={tab}")


async def test_what_is_put_off_stands_apart_and_comes_back_when_the_tenant_writes(
    desk: Desk,
) -> None:
    async with desk.signed_in("agent") as browser:
        talk = await taken(desk, browser)
        await browser.page("/inbox")
        answer = await browser.htmx(f"/inbox/{talk.id}/snooze", {"until": "tenant"})
        assert answer.status == 204
        assert (await listed(browser, "mine"), await listed(browser, "snoozed")) == ([], [talk.id])
        assert "Waits for the tenant" in await browser.page(f"/inbox/{talk.id}")
        await inbox.hear(desk, talk, "在吗")
        await Alerted(desk.demo).happens(f"conversation:{talk.id}")
        assert (await listed(browser, "mine"), await listed(browser, "snoozed")) == ([talk.id], [])


@pytest.mark.parametrize(
    ("until", "moment"),
    [
        ("hour", datetime(2026, 12, 2, 10, 30, tzinfo=SHANGHAI)),
        ("tomorrow", datetime(2026, 12, 3, 9, 0, tzinfo=SHANGHAI)),
    ],
)
async def test_its_owner_is_alerted_when_its_moment_has_come(
    desk: Desk, until: str, moment: datetime
) -> None:
    async with desk.signed_in("agent") as browser:
        talk = await taken(desk, browser)
        await browser.page("/inbox")
        await browser.htmx(f"/inbox/{talk.id}/snooze", {"until": until})
        assert [one.until for one in await put_off(desk)] == [moment]
        async with desk.demo.sessions.begin() as session:
            assert await snoozing.ring(session, now=moment - timedelta(seconds=1)) == 0
            assert await snoozing.ring(session, now=moment) == 1
        await Alerted(desk.demo).happens(f"conversation:{talk.id}", moment)
        async with desk.demo.sessions() as session:
            alerts = list(await session.scalars(select(StaffAlert)))
        assert [(one.kind, one.staff_id) for one in alerts] == [("due", browser.staff.id)]
        assert await listed(browser, "mine") == [talk.id]
        page = await (await browser.htmx("/alerts", method="GET")).text()
        assert "A conversation that you put off is due" in page


async def test_what_is_put_off_does_not_return_to_the_bot_by_itself(desk: Desk) -> None:
    async with desk.signed_in("agent") as browser:
        talk = await taken(desk, browser)
        await browser.page("/inbox")
        await browser.htmx(f"/inbox/{talk.id}/snooze", {"until": "tenant"})
        later = desk.clock() + timedelta(hours=5)
        async with desk.demo.sessions.begin() as session:
            assert await handoffs.return_quiet(session, now=later) == []
        assert (await browser.htmx(f"/inbox/{talk.id}/wake")).status == 204
        async with desk.demo.sessions.begin() as session:
            assert [one.id for one in await handoffs.return_quiet(session, now=later)] == [talk.id]
    async with desk.demo.sessions() as session:
        assert (await conversations.find(session, desk.demo.id, talk.id)).owner == "bot"


async def test_another_owner_has_it_at_once(desk: Desk) -> None:
    async with desk.signed_in("agent") as browser, desk.signed_in("agent") as other:
        talk = await taken(desk, browser)
        await browser.page("/inbox")
        await browser.htmx(f"/inbox/{talk.id}/snooze", {"until": "tomorrow"})
        await other.page("/inbox")
        assert (await other.htmx(f"/inbox/{talk.id}/snooze", {"until": "hour"})).status == 409
        await other.htmx(f"/inbox/{talk.id}/take-over")
        await Alerted(desk.demo).happens(f"conversation:{talk.id}")
        assert await listed(other, "mine") == [talk.id]
    assert await put_off(desk) == []


async def test_after_three_days_without_a_word_its_owner_is_reminded(desk: Desk) -> None:
    async with desk.signed_in("agent") as browser:
        talk = await taken(desk, browser)
        await browser.page("/inbox")
        await browser.htmx(f"/inbox/{talk.id}/snooze", {"until": "tenant"})
    async with desk.demo.sessions.begin() as session:
        assert await snoozing.ring(session, now=desk.clock() + timedelta(days=3)) == 1
    assert await put_off(desk) == []
