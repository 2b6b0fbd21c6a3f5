"""Days against WeChat Pay's bill: what differs, who looked into it, and comparing once more."""

from datetime import date
from typing import Annotated, Any

from aiohttp import web
from pydantic import BaseModel, StringConstraints

from desk.accounting import queries
from desk.frame import ledger
from desk.frame.call import Call
from desk.frame.changes import by, change
from desk.frame.routing import Area
from models.accounting import Reconciliation
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
async def days_page(call: Call) -> web.Response:
    wanted = call.query(Wanted)
    found = await queries.days(
        call.session, call.park.id, before=wanted.before, only_open=wanted.open
    )
    return call.render(
        "accounts/reconciliation.html",
        days=found,
        wanted=wanted,
        failed=await queries.failed_returns(call.session, call.park.id),
        open_count=await queries.count_open(call.session, call.park.id),
        more=found[-1].row.day.isoformat() if len(found) == queries.PAGE else None,
        **await _words(call),
    )


@area.get(PATH + "/{day}", allows="accounts.read")
async def day_page(call: Call) -> web.Response:
    row = await _day(call)
    return call.render(
        "accounts/reconciliation_day.html",
        day=row,
        differences=await queries.differences(call.session, row),
        **await _words(call),
    )


@change(area, PATH + "/{day}/again", allows="accounts.settle")
async def again(call: Call) -> web.Response:
    row = await _day(call)
    asked = await reconciliation_days.again(call.session, by(call), row.id)
    call.toast("reconciliation-again-done" if asked else "reconciliation-again-waits")
    return call.redirect(f"{PATH}/{row.id}")


@change(area, PATH + "/{day}/differences/{difference}/settle", allows="accounts.settle")
async def settle(call: Call) -> web.Response:
    entered = await call.form(Note)
    day, difference = call.id("day"), call.id("difference")
    settled = await reconciliation.settle(call.session, by(call), day, difference, entered.note)
    if settled:
        call.toast("reconciliation-settled-now")
    else:
        call.toast("reconciliation-settled-before", tone="bad")
    return call.redirect(f"{PATH}/{day}")


async def _day(call: Call) -> Reconciliation:
    """Raises NotFound."""
    row = await queries.find(call.session, call.park.id, call.id("day"))
    if row is None:
        raise NotFound("no such day")
    return row


async def _words(call: Call) -> dict[str, Any]:
    return {
        "why_not": lambda code: _problem(call, code),
        "state_of": lambda code: call.text(f"reconciliation-state-{code}") if code else "",
        **ledger.of(call),
    }


def _problem(call: Call, code: str) -> str:
    return call.text(f"reconciliation-problem-{code}") if code in PROBLEMS else code
