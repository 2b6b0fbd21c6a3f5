"""The statement of a company and a month: a page to print, and a file for its bookkeeping."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from aiohttp import web
from babel.dates import format_date

from desk.accounting.companies import company_of
from desk.frame import ledger, looking
from desk.frame.call import Call
from desk.frame.routing import Area
from desk.frame.spreadsheets import as_words
from models.people import Company
from services.accounting import account_admin, statements
from services.accounting.statements import Line, Statement
from services.kit.errors import NotFound
from services.kit.money import plain_amount
from services.ordering.words import items_text

area = Area("accounts")

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
_LOCALE = {"zh": "zh_Hans_CN", "en": "en_GB"}
_PATTERN = {"zh": "y年M月", "en": "MMMM y"}
COLUMNS = ("time", "order", "outlet", "person", "items", "kind", "amount", "why")


@area.get("/accounts/{company}/statements/{month}", allows="accounts.read")
async def page(call: Call) -> web.Response:
    company, found = await _statement(call)
    await _note(call, "statement.look", company, found)
    return call.render(
        "accounts/statement.html",
        company=company,
        statement=found,
        month_name=month_name(call, found.month),
        why=lambda line: why(call, line),
        items=lambda order: items_text(order, call.language),
        **ledger.of(call),
    )


@area.get("/accounts/{company}/statements/{month}/csv", allows="accounts.read")
async def file(call: Call) -> web.Response:
    company, found = await _statement(call)
    await _note(call, "statement.export", company, found)
    out = io.StringIO()
    csv.writer(out).writerows([defused(cell) for cell in row] for row in _rows(call, found))
    name = f"statement-{company.id}-{found.month:%Y-%m}.csv"
    return web.Response(
        # Excel takes UTF-8 for something else unless it begins with the mark.
        body=out.getvalue().encode("utf-8-sig"),
        content_type="text/csv",
        charset="utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )


async def _note(call: Call, action: str, company: Company, found: Statement) -> None:
    """A statement names who ordered what."""
    await looking.note(call, action, f"company:{company.id}", month=f"{found.month:%Y-%m}")


async def _statement(call: Call) -> tuple[Company, Statement]:
    """Raises NotFound for a company without an account, and for what is no month."""
    company = await company_of(call)
    account = await account_admin.of_company(call.session, company)
    said = _MONTH.fullmatch(call.request.match_info["month"])
    if account is None or said is None:
        raise NotFound("no such statement")
    month = date(int(said[1]), int(said[2]), 1)
    return company, await statements.statement(call.session, account, month)


def month_name(call: Call, month: date) -> str:
    return format_date(month, _PATTERN[call.language], locale=_LOCALE[call.language])


def why(call: Call, line: Line) -> str:
    """Why money went back, and by whom."""
    if line.kind == "charge":
        return ""
    cause = call.text(f"orders-cause-{line.cause}")
    return " · ".join(said for said in (cause, line.reason, line.staff) if said)


def _rows(call: Call, found: Statement) -> Iterator[list[str]]:
    """Sums as decimals: 22.00, -5.50. The last line is the total."""
    yield [call.text(f"accounts-column-{name}") for name in COLUMNS]
    for line in found.lines:
        yield [
            ledger.exactly(call, line.at),
            line.order.order_no,
            getattr(line.outlet, f"name_{call.language}"),
            line.person or "",
            items_text(line.order, call.language),
            call.text(f"accounts-kind-{line.kind}"),
            plain_amount(line.amount, line.order.currency),
            why(call, line),
        ]
    total = plain_amount(found.total, call.park.currency)
    yield [call.text("accounts-total"), "", "", "", "", "", total, ""]


_SUM = re.compile(r"-?\d+(\.\d+)?")


def defused(cell: Any) -> str:
    """Nothing that a spreadsheet would take for a formula; a sum below zero stays a sum."""
    text = str(cell)
    return text if _SUM.fullmatch(text) else as_words(text)
