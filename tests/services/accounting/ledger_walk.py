"""A walk through orders that companies pay, written down beside."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from models.accounting import CompanyAccount
from models.people import Person
from services.accounting import accounts
from services.kit.audit import By
from services.kit.errors import Conflict, IllegalTransition, Invalid, Refused
from services.ordering import orders, placing, refunds, spending
from services.ordering.refunds import Asked
from tests.given.companies import account_of, charged_draft, moment
from tests.given.demo_park import DemoPark
from tests.services.accounting.ledger_books import LIMIT, Books, agree

BEGIN = moment("2026-12-31T09:00:00")
PRICES = {"beef_noodles": 2200, "cola": 500}
LUNCH = datetime(2027, 1, 4, 12, 0, tzinfo=BEGIN.tzinfo)


@dataclass(frozen=True, slots=True)
class Waiting:
    """For the manager's answer."""

    approval_id: int
    order_id: int
    total: int


class Walk:
    """Does the steps, and writes down what came of each. What should have gone and was refused is
    as wrong as what went and should not."""

    def __init__(self, demo: DemoPark, session: AsyncSession, account: CompanyAccount) -> None:
        self.demo, self.session, self.account = demo, session, account
        self.books, self.now = Books(), BEGIN
        self.placed: list[int] = []
        self.waiting: list[Waiting] = []
        self.denied: list[int] = []
        self.refunds: list[tuple[int, Asked, str, int]] = []
        self.keys = 0

    @classmethod
    async def begin(cls, demo: DemoPark, session: AsyncSession) -> "Walk":
        return cls(demo, session, await account_of(session, demo, limit=LIMIT))

    @property
    def month(self) -> str:
        return f"{self.now:%Y-%m}"

    async def step(self, what: str, n: int) -> None:
        self.now += timedelta(minutes=1)
        await getattr(self, what)(n)

    # Orders

    async def order(self, quantity: int) -> None:
        await self._order(quantity, "beef_noodles")

    async def order_two(self, quantity: int) -> None:
        await self._order(quantity, "beef_noodles", "cola")

    async def _order(self, quantity: int, *codes: str) -> None:
        how = {"quantity": quantity, "at": LUNCH, "now": self.now}
        try:
            draft = await charged_draft(self.session, self.demo, self.account, *codes, **how)
        except accounts.NotEntitled:
            assert not self.account.is_open, "an open account refused"
            return
        total = quantity * sum(PRICES[code] for code in codes)
        for line in draft.lines:
            self.books.dishes[line.id] = quantity
        try:
            await placing.place(self.session, draft, now=self.now)
        except accounts.LimitReached as reached:
            assert self.books.months[self.month] + total > self.books.limit, "below the limit"
            question = await spending.ask(self.session, draft, reached, now=self.now)
            self.waiting.append(Waiting(question.approval.id, draft.id, total))
        else:
            self.books.charge(draft.id, total, self.month, approved=False)
            self.placed.append(draft.id)

    async def place_again(self, n: int) -> None:
        """A button that is pressed twice."""
        if self.placed:
            order = await orders.load(self.session, self.demo.id, self._some(n))
            await placing.place(self.session, order, now=self.now)

    async def _end(self, n: int, action: str) -> None:
        if not self.placed:
            return
        order_id = self._some(n)
        before = (await orders.load(self.session, self.demo.id, order_id)).status
        try:
            order = await orders.advance(self.session, self.demo.id, order_id, action, now=self.now)
        except IllegalTransition:
            return
        if order.status == before:
            return
        if order.status in {"cancelled", "rejected", "expired"} and self.books.left(order_id):
            self.books.give_back(order_id, self.books.left(order_id), self.month)
        if order.status == "completed" and order_id not in self.books.charged:
            self.books.at_the_counter.add(order_id)

    async def cancel(self, n: int) -> None:
        await self._end(n, "cancel")

    async def reject(self, n: int) -> None:
        await self._end(n, "reject")

    async def lapse(self, n: int) -> None:
        await self._end(n, "expire")

    async def complete(self, n: int) -> None:
        for action in ("accept", "ready", "complete"):
            await self._end(n, action)

    # Above the limit

    async def approve(self, n: int) -> None:
        if not self.waiting:
            return
        asked = self.waiting.pop(n % len(self.waiting))
        for _ in range(2):
            approval = await spending.approve(
                self.session, self.demo.id, asked.approval_id, now=self.now
            )
        self.books.yes += 1
        if approval.failure is not None:
            assert not self.account.is_open, approval.failure
            return
        self.books.charge(asked.order_id, asked.total, self.month, approved=True)
        self.books.approved.add(asked.order_id)
        self.placed.append(asked.order_id)

    async def deny(self, n: int) -> None:
        if self.waiting:
            asked = self.waiting.pop(n % len(self.waiting))
            await spending.deny(
                self.session, self.demo.id, asked.approval_id, reason=None, now=self.now
            )
            self.denied.append(asked.order_id)

    async def pay_oneself(self, _: int) -> None:
        """Whoever was denied it takes it all the same; the company has nothing to do with it."""
        if self.denied:
            order = await orders.load(self.session, self.demo.id, self.denied.pop())
            await placing.place(self.session, order, now=self.now)
            self.placed.append(order.id)

    async def expire(self, n: int) -> None:
        if self.waiting:
            asked = self.waiting.pop(n % len(self.waiting))
            await spending.due(self.session, self.demo.id, asked.approval_id, now=self.now)

    # Refunds

    async def refund_sum(self, amount: int) -> None:
        if self.placed:
            order_id = self._some(amount)
            fits = 0 < amount <= self.books.left(order_id)
            await self._refund(order_id, Asked("late", sum=amount), amount, fits=fits)

    async def refund_rest(self, n: int) -> None:
        """To the last fen, and a fen more is refused."""
        if self.placed and (left := self.books.left(order_id := self._some(n))):
            await self._refund(order_id, Asked("late", sum=left + 1), left + 1, fits=False)
            await self._refund(order_id, Asked("late", sum=left), left, fits=True)

    async def refund_line(self, n: int) -> None:
        """One to three of any line of any order, as the number falls."""
        if not self.placed:
            return
        quantity, order_id = n % 3 + 1, self._some(n // 6)
        lines = (await orders.load(self.session, self.demo.id, order_id)).lines
        line = lines[n // 3 % len(lines)]
        codes = {id_: code for code, id_ in self.demo.items.items()}
        amount = quantity * PRICES[codes[line.item_id]]
        fits = amount <= self.books.left(order_id) and quantity <= self.books.dishes[line.id]
        asked = Asked("spilt", {line.id: quantity})
        if await self._refund(order_id, asked, amount, fits=fits):
            self.books.dishes[line.id] -= quantity

    async def _refund(self, order_id: int, asked: Asked, amount: int, *, fits: bool) -> bool:
        self.keys += 1
        key = f"k{self.keys}"
        try:
            done = await refunds.refund(self.session, self._by(), order_id, asked, key=key)
        except (Conflict, Invalid, Refused):
            assert not fits, f"{amount} of {self.books.left(order_id)} were refused"
            return False
        assert fits, f"{amount} of {self.books.left(order_id)} were given back"
        self.books.give_back(order_id, amount, self.month)
        self.refunds.append((order_id, asked, key, done))
        return True

    async def repeat_refund(self, n: int) -> None:
        """A form was sent twice, perhaps much later: the second changes nothing."""
        if self.refunds:
            order_id, asked, key, done = self.refunds[n % len(self.refunds)]
            again = await refunds.refund(self.session, self._by(), order_id, asked, key=key)
            assert again == done

    # What changes around them

    async def next_day(self, _: int) -> None:
        latest = LUNCH - timedelta(days=1, hours=3)
        self.now = max(self.now, min(self.now + timedelta(days=1), latest))

    async def next_month(self, _: int) -> None:
        self.now = max(self.now, moment("2027-01-01T00:00:00"))

    async def limit(self, amount: int) -> None:
        self.books.limit = self.account.monthly_limit = amount
        await self.session.flush()

    async def close(self, closed: int) -> None:
        self.account.is_open = not closed
        await self.session.flush()

    async def leave(self, n: int) -> None:
        """Who ordered is with the company no more. What was charged stays theirs to get back."""
        if self.placed:
            order = await orders.load(self.session, self.demo.id, self._some(n))
            person = await self.session.get_one(Person, (self.demo.id, order.person_id))
            person.company_id = None
            await self.session.flush()

    def _some(self, n: int) -> int:
        return self.placed[n % len(self.placed)]

    def _by(self) -> By:
        return By(self.demo.id, None, self.now)

    async def check(self) -> None:
        await agree(self.session, self.account, self.books)
