"""Companies' accounts at the desk: limits, people, answers by phone, and statements."""

import csv
import io
import re

from sqlalchemy import select

from models.accounting import CompanyAccount
from models.ordering import Order
from models.payments import SpendingApproval
from models.people import Company, JoinCode, Person
from models.staff import AuditEntry
from services.accounting import accounts
from services.kit.audit import By
from services.ordering import orders, placing, refunds, spending
from services.ordering.refunds import Asked
from services.people import company_codes
from tests.desk.driver import Desk
from tests.desk.operating import hidden, refused
from tests.given.companies import (
    NOW,
    account_of,
    charged,
    charged_draft,
    manager_conversation,
    moment,
)


async def company_with_account(desk: Desk, **how: int) -> CompanyAccount:
    async with desk.demo.sessions.begin() as session:
        return await account_of(session, desk.demo, **how)


async def asked(desk: Desk, *, heard: bool = False) -> SpendingApproval:
    async with desk.demo.sessions.begin() as session:
        account = await account_of(session, desk.demo, limit=3000)
        if heard:
            await manager_conversation(session, desk.demo, account)
        order = await charged_draft(session, desk.demo, account, quantity=2)
        try:
            await placing.place(session, order, now=NOW)
        except accounts.LimitReached as reached:
            question = await spending.ask(session, order, reached, now=NOW)
        return question.approval


async def test_every_company_is_listed_with_what_the_month_has_cost(desk: Desk) -> None:
    async with desk.demo.sessions.begin() as session:
        account = await account_of(session, desk.demo, limit=50_000)
        await charged(session, desk.demo, account, quantity=2)
    async with desk.signed_in("manager") as browser:
        page = await browser.page("/accounts")
    assert "Starbridge" in page
    assert "¥44" in page
    assert "¥500" in page
    assert "Hemu Biotech" in page


async def test_the_limit_and_the_manager_are_changed_and_noted(desk: Desk) -> None:
    account = await company_with_account(desk, limit=10_000)
    path = f"/accounts/{account.company_id}"
    async with desk.signed_in("operator") as browser:
        page = await browser.page(path)
        entered = {"version": hidden(page, "version"), "limit": "250.50", "is_open": "true"}
        answer = await browser.htmx(path, entered)
        assert answer.status == 200
        stale = refused(await browser.htmx(path, entered | {"limit": "1"}), 409)
        assert stale["reload"] is True
    async with desk.demo.sessions() as session:
        row = await session.get_one(CompanyAccount, (desk.demo.id, account.id))
        assert (row.monthly_limit, row.manager_id, row.is_open) == (25_050, None, True)
        entry = (await session.scalars(select(AuditEntry).where(~AuditEntry.is_look))).one()
        assert entry.action == "account.edit"
        assert entry.before == {"monthly_limit": 10_000, "manager": "王经理"}
        assert entry.after == {"monthly_limit": 25_050}


async def test_the_first_saving_opens_an_account_and_a_stranger_cannot_be_its_manager(
    desk: Desk,
) -> None:
    async with desk.demo.sessions.begin() as session:
        company = (
            await session.scalars(
                select(Company).where(Company.name_en == "Yunmai Medical Devices")
            )
        ).one()
        stranger = (await desk.demo.conversation(session)).person_id
    path = f"/accounts/{company.id}"
    async with desk.signed_in("operator") as browser:
        await browser.page(path)
        wrong = {"limit": "5000", "is_open": "true", "manager": str(stranger)}
        told = refused(await browser.htmx(path, wrong), 422)
        assert told["fields"] == {"manager": "The manager has to be one of the company's people."}
        told = refused(await browser.htmx(path, {"limit": "-5"}), 422)
        assert told["fields"]["limit"].startswith("A limit is a sum of zero or more")
        assert (await browser.htmx(path, {"limit": "5000", "is_open": "true"})).status == 200
    async with desk.demo.sessions() as session:
        row = await session.scalar(
            select(CompanyAccount).where(CompanyAccount.company_id == company.id)
        )
        assert row is not None
        assert row.monthly_limit == 500_000


async def test_a_join_code_is_shown_once_and_works_in_the_chat(desk: Desk) -> None:
    account = await company_with_account(desk)
    here = f"/accounts/{account.company_id}"
    async with desk.signed_in("operator") as browser:
        await browser.page(here)
        body = await (await browser.htmx(f"{here}/code", {})).text()
        code = re.search(r"\b[0-9A-HJKMNP-TV-Z]{6}\b", re.sub(r"<[^>]*>", " ", body))
        assert code is not None
        page = await browser.page(here)
        assert code[0] not in page
        assert "1 unused codes" in page
    async with desk.demo.sessions.begin() as session:
        tenant = await desk.demo.conversation(session)
        company = await company_codes.redeem(session, tenant, code[0].lower(), now=NOW)
        assert company.id == account.company_id
        assert code[0].encode() not in (await session.scalars(select(JoinCode.hash))).one()
    async with desk.signed_in("operator") as browser:
        assert "unused codes" not in await browser.page(here)


async def test_codes_that_are_ended_open_nothing(desk: Desk) -> None:
    account = await company_with_account(desk)
    here = f"/accounts/{account.company_id}"
    async with desk.demo.sessions.begin() as session:
        company = await session.get_one(Company, (desk.demo.id, account.company_id))
        await company_codes.issue(session, By(desk.demo.id, None, NOW), company)
    async with desk.signed_in("operator") as browser:
        await browser.page(here)
        assert (await browser.htmx(f"{here}/codes/end", {})).status == 200
        assert "unused codes" not in await browser.page(here)


async def test_somebody_is_joined_by_hand_and_taken_out_again(desk: Desk) -> None:
    account = await company_with_account(desk)
    here = f"/accounts/{account.company_id}"
    async with desk.demo.sessions.begin() as session:
        person_id = (await desk.demo.conversation(session)).person_id
        person = await session.get_one(Person, (desk.demo.id, person_id))
        person.name, person.phone = "周舟", "13700001234"
    async with desk.signed_in("operator") as browser:
        await browser.page(here)
        answer = await browser.htmx(f"{here}/people?q=周舟", method="GET")
        found = await answer.text()
        assert f'value="{person_id}"' in found
        assert "1370000" not in found
        assert (await browser.htmx(f"{here}/people", {"person": str(person_id)})).status == 200
        assert "周舟" in await browser.page(here)
        assert (await browser.htmx(f"{here}/people/{person_id}/leave", {})).status == 200
        assert "周舟" not in await browser.page(here)
        assert (await browser.htmx(f"{here}/people/{person_id}/leave", {})).status == 404
    async with desk.demo.sessions() as session:
        noted = (
            await session.scalars(
                select(AuditEntry).where(~AuditEntry.is_look).order_by(AuditEntry.id)
            )
        ).all()
    assert [(entry.action, entry.before, entry.after) for entry in noted] == [
        ("person.company", {}, {"company": "星桥科技"}),
        ("person.company", {"company": "星桥科技"}, {}),
    ]


async def test_what_waits_is_shown_and_whether_the_manager_can_hear(desk: Desk) -> None:
    await asked(desk)
    async with desk.signed_in("agent") as browser:
        page = await browser.page("/accounts")
        assert "¥14 above" in page
        assert "please call" in page
        fragment = await (await browser.htmx("/accounts/waiting", method="GET")).text()
        assert "¥14 above" in fragment
        assert "<html" not in fragment
        orders_page = await browser.page("/orders?status=held")
        assert "Awaiting approval" in orders_page


async def test_a_manager_who_writes_to_the_bot_need_not_be_called(desk: Desk) -> None:
    await asked(desk, heard=True)
    async with desk.signed_in("agent") as browser:
        assert "please call" not in await browser.page("/accounts")


async def test_what_a_manager_said_on_the_phone_is_entered_by_whom(desk: Desk) -> None:
    approval = await asked(desk)
    path = f"/accounts/approvals/{approval.id}"
    async with desk.signed_in("agent") as browser:
        await browser.page("/accounts")
        assert (await browser.htmx(f"{path}/approve", {})).status == 200
        told = refused(await browser.htmx(f"{path}/deny", {}), 409)
        assert told["words"].startswith("This has just been answered")
        assert (await browser.htmx(f"{path}/burn", {})).status == 404
        page = await browser.page(f"/orders/{approval.order_id}")
        assert "approved by 王经理" in page
        assert "entered by 林晓" in page
    async with desk.demo.sessions() as session:
        assert (await session.get_one(Order, (desk.demo.id, approval.order_id))).status == "placed"
        entry = (await session.scalars(select(AuditEntry).where(~AuditEntry.is_look))).one()
        assert (entry.action, entry.after) == ("spending.approve", {"how": "phone"})


async def _a_month(desk: Desk) -> CompanyAccount:
    """A charge of ¥44 with ¥5.50 back, a cancelled one of ¥22, and one of the next month."""
    async with desk.demo.sessions.begin() as session:
        account = await account_of(session, desk.demo)
        first = await charged(session, desk.demo, account, quantity=2)
        person = await session.get_one(Person, (desk.demo.id, first.person_id))
        person.name = "=1+1"
        by = By(desk.demo.id, None, NOW)
        await refunds.refund(session, by, first.id, Asked("+汤洒了", sum=550), key="k")
        second = await charged(session, desk.demo, account)
        await orders.advance(session, desk.demo.id, second.id, "cancel", now=NOW)
        later = moment("2027-01-04T09:00:00")
        await charged(session, desk.demo, account, now=later, at=moment("2027-01-04T12:00:00"))
        return account


async def test_the_statement_of_a_month_adds_up(desk: Desk) -> None:
    account = await _a_month(desk)
    async with desk.signed_in("manager") as browser:
        page = await browser.page(f"/accounts/{account.company_id}/statements/2026-12")
        assert "December 2026" in page
        sums = re.findall(r"<tfoot>.*?</tfoot>", page, re.DOTALL)[0]
        assert re.findall(r"-?¥-?[\d.]+", sums) == ["¥66", "-¥27.50", "¥38.50"]
        page = await browser.page(f"/accounts/{account.company_id}/statements/2027-01")
        assert "¥22" in page
        for month in ("2026-13", "2026-1", "x", "1999-12"):
            path = f"/accounts/{account.company_id}/statements/{month}"
            assert (await browser.get(path)).status == 404
        page = await browser.page(f"/accounts/{account.company_id}")
        assert re.findall(r'statements/([\d-]+)">', page) == ["2027-01", "2026-12"]


async def test_the_file_says_the_same_in_the_readers_language_and_runs_no_formulas(
    desk: Desk,
) -> None:
    account = await _a_month(desk)
    path = f"/accounts/{account.company_id}/statements/2026-12/csv"
    async with desk.signed_in("manager", language="zh") as browser:
        answer = await browser.get(path)
        body = await answer.read()
    assert answer.content_type == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert body.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    assert rows[0] == ["时间", "订单号", "档口", "下单人", "内容", "类型", "金额", "说明"]
    assert [row[6] for row in rows[1:]] == ["44.00", "-5.50", "22.00", "-22.00", "38.50"]
    assert rows[1][3] == "'=1+1"
    assert rows[2][5] == "退款"
    assert rows[2][7] == "园区退款 · +汤洒了"
    assert rows[-1][0] == "合计"
    assert rows[1][0] == "2026-12-02 09:30:00"


async def test_a_company_of_another_park_or_without_an_account_has_no_statement(
    desk: Desk,
) -> None:
    async with desk.demo.sessions() as session:
        company = (
            await session.scalars(
                select(Company).where(Company.name_en == "Yunmai Medical Devices")
            )
        ).one()
    async with desk.signed_in("manager") as browser:
        assert (await browser.get(f"/accounts/{company.id}/statements/2026-12")).status == 404
        assert (await browser.get("/accounts/999999")).status == 404
