"""Free hours at random and side by side, in two parks: what is used is what bookings have of it."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta
from random import Random

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.allowances import Allowance, AllowanceEntry, AllowanceUse
from models.booking import Booking
from models.park import Park
from models.people import Company, Person
from services.allowances import allowances
from services.booking import admin, alarms, costs, deciding, presence, shelf
from services.booking import booking as bookings
from services.booking.booking import Asked
from services.kit.actors import tenant
from services.kit.audit import By
from services.kit.errors import ParkError
from services.park.weekly import WeeklyHours
from tests.given import factories
from tests.given.booking import HOUR
from tests.given.demo_park import SHANGHAI, DemoPark

pytestmark = pytest.mark.timeout(600)

Act = Callable[[AsyncSession], Awaitable[object]]
EVE = datetime(2026, 12, 31, 20, tzinfo=SHANGHAI)
FIVE_HOURS = 300
THINGS = ("one", "two", "three")
POOL = {
    "kind": "room", "name_zh": "会议室", "name_en": "Rooms", "step_min": 30, "shortest_min": 30,
    "longest_min": 240, "most_open": 100, "grace_min": 15, "free_cancel_min": 60,
}  # fmt: skip


class Crashed(Exception):
    """The process dies before it commits."""


class World:
    def __init__(self, demo: DemoPark, seed: int) -> None:
        self.demo, self.random, self.now = demo, Random(seed), EVE
        self.people: list[tuple[int, int]] = []
        self.parks: list[int] = []

    async def prepare(self) -> None:
        """Two parks with the same codes: five hours a month for each company, two a day for each
        person, and what is beyond the company's is asked of staff."""
        async with self.demo.sessions.begin() as session:
            for park in [await factories.make_park(session) for _ in range(2)]:
                self.parks.append(park.id)
                pool = await admin.put_pool(session, park.id, "meeting", POOL)
                always = WeeklyHours([1, 2, 3, 4, 5, 6, 7], time(0), time(23, 59))
                await admin.set_hours(session, pool, [(always, True)])
                for code in THINGS:
                    values = {"pool_id": pool.id, "name_zh": code, "name_en": code}
                    await admin.put_resource(session, park.id, code, values)
                for scope, period, minutes, beyond in (
                    ("company", "month", FIVE_HOURS, "ask"),
                    ("person", "day", 120, "charge"),
                ):
                    await admin.put_allowance(
                        session, pool, scope=scope, period=period, minutes=minutes, beyond=beyond
                    )
                company = Company(park_id=park.id, name_zh="星桥科技", name_en="Starbridge")
                session.add(company)
                await session.flush()
                for company_id in (company.id, company.id, None):
                    row = await factories.make_person(session, park, company_id=company_id)
                    self.people.append((park.id, row.id))

    def asked_at(self) -> tuple[str, datetime, float]:
        """On both sides of midnight, at which month and day end; some go across it."""
        starts_at = EVE + timedelta(minutes=30 * self.random.randrange(2, 20))
        return self.random.choice(THINGS), starts_at, self.random.choice((0.5, 1, 2, 3))

    async def asked(self, session: AsyncSession, park_id: int) -> Asked:
        code, starts_at, hours = self.asked_at()
        row = await shelf.by_code(session, park_id, code)
        assert row is not None
        park = await session.get_one(Park, park_id)
        there = await shelf.thing(session, park, row.id, now=self.now)
        return Asked(there, starts_at, starts_at + hours * HOUR, pays_min=10_000)

    def book(self) -> Act:
        park_id, who = self.random.choice(self.people)

        async def act(session: AsyncSession) -> None:
            person = await session.get_one(Person, (park_id, who))
            asked = await self.asked(session, park_id)
            park = await session.get_one(Park, park_id)
            await bookings.book(
                session, park, person, asked, conversation=None, by=tenant(who), now=self.now
            )

        return act

    def change(self, booking: Booking) -> Act:
        key, who, park_id = booking.id, booking.person_id, booking.park_id
        kind = self.random.choice(
            ("move", "cancel", "approve", "decline", "check_in", "end", "extend")
        )

        async def act(session: AsyncSession) -> None:
            park, by = await session.get_one(Park, park_id), By(park_id, None, self.now)
            match kind:
                case "move":
                    asked = await self.asked(session, park_id)
                    await bookings.move_to(session, park, key, asked, by=tenant(who), now=self.now)
                case "cancel":
                    await bookings.cancel(session, park_id, key, by=tenant(who), now=self.now)
                case "approve":
                    await deciding.approve(session, by, key)
                case "decline":
                    await deciding.decline(session, by, key, None)
                case "check_in":
                    await presence.check_in(session, park_id, key, now=self.now)
                case "end":
                    await presence.end_early(session, park, key, now=self.now)
                case "extend":
                    await presence.extend(
                        session, park, key, 30, by=tenant(who), now=self.now, pays_min=10_000
                    )

        return act

    async def run(self, act: Act) -> None:
        dies = self.random.random() < 0.15
        try:
            async with self.demo.sessions.begin() as session:
                await act(session)
                if dies:
                    await session.flush()
                    raise Crashed
        except (ParkError, Crashed):
            return

    async def round(self) -> None:
        async with self.demo.sessions() as session:
            there = list(
                await session.scalars(
                    select(Booking).where(Booking.park_id.in_(self.parks)).order_by(Booking.id)
                )
            )
        acts = [self.book() for _ in range(4)]
        acts += [self.change(self.random.choice(there)) for _ in range(4) if there]
        await asyncio.gather(*(self.run(act) for act in acts))
        self.now += timedelta(minutes=self.random.randrange(20))
        async with self.demo.sessions.begin() as session:
            await alarms.ring(session, now=self.now)

    async def holds(self) -> None:
        """Each use is the sum of its entries and within its bound; each entry is of a booking that
        began in its period and took no more than it lasts; what gave back has none."""
        async with self.demo.sessions() as session:
            booked = {one.id: one for one in await session.scalars(select(Booking))}
            parks = {one.id: one for one in await session.scalars(select(Park))}
            bounds = {one.id: one for one in await session.scalars(select(Allowance))}
            uses = {one.id: one for one in await session.scalars(select(AllowanceUse))}
            entries = list(await session.scalars(select(AllowanceEntry)))
        sums: Counter[int] = Counter()
        for one in entries:
            sums[one.use_id] += one.amount
            use, booking = uses[one.use_id], booked[int(one.subject.partition(":")[2])]
            bound = bounds[use.allowance_id]
            assert booking.park_id == use.park_id == bound.park_id
            begins = allowances.period_start(bound, parks[use.park_id], booking.starts_at)
            assert begins == use.period_start
            assert booking.status not in {"declined", "expired", "skipped"}
            holder = booking.company_id if bound.scope == "company" else booking.person_id
            assert holder == (use.company_id or use.person_id)
        for use in uses.values():
            assert use.used == sums[use.id] <= bounds[use.allowance_id].amount
        for booking in booked.values():
            if booking.status in {"held", "confirmed", "checked_in", "no_show"}:
                minutes = int((booking.ends_at - booking.starts_at) / timedelta(minutes=1))
                mine = [one for one in entries if one.subject == f"booking:{booking.id}"]
                of_person = [
                    one.amount
                    for one in mine
                    if bounds[uses[one.use_id].allowance_id].scope == "person"
                ]
                assert sum(of_person) + booking.charged_min == minutes, booking.booking_no


async def test_what_is_used_is_what_bookings_have(demo: DemoPark, seed: int) -> None:
    world = World(demo, seed)
    await world.prepare()
    for _ in range(30):
        await world.round()
        await world.holds()
    async with demo.sessions() as session:
        park = await session.get_one(Park, world.parks[0])
        pool = await admin.pool(session, park.id, "meeting")
        assert pool is not None
        assert len(await allowances.of(session, park.id, costs.counted(pool))) == 2
