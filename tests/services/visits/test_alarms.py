"""What happens to visits by itself: they expire, nobody comes, somebody stays too long."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from models.visits import Visit
from parkline.stores.database import Sessions
from services.visits import visits
from services.visits.alarms import ring
from tests.given.demo_park import DemoPark
from tests.given.visits import FIVE, THREE, advance, pass_of, registered, reloaded, told

HALF_AN_HOUR = timedelta(minutes=30)
SECOND = timedelta(seconds=1)


async def rung(sessions: Sessions, now: datetime) -> int:
    async with sessions.begin() as session:
        return await ring(session, now=now)


async def test_what_nobody_approved_expires_with_its_end(demo: DemoPark) -> None:
    visit = await registered(demo, approver=True)
    assert await rung(demo.sessions, FIVE - SECOND) == 0
    assert await rung(demo.sessions, FIVE) == 1
    assert await rung(demo.sessions, FIVE + timedelta(days=1)) == 0
    assert await told(demo, visit) == ["visit.requested", "visit.expired"]


async def test_who_has_not_come_half_an_hour_after_the_end_is_a_no_show(demo: DemoPark) -> None:
    visit = await registered(demo)
    assert await rung(demo.sessions, FIVE + HALF_AN_HOUR - SECOND) == 0
    assert await rung(demo.sessions, FIVE + HALF_AN_HOUR) == 1
    assert await rung(demo.sessions, FIVE + timedelta(days=1)) == 0
    assert (await told(demo, visit))[-1] == "visit.no_show"
    assert (await pass_of(demo, visit)).revoked_at == FIVE + HALF_AN_HOUR


async def test_who_stays_on_is_told_once(demo: DemoPark) -> None:
    visit = await registered(demo)
    await advance(demo, visit, "check_in", now=THREE)
    assert await rung(demo.sessions, FIVE + HALF_AN_HOUR - SECOND) == 0
    assert await rung(demo.sessions, FIVE + HALF_AN_HOUR) == 1
    assert await rung(demo.sessions, FIVE + timedelta(days=1)) == 0
    assert (await told(demo, visit))[2:] == ["visit.checked_in", "visit.overstayed"]
    visit = await reloaded(demo, visit)
    assert (visit.status, visit.overstayed) == ("checked_in", True)


async def test_who_left_and_who_was_refused_rings_nothing(demo: DemoPark) -> None:
    left, cancelled = await registered(demo), await registered(demo)
    await advance(demo, left, "check_in", now=THREE)
    await advance(demo, left, "check_out", now=FIVE)
    await advance(demo, cancelled, "cancel")
    assert await rung(demo.sessions, FIVE + timedelta(days=1)) == 0


async def test_workers_at_once_do_a_thing_once(demo: DemoPark) -> None:
    visit = await registered(demo)
    async with demo.sessions.begin() as one, demo.sessions.begin() as other:
        assert await ring(one, now=FIVE + HALF_AN_HOUR) == 1
        assert await ring(other, now=FIVE + HALF_AN_HOUR) == 0
    assert (await told(demo, visit)).count("visit.no_show") == 1


async def test_a_visit_that_fails_does_not_hold_up_the_others(
    demo: DemoPark, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, other = await registered(demo), await registered(demo)
    really = visits.advance

    async def advance_(session: Any, park_id: int, visit_id: int, *how: Any, **more: Any) -> Visit:
        if visit_id == broken.id:
            raise RuntimeError
        return await really(session, park_id, visit_id, *how, **more)

    monkeypatch.setattr(visits, "advance", advance_)
    now = FIVE + HALF_AN_HOUR
    assert await rung(demo.sessions, now) == 2
    assert (await reloaded(demo, other)).status == "no_show"
    assert (await reloaded(demo, broken)).status == "approved"
    monkeypatch.undo()
    assert await rung(demo.sessions, now + timedelta(minutes=5)) == 1
    assert (await reloaded(demo, broken)).status == "no_show"
