"""Staff who look at somebody's data are noted: what, when, with which role, from where."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.people import Person
from models.staff import AuditEntry
from models.tickets import Photo, Ticket
from services.conversations import receiving
from services.kit import audit
from services.privacy import export
from services.staff import looks
from services.staff.looks import Looking
from tests.desk.driver import Desk
from tests.given.demo_park import WEDNESDAY_MORNING as NOW
from tests.given.demo_park import DemoPark

ROOT = "http://127.0.0.1"


async def noted(desk: Desk) -> list[tuple[str, str]]:
    async with desk.demo.sessions() as session:
        rows = await session.execute(
            select(AuditEntry.action, AuditEntry.subject)
            .where(AuditEntry.is_look)
            .order_by(AuditEntry.id)
        )
        return [tuple(row) for row in rows]


async def talk_with_photo(desk: Desk, session: AsyncSession) -> tuple[Conversation, Ticket, Photo]:
    talk = await desk.demo.conversation(session)
    person = await session.get_one(Person, (desk.demo.id, talk.person_id))
    person.name = "陈总"
    received = await receiving.receive(
        session, talk, external_id="1", text="漏水了", now=desk.clock()
    )
    received.message.status = "handled"
    ticket = Ticket(
        park_id=desk.demo.id, ticket_no="T1", kind="repair", category="hvac", urgency="normal",
        status="assigned", description="it drips", person_id=talk.person_id,
        conversation_id=talk.id, created_at=desk.clock(), updated_at=desk.clock(),
    )  # fmt: skip
    session.add(ticket)
    await session.flush()
    photo = Photo(
        park_id=desk.demo.id, conversation_id=talk.id, ticket_id=ticket.id, token="t", width=1,
        height=1, media_type="image/jpeg", image=b"x", thumbnail=b"x", created_at=desk.clock(),
    )  # fmt: skip
    session.add(photo)
    await session.flush()
    return talk, ticket, photo


async def test_every_page_that_shows_somebody_is_noted_by_what_it_shows(desk: Desk) -> None:
    async with desk.demo.sessions.begin() as session:
        talk, ticket, photo = await talk_with_photo(desk, session)
        order = await desk.demo.placed(session)
    async with desk.signed_in("agent", "dispatcher", "manager") as browser:
        for path in (
            f"/inbox/{talk.id}",
            f"/inbox/{talk.id}/news?after=0",
            f"/tickets/{ticket.id}",
            f"/photos/{photo.id}?token=t&thumbnail=true",
            f"/photos/{photo.id}?token=t",
            f"/orders/{order.id}",
            f"/orders?q={order.order_no}",
            "/orders?q=nothing-like-it",
            "/inbox/list?q=陈总",
        ):
            assert (await browser.request("GET", path)).status == 200, path
    day = f"{desk.clock():%Y-%m-%d}"
    assert await noted(desk) == [
        ("conversation.look", f"conversation:{talk.id}"),
        ("ticket.look", f"ticket:{ticket.id}"),
        ("photo.look", f"photo:{photo.id}"),
        ("order.look", f"order:{order.id}"),
        ("order.search", f"orders:{day}"),
        ("conversation.search", f"conversations:{day}"),
    ]


async def test_a_look_says_with_which_role_and_from_which_page_and_nothing_personal(
    desk: Desk,
) -> None:
    async with desk.demo.sessions.begin() as session:
        _, _, photo = await talk_with_photo(desk, session)
    referer = {"Referer": f"{ROOT}/desk/inbox/7?q=13800138000"}
    async with desk.signed_in("agent") as browser:
        await browser.request("GET", f"/photos/{photo.id}?token=t", headers=referer)
    async with desk.demo.sessions() as session:
        [look] = await session.scalars(select(AuditEntry))
    assert (look.roles, look.page) == (["agent"], "inbox")
    assert look.after == {"ticket": photo.ticket_id, "conversation": photo.conversation_id}
    assert look.at == desk.clock()


@pytest.mark.parametrize(
    "referer", ["", "http://[", f"{ROOT}/desk/nowhere/7", "https://elsewhere.example/inbox"]
)
async def test_a_page_that_is_none_of_the_desks_is_not_named(desk: Desk, referer: str) -> None:
    async with desk.demo.sessions.begin() as session:
        talk, _, _ = await talk_with_photo(desk, session)
    async with desk.signed_in("agent") as browser:
        await browser.request("GET", f"/inbox/{talk.id}", headers={"Referer": referer})
    async with desk.demo.sessions() as session:
        assert await session.scalar(select(AuditEntry.page)) is None


async def test_the_same_look_within_minutes_is_one_row_and_later_another(desk: Desk) -> None:
    one, two = (await desk.hire("agent")).id, (await desk.hire("agent")).id

    async def look(minutes: int, staff: int, subject: str = "photo:1") -> None:
        async with desk.demo.sessions.begin() as session:
            at = NOW + timedelta(minutes=minutes)
            by = Looking(desk.demo.id, staff, at, roles=("agent",))
            await looks.note(session, by, "photo.look", subject, {})

    await look(0, one)
    await look(9, one)
    await look(9, two)
    await look(9, one, "photo:2")
    await look(11, one)
    async with desk.demo.sessions() as session:
        rows = await session.execute(
            select(AuditEntry.staff_id, AuditEntry.subject)
            .where(AuditEntry.is_look)
            .order_by(AuditEntry.id)
        )
        found: list[Any] = [tuple(row) for row in rows]
    assert found == [(one, "photo:1"), (two, "photo:1"), (one, "photo:2"), (one, "photo:1")]


async def test_the_log_shows_looks_apart_from_changes(desk: Desk) -> None:
    async with desk.demo.sessions.begin() as session:
        talk, ticket, _ = await talk_with_photo(desk, session)
    async with desk.signed_in("agent", name="Wu Lan") as agent:
        await agent.page(f"/inbox/{talk.id}")
        await agent.page(f"/tickets/{ticket.id}")
    async with desk.signed_in("operator") as browser:
        await browser.htmx("/operate/retention/photos", {"days": "60", "seen": "180"})
        changes = await browser.page("/audit")
        seen = await browser.page("/audit?what=looks")
        both = await browser.page("/audit?what=all")
        of_ticket = await browser.page(f"/audit?subject=ticket:{ticket.id}")
    shown = [page.count("<li data-row>") for page in (changes, seen, both, of_ticket)]
    assert shown == [1, 2, 3, 1]
    assert "<strong>Wu Lan</strong>" in seen
    assert "Service agent" in seen
    assert "T1" in of_ticket


async def test_who_changed_something_last_is_not_who_looked_last(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        by = Looking(demo.id, None, NOW)
        audit.record(session, by, "account.edit", "company:1", before={}, after={"is_open": True})
        await session.flush()
        await looks.note(session, by, "statement.look", "company:1", {"month": "2026-12"})
        found = await audit.latest(session, demo.id, "company:1")
    assert found is not None
    assert found.row.action == "account.edit"


async def test_what_is_no_look_is_not_noted_as_one(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        with pytest.raises(ValueError, match="no look"):
            await looks.note(session, Looking(demo.id, None, NOW), "item.edit", "item:1", {})


async def test_an_export_counts_looks_by_day_and_names_nobody(desk: Desk) -> None:
    async with desk.demo.sessions.begin() as session:
        talk, ticket, photo = await talk_with_photo(desk, session)
        others = await desk.demo.conversation(session)
    async with desk.signed_in("agent", name="Wu Lan") as browser:
        for path in (
            f"/inbox/{talk.id}",
            f"/inbox/{others.id}",
            f"/tickets/{ticket.id}",
            f"/photos/{photo.id}?token=t",
        ):
            await browser.request("GET", path)
    async with desk.demo.sessions() as session:
        person = await session.get_one(Person, (desk.demo.id, talk.person_id))
        exported = await export.export(session, person)
    day = desk.clock().astimezone(ZoneInfo("Asia/Shanghai")).date().isoformat()
    assert exported["looks"] == [
        {"day": day, "what": "conversation", "times": 1},
        {"day": day, "what": "photo", "times": 1},
        {"day": day, "what": "ticket", "times": 1},
    ]
    assert {"kind": "messages", "days": 365} in exported["kept_for"]
    assert "Wu Lan" not in str(exported)
