"""Visits at random: by host, approver, reception, gates and the clock."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Park
from models.people import Person
from models.visits import VisitPass, VisitPassage
from services.kit.errors import Invalid, ParkError
from services.visits import alarms, amending, gates, pass_tokens, visits
from services.visits.pass_tokens import PassRefused
from services.visits.visits import ACTIONS, Guests, Period
from tests.given import factories
from tests.given.demo_park import DemoPark
from tests.given.visits import KEY, NOW, THREE, registered
from tests.properties.walking import Act, Looked, Row, Step, Walk, legal, step

PUBLIC = KEY.public_key()
OPENS = {"approved", "checked_in", "checked_out"}
"""States in which a visit has a pass that holds."""
IN = ["visit.checked_in"]


def moment(row: Row, name: str) -> datetime:
    return datetime.fromisoformat(row[name])


class Gate:
    """A gate that shows the passes of visits, and knows by itself what must come of it."""

    def __init__(self, demo: DemoPark) -> None:
        self.demo = demo
        self.entries: dict[int, int] = {}

    async def enter(self, session: AsyncSession, id_: int, now: datetime) -> None:
        park = await session.get_one(Park, self.demo.id)
        token = await self.token(session, park, id_)
        await gates.enter(session, park, token, [PUBLIC], gate="东门", now=now)
        self.entries[id_] = self.entries.get(id_, 0) + 1

    async def leave(self, session: AsyncSession, id_: int, now: datetime) -> None:
        park = await session.get_one(Park, self.demo.id)
        token = await self.token(session, park, id_)
        await gates.leave(session, park, token, [PUBLIC], gate="东门", now=now)

    async def token(self, session: AsyncSession, park: Park, id_: int) -> str:
        """Of a visit that nobody has approved there is none."""
        of_it = select(VisitPass).where(VisitPass.visit_id == id_)
        held = await session.scalar(of_it.order_by(VisitPass.id.desc()).limit(1))
        if held is None:
            return "PL1.e30.AA"
        visit = await visits.load(session, park.id, id_)
        return pass_tokens.issue(pass_tokens.claims_of(park.slug, visit, held), KEY)

    def refused(self, row: Row, now: datetime) -> type[ParkError] | None:
        """Two entries a person, from an hour before until the end, while the pass holds."""
        in_time = moment(row, "starts_at") - timedelta(hours=1) <= now < moment(row, "ends_at")
        left = self.entries.get(row["id"], 0) < 2 * row["headcount"]
        return None if row["status"] in OPENS and in_time and left else PassRefused


def is_not_changed(row: Row, now: datetime) -> type[ParkError] | None:
    """Not what is over by then."""
    over = moment(row, "ends_at") + timedelta(minutes=1) <= now
    return Invalid if over else None


def steps(demo: DemoPark, gate: Gate, staff_id: int) -> list[Step]:
    def by(action: str) -> Act:
        return lambda session, id_, now: visits.advance(session, demo.id, id_, action, now=now)

    def check_in(session: AsyncSession, id_: int, now: datetime) -> Any:
        return gates.check_in(session, demo.id, id_, staff_id=staff_id, now=now)

    def check_out(session: AsyncSession, id_: int, now: datetime) -> Any:
        return gates.check_out(session, demo.id, id_, staff_id=staff_id, now=now)

    async def change(session: AsyncSession, id_: int, now: datetime) -> None:
        """The host moves it by a minute, which the approver has to allow."""
        visit = await visits.load(session, demo.id, id_)
        host = await session.get_one(Person, (demo.id, visit.host_id))
        said = {"phone": visit.phone, "plate": visit.plate}
        guests = Guests(visit.names, headcount=visit.headcount, **said)
        period = Period(visit.starts_at, visit.ends_at + timedelta(minutes=1))
        place = {"building": visit.building, "floor": visit.floor}
        await amending.amend(session, host, visit, guests, period, place=place, now=now)

    changes = ["visit.changed", "visit.asked_again"]
    anywhere = {"requested", *(rule.target for rule in ACTIONS.values())}
    enters = dict.fromkeys(anywhere, ("checked_in", IN)) | {"checked_in": ("checked_in", [])}
    return [
        *(step(action, rule, by(action)) for action, rule in ACTIONS.items()),
        step("reception lets in", ACTIONS["check_in"], check_in),
        step("reception sees out", ACTIONS["check_out"], check_out),
        Step(
            "the host changes it",
            change,
            dict.fromkeys(("requested", "approved"), ("requested", changes)),
            refused=is_not_changed,
            may_refuse=(amending.Settled, amending.TooManyChanges),
        ),
        Step("gate lets in", gate.enter, enters, refused=gate.refused),
    ]


async def prepared(demo: DemoPark, seed: int) -> tuple[Walk, Gate]:
    asked = [(await registered(demo, approver=True, headcount=2)).id for _ in range(5)]
    async with demo.sessions.begin() as session:
        staff = await factories.make_staff(session, demo.id, roles=["reception"])
    gate = Gate(demo)
    walked = steps(demo, gate, staff.id)
    return Walk(demo.sessions, "visit", "visit", asked, walked, NOW, seed), gate


async def passes_hold(demo: DemoPark, looked: Looked) -> None:
    """Who may come in has one pass that holds, nobody else has."""
    async with demo.sessions() as session:
        held = await session.scalars(
            select(VisitPass.visit_id).where(VisitPass.revoked_at.is_(None))
        )
    opens = [id_ for id_, row in looked.rows.items() if row["status"] in OPENS]
    assert sorted(held) == sorted(opens)


async def test_no_walk_leaves_the_table(demo: DemoPark, seed: int) -> None:
    walk, gate = await prepared(demo, seed)

    async def holds(looked: Looked) -> None:
        await passes_hold(demo, looked)

    await walk.go(30, longest=timedelta(minutes=5), holds=holds)
    walk.now = THREE - timedelta(minutes=90)
    await walk.go(90, longest=timedelta(minutes=5), holds=holds)
    for visit in walk.subjects:
        await walk.check_log(visit, ACTIONS, "requested")
        await check_entries(demo, visit, gate.entries.get(visit, 0))


async def check_entries(demo: DemoPark, visit: int, entries: int) -> None:
    """As many passages at the gate as entries were counted, and as the pass says."""
    async with demo.sessions() as session:
        through = await session.scalars(
            select(VisitPassage.id).where(
                VisitPassage.visit_id == visit,
                VisitPassage.direction == "in",
                VisitPassage.gate.is_not(None),
            )
        )
        counted = await session.scalar(
            select(func.sum(VisitPass.entries)).where(VisitPass.visit_id == visit)
        )
    assert (len(through.all()), counted or 0) == (entries, entries)


async def test_many_at_once_while_their_time_runs_out(demo: DemoPark, seed: int) -> None:
    walk, gate = await prepared(demo, seed)

    async def ring() -> None:
        async with demo.sessions.begin() as session:
            await alarms.ring(session, now=walk.now)

    async def leave(visit: int) -> None:
        async with demo.sessions.begin() as session:
            await gate.leave(session, visit, walk.now)

    walk.now = THREE - timedelta(hours=1)
    for _ in range(15):
        walk.now += timedelta(minutes=30) * walk.random.random()
        looked = await walk.look()
        acts = [walk.once(looked) for _ in range(8)]
        leaving = [leave(walk.random.choice(walk.subjects)) for _ in range(2)]
        done = await asyncio.gather(*acts, *leaving, ring(), ring(), return_exceptions=True)
        assert [one for one in done if not isinstance(one, ParkError | None)] == []
        await passes_hold(demo, await walk.look())
    for visit in walk.subjects:
        await walk.check_log(visit, ACTIONS, "requested")
        overstayed = [one for one in await walk.told(visit) if one[1] == "visit.overstayed"]
        assert len(overstayed) <= 1


def test_the_table_is_the_domains() -> None:
    """By hand, so that nobody widens it by accident."""
    assert legal(ACTIONS) == {
        "requested": "approve deny cancel ask_again expire",
        "approved": "cancel check_in ask_again no_show",
        "checked_in": "check_out",
        "cancelled": "restore",
        "checked_out": "check_in",
    }
