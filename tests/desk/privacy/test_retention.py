"""Operators decide how long what the park holds of people is kept."""

import pytest
from sqlalchemy import func, select

from models.conversations import Message
from models.staff import AuditEntry
from services.conversations import receiving
from services.privacy import retention
from services.privacy.retention_kinds import KINDS
from tests.desk.driver import Desk
from tests.desk.operating import refused

HERE = "/operate/retention"


async def periods(desk: Desk) -> dict[str, int | None]:
    async with desk.demo.sessions() as session:
        return await retention.periods(session, desk.demo.id)


async def test_the_page_shows_every_kind_with_its_period(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        page = await browser.page(HERE)
    assert page.count('name="days"') == len(KINDS)
    assert "Default: 365 days." in page
    assert "at least 180 days: Cybersecurity Law, for network logs" in page
    assert "Not gone through yet." in page


async def test_a_period_is_changed_and_noted(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        answer = await browser.htmx(f"{HERE}/photos", {"days": "60", "seen": "180"})
        assert answer.status == 200
        history = await browser.page("/audit?kind=retention")
    assert (await periods(desk))["photos"] == 60
    async with desk.demo.sessions() as session:
        [entry] = await session.scalars(select(AuditEntry))
    assert (entry.subject, entry.before, entry.after) == (
        "retention:photos", {"days": 180}, {"days": 60},
    )  # fmt: skip
    assert entry.staff_id == browser.staff.id
    assert "changed the period of" in history
    assert "Photos" in history


async def test_an_empty_field_is_no_limit_and_a_limit_can_come_back(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        await browser.htmx(f"{HERE}/events", {"days": "", "seen": "365"})
        assert (await periods(desk))["events"] is None
        assert "<ins>no limit</ins>" in await browser.page("/audit?kind=retention")
        assert (await browser.htmx(f"{HERE}/events", {"days": "9", "seen": ""})).status == 200
    assert (await periods(desk))["events"] == 9


@pytest.mark.parametrize("days", ["0", "36501", "soon", "-3"])
async def test_a_period_that_cannot_be_is_told_at_its_field(desk: Desk, days: str) -> None:
    async with desk.signed_in("operator") as browser:
        told = refused(await browser.htmx(f"{HERE}/photos", {"days": days, "seen": "180"}), 422)
    assert list(told["fields"]) == ["days"]
    assert (await periods(desk))["photos"] == 180


async def test_visitors_are_never_kept_without_limit(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        told = refused(await browser.htmx(f"{HERE}/visits", {"days": "", "seen": "30"}), 422)
    assert "visits need one" in told["words"]


async def test_a_change_by_a_colleague_meanwhile_stands(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        await browser.htmx(f"{HERE}/photos", {"days": "60", "seen": "180"})
        late = await browser.htmx(f"{HERE}/photos", {"days": "10", "seen": "180"})
        assert refused(late, 409)["reload"] is True
    assert (await periods(desk))["photos"] == 60


async def test_a_kind_that_there_is_not_is_not_found(desk: Desk) -> None:
    async with desk.signed_in("operator") as browser:
        answer = await browser.htmx(f"{HERE}/birthdays", {"days": "10", "seen": "3"})
        assert answer.status == 404
        assert (await browser.request("GET", f"{HERE}/birthdays/due?days=3")).status == 404


async def test_the_figure_says_what_a_period_would_remove_and_removes_nothing(desk: Desk) -> None:
    async with desk.demo.sessions.begin() as session:
        talk = await desk.demo.conversation(session)
        for text in "abc":
            received = await receiving.receive(
                session, talk, external_id=text, text=text, now=desk.clock()
            )
            received.message.status = "handled"
            received.message.created_at = desk.clock().replace(year=2020)
    async with desk.signed_in("operator") as browser:
        many = await browser.page(f"{HERE}/messages/due?days=30")
        none = await browser.page(f"{HERE}/messages/due?days=9000")
        unlimited = await browser.page(f"{HERE}/messages/due?days=")
    assert "Would remove 3 rows today" in many
    assert "Would remove 0 rows today" in none
    assert "Removes nothing" in unlimited
    async with desk.demo.sessions() as session:
        assert await session.scalar(select(func.count(Message.id))) == 3


async def test_those_who_only_read_the_log_do_not_see_the_page(desk: Desk) -> None:
    async with desk.signed_in("manager") as browser:
        assert (await browser.request("GET", HERE)).status == 403
