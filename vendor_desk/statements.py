"""What a vendor sold in a month: a page to print, and a file for its bookkeeping."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from aiohttp import web
from babel.dates import format_date

from desk.frame.spreadsheets import as_words
from services.kit.errors import NotFound
from services.kit.money import plain_amount
from services.ordering import vendor_statement
from services.ordering.vendor_statement import Statement
from vendor_desk.call import Call
from vendor_desk.routing import Room

room = Room()

MAY = "statements"
HERE, MONTH = "/statements", "/statements/{month}"
MONTHS = 13
"""How many the page offers, this one among them."""
COLUMNS = ("time", "order", "outlet", "kind", "method", "amount", "why")

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
_LOCALE = {"zh": "zh_Hans_CN", "en": "en_GB"}
_PATTERN = {"zh": "y年M月", "en": "MMMM y"}


@room.get(HERE, allows=MAY)
async def latest(call: Call) -> web.Response:
    return call.redirect(f"{HERE}/{_today(call):%Y-%m}")


@room.get(MONTH, allows=MAY)
async def page(call: Call) -> web.Response:
    found = await _statement(call)
    return call.render(
        "statement.html",
        statement=found,
        months=[(f"{one:%Y-%m}", _name(call, one)) for one in _months(_today(call))],
        chosen=f"{found.month:%Y-%m}",
        month_name=_name(call, found.month),
        exactly=lambda at: f"{at.astimezone(_zone(call)):%Y-%m-%d %H:%M}",
    )


@room.get(MONTH + "/csv", allows=MAY)
async def file(call: Call) -> web.Response:
    found = await _statement(call)
    out = io.StringIO()
    csv.writer(out).writerows(_rows(call, found))
    name = f"statement-{call.vendor.code}-{found.month:%Y-%m}.csv"
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


async def _statement(call: Call) -> Statement:
    """Raises NotFound for what is no month."""
    said = _MONTH.fullmatch(call.request.match_info["month"])
    if said is None:
        raise NotFound("no such statement")
    month = date(int(said[1]), int(said[2]), 1)
    return await vendor_statement.statement(call.session, call.park, call.vendor.id, month)


def _rows(call: Call, found: Statement) -> Iterator[list[str]]:
    """Sums as decimals: 22.00, -5.50. The last two lines are what the park owes and what was taken
    on pickup."""
    yield [call.text(f"vendor-column-{name}") for name in COLUMNS]
    currency = call.park.currency
    for line in found.lines:
        yield [
            f"{line.at.astimezone(_zone(call)):%Y-%m-%d %H:%M}",
            line.order_no,
            as_words(getattr(line.outlet, f"name_{call.language}")),
            call.text(f"vendor-kind-{line.kind}"),
            call.text(f"vendor-method-{line.method}"),
            plain_amount(line.amount, currency),
            call.text(f"vendor-cause-{line.cause}") if line.cause else "",
        ]
    for name, total in (("through-park", found.through_park), ("on-pickup", found.on_pickup)):
        yield [call.text(f"vendor-total-{name}"), "", "", "", "", plain_amount(total, currency), ""]


def _today(call: Call) -> date:
    return call.now.astimezone(_zone(call)).date()


def _zone(call: Call) -> ZoneInfo:
    return ZoneInfo(call.park.timezone)


def _months(today: date) -> Iterator[date]:
    """The first days of the months that the page offers, the latest first."""
    count = today.year * 12 + today.month - 1
    for back in range(MONTHS):
        yield date((count - back) // 12, (count - back) % 12 + 1, 1)


def _name(call: Call, month: date) -> str:
    return format_date(month, _PATTERN[call.language], locale=_LOCALE[call.language])
