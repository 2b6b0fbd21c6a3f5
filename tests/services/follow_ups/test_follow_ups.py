"""Reminders of one's own: what may be kept, who sees it, and when it is told."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.events import EventRow
from models.follow_ups import FollowUp
from models.staff import Staff
from models.tickets import Ticket
from parkline.stores.database import Sessions
from services.follow_ups import follow_ups
from services.kit.errors import Invalid, NotFound
from services.tickets import tickets
from tests.given.factories import make_park, make_staff
from tests.given.sla_desk import on

NOW = on("12-01 10:00")
HOUR = timedelta(hours=1)


class Owner:
    def __init__(self, session: AsyncSession, staff: Staff, ticket: Ticket) -> None:
        self.session, self.staff, self.ticket = session, staff, ticket

    async def add(self, text: str = "", *, hours: float = 1) -> FollowUp:
        return await follow_ups.add(
            self.session,
            self.staff,
            "ticket",
            self.ticket.id,
            due=NOW + hours * HOUR,
            text=text,
            now=NOW,
        )

    async def mine(self) -> list[str]:
        return [row.text for row in await follow_ups.mine(self.session, self.staff)]


@pytest.fixture
async def owner(sessions: Sessions) -> AsyncIterator[Owner]:
    async with sessions.begin() as session:
        park = await make_park(session)
        staff = await make_staff(session, park.id, name="林晓", roles=["agent"])
        ticket = await tickets.open_ticket(
            session, park.id, kind="repair", urgency="normal", description="x", now=NOW
        )
        yield Owner(session, staff, ticket)


async def test_ones_own_come_the_next_one_first(owner: Owner) -> None:
    await owner.add("later", hours=3)
    await owner.add("  soon,\n then ", hours=1)
    assert await owner.mine() == ["soon, then", "later"]
    of_it = await follow_ups.mine(owner.session, owner.staff, "ticket", owner.ticket.id)
    assert len(of_it) == 2
    assert await follow_ups.mine(owner.session, owner.staff, "conversation", 1) == []


async def test_a_colleagues_are_neither_seen_nor_ended(owner: Owner) -> None:
    row = await owner.add()
    other = await make_staff(owner.session, owner.staff.park_id, name="陈刚", roles=["agent"])
    assert await follow_ups.mine(owner.session, other) == []
    with pytest.raises(NotFound):
        await follow_ups.done(owner.session, other, row.id)
    await follow_ups.done(owner.session, owner.staff, row.id)
    assert await owner.mine() == []


@pytest.mark.parametrize("hours", [0, -1, 24 * 367])
async def test_a_moment_is_within_a_year_from_now(owner: Owner, hours: int) -> None:
    with pytest.raises(Invalid) as refused:
        await owner.add(hours=hours)
    assert refused.value.details["field"] == "due"


async def test_words_are_few_and_so_are_reminders(
    owner: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Invalid):
        await owner.add("字" * 201)
    monkeypatch.setattr(follow_ups, "MOST", 1)
    await owner.add("字" * 200)
    with pytest.raises(Invalid):
        await owner.add()


async def test_it_stands_on_what_there_is(owner: Owner) -> None:
    with pytest.raises(NotFound):
        await follow_ups.add(
            owner.session, owner.staff, "conversation", 10**9, due=NOW + HOUR, text="", now=NOW
        )


async def test_it_is_told_once_when_its_moment_has_come(owner: Owner) -> None:
    row = await owner.add()
    assert await follow_ups.ring(owner.session, now=NOW) == 0
    assert await follow_ups.ring(owner.session, now=NOW + HOUR) == 1
    assert await follow_ups.ring(owner.session, now=NOW + 2 * HOUR) == 0
    [event] = await owner.session.scalars(select(EventRow).where(EventRow.type == "follow_up.due"))
    assert event.data == {"follow_up_id": row.id, "staff_id": owner.staff.id}
    assert await owner.mine() == [""], "it stays until they end it"
