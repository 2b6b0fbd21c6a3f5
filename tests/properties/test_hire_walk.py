"""Hours that cost, at random and side by side: never had and unpaid, never paid and lost."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from random import Random

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.accounting import AccountMonth, PaymentReturn
from models.booking import Booking
from models.events import EventRow
from models.hire import BookingCharge
from models.ordering import Order
from models.payments import Payment, PaymentRequest
from models.people import Person
from services.booking import admin, alarms, deciding, presence, shelf
from services.booking import booking as bookings
from services.booking.booking import Asked
from services.events.registry import parse_event
from services.hire import charges, following, prices
from services.kit.actors import tenant
from services.kit.errors import ParkError
from services.ordering import orders, payment_requests
from tests.given.booking import HOUR, NOW, at, by, park_of, thing
from tests.given.companies import account_of, member_of
from tests.given.demo_park import DemoPark

pytestmark = pytest.mark.timeout(600)

Act = Callable[[AsyncSession], Awaitable[object]]
MUCH = 10**6
FITS = {
    "held": {"placed", "draft"},
    "confirmed": {"accepted", "ready", "completed"},
    "checked_in": {"accepted", "ready", "completed"},
    "completed": {"ready", "completed"},
    "no_show": {"ready", "completed"},
    "cancelled": {"ready", "completed"},
}
"""Where the order may be that counts for a booking."""
FOLLOWED: dict[str, Callable[..., Awaitable[object]]] = {
    "order.placed": following.keep,
    "order.rejected": following.free_time,
    "order.expired": following.free_time,
    "order.cancelled": following.free_time,
    **dict.fromkeys(("payment.expired", "payment.withdrawn", "payment.disputed"), following.let_go),
}
THINGS = ("court_1", "court_2", "hall_east")


class Crashed(Exception):
    """The process dies before it commits."""


class World:
    def __init__(self, demo: DemoPark, seed: int) -> None:
        self.demo, self.random, self.now = demo, Random(seed), NOW
        self.people: list[int] = []
        self.followed = 0

    async def prepare(self) -> None:
        """Every hour of courts and hall costs; of five people three have a company's account."""
        async with self.demo.sessions.begin() as session:
            [outlet] = await prices.facilities(session, self.demo.id)
            for code, price in (("badminton", 6_000), ("hall", 9_999)):
                pool = await admin.pool(session, self.demo.id, code)
                assert pool is not None
                pool.audience, pool.lead_min, pool.most_open = "anybody", 0, 100
                for period in ("week", "day"):
                    await admin.put_allowance(
                        session, pool, scope="person", period=period, minutes=0, beyond="charge"
                    )
                await prices.put(session, by(self.demo), pool, outlet.id, price)
            account = await account_of(session, self.demo, limit=150_000)
            for _ in range(3):
                self.people.append((await member_of(session, self.demo, account)).person_id)
            for _ in range(2):
                self.people.append((await self.demo.conversation(session)).person_id)

    def asked_at(self) -> tuple[str, datetime, float]:
        starts_at = at(9 + self.random.randrange(12), day=self.random.choice((2, 3, 8)))
        return self.random.choice(THINGS), starts_at, self.random.choice((1, 2))

    def book(self) -> Act:
        who, (code, starts_at, hours) = self.random.choice(self.people), self.asked_at()
        payment = self.random.choice((None, None, "wechat_pay"))

        async def act(session: AsyncSession) -> None:
            person = await session.get_one(Person, (self.demo.id, who))
            asked = Asked(
                await thing(session, self.demo, code, self.now),
                starts_at,
                starts_at + hours * HOUR,
                pays_min=MUCH,
                pays=MUCH,
                payment=payment,
            )
            park = await park_of(session, self.demo)
            await bookings.book(
                session, park, person, asked, conversation=None, by=tenant(who), now=self.now
            )

        return act

    def change(self, booking: Booking) -> Act:
        """One of what people, staff, the outlet and the clock do to it."""
        key, who = booking.id, booking.person_id
        _, starts_at, hours = self.asked_at()
        kind = self.random.choice(
            ("move", "cancel", "approve", "decline", "check_in", "end", "extend", "paid", "reject")
        )

        async def act(session: AsyncSession) -> None:
            park = await park_of(session, self.demo)
            match kind:
                case "move":
                    row = await session.get_one(Booking, (self.demo.id, key))
                    there = await shelf.thing(session, park, row.resource_id, now=self.now)
                    until = starts_at + hours * HOUR
                    asked = Asked(there, starts_at, until, pays_min=MUCH, pays=MUCH)
                    await bookings.move_to(session, park, key, asked, by=tenant(who), now=self.now)
                case "cancel":
                    await bookings.cancel(session, park.id, key, by=tenant(who), now=self.now)
                case "approve":
                    await deciding.approve(session, by(self.demo, now=self.now), key)
                case "decline":
                    await deciding.decline(session, by(self.demo, now=self.now), key, None)
                case "check_in":
                    await presence.check_in(session, park.id, key, now=self.now)
                case "end":
                    await presence.end_early(session, park, key, now=self.now)
                case "extend":
                    await presence.extend(
                        session, park, key, 60, by=tenant(who), now=self.now,
                        pays_min=MUCH, pays=MUCH,
                    )  # fmt: skip
                case "paid":
                    await charges.paid(session, by(self.demo, now=self.now), key)
                case "reject":
                    found = await session.scalar(
                        select(BookingCharge.order_id).where(
                            BookingCharge.booking_id == key, BookingCharge.ended_at.is_(None)
                        )
                    )
                    if found is not None:
                        await orders.advance(session, park.id, found, "reject", now=self.now)

        return act

    def collect(self, asked: PaymentRequest) -> Act:
        """What becomes of a payment that was begun, however it stands by now: WeChat Pay says again
        and again what it has said."""
        kind = self.random.choice(("paid", "paid", "expired", "withdrawn", "another sum"))
        amount = asked.amount + (kind == "another sum")

        async def act(session: AsyncSession) -> None:
            order = await orders.load(session, self.demo.id, asked.order_id)
            match kind:
                case "expired":
                    await payment_requests.expire(
                        session, self.demo.id, asked.reference, now=self.now
                    )
                case "withdrawn":
                    await payment_requests.cancel(session, order, now=self.now)
                case _:
                    await payment_requests.settle(
                        session, self.demo.id, asked.reference,
                        amount=amount, currency="CNY", paid_at=self.now, provider_id="42",
                        now=self.now,
                    )  # fmt: skip

        return act

    async def run(self, act: Act) -> None:
        """In a transaction of its own, some of which never end."""
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
            there = list(await session.scalars(select(Booking).order_by(Booking.id)))
            begun = list(await session.scalars(select(PaymentRequest).order_by(PaymentRequest.id)))
        acts = [self.book() for _ in range(2)]
        acts += [self.change(self.random.choice(there)) for _ in range(3) if there]
        acts += [self.collect(self.random.choice(begun[-6:])) for _ in range(2) if begun]
        await asyncio.gather(*(self.run(act) for act in acts))
        await self.follow()
        self.now += timedelta(minutes=self.random.randrange(90))
        async with self.demo.sessions.begin() as session:
            await alarms.ring(session, now=self.now)

    async def follow(self) -> None:
        """What the worker does after each event; where it dies at one, again from there on."""
        for _ in range(100):
            async with self.demo.sessions() as session:
                rows = await session.scalars(
                    select(EventRow).where(EventRow.id > self.followed).order_by(EventRow.id)
                )
                there = [one for one in rows.all() if one.type in FOLLOWED]
            if not there:
                return
            for row in there:
                dies = self.random.random() < 0.1
                with suppress(Crashed):
                    async with self.demo.sessions.begin() as session:
                        await FOLLOWED[row.type](
                            session, row, parse_event(row.type, row.data), self.now
                        )
                        if dies:
                            raise Crashed
                    self.followed = row.id
                if dies:
                    break
        raise AssertionError("it never ends")

    async def holds(self) -> None:
        async with self.demo.sessions() as session:
            booked = {one.id: one for one in await session.scalars(select(Booking))}
            placed = {
                one.id: one
                for one in await session.scalars(select(Order).where(Order.kind == "facility"))
            }
            rows = list(await session.scalars(select(BookingCharge)))
            paid = list(await session.scalars(select(Payment)))
            requests = list(await session.scalars(select(PaymentRequest)))
            back: Counter[int] = Counter()
            for one in await session.scalars(select(PaymentReturn)):
                back[one.request_id] += one.amount
            spent = await session.scalar(select(func.coalesce(func.sum(AccountMonth.spent), 0)))
        counts = {one.booking_id: one for one in rows if one.ended_at is None}
        for row in rows:
            order = placed[row.order_id]
            if row.ended_at is None:
                booking = booked[row.booking_id]
                assert order.status in FITS[booking.status], (booking.status, order.status)
                assert (order.total, row.minutes) == (row.amount, booking.charged_min)
        for booking in booked.values():
            unpaid = booking.charged_min and booking.id not in counts
            assert not unpaid, (booking.booking_no, booking.status)
        assert set(placed) == {row.order_id for row in rows}
        due = {row.order_id for row in counts.values()}
        for one in paid:
            kept = one.amount - one.refunded
            ended = one.order_id not in due and one.method != "on_pickup"
            assert not (kept and ended), one.order_id
        collected = {one.order_id: one for one in paid if one.method == "wechat_pay"}
        for request in requests:
            match request.status:
                case "waiting":
                    assert placed[request.order_id].held
                case "paid":
                    assert collected[request.order_id].amount == request.amount
                case "returned":
                    assert back[request.id] == request.amount
        for row in counts.values():
            mine = booked[row.booking_id]
            draft = placed[row.order_id].status == "draft"
            assert draft == (mine.held_for == "payment"), (mine.booking_no, mine.status)
        refunds = sum(one.refunded for one in collected.values())
        late = sum(one.amount for one in requests if one.status == "returned")
        assert sum(back.values()) == refunds + late
        on_account = [one for one in paid if one.method == "company_account"]
        assert spent == sum(one.amount - one.refunded for one in on_account)


async def test_never_had_and_unpaid_never_paid_and_lost(demo: DemoPark, seed: int) -> None:
    world = World(demo, seed)
    await world.prepare()
    for _ in range(25):
        await world.round()
        await world.holds()
