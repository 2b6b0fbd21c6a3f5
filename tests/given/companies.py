"""Companies of the demo park with an account, and what their people charge to it."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.accounting import AccountEntry, AccountMonth, CompanyAccount
from models.conversations import Conversation
from models.ordering import Order
from models.park import Park
from models.people import Company, Person
from services.ordering import payments, placing
from tests.given import factories
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

NOW = WEDNESDAY_MORNING
BOWL = 2200
"""What a beef_noodles of the demo costs."""


async def account_of(
    session: AsyncSession, demo: DemoPark, *, limit: int = 100_000, manager: bool = True
) -> CompanyAccount:
    """An open account of a new company; its manager 王经理 has never written to the bot."""
    park = await session.get_one(Park, demo.id)
    company = Company(park_id=demo.id, name_zh="星桥科技", name_en="Starbridge")
    session.add(company)
    await session.flush()
    boss = None
    if manager:
        boss = await factories.make_person(session, park, name="王经理", company_id=company.id)
    account = CompanyAccount(
        park_id=demo.id,
        company_id=company.id,
        monthly_limit=limit,
        is_open=True,
        manager_id=boss.id if boss else None,
        created_at=NOW,
    )
    session.add(account)
    await session.flush()
    return account


async def member_of(
    session: AsyncSession, demo: DemoPark, account: CompanyAccount, **values: Any
) -> Conversation:
    """The conversation of somebody of the account's company."""
    conversation = await demo.conversation(session)
    person = await session.get_one(Person, (demo.id, conversation.person_id))
    person.company_id = account.company_id
    person.name = person.checked_name = values.get("name", "李雷")
    await session.flush()
    return conversation


async def manager_conversation(
    session: AsyncSession, demo: DemoPark, account: CompanyAccount
) -> Conversation:
    """The manager writes to the bot, and so can be told."""
    conversation = await demo.conversation(session)
    account.manager_id = conversation.person_id
    person = await session.get_one(Person, (demo.id, conversation.person_id))
    person.company_id, person.name = account.company_id, "韩梅梅"
    await session.flush()
    return conversation


async def charged_draft(
    session: AsyncSession,
    demo: DemoPark,
    account: CompanyAccount,
    *codes: str,
    conversation: Conversation | None = None,
    **how: Any,
) -> Order:
    """A cart of the company's, ready to be placed, to be paid by it."""
    conversation = conversation or await member_of(session, demo, account)
    order = await demo.draft(session, *codes, conversation=conversation, **how)
    await payments.choose(session, order, "company_account")
    return order


async def charged(
    session: AsyncSession, demo: DemoPark, account: CompanyAccount, *codes: str, **how: Any
) -> Order:
    order = await charged_draft(session, demo, account, *codes, **how)
    return await placing.place(session, order, now=how.get("now", NOW))


async def spent_by_month(session: AsyncSession) -> dict[str, int]:
    """What the guard of the limit says, by month, such as 2026-12."""
    rows = await session.execute(select(AccountMonth.month, AccountMonth.spent))
    return {f"{month:%Y-%m}": spent for month, spent in rows}


async def ledger_by_month(session: AsyncSession) -> dict[str, int]:
    """The same from the ledger alone."""
    rows = await session.execute(
        select(AccountEntry.month, func.sum(AccountEntry.amount)).group_by(AccountEntry.month)
    )
    return {f"{month:%Y-%m}": int(amount) for month, amount in rows}


def moment(text: str) -> datetime:
    """Of the park, such as 2026-11-30T23:59:59."""
    return datetime.fromisoformat(text).replace(tzinfo=NOW.tzinfo)
