"""Accounts of companies: who may charge to one, and how much is left of its month."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.accounting import AccountEntry, AccountMonth, CompanyAccount
from models.ordering import Order
from models.park import Park
from models.people import Company, Person
from services.kit.errors import Refused


class NotEntitled(Refused):
    """The person is of no company that has an open account."""

    code = "not_entitled"


class LimitReached(Refused):
    """Charging it would go above the month's limit: by `over`, where `left` is still there."""

    code = "limit_reached"

    def __init__(self, account: CompanyAccount, *, left: int, over: int) -> None:
        super().__init__(f"account {account.id}: {over} above its limit", left=left, over=over)
        self.account, self.left, self.over = account, left, over


@dataclass(frozen=True, slots=True)
class Standing:
    """An account as its people see it: what the month has cost, and what is left of it."""

    account: CompanyAccount
    company: Company
    spent: int

    @property
    def left(self) -> int:
        """Never below zero, though approved orders may have gone above the limit."""
        return max(0, self.account.monthly_limit - self.spent)


def month_of(moment: datetime, park: Park) -> date:
    """The first day of the park's month in which a moment lies."""
    return moment.astimezone(ZoneInfo(park.timezone)).date().replace(day=1)


async def of_person(session: AsyncSession, park_id: int, person_id: int) -> CompanyAccount | None:
    """The open account of a person's company."""
    return await session.scalar(
        select(CompanyAccount)
        .join(
            Person,
            (Person.park_id == CompanyAccount.park_id)
            & (Person.company_id == CompanyAccount.company_id),
        )
        .where(CompanyAccount.park_id == park_id, CompanyAccount.is_open, Person.id == person_id)
    )


async def standing(
    session: AsyncSession, park_id: int, person_id: int, *, now: datetime
) -> Standing | None:
    """How the account stands that a person may charge to; None without one. For showing it."""
    person = await session.get(Person, (park_id, person_id))
    if person is None or person.company_id is None:
        return None  # As guests are, whom the session knows already.
    account = await of_person(session, park_id, person_id)
    if account is None:
        return None
    company = await session.get_one(Company, (park_id, account.company_id))
    return Standing(account, company, await spent(session, account, now=now))


async def spent(session: AsyncSession, account: CompanyAccount, *, now: datetime) -> int:
    """What is booked on an account in the month of `now`."""
    park = await session.get_one(Park, account.park_id)
    found: int | None = await session.scalar(
        select(AccountMonth.spent).where(
            AccountMonth.park_id == account.park_id,
            AccountMonth.account_id == account.id,
            AccountMonth.month == month_of(now, park),
        )
    )
    return found or 0


async def take(
    session: AsyncSession, order: Order, *, beyond_limit: bool, now: datetime
) -> CompanyAccount:
    """Take an order's total from the month of its company, unless that goes above the limit.

    `beyond_limit`: it may, for the manager said so. Raises NotEntitled, LimitReached. The caller
    books the entry; the month's row stays locked until it commits.
    """
    found = await of_person(session, order.park_id, order.person_id)
    if found is None:
        raise NotEntitled(f"person {order.person_id} has no company account")
    # Shared: orders need not wait for each other here, but a change of the limit waits for them.
    account = await session.get_one(
        CompanyAccount,
        (found.park_id, found.id),
        with_for_update={"read": True},
        populate_existing=True,
    )
    if not account.is_open:
        raise NotEntitled(f"account {account.id} is closed")
    limit = None if beyond_limit else account.monthly_limit
    if not await _add(session, account, order.total, limit=limit, now=now):
        left = account.monthly_limit - await spent(session, account, now=now)
        raise LimitReached(account, left=max(0, left), over=order.total - left)
    return account


async def give_back(
    session: AsyncSession, account: CompanyAccount, amount: int, *, now: datetime
) -> None:
    """Less is spent in the month of `now`, whichever month it was charged in."""
    await _add(session, account, -amount, limit=None, now=now)


async def _add(
    session: AsyncSession, account: CompanyAccount, amount: int, *, limit: int | None, now: datetime
) -> bool:
    """Whether the month's sum could be moved: one guarded UPDATE, however many try at once."""
    park = await session.get_one(Park, account.park_id)
    key = {"park_id": account.park_id, "account_id": account.id, "month": month_of(now, park)}
    await session.execute(insert(AccountMonth).values(**key).on_conflict_do_nothing())
    guarded = (
        update(AccountMonth)
        .where(*(getattr(AccountMonth, column) == value for column, value in key.items()))
        .values(spent=AccountMonth.spent + amount)
        .returning(AccountMonth.spent)
        .execution_options(synchronize_session=False)
    )
    if limit is not None:
        guarded = guarded.where(AccountMonth.spent + amount <= limit)
    return await session.scalar(guarded) is not None


async def book(
    session: AsyncSession,
    account: CompanyAccount,
    order: Order,
    amount: int,
    *,
    payment_id: int,
    refund_id: int | None = None,
    staff_id: int | None = None,
    now: datetime,
) -> AccountEntry:
    """Write a line of the ledger; `amount` is negative for what is given back."""
    park = await session.get_one(Park, account.park_id)
    entry = AccountEntry(
        park_id=account.park_id,
        account_id=account.id,
        month=month_of(now, park),
        kind="charge" if refund_id is None else "refund",
        amount=amount,
        order_id=order.id,
        payment_id=payment_id,
        refund_id=refund_id,
        person_id=order.person_id,
        staff_id=staff_id,
        at=now,
    )
    session.add(entry)
    await session.flush()
    return entry
