"""Giving money back to whoever paid an order: by line and quantity, or a sum; trying it again."""

from aiohttp import web
from pydantic import BaseModel, Field

from desk.frame.call import Call
from desk.frame.changes import by, change
from desk.frame.forms import InvalidForm, posted
from desk.frame.routing import Area
from services.accounting import returns
from services.kit.errors import Invalid
from services.kit.money import format_money, minor_units
from services.ordering import refunds
from services.ordering.refunds import Asked, TooMuch

area = Area("orders")


class Entered(BaseModel):
    """`key` makes the form safe to send twice. Quantities are fields line-ID."""

    key: str = Field(min_length=8, max_length=64)
    sum: str = Field("", max_length=20)
    reason: str = Field("", max_length=refunds.LONGEST_REASON)


@change(area, "/orders/{order}/refund", allows="orders.refund")
async def refund(call: Call) -> web.Response:
    entered = await call.form(Entered)
    order_id = call.id("order")
    asked = Asked(entered.reason, await _quantities(call), _sum(call, entered.sum))
    try:
        await refunds.refund(call.session, by(call), order_id, asked, key=entered.key)
    except TooMuch as wrong:
        left = format_money(wrong.details["left"], call.park.currency, call.language)
        raise InvalidForm({"sum": call.text("orders-error-too-much", left=left)}) from wrong
    call.toast("orders-refunded")
    return call.redirect(f"/orders/{order_id}")


@change(area, "/orders/{order}/returns/{made}/retry", allows="orders.refund")
async def retry(call: Call) -> web.Response:
    """Ask WeChat Pay again for a refund that failed. Pressed twice, it is asked once."""
    order_id = call.id("order")
    asked = await returns.retry(call.session, by(call), order_id, call.id("made"))
    call.toast("orders-retried" if asked else "orders-retried-already")
    return call.redirect(f"/orders/{order_id}")


async def _quantities(call: Call) -> dict[int, int]:
    found: dict[int, int] = {}
    for name, value in (await posted(call.request)).items():
        kind, _, line = name.partition("-")
        if kind != "line" or value in ("", "0"):
            continue
        if not (_is_number(str(value), 5) and _is_number(line, 18)):
            raise InvalidForm({name: call.text("shell-invalid-number")})
        found[int(line)] = int(str(value))
    return found


def _is_number(entered: str, digits: int) -> bool:
    return entered.isdecimal() and len(entered) <= digits


def _sum(call: Call, entered: str) -> int | None:
    if not entered.strip():
        return None
    try:
        return minor_units(entered, call.park.currency)
    except Invalid:
        raise InvalidForm({"sum": call.text("orders-error-sum")}) from None
