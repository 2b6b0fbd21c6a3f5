"""The companies with what they may spend, and the page of one: its limit, manager and people."""

from typing import Any

from aiohttp import web
from pydantic import BaseModel, Field

from desk.accounting import queries
from desk.frame import ledger
from desk.frame.call import Call
from desk.frame.changes import Version, by, change
from desk.frame.forms import Id, InvalidForm
from desk.frame.routing import Area
from models.people import Company
from services.accounting import account_admin, statements
from services.accounting.account_admin import COLUMNS
from services.kit.errors import Invalid
from services.kit.money import minor_units, plain_amount
from services.kit.snapshots import snapshot, version
from services.ordering.words import items_text
from services.people import company_codes

area = Area("accounts")


class Entered(BaseModel):
    limit: str = Field(max_length=20)
    is_open: bool = False
    manager: Id | None = None
    version: Version = ""


@area.get("/accounts", allows="accounts.read")
async def overview(call: Call) -> web.Response:
    return call.render(
        "accounts/list.html",
        open_count=await queries.count_open(call.session, call.park.id),
        rows=await account_admin.overview(call.session, call.park.id, now=call.now),
        **await _waiting(call),
    )


@area.get("/accounts/waiting", allows="accounts.read")
async def waits(call: Call) -> web.Response:
    return call.fragment("accounts/_waiting.html", **await _waiting(call))


async def _waiting(call: Call) -> dict[str, Any]:
    waiting = await queries.waiting(call.session, call.park.id)
    return {
        "waiting": waiting,
        "items": lambda order: items_text(order, call.language),
        **ledger.of(call),
    }


@area.get("/accounts/{company}", allows="accounts.read")
async def show(call: Call) -> web.Response:
    company = await company_of(call)
    row = await account_admin.row(call.session, company, now=call.now)
    account = row.account
    return call.render(
        "accounts/company.html",
        row=row,
        company=company,
        account=account,
        people=await account_admin.people_of(call.session, company),
        codes=await company_codes.still_open(call.session, company, now=call.now),
        months=await statements.months(call.session, account) if account else [],
        version=version(snapshot(account, COLUMNS)) if account else "",
        plain=lambda minor: plain_amount(minor, call.park.currency),
        **ledger.of(call),
    )


@change(area, "/accounts/{company}", allows="accounts.manage")
async def save(call: Call) -> web.Response:
    company = await company_of(call)
    entered = await call.form(Entered)
    await account_admin.save(
        call.session, by(call), company, _account(call, entered), seen=entered.version
    )
    return saved(call, company)


def _account(call: Call, entered: Entered) -> account_admin.Entered:
    try:
        limit = minor_units(entered.limit, call.park.currency)
    except Invalid:
        raise InvalidForm({"limit": call.text("accounts-error-limit")}) from None
    return account_admin.Entered(limit, entered.is_open, entered.manager)


def saved(call: Call, company: Company) -> web.Response:
    call.toast("accounts-saved")
    return call.redirect(f"/accounts/{company.id}")


async def company_of(call: Call) -> Company:
    """Of the path. Raises NotFound."""
    return await account_admin.find(call.session, call.park.id, call.id("company"))
