"""Keeping companies' accounts: limits, managers, and who belongs to which company."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.accounting import CompanyAccount
from models.people import Company, Person
from services.accounting import accounts
from services.kit.audit import By, record
from services.kit.errors import Invalid, NotFound
from services.kit.snapshots import ChangedMeanwhile, claim, snapshot

COLUMNS = ("monthly_limit", "is_open", "manager_id")
LARGEST_LIMIT = 10**11
"""Minor units."""


@dataclass(frozen=True, slots=True)
class Entered:
    """An account as it is entered; the limit in minor units."""

    monthly_limit: int
    is_open: bool
    manager_id: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """A company with its account, if it has one, what the month has cost, and how many people."""

    company: Company
    account: CompanyAccount | None
    spent: int
    people: int


async def overview(session: AsyncSession, park_id: int, *, now: datetime) -> list[Row]:
    """Every company of a park: those with an account first, then by name."""
    found = await session.scalars(select(Company).where(Company.park_id == park_id))
    rows = [await row(session, company, now=now) for company in found]
    return sorted(rows, key=lambda one: (one.account is None, one.company.name_en))


async def row(session: AsyncSession, company: Company, *, now: datetime) -> Row:
    account = await of_company(session, company)
    spent = await accounts.spent(session, account, now=now) if account else 0
    people = await session.scalar(
        select(func.count()).where(
            Person.park_id == company.park_id,
            Person.company_id == company.id,
            Person.merged_into_id.is_(None),
        )
    )
    return Row(company, account, spent, people or 0)


async def find(session: AsyncSession, park_id: int, company_id: int) -> Company:
    """Raises NotFound."""
    company = await session.get(Company, (park_id, company_id))
    if company is None:
        raise NotFound(f"company {company_id}")
    return company


async def of_company(session: AsyncSession, company: Company) -> CompanyAccount | None:
    return await session.scalar(
        select(CompanyAccount).where(
            CompanyAccount.park_id == company.park_id, CompanyAccount.company_id == company.id
        )
    )


async def people_of(session: AsyncSession, company: Company) -> Sequence[Person]:
    """By name; who has none last."""
    found = await session.scalars(
        select(Person)
        .where(
            Person.park_id == company.park_id,
            Person.company_id == company.id,
            Person.merged_into_id.is_(None),
        )
        .order_by(Person.name.nulls_last(), Person.id)
    )
    return found.all()


async def save(
    session: AsyncSession, by: By, company: Company, entered: Entered, *, seen: str
) -> CompanyAccount:
    """Open a company's account, or change it; `seen` is empty for the first.

    What was charged stays as it was. Raises Invalid, ChangedMeanwhile.
    """
    await _check(session, company, entered)
    subject = f"company:{company.id}"
    account = await of_company(session, company)
    if (account is None) != (seen == ""):
        raise ChangedMeanwhile(subject, subject=subject)
    before: dict[str, Any] = {}
    if account is None:
        account = CompanyAccount(
            park_id=company.park_id, company_id=company.id, created_at=by.at, **asdict(entered)
        )
        session.add(account)
    else:
        before = await claim(session, account, COLUMNS, seen, subject)
        for column, value in asdict(entered).items():
            setattr(account, column, value)
    await session.flush()
    action = "account.edit" if before else "account.add"
    record(
        session,
        by,
        action,
        subject,
        before=await _told(session, company, before),
        after=await _told(session, company, snapshot(account, COLUMNS)),
    )
    return account


async def _told(
    session: AsyncSession, company: Company, shown: Mapping[str, Any]
) -> dict[str, Any]:
    """As the audit log keeps it: the manager by name, which is what people read there."""
    told = {name: value for name, value in shown.items() if name != "manager_id"}
    if (manager_id := shown.get("manager_id")) is not None:
        manager = await session.get_one(Person, (company.park_id, manager_id))
        told["manager"] = manager.name or f"#{manager.id}"
    return told


async def _check(session: AsyncSession, company: Company, entered: Entered) -> None:
    if not 0 <= entered.monthly_limit <= LARGEST_LIMIT:
        raise Invalid("a limit is nothing or more", field="limit")
    if entered.manager_id is None:
        return
    manager = await session.get(Person, (company.park_id, entered.manager_id))
    if manager is None or manager.company_id != company.id:
        raise Invalid("the manager is one of the company's people", field="manager")
