"""Joining a company by a code: once, in time, and after few wrong ones never."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.people import Company, JoinCode, JoinTry, Person
from models.staff import AuditEntry
from services.accounting import accounts
from services.conversations import receiving
from services.kit.audit import By
from services.people import company_codes
from services.privacy import housekeeping
from tests.given.companies import NOW, account_of
from tests.given.demo_park import DemoPark


async def issued(session: AsyncSession, demo: DemoPark) -> tuple[Company, str]:
    account = await account_of(session, demo)
    company = await session.get_one(Company, (demo.id, account.company_id))
    return company, await company_codes.issue(session, By(demo.id, None, NOW), company)


async def company_of(session: AsyncSession, conversation: Conversation) -> int | None:
    person = await session.get_one(Person, (conversation.park_id, conversation.person_id))
    return person.company_id


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("加入公司 K7M2QX", '/join_company{"code": "k7m2qx"}'),
        ("我要加入公司：k7m2qx。", '/join_company{"code": "k7m2qx"}'),
        ("绑定公司Ｋ７Ｍ２ＱＸ", '/join_company{"code": "k7m2qx"}'),
        ("join company K7M2QX", '/join_company{"code": "k7m2qx"}'),
        ("I want to join my company: k7m2qx", '/join_company{"code": "k7m2qx"}'),
        ("加入公司", None),
        ("怎么加入公司", None),
        ("K7M2QX", None),
        ("加入公司 K7M2QX 然后两份牛肉面", None),
        ("两份牛肉面", None),
    ],
)
def test_only_the_words_with_a_code_are_a_command(text: str, command: str | None) -> None:
    assert company_codes.command(text) == command


async def test_the_first_message_of_all_may_be_it(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        conversation = await demo.conversation(session)
        received = await receiving.receive(
            session, conversation, external_id="m1", text="加入公司 K7M2QX", now=NOW
        )
        assert received.message.payload == '/join_company{"code": "k7m2qx"}'


async def test_a_code_makes_one_person_one_of_the_company_once(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        company, code = await issued(session, demo)
        first, second = await demo.conversation(session), await demo.conversation(session)
        joined = await company_codes.redeem(session, first, f" {code.lower()} ", now=NOW)
        assert joined.id == company.id == await company_of(session, first)
        assert await accounts.of_person(session, demo.id, first.person_id) is not None
        with pytest.raises(company_codes.CodeWrong) as wrong:
            await company_codes.redeem(session, second, code, now=NOW)
        assert wrong.value.details == {"left": 4}
        assert await company_of(session, second) is None


async def test_letters_that_are_misread_are_forgiven(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        _, code = await issued(session, demo)
        typed = code.replace("0", "o").replace("1", "l")
        conversation = await demo.conversation(session)
        await company_codes.redeem(session, conversation, typed, now=NOW)


async def test_a_code_counts_however_it_is_typed(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        company, code = await issued(session, demo)
        wide = "\u200b ".join(chr(ord(sign) + 0xFEE0) for sign in code)
        joined = await company_codes.redeem(
            session, await demo.conversation(session), wide, now=NOW
        )
        assert joined.id == company.id


async def test_a_code_lasts_a_week(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        _, code = await issued(session, demo)
        late = NOW + company_codes.CODE_LASTS
        conversation = await demo.conversation(session)
        with pytest.raises(company_codes.CodeWrong):
            await company_codes.redeem(session, conversation, code, now=late)
        await company_codes.redeem(session, conversation, code, now=late - timedelta(seconds=1))


async def test_who_belongs_there_keeps_the_code_for_somebody_else(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        company, code = await issued(session, demo)
        conversation = await demo.conversation(session)
        person = await session.get_one(Person, (demo.id, conversation.person_id))
        person.company_id = company.id
        with pytest.raises(company_codes.AlreadyThere):
            await company_codes.redeem(session, conversation, code, now=NOW)
        assert await company_codes.still_open(session, company, now=NOW) == 1


async def test_after_five_wrong_ones_not_even_the_right_one_for_an_hour(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        _, code = await issued(session, demo)
        conversation = await demo.conversation(session)
        for left in (4, 3, 2, 1, 0):
            with pytest.raises(company_codes.CodeWrong) as wrong:
                await company_codes.redeem(session, conversation, "AAAAAA", now=NOW)
            assert wrong.value.details == {"left": left}
        with pytest.raises(company_codes.TriesSpent):
            await company_codes.redeem(session, conversation, code, now=NOW)
        later = NOW + timedelta(hours=1, seconds=1)
        await company_codes.redeem(session, conversation, code, now=later)


async def test_many_guests_who_guess_are_stopped_together(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        _, code = await issued(session, demo)
        guesser = await demo.conversation(session)
        for _ in range(company_codes.TRIES_OF_ALL):
            session.add(JoinTry(park_id=demo.id, person_id=guesser.person_id, at=NOW))
        somebody = await demo.conversation(session)
        with pytest.raises(company_codes.TriesSpent):
            await company_codes.redeem(session, somebody, code, now=NOW)


async def test_the_code_is_nowhere_at_rest_and_old_tries_are_forgotten(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        _, code = await issued(session, demo)
        row = (await session.scalars(select(JoinCode))).one()
        assert len(row.hash) == 32
        assert code.encode() not in row.hash
        entry = (await session.scalars(select(AuditEntry))).one()
        assert code not in str(entry.after)
        guest = await demo.conversation(session)
        session.add(JoinTry(park_id=demo.id, person_id=guest.person_id, at=NOW))
        await housekeeping.tidy(session, now=NOW + timedelta(days=2))
        assert await session.scalar(select(func.count()).select_from(JoinTry)) == 0
