"""The companies with what they may spend, and the page of one: its limit, manager and people."""

from typing import Any

from aiohttp import web
from pydantic import BaseModel, Field

from desk.accounting import queries as reconciliation
from desk.accounting.area import area, company_of
from desk.frame.call import Visit
from desk.frame.changes import Version, by, change
from desk.frame.forms import Id, InvalidForm
from desk.ordering import queries, words
from models import Company
from services.accounting import account_admin, statements
from services.accounting.account_admin import COLUMNS
from services.kit.errors import Invalid
from services.kit.money import minor_units, plain_amount
from services.kit.snapshots import snapshot, version
from services.people import company_codes


class Entered(BaseModel):
    limit: str = Field(max_length=20)
    is_open: bool = False
    manager: Id | None = None
    version: Version = ""


@area.get("/accounts", allows="accounts.read")
async def overview(visit: Visit) -> web.Response:
    return visit.render(
        "accounts/list.html",
        open_count=await reconciliation.count_open(visit.session, visit.park.id),
        rows=await account_admin.overview(visit.session, visit.park.id, now=visit.now),
        **await _waiting(visit),
    )


@area.get("/accounts/waiting", allows="accounts.read")
async def waits(visit: Visit) -> web.Response:
    return visit.fragment("accounts/_waiting.html", **await _waiting(visit))


async def _waiting(visit: Visit) -> dict[str, Any]:
    waiting = await queries.waiting(visit.session, visit.park.id)
    return {"waiting": waiting, **await words.of(visit)}


@area.get("/accounts/{company}", allows="accounts.read")
async def show(visit: Visit) -> web.Response:
    company = await company_of(visit)
    row = await account_admin.row(visit.session, company, now=visit.now)
    account = row.account
    return visit.render(
        "accounts/company.html",
        row=row,
        company=company,
        account=account,
        people=await account_admin.people_of(visit.session, company),
        codes=await company_codes.still_open(visit.session, company, now=visit.now),
        months=await statements.months(visit.session, account) if account else [],
        version=version(snapshot(account, COLUMNS)) if account else "",
        plain=lambda minor: plain_amount(minor, visit.park.currency),
        **await words.of(visit),
    )


@change(area, "/accounts/{company}", allows="accounts.manage")
async def save(visit: Visit) -> web.Response:
    company = await company_of(visit)
    entered = await visit.form(Entered)
    await account_admin.save(
        visit.session, by(visit), company, _account(visit, entered), seen=entered.version
    )
    return saved(visit, company)


def _account(visit: Visit, entered: Entered) -> account_admin.Entered:
    try:
        limit = minor_units(entered.limit, visit.park.currency)
    except Invalid:
        raise InvalidForm({"limit": visit.text("accounts-error-limit")}) from None
    return account_admin.Entered(limit, entered.is_open, entered.manager)


def saved(visit: Visit, company: Company) -> web.Response:
    visit.toast("accounts-saved")
    return visit.redirect(f"/accounts/{company.id}")
