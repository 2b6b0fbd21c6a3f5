"""Days against WeChat Pay's bill: what differs, who looked into it, and comparing once more."""

from datetime import date
from typing import Annotated, Any

from aiohttp import web
from pydantic import BaseModel, StringConstraints

from desk.accounting import queries
from desk.frame.call import Visit
from desk.frame.changes import by, change
from desk.frame.routing import Area
from desk.ordering import words
from models import Reconciliation
from services.accounting import days as reconciliation_days
from services.accounting import reconciliation
from services.kit.errors import NotFound

area = Area("reconciliation")

PATH = "/accounts/reconciliation"
PROBLEMS = ("STATEMENT_CREATING", "NO_STATEMENT_EXIST", "NOT_CONFIGURED", "payment_unavailable")
"""Why there is nothing to compare with that has words; another code is shown as it is."""
STATES = {"paid", "waiting", "closed", "given", "failed", "under_way"}


class Wanted(BaseModel):
    open: bool = False
    before: date | None = None


class Note(BaseModel):
    note: Annotated[str, StringConstraints(max_length=reconciliation.LONGEST_NOTE + 100)] = ""


@area.get(PATH, allows="accounts.read")
async def days_page(visit: Visit) -> web.Response:
    wanted = visit.query(Wanted)
    found = await queries.days(
        visit.session, visit.park.id, before=wanted.before, only_open=wanted.open
    )
    return visit.render(
        "accounts/reconciliation.html",
        days=found,
        wanted=wanted,
        failed=await queries.failed_returns(visit.session, visit.park.id),
        open_count=await queries.count_open(visit.session, visit.park.id),
        more=found[-1].row.day.isoformat() if len(found) == queries.PAGE else None,
        **await _words(visit),
    )


@area.get(PATH + "/{day}", allows="accounts.read")
async def day_page(visit: Visit) -> web.Response:
    row = await _day(visit)
    return visit.render(
        "accounts/reconciliation_day.html",
        day=row,
        differences=await queries.differences(visit.session, row),
        **await _words(visit),
    )


@change(area, PATH + "/{day}/again", allows="accounts.settle")
async def again(visit: Visit) -> web.Response:
    row = await _day(visit)
    asked = await reconciliation_days.again(visit.session, by(visit), row.id)
    visit.toast("reconciliation-again-done" if asked else "reconciliation-again-waits")
    return visit.redirect(f"{PATH}/{row.id}")


@change(area, PATH + "/{day}/differences/{difference}/settle", allows="accounts.settle")
async def settle(visit: Visit) -> web.Response:
    entered = await visit.form(Note)
    day, difference = visit.id("day"), visit.id("difference")
    settled = await reconciliation.settle(visit.session, by(visit), day, difference, entered.note)
    if settled:
        visit.toast("reconciliation-settled-now")
    else:
        visit.toast("reconciliation-settled-before", tone="bad")
    return visit.redirect(f"{PATH}/{day}")


async def _day(visit: Visit) -> Reconciliation:
    """Raises NotFound."""
    row = await queries.find(visit.session, visit.park.id, visit.id("day"))
    if row is None:
        raise NotFound("no such day")
    return row


async def _words(visit: Visit) -> dict[str, Any]:
    return {
        "why_not": lambda code: _problem(visit, code),
        "state_of": lambda code: visit.text(f"reconciliation-state-{code}") if code else "",
        **await words.of(visit),
    }


def _problem(visit: Visit, code: str) -> str:
    return visit.text(f"reconciliation-problem-{code}") if code in PROBLEMS else code
