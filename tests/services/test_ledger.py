"""Whatever happens to orders, a company's books add up to the fen.

The books are kept twice: here, as a list of what a person would write down, and in the database.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models import CompanyAccount, EventRow, Payment, Refund
from services import accounts, catering, orders, refunds, spending, statements
from services.audit import By
from services.errors import Conflict, IllegalTransition, Invalid, Refused
from services.refunds import Asked
from tests.demo_park import DemoPark
from tests.paying import account_of, charged_draft, ledger_by_month, moment, spent_by_month

LIMIT = 7000
"""Three bowls of ¥22, and ¥4 besides."""
BEGIN = moment("2026-12-31T09:00:00")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("order"), st.integers(1, 4)),
        st.tuples(st.just("cancel"), st.integers(0, 5)),
        st.tuples(st.just("reject"), st.integers(0, 5)),
        st.tuples(st.just("complete"), st.integers(0, 5)),
        st.tuples(st.just("approve"), st.integers(0, 5)),
        st.tuples(st.just("deny"), st.integers(0, 5)),
        st.tuples(st.just("expire"), st.integers(0, 5)),
        st.tuples(st.just("refund_sum"), st.integers(1, 9000)),
        st.tuples(st.just("refund_line"), st.integers(1, 3)),
        st.tuples(st.just("repeat_refund"), st.just(0)),
        st.tuples(st.just("next_month"), st.just(0)),
        st.tuples(st.just("limit"), st.integers(0, 20_000)),
    ),
    min_size=1,
    max_size=14,
)


@dataclass
class Books:
    """What a person with a pencil would have: no rule of the services is used in it."""

    limit: int = LIMIT
    charged: dict[int, int] = field(default_factory=dict)
    back: Counter[int] = field(default_factory=Counter)
    months: Counter[str] = field(default_factory=Counter)
    approved: set[int] = field(default_factory=set)

    def charge(self, order_id: int, amount: int, month: str, *, approved: bool) -> None:
        assert order_id not in self.charged
        if not approved:
            assert self.months[month] + amount <= self.limit, "above the limit without a yes"
        self.charged[order_id] = amount
        self.months[month] += amount

    def give_back(self, order_id: int, amount: int, month: str) -> None:
        self.back[order_id] += amount
        self.months[month] -= amount
        assert amount > 0
        assert self.back[order_id] <= self.charged[order_id], "more than was charged"


class Walk:
    """Does the steps, and writes down what came of each."""

    def __init__(self, demo: DemoPark, session: AsyncSession, account: CompanyAccount) -> None:
        self.demo, self.session, self.account = demo, session, account
        self.books, self.now = Books(), BEGIN
        self.placed: list[int] = []
        self.waiting: list[tuple[int, int]] = []
        self.keys = 0
        self.last: tuple[int, Asked, str] | None = None

    @property
    def month(self) -> str:
        return f"{self.now:%Y-%m}"

    async def step(self, what: str, n: int) -> None:
        self.now += timedelta(minutes=1)
        await getattr(self, what)(n)

    async def order(self, bowls: int) -> None:
        at = datetime(2027, 1, 4, 12, 0, tzinfo=self.now.tzinfo)
        draft = await charged_draft(
            self.session, self.demo, self.account, quantity=bowls, at=at, now=self.now
        )
        try:
            await catering.place(self.session, draft, now=self.now)
        except accounts.LimitReached as reached:
            question = await spending.ask(self.session, draft, reached, now=self.now)
            self.waiting.append((question.approval.id, draft.id))
        else:
            self.books.charge(draft.id, bowls * 2200, self.month, approved=False)
            self.placed.append(draft.id)

    async def _end(self, n: int, action: str) -> None:
        if not self.placed:
            return
        order_id = self.placed[n % len(self.placed)]
        before = (await orders.load(self.session, self.demo.id, order_id)).status
        try:
            order = await orders.advance(self.session, self.demo.id, order_id, action, now=self.now)
        except IllegalTransition:
            return
        left = self.books.charged[order_id] - self.books.back[order_id]
        if order.status != before and order.status in {"cancelled", "rejected"} and left:
            self.books.give_back(order_id, left, self.month)

    async def cancel(self, n: int) -> None:
        await self._end(n, "cancel")

    async def reject(self, n: int) -> None:
        await self._end(n, "reject")

    async def complete(self, n: int) -> None:
        for action in ("accept", "ready", "complete"):
            await self._end(n, action)

    async def approve(self, n: int) -> None:
        if not self.waiting:
            return
        approval_id, order_id = self.waiting.pop(n % len(self.waiting))
        approval = await spending.approve(self.session, self.demo.id, approval_id, now=self.now)
        if approval.failure is None:
            order = await orders.load(self.session, self.demo.id, order_id)
            self.books.charge(order_id, order.total, self.month, approved=True)
            self.books.approved.add(order_id)
            self.placed.append(order_id)

    async def deny(self, n: int) -> None:
        if self.waiting:
            approval_id, _ = self.waiting.pop(n % len(self.waiting))
            await spending.deny(self.session, self.demo.id, approval_id, reason=None, now=self.now)

    async def expire(self, n: int) -> None:
        if self.waiting:
            approval_id, _ = self.waiting.pop(n % len(self.waiting))
            await spending.due(self.session, self.demo.id, approval_id, now=self.now)

    async def refund_sum(self, amount: int) -> None:
        await self._refund(amount, lambda _line: Asked("late", sum=amount), amount)

    async def refund_line(self, quantity: int) -> None:
        await self._refund(quantity, lambda line: Asked("spilt", {line: quantity}), quantity * 2200)

    async def _refund(self, n: int, asked_of: Callable[[int], Asked], amount: int) -> None:
        if not self.placed:
            return
        order_id = self.placed[n % len(self.placed)]
        (line,) = (await orders.load(self.session, self.demo.id, order_id)).lines
        asked = asked_of(line.id)
        self.keys += 1
        try:
            await refunds.refund(self.session, self._by(), order_id, asked, key=f"k{self.keys}")
        except (Conflict, Invalid, Refused):
            return
        self.books.give_back(order_id, amount, self.month)
        self.last = (order_id, asked, f"k{self.keys}")

    async def repeat_refund(self, _: int) -> None:
        """The form was sent twice: the second changes nothing."""
        if self.last is not None:
            order_id, asked, key = self.last
            await refunds.refund(self.session, self._by(), order_id, asked, key=key)

    async def next_month(self, _: int) -> None:
        self.now = max(self.now, moment("2027-01-01T00:00:00"))

    async def limit(self, amount: int) -> None:
        self.books.limit = self.account.monthly_limit = amount
        await self.session.flush()

    def _by(self) -> By:
        return By(self.demo.id, None, self.now)

    async def check(self) -> None:
        """The database says what the pencil says, in each of its five places."""
        books, session = self.books, self.session
        wanted = {month: total for month, total in books.months.items() if total}
        for found in (await spent_by_month(session), await ledger_by_month(session)):
            assert {month: total for month, total in found.items() if total} == wanted
        kept = {one.order_id: one for one in await session.scalars(select(Payment))}
        assert {id_: one.amount for id_, one in kept.items()} == books.charged
        assert {id_: one.refunded for id_, one in kept.items() if one.refunded} == +books.back
        paid_back = sum(await session.scalars(select(Refund.amount)))
        assert paid_back == sum(books.back.values())
        above = {id_ for id_, one in kept.items() if one.approval_id is not None}
        assert above == books.approved
        for month in await statements.months(session, self.account):
            found = await statements.statement(session, self.account, month)
            assert found.total == books.months[f"{month:%Y-%m}"]
        told = [e.data["refund"]["amount"] for e in await _events(session, "payment.refunded")]
        assert sum(told) == paid_back
        assert len(await _events(session, "payment.succeeded")) == len(books.charged)


async def _events(session: AsyncSession, type_: str) -> list[EventRow]:
    return list(await session.scalars(select(EventRow).where(EventRow.type == type_)))


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(STEPS)
async def test_the_books_add_up_whatever_happens(
    demo: DemoPark, steps: list[tuple[str, int]]
) -> None:
    async with demo.sessions() as session:
        account = await account_of(session, demo, limit=LIMIT)
        walk = Walk(demo, session, account)
        for what, n in steps:
            await walk.step(what, n)
        await walk.check()
        await session.rollback()


def test_the_pencil_itself_notices_what_it_should() -> None:
    """The property above could not fail if its books let everything pass."""
    books = Books()
    books.charge(1, 7000, "2026-12", approved=False)
    with pytest.raises(AssertionError, match="above the limit"):
        books.charge(2, 1, "2026-12", approved=False)
    books.charge(2, 1, "2026-12", approved=True)
    with pytest.raises(AssertionError, match="more than was charged"):
        books.give_back(2, 2, "2026-12")
