"""Books as somebody with a pencil keeps them, and whether the database agrees."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.accounting import CompanyAccount
from models.events import EventRow
from models.payments import Payment, Refund
from services.accounting import statements
from tests.given.companies import ledger_by_month, spent_by_month

LIMIT = 7000
"""Three bowls of ¥22, and ¥4 besides."""


@dataclass
class Books:
    """What a person with a pencil would have: no rule of the services is used in it."""

    limit: int = LIMIT
    charged: dict[int, int] = field(default_factory=dict)
    back: Counter[int] = field(default_factory=Counter)
    months: Counter[str] = field(default_factory=Counter)
    approved: set[int] = field(default_factory=set)
    at_the_counter: set[int] = field(default_factory=set)
    yes: int = 0
    dishes: Counter[int] = field(default_factory=Counter)
    """By line: ordered, and not given back as dishes."""

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

    def left(self, order_id: int) -> int:
        return self.charged.get(order_id, 0) - self.back[order_id]


async def agree(session: AsyncSession, account: CompanyAccount, books: Books) -> None:
    """The database says what the pencil says, in each of its six places."""
    wanted = {month: total for month, total in books.months.items() if total}
    for found in (await spent_by_month(session), await ledger_by_month(session)):
        assert {month: total for month, total in found.items() if total} == wanted
    kept = {one.order_id: one for one in await session.scalars(select(Payment))}
    assert kept.keys() == books.charged.keys() | books.at_the_counter
    ours = {id_: one for id_, one in kept.items() if one.method == "company_account"}
    assert {id_: one.amount for id_, one in ours.items()} == books.charged
    assert {id_: one.refunded for id_, one in ours.items() if one.refunded} == +books.back
    assert {id_: one.status for id_, one in ours.items()} == statuses(books)
    assert {id_ for id_, one in ours.items() if one.approval_id is not None} == books.approved
    paid_back = sum(await session.scalars(select(Refund.amount)))
    assert paid_back == sum(books.back.values())
    for month in await statements.months(session, account):
        found_month = await statements.statement(session, account, month)
        assert found_month.total == books.months[f"{month:%Y-%m}"]
    told = [e.data["refund"]["amount"] for e in await _events(session, "payment.refunded")]
    assert sum(told) == paid_back
    assert len(await _events(session, "payment.succeeded")) == len(kept)
    assert len(await _events(session, "spending.approved")) == books.yes


def statuses(books: Books) -> Mapping[int, str]:
    said = {}
    for order_id, amount in books.charged.items():
        back = books.back[order_id]
        said[order_id] = (
            "refunded" if back == amount else "partly_refunded" if back else "succeeded"
        )
    return said


async def _events(session: AsyncSession, type_: str) -> list[EventRow]:
    return list(await session.scalars(select(EventRow).where(EventRow.type == type_)))
