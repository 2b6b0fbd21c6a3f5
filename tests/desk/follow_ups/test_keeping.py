"""Reminders of one's own: kept on a ticket or a conversation, alerted on the day, then done."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.alerts import StaffAlert
from models.follow_ups import FollowUp
from services.follow_ups import alerts, follow_ups
from tests.desk.driver import Browser, Desk
from tests.desk.inbox.talks import talk
from tests.desk.tickets.ticket_desk import report
from tests.given.notices import Notifier


async def kept(desk: Desk) -> list[FollowUp]:
    async with desk.demo.sessions() as session:
        return list(await session.scalars(select(FollowUp).order_by(FollowUp.id)))


async def ring(desk: Desk) -> list[StaffAlert]:
    """What every worker does all the time; alerts of follow-ups by now."""
    async with desk.demo.sessions.begin() as session:
        await follow_ups.ring(session, now=desk.clock())
    for row in await kept(desk):
        await Notifier(desk.demo).handle_all(f"follow_up:{row.id}", now=desk.clock())
    async with desk.demo.sessions() as session:
        return list(
            await session.scalars(
                select(StaffAlert).where(StaffAlert.subject.startswith("follow_up:"))
            )
        )


async def tomorrow(browser: Browser, path: str, text: str = "回电话") -> str:
    """Tomorrow at half past nine by the park's clock, as the page's field gives it."""
    answer = await browser.htmx(f"{path}/follow-ups", {"due": "2026-12-03T09:30", "text": text})
    assert answer.status == 200, await answer.text()
    return await answer.text()


async def test_its_owner_is_alerted_on_the_day_and_nobody_before(desk: Desk) -> None:
    ticket = await report(desk, "空调漏水")
    async with desk.signed_in("dispatcher") as browser:
        assert "回电话" in await tomorrow(browser, f"/tickets/{ticket}")
        [row] = await kept(desk)
        assert row.due_at.isoformat() == "2026-12-03T01:30:00+00:00"
        desk.clock.moment = row.due_at - timedelta(minutes=1)
        assert await ring(desk) == []
        desk.clock.moment = row.due_at
        [alert] = await ring(desk)
        assert (alert.staff_id, alert.kind) == (browser.staff.id, "due")
        desk.later(hours=1)
        assert len(await ring(desk)) == 1


async def test_it_is_ones_own_and_ended_by_oneself(desk: Desk) -> None:
    conversation = await talk(desk)
    async with desk.signed_in("agent") as browser:
        await tomorrow(browser, f"/inbox/{conversation.id}")
        [row] = await kept(desk)
        async with desk.signed_in("agent") as colleague:
            assert "回电话" not in await colleague.page(f"/inbox/{conversation.id}")
            assert (await colleague.htmx(f"/follow-ups/{row.id}/done")).status == 404
        assert "回电话" in await browser.page(f"/inbox/{conversation.id}")
        assert (await browser.htmx(f"/follow-ups/{row.id}/done")).status == 204
    assert await kept(desk) == []


@pytest.mark.parametrize("due", ["2020-01-01T09:00", "2029-01-01T09:00", "tomorrow", ""])
async def test_a_moment_that_cannot_be_is_refused(desk: Desk, due: str) -> None:
    ticket = await report(desk, "空调漏水")
    async with desk.signed_in("engineer") as browser:
        answer = await browser.htmx(f"/tickets/{ticket}/follow-ups", {"due": due})
        assert answer.status == 422
    assert await kept(desk) == []


async def test_the_alert_holds_none_of_their_words(desk: Desk) -> None:
    conversation = await talk(desk)
    async with desk.signed_in("agent") as browser:
        await tomorrow(browser, f"/inbox/{conversation.id}", "找陈总谈价格")
        desk.later(days=2)
        [alert] = await ring(desk)
    async with desk.demo.sessions() as session:
        words = await alerts.words(session, alert, "zh")
    assert words is not None
    assert words.path == f"/desk/inbox/{conversation.id}"
    assert "陈总" not in words.title + words.line
