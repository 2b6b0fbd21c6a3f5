"""Giving money back to whoever paid an order: by line and quantity, or a sum; trying it again."""

from aiohttp import web
from pydantic import BaseModel, Field

from desk.frame.call import Visit
from desk.frame.changes import by, change
from desk.frame.forms import InvalidForm, posted
from desk.ordering.area import area
from services.accounting import returns
from services.kit.errors import Invalid
from services.kit.money import format_money, minor_units
from services.ordering import refunds
from services.ordering.refunds import Asked, TooMuch


class Entered(BaseModel):
    """`key` makes the form safe to send twice. Quantities are fields line-ID."""

    key: str = Field(min_length=8, max_length=64)
    sum: str = Field("", max_length=20)
    reason: str = Field("", max_length=refunds.LONGEST_REASON)


@change(area, "/orders/{order}/refund", allows="orders.refund")
async def refund(visit: Visit) -> web.Response:
    entered = await visit.form(Entered)
    order_id = visit.id("order")
    asked = Asked(entered.reason, await _quantities(visit), _sum(visit, entered.sum))
    try:
        await refunds.refund(visit.session, by(visit), order_id, asked, key=entered.key)
    except TooMuch as wrong:
        left = format_money(wrong.details["left"], visit.park.currency, visit.language)
        raise InvalidForm({"sum": visit.text("orders-error-too-much", left=left)}) from wrong
    visit.toast("orders-refunded")
    return visit.redirect(f"/orders/{order_id}")


@change(area, "/orders/{order}/returns/{made}/retry", allows="orders.refund")
async def retry(visit: Visit) -> web.Response:
    """Ask WeChat Pay again for a refund that failed. Pressed twice, it is asked once."""
    order_id = visit.id("order")
    asked = await returns.retry(visit.session, by(visit), order_id, visit.id("made"))
    visit.toast("orders-retried" if asked else "orders-retried-already")
    return visit.redirect(f"/orders/{order_id}")


async def _quantities(visit: Visit) -> dict[int, int]:
    found: dict[int, int] = {}
    for name, value in (await posted(visit.request)).items():
        kind, _, line = name.partition("-")
        if kind != "line" or value in ("", "0"):
            continue
        if not (_is_number(str(value), 5) and _is_number(line, 18)):
            raise InvalidForm({name: visit.text("shell-invalid-number")})
        found[int(line)] = int(str(value))
    return found


def _is_number(entered: str, digits: int) -> bool:
    return entered.isdecimal() and len(entered) <= digits


def _sum(visit: Visit, entered: str) -> int | None:
    if not entered.strip():
        return None
    try:
        return minor_units(entered, visit.park.currency)
    except Invalid:
        raise InvalidForm({"sum": visit.text("orders-error-sum")}) from None
